"""What pages ask of a store: its articles and counts as columns in memory, and cached queries of the rest.

Nothing is cached by the content of a table. Comparisons and searches, which are slow, are beside this.
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
from analysis.types import ScoredArticle
from dashboard.cache.query import ENTRIES, cached_query
from dashboard.views.base import View
from dashboard.views.selection import Corpus, corpus_of


@st.cache_resource(max_entries=2, show_spinner="Reading the store …")
def _columns(path: str, version: str) -> ArticleColumns:
    return ArticleColumns(Store(Path(path)))


def columns(store: Store) -> ArticleColumns:
    """The store's articles as columns in memory, read once for all sessions."""
    return _columns(str(store.path), store.data_version())


def _read(store: Store, ask: Callable[[ArticleColumns], pd.DataFrame]) -> pd.DataFrame:
    try:
        return ask(columns(store))
    except StoreChanged:  # between the reading of its articles and that of what was measured in them
        return ask(columns(store))


def measured(
    store: Store, filters: Filters, measures: tuple[str, ...], of: Sequence[str] | None = None
) -> pd.DataFrame:
    """Counts of the selected articles for these measures, of these stories alone where some are named."""
    return _read(store, lambda read: read.measured(filters, measures, of))


def sources(store: Store, filters: Filters) -> pd.DataFrame:
    """Attributions of the selected articles; an ``id`` is a number (see ``ArticleColumns.ids``)."""
    return _read(store, lambda read: read.sources(filters))


@cached_query(entries=4 * ENTRIES)
def _view(
    store: Store, filters: Filters, maker: str, keys: tuple[str, ...], one: bool, choices: tuple[Hashable, ...]
) -> View:
    chosen = {key: measures()[key] for key in keys}
    make: Callable[..., View] = resolve_name(maker)
    return make(measured(store, filters, keys), chosen[keys[0]] if one else chosen, *choices)


def view(
    store: Store, filters: Filters, make: Callable[..., View], measure: str | tuple[str, ...], *choices: Hashable
) -> View:
    """What a pure function of counts, their measure or measures, and choices makes of the selection.

    Made once for all sessions: for a picture that was drawn before not even its counts are read.
    """
    keys = (measure,) if isinstance(measure, str) else measure
    return _view(store, filters, f"{make.__module__}:{make.__qualname__}", keys, isinstance(measure, str), choices)


@cached_query()
def corpus(store: Store) -> Corpus:
    """What the store holds."""
    return corpus_of(store.charts.catalogue())


@cached_query()
def _headlines(store: Store, ids: tuple[str, ...]) -> pd.DataFrame:
    return store.charts.headlines(ids)


def with_headlines(store: Store, articles: pd.DataFrame) -> pd.DataFrame:
    """The same articles, given with their ids, with ``title`` and ``url``."""
    found = _headlines(store, tuple(dict.fromkeys(articles["id"])))
    return articles.merge(found, how="left", on="id")


@cached_query()
def titled(store: Store, words: tuple[str, ...]) -> list[str]:
    """The ids of the articles whose headline holds all of these words or parts of words."""
    return store.charts.ids_by_title(words)


@cached_query()
def topics_of(store: Store, article_id: str) -> pd.DataFrame:
    """The topics of one article and the words that decided."""
    return store.charts.topics_of(article_id)


@cached_query()
def scored(store: Store, *ids: str) -> list[ScoredArticle]:
    """Articles with their evidence, in this order; those that the store does not hold are left out."""
    return store.scored_articles(ids)


@cached_query()
def of_story(store: Store, story: str) -> pd.DataFrame:
    """All articles of one story, without their text."""
    return store.charts.of_story(story)
