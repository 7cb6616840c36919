"""Weighted sums of pooled rates, such as the difference of two, and their bootstrap intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats, Integers, sums
from analysis.statistics.bootstrap import NOT_KNOWN, TEST_DRAWS, Interval, drawn_weights, interval, parts_of
from analysis.statistics.cache import cached_result


@cached_result
def contrast(y: Floats, x: Floats, cells: Integers, clusters: Integers, coefficients: Floats) -> tuple[float, Interval]:
    """Return the sum over cells of coefficient times pooled rate, with its interval.

    ``y, x, cells, clusters`` have one entry per row: its count, its denominator, the cell in which it is pooled and
    the cluster with which it is drawn. Whole clusters are drawn, so the dependence of two cells that cover the same
    story is preserved. Standard errors are linearised (Cochran 1977, *Sampling Techniques*, §§2.11, 5A).
    """
    number, names = pd.factorize(clusters)
    # The draws need only the sums within each part and cell.
    part = parts_of(len(names))[number]
    shape = (int(part.max()) + 1, len(coefficients))
    y, x = (sums(part * shape[1] + cells, counted, shape[0] * shape[1]).reshape(shape) for counted in (y, x))
    value, error = (float(both[0]) for both in _drawn(np.ones((1, len(y))), y, x, coefficients))
    if not np.isfinite(value):
        return value, NOT_KNOWN
    parts = [_drawn(weights, y, x, coefficients) for weights in drawn_weights(len(y), TEST_DRAWS)]
    draws, errors = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    return value, interval(value, error, draws, errors, len(y))


def _drawn(weights: Floats, y: Floats, x: Floats, coefficients: Floats) -> tuple[Floats, Floats]:
    """Return the values and standard errors of draws, given as weights of shape (draws, clusters).

    ``y`` and ``x`` have shape (clusters, cells). For a cluster with several cells the residuals are added up before
    they are squared; for the others the sums of squares follow from the sums of y², xy and x².
    """
    several = (x > 0).sum(axis=1) > 1
    single, many = np.where(several[:, None], 0.0, np.hstack([y * y, x * y, x * x])), np.flatnonzero(several)
    with np.errstate(invalid="ignore", divide="ignore"):
        denominators = weights @ x
        rates = (weights @ y) / denominators
        slopes = coefficients / denominators
        yy, xy, xx = np.split(weights @ single, 3, axis=1)
        squares = (slopes**2 * (yy - 2 * rates * xy + rates**2 * xx)).sum(axis=1)
        if len(many):
            spread = slopes @ y[many].T - (slopes * rates) @ x[many].T
            squares += (weights[:, many] * spread**2).sum(axis=1)
        return rates @ coefficients, np.sqrt(np.maximum(squares, 0))
