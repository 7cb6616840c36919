"""Pooled rates of groups of articles, with confidence intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import gammaincinv, stdtrit  # type: ignore[import-untyped]

from analysis.columns.counts import Floats, Integers, cluster_codes, codes, columns, first_positions, present, sums
from analysis.statistics import bootstrap
from analysis.statistics.bootstrap import (
    DRAWS,
    ENOUGH_ARTICLES,
    ENOUGH_STORIES,
    FEW_CUES,
    TAIL,
    drawn_weights,
    hashed_parts,
    interval_bounds,
    parts_of,
)
from analysis.statistics.cache import cached_each
from analysis.types import Measure

COLUMNS = ("measure", "value", "low", "high", "articles", "count", "denominator")
#: pooled rates whose draws are computed together
BATCH = 512
#: excess kurtosis of the rates of real articles, in squared coefficients of variation; a gamma distribution has 6
KURTOSIS = 9
#: degrees of freedom that skewed rates have at least
LEAST_FREEDOM = 3


class _Group(NamedTuple):
    """Counts and denominators of a group: one row per cluster or part, one column per measure.

    ``scales`` and ``articles`` (the number of articles with the measure) have one entry per measure.
    """

    counts: Floats
    denominators: Floats
    scales: Floats
    articles: Integers


def estimate(frame: pd.DataFrame, by: Sequence[str], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Return the pooled value and interval of every measure in every group.

    ``frame`` is a table of counts (``analysis.columns.counts``) that has the columns of ``by``. The result has these
    columns, then ``measure, value, low, high, articles, count, denominator``. ``value``, ``low`` and ``high`` are
    missing where fewer than ``ENOUGH_ARTICLES`` articles or ``ENOUGH_STORIES`` clusters have the measure. Seeded: the
    same articles give the same interval, whatever the other groups are.
    """
    frame = _usable_rows(frame, by, list(measures))
    keys = present(frame, measures)
    if not keys:
        return pd.DataFrame(columns=[*by, *COLUMNS])
    group_of_row, labels = _groups(frame, by)
    line, edges = _sum_lines(group_of_row, cluster_codes(frame), len(labels))
    weight = frame["weight"].to_numpy(float) if "weight" in frame else np.ones(len(frame))
    counts, denominators = (np.zeros((edges[-1], len(keys))) for _ in range(2))
    articles = np.zeros((len(labels), len(keys)), np.int64)
    for k, key in enumerate(keys):
        count, denominator = (frame[name].to_numpy(float) for name in columns(key))
        known = denominator > 0
        articles[:, k] = np.bincount(group_of_row[known], minlength=len(labels))
        counts[:, k], denominators[:, k] = (
            sums(line[known], (column * weight)[known], len(counts)) for column in (count, denominator)
        )
    scales = np.array([measures[key].scale for key in keys])
    slices = [slice(*both) for both in pairwise(edges)]
    groups = [
        _Group(counts[lines], denominators[lines], scales, number)
        for lines, number in zip(slices, articles, strict=True)
    ]
    rows = []
    for label, group, numbers in zip(labels, groups, _pooled(groups), strict=True):
        totals = zip(group.articles, group.counts.sum(axis=0), group.denominators.sum(axis=0), strict=True)
        for key, value_and_bounds, (number, count, denominator) in zip(keys, numbers, totals, strict=True):
            rows.append((*label, key, *value_and_bounds, int(number), count, denominator))
    return pd.DataFrame(rows, columns=[*by, *COLUMNS])


def _usable_rows(frame: pd.DataFrame, by: Sequence[str], keys: Sequence[str]) -> pd.DataFrame:
    """Return the articles that belong to a group and have at least one of the measures."""
    measured = [frame[columns(key)[1]].notna().to_numpy() for key in present(frame, keys)]
    usable = np.any(measured, axis=0) if measured else np.zeros(len(frame), bool)
    for name in by:
        usable &= frame[name].notna().to_numpy()
    return frame if usable.all() else frame[usable]


def _groups(frame: pd.DataFrame, by: Sequence[str]) -> tuple[Integers, list[tuple[object, ...]]]:
    """Return the number of each row's group, by first appearance, and the labels of the groups."""
    number = np.zeros(len(frame), np.int64)
    for name in by:
        own = codes(frame[name])
        number = number * (own.max() + 1) + own
    group = pd.factorize(number)[0].astype(np.int64)
    return group, list(frame[list(by)].iloc[first_positions(group)].itertuples(index=False, name=None)) if by else [()]


def _sum_lines(group: Integers, cluster: Integers, groups: int) -> tuple[Integers, Integers]:
    """Return the line into which each row is summed, and where the lines of each group begin.

    A line is a cluster or a part of several clusters. Clusters are numbered in the order of first appearance in their
    own group, so that a group's draws do not depend on the other groups.
    """
    line, large = hashed_parts(group, cluster, groups)
    lengths = np.where(large, bootstrap.MAX_PARTS, 0)
    others = np.flatnonzero(~large[group])
    clusters = cluster.max() + 1
    pair, pairs = pd.factorize(group[others] * clusters + cluster[others])
    group_of_pair = pairs // clusters
    order = np.argsort(group_of_pair.astype(np.int32), kind="stable")
    sizes = np.bincount(group_of_pair, minlength=groups)
    parts = [parts_of(int(size)) for size in sizes if size]
    lengths[sizes > 0] = [part.max() + 1 for part in parts]
    edges = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    part_of_pair = np.empty(len(pairs), np.int64)
    part_of_pair[order] = np.concatenate([*parts, np.zeros(0, np.int64)])
    line[others] = part_of_pair[pair]
    return line + edges[group], edges


