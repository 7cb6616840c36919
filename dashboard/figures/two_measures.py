"""The pictures of two measures of the page Compare: an outlet a dot, named where there is room, or articles. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.base import Figure, axis, base_layout, circles, dots, escaped, rows_of, short_label
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.formatting import number

#: pixels of the plotting area where it is narrow, of a letter, of a line and around a dot
WIDE, HIGH, LETTER, LINE, DOT = 620, 380, 5.6, 13, 6
#: pixels that an axis leaves at its ends, into which a name may reach
ROOM = 20
#: where a name may stand beside its dot: to the right or left of it, above or below
CORNERS = {"top right": (1, 1), "bottom right": (1, -1), "top left": (-1, 1), "bottom left": (-1, -1)}


def two_measures(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: tuple[int, int]
) -> Figure:
    """A dot an outlet, with an interval across and one upwards; each is named beside its dot."""
    rows = rows_of(view)
    layout = base_layout(view, theme, caption, 520)
    marks = [styles.get(row.outlet, Style(0, "circle")) for row in rows]
    colours = [theme.outlet_colour(mark) for mark in marks]
    hovers = [
        f"<b>{escaped(row.outlet)}</b><br>across {number(row.value, digits[0])} {escaped(row.unit)}, "
        f"upwards {number(row.other, digits[1])} {escaped(row.other_unit)}<br>{row.articles:,} articles"
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
    _named_axes(layout, theme, rows[0])
    return {"data": [trace], "layout": layout}


def articles(view: View, theme: Theme, caption: str, digits: tuple[int, int]) -> Figure:
    """A circle where articles have these two values; its area is how many."""
    rows = rows_of(view)
    layout = base_layout(view, theme, caption, 520)
    hovers = [
        f"<b>{row.articles:,} articles</b><br>across {number(row.value, digits[0])} {escaped(row.unit)}, "
        f"upwards {number(row.other, digits[1])} {escaped(row.other_unit)}, in the middle<br>{escaped(row.cell)}"
        for row in rows
    ]
    trace = circles(
        [row.value for row in rows], [row.other for row in rows], [row.articles for row in rows], hovers,
        [row.cell for row in rows], theme,
    )  # fmt: skip
    _named_axes(layout, theme, rows[0])
    return {"data": [trace], "layout": layout}


def _named_axes(layout: Figure, theme: Theme, first: Any) -> None:
    layout["xaxis"] = axis(theme, title={"text": escaped(first.measure), "font": {"size": 11.5}, "standoff": 4})
    layout["yaxis"] = axis(theme, title={"text": escaped(first.other_measure), "font": {"size": 11.5}})
    layout["annotations"][0]["yshift"] = -52
    layout["margin"]["b"] += 20


def _labels(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Each outlet's name and where it stands; a name that would run into another or a dot everywhere is left out."""
    across, up = (
        _pixels(table, ("value", "low", "high"), WIDE),
        _pixels(table, ("other", "other_low", "other_high"), HIGH),
    )
    taken = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in zip(across, up, strict=True)]
    names, positions = [], []
    for k, name in enumerate(short_label(str(outlet)) for outlet in table["outlet"]):
        long = LETTER * len(name)
        boxes = {
            corner: (
                across[k] + (DOT if right > 0 else -DOT - long), up[k] + (0 if above > 0 else -LINE),
                across[k] + (DOT + long if right > 0 else -DOT), up[k] + (LINE if above > 0 else 0),
            )
            for corner, (right, above) in CORNERS.items()
        }  # fmt: skip
        free = [
            corner
            for corner, box in boxes.items()
            if box[0] >= -ROOM
            and box[2] <= WIDE + ROOM
            and not any(_overlap(box, b) for n, b in enumerate(taken) if n != k)
        ]
        names.append(name if free else "")
        positions.append(free[0] if free else "top right")
        if free:
            taken.append(boxes[free[0]])
    return names, positions


def _pixels(table: pd.DataFrame, columns: tuple[str, str, str], length: float) -> list[float]:
    """Where values stand on an axis that holds their intervals as well."""
    drawn = table[list(columns)].to_numpy(float)
    low, high = np.nanmin(drawn), np.nanmax(drawn)
    return [float((value - low) / (high - low or 1.0) * length) for value in drawn[:, 0]]


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
