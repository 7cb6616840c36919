"""The data dictionary: every column of an exported selection, what it means, its unit and its type.

The same description makes the files' schema, so none of them can have a column that is not explained here.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from analysis.scorers import mark_kinds, measures, versions

TEXT, WHOLE, NUMBER, DAY = pa.string(), pa.int64(), pa.float64(), pa.date32()
TEXTS = pa.list_(TEXT)
TYPE_NAMES = {TEXT: "text", WHOLE: "whole number", NUMBER: "number", DAY: "day (YYYY-MM-DD)", TEXTS: "list of text"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export, or where it ``holds`` others a list of records."""

    name: str
    meaning: str
    type: pa.DataType = TEXT
    unit: str = ""
    holds: tuple[Column, ...] = ()

    @property
    def arrow(self) -> pa.Field:
        """The column for a Parquet file."""
        kind = pa.list_(pa.struct([part.arrow for part in self.holds])) if self.holds else self.type
        return pa.field(self.name, kind)


ARTICLE = (
    Column("id", "Made from outlet, title and text: the same article has the same id everywhere."),
    Column("outlet", "Who published it; missing where not stated."),
    Column("title", "Its headline."),
    Column("published", "The day that the source states, never a guess.", DAY),
    Column("topic", "The topic that the source states."),
    Column("url", "Where it was published."),
    Column("authors", "Who wrote it.", TEXTS),
    Column("section", "The outlet’s section."),
    Column("wire", "The agency whose copy it is said to be."),
    Column("language", "The language that the source states, as a code."),
    Column("source", "The file or page it was read from."),
    Column("words", "The length of its text.", WHOLE, "words"),
)
WHOLE_TEXT = Column("text", "The article’s text; all offsets count its characters (Unicode code points) from 0.")


def _span(name: str, what: str) -> tuple[Column, Column]:
    prefix = f"{name}_" if name else ""
    return (
        Column(f"{prefix}first", f"Where {what} begins in the text.", WHOLE, "characters"),
        Column(f"{prefix}past", f"Where {what} ends: the first character after it.", WHOLE, "characters"),
    )


VOICE = Column(
    "voice",
    "In whose voice: outlet, quoted (inside quotation marks, or in a post that is shown) or attributed (reported "
    "without).",
)
WHY = Column("why", "Why it counts.")
MARK = (
    *_span("", "the mark"),
    Column("cue", "Its words."),
    Column("category", "What kind of mark within its list; missing where there is one kind only."),
    VOICE,
    Column("weight", "What it adds to its scores; missing where each mark counts as one.", NUMBER),
    WHY,
)
ATTRIBUTIONS = Column(
    "attributions",
    "Who says what.",
    holds=(
        *_span("content", "what is said"),
        *_span("source", "the words that name the source"),
        *_span("cue", "the words that introduce it"),
        Column("kind", "direct, indirect or mixed."),
        Column("act", "speech, thought or document."),
        Column("speaker", "The full name that the source stands for in this article."),
        Column("source_type", "What kind of source."),
        Column("relayed_by", "The medium that passed the statement on."),
        Column("cue_class", "neutral, doubting or endorsing."),
        *_span("anonymity", "the reason given for a source without a name"),
    ),
)
#: what the dashboard's files say of themselves
STAMP = (
    Column("selection", "The selection that the file holds, in words; in the dashboard’s files only."),
    Column("versions", "The versions of Sourcelight and its scorers; in the dashboard’s files only."),
    Column("made_on", "The day the file was made; in the dashboard’s files only."),
)


def measure_columns() -> tuple[Column, ...]:
    """A column for every measure of the registry, in its order."""
    return tuple(Column(key, f"{m.title}. {m.description}", NUMBER, m.unit) for key, m in measures().items())


def evidence_columns() -> tuple[Column, ...]:
    """A list for every kind of mark of the registry, then the attributions."""
    return (*(Column(kind.column, kind.meaning, holds=MARK) for kind in mark_kinds().values()), ATTRIBUTIONS)


def columns(evidence: bool, text: bool, stamped: bool = False) -> tuple[Column, ...]:
    """The columns of an export, in order."""
    return (
        *ARTICLE, *measure_columns(), *(evidence_columns() if evidence else ()), *((WHOLE_TEXT,) if text else ()),
        *(STAMP if stamped else ()),
    )  # fmt: skip


def data_dictionary() -> pd.DataFrame:
    """Every column that an export can have: ``column, meaning, unit, type, scorer, version``.

    ``hedges[].cue`` is the field ``cue`` of each record in the list ``hedges``.
    """
    current = versions()
    known = measures()
    rows = []
    for column in columns(evidence=True, text=True, stamped=True):
        scorer = column.name.split(".")[0] if column.name in known else ""
        rows.append(_row(column, "", scorer, current.get(scorer, "")))
        rows.extend(_row(part, f"{column.name}[].", "", "") for part in column.holds)
    return pd.DataFrame(rows, columns=["column", "meaning", "unit", "type", "scorer", "version"])


def _row(column: Column, prefix: str, scorer: str, version: str) -> tuple[str, ...]:
    kind = "list of records" if column.holds else TYPE_NAMES[column.type]
    return prefix + column.name, column.meaning, column.unit, kind, scorer, version
