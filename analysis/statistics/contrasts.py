"""Weighted sums of pooled rates, such as the difference of two, and their bootstrap intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats, Integers, sums
from analysis.statistics.bootstrap import NOT_KNOWN, TEST_DRAWS, Interval, drawn_weights, interval, parts_of
from analysis.statistics.cache import cached_result


@cached_result
def contrast(y: Floats, x: Floats, cells: Integers, clusters: Integers, coefficients: Floats) -> tuple[float, Interval]:
    """The sum over cells of coefficient times pooled rate, with its interval.

    ``y, x, cells, clusters`` have an entry a row: its count, its denominator, the cell it is pooled in and the
    cluster it is drawn with. Whole clusters are drawn, so what two cells share by covering one story stays
    shared. Standard errors are linearised (Cochran 1977, *Sampling Techniques*, §§2.11, 5A).
    """
    number, names = pd.factorize(clusters)
    # Sums within a part and a cell are all that the draws need.
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
    """Values and standard errors of draws given as weights of shape (draws, clusters).

    ``y`` and ``x`` are of shape (clusters, cells). The residuals of a cluster with several cells are added up before
    they are squared; of the others, the sums of squares follow from those of y², xy and x².
    """
    several = (x > 0).sum(axis=1) > 1
    one, many = np.where(several[:, None], 0.0, np.hstack([y * y, x * y, x * x])), np.flatnonzero(several)
    with np.errstate(invalid="ignore", divide="ignore"):
        bottoms = weights @ x
        rates = (weights @ y) / bottoms
        slopes = coefficients / bottoms
        yy, xy, xx = np.split(weights @ one, 3, axis=1)
        squares = (slopes**2 * (yy - 2 * rates * xy + rates**2 * xx)).sum(axis=1)
        if len(many):
            spread = slopes @ y[many].T - (slopes * rates) @ x[many].T
            squares += (weights[:, many] * spread**2).sum(axis=1)
        return rates @ coefficients, np.sqrt(np.maximum(squares, 0))
