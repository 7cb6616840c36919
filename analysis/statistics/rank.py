"""Spearman's rank correlation of two measures, with a confidence interval by cluster bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats, cluster_codes
from analysis.statistics.bootstrap import (
    DRAWS,
    ENOUGH_ARTICLES,
    ENOUGH_STORIES,
    drawn_weights,
    expanded_percentile,
    parts_of,
)


@dataclass(frozen=True, slots=True)
class Correlation:
    """A rank correlation from -1 to 1, its 95 % interval and the number of articles."""

    value: float
    low: float
    high: float
    articles: int


def rank_correlation(pairs: pd.DataFrame) -> Correlation | None:
    """Return Spearman's correlation; ``None`` for too few articles or clusters, or if a measure is constant.

    ``pairs`` has one row per article: ``id, value, other`` and, if known, ``story`` and ``weight``. Whole clusters are
    drawn. The ranks are computed once, for all articles: ranking again in every draw gives nearly the same interval
    (``tests/statistics/test_rank.py``).
    """
    weight = pairs["weight"].to_numpy(float) if "weight" in pairs else np.ones(len(pairs))
    cluster = pd.factorize(cluster_codes(pairs))[0]
    if len(pairs) < ENOUGH_ARTICLES or cluster.max() + 1 < ENOUGH_STORIES:
        return None
    one, other = (_centred(pairs[name].rank()) for name in ("value", "other"))
    rows = weight[:, None] * np.column_stack([np.ones_like(one), one, other, one**2, one * other, other**2])
    part = parts_of(cluster.max() + 1)[cluster]
    sums = np.column_stack([np.bincount(part, column) for column in rows.T])
    value = float(_correlation(sums.sum(axis=0)[None, :])[0])
    if not np.isfinite(value):
        return None
    draws = np.concatenate([_correlation(weights @ sums) for weights in drawn_weights(len(sums), DRAWS)])
    low, high = expanded_percentile(draws[:, None], np.array([len(sums)]))
    return Correlation(value, float(low[0]), float(high[0]), len(pairs))


def _centred(ranks: pd.Series[float]) -> Floats:
    """Centre ranks on zero and scale them to about one, so that sums of squares keep their precision."""
    return np.asarray((ranks - ranks.mean()) / len(ranks), dtype=np.float64)


def _correlation(sums: Floats) -> Floats:
    """Return the correlation of each draw from its sums (one row per draw) of weight, x, y, x², xy and y²."""
    weight, x, y, xx, xy, yy = sums.T
    with np.errstate(invalid="ignore", divide="ignore"):
        shared = xy - x * y / weight
        found = shared / np.sqrt((xx - x**2 / weight) * (yy - y**2 / weight))
    return np.asarray(np.clip(found, -1, 1))
