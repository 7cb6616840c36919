"""Pooled rates of groups of articles, each with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import gammaincinv  # type: ignore[import-untyped]

from analysis.columns.counts import Floats, Integers, cluster_codes, codes, columns, firsts, present, sums
from analysis.statistics import bootstrap
from analysis.statistics.bootstrap import (
    DRAWS,
    ENOUGH_ARTICLES,
    ENOUGH_STORIES,
    FEW_CUES,
    TAIL,
    drawn_weights,
    ends,
    parts_of,
    scattered,
)
from analysis.statistics.cache import cached_each
from analysis.types import Measure

COLUMNS = ("measure", "value", "low", "high", "articles", "count", "denominator")
#: so many pooled rates are drawn at once
AT_ONCE = 512


class _Group(NamedTuple):
    """Counts and denominators of a group, a row a cluster or part and a column a measure, and the articles of each."""

    top: Floats
    bottom: Floats
    scales: Floats
    articles: Integers


def estimate(frame: pd.DataFrame, by: Sequence[str], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Pooled value and interval of every measure in every group.

    ``frame`` is a table of counts (``analysis.columns.counts``) that has the columns of ``by``. The result has these,
    then ``measure, value, low, high, articles, count, denominator``; the three numbers are missing where fewer than
    ``ENOUGH_ARTICLES`` articles or ``ENOUGH_STORIES`` clusters have the measure. Seeded: the same articles give the
    same interval, whatever the other groups are.
    """
    frame = _with_any(frame, by, list(measures))
    keys = present(frame, measures)
    if not keys:
        return pd.DataFrame(columns=[*by, *COLUMNS])
    group, labels = _groups(frame, by)
    line, edges = _lines(group, cluster_codes(frame), len(labels))
    weight = frame["weight"].to_numpy(float) if "weight" in frame else np.ones(len(frame))
    top, bottom = (np.zeros((edges[-1], len(keys))) for _ in range(2))
    articles = np.zeros((len(labels), len(keys)), np.int64)
    for k, key in enumerate(keys):
        count, denominator = (frame[name].to_numpy(float) for name in columns(key))
        known = denominator > 0
        articles[:, k] = np.bincount(group[known], minlength=len(labels))
        top[:, k], bottom[:, k] = (sums(line[known], (of * weight)[known], len(top)) for of in (count, denominator))
    scales = np.array([measures[key].scale for key in keys])
    inside = [slice(*both) for both in pairwise(edges)]
    groups = [_Group(top[rows], bottom[rows], scales, read) for rows, read in zip(inside, articles, strict=True)]
    rows = []
    for label, own, numbers in zip(labels, groups, _pooled(groups), strict=True):
        totals = zip(own.articles, own.top.sum(axis=0), own.bottom.sum(axis=0), strict=True)
        for key, three, (read, count, denominator) in zip(keys, numbers, totals, strict=True):
            rows.append((*label, key, *three, int(read), count, denominator))
    return pd.DataFrame(rows, columns=[*by, *COLUMNS])


def _with_any(frame: pd.DataFrame, by: Sequence[str], keys: Sequence[str]) -> pd.DataFrame:
    """The articles that belong to a group and have one of the measures."""
    found = [frame[columns(key)[1]].notna().to_numpy() for key in present(frame, keys)]
    inside = np.any(found, axis=0) if found else np.zeros(len(frame), bool)
    for name in by:
        inside &= frame[name].notna().to_numpy()
    return frame if inside.all() else frame[inside]


def _groups(frame: pd.DataFrame, by: Sequence[str]) -> tuple[Integers, list[tuple[object, ...]]]:
    """A number for the group of each row, by first appearance, and the groups' names."""
    number = np.zeros(len(frame), np.int64)
    for name in by:
        own = codes(frame[name])
        number = number * (own.max() + 1) + own
    group = pd.factorize(number)[0].astype(np.int64)
    return group, list(frame[list(by)].iloc[firsts(group)].itertuples(index=False, name=None)) if by else [()]


