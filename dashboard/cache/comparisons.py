"""Comparisons of outlets, cached because their bootstraps are slow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.corpus.people.table import PeopleTable
from analysis.scorers import measures
from analysis.statistics import Difference, Pair, compare_pair, matched_difference, outlets_and_others
from analysis.statistics.rank import Correlation, rank_correlation
from analysis.statistics.trend import Trend, trend
from analysis.store import Store
from analysis.store.filter import Filters
from dashboard.cache import queries
from dashboard.cache.people import people_table
from dashboard.cache.query import cached_query
from dashboard.views import names
from dashboard.views.base import View
from dashboard.views.compare import two_measures
from dashboard.views.formatting import outlet_name
from dashboard.views.start import Finding


@cached_query()
def pair(store: Store, filters: Filters, measure: str, left: str, right: str) -> Pair:
    """The three differences between two outlets in the selection."""
    return compare_pair(queries.measured(store, filters, (measure,)), measures()[measure], left, right)


def in_shared_stories(store: Store, filters: Filters, finding: Finding) -> Difference:
    """The difference between the outlets of a finding, the highest and the lowest, in the stories that both cover."""
    outlets = {outlet_name(outlet): outlet for outlet in queries.corpus(store).outlets}
    most, least = outlets[finding.most.outlet], outlets[finding.least.outlet]
    return _matched(store, filters, finding.measure.key, most, least)


@cached_query()
def _matched(store: Store, filters: Filters, measure: str, left: str, right: str) -> Difference:
    counts = queries.measured(store, filters.only((left, right)), (measure,))
    return matched_difference(counts, measures()[measure], left, right)


@cached_query(spinner="Comparing outlets …")
def others(store: Store, filters: Filters, measure: str) -> pd.DataFrame:
    """Every selected outlet compared with the others in its stories."""
    return outlets_and_others(queries.measured(store, filters, (measure,)), measures()[measure])


@cached_query(spinner="Looking for changes …")
def _trend(store: Store, filters: Filters, measure: str, period: str) -> Trend:
    return trend(queries.measured(store, filters, (measure,)), measures()[measure], period)


def trends(store: Store, filters: Filters, measure: str, outlets: Sequence[str], period: str) -> dict[str, Trend]:
    """Outlet -> its change over time, tested by this period."""
    return {outlet: _trend(store, filters.only((outlet,)), measure, period) for outlet in outlets}


@dataclass(frozen=True, slots=True)
class TwoMeasuresOfArticles:
    """A view of articles by two measures, their rank correlation, and the number of articles that have both."""

    view: View
    correlation: Correlation | None
    articles: int


def _with_both_measures(store: Store, filters: Filters, keys: tuple[str, ...]) -> pd.DataFrame:
    counts = queries.measured(store, filters, keys)
    return two_measures.with_both_measures(counts, {key: measures()[key] for key in keys})


@cached_query(spinner="Comparing articles …")
def two_measures_of_articles(store: Store, filters: Filters, keys: tuple[str, ...]) -> TwoMeasuresOfArticles:
    """The selected articles that have both measures."""
    both = _with_both_measures(store, filters, keys)
    view = two_measures.articles(both, {key: measures()[key] for key in keys})
    return TwoMeasuresOfArticles(view, rank_correlation(both), len(both))


def ids_in_cell(store: Store, filters: Filters, keys: tuple[str, ...], cell: str) -> pd.Series:
    """The IDs of the articles in one cell of the view of ``two_measures_of_articles``."""
    both = _with_both_measures(store, filters, keys)
    return queries.columns(store).ids(both.loc[both["cell"] == cell, "id"])


@cached_query(spinner="Looking up names …")
def _tone_toward(store: Store, filters: Filters, outlets: tuple[str, ...], people: PeopleTable) -> dict[str, View]:
    also = [name for line in people.lines for name in (line.name, line.person)]
    found = store.charts.toward(filters, names.LOOKED_UP, outlets, also)
    return {measure.key: names.tone_toward(found, measure, outlets, people) for measure in (names.ALL, names.OWN)}


def tone_toward(store: Store, filters: Filters, outlets: Sequence[str], measure: str) -> View:
    """The tone of these outlets' selected articles toward the people and organisations named in most articles."""
    return _tone_toward(store, filters, tuple(outlets), people_table())[measure]
