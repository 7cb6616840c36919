"""Searches of a selection: words, cues and speakers, and the sentences that hold them; cached."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.attribution.cues import states_something
from analysis.corpus.passages import Passage, passages_of
from analysis.corpus.search_terms import Term, matched
from analysis.statistics.distinctive import OutletText, distinctive_in_stories, places_of
from analysis.store import Store
from analysis.store.filter import Filters
from analysis.store.search import Field
from analysis.types import Article, Span
from dashboard.cache import queries
from dashboard.cache.query import cached_query
from dashboard.markup.highlight import VOICE_NAMES
from dashboard.views import search as search_views
from dashboard.views.base import View

ENTRIES = 32
#: of an outlet’s articles that hold what was looked for, so many are listed
NEWEST = 100
Row = dict[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Distinct:
    """An outlet's distinctive words, the articles and stories that they were counted in, and how many it shares."""

    words: pd.DataFrame
    articles: frozenset[str]
    stories: int
    shared: int


@cached_query(spinner="Comparing words …", entries=ENTRIES)
def distinct(store: Store, filters: Filters, outlet: str, names: bool) -> Distinct:
    """What an outlet says and the others do not, in the stories that they share."""
    texts = store.search.shared_texts(filters, outlet)
    told = (
        OutletText(text, of, story)
        for text, of, story in zip(texts["text"], texts["outlet"], texts["story"], strict=True)
    )
    words = distinctive_in_stories(told, outlet, names)
    shared = 0 if texts.empty else int(texts["stories"].iloc[0])
    return Distinct(words, frozenset(texts["id"]), texts["story"].nunique(), shared)


@dataclass(frozen=True, slots=True)
class Held:
    """How many articles of each outlet hold what was looked for, and of each outlet the ``NEWEST``: ``id, outlet``."""

    articles: dict[str, int]
    newest: pd.DataFrame

    @classmethod
    def of(cls, found: pd.DataFrame) -> Held:
        """``found`` has all of them, the newest first."""
        sizes = found["outlet"].value_counts().to_dict()
        newest = found[found.groupby("outlet").cumcount() < NEWEST].reset_index(drop=True)
        return cls({str(outlet): int(size) for outlet, size in sizes.items()}, newest)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search shows: its picture, that in a sentence, and the articles that hold the terms."""

    view: View
    said: str
    held: Held


@cached_query(spinner="Searching …", entries=ENTRIES)
def found(store: Store, filters: Filters, terms: tuple[Term, ...], field: Field) -> Found:
    """How many of each outlet's selected articles hold the terms, and which."""
    found = store.search.matching(filters, terms, field)
    counted = queries.columns(store).flagged(filters, found["id"])
    view = search_views.by_outlet(counted, terms)
    return Found(view, search_views.sentence(counted, terms, field, view), Held.of(found))


@cached_query(spinner="Searching …", entries=ENTRIES)
def holding(
    store: Store, filters: Filters, terms: tuple[Term, ...], field: Field, of: tuple[str, ...] | None = None
) -> Held:
    """The selected articles that hold the terms, of these ids alone where some are named."""
    return Held.of(store.search.matching(filters, terms, field, of))


@cached_query(spinner="Looking up sentences …", entries=ENTRIES)
def passages(store: Store, terms: tuple[Term, ...], field: Field, ids: tuple[str, ...]) -> list[Passage]:
    """The sentences of these articles that hold a term, in the order of the articles."""
    articles = store.articles(ids)
    if field == "text":
        return [passage for article in articles for passage in _with_terms(article, terms)]
    return _at_places(articles, store.search.places(ids, terms, field))


def _with_terms(article: Article, terms: Sequence[Term]) -> list[Passage]:
    """The sentences that hold a term; the headline where it alone does."""
    found = passages_of(article, ([Span(*place)] for place in matched(article.text, terms)))
    if found or article.title is None:
        return found
    marks = tuple(Span(*place) for place in matched(article.title, terms))
    about = (article.id, article.outlet or "", article.title, article.published)
    return [Passage(*about, article.title, marks, "in the headline only")]


@cached_query(spinner="Looking up sentences …", entries=ENTRIES)
def word_passages(store: Store, word: str, names: bool, ids: tuple[str, ...]) -> list[Passage]:
    """The sentences of these articles in which ``distinct`` counts a word."""
    return [
        passage
        for article in store.articles(ids)
        for passage in passages_of(article, ([place] for place in places_of(article.text, word, names)))
    ]


@cached_query(spinner="Looking up statements …", entries=ENTRIES)
def statements(store: Store, names: tuple[str, ...], ids: tuple[str, ...]) -> list[Passage]:
    """The sentences of these articles in which a speaker with these names states something."""
    return _at_places(store.articles(ids), store.search.statements(ids, names))


def _at_places(articles: Sequence[Article], places: pd.DataFrame) -> list[Passage]:
    """A passage for each row, in the order of the articles; bare attitudes ("opposed the plan") are no statements."""
    by_article = dict(list(places.groupby("article_id", sort=False)))
    return [
        passage
        for article in articles
        for row in (by_article[article.id].to_dict("records") if article.id in by_article else ())
        if "act" not in row or states_something(row["act"], row["cue"], row["content_start"])
        for passage in passages_of(article, [_spans(row)], _note(row))
    ]


def _spans(row: Row) -> list[Span]:
    """A mark's one place; of a statement its source, its cue and what is said."""
    names = ("",) if "first" in row else ("source_", "cue_", "content_")
    return [
        Span(int(row[f"{name}first"]), int(row[f"{name}past"])) for name in names if not pd.isna(row[f"{name}first"])
    ]


def _note(row: Row) -> str:
    """Whose voice a mark stands in; of a statement, who makes it and how."""
    if "voice" in row:
        return VOICE_NAMES[row["voice"]]
    return f"{row['speaker'] or 'nobody named'}, {row['cue']}, {row['kind']}"


@cached_query(spinner="Counting words …", entries=ENTRIES)
def cues(store: Store, filters: Filters, kind: str) -> pd.DataFrame:
    """The marks of one kind by word, outlet and voice."""
    return store.search.cues(filters, kind)
