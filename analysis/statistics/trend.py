"""Change of a measure over time beyond noise: change points and a slope, each with a confidence interval.

Change points split the periods into segments, each with its own pooled rate; ``ruptures`` finds the best split (PELT:
Killick, Fearnhead & Eckley 2012). The penalty for a split is set by permutation: clusters (stories, or articles without
one) are assigned to the dates at random, which changes nothing but their order, and at most 5 % of such series may
show a change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats, Integers, cluster_codes, counted, first_positions, sums, weighted
from analysis.statistics.bootstrap import CONFIDENCE, DRAWS, SEED, TAIL, drawn_weights, expanded_percentile
from analysis.statistics.periods import PERIODS
from analysis.types import Measure

#: periods and clusters below which no trend is estimated
ENOUGH_PERIODS = 8
ENOUGH_CLUSTERS = 20
#: periods in the shortest segment between two change points
MIN_SEGMENT = 3
PERMUTATIONS = 499
#: beyond this number of clusters, clusters of the same period are summed into parts
MAX_LINES = 2000
#: the time of the search grows with the square of the number of periods: beyond this number of weeks it goes by month,
#: beyond this number of months by quarter
MAX_PERIODS = 400
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Change:
    """A change point: the first day of the new level, its 95 % interval, and the levels in the measure's unit.

    ``size`` is ``after`` minus ``before``, with its own 95 % interval. It is the size of the best-fitting change, which
    tends to overestimate rather than underestimate.
    """

    date: dt.date
    earliest: dt.date
    latest: dt.date
    before: float
    after: float
    size: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Slope:
    """The linear change per year in the measure's unit, its 95 % interval, and its p-value by permutation."""

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The change points and slope of a measure; where neither was computed, ``note`` gives the reason.

    ``period`` is the unit of the search (``day``, ``week``, ``month`` or ``quarter``), ``periods`` their number.
    ``undated`` is the number of changes left out of ``changes`` because their dates are too uncertain (``too_vague``).
    """

    measure: Measure
    period: str
    periods: int
    articles: int
    clusters: int
    changes: tuple[Change, ...] = ()
    slope: Slope | None = None
    note: str = ""
    undated: int = 0


@dataclass(frozen=True, slots=True)
class _Series:
    """Counts (``y``) and denominators (``x``) of clusters in order of time, and the period of each.

    ``dates`` are the first days of the periods, ``starts`` the index of the first cluster of each period.
    """

    y: Floats
    x: Floats
    period: Integers
    dates: tuple[dt.date, ...]

    @property
    def starts(self) -> Integers:
        return np.searchsorted(self.period, np.arange(len(self.dates))).astype(np.int64)


def search_period(published: pd.Series[pd.Timestamp]) -> str:
    """Return the finest of ``week``, ``month`` and ``quarter`` at which changes in these dates can be searched for."""
    days = (published.max() - published.min()).days
    return next((name for name, length in (("week", 7), ("month", 30)) if not days > length * MAX_PERIODS), "quarter")


def trend(frame: pd.DataFrame, measure: Measure, period: str = "week") -> Trend:
    """Return the change points and slope of one measure, by ``day``, ``week``, ``month`` or ``quarter``.

    ``frame`` is a table of counts (``analysis.columns.counts``) of one outlet. Articles without a date are left out; a
    story has the date of its first article. Beyond ``MAX_LINES`` clusters, clusters of the same period are summed into
    parts. Raises ``KeyError`` for any other period.
    """
    rows = counted(frame, measure.key).dropna(subset=["published"])
    clusters = len(pd.unique(cluster_codes(rows)))
    code = PERIODS[period]
    if clusters < ENOUGH_CLUSTERS:
        few = "articles" if len(rows) < ENOUGH_CLUSTERS else "stories"
        return Trend(
            measure, period, 0, len(rows), clusters, note=f"too few {few} ({clusters} of {ENOUGH_CLUSTERS} needed)"
        )
    series = _series(rows, code)
    periods = len(series.dates)
    if periods < ENOUGH_PERIODS:
        note = f"too few {period}s with articles ({periods} of {ENOUGH_PERIODS} needed)"
        return Trend(measure, period, periods, len(rows), clusters, note=note)
    penalty, slopes = _null_distribution(series)
    ends = [0, *_splits(series, penalty)]
    found = [
        _change(series, first, at, last, measure.scale)
        for first, at, last in zip(ends, ends[1:-1], ends[2:], strict=False)
    ]
    changes = tuple(change for change in found if not too_vague(change, series.dates[0], series.dates[-1]))
    slope = _slope(series, slopes, measure.scale)
    return Trend(
        measure, period, periods, len(rows), clusters, changes, slope, undated=len(found) - len(changes)
    )  # fmt: skip


def too_vague(change: Change, first: dt.date, last: dt.date) -> bool:
    """Return whether the interval of a change's date covers half of the days from ``first`` to ``last`` or more."""
    return 2 * (change.latest - change.earliest) >= last - first


