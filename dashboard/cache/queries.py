"""The queries of most pages: articles and counts as columns in memory, views of them, and lookups in the store.

Results are cached by the question, never by the contents of a table. ``comparisons`` and ``searches`` have the slow
queries of single pages.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from pkgutil import resolve_name

import pandas as pd
import streamlit as st

from analysis.columns.articles import ArticleColumns, StoreChanged
from analysis.scorers import measures
from analysis.store import Store
from analysis.store.filter import Filters
from analysis.store.relations.furniture import KeptApart
from analysis.types import ScoredArticle
from dashboard.cache.query import ENTRIES, cached_query
from dashboard.views.base import View
from dashboard.views.selection import Corpus, KindChoice, corpus_of, default_kind


@st.cache_resource(max_entries=2, show_spinner="Reading the store …")
def _columns(path: str, version: str) -> ArticleColumns:
    return ArticleColumns(Store(Path(path)))


def columns(store: Store) -> ArticleColumns:
    """The store's articles as columns in memory, loaded once for all sessions."""
    return _columns(str(store.path), store.data_version())


def _read(store: Store, read: Callable[[ArticleColumns], pd.DataFrame]) -> pd.DataFrame:
    try:
        return read(columns(store))
    except StoreChanged:  # after its articles were loaded, and before their counts were: load them again
        return read(columns(store))


def measured(
    store: Store, filters: Filters, measures: tuple[str, ...], stories: Sequence[str] | None = None
) -> pd.DataFrame:
    """Counts of the selected articles for these measures, only of those on ``stories`` if any are given."""
    return _read(store, lambda columns: columns.measured(filters, measures, stories))


def sources(store: Store, filters: Filters) -> pd.DataFrame:
    """Attributions of the selected articles; their ``id`` is a number (see ``ArticleColumns.ids``)."""
    return _read(store, lambda columns: columns.sources(filters))


@cached_query(entries=4 * ENTRIES)
def _view(
    store: Store, filters: Filters, maker: str, keys: tuple[str, ...], single: bool, choices: tuple[Hashable, ...]
) -> View:
    chosen = {key: measures()[key] for key in keys}
    make: Callable[..., View] = resolve_name(maker)
    return make(measured(store, filters, keys), chosen[keys[0]] if single else chosen, *choices)


def view(
    store: Store, filters: Filters, make: Callable[..., View], measure: str | tuple[str, ...], *choices: Hashable
) -> View:
    """The view that ``make`` builds from the selected articles' counts, the measure or measures, and choices.

    ``make`` must be a function of a module, called with the counts, one measure (or, for a tuple, a dictionary of them)
    and the choices. For a cached view the counts are not even read.
    """
    keys = (measure,) if isinstance(measure, str) else measure
    return _view(store, filters, f"{make.__module__}:{make.__qualname__}", keys, isinstance(measure, str), choices)


@cached_query()
def corpus(store: Store) -> Corpus:
    """What the store contains."""
    return corpus_of(store.charts.catalogue(), store.charts.topics()["name"].tolist())


@cached_query()
def default_kinds(store: Store, filters: Filters) -> tuple[KindChoice, str]:
    """Which kinds of articles to select if the reader chooses none, and why; ``filters`` are the other choices."""
    return default_kind(columns(store).kinds(filters), filters.outlets)


@cached_query()
def kind_of(store: Store, article_id: str) -> tuple[str, str] | None:
    """The kind of an article and the reason; ``None`` if it was not looked for yet."""
    return store.kinds.of(article_id)


@cached_query()
def _headlines(store: Store, ids: tuple[str, ...]) -> pd.DataFrame:
    return store.charts.headlines(ids)


def with_headlines(store: Store, articles: pd.DataFrame) -> pd.DataFrame:
    """A table of articles by ``id``, with their ``title`` and ``url`` added."""
    found = _headlines(store, tuple(dict.fromkeys(articles["id"])))
    return articles.merge(found, how="left", on="id")


@cached_query()
def ids_by_headline(store: Store, words: tuple[str, ...]) -> list[str]:
    """The IDs of the articles whose headline contains all of these words or parts of words."""
    return store.charts.ids_by_title(words)


@cached_query()
def topics_of(store: Store, article_id: str) -> pd.DataFrame:
    """The topics of one article and the words that decided on them."""
    return store.charts.topics_of(article_id)


@cached_query()
def scored_articles(store: Store, *ids: str) -> list[ScoredArticle]:
    """Articles with their evidence, in this order; articles that are not in the store are left out."""
    return store.scored_articles(ids)


@cached_query()
def kept_apart_by_outlet(store: Store) -> pd.DataFrame:
    """How much of each outlet's texts is kept apart; every text is read for it."""
    return store.furniture.by_outlet()


@cached_query()
def kept_apart(store: Store, article_id: str) -> list[KeptApart]:
    """What is kept apart of an article's text."""
    return store.furniture.of(article_id)


@cached_query()
def articles_of_story(store: Store, story: str) -> pd.DataFrame:
    """All articles of one story, without their text."""
    return store.charts.of_story(story)
