"""The store's tables, by data version: articles and counts as columns in memory, others cached by selection.

Nothing is cached by the content of a table. What is computed from them and is slow is cached in ``compare_data``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.columns.articles import InMemory, StoreChanged
from analysis.columns.counts import Flags
from analysis.scorers import measures, versions
from analysis.store import DEFAULT, DEMONSTRATION, ENVIRONMENT, Store
from analysis.store.filter import Which
from analysis.types import ScoredArticle
from dashboard.views.base import View
from dashboard.views.selection import Corpus, corpus_of

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "articles"
ENTRIES = 64


def open_store() -> Store:
    """The store to show: the one that is named, the user's own, or else the demonstration corpus."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Store(Path(named))
    own = Store(DEFAULT)
    if own.exists:
        return own
    demonstration = Store(DEMONSTRATION)
    prepare_demonstration(demonstration)
    return demonstration


def is_demonstration(store: Store) -> bool:
    """True where the store holds the fictional articles of ``seeds/``."""
    return store.path == DEMONSTRATION


@st.cache_resource(show_spinner="Scoring the demonstration corpus …")
def _demonstration_made(path: str, current: tuple[tuple[str, str], ...]) -> bool:
    from analysis.run.pipeline import ingest, score  # late, for only the demonstration is scored here
    from analysis.run.relate import relate

    store = Store(Path(path))
    ingest(store, [SEEDS])
    score(store, workers=1)
    relate(store)
    return True


def prepare_demonstration(store: Store) -> None:
    """Make the demonstration store, once for all sessions and for each version of the scorers."""
    if not store.exists:  # removed while the server ran
        _demonstration_made.clear()
    _demonstration_made(str(store.path), tuple(sorted(versions().items())))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _corpus(path: str, version: str) -> Corpus:
    return corpus_of(Store(Path(path)).catalogue())


@st.cache_resource(max_entries=2, show_spinner="Reading the store …")
def _in_memory(path: str, version: str) -> InMemory:
    return InMemory(Store(Path(path)))


@st.cache_data(max_entries=4 * ENTRIES, show_spinner=False)
def _view(
    path: str, version: str, which: Which, maker: str, keys: tuple[str, ...], choices: tuple[Hashable, ...],
    one: bool, _make: Callable[..., View],
) -> View:  # fmt: skip
    chosen = {key: measures()[key] for key in keys}
    return _make(measured(Store(Path(path)), which, keys), chosen[keys[0]] if one else chosen, *choices)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _headlines(path: str, version: str, ids: tuple[str, ...]) -> pd.DataFrame:
    return Store(Path(path)).headlines(ids)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _titled(path: str, version: str, words: tuple[str, ...]) -> list[str]:
    return Store(Path(path)).titled(words)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _topics_of(path: str, version: str, article_id: str) -> pd.DataFrame:
    return Store(Path(path)).topics_of(article_id)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _scored(path: str, version: str, ids: tuple[str, ...]) -> list[ScoredArticle]:
    return Store(Path(path)).scored_articles(ids)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _of_story(path: str, version: str, story: str) -> pd.DataFrame:
    return Store(Path(path)).of_story(story)


def _read(store: Store, ask: Callable[[InMemory], pd.DataFrame]) -> pd.DataFrame:
    try:
        return ask(_in_memory(str(store.path), store.data_version()))
    except StoreChanged:  # between the reading of its articles and that of what was measured in them
        return ask(_in_memory(str(store.path), store.data_version()))


def corpus(store: Store) -> Corpus:
    """What the store holds."""
    return _corpus(str(store.path), store.data_version())


def articles(store: Store, which: Which, of: Sequence[str] | None = None) -> pd.DataFrame:
    """The selected articles by date, of these ids alone where some are named, without text and headline."""
    return _in_memory(str(store.path), store.data_version()).article_list(which, of)


