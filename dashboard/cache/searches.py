"""Searches of a selection for words, cues and speakers, and the sentences that contain them; cached."""

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

#: cached results per query
ENTRIES = 32
#: matching articles listed per outlet, the newest first
NEWEST = 100
Row = dict[Hashable, Any]


@dataclass(frozen=True, slots=True)
class DistinctiveWords:
    """An outlet's distinctive words (the table of ``distinctive_in_stories``) and what they were counted in.

    ``articles`` are the IDs of the articles compared, ``stories`` is the number of their stories, and ``shared`` the
    number of all stories that the outlet shares with others.
    """

    words: pd.DataFrame
    articles: frozenset[str]
    stories: int
    shared: int


@cached_query(spinner="Comparing words …", entries=ENTRIES)
def distinctive_words(store: Store, filters: Filters, outlet: str, names: bool) -> DistinctiveWords:
    """The words that an outlet uses more or less often than others in the stories that they share."""
    texts = store.search.shared_texts(filters, outlet)
    outlet_texts = (
        OutletText(text, of, story)
        for text, of, story in zip(texts["text"], texts["outlet"], texts["story"], strict=True)
    )
    words = distinctive_in_stories(outlet_texts, outlet, names)
    shared = 0 if texts.empty else int(texts["stories"].iloc[0])
    return DistinctiveWords(words, frozenset(texts["id"]), texts["story"].nunique(), shared)


@dataclass(frozen=True, slots=True)
class Matches:
    """Outlet -> the number of its matching articles, and the ``NEWEST`` of each outlet: ``id, outlet``."""

    articles: dict[str, int]
    newest: pd.DataFrame

    @classmethod
    def of(cls, found: pd.DataFrame) -> Matches:
        """Matches from the table of all matching articles, the newest first."""
        sizes = found["outlet"].value_counts().to_dict()
        newest = found[found.groupby("outlet").cumcount() < NEWEST].reset_index(drop=True)
        return cls({str(outlet): int(size) for outlet, size in sizes.items()}, newest)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of a search as a view and as a sentence, and the matching articles."""

    view: View
    sentence: str
    matches: Matches


@cached_query(spinner="Searching …", entries=ENTRIES)
def search(store: Store, filters: Filters, terms: tuple[Term, ...], field: Field) -> SearchResult:
    """How many of each outlet's selected articles match the terms, and which."""
    found = store.search.matching(filters, terms, field)
    counted = queries.columns(store).flagged(filters, found["id"])
    view = search_views.by_outlet(counted, terms)
    return SearchResult(view, search_views.search_sentence(counted, terms, field, view), Matches.of(found))


@cached_query(spinner="Searching …", entries=ENTRIES)
def matching_articles(
    store: Store, filters: Filters, terms: tuple[Term, ...], field: Field, ids: tuple[str, ...] | None = None
) -> Matches:
    """The selected articles that match the terms, only those with these IDs if any are given."""
    return Matches.of(store.search.matching(filters, terms, field, ids))


@cached_query(spinner="Looking up sentences …", entries=ENTRIES)
def passages(store: Store, terms: tuple[Term, ...], field: Field, ids: tuple[str, ...]) -> list[Passage]:
    """The sentences of these articles that contain a term, in the order of the articles."""
    articles = store.articles(ids)
    if field == "text":
        return [passage for article in articles for passage in _with_terms(article, terms)]
    return _at_places(articles, store.search.places(ids, terms, field))


def _with_terms(article: Article, terms: Sequence[Term]) -> list[Passage]:
    """The sentences that contain a term, or the headline if no sentence does."""
    found = passages_of(article, ([Span(*place)] for place in matched(article.text, terms)))
    if found or article.title is None:
        return found
    marks = tuple(Span(*place) for place in matched(article.title, terms))
    about = (article.id, article.outlet or "", article.title, article.published)
    return [Passage(*about, article.title, marks, "in the headline only")]


@cached_query(spinner="Looking up sentences …", entries=ENTRIES)
def word_passages(store: Store, word: str, names: bool, ids: tuple[str, ...]) -> list[Passage]:
    """The sentences of these articles in which ``distinctive_words`` counts a word."""
    return [
        passage
        for article in store.articles(ids)
        for passage in passages_of(article, ([place] for place in places_of(article.own_text, word, names)))
    ]


@cached_query(spinner="Looking up statements …", entries=ENTRIES)
def statements(store: Store, names: tuple[str, ...], ids: tuple[str, ...]) -> list[Passage]:
    """The sentences of these articles in which a speaker with one of these names states something."""
    return _at_places(store.articles(ids), store.search.statements(ids, names))


def _at_places(articles: Sequence[Article], places: pd.DataFrame) -> list[Passage]:
    """A passage for each place except those of bare attitudes ("opposed the plan"), in the order of the articles."""
    by_article = dict(list(places.groupby("article_id", sort=False)))
    return [
        passage
        for article in articles
        for row in (by_article[article.id].to_dict("records") if article.id in by_article else ())
        if "act" not in row or states_something(row["act"], row["cue"], row["content_start"])
        for passage in passages_of(article, [_spans(row)], _note(row))
    ]


def _spans(row: Row) -> list[Span]:
    """The span of a mark, or the spans of a statement's source, cue and content."""
    names = ("",) if "first" in row else ("source_", "cue_", "content_")
    return [
        Span(int(row[f"{name}first"]), int(row[f"{name}past"])) for name in names if not pd.isna(row[f"{name}first"])
    ]


def _note(row: Row) -> str:
    """The voice of a mark, or the speaker, cue and kind of a statement."""
    if "voice" in row:
        return VOICE_NAMES[row["voice"]]
    return f"{row['speaker'] or 'nobody named'}, {row['cue']}, {row['kind']}"


@cached_query(spinner="Counting words …", entries=ENTRIES)
def cues(store: Store, filters: Filters, kind: str) -> pd.DataFrame:
    """The uses of the marks of one kind by word, outlet and voice."""
    return store.search.cues(filters, kind)
