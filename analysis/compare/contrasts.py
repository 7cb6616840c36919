"""Weighted sums of pooled rates, such as the difference of two, and their bootstrap intervals."""

from __future__ import annotations

import numpy as np

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
    starts = np.flatnonzero(np.diff(cluster, prepend=-1))
    value, error = (float(both[0]) for both in _drawn(np.ones((1, len(starts))), y, x, cells, cluster, coefficients))
    if not np.isfinite(value):
        return value, NOT_KNOWN
    parts = [_drawn(w, y, x, cells, cluster, coefficients) for w in drawn_weights(len(starts), TEST_DRAWS)]
    draws, errors = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    return value, interval(value, error, draws, errors, len(starts))


def _drawn(
    weights: Floats, y: Floats, x: Floats, cells: Integers, cluster: Integers, coefficients: Floats
) -> tuple[Floats, Floats]:
    """Values and standard errors of draws given as weights of shape (draws, clusters)."""
    inside = np.zeros((len(y), len(coefficients)))
    inside[np.arange(len(y)), cells] = 1.0
    by_row = weights[:, cluster]
    tops, bottoms = by_row @ (inside * y[:, None]), by_row @ (inside * x[:, None])
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = tops / bottoms
        slopes = coefficients / bottoms
        residuals = slopes[:, cells] * y
        residuals -= (slopes * rates)[:, cells] * x
    starts = np.flatnonzero(np.diff(cluster, prepend=-1))
    spread = np.add.reduceat(residuals, starts, axis=1)
    return rates @ coefficients, np.sqrt((weights * spread**2).sum(axis=1))