def ids(store: Store, articles: pd.Series) -> pd.Series:
    """The ids of articles that a table names by numbers."""
    return _in_memory(str(store.path), store.data_version()).ids(articles)


def with_headlines(store: Store, articles: pd.DataFrame) -> pd.DataFrame:
    """The same articles, given with their ids, with ``title`` and ``url``."""
    found = _headlines(str(store.path), store.data_version(), tuple(dict.fromkeys(articles["id"])))
    return articles.merge(found, how="left", on="id")


def titled(store: Store, words: Sequence[str]) -> list[str]:
    """The ids of the articles whose headline holds all of these words or parts of words."""
    return _titled(str(store.path), store.data_version(), tuple(words))


def selected(store: Store, which: Which) -> pd.DataFrame:
    """The selected articles without headline and address."""
    return _in_memory(str(store.path), store.data_version()).selected(which)


def holds(store: Store, which: Which, ids: pd.Series) -> Flags:
    """Which of these articles are selected."""
    return _in_memory(str(store.path), store.data_version()).holds(which, ids)


def flagged(store: Store, which: Which, ids: pd.Series) -> pd.DataFrame:
    """The selected articles, counted by whether they are among these (see ``InMemory.flagged``)."""
    return _in_memory(str(store.path), store.data_version()).flagged(which, ids)


def completeness(store: Store, which: Which) -> dict[str, int]:
    """How many of the selected articles there are, and how many have what (see ``InMemory.completeness``)."""
    return _in_memory(str(store.path), store.data_version()).completeness(which)


def measured(store: Store, which: Which, measures: tuple[str, ...], of: Sequence[str] | None = None) -> pd.DataFrame:
    """Counts of the selected articles for these measures, of these stories alone where some are named."""
    return _read(store, lambda memory: memory.measured(which, measures, of))


def view(
    store: Store, which: Which, make: Callable[..., View], measure: str | tuple[str, ...], *choices: Hashable
) -> View:
    """What a pure function of counts, their measure or measures, and choices makes of the selection.

    Made once for all sessions: a picture that was drawn before costs a look-up, and its counts are not even read.
    """
    keys = (measure,) if isinstance(measure, str) else measure
    maker = f"{make.__module__}.{make.__qualname__}"
    one = isinstance(measure, str)
    return _view(str(store.path), store.data_version(), which, maker, keys, choices, one, make)


def sources(store: Store, which: Which) -> pd.DataFrame:
    """Attributions of the selected articles; an ``id`` is a number (see ``ids``)."""
    return _read(store, lambda memory: memory.sources(which))


def topics_of(store: Store, article_id: str) -> pd.DataFrame:
    """The topics of one article and the words that decided."""
    return _topics_of(str(store.path), store.data_version(), article_id)


def scored(store: Store, *ids: str) -> list[ScoredArticle]:
    """Articles with their evidence, in this order; those that the store does not hold are left out."""
    return _scored(str(store.path), store.data_version(), ids)


def stories(store: Store, which: Which, told_by: int) -> pd.DataFrame:
    """The stories that so many selected outlets tell."""
    return _in_memory(str(store.path), store.data_version()).stories(which, told_by)


def tellers(store: Store) -> pd.DataFrame:
    """Who tells the stories that several outlets tell: ``story, outlet``."""
    return _in_memory(str(store.path), store.data_version()).tellers()


def absent(store: Store) -> pd.DataFrame:
    """Who does not tell them although they might have: ``story, outlet``."""
    return _in_memory(str(store.path), store.data_version()).absent()


def of_story(store: Store, story: str) -> pd.DataFrame:
    """All articles of one story, without their text."""
    return _of_story(str(store.path), store.data_version(), story)


__all__ = [
    "absent", "articles", "completeness", "corpus", "flagged", "holds", "ids", "is_demonstration", "measured",
    "of_story", "open_store", "scored", "selected", "sources", "stories", "tellers", "titled", "topics_of", "view",
    "with_headlines",
]  # fmt: skip
