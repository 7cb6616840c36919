"""Conversion between articles, readings and relations and the rows of the store's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, cast

import numpy as np
import pyarrow as pa

from analysis.corpus.kinds import VERSION as KIND_RULES
from analysis.corpus.kinds import kind_of
from analysis.scorers import measures
from analysis.text import WORD
from analysis.types import Article, Attribution, Mark, Measurement, Problem, ScoredArticle, Span, Toward
from analysis.urls import page_key

ARTICLE_COLUMNS = (
    "id", "outlet", "title", "text", "published", "topic", "url", "authors", "section", "captions", "wire", "language",
    "source",
)  # fmt: skip
#: the kind of an article, why, and the version of the rules that found it
KIND_COLUMNS = ("kind", "kind_reason", "kind_rules")
READING_COLUMNS = ("article_id", "scorer", "version")
MEASUREMENT_COLUMNS = ("article_id", "measure", "value", "count", "denominator")
MARK_COLUMNS = ("article_id", "kind", "first", "past", "cue", "category", "voice", "weight", "why")
ATTRIBUTION_COLUMNS = (
    "article_id", "content_first", "content_past", "source_first", "source_past", "cue_first", "cue_past", "source",
    "cue", "kind", "act", "speaker", "source_type", "relayed_by", "cue_class",
    "anonymity_first", "anonymity_past", "content_start", "anonymity", "title", "on_behalf_of", "label",
)  # fmt: skip
#: characters of what is said stored with an attribution, as many as ``attribution.cues.states_something`` needs
CONTENT_START_LENGTH = 3
TOWARD_COLUMNS = ("article_id", "name", "kind", "tone", "sentences", "own_tone", "own_sentences")
FURNITURE_COLUMNS = ("article_id", "first", "past", "why", "line", "words")
LINE_COLUMNS = ("article_id", "line", "first", "past", "place", "words", "again")
RELATION_COLUMNS = {
    "topics": ("article_id", "topic", "name", "score", "terms"),
    "copies": (
        "article_id", "text_group", "kind", "share", "origin", "earliest", "published", "named", "words", "shared",
    ),
    "members": ("article_id", "story"),
    "stories": ("story", "title", "first_day", "last_day", "articles", "outlets", "terms", "topic", "absent"),
    "frequencies": ("word", "articles"),
    "vectors": ("article_id", "story", "day", "term", "weight"),
}  # fmt: skip
PROBLEM_COLUMNS = ("file", "row_number", "reason")
#: the types of the columns that are not text; a type cannot be inferred from a column of missing values
COLUMN_TYPES = {
    **dict.fromkeys(("published", "first_day", "last_day", "day"), pa.date32()),
    "shared": pa.list_(pa.int32()),
    **dict.fromkeys(("partial", "again"), pa.bool_()),
    "line": pa.uint32(),
    "place": pa.uint8(),
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
    """Return rows as a table with the types of the store; lone surrogates, which UTF-8 cannot encode, become “?”."""
    cells = zip(*rows, strict=True) if rows else repeat(())
    arrays = [
        pa.array(of_one, COLUMN_TYPES[name]) if name in COLUMN_TYPES else _strings(of_one)
        for name, of_one in zip(columns, cells, strict=False)
    ]
    return pa.table(arrays, names=list(columns))


def _strings(cells: Sequence[str | None]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        return pa.array(map(_encodable, cells), pa.string())


def _encodable(value: str | None) -> str | None:
    if value is None or value.isascii():
        return value
    return value.encode("utf-8", "replace").decode("utf-8")


def article_table(articles: Sequence[Article]) -> pa.Table:
    """The rows of ``articles``, with the number of words, the page's key, whether it is partial, and its kind."""
    rows = [
        (
            a.id, a.outlet, a.title, a.text, a.published, a.topic, a.url, [_encodable(x) for x in a.authors], a.section,
            [_encodable(x) for x in a.captions], a.wire, a.language, a.source, len(WORD.findall(a.text)),
            page_key(a.url), a.partial, *_kind_cells(a),
        )
        for a in articles
    ]  # fmt: skip
    return _table([*ARTICLE_COLUMNS, "words", "page", "partial", *KIND_COLUMNS], rows)


def kind_table(articles: Sequence[Article]) -> pa.Table:
    """Return the kinds of articles by the rules of now: ``id, kind, kind_reason, kind_rules``."""
    return _table(("id", *KIND_COLUMNS), [(a.id, *_kind_cells(a)) for a in articles])


def _kind_cells(article: Article) -> tuple[str, str, str]:
    kind = kind_of(article)
    return kind.name, kind.reason, KIND_RULES


