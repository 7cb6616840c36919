"""What a picture shows, as a plain sentence written from its numbers. Pure; it measures, it never judges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.statistics import ENOUGH_ARTICLES
from analysis.types import Measure
from dashboard.figures.base import number
from dashboard.views.base import EVERY_OUTLET, EVERY_TOPIC
from dashboard.views.names import EVERYBODY


def completeness(held: Mapping[str, int]) -> str:
    """How complete the selection is (see ``ArticleColumns.completeness``)."""
    articles = held["articles"]
    return (
        f"{_some(articles - held['outlet_stated'], articles)} without an outlet, "
        f"{_some(articles - held['topic_stated'], articles)} without a topic, "
        f"{_some(articles - held['scored'], articles)} not scored yet, "
        f"{_some(held['other_language'], articles)} known not to be in English; "
        f"{_some(held['copies'], articles)} carry text that others carry too, such as agency copy."
    )


def _some(part: int, whole: int) -> str:
    if not part:
        return "none"
    percent = 100 * part / whole
    return f"{part:,} ({'under 1' if percent < 0.5 else f'{percent:.0f}'} %)"


def spread(table: pd.DataFrame, measure: Measure) -> str:
    """The highest and the lowest outlet of one measure, with intervals and numbers of articles.

    ``table`` has a row an outlet: ``outlet, value, low, high, articles``.
    """
    known = table.dropna(subset=["value"])
    if known.empty:
        return f"No outlet of this selection has the {ENOUGH_ARTICLES} articles that a number needs."
    top, bottom = _row(known, known["value"].idxmax()), _row(known, known["value"].idxmin())
    if len(known) == 1:
        return f"{measure.title}: {_said(top, measure)} {measure.unit}, at {top.outlet}."
    apart = "do not overlap" if top.low > bottom.high else "overlap, so this order may be chance"
    return (
        f"{measure.title}: from {_said(bottom, measure)} at {bottom.outlet} to {_said(top, measure)} at {top.outlet}, "
        f"in {measure.unit}, among {len(known)} outlets. The two intervals {apart}."
    )


def furthest_cell(table: pd.DataFrame, measure: Measure) -> str:
    """Where an outlet on one topic is furthest from all outlets on that topic. ``table`` is that of ``views.grid``."""
    known = table.dropna(subset=["value"])
    everyone = known[known["outlet"] == EVERY_OUTLET].set_index("topic")
    cells = known[(known["outlet"] != EVERY_OUTLET) & (known["topic"] != EVERY_TOPIC)]
    cells = cells[cells["topic"].isin(everyone.index)]
    if cells.empty:
        return f"No outlet has the {ENOUGH_ARTICLES} articles on one topic that a number needs."
    usual = cells["topic"].map(everyone["value"])
    clear = cells[
        (cells["low"] > cells["topic"].map(everyone["high"])) | (cells["high"] < cells["topic"].map(everyone["low"]))
    ]
    if clear.empty:
        return (
            f"{measure.title}: in none of {len(cells)} cells with enough articles does the interval of an outlet on a "
            "topic stand clear of that of all outlets on it."
        )
    row = _row(clear, (clear["value"] - usual[clear.index]).abs().idxmax())
    whole = _row(everyone, row.topic)
    return (
        f"{measure.title}: furthest from all outlets on a topic is {row.outlet} on {row.topic}, {_said(row, measure)} "
        f"against {_said(whole, measure)} {measure.unit}. {len(clear)} of {len(cells)} cells stand clear of "
        "all outlets on their topic; of so many, some do by chance."
    )


def furthest_name(table: pd.DataFrame, measure: Measure) -> str:
    """On which name two outlets are furthest apart. ``table`` is that of ``name_views.toward``."""
    known = table[table["name"] != EVERYBODY].dropna(subset=["value"])
    pairs = [
        (_row(own, own["value"].idxmax()), _row(own, own["value"].idxmin()))
        for _, own in known.groupby("name", sort=False)
        if len(own) > 1
    ]
    if not pairs:
        return f"No name stands in {ENOUGH_ARTICLES} articles each of two outlets, as a comparison needs."
    clear = [(top, bottom) for top, bottom in pairs if top.low > bottom.high]
    if not clear:
        return (
            f"{measure.title}: on none of {len(pairs)} names do the intervals of two outlets stand clear of each other."
        )
    top, bottom = max(clear, key=lambda pair: pair[0].value - pair[1].value)
    return (
        f"{measure.title}: furthest apart on {top.name}, {_said(bottom, measure)} at {bottom.outlet} and "
        f"{_said(top, measure)} at {top.outlet}, in {measure.unit}. On {len(clear)} of {len(pairs)} names the "
        "intervals of two outlets stand clear of each other; of so many, some do by chance."
    )


def _row(table: pd.DataFrame, index: Any) -> Any:
    return next(table.loc[[index]].reset_index().itertuples())


def _said(row: Any, measure: Measure) -> str:
    digits = measure.decimals
    return (
        f"{number(row.value, digits)} ({number(row.low, digits)} to {number(row.high, digits)}; "
        f"{row.articles:,} articles)"
    )