def _series(rows: pd.DataFrame, code: str) -> _Series:
    y, x = weighted(rows)
    starts = rows["published"].dt.to_period(code)
    order = np.argsort(starts.array.asi8, kind="stable")
    cluster, _ = pd.factorize(cluster_codes(rows)[order])  # in the order of their first articles
    first = order[first_positions(cluster)]
    period, dates = pd.factorize(starts.array[first])
    tops, bottoms = (sums(cluster, part[order], len(first)) for part in (y, x))
    line = _parts(period.astype(np.int64))
    _, begins = np.unique(line, return_index=True)
    return _Series(
        sums(line, tops, len(begins)), sums(line, bottoms, len(begins)), period[begins].astype(np.int64),
        tuple(date.start_time.date() for date in dates),
    )  # fmt: skip


def _parts(period: Integers) -> Integers:
    """Return the part of each cluster, given its period in order: its own, or one of about ``MAX_LINES`` in all."""
    together = len(period) / MAX_LINES
    if together <= 1:
        return np.arange(len(period))
    sizes = np.bincount(period)
    parts = np.maximum(1, np.round(sizes / together).astype(np.int64))
    dealt = np.concatenate([np.random.default_rng(SEED).permutation(size) for size in sizes])
    return np.asarray(np.repeat(np.cumsum(parts) - parts, sizes) + dealt % np.repeat(parts, sizes), dtype=np.int64)


def _splits(series: _Series, penalty: float) -> list[int]:
    """Return the first period of each new segment, and the number of periods as the last element."""
    if _gain(series.y[None, :], series.x[None, :], series.starts)[0] <= penalty:
        return [len(series.dates)]  # only three or more changes would pass, a case that the permutations do not cover
    signal = np.column_stack([np.add.reduceat(part, series.starts) for part in (series.y, series.x)])
    from analysis.statistics.segments import segment_ends  # imported here because ruptures and its imports take 0.8 s

    return segment_ends(signal, MIN_SEGMENT, penalty)


def _null_distribution(series: _Series) -> tuple[float, Floats]:
    """Return the penalty that 5 % of series without a change exceed, and the slopes of these series."""
    best, slopes = [], []
    for y, x in _permuted(series):
        best.append(_gain(y, x, series.starts))
        slopes.append(_slopes(_moments(y, x, _years(series))))
    return float(np.quantile(np.concatenate(best), CONFIDENCE)), np.concatenate(slopes)


def _gain(y: Floats, x: Floats, starts: Integers) -> Floats:
    """Return the gain in fit per change point: the larger of that of one change and that of two."""
    tops, bottoms = (np.cumsum(np.add.reduceat(part, starts, axis=1), axis=1) for part in (y, x))
    return np.asarray(np.maximum(_one_split(tops, bottoms).max(axis=1), _two_splits(tops, bottoms) / 2))


