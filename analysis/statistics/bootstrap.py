"""Confidence intervals by cluster bootstrap.

A cluster is an independent unit: a story with all its articles, or an article without a story. Two intervals are
computed from the same bootstrap draws, and the wider bound is kept at each end: the bootstrap-t (Efron & Tibshirani
1993, *An Introduction to the Bootstrap*, §12.5), which follows skewed rates, and the expanded percentile (Hesterberg
2015, *What Teachers Should Know About the Bootstrap*, §3.2), which remains valid where the standard error of a few rare
cues cannot be trusted. ``docs/methods/statistics.md`` gives the coverage of the intervals in simulations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import inf, sqrt
from threading import Lock

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache, cached
from scipy.special import ndtr, ndtri, stdtr, stdtrit  # type: ignore[import-untyped]

from analysis.columns.counts import Floats, Integers

#: articles in a group below which it is shown as "too few articles", without a number
ENOUGH_ARTICLES = 10
#: clusters below which there is no interval, and shared stories below which there is no matched comparison
ENOUGH_STORIES = 5
CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
#: bootstrap draws for an interval
DRAWS = 1000
#: draws for a difference: more, so that its p-value can be small enough to survive correction for many outlets
TEST_DRAWS = 2000
SEED = 20180701
#: a standard error below this share of the value is rounding error
ROUNDING = 1e-9
#: The standard error of a draw counts as at least this share of the sample's. Draws that miss the few clusters with
#: cues have hardly any, and a few such draws would move a bound beyond all reason; coverage is the same without them.
LEAST_SPREAD = 0.2
#: beyond this number of clusters, this number of groups of clusters is drawn instead
MAX_PARTS = 1000
#: mean rows per part from which a group of articles is divided by hash, without counting its clusters
MIN_ROWS_PER_PART = 8
#: multiplier for hashing cluster numbers (multiplicative hashing; Knuth, *The Art of Computer Programming*, 6.4)
HASH_FACTOR = np.uint64(0x9E3779B97F4A7C15)
#: bootstrap weights in memory at once
MAX_WEIGHTS = 2_000_000
#: size of the cache of draws, in bytes
CACHE_BYTES = 64_000_000
#: cues below which the bootstrap interval alone is too short
FEW_CUES = 20


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds of a 95 % interval and the two-sided p-value of "it is zero"; ``None`` where unknown."""

    low: float | None
    high: float | None
    p: float | None


NOT_KNOWN = Interval(None, None, None)


def parts_of(clusters: int) -> Integers:
    """Return the part in which each cluster is drawn: its own, or one of ``MAX_PARTS`` random parts of equal size.

    Sums of independent clusters are independent themselves and have the same total variance, so drawing parts gives
    nearly the same interval as drawing clusters, at a cost that does not grow with the group; simulations in
    ``docs/measurements/simulations.md`` compare both. Seeded, so always the same.
    """
    if clusters <= MAX_PARTS:
        return np.arange(clusters)
    return np.random.default_rng(SEED).permutation(clusters) % MAX_PARTS


def hashed_parts(group: Integers, cluster: Integers, groups: int) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """Return a part for each row, by a hash of its cluster's number, and which groups are large enough to use it.

    A group is large enough if every part has rows. This avoids counting its clusters, which the even division of
    ``parts_of`` requires.
    """
    part = (cluster.astype(np.uint64) * HASH_FACTOR >> np.uint64(32)).astype(np.int64) % MAX_PARTS
    large = np.bincount(group, minlength=groups) >= MIN_ROWS_PER_PART * MAX_PARTS
    if large.any():
        rows = np.bincount(group * MAX_PARTS + part, minlength=groups * MAX_PARTS)
        large &= (rows.reshape(groups, MAX_PARTS) > 0).all(axis=1)
    return part, large


