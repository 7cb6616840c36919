"""The data dictionary: every column of an export with its meaning, unit and type.

The schema of the exported files is generated from it, so no file can have a column that is not explained here.
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
    """A column of an export; with ``fields`` it is a list of records."""

    name: str
    meaning: str
    type: pa.DataType = TEXT
    unit: str = ""
    fields: tuple[Column, ...] = ()

    @property
    def arrow(self) -> pa.Field:
        """The column as a field of an Arrow schema."""
        kind = pa.list_(pa.struct([field.arrow for field in self.fields])) if self.fields else self.type
        return pa.field(self.name, kind)


ARTICLE = (
    Column("id", "Computed from outlet, title and text: the same article has the same id everywhere."),
    Column("outlet", "Who published it; missing where not stated."),
    Column("title", "Its headline."),
    Column("published", "The date that the source states, never a guess.", DAY),
    Column("topic", "The topic that the source states: the publisher’s label."),
    Column(
        "topics",
        "The topics that Sourcelight finds in its words, up to three, the clearest first; missing if they were not "
        "looked for yet.",
        TEXTS,
    ),
    Column("url", "Where it was published."),
    Column("authors", "Who wrote it.", TEXTS),
    Column("section", "The outlet’s section."),
    Column(
        "kind",
        "The kind of article: news, analysis, opinion, live (blog), interview (or transcript), review, list, release "
        "(press release) or unknown.",
    ),
    Column("kind_reason", "Why it is of that kind: what its source states, or how its words speak for it."),
    Column("wire", "The agency that the source names as the author of the text."),
    Column("language", "The language that the source states, as a code."),
    Column("source", "The file or page it was read from."),
    Column("words", "The length of its text without the excluded parts.", WHOLE, "words"),
    Column(
        "kept_apart",
        "How much of its text is excluded: credits, calls to subscribe, repeated lines.",
        WHOLE,
        "characters",
    ),
)
WHOLE_TEXT = Column("text", "The article’s text; all offsets are in characters (Unicode code points), from 0.")


def _span(name: str, what: str) -> tuple[Column, Column]:
    prefix = f"{name}_" if name else ""
    return (
        Column(f"{prefix}first", f"Where {what} begins in the text.", WHOLE, "characters"),
        Column(f"{prefix}past", f"Where {what} ends: the first character after it.", WHOLE, "characters"),
    )


VOICE = Column(
    "voice",
    "In whose voice: outlet, quoted (in quotation marks or a quoted post) or attributed (reported without quotation "
    "marks).",
)
WHY = Column("why", "Why it counts.")
MARK = (
    *_span("", "the mark"),
    Column("cue", "The words of the mark."),
    Column("category", "The class of the mark within its list; missing if there is only one."),
    VOICE,
    Column("weight", "What it adds to its scores; missing if every mark counts as one.", NUMBER),
    WHY,
)
ATTRIBUTIONS = Column(
    "attributions",
    "Who says what.",
    fields=(
        *_span("content", "what is said"),
        *_span("source", "the words that name the source"),
        *_span("cue", "the words that introduce it"),
        Column("kind", "direct, indirect or mixed."),
        Column("act", "speech, thought or document."),
        Column("speaker", "The full name that the source stands for in this article."),
        Column("person", "The person that the name means in all articles: the same for all names of one person."),
        Column("source_type", "What kind of source."),
        Column("relayed_by", "The medium that passed the statement on."),
        Column("cue_class", "neutral, doubting or endorsing."),
        *_span("anonymity", "the reason given for a source without a name"),
        Column("title", "The role of the source as the article states it."),
        Column("on_behalf_of", "The person or organisation that the source speaks for."),
        Column("label", "How a source without a name is shown."),
    ),
)
#: columns added to every row of the files that the dashboard exports
STAMP = (
    Column("selection", "The selection of articles in the file, in words; in the dashboard’s files only."),
    Column("versions", "The versions of Sourcelight and its scorers; in the dashboard’s files only."),
    Column("made_on", "The day the file was made; in the dashboard’s files only."),
)


def measure_columns() -> tuple[Column, ...]:
    """Return a column for every registered measure, in the order of registration."""
    return tuple(Column(key, f"{m.title}. {m.description}", NUMBER, m.unit) for key, m in measures().items())


def evidence_columns() -> tuple[Column, ...]:
    """Return a list column for every registered kind of mark, then the attributions."""
    return (*(Column(kind.column, kind.meaning, fields=MARK) for kind in mark_kinds().values()), ATTRIBUTIONS)


def columns(evidence: bool, text: bool, stamped: bool = False) -> tuple[Column, ...]:
    """Return the columns of an export, in order."""
    return (
        *ARTICLE, *measure_columns(), *(evidence_columns() if evidence else ()), *((WHOLE_TEXT,) if text else ()),
        *(STAMP if stamped else ()),
    )  # fmt: skip


def data_dictionary() -> pd.DataFrame:
    """Return every column that an export can have: ``column, meaning, unit, type, scorer, version``.

    ``hedges[].cue`` is the field ``cue`` of the records in the list ``hedges``.
    """
    current = versions()
    known = measures()
    rows = []
    for column in columns(evidence=True, text=True, stamped=True):
        scorer = column.name.split(".")[0] if column.name in known else ""
        rows.append(_row(column, "", scorer, current.get(scorer, "")))
        rows.extend(_row(field, f"{column.name}[].", "", "") for field in column.fields)
    return pd.DataFrame(rows, columns=["column", "meaning", "unit", "type", "scorer", "version"])


def _row(column: Column, prefix: str, scorer: str, version: str) -> tuple[str, ...]:
    kind = "list of records" if column.fields else TYPE_NAMES[column.type]
    return prefix + column.name, column.meaning, column.unit, kind, scorer, version
