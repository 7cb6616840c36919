"""The picture of the page Overview: a row for each outlet and a column for each measure. Pure.

All columns share one pair of axes, onto which each column's own scale is mapped, because a dozen panels take Plotly
several times as long to draw.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    BREAK,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    dots,
    empty_trace,
    escaped,
    hover_text,
    row_axis,
    row_positions,
    rows_of,
    short_label,
    too_few_label,
    with_value,
)
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import View
from dashboard.views.formatting import number

#: the part of a column's width that its scale covers
FILLED = 0.82
#: width of the plotting area of the narrowest picture, in pixels
WIDTH = 63 * 12
#: width of a letter and height of a line of a column's heading, in pixels
LETTER, LINE = 5.2, 12.5
#: width of a letter of a tick label, in pixels, including its share of the space between two labels
TICK_LETTER = 7.5
#: a picture of more columns has at most two ticks in each
FEW_COLUMNS = 6
#: steps between ticks, as parts of a power of ten
STEPS = (1, 0.5, 0.2)


@dataclass(frozen=True, slots=True)
class Column:
    """The column of one measure: its place from the left, counted from 0, and its rows of the view's table."""

    index: int
    rows: Sequence[Any]

    def ends(self) -> tuple[float, float] | None:
        """The lowest and the highest end of an interval; ``None`` if no row has a value."""
        drawn = with_value(self.rows)
        return (min(row.low for row in drawn), max(row.high for row in drawn)) if drawn else None

    def x(self, value: float, low: float, high: float) -> float:
        """The position of a value on the axis that all columns share; ``low`` and ``high`` are the column's ends."""
        return self.index + (1 - FILLED) / 2 + FILLED * (value - low) / ((high - low) or 1.0)


def overview(view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]) -> Figure:
    """Dots with intervals for every outlet and measure. The ``customdata`` of a dot is its outlet."""
    rows = rows_of(view)
    positions = row_positions(row.outlet for row in rows)
    columns = [
        Column(k, [row for row in rows if row.measure == key])
        for k, key in enumerate(dict.fromkeys(row.measure for row in rows))
    ]
    heads = [_head(column, theme, len(columns)) for column in columns]
    top = TOP + int(LINE * max(lines for _, lines in heads)) + 6
    layout = base_layout(view, theme, caption, top + BOTTOM + ROW * len(positions))
    layout["margin"]["t"] = top
    layout["annotations"] += [head for head, _ in heads]
    ticks = [tick for column in columns for tick in _ticks_of(column, len(columns))]
    layout["xaxis"] = axis(
        theme, range=[0, len(columns)], tickvals=[x for x, _ in ticks], ticktext=[text for _, text in ticks],
        tickangle=0, showgrid=False, ticks="outside", tickcolor=theme.rule, ticklen=4,
    )  # fmt: skip
    layout["yaxis"] = row_axis(theme, [short_label(name) for name in positions])
    layout["shapes"] = [_line_before(column, theme) for column in columns[1:]]
    without_any = _outlets_without_values(rows, len(columns))
    layout["annotations"] += [
        too_few_label(0, positions[outlet], articles, theme, xshift=6) for outlet, articles in without_any.items()
    ]
    data = [_dots(columns, positions, theme, styles, digits), *_missing(columns, positions, without_any, theme)]
    return {"data": data, "layout": layout}


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
        "text": ["too few"] * len(places), "hoverinfo": "skip", "textfont": {"size": 10, "color": theme.quiet},
    }]  # fmt: skip


def _line_before(column: Column, theme: Theme) -> Figure:
    """The line between a column and the one to its left."""
    return {
        "type": "line", "x0": column.index, "x1": column.index, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
        "line": {"color": theme.rule, "width": 1},
    }  # fmt: skip


def _head(column: Column, theme: Theme, columns: int) -> tuple[Figure, int]:
    """A column's heading (title and unit), and the number of its lines."""
    letters = int(WIDTH / columns / LETTER)
    first = column.rows[0]
    unit_without_break = first.unit.replace("−1 to 1", "−1\u00a0to\u00a01")
    title, unit = (
        [escaped(line) for line in textwrap.wrap(text, letters, break_long_words=False)]
        for text in (first.measure_title, unit_without_break)
    )
    head = {
        "text": f"<b>{BREAK.join(title)}</b>{BREAK}<span style='color:{theme.quiet}'>{BREAK.join(unit)}</span>",
        "font": {"size": 10, "color": theme.ink}, "x": column.index + (1 - FILLED) / 2, "y": 1, "yref": "paper",
        "xanchor": "left", "yanchor": "bottom", "yshift": 2, "showarrow": False, "align": "left",
    }  # fmt: skip
    return head, len(title) + len(unit)


def _ticks_of(column: Column, columns: int) -> list[tuple[float, str]]:
    """The ticks of one column: positions on the shared axis, and labels."""
    ends = column.ends()
    if ends is None:
        return []
    ticks = _two_ticks(*ends, WIDTH / columns) if columns > FEW_COLUMNS else _ticks(*ends, 4)
    return [(column.x(tick, *ends), number(tick, places)) for tick, places in ticks]


def _two_ticks(low: float, high: float, width: float) -> list[tuple[float, int]]:
    """Two round numbers far enough apart for their labels in a column of ``width`` pixels, or one if there is no room.

    Each comes with the number of decimals it needs.
    """
    ends = _ticks(low, high, 2)
    for wanted in (2, 3, 4, 6):
        ticks = _ticks(low, high, wanted)
        first, last = ticks[0], ticks[-1]
        letters = sum(len(number(tick, places)) for tick, places in (first, last)) / 2
        if (last[0] - first[0]) / ((high - low) or 1.0) * width * FILLED > letters * TICK_LETTER:
            return [first, last]
    return ends[:1]


def _ticks(low: float, high: float, wanted: int) -> list[tuple[float, int]]:
    """At least ``wanted`` round numbers between two ends, each with the number of decimals it needs."""
    if high - low <= 1e-9 * max(1.0, abs(low), abs(high)):  # equal but for rounding errors
        return [(low, 2)]
    power = 10.0 ** math.ceil(math.log10(high - low))
    while True:
        for step in (scale * power for scale in STEPS):
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first + 1 >= wanted:
                places = next(d for d in range(12) if abs(step - round(step, d)) < 1e-9 * step)
                return [(k * step, places) for k in range(first, last + 1)]
        power /= 10
