"""The picture of who wrote first: what was counted beside what chance gives. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    escaped,
    legend,
    row_axis,
    rows_of,
    short_label,
)
from dashboard.theme import Style, Theme, style_of
from dashboard.views.attention import CLEAR
from dashboard.views.base import View
from dashboard.views.formatting import number


def who_wrote_first(view: View, theme: Theme, styles: Mapping[str, Style], caption: str) -> Figure:
    """A row for each outlet: a bar for the range of chance, a line across it for what chance gives, and a dot.

    Dots are hollow if the outlet does not clearly differ from chance.
    """
    rows = rows_of(view)
    top = TOP + 12
    layout = base_layout(view, theme, caption, top + BOTTOM + ROW * len(rows) + 16)
    layout["margin"]["t"] = top
    layout |= {"showlegend": True, "legend": legend()}
    most = max([10.0, *view.table["value"], *view.table["chance_high"]])
    layout["xaxis"] = axis(theme, range=[-0.025 * most, 1.04 * most], ticksuffix=" %")
    layout["yaxis"] = row_axis(theme, [_label(row, theme) for row in rows])
    y = list(range(len(rows)))[::-1]
    return {
        "data": [_range(rows, y, theme), _expected(rows, y, theme), _seen(rows, y, theme, styles)],
        "layout": layout,
    }


def _label(row: Any, theme: Theme) -> str:
    n = f"n = {row.stories:,}"
    return f"{short_label(row.outlet)} <span style='color:{theme.quiet};font-size:10.5px'>{n}</span>"


def _range(rows: list[Any], y: list[int], theme: Theme) -> Figure:
    """The ranges of chance, as one thick line with gaps."""
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "name": "95 % of random dealings",
        "x": [x for row in rows for x in (row.chance_low, row.chance_high, None)],
        "y": [end for position in y for end in (position, position, None)],
        "line": {"color": theme.quiet, "width": 7}, "opacity": 0.3,
    }  # fmt: skip


def _expected(rows: list[Any], y: list[int], theme: Theme) -> Figure:
    return {
        "type": "scatter", "mode": "markers", "name": "by chance", "x": [row.expected for row in rows], "y": y,
        "hoverinfo": "skip",
        "marker": {"symbol": "line-ns-open", "size": 11, "color": theme.quiet, "line": {"width": 2}},
    }  # fmt: skip


def _seen(rows: list[Any], y: list[int], theme: Theme, styles: Mapping[str, Style]) -> Figure:
    marks = [style_of(styles, row.outlet) for row in rows]
    return {
        "type": "scatter", "mode": "markers", "name": "first", "x": [row.value for row in rows], "y": y,
        "hovertext": [_hover(row) for row in rows], "hoverinfo": "text",
        "marker": {
            "color": [theme.outlet_colour(mark) for mark in marks], "size": 9,
            "symbol": [
                mark.symbol if row.q < CLEAR else f"{mark.symbol}-open" for mark, row in zip(marks, rows, strict=True)
            ],
        },
    }  # fmt: skip


def _hover(row: Any) -> str:
    lead = "" if math.isnan(row.lead) else f"<br>{row.lead:g} days ahead (median of {row.leads})"
    behind = "" if math.isnan(row.behind) else f"<br>{row.behind:g} days behind (median of {row.followed})"
    return (
        f"<b>{escaped(row.outlet)}</b><br>first in {row.first:,} of {row.stories:,} stories, {row.alone:,} alone"
        f"<br>{number(row.value, 0)} %, {number(row.expected, 0)} % by chance "
        f"({number(row.chance_low, 0)} to {number(row.chance_high, 0)}), q {row.q:.3f}{lead}{behind}"
    )
