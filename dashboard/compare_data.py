"""Comparisons by selection and data version: their bootstraps are made once for all sessions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.compare import Pair, compare_pair, outlets_and_others
from analysis.compare.rank import Correlation, rank_correlation
from analysis.compare.trend import Trend, trend
from analysis.scorers import measures
from analysis.store import Store
from analysis.which import Which
from dashboard import article_views, data


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


@st.cache_data(max_entries=data.ENTRIES, show_spinner="Comparing articles …")
def _articles(path: str, version: str, which: Which, both: tuple[str, ...]) -> tuple[pd.DataFrame, Correlation | None]:
    placed = article_views.valued(data.measured(Store(Path(path)), which, both), {key: measures()[key] for key in both})
    return placed, rank_correlation(placed)


def pair(store: Store, which: Which, measure: str, left: str, right: str) -> Pair:
    """The three differences of two outlets in the selection."""
    return _pair(str(store.path), store.data_version(), which, measure, left, right)


def others(store: Store, which: Which, measure: str) -> pd.DataFrame:
    """Every outlet of the selection against the others in its stories."""
    return _others(str(store.path), store.data_version(), which, measure)


def articles(store: Store, which: Which, both: tuple[str, ...]) -> tuple[pd.DataFrame, Correlation | None]:
    """The selected articles that have both measures (see ``article_views.valued``), and how far these go together."""
    return _articles(str(store.path), store.data_version(), which, both)


def trends(store: Store, which: Which, measure: str, outlets: Sequence[str], period: str) -> dict[str, Trend]:
    """Change over time of each outlet, looked for by this period."""
    version = store.data_version()
    return {outlet: _trend(str(store.path), version, which.only([outlet]), measure, period) for outlet in outlets}
