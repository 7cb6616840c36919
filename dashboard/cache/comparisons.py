"""Comparisons by selection and data version: their bootstraps are made once for all sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.scorers import measures
from analysis.statistics import Pair, compare_pair, outlets_and_others
from analysis.statistics.rank import Correlation, rank_correlation
from analysis.statistics.trend import Trend, trend
from analysis.store import Store
from analysis.store.filter import Filters
from dashboard.cache import queries
from dashboard.cache.query import cached_query
from dashboard.views import names, two_measures
from dashboard.views.base import View


@cached_query()
def pair(store: Store, filters: Filters, measure: str, left: str, right: str) -> Pair:
    """The three differences of two outlets in the selection."""
    return compare_pair(queries.measured(store, filters, (measure,)), measures()[measure], left, right)


@cached_query(spinner="Comparing outlets …")
def others(store: Store, filters: Filters, measure: str) -> pd.DataFrame:
    """Every outlet of the selection against the others in its stories."""
    return outlets_and_others(queries.measured(store, filters, (measure,)), measures()[measure])


@cached_query(spinner="Looking for changes …")
def _trend(store: Store, filters: Filters, measure: str, period: str) -> Trend:
    return trend(queries.measured(store, filters, (measure,)), measures()[measure], period)


def trends(store: Store, filters: Filters, measure: str, outlets: Sequence[str], period: str) -> dict[str, Trend]:
    """Change over time of each outlet, tested by this period."""
    return {outlet: _trend(store, filters.only((outlet,)), measure, period) for outlet in outlets}


@dataclass(frozen=True, slots=True)
class TwoMeasuresOfArticles:
    """The picture of articles by two measures, how far these go together, and how many articles have both."""

    view: View
    correlation: Correlation | None
    articles: int


@cached_query(spinner="Comparing articles …")
def articles(store: Store, filters: Filters, both: tuple[str, ...]) -> TwoMeasuresOfArticles:
    """The selected articles that have both measures."""
    chosen = {key: measures()[key] for key in both}
    placed = two_measures.valued(queries.measured(store, filters, both), chosen)
    return TwoMeasuresOfArticles(two_measures.articles(placed, chosen), rank_correlation(placed), len(placed))


def articles_in(store: Store, filters: Filters, both: tuple[str, ...], cell: str) -> pd.Series:
    """The ids of those of them that are in one cell of the picture."""
    placed = two_measures.valued(queries.measured(store, filters, both), {key: measures()[key] for key in both})
    return queries.columns(store).ids(placed.loc[placed["cell"] == cell, "id"])


@cached_query(spinner="Looking up names …")
def _toward(store: Store, filters: Filters, outlets: tuple[str, ...]) -> dict[str, View]:
    found = store.charts.toward(filters, names.LOOKED_UP, outlets)
    return {measure.key: names.toward(found, measure, outlets) for measure in (names.ALL, names.OWN)}


def toward(store: Store, filters: Filters, outlets: Sequence[str], measure: str) -> View:
    """The tone of these outlets' selected articles where they name those whom most selected articles name."""
    return _toward(store, filters, tuple(outlets))[measure]
