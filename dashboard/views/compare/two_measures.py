"""Two pictures of the page Compare: two measures of every outlet, and two measures of every article. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.columns.counts import Integers, columns
from analysis.statistics import estimate
from analysis.statistics.rank import Correlation
from analysis.types import Measure
from dashboard.views.base import SHOWN_OUTLETS, View, largest, part_shown
from dashboard.views.formatting import number, number_of, outlet_name, signed, slug

#: bins of the first and of the second measure: a few hundred circles at most, however many articles there are
BINS_ACROSS, BINS_UPWARDS = 16, 12
#: the share of articles at each end of a measure that is put into its outermost bin
OUTLIERS = 0.01


def with_both_measures(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> pd.DataFrame:
    """The articles that have both measures: ``id, story, weight, value, other, cell``.

    ``cell``, a category, names the pair of bins that the two values belong to.
    """
    both = frame[["id", "story", "weight"]]
    for column, (key, measure) in zip(("value", "other"), measures.items(), strict=True):
        count, denominator = (frame[name].to_numpy(float) for name in columns(key))
        both = both.assign(**{column: measure.scale * count / np.where(denominator > 0, denominator, np.nan)})
    both = both.dropna(subset=["value", "other"]).reset_index(drop=True)
    if both.empty:
        return both.assign(cell=pd.Categorical([]))
    across, bin_across = _binned(both["value"], BINS_ACROSS)
    up, bin_up = _binned(both["other"], BINS_UPWARDS)
    names = [f"{x} and {y}" for x in across for y in up]
    return both.assign(cell=pd.Categorical.from_codes(bin_across * len(up) + bin_up, pd.Index(names)))


def articles(both: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """The number of articles in each cell that has any: ``cell, value, other, articles, …``.

    ``both`` is the table of ``with_both_measures``; ``value`` and ``other`` are medians over the articles in the cell.
    """
    across, up = measures.values()
    cells = both.groupby("cell", sort=False, observed=True).agg(
        value=("value", "median"), other=("other", "median"), articles=("id", "size")
    )
    table = cells.sort_values("articles", ascending=False, kind="stable").reset_index().astype({"cell": "str"})
    table = table.assign(measure=across.title, unit=across.unit, other_measure=up.title, other_unit=up.unit)
    return View(
        slug("two-measures-of-articles", across.key, up.key),
        f"{across.title} and {up.title[:1].lower()}{up.title[1:]}, by article",
        f"horizontal: {across.unit}; vertical: {up.unit}; circle area: number of articles", table,
        measures=tuple(measures.values()),
    )  # fmt: skip


def correlation_sentence(found: Correlation | None, measures: Mapping[str, Measure]) -> str:
    """The rank correlation of two measures over articles, with its interval, in words."""
    across, up = (measure.title for measure in measures.values())
    if found is None:
        return "No correlation: too few articles have both measures, or one of the two does not vary."
    together = (
        "which may be due to chance"
        if found.low <= 0 <= found.high
        else f"so articles with more of the first tend to have {'more' if found.value > 0 else 'less'} of the second"
    )
    return (
        f"{across} and {up[:1].lower()}{up[1:]}: rank correlation {signed(found.value, 2)} (95 % interval "
        f"{signed(found.low, 2)} to {signed(found.high, 2)}; {number_of(found.articles, 'article')}), {together}."
    )


def _binned(values: pd.Series[float], bins: int) -> tuple[list[str], Integers]:
    """The names of the bins, which are their ends, and the number of each value's bin.

    Bins are equally wide, except that the outermost two extend to the lowest and the highest value. Values that are all
    equal have one bin.
    """
    low, high = float(values.quantile(OUTLIERS)), float(values.quantile(1 - OUTLIERS))
    if high <= low:
        low, high = float(values.min()), float(values.max())
    if high <= low:
        return [number(low, 2)], np.zeros(len(values), np.int64)
    edges = np.linspace(low, high, bins + 1)
    number_of_bin = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, bins - 1)
    digits = 1 if edges[1] - edges[0] >= 0.5 else 3
    ends = [(number(float(edges[k]), digits), number(float(edges[k + 1]), digits)) for k in range(bins)]
    names = [f"{first} to {last}" for first, last in ends]
    names[0], names[-1] = f"under {ends[0][1]}", f"{ends[-1][0]} and more"
    return names, number_of_bin


def two_measures(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """Two measures of every outlet that has both: ``outlet, value, low, high, other, other_low, other_high, …``.

    ``value`` is the first measure (drawn across), ``other`` the second (drawn upwards).
    """
    across, up = measures.values()
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    found = estimate(frame[frame["outlet"].isin(shown)], ["outlet"], measures).dropna(subset=["value"])
    numbers = ["outlet", "value", "low", "high", "articles"]
    left, right = (found.loc[found["measure"] == m.key, numbers] for m in (across, up))
    table = left.merge(right.drop(columns="articles").set_axis(["outlet", "other", "other_low", "other_high"], axis=1))
    table["outlet"] = table["outlet"].map(outlet_name)
    table = table.assign(measure=across.title, unit=across.unit, other_measure=up.title, other_unit=up.unit)
    return View(
        slug("two-measures", across.key, up.key), f"{across.title} and {up.title[:1].lower()}{up.title[1:]}",
        f"horizontal: {across.unit}; vertical: {up.unit}", table,
        part_shown(len(shown), frame["outlet"].nunique(), "outlets"), measures=tuple(measures.values()),
    )  # fmt: skip
