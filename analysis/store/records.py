"""Between our values and the store's tables: the columns of each, there and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, cast

import numpy as np
import pyarrow as pa

from analysis.scorers import measures
from analysis.text import WORD
from analysis.types import Article, Attribution, Mark, Measurement, Problem, ScoredArticle, Span, Toward
from analysis.urls import page_key

ARTICLE = (
    "id", "outlet", "title", "text", "published", "topic", "url", "authors", "section", "captions", "wire", "language",
    "source",
)  # fmt: skip
READING = ("article_id", "scorer", "version")
MEASUREMENT = ("article_id", "measure", "value", "count", "denominator")
MARK = ("article_id", "kind", "first", "past", "cue", "category", "voice", "weight", "why")
ATTRIBUTION = (
    "article_id", "content_first", "content_past", "source_first", "source_past", "cue_first", "cue_past", "source",
    "cue", "kind", "act", "speaker", "source_type", "relayed_by", "cue_class",
    "anonymity_first", "anonymity_past", "content_start", "anonymity",
)  # fmt: skip
#: so much of what is said tells whether it is said at all (``attribution.cues.states_something``)
START = 3
TOWARD = ("article_id", "name", "kind", "tone", "sentences", "own_tone", "own_sentences")
RELATION = {
    "topics": ("article_id", "topic", "name", "score", "terms"),
    "copies": (
        "article_id", "text_group", "kind", "share", "origin", "earliest", "published", "named", "words", "shared",
    ),
    "members": ("article_id", "story"),
    "stories": ("story", "title", "first_day", "last_day", "articles", "outlets", "terms", "topic", "absent"),
    "frequencies": ("word", "articles"),
    "vectors": ("article_id", "story", "day", "term", "weight"),
}  # fmt: skip
PROBLEM = ("file", "row_number", "reason")
#: the columns that do not hold text; stated, since a column of missing values does not tell its type
TYPES = {
    **dict.fromkeys(("published", "first_day", "last_day", "day"), pa.date32()),
    "shared": pa.list_(pa.int32()),
    **dict.fromkeys(("authors", "captions", "outlets", "terms", "absent"), pa.list_(pa.string())),
    **dict.fromkeys(
        ("value", "count", "denominator", "tone", "own_tone", "score", "share", "weight"),
        pa.float64(),
    ),
    **dict.fromkeys(
        ("words", "row_number", "sentences", "own_sentences", "articles", "first", "past", "content_first",
         "content_past", "source_first", "source_past",
         "anonymity_first", "anonymity_past",
         "cue_first", "cue_past"),
        pa.int32(),
    ),
}  # fmt: skip
Row = dict[str, Any]


def _table(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows as a table with the types of the store. What UTF-8 cannot hold (lone surrogates) becomes “?”."""
    cells = zip(*rows, strict=True) if rows else repeat(())
    arrays = [
        pa.array(of_one, TYPES[name]) if name in TYPES else _strings(of_one)
        for name, of_one in zip(columns, cells, strict=False)
    ]
    return pa.table(arrays, names=list(columns))


