"""All evidence like a piece of evidence within a selection, and the sentences around it; cached."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.attribution.cues import states_something
from analysis.corpus.passages import Passage, passages_of
from analysis.store import Store
from analysis.store.filter import Filters
from analysis.types import UNNAMED_TYPES, Attribution, ScoredArticle, Span
from dashboard.cache import queries
from dashboard.cache.query import cached_query
from dashboard.markup.highlight import ATTRIBUTION, VOICE_NAMES, Evidence, evidence_id

#: articles that are searched at most; of a larger selection, a sample of this size
SEARCHED = 10_000
#: the newest places whose sentences are listed
LISTED = 200
Row = dict[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What makes evidence alike: the kind, and the same words, or the same kind of source without a name.

    ``field`` is the column that is the same, and ``value`` its value. Statements and attitudes are not alike;
    ``states`` tells which these are.
    """

    kind: str
    field: str
    value: str
    states: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A place of evidence: its article, its ID, the spans of a mark or of a cue and its source, and a note on it."""

    article: str
    id: str
    spans: tuple[Span, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Alike:
    """The other places with evidence like a given one, the newest article first, and how many articles were searched.

    ``number`` is the number of all of them, ``places`` are the first ``LISTED``. ``selected`` is the number of selected
    articles; if it is larger than ``searched``, a sample was searched.
    """

    number: int
    places: tuple[Place, ...]
    searched: int
    selected: int


def likeness_of(scored: ScoredArticle, evidence: Evidence) -> Likeness:
    """What makes other evidence like this: its words, or the kind of its source if that has no name."""
    one, text = evidence.item, scored.article.text
    if not isinstance(one, Attribution):
        return Likeness(evidence.kind, "cue", one.cue.lower())
    states = states_something(one.act, one.cue.of(text), one.content.of(text))
    if states and one.source_type in UNNAMED_TYPES:
        return Likeness(ATTRIBUTION, "source_type", str(one.source_type))
    return Likeness(ATTRIBUTION, "cue", one.cue.of(text).lower(), states)


@cached_query(spinner="Searching for similar marks …")
def _places(store: Store, filters: Filters, likeness: Likeness) -> tuple[pd.DataFrame, int]:
    """The places alike, and the number of selected articles."""
    selected = len(queries.columns(store).selected(filters))
    if likeness.kind != ATTRIBUTION:
        return store.search.marks_like(filters, likeness.kind, likeness.value, SEARCHED), selected
    found = store.search.attributions_like(filters, likeness.field, likeness.value, SEARCHED)
    cells = zip(found["act"], found["cue"], found["content_start"], strict=True)
    alike = [states_something(act, cue, start) == likeness.states for act, cue, start in cells]
    return found[alike].reset_index(drop=True), selected


def others_like(store: Store, filters: Filters, article: str, evidence: Evidence, likeness: Likeness) -> Alike:
    """All evidence of the selected articles that is like this, without itself."""
    found, selected = _places(store, filters, likeness)
    part = "" if "first" in found else "content_"
    at = (found[f"{part}first"] == evidence.span.start) & (found[f"{part}past"] == evidence.span.end)
    itself = at & (found["article_id"] == article)
    others = found[~itself]
    places = tuple(_place(row, likeness.kind) for row in others.head(LISTED).to_dict("records"))
    return Alike(len(others), places, min(selected, SEARCHED), selected)


def _place(row: Row, kind: str) -> Place:
    """A row of ``marks_like`` or ``attributions_like`` as a place."""
    article = str(row["article_id"])
    if "first" in row:
        span = _span(row, "")
        return Place(article, evidence_id(kind, span), (span,), VOICE_NAMES[row["voice"]])
    parts = [_span(row, part) for part in ("cue_", "source_") if not pd.isna(row[f"{part}first"])]
    speaker = row["speaker"] if isinstance(row["speaker"], str) else "no named source"
    at = evidence_id(kind, _span(row, "content_"))
    return Place(article, at, tuple(parts), f"{speaker}, {row['cue']}, {row['kind']}")


def _span(row: Row, part: str) -> Span:
    return Span(int(row[f"{part}first"]), int(row[f"{part}past"]))


@cached_query(spinner="Looking up sentences …")
def sentences(store: Store, places: Sequence[Place]) -> list[Passage]:
    """The sentence around each place, with the ID of its evidence, in the order of the places."""
    articles = {article.id: article for article in store.articles(list(dict.fromkeys(p.article for p in places)))}
    return [
        replace(passage, at=place.id)
        for place in places
        if place.article in articles
        for passage in passages_of(articles[place.article], [place.spans], place.note)
    ]