@cached_each
def _pooled(groups: Sequence[_Group]) -> list[Floats]:
    """Return value, low and high of each group, each of shape (measures, 3); NaN where there is too little data."""
    found = [np.full((len(group.scales), 3), np.nan) for group in groups]
    enough = [
        (group.articles >= ENOUGH_ARTICLES) & ((group.denominators > 0).sum(axis=0) >= ENOUGH_STORIES)
        for group in groups
    ]
    by_size: dict[int, list[int]] = {}  # groups with equally many lines share their draws
    for k, group in enumerate(groups):
        if enough[k].any():
            by_size.setdefault(len(group.counts), []).append(k)
    for numbers_of_groups in by_size.values():
        for some in _batches(numbers_of_groups, [int(enough[k].sum()) for k in numbers_of_groups]):
            y: Floats = np.hstack([groups[k].counts[:, enough[k]] for k in some])
            x: Floats = np.hstack([groups[k].denominators[:, enough[k]] for k in some])
            numbers = _intervals(y, x, np.concatenate([groups[k].scales[enough[k]] for k in some]))
            for k in some:
                found[k][enough[k]], numbers = numbers[: enough[k].sum()], numbers[enough[k].sum() :]
    return found


def _batches(groups: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Split groups into batches with at most ``BATCH`` columns in all; a larger group is a batch of its own."""
    batch: list[int] = []
    total = 0
    for group, size in zip(groups, sizes, strict=True):
        if batch and total + size > BATCH:
            yield batch
            batch, total = [], 0
        batch.append(group)
        total += size
    if batch:
        yield batch


def _intervals(y: Floats, x: Floats, scales: Floats) -> Floats:
    """Return value, low and high of pooled rates, one per column of counts and denominators; shape (columns, 3).

    Below ``FEW_CUES`` the interval is at least as long as Jeffreys' interval for a Poisson count (Brown, Cai & DasGupta
    2003, *Interval estimation in exponential families*): a few cues show little of their variance, and none shows
    nothing of it. The high end is never below that of ``_skewed_high``.
    """
    moments = np.hstack([y, x, y**2, x * y, x**2])
    values, errors = (both[0] for both in ratio_errors(moments.sum(axis=0)[None, :]))
    parts = [ratio_errors(weights @ moments) for weights in drawn_weights(len(moments), DRAWS)]
    draws, drawn_errors = (np.vstack([part[k] for part in parts]) for k in (0, 1))
    low, high = interval_bounds(values, errors, draws, drawn_errors, (x > 0).sum(axis=0))
    totals = y.sum(axis=0)
    few = (totals < FEW_CUES) & (y >= 0).all(axis=0) & (y == np.floor(y)).all(axis=0)
    shortest = gammaincinv(totals[few] + 0.5, [[TAIL], [1 - TAIL]]) / x.sum(axis=0)[few]
    silent = totals[few] == 0
    low[few] = np.where(silent, 0.0, np.minimum(low[few], shortest[0]))
    high[few] = np.maximum(high[few], shortest[1])
    high = np.fmax(high, _skewed_high(y, x, values, errors))
    # A rate of counts is never below zero, and a share never above 100 %.
    low = np.where((y >= 0).all(axis=0), np.maximum(low, 0), low)
    high = np.where((scales == 100) & (y <= x).all(axis=0), np.minimum(high, 1), high)
    return np.asarray(scales[:, None] * np.column_stack([values, low, high]))


def _skewed_high(y: Floats, x: Floats, values: Floats, errors: Floats) -> Floats:
    """Return the high ends that rates of skewed counts have at least; NaN where this does not apply.

    Where a few articles have most of the cues, a sample without such an article shows neither their cues nor the
    variance they add, so every interval computed from it alone is too short at the high end. This one, by Student's t
    on the square-root scale, has the degrees of freedom of a variance (Satterthwaite 1946) of rates as skewed as those
    of real articles: the more the rates vary, the fewer. It does not apply to values below zero, or where each article
    counts as one yes or no. ``docs/measurements/simulations.md`` compares the coverage with and without it.
    """
    clusters = (x > 0).sum(axis=0)
    yes_or_no = (y <= x).all(axis=0) & (x.sum(axis=0) < 2 * clusters)
    skewed = (y >= 0).all(axis=0) & (values > 0) & ~yes_or_no
    high = np.full(len(values), np.nan)
    rates, number = values[skewed], clusters[skewed]
    variances = errors[skewed] ** 2 * number / (number - 1)
    kurtosis = KURTOSIS * number * variances / rates**2
    t = stdtrit(np.maximum(LEAST_FREEDOM, 2 * (number - 1) / (2 + kurtosis)), 1 - TAIL)
    high[skewed] = (np.sqrt(rates) + t * np.sqrt(variances / rates) / 2) ** 2
    return high


def ratio_errors(totals: Floats) -> tuple[Floats, Floats]:
    """Return ratios and their linearised standard errors from sums of ``y, x, y², xy, x²``, each a block of columns.

    The variance of a ratio r of sums is the sum of its squared residuals y − r x over the square of the sum of x
    (Cochran 1977, *Sampling Techniques*, §2.11); the factor for the number of clusters cancels.
    """
    y, x, yy, xy, xx = np.split(totals, 5, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = y / x
        return ratios, np.sqrt(np.maximum(yy - 2 * ratios * xy + ratios**2 * xx, 0)) / np.abs(x)