def _permuted(series: _Series) -> Iterator[tuple[Floats, Floats]]:
    random = np.random.default_rng(SEED)
    size = max(1, 500_000 // len(series.y))
    for first in range(0, PERMUTATIONS, size):
        order = random.random((min(size, PERMUTATIONS - first), len(series.y))).argsort(axis=1)
        yield series.y[order], series.x[order]


def _fit(y: Floats, x: Floats) -> Floats:
    return np.divide(y * y, x, out=np.zeros(np.broadcast_shapes(y.shape, x.shape)), where=x > 0)


def _one_split(tops: Floats, bottoms: Floats) -> Floats:
    """Return the gain in fit of two segments over one, by place of the split; each row is a series of running sums."""
    y, x = tops[:, -1:], bottoms[:, -1:]
    inner = slice(MIN_SEGMENT - 1, tops.shape[1] - MIN_SEGMENT)
    before = _fit(tops[:, inner], bottoms[:, inner])
    return before + _fit(y - tops[:, inner], x - bottoms[:, inner]) - _fit(y, x)


def _two_splits(tops: Floats, bottoms: Floats) -> Floats:
    """Return the gain in fit of the best three segments over one."""
    y, x = tops[:, -1:], bottoms[:, -1:]
    best = np.zeros(len(tops))
    for first in range(MIN_SEGMENT - 1, tops.shape[1] - 2 * MIN_SEGMENT):
        later = slice(first + MIN_SEGMENT, tops.shape[1] - MIN_SEGMENT)
        middle = _fit(tops[:, later] - tops[:, [first]], bottoms[:, later] - bottoms[:, [first]])
        rest = middle + _fit(y - tops[:, later], x - bottoms[:, later])
        best = np.maximum(best, rest.max(axis=1) + _fit(tops[:, first], bottoms[:, first]))
    return np.asarray(best - _fit(y, x)[:, 0])


def _change(series: _Series, first: int, at: int, last: int, scale: float) -> Change:
    """Return the change at period ``at``, with bootstrap intervals from the clusters of the segments around it."""
    edges = [int(edge) for edge in np.searchsorted(series.period, [first, at, last])]
    sides = [slice(edges[0], edges[1]), slice(edges[1], edges[2])]
    before, after = (float(scale * series.y[side].sum() / series.x[side].sum()) for side in sides)
    inside = slice(edges[0], edges[2])
    starts = series.starts[first:last] - edges[0]
    weights = [np.vstack([*drawn_weights(s.stop - s.start, DRAWS, SEED + k)]) for k, s in enumerate(sides)]
    sizes = _level_draws(weights, [edge - edges[0] for edge in edges], series.y[inside], series.x[inside])
    both = np.hstack(weights)
    tops, bottoms = (
        np.cumsum(np.add.reduceat(both * part[inside], starts, axis=1), axis=1) for part in (series.y, series.x)
    )
    dates = _one_split(tops, bottoms).argmax(axis=1) + MIN_SEGMENT + first
    clusters = np.array([min(s.stop - s.start for s in sides)])
    low, high = expanded_percentile(sizes[:, None], clusters)
    earliest, latest = np.quantile(dates, [TAIL, 1 - TAIL], method="closest_observation").astype(int)
    return Change(
        series.dates[at], series.dates[min(earliest, at)], series.dates[max(latest, at)], before, after, after - before,
        float(scale * low[0]), float(scale * high[0]),
    )  # fmt: skip


def _level_draws(weights: Sequence[Floats], edges: list[int], y: Floats, x: Floats) -> Floats:
    """Return draws of the rate after the change minus the rate before it."""
    before, after = (
        (w @ y[start:end]) / (w @ x[start:end]) for w, start, end in zip(weights, edges, edges[1:], strict=False)
    )
    return np.asarray(after - before)


def _years(series: _Series) -> Floats:
    days = np.array([(date - series.dates[0]).days for date in series.dates], float)
    return days[series.period] / DAYS_A_YEAR


def _moments(y: Floats, x: Floats, years: Floats) -> Floats:
    """Return the sums of ``y, y·t, x, x·t, x·t²`` along the last axis."""
    return np.stack([y.sum(-1), y @ years, x.sum(-1), x @ years, x @ years**2], axis=-1)


def _slopes(moments: Floats) -> Floats:
    """Return the slopes of the regression of the rates on time, weighted by denominator."""
    y, yt, x, xt, xtt = np.moveaxis(moments, -1, 0)
    return np.asarray((yt - y * xt / x) / (xtt - xt**2 / x))


def _slope(series: _Series, null_slopes: Floats, scale: float) -> Slope:
    y, x, years = series.y, series.x, _years(series)
    value = float(_slopes(_moments(y, x, years)))
    columns = np.column_stack([y, y * years, x, x * years, x * years**2])
    draws = np.concatenate([_slopes(weights @ columns) for weights in drawn_weights(len(y), DRAWS)])
    low, high = expanded_percentile(draws[:, None], np.array([len(y)]))
    p = (1 + int((np.abs(null_slopes) >= abs(value)).sum())) / (1 + len(null_slopes))
    return Slope(scale * value, float(scale * low[0]), float(scale * high[0]), p)
