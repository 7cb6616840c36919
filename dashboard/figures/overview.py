"""The picture of the page All outlets: a row for each outlet and a column for each measure, in banks. Pure.

The columns of a bank share one pair of axes, onto which each column's own scale is mapped, because a dozen panels take
Plotly several times as long to draw.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.base import (
    ROW,
    Figure,
    axis,
    dots,
    empty_trace,
    hover_text,
    row_axis,
    row_labels,
    row_positions,
    rows_of,
    too_few_label,
    with_value,
)
from dashboard.figures.panels import Panels, axis_suffix, heading, panel_layout
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import View
from dashboard.views.formatting import number

#: the part of a column's width that its scale covers
FILLED = 0.7
#: columns side by side in a bank, and in the narrow form of the picture
COLUMNS, FEW = 7, 2
#: width of the narrowest column, and of a letter of a tick label with its share of the space between two, in pixels
NARROWEST, TICK_LETTER = 84, 7.5
#: steps between ticks, as parts of a power of ten
STEPS = (1, 0.5, 0.2)


@dataclass(frozen=True, slots=True)
class Column:
    """The column of one measure: its place from the left, counted from 0, and its rows of the view's table."""

    index: int
    rows: Sequence[Any]

    def ends(self) -> tuple[float, float] | None:
        """The lowest and the highest end of an interval, never equal; ``None`` if no row has a value."""
        drawn = with_value(self.rows)
        if not drawn:
            return None
        low, high = min(row.low for row in drawn), max(row.high for row in drawn)
        if high - low > 1e-9 * max(1.0, abs(low), abs(high)):  # else they are equal but for rounding errors
            return low, high
        room = abs(low) / 2 or 1.0
        return low - room, high + room

    def x(self, value: float, low: float, high: float) -> float:
        """The position of a value on the axis that all columns share; ``low`` and ``high`` are the column's ends."""
        return self.index + (1 - FILLED) / 2 + FILLED * (value - low) / ((high - low) or 1.0)


def overview(view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]) -> Figure:
    """Dots with intervals for every outlet and measure. The ``customdata`` of a dot is its outlet."""
    rows = rows_of(view)
    measures = list(dict.fromkeys(row.measure for row in rows))
    columns = [[row for row in rows if row.measure == key] for key in measures]
    banks = math.ceil(len(columns) / COLUMNS)
    across = math.ceil(len(columns) / banks)  # banks of nearly equal length
    wide, narrow = (_banks(view, rows, columns, count, theme, styles, caption, digits) for count in (across, FEW))
    return wide | {"narrow": narrow}


def _banks(
    view: View, rows: Sequence[Any], columns: Sequence[Sequence[Any]], across: int, theme: Theme,
    styles: Mapping[str, Style], caption: str, digits: Mapping[str, int],
) -> Figure:  # fmt: skip
    """The picture with ``across`` columns in each bank; ``columns`` are the rows of each measure."""
    positions = row_positions(row.outlet for row in rows)
    labels = row_labels(positions, rows, theme)
    without_any = _outlets_without_values(rows, len(columns))
    starts = range(0, len(columns), across)
    layout = panel_layout(view, theme, caption, Panels(len(starts), 1, ROW * len(positions)))
    layout["shapes"] = []
    data: list[Figure] = []
    for bank, start in enumerate(starts):
        own = [Column(k, column) for k, column in enumerate(columns[start : start + across])]
        axes = _add_bank(layout, bank, own, across, labels, theme)
        traces = [_dots(own, positions, theme, styles, digits), *_missing(own, positions, without_any, theme)]
        data += [trace | axes for trace in traces]
        place = {"xref": axes["xaxis"], "yref": axes["yaxis"], "xshift": 6}
        layout["annotations"] += [
            too_few_label(0, positions[outlet], articles, theme, **place) for outlet, articles in without_any.items()
        ]
    return {"data": data, "layout": layout}


def _add_bank(
    layout: Figure, bank: int, columns: Sequence[Column], across: int, labels: Sequence[str], theme: Theme
) -> Figure:
    """Add the axes, headings and lines of a bank; returns the ``xaxis`` and ``yaxis`` of its traces."""
    suffix = axis_suffix(bank)
    ticks = [tick for column in columns for tick in _ticks_of(column)]
    layout[f"xaxis{suffix}"] = axis(
        theme, range=[0, across], tickvals=[x for x, _ in ticks], ticktext=[text for _, text in ticks], tickangle=0,
        showgrid=False, ticks="outside", tickcolor=theme.rule, ticklen=4, anchor=f"y{suffix}", automargin=False,
    )  # fmt: skip
    layout[f"yaxis{suffix}"] = row_axis(theme, labels, anchor=f"x{suffix}")
    place = {"xref": f"x{suffix}", "yref": f"y{suffix} domain"}
    for column in columns:
        first = column.rows[0]
        unit = first.unit.replace("−1 to 1", "−1\u00a0to\u00a01")
        x = column.index + (1 - FILLED) / 2
        layout["annotations"].append(heading(first.measure_title, unit, theme, x=x, **place))
        if column.index:
            layout["shapes"].append(_line_before(column, theme) | place)
    return {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}