def _strings(cells: Sequence[str | None]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        return pa.array(map(_text, cells), pa.string())


def _text(value: str | None) -> str | None:
    if value is None or value.isascii():
        return value
    return value.encode("utf-8", "replace").decode("utf-8")


def article_table(articles: Sequence[Article]) -> pa.Table:
    """The rows of ``articles``, the number of words and the page's key last."""
    rows = [
        (
            a.id, a.outlet, a.title, a.text, a.published, a.topic, a.url, [_text(x) for x in a.authors], a.section,
            [_text(x) for x in a.captions], a.wire, a.language, a.source, len(WORD.findall(a.text)),
            page_key(a.url),
        )
        for a in articles
    ]  # fmt: skip
    return _table([*ARTICLE, "words", "page"], rows)


def problem_table(problems: Sequence[Problem]) -> pa.Table:
    """The rows of ``problems``."""
    return _table(PROBLEM, [(p.file, p.row, p.reason) for p in problems])


def relation_table(name: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """The rows of one of the tables about articles beside each other."""
    return _table(RELATION[name], rows)


def vector_table(vectors: Sequence[tuple[Article, Mapping[str, float]]], story_of: Mapping[str, str]) -> pa.Table:
    """The rows of ``vectors``: a row an article, given with its terms and weights, and term."""
    sizes = [len(vector) for _, vector in vectors]

    def repeated(cells: Iterable[Any], kind: pa.DataType) -> pa.Array:
        return pa.array(cells, kind).take(pa.array(np.repeat(np.arange(len(sizes)), sizes)))

    arrays = (
        repeated((a.id for a, _ in vectors), pa.string()),
        repeated((story_of[a.id] for a, _ in vectors), pa.string()),
        repeated((a.published for a, _ in vectors), pa.date32()),
        pa.array(chain.from_iterable(vector for _, vector in vectors), pa.string()),
        pa.array(chain.from_iterable(vector.values() for _, vector in vectors), pa.float64()),
    )
    return pa.table(arrays, names=RELATION["vectors"])


def reading_tables(scored: Sequence[ScoredArticle], versions: Mapping[str, str]) -> dict[str, pa.Table]:
    """The rows of the tables that hold what was measured."""
    readings: list[tuple[Any, ...]] = []
    numbers: list[tuple[Any, ...]] = []
    marks: list[tuple[Any, ...]] = []
    attributions: list[tuple[Any, ...]] = []
    toward: list[tuple[Any, ...]] = []
    for s in scored:
        at, text = s.article.id, s.article.text
        readings.extend((at, scorer, version) for scorer, version in versions.items())
        numbers.extend((at, key, m.value, m.count, m.denominator) for key, m in s.measurements.items())
        marks.extend(
            (at, m.kind, m.span.start, m.span.end, m.cue, m.category, m.voice, m.weight, m.why) for m in s.marks
        )
        toward.extend((at, t.name, t.kind, t.tone, t.sentences, t.own_tone, t.own_sentences) for t in s.toward)
        attributions.extend(_attribution_row(at, text, a) for a in s.attributions)
    return {
        "readings": _table(READING, readings),
        "measurements": _table(MEASUREMENT, numbers),
        "marks": _table(MARK, marks),
        "attributions": _table(ATTRIBUTION, attributions),
        "toward": _table(TOWARD, toward),
    }


def _attribution_row(article_id: str, text: str, a: Attribution) -> tuple[Any, ...]:
    source = a.source
    return (
        article_id, a.content.start, a.content.end, source.start if source else None, source.end if source else None,
        a.cue.start, a.cue.end, source.of(text) if source else None, a.cue.of(text), a.kind, a.act, a.speaker,
        a.source_type, a.relayed_by, a.cue_class, a.anonymity.start if a.anonymity else None,
        a.anonymity.end if a.anonymity else None, a.content.of(text)[:START],
        a.anonymity.of(text) if a.anonymity else None,
    )  # fmt: skip


def article_of(row: Row) -> Article:
    """An article from its stored row."""
    values = {name: row[name] for name in ARTICLE}
    values["authors"], values["captions"] = tuple(row["authors"] or ()), tuple(row["captions"] or ())
    return Article(**values)


def scored_of(article: Article, tables: Mapping[str, Sequence[Row]]) -> ScoredArticle:
    """An article with its stored measurements and evidence."""
    known = measures()
    return ScoredArticle(
        article,
        {
            row["measure"]: Measurement(row["value"], row["count"], row["denominator"], known[row["measure"]].unit)
            for row in tables["measurements"]
            if row["measure"] in known
        },
        marks=tuple(
            Mark(r["kind"], _span(r), r["cue"], r["category"], r["voice"], r["weight"], r["why"] or "")
            for r in tables["marks"]
        ),
        attributions=tuple(_attribution(row) for row in tables["attributions"]),
        toward=tuple(Toward(**{name: row[name] for name in TOWARD[1:]}) for row in tables["toward"]),
    )


def _span(row: Row) -> Span:
    return Span(row["first"], row["past"])


def _attribution(row: Row) -> Attribution:
    source = None if row["source_first"] is None else Span(row["source_first"], row["source_past"])
    return Attribution(
        Span(row["content_first"], row["content_past"]),
        source,
        Span(row["cue_first"], row["cue_past"]),
        cast(Any, row["kind"]),
        cast(Any, row["act"]),
        row["speaker"],
        row["source_type"],
        row["relayed_by"],
        row["cue_class"],
        None if row["anonymity_first"] is None else Span(row["anonymity_first"], row["anonymity_past"]),
    )
