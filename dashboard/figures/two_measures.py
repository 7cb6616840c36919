"""The pictures of two measures on the page Compare: a dot for each outlet, or circles for articles. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.base import Figure, axis, base_layout, circles, dots, escaped, rows_of, short_label
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import View
from dashboard.views.formatting import number, number_of

#: height of the pictures in pixels
HEIGHT = 520
#: space at the ends of an axis, as a part of what is drawn
ROOM = 0.06


def two_measures(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: tuple[int, int]
) -> Figure:
    """A dot for each outlet with an interval in both directions, and the outlet's name.

    Names get their places where the figure is drawn (``fit.js`` in ``dashboard/widgets``), so that none hides another.
    """
    rows = rows_of(view)
    layout = base_layout(view, theme, caption, HEIGHT)
    marks = [style_of(styles, row.outlet) for row in rows]
    colours = [theme.outlet_colour(mark) for mark in marks]
    hovers = [
        f"<b>{escaped(row.outlet)}</b><br>horizontal {number(row.value, digits[0])} {escaped(row.unit)}, "
        f"vertical {number(row.other, digits[1])} {escaped(row.other_unit)}<br>{number_of(row.articles, 'article')}"
        for row in rows
    ]
    trace = dots(rows, [row.other for row in rows], colours, [mark.symbol for mark in marks], hovers)
    names = [f"{short_label(row.outlet)} (n = {row.articles:,})" for row in rows]
    up = [row.other_high - row.other for row in rows], [row.other - row.other_low for row in rows]
    faint = {"color": theme.quiet, "thickness": 0.7}
    trace |= {
        "meta": "names", "text": names, "customdata": [[row.outlet] for row in rows],
        "error_x": trace["error_x"] | faint,
        "error_y": {"type": "data", "symmetric": False, "width": 0, "array": up[0], "arrayminus": up[1]} | faint,
    }  # fmt: skip
    _add_axes(layout, theme, rows[0])
    layout["xaxis"]["range"] = _range(view.table, ("low", "high"))
    layout["yaxis"]["range"] = _range(view.table, ("other_low", "other_high"))
    return {"data": [trace], "layout": layout}


def articles(view: View, theme: Theme, caption: str, digits: tuple[int, int]) -> Figure:
    """A circle for each cell of the two measures; its area is the number of articles in it."""
    rows = rows_of(view)
    layout = base_layout(view, theme, caption, HEIGHT)
    hovers = [
        f"<b>{number_of(row.articles, 'article')}</b>, medians<br>horizontal {number(row.value, digits[0])} "
        f"{escaped(row.unit)}, vertical {number(row.other, digits[1])} {escaped(row.other_unit)}<br>{escaped(row.cell)}"
        for row in rows
    ]
    trace = circles(
        [row.value for row in rows], [row.other for row in rows], [row.articles for row in rows], hovers,
        [row.cell for row in rows], theme,
    )  # fmt: skip
    _add_axes(layout, theme, rows[0])
    return {"data": [trace], "layout": layout}


def _add_axes(layout: Figure, theme: Theme, row: Any) -> None:
    """Add both axes, each titled with its measure; ``row`` is any row of the view."""
    layout["xaxis"] = axis(theme, title={"text": escaped(row.measure), "font": {"size": 11.5}, "standoff": 4})
    layout["yaxis"] = axis(theme, title={"text": escaped(row.other_measure), "font": {"size": 11.5}})
    layout["annotations"][0]["yshift"] = -52
    layout["margin"]["b"] += 20


def _range(table: pd.DataFrame, columns: tuple[str, str]) -> list[float]:
    """The ends of an axis on which every interval is shown; ``columns`` are those of the intervals' ends."""
    low, high = np.nanmin(table[columns[0]].to_numpy(float)), np.nanmax(table[columns[1]].to_numpy(float))
    room = ROOM * (high - low) or 1.0
    return [float(low - room), float(high + room)]