def problem_table(problems: Sequence[Problem]) -> pa.Table:
    """Return the rows of ``problems``."""
    return _table(PROBLEM_COLUMNS, [(p.file, p.row, p.reason) for p in problems])


def relation_table(name: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Return the rows of one of the tables of topics, copies and stories."""
    return _table(RELATION_COLUMNS[name], rows)


def vector_table(vectors: Sequence[tuple[Article, Mapping[str, float]]], story_of: Mapping[str, str]) -> pa.Table:
    """Return the rows of ``vectors``, one per article and term, from articles with their terms and weights."""
    sizes = [len(vector) for _, vector in vectors]

    def repeated(cells: Iterable[Any], column_type: pa.DataType) -> pa.Array:
        return pa.array(cells, column_type).take(pa.array(np.repeat(np.arange(len(sizes)), sizes)))

    arrays = (
        repeated((a.id for a, _ in vectors), pa.string()),
        repeated((story_of[a.id] for a, _ in vectors), pa.string()),
        repeated((a.published for a, _ in vectors), pa.date32()),
        pa.array(chain.from_iterable(vector for _, vector in vectors), pa.string()),
        pa.array(chain.from_iterable(vector.values() for _, vector in vectors), pa.float64()),
    )
    return pa.table(arrays, names=RELATION_COLUMNS["vectors"])


def reading_tables(scored: Sequence[ScoredArticle], versions: Mapping[str, str]) -> dict[str, pa.Table]:
    """Return the rows of each of ``schema.READING_TABLES`` for scored articles."""
    readings: list[tuple[Any, ...]] = []
    measurements: list[tuple[Any, ...]] = []
    marks: list[tuple[Any, ...]] = []
    attributions: list[tuple[Any, ...]] = []
    toward: list[tuple[Any, ...]] = []
    for s in scored:
        article_id, text = s.article.id, s.article.text
        readings.extend((article_id, scorer, version) for scorer, version in versions.items())
        measurements.extend((article_id, key, m.value, m.count, m.denominator) for key, m in s.measurements.items())
        marks.extend(
            (article_id, m.kind, m.span.start, m.span.end, m.cue, m.category, m.voice, m.weight, m.why) for m in s.marks
        )
        toward.extend((article_id, t.name, t.kind, t.tone, t.sentences, t.own_tone, t.own_sentences) for t in s.toward)
        attributions.extend(_attribution_row(article_id, text, a) for a in s.attributions)
    return {
        "readings": _table(READING_COLUMNS, readings),
        "measurements": _table(MEASUREMENT_COLUMNS, measurements),
        "marks": _table(MARK_COLUMNS, marks),
        "attributions": _table(ATTRIBUTION_COLUMNS, attributions),
        "toward": _table(TOWARD_COLUMNS, toward),
    }


def _attribution_row(article_id: str, text: str, a: Attribution) -> tuple[Any, ...]:
    source = a.source
    return (
        article_id, a.content.start, a.content.end, source.start if source else None, source.end if source else None,
        a.cue.start, a.cue.end, source.of(text) if source else None, a.cue.of(text), a.kind, a.act, a.speaker,
        a.source_type, a.relayed_by, a.cue_class, a.anonymity.start if a.anonymity else None,
        a.anonymity.end if a.anonymity else None, a.content.of(text)[:CONTENT_START_LENGTH],
        a.anonymity.of(text) if a.anonymity else None, a.title, a.on_behalf_of, a.label,
    )  # fmt: skip


def furniture_table(rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Return rows of ``furniture``; those recognised by their form have no line."""
    return _table(FURNITURE_COLUMNS, rows)


def line_table(rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Return rows of ``lines``."""
    return _table(LINE_COLUMNS, rows)


def article_of(row: Row, furniture: Iterable[tuple[int, int]] = ()) -> Article:
    """An article from its stored row, and the spans of its furniture."""
    values = {name: row[name] for name in ARTICLE_COLUMNS}
    values["partial"] = bool(row.get("partial"))  # a file of scored partitions of an earlier version has no such column
    values["authors"], values["captions"] = tuple(row["authors"] or ()), tuple(row["captions"] or ())
    return Article(**values, furniture=tuple(Span(*span) for span in sorted(furniture)))


def scored_of(article: Article, tables: Mapping[str, Sequence[Row]]) -> ScoredArticle:
    """Return an article with its measurements and evidence from their stored rows, by table."""
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
        toward=tuple(Toward(**{name: row[name] for name in TOWARD_COLUMNS[1:]}) for row in tables["toward"]),
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
        row["title"],
        row["on_behalf_of"],
        row["label"],
    )
