"""Outlets on one measure (ranking) or on several (profile), for several pages. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pandas as pd

from analysis.statistics import estimate
from analysis.types import Measure
from dashboard.views.base import SHOWN_OUTLETS, View, in_order, largest, part_shown
from dashboard.views.formatting import outlet_name, slug


def profile(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """Every measure of every outlet with its interval: ``outlet, measure, measure_title, value, low, high, …``."""
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    table = estimate(frame[frame["outlet"].isin(shown)], ["outlet"], measures)
    if not table.empty:
        table = in_order(table, "outlet", shown)
        table["outlet"] = table["outlet"].map(outlet_name)
        table.insert(2, "measure_title", table["measure"].map(lambda key: measures[key].title))
        table["unit"] = table["measure"].map(lambda key: measures[key].unit)
    total = frame["outlet"].nunique()
    return View(
        "outlet-profile",
        "Outlets at a glance",
        "",
        table,
        part_shown(len(shown), total, "outlets"),
        measures=tuple(measures.values()),
    )


def sorted_by(view: View, key: str | None) -> View:
    """The view of ``profile`` with outlets sorted by the measure ``key``, the highest first; unchanged for ``None``."""
    if key is None or view.empty:
        return view
    values = view.table[view.table["measure"] == key].sort_values("value", ascending=False, na_position="last")
    return dataclasses.replace(view, table=in_order(view.table, "outlet", values["outlet"].tolist()))


def ranking(frame: pd.DataFrame, measure: Measure) -> View:
    """One measure by outlet: ``outlet, value, low, high, articles, …``, the highest first, missing values last."""
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    table = estimate(frame[frame["outlet"].isin(shown)], ["outlet"], {measure.key: measure})
    if not table.empty:
        table = table.sort_values(["value", "articles"], ascending=False, na_position="last", ignore_index=True)
        table["outlet"] = table["outlet"].map(outlet_name)
        table["unit"] = measure.unit
    return View(
        slug("outlets", measure.key), f"{measure.title}, by outlet", measure.unit, table,
        part_shown(len(shown), frame["outlet"].nunique(), "outlets"), measures=(measure,),
    )  # fmt: skip
