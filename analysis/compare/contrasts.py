"""Weighted sums of pooled rates, such as the difference of two, and their bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from analysis.compare.bootstrap import (
    NOT_KNOWN,
    TEST_DRAWS,
    Floats,
    Integers,
    Interval,
    drawn_weights,
    interval,
    parts_of,
)
from analysis.compare.remember import remembered


@remembered
def contrast(y: Floats, x: Floats, cells: Integers, clusters: Integers, coefficients: Floats) -> tuple[float, Interval]:
    """The sum over cells of coefficient times pooled rate, with its interval.

    ``y, x, cells, clusters`` have an entry a row: its count, its denominator, the cell it is pooled in and the
    cluster it is drawn with. Whole clusters are drawn, so what two cells share by covering one story stays
    shared. Standard errors are linearised (Cochran 1977, *Sampling Techniques*, §§2.11, 5A).
    """
    names, number = np.unique(clusters, return_inverse=True)
    part = parts_of(len(names))[number]
    # Sums within a part and a cell are all that the draws need.
    lines, line = np.unique(part * len(coefficients) + cells, return_inverse=True)
    y, x = np.bincount(line, y).astype(float), np.bincount(line, x).astype(float)
    cluster, cells = lines // len(coefficients), lines % len(coefficients)
    clusters_of = int(cluster.max()) + 1
    sums = _sums(y, x, cells, cluster, len(coefficients))
    value, error = (float(both[0]) for both in _drawn(np.ones((1, clusters_of)), sums, coefficients))
    if not np.isfinite(value):
        return value, NOT_KNOWN
    parts = [_drawn(weights, sums, coefficients) for weights in drawn_weights(clusters_of, TEST_DRAWS)]
    draws, errors = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    return value, interval(value, error, draws, errors, clusters_of)


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the draws need: of every cluster and cell the sums of y, x, y², xy and x², and what of it stands together.

    The squares are those of clusters with one cell; ``shared`` are the lines of clusters with several, whose residuals
    add up before they are squared.
    """

    moments: csr_array
    shared: tuple[Floats, Floats, Integers, Integers]


def _sums(y: Floats, x: Floats, cells: Integers, cluster: Integers, count: int) -> _Sums:
    several = np.bincount(cluster)[cluster] > 1
    alone = np.where(several, 0.0, 1.0)
    values = np.concatenate([y, x, alone * y * y, alone * x * y, alone * x * x])
    columns = np.concatenate([cells + k * count for k in range(5)])
    moments = csr_array((values, (np.tile(cluster, 5), columns)), shape=(cluster.max() + 1, 5 * count))
    return _Sums(moments, (y[several], x[several], cells[several], cluster[several]))


def _drawn(weights: Floats, sums: _Sums, coefficients: Floats) -> tuple[Floats, Floats]:
    """Values and standard errors of draws given as weights of shape (draws, clusters)."""
    tops, bottoms, yy, xy, xx = np.split(weights @ sums.moments, 5, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = tops / bottoms
        slopes = coefficients / bottoms
        squares = (slopes**2 * (yy - 2 * rates * xy + rates**2 * xx)).sum(axis=1)
        y, x, cells, cluster = sums.shared
        if len(y):
            residuals = slopes[:, cells] * y
            residuals -= (slopes * rates)[:, cells] * x
            starts = np.flatnonzero(np.diff(cluster, prepend=-1))
            spread = np.add.reduceat(residuals, starts, axis=1)
            squares += (weights[:, cluster[starts]] * spread**2).sum(axis=1)
    return rates @ coefficients, np.sqrt(np.maximum(squares, 0))