def _lines(group: Integers, cluster: Integers, groups: int) -> tuple[Integers, Integers]:
    """The line in which each row is added up, and where each group's lines begin: one a cluster, or one a part of them.

    Clusters stand in the order of their group's own first articles: other groups change nothing in what is drawn.
    """
    line, large = scattered(group, cluster, groups)
    lengths = np.where(large, bootstrap.MOST_PARTS, 0)
    others = np.flatnonzero(~large[group])
    clusters = cluster.max() + 1
    pair, pairs = pd.factorize(group[others] * clusters + cluster[others])
    of = pairs // clusters
    order = np.argsort(of.astype(np.int32), kind="stable")
    sizes = np.bincount(of, minlength=groups)
    parts = [parts_of(int(size)) for size in sizes if size]
    lengths[sizes > 0] = [part.max() + 1 for part in parts]
    edges = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    own = np.empty(len(pairs), np.int64)
    own[order] = np.concatenate([*parts, np.zeros(0, np.int64)])
    line[others] = own[pair]
    return line + edges[group], edges


@cached_each
def _pooled(groups: Sequence[_Group]) -> list[Floats]:
    """Value, low and high of each measure of each group, NaN where there is too little; each of shape (measures, 3)."""
    found = [np.full((len(group.scales), 3), np.nan) for group in groups]
    enough = [
        (group.articles >= ENOUGH_ARTICLES) & ((group.bottom > 0).sum(axis=0) >= ENOUGH_STORIES) for group in groups
    ]
    alike: dict[int, list[int]] = {}
    for k, group in enumerate(groups):
        if enough[k].any():
            alike.setdefault(len(group.top), []).append(k)
    for places in alike.values():
        for some in _chunks(places, [int(enough[k].sum()) for k in places]):
            y: Floats = np.hstack([groups[k].top[:, enough[k]] for k in some])
            x: Floats = np.hstack([groups[k].bottom[:, enough[k]] for k in some])
            numbers = _intervals(y, x, np.concatenate([groups[k].scales[enough[k]] for k in some]))
            for k in some:
                found[k][enough[k]], numbers = numbers[: enough[k].sum()], numbers[enough[k].sum() :]
    return found


def _chunks(places: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """The places in runs of at most ``AT_ONCE`` columns, or of one."""
    run: list[int] = []
    columns_of = 0
    for place, size in zip(places, sizes, strict=True):
        if run and columns_of + size > AT_ONCE:
            yield run
            run, columns_of = [], 0
        run.append(place)
        columns_of += size
    if run:
        yield run


def _intervals(y: Floats, x: Floats, scales: Floats) -> Floats:
    """Value, low and high of pooled rates, a column each of counts and denominators; shape (columns, 3).

    Below ``FEW_CUES`` the interval is at least as long as Jeffreys' for a Poisson count (Brown, Cai & DasGupta 2003,
    *Interval estimation in exponential families*): so few cues say little of how they vary, and none say nothing.
    """
    moments = np.hstack([y, x, y**2, x * y, x**2])
    values, errors = (both[0] for both in ratio_errors(moments.sum(axis=0)[None, :]))
    parts = [ratio_errors(weights @ moments) for weights in drawn_weights(len(moments), DRAWS)]
    draws, drawn_errors = (np.vstack([part[k] for part in parts]) for k in (0, 1))
    low, high = ends(values, errors, draws, drawn_errors, (x > 0).sum(axis=0))
    totals = y.sum(axis=0)
    few = (totals < FEW_CUES) & (y >= 0).all(axis=0) & (y == np.floor(y)).all(axis=0)
    shortest = gammaincinv(totals[few] + 0.5, [[TAIL], [1 - TAIL]]) / x.sum(axis=0)[few]
    silent = totals[few] == 0
    low[few] = np.where(silent, 0.0, np.minimum(low[few], shortest[0]))
    high[few] = np.maximum(high[few], shortest[1])
    # A rate of counts is never below zero, and a share of a whole never above it.
    low = np.where((y >= 0).all(axis=0), np.maximum(low, 0), low)
    high = np.where((scales == 100) & (y <= x).all(axis=0), np.minimum(high, 1), high)
    return np.asarray(scales[:, None] * np.column_stack([values, low, high]))


def ratio_errors(totals: Floats) -> tuple[Floats, Floats]:
    """Ratios and their linearised standard errors from sums of ``y, x, y², xy, x²``, each of them a block of columns.

    The variance of a ratio r of sums is that of its residuals y − r x over the square of the sum of x (Cochran
    1977, *Sampling Techniques*, §2.11), without a factor for the number of clusters, which cancels.
    """
    y, x, yy, xy, xx = np.split(totals, 5, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = y / x
        return ratios, np.sqrt(np.maximum(yy - 2 * ratios * xy + ratios**2 * xx, 0)) / np.abs(x)
