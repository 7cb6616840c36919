"""Intervals by drawing whole clusters again.

A cluster is what varies on its own: a story with all its articles, or an article that belongs to none. Two
bootstrap intervals are computed from the same draws and the outer end of each is kept: the bootstrap-t
(Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, §12.5), which follows skewed rates, and the expanded
percentile (Hesterberg 2015, *What Teachers Should Know About the Bootstrap*, §3.2), which holds where the
standard error of a few rare cues cannot be trusted. ``docs/measurements/simulations.md`` shows how often each
contains the true value.
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

#: below this many articles a group is shown as "too few articles", without a number
ENOUGH_ARTICLES = 10
#: below this many clusters there is no interval, and below this many shared stories no matched comparison
ENOUGH_STORIES = 5
CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
DRAWS = 1000
#: more for differences: their p-values must be small enough to stand among those of many outlets
TEST_DRAWS = 2000
SEED = 20180701
#: spread below this share of a value is rounding
EXACT = 1e-9
#: more clusters than this are drawn in so many parts
MOST_PARTS = 1000
#: the least rows to a part of a group whose clusters are not counted
ENOUGH_TO_SCATTER = 8
#: an odd number whose products have bits that look drawn (Knuth, *The Art of Computer Programming*, 6.4)
SCATTER = np.uint64(0x9E3779B97F4A7C15)
#: the most weights held at once
CHUNK = 2_000_000
#: bytes of draws that are remembered
REMEMBERED = 64_000_000
#: below this many cues the bootstrap alone is too short
FEW_CUES = 20


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends of a 95 % interval and the two-sided p-value of "it is zero"; ``None`` where not known."""

    low: float | None
    high: float | None
    p: float | None


NOT_KNOWN = Interval(None, None, None)


def parts_of(clusters: int) -> Integers:
    """The part that each of so many clusters is drawn with: itself, or one of ``MOST_PARTS`` of equal size.

    Sums of clusters that vary on their own vary on their own, and by as much: so many are as good as all, and a group
    of any size costs the same (``docs/measurements/simulations.md`` has the simulation). Seeded, so always the same.
    """
    if clusters <= MOST_PARTS:
        return np.arange(clusters)
    return np.random.default_rng(SEED).permutation(clusters) % MOST_PARTS


def scattered(group: Integers, cluster: Integers, groups: int) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """A part for each row by its cluster’s number alone, and which groups are so large that this will do.

    Those whose clusters fill every part: to deal them out evenly, as ``parts_of`` does, would need them to be counted.
    """
    part = (cluster.astype(np.uint64) * SCATTER >> np.uint64(32)).astype(np.int64) % MOST_PARTS
    large = np.bincount(group, minlength=groups) >= ENOUGH_TO_SCATTER * MOST_PARTS
    if large.any():
        rows = np.bincount(group * MOST_PARTS + part, minlength=groups * MOST_PARTS)
        large &= (rows.reshape(groups, MOST_PARTS) > 0).all(axis=1)
    return part, large


def drawn_weights(clusters: int, draws: int, seed: int = SEED) -> Iterator[Floats]:
    """How often each cluster is drawn, in arrays of shape (some draws, clusters) that add up to all ``draws``."""
    at_once = max(1, CHUNK // max(1, clusters))
    for start in range(0, draws, at_once):
        yield _weights(clusters, start, min(at_once, draws - start), seed).astype(np.float64)


@cached(LRUCache(REMEMBERED, getsizeof=lambda drawn: drawn.nbytes), lock=Lock())
def _weights(clusters: int, start: int, size: int, seed: int) -> npt.NDArray[np.uint16]:
    """So many of the draws, from the one at ``start``: a page asks for the same ones again and again."""
    random = np.random.default_rng([seed, start] if start else seed)
    drawn = random.integers(0, clusters, size=(size, clusters), dtype=np.int32)
    drawn += np.arange(0, size * clusters, clusters, dtype=np.int32)[:, None]
    return np.bincount(drawn.ravel(), minlength=size * clusters).reshape(size, clusters).astype(np.uint16)


def interval(value: float, error: float, draws: Floats, errors: Floats, clusters: int) -> Interval:
    """The interval of a value with this standard error, from its draws and theirs, and its p-value.

    Draws that could not be computed are NaN and left out. The p-value is the smallest level at which both
    intervals leave zero out.
    """
    known = np.isfinite(draws) & np.isfinite(errors)
    draws, errors = draws[known], errors[known]
    if clusters < ENOUGH_STORIES or 2 * len(draws) < len(known):
        return NOT_KNOWN
    if error <= EXACT * abs(value):  # all clusters are alike
        return Interval(value, value, 1.0 if value == 0 else 1 / (1 + len(draws)))
    low, high = ends(np.array([value]), np.array([error]), draws[:, None], errors[:, None], np.array([clusters]))
    studentised = _two_sided(_studentised(value, error, draws, errors), value / error)
    return Interval(float(low[0]), float(high[0]), max(studentised, _expanded_p(value, draws, clusters)))


def ends(
    values: Floats, errors: Floats, draws: Floats, drawn_errors: Floats, clusters: Integers
) -> tuple[Floats, Floats]:
    """Low and high ends for many values at once: draws of shape (draws, values), the others (values,)."""
    spread = _studentised(values, errors, draws, drawn_errors)
    quantile = np.nanquantile if np.isnan(spread).any() else np.quantile  # the first looks at one column after another
    upper, lower = quantile(spread, [1 - TAIL, TAIL], axis=0)
    first, final = expanded(draws, clusters)
    return np.minimum(values - upper * errors, first), np.maximum(values - lower * errors, final)


def expanded(draws: Floats, clusters: Integers) -> tuple[Floats, Floats]:
    """Ends of the expanded percentile intervals of columns of draws, for these numbers of clusters."""
    wide = np.array([_expanded_level(int(n)) for n in clusters])
    ordered = np.sort(draws, axis=0)  # NaN last
    last = np.isfinite(ordered).sum(axis=0) - 1
    columns = np.arange(draws.shape[1])
    first = ordered[np.floor(wide * last).astype(int), columns]
    return first, ordered[np.ceil((1 - wide) * last).astype(int), columns]


def _studentised(value: Floats | float, error: Floats | float, draws: Floats, errors: Floats) -> Floats:
    """How many of its own standard errors each draw lies from the value."""
    # A draw without spread (one cluster many times, or no cue at all) takes the spread of the whole.
    spread = np.where(errors > EXACT * error, errors, error)
    return np.asarray((draws - value) / np.where(spread > 0, spread, 1.0))


def _two_sided(draws: Floats, at: float) -> float:
    """Twice the smaller share of draws beyond a point, the point itself counted as one draw."""
    beyond = min(int((draws >= at).sum()), int((draws <= at).sum()))
    return min(1.0, 2 * (1 + beyond) / (1 + len(draws)))


@cache
def _expanded_level(clusters: int) -> float:
    """The lower quantile level of the expanded percentile interval for this many clusters."""
    t = stdtrit(clusters - 1, 1 - TAIL)
    return float(ndtr(-t * sqrt(clusters / (clusters - 1))))


def _expanded_p(value: float, draws: Floats, clusters: int) -> float:
    """The level at which the expanded percentile interval just touches zero; Student's t where no draw is beyond."""
    if draws.min() <= 0 <= draws.max():
        distance = -ndtri(_two_sided(draws, 0.0) / 2)
    else:
        spread = float(draws.std())
        distance = abs(value) / spread if spread else inf  # the same in every draw
    return float(2 * stdtr(clusters - 1, -distance * sqrt((clusters - 1) / clusters)))
