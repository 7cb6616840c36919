"""Two measures of every article: the numbers of a picture of the page Compare. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.columns.counts import Integers, columns
from analysis.statistics import estimate
from analysis.statistics.rank import Correlation
from analysis.types import Measure
from dashboard.views.base import SHOWN_OUTLETS, View, largest, part_shown
from dashboard.views.formatting import number, outlet_name, signed, slug

#: cells across and upwards; a few hundred marks at most, however many articles there are
ACROSS, UPWARDS = 16, 12
#: the share of articles beyond each end of the scale, which the outermost cells hold
BEYOND = 0.01


def valued(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Articles that have both measures: ``id, story, weight, value, other, cell``; ``cell``, a category, is where they
    are drawn.
    """
    both = frame[["id", "story", "weight"]]
    for column, (key, measure) in zip(("value", "other"), measures.items(), strict=True):
        count, denominator = (frame[name].to_numpy(float) for name in columns(key))
        both = both.assign(**{column: measure.scale * count / np.where(denominator > 0, denominator, np.nan)})
    both = both.dropna(subset=["value", "other"]).reset_index(drop=True)
    if both.empty:
        return both.assign(cell=pd.Categorical([]))
    (across, at_x), (up, at_y) = (_cells(both[name], cells) for name, cells in (("value", ACROSS), ("other", UPWARDS)))
    names = [f"{x} and {y}" for x in across for y in up]
    return both.assign(cell=pd.Categorical.from_codes(at_x * len(up) + at_y, pd.Index(names)))


def articles(placed: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """How many articles have which two values: ``cell, value, other, articles, …``, a row a cell that has any.

    ``placed`` is what ``valued`` gives; ``value`` and ``other`` are the middles of the articles in the cell.
    """
    across, up = measures.values()
    cells = placed.groupby("cell", sort=False, observed=True).agg(
        value=("value", "median"), other=("other", "median"), articles=("id", "size")
    )
    table = cells.sort_values("articles", ascending=False, kind="stable").reset_index().astype({"cell": "str"})
    table = table.assign(measure=across.title, unit=across.unit, other_measure=up.title, other_unit=up.unit)
    return View(
        slug("two-measures-of-articles", across.key, up.key),
        f"{across.title} and {up.title[:1].lower()}{up.title[1:]}, by article",
        f"across: {across.unit}; upwards: {up.unit}; a circle’s area is a number of articles", table, measures=tuple(measures.values()),
    )  # fmt: skip


def correlation_sentence(found: Correlation | None, measures: Mapping[str, Measure]) -> str:
    """How far the two go together over articles, with the interval."""
    across, up = (measure.title for measure in measures.values())
    if found is None:
        return "Too few articles have both measures, or one of them does not vary, for a correlation."
    together = (
        "which can be chance"
        if found.low <= 0 <= found.high
        else f"so articles with more of the first tend to have {'more' if found.value > 0 else 'less'} of the second"
    )
    return (
        f"{across} and {up[:1].lower()}{up[1:]}: rank correlation {signed(found.value, 2)} (95 % interval "
        f"{signed(found.low, 2)} to {signed(found.high, 2)}; {found.articles:,} articles), {together}."
    )


def _cells(values: pd.Series[float], cells: int) -> tuple[list[str], Integers]:
    """The names of the cells, which are their ends, and the cell of each value; equally wide but for the outermost,
    which hold what lies beyond.
    """
    low, high = float(values.quantile(BEYOND)), float(values.quantile(1 - BEYOND))
    if high <= low:
        low, high = float(values.min()), float(values.max())
    if high <= low:
        return [number(low, 2)], np.zeros(len(values), np.int64)
    edges = np.linspace(low, high, cells + 1)
    at = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, cells - 1)
    digits = 1 if edges[1] - edges[0] >= 0.5 else 3
    ends = [(number(float(edges[k]), digits), number(float(edges[k + 1]), digits)) for k in range(cells)]
    names = [f"{first} to {last}" for first, last in ends]
    names[0], names[-1] = f"under {ends[0][1]}", f"{ends[-1][0]} and more"
    return names, at


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
        f"across: {across.unit}; upwards: {up.unit}", table,
        part_shown(len(shown), frame["outlet"].nunique(), "outlets"), measures=tuple(measures.values()),
    )  # fmt: skip