def drawn_weights(clusters: int, draws: int, seed: int = SEED) -> Iterator[Floats]:
    """Yield how often each cluster is drawn, in arrays of shape (draws, clusters) that together hold all ``draws``."""
    at_once = max(1, MAX_WEIGHTS // max(1, clusters))
    for start in range(0, draws, at_once):
        yield _weights(clusters, start, min(at_once, draws - start), seed).astype(np.float64)


@cached(LRUCache(CACHE_BYTES, getsizeof=lambda drawn: drawn.nbytes), lock=Lock())
def _weights(clusters: int, start: int, size: int, seed: int) -> npt.NDArray[np.uint16]:
    """Return ``size`` draws, beginning with number ``start``. Cached, since a page needs the same draws many times."""
    random = np.random.default_rng([seed, start] if start else seed)
    drawn = random.integers(0, clusters, size=(size, clusters), dtype=np.int32)
    drawn += np.arange(0, size * clusters, clusters, dtype=np.int32)[:, None]
    return np.bincount(drawn.ravel(), minlength=size * clusters).reshape(size, clusters).astype(np.uint16)


def interval(value: float, error: float, draws: Floats, errors: Floats, clusters: int) -> Interval:
    """Return the interval and p-value of a value from its standard error, its draws and the standard errors of these.

    Draws that could not be computed are NaN and left out. The p-value is the smallest level at which both
    intervals exclude zero.
    """
    known = np.isfinite(draws) & np.isfinite(errors)
    draws, errors = draws[known], errors[known]
    if clusters < ENOUGH_STORIES or 2 * len(draws) < len(known):
        return NOT_KNOWN
    if error <= ROUNDING * abs(value):  # all clusters have the same rate
        return Interval(value, value, 1.0 if value == 0 else 1 / (1 + len(draws)))
    low, high = interval_bounds(
        np.array([value]), np.array([error]), draws[:, None], errors[:, None], np.array([clusters])
    )
    studentised = _two_sided_p(_studentised(value, error, draws, errors), value / error)
    return Interval(float(low[0]), float(high[0]), max(studentised, _expanded_p(value, draws, clusters)))


def interval_bounds(
    values: Floats, errors: Floats, draws: Floats, drawn_errors: Floats, clusters: Integers
) -> tuple[Floats, Floats]:
    """Return the low and high bounds of many values; ``draws`` have shape (draws, values), the rest (values,)."""
    spread = _studentised(values, errors, draws, drawn_errors)
    quantile = np.nanquantile if np.isnan(spread).any() else np.quantile  # nanquantile is slow: it goes by column
    upper, lower = quantile(spread, [1 - TAIL, TAIL], axis=0)
    first, final = expanded_percentile(draws, clusters)
    return np.minimum(values - upper * errors, first), np.maximum(values - lower * errors, final)


def expanded_percentile(draws: Floats, clusters: Integers) -> tuple[Floats, Floats]:
    """Return the bounds of the expanded percentile intervals of columns of draws with these numbers of clusters."""
    wide = np.array([_expanded_level(int(n)) for n in clusters])
    ordered = np.sort(draws, axis=0)  # NaN last
    last = np.isfinite(ordered).sum(axis=0) - 1
    columns = np.arange(draws.shape[1])
    first = ordered[np.floor(wide * last).astype(int), columns]
    return first, ordered[np.ceil((1 - wide) * last).astype(int), columns]


def _studentised(value: Floats | float, error: Floats | float, draws: Floats, errors: Floats) -> Floats:
    """Return how far each draw lies from the value, in standard errors of the draw."""
    # A draw without spread (one cluster repeated, or no cue at all) takes the standard error of the whole sample.
    spread = np.where(errors > ROUNDING * error, np.maximum(errors, LEAST_SPREAD * error), error)
    return np.asarray((draws - value) / np.where(spread > 0, spread, 1.0))


def _two_sided_p(draws: Floats, at: float) -> float:
    """Return twice the smaller share of draws beyond a point, the point itself counted as one draw."""
    beyond = min(int((draws >= at).sum()), int((draws <= at).sum()))
    return min(1.0, 2 * (1 + beyond) / (1 + len(draws)))


@cache
def _expanded_level(clusters: int) -> float:
    """Return the lower quantile level of the expanded percentile interval for this number of clusters."""
    t = stdtrit(clusters - 1, 1 - TAIL)
    return float(ndtr(-t * sqrt(clusters / (clusters - 1))))


def _expanded_p(value: float, draws: Floats, clusters: int) -> float:
    """Return the level at which the expanded percentile interval touches zero; by Student's t if no draw does."""
    if draws.min() <= 0 <= draws.max():
        distance = -ndtri(_two_sided_p(draws, 0.0) / 2)
    else:
        spread = float(draws.std())
        distance = abs(value) / spread if spread else inf  # the same in every draw
    return float(2 * stdtr(clusters - 1, -distance * sqrt((clusters - 1) / clusters)))
