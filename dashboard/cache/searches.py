"""Searches of a selection for words, cues and speakers, and the sentences that contain them; cached."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.attribution.cues import states_something
from analysis.corpus.passages import Passage, passages_of
from analysis.corpus.search_terms import Term, matched
from analysis.corpus.sourced import SourcedSentence, sourced_sentence
from analysis.statistics.distinctive import OutletText, distinctive_in_stories, places_of
from analysis.store import Store
from analysis.store.filter import Filters, SourceFilters
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
Searches = tuple[tuple[Term, ...], ...]


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
class Found:
    """The articles that match a search; ``flags`` has a bit for each selected article, in the order of the store."""

    matches: Matches
    flags: bytes


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The results of searches as a view by outlet and as a sentence for each."""

    view: View
    sentences: tuple[str, ...]


@cached_query(spinner="Searching …", entries=ENTRIES)
def search(store: Store, filters: Filters, terms: tuple[Term, ...], field: Field) -> Found:
    """The selected articles that match the terms."""
    found = store.search.matching(filters, terms, field)
    flags = queries.columns(store).flagged(filters, found["id"])["count"].to_numpy() > 0
    return Found(Matches.of(found), np.packbits(flags).tobytes())


def _counted(store: Store, filters: Filters, searches: Searches, field: Field) -> list[pd.DataFrame]:
    """The table of ``ArticleColumns.flagged`` for each search."""
    selected = queries.columns(store).flagged(filters, ())
    flags = (np.frombuffer(search(store, filters, terms, field).flags, np.uint8) for terms in searches)
    return [selected.assign(count=np.unpackbits(bits, count=len(selected)).astype(float)) for bits in flags]


@cached_query(spinner="Searching …", entries=ENTRIES)
def by_outlet(store: Store, filters: Filters, searches: Searches, field: Field) -> SearchResult:
    """What share of each outlet's selected articles matches each search."""
    counted = _counted(store, filters, searches, field)
    view = search_views.by_outlet(counted, searches, field)
    alone, each = len(searches) == 1, zip(counted, searches, strict=True)
    sentences = (search_views.search_sentence(found, terms, field, alone) for found, terms in each)
    return SearchResult(view, tuple(sentences))


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


def sourced(
    store: Store, filters: Filters, sources: SourceFilters, limit: int, offset: int = 0
) -> list[SourcedSentence]:
    """At most ``limit`` attributions in their sentences, the newest first, from the one at ``offset`` on."""
    found = store.search.sourced(filters, sources, limit, offset)
    articles = {article.id: article for article in store.articles(list(dict.fromkeys(found["article_id"])))}
    return [sourced_sentence(articles[row["article_id"]], row) for row in found.to_dict("records")]


@cached_query(spinner="Looking up sentences …", entries=ENTRIES)
def sourced_page(
    store: Store, filters: Filters, sources: SourceFilters, limit: int, offset: int
) -> list[SourcedSentence]:
    """The same as ``sourced``, cached: one page of a list."""
    return sourced(store, filters, sources, limit, offset)


@cached_query(entries=ENTRIES)
def sourced_numbers(store: Store, filters: Filters, sources: SourceFilters) -> tuple[int, int]:
    """The number of attributions in the list of ``sourced``, and of their articles."""
    found = store.search.count_sourced(filters, sources)
    return int(found["attributions"].sum()), int(found["articles"].sum())


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
    return f"{row['speaker'] or 'no named source'}, {row['cue']}, {row['kind']}"


@cached_query(spinner="Counting words …", entries=ENTRIES)
def cues(store: Store, filters: Filters, kind: str) -> pd.DataFrame:
    """The uses of the marks of one kind by word, outlet and voice."""
    return store.search.cues(filters, kind)
