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
#: size of a narrow plotting area, width of a letter, height of a line, and space around a dot, in pixels
WIDE, HIGH, LETTER, LINE, DOT = 620, 380, 5.6, 13, 6
#: pixels that Plotly leaves free at the ends of an axis, which a name may use
ROOM = 20
#: where a name can be placed next to its dot -> 1 if right of it or else −1, 1 if above it or else −1
CORNERS = {"top right": (1, 1), "bottom right": (1, -1), "top left": (-1, 1), "bottom left": (-1, -1)}

#: a rectangle in pixels: left, bottom, right, top
Box = tuple[float, float, float, float]


def two_measures(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: tuple[int, int]
) -> Figure:
    """A dot for each outlet with an interval in both directions, and the outlet's name next to it if there is room."""
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
    names, positions = _labels(view.table)
    up = [row.other_high - row.other for row in rows], [row.other - row.other_low for row in rows]
    faint = {"color": theme.quiet, "thickness": 0.7}
    trace |= {
        "mode": "markers+text", "text": names, "textposition": positions,
        "textfont": {"size": 10.5, "color": colours}, "customdata": [[row.outlet] for row in rows],
        "error_x": trace["error_x"] | faint,
        "error_y": {"type": "data", "symmetric": False, "width": 0, "array": up[0], "arrayminus": up[1]} | faint,
    }  # fmt: skip
    _add_axes(layout, theme, rows[0])
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


def _labels(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The name of each outlet and its corner; a name is empty if it would overlap others or dots in every corner."""
    across = _pixels(table, ("value", "low", "high"), WIDE)
    up = _pixels(table, ("other", "other_low", "other_high"), HIGH)
    taken = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in zip(across, up, strict=True)]
    names, positions = [], []
    for k, outlet in enumerate(table["outlet"]):
        name = short_label(str(outlet))
        others = taken[:k] + taken[k + 1 :]
        boxes = {corner: _name_box(across[k], up[k], LETTER * len(name), corner) for corner in CORNERS}
        free = [corner for corner, box in boxes.items() if _fits(box, others)]
        names.append(name if free else "")
        positions.append(free[0] if free else "top right")
        if free:
            taken.append(boxes[free[0]])
    return names, positions


def _name_box(x: float, y: float, width: float, corner: str) -> Box:
    """The rectangle of a name of this width in a corner of the dot at ``x, y``."""
    right, above = CORNERS[corner]
    left = x + DOT if right > 0 else x - DOT - width
    bottom = y if above > 0 else y - LINE
    return left, bottom, left + width, bottom + LINE


def _fits(box: Box, taken: list[Box]) -> bool:
    """True if a rectangle is inside the picture and overlaps none of those already taken."""
    return box[0] >= -ROOM and box[2] <= WIDE + ROOM and not any(_overlap(box, other) for other in taken)


def _pixels(table: pd.DataFrame, columns: tuple[str, str, str], length: float) -> list[float]:
    """The positions of values, in pixels, on an axis of this length that shows their intervals completely.

    ``columns`` are those of the value and of the ends of its interval.
    """
    drawn = table[list(columns)].to_numpy(float)
    low, high = np.nanmin(drawn), np.nanmax(drawn)
    return [float((value - low) / (high - low or 1.0) * length) for value in drawn[:, 0]]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