def _dots(
    columns: Sequence[Column], positions: Mapping[str, int], theme: Theme, styles: Mapping[str, Style],
    digits: Mapping[str, int],
) -> Figure:  # fmt: skip
    """The dots of all columns in one trace, an outlet's in its colour and symbol."""
    scaled, hovers = [], []
    for column in columns:
        ends = column.ends()
        if ends is None:
            continue
        for row in with_value(column.rows):
            value, low, high = (column.x(end, *ends) for end in (row.value, row.low, row.high))
            scaled.append(row._replace(value=value, low=low, high=high))
            hovers.append(hover_text(row, f"{row.outlet}: {row.measure_title}", digits[row.measure], row.unit))
    if not scaled:
        return empty_trace()
    marks = [style_of(styles, row.outlet) for row in scaled]
    colours = [theme.outlet_colour(mark) for mark in marks]
    y = [positions[row.outlet] for row in scaled]
    trace = dots(scaled, y, colours, [mark.symbol for mark in marks], hovers)
    trace["marker"]["size"] = 7
    trace["error_x"]["color"] = theme.quiet
    return trace | {"customdata": [[row.outlet] for row in scaled]}


def _outlets_without_values(rows: Sequence[Any], columns: int) -> dict[str, int]:
    """The outlets that have too few articles in every column -> the largest number of their articles."""
    articles: dict[str, list[int]] = {}
    for row in rows:
        if math.isnan(row.value):
            articles.setdefault(row.outlet, []).append(row.articles)
    return {outlet: max(found) for outlet, found in articles.items() if len(found) == columns}


def _missing(
    columns: Sequence[Column], positions: Mapping[str, int], without_any: Mapping[str, int], theme: Theme
) -> list[Figure]:
    """The words "too few" in place of each missing value, except those of outlets without any value; or no trace."""
    places = [
        (column.index + 0.5, positions[row.outlet])
        for column in columns
        for row in column.rows
        if math.isnan(row.value) and row.outlet not in without_any
    ]
    if not places:
        return []
    return [{
        "type": "scatter", "mode": "text", "x": [x for x, _ in places], "y": [y for _, y in places],
        "text": ["too few"] * len(places), "hoverinfo": "skip", "textfont": {"size": 11, "color": theme.quiet},
    }]  # fmt: skip


def _line_before(column: Column, theme: Theme) -> Figure:
    """The line between a column and the one to its left."""
    return {
        "type": "line", "x0": column.index, "x1": column.index, "y0": 0, "y1": 1, "layer": "below",
        "line": {"color": theme.rule, "width": 1},
    }  # fmt: skip


def _ticks_of(column: Column) -> list[tuple[float, str]]:
    """The ticks of one column: positions on the shared axis, and labels."""
    ends = column.ends()
    if ends is None:
        return []
    return [(column.x(tick, *ends), number(tick, places)) for tick, places in _two_ticks(*ends)]


def _two_ticks(low: float, high: float) -> list[tuple[float, int]]:
    """Two round numbers, far enough apart for their labels if there are such, each with the decimals it needs."""
    for wanted in (2, 3, 4, 6):
        ticks = _ticks(low, high, wanted)
        first, last = ticks[0], ticks[-1]
        letters = sum(len(number(tick, places)) for tick, places in (first, last)) / 2
        if (last[0] - first[0]) / ((high - low) or 1.0) * NARROWEST * FILLED > letters * TICK_LETTER:
            return [first, last]
    return [first, last]


def _ticks(low: float, high: float, wanted: int) -> list[tuple[float, int]]:
    """At least ``wanted`` round numbers between two ends, each with the number of decimals it needs."""
    power = 10.0 ** math.ceil(math.log10(high - low))
    while True:
        for step in (scale * power for scale in STEPS):
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first + 1 >= wanted:
                places = next(d for d in range(12) if abs(step - round(step, d)) < 1e-9 * step)
                return [(k * step, places) for k in range(first, last + 1)]
        power /= 10
