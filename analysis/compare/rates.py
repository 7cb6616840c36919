"""Pooled rates of groups of articles, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import gammaincinv  # type: ignore[import-untyped]

from analysis.compare.bootstrap import (
    DRAWS,
    ENOUGH_ARTICLES,
    ENOUGH_STORIES,
    FEW_CUES,
    TAIL,
    Floats,
    Integers,
    cluster_codes,
    drawn_weights,
    ends,
    parts_of,
)  # fmt: skip
from analysis.compare.contrasts import contrast
from analysis.compare.remember import remembered
from analysis.types import Measure

COLUMNS = ("measure", "value", "low", "high", "articles", "count", "denominator")


def weighted(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """Counts and denominators of the rows, times ``weight`` where the frame has one."""
    weight = frame["weight"].to_numpy(float) if "weight" in frame else 1.0
    return frame["count"].to_numpy(float) * weight, frame["denominator"].to_numpy(float) * weight


def estimate(frame: pd.DataFrame, by: Sequence[str], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Pooled value and interval of every measure in every group.

    ``frame`` has a row per article and measure: ``id, measure, count, denominator``, the columns of ``by``, and
    if known ``story`` and ``weight``. The result has the columns of ``by``, then ``measure, value, low, high,
    articles, count, denominator``; the three numbers are missing where fewer than ``ENOUGH_ARTICLES`` articles or
    ``ENOUGH_STORIES`` clusters have the measure. Seeded: the same articles give the same interval.
    """
    present = set(frame["measure"].unique())
    keys = [key for key in measures if key in present]
    frame = frame[frame["measure"].isin(keys)].dropna(subset=list(by))
    if frame.empty:
        return pd.DataFrame(columns=[*by, *COLUMNS])
    scales = np.array([measures[key].scale for key in keys])
    column = frame["measure"].map({key: k for k, key in enumerate(keys)}).to_numpy(np.int64)
    labels = list(frame[list(by)].drop_duplicates().itertuples(index=False, name=None)) if by else [()]
    group = frame.groupby(list(by), sort=False).ngroup().to_numpy(np.int64) if by else np.zeros(len(frame), np.int64)
    top, bottom = weighted(frame)
    articles = np.zeros((len(labels), len(keys)), np.int64)
    np.add.at(articles, (group[bottom > 0], column[bottom > 0]), 1)
    # One line for each cluster of each group, a column for each measure.
    cluster = cluster_codes(frame)
    _, first, place = np.unique(group * (cluster.max() + 1) + cluster, return_index=True, return_inverse=True)
    # In the order of their own first articles: other groups change nothing in what is drawn for one.
    order = np.lexsort((first, group[first]))
    first, place = first[order], np.argsort(order)[place]

    shape = (len(first), len(keys))
    tops, bottoms = np.zeros(shape), np.zeros(shape)
    np.add.at(tops, (place, column), top)
    np.add.at(bottoms, (place, column), bottom)
    edges = np.searchsorted(group[first], np.arange(len(labels) + 1))
    rows = []
    for number, label in enumerate(labels):
        inside = slice(edges[number], edges[number + 1])
        pooled = _pooled(tops[inside], bottoms[inside], scales, articles[number])
        totals = zip(articles[number], tops[inside].sum(axis=0), bottoms[inside].sum(axis=0), strict=True)
        for key, numbers, (read, count, denominator) in zip(keys, pooled, totals, strict=True):
            rows.append((*label, key, *numbers, int(read), count, denominator))
    return pd.DataFrame(rows, columns=[*by, *COLUMNS])


def difference(
    left: pd.DataFrame, right: pd.DataFrame, measure: Measure
) -> tuple[float | None, float | None, float | None]:
    """Left minus right and its interval, for two sets of articles with one measure each.

    Both frames have ``id, count, denominator``, a row per article, and if known ``story`` and ``weight``.
    ``None`` where a side has too few.
    """
    if min((side["denominator"] > 0).sum() for side in (left, right)) < ENOUGH_ARTICLES:
        return None, None, None
    both = pd.concat([left, right])
    sides = np.repeat([0, 1], [len(left), len(right)])
    value, found = contrast(*weighted(both), sides, cluster_codes(both), measure.scale * np.array([1.0, -1.0]))
    return (None, None, None) if found.low is None else (value, found.low, found.high)


@remembered
def _pooled(top: Floats, bottom: Floats, scales: Floats, articles: Integers) -> Floats:
    """Value, low and high of each measure, NaN where there is too little; shape (measures, 3).

    Below ``FEW_CUES`` the interval is at least as long as Jeffreys' for a Poisson count (Brown, Cai & DasGupta 2003,
    *Interval estimation in exponential families*): so few cues say little of how they vary, and none say nothing.
    """
    clusters = (bottom > 0).sum(axis=0)
    enough = (articles >= ENOUGH_ARTICLES) & (clusters >= ENOUGH_STORIES)
    found = np.full((len(scales), 3), np.nan)
    if not enough.any():
        return found
    y, x = top[:, enough], bottom[:, enough]
    part = parts_of(len(y))
    drawn_y, drawn_x = (_summed(column, part) for column in (y, x))
    moments = np.hstack([drawn_y, drawn_x, drawn_y**2, drawn_x * drawn_y, drawn_x**2])
    values, errors = (both[0] for both in ratio_errors(moments.sum(axis=0)[None, :]))
    parts = [ratio_errors(weights @ moments) for weights in drawn_weights(len(moments), DRAWS)]
    draws, drawn_errors = (np.vstack([part[k] for part in parts]) for k in (0, 1))
    low, high = ends(values, errors, draws, drawn_errors, clusters[enough])
    totals = y.sum(axis=0)
    few = (totals < FEW_CUES) & (y >= 0).all(axis=0) & (y == np.floor(y)).all(axis=0)
    shortest = gammaincinv(totals[few] + 0.5, [[TAIL], [1 - TAIL]]) / x.sum(axis=0)[few]
    silent = totals[few] == 0
    low[few] = np.where(silent, 0.0, np.minimum(low[few], shortest[0]))
    high[few] = np.maximum(high[few], shortest[1])
    # A rate of counts is never below zero, and a share of a whole never above it.
    low = np.where((y >= 0).all(axis=0), np.maximum(low, 0), low)
    high = np.where((scales[enough] == 100) & (y <= x).all(axis=0), np.minimum(high, 1), high)
    found[enough] = scales[enough, None] * np.column_stack([values, low, high])
    return found


def _summed(rows: Floats, part: Integers) -> Floats:
    """The sums of the rows of each part."""
    sums = np.zeros((part.max() + 1, rows.shape[1]))
    np.add.at(sums, part, rows)
    return sums


def ratio_errors(sums: Floats) -> tuple[Floats, Floats]:
    """Ratios and their linearised standard errors from sums of ``y, x, y², xy, x²``, each of them a block of columns.

    The variance of a ratio r of sums is that of its residuals y − r x over the square of the sum of x (Cochran
    1977, *Sampling Techniques*, §2.11), without a factor for the number of clusters, which cancels.
    """
    y, x, yy, xy, xx = np.split(sums, 5, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = y / x
        return ratios, np.sqrt(np.maximum(yy - 2 * ratios * xy + ratios**2 * xx, 0)) / np.abs(x)
