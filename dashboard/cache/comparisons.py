"""Comparisons by selection and data version: their bootstraps are made once for all sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.scorers import measures
from analysis.statistics import Pair, compare_pair, outlets_and_others
from analysis.statistics.rank import Correlation, rank_correlation
from analysis.statistics.trend import Trend, trend
from analysis.store import Store
from analysis.store.filter import Which
from dashboard.cache import queries as data
from dashboard.views import names as name_views
from dashboard.views import two_measures as article_views
from dashboard.views.base import View


@st.cache_data(max_entries=data.ENTRIES, show_spinner=False)
def _pair(path: str, version: str, which: Which, measure: str, left: str, right: str) -> Pair:
    frame = data.measured(Store(Path(path)), which, (measure,))
    return compare_pair(frame, measures()[measure], left, right)


@st.cache_data(max_entries=data.ENTRIES, show_spinner="Comparing outlets …")
def _others(path: str, version: str, which: Which, measure: str) -> pd.DataFrame:
    return outlets_and_others(data.measured(Store(Path(path)), which, (measure,)), measures()[measure])


@st.cache_data(max_entries=data.ENTRIES, show_spinner="Looking for changes …")
def _trend(path: str, version: str, which: Which, measure: str, period: str) -> Trend:
    return trend(data.measured(Store(Path(path)), which, (measure,)), measures()[measure], period)


@dataclass(frozen=True, slots=True)
class Together:
    """The picture of articles by two measures, how far these go together, and how many articles have both."""

    view: View
    correlation: Correlation | None
    articles: int


@st.cache_data(max_entries=data.ENTRIES, show_spinner="Comparing articles …")
def _articles(path: str, version: str, which: Which, both: tuple[str, ...]) -> Together:
    chosen = {key: measures()[key] for key in both}
    placed = article_views.valued(data.measured(Store(Path(path)), which, both), chosen)
    return Together(article_views.articles(placed, chosen), rank_correlation(placed), len(placed))


@st.cache_data(max_entries=data.ENTRIES, show_spinner="Looking up names …")
def _toward(path: str, version: str, which: Which, outlets: tuple[str, ...]) -> dict[str, View]:
    found = Store(Path(path)).toward(which, name_views.LOOKED_UP, outlets)
    return {measure.key: name_views.toward(found, measure, outlets) for measure in (name_views.ALL, name_views.OWN)}


def pair(store: Store, which: Which, measure: str, left: str, right: str) -> Pair:
    """The three differences of two outlets in the selection."""
    return _pair(str(store.path), store.data_version(), which, measure, left, right)


def others(store: Store, which: Which, measure: str) -> pd.DataFrame:
    """Every outlet of the selection against the others in its stories."""
    return _others(str(store.path), store.data_version(), which, measure)


def articles(store: Store, which: Which, both: tuple[str, ...]) -> Together:
    """The selected articles that have both measures."""
    return _articles(str(store.path), store.data_version(), which, both)


def articles_in(store: Store, which: Which, both: tuple[str, ...], cell: str) -> pd.Series:
    """The ids of those of them that stand in one cell of the picture."""
    placed = article_views.valued(data.measured(store, which, both), {key: measures()[key] for key in both})
    return data.ids(store, placed.loc[placed["cell"] == cell, "id"])


def toward(store: Store, which: Which, outlets: Sequence[str], measure: str) -> View:
    """The tone of these outlets' selected articles where they name those whom most selected articles name."""
    return _toward(str(store.path), store.data_version(), which, tuple(outlets))[measure]


def trends(store: Store, which: Which, measure: str, outlets: Sequence[str], period: str) -> dict[str, Trend]:
    """Change over time of each outlet, looked for by this period."""
    version = store.data_version()
    return {outlet: _trend(str(store.path), version, which.only([outlet]), measure, period) for outlet in outlets}
