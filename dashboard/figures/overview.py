"""The picture of the page Overview: a row an outlet, a column a measure, a dot and its interval in each. Pure.

One pair of axes for all of it, each column with its own scale on them: a dozen panels of Plotly take a browser several
times as long.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    dots,
    empty_trace,
    escaped,
    hover_text,
    rows_of,
    short_label,
    with_value,
)
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.formatting import number

#: the part of a column that its scale takes, and the pixels of a column and its letters where the picture is narrowest
FILLED, COLUMN, LETTER, LINE = 0.82, 63, 5.2, 12.5
#: the pixels of a letter of a tick's label, with the space between two labels
TICK_LETTER = 7.5
#: steps between ticks, as parts of a power of ten
STEPS = (1, 0.5, 0.2)


def glance(view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]) -> Figure:
    """Every measure of every outlet. A mark's ``customdata`` names its outlet."""
    rows = rows_of(view)
    outlets, keys = list(dict.fromkeys(row.outlet for row in rows)), list(dict.fromkeys(row.measure for row in rows))
    at = {name: len(outlets) - 1 - k for k, name in enumerate(outlets)}
    columns = {key: [row for row in rows if row.measure == key] for key in keys}
    heads = [_head(columns[key][0], theme, len(keys)) for key in keys]
    top = TOP + int(LINE * max(lines for _, lines in heads)) + 6
    layout = base_layout(view, theme, caption, top + BOTTOM + ROW * len(outlets))
    layout["margin"]["t"] = top
    ticks: list[tuple[float, str]] = []
    marks: list[Any] = []
    hovers: list[str] = []
    for k, key in enumerate(keys):
        layout["annotations"].append(heads[k][0] | {"x": k + (1 - FILLED) / 2})
        drawn = with_value(columns[key])
        if not drawn:
            continue
        low, high = min(row.low for row in drawn), max(row.high for row in drawn)
        scale = partial(_scaled, k, low, (high - low) or 1.0)
        marks += [row._replace(value=scale(row.value), low=scale(row.low), high=scale(row.high)) for row in drawn]
        hovers += [hover_text(row, f"{row.outlet}: {row.measure_title}", digits[key], row.unit) for row in drawn]
        ticks += [
            (scale(tick), number(tick, places))
            for tick, places in (
                _two_ticks(low, high, COLUMN * 12 / len(keys)) if len(keys) > 6 else _ticks(low, high, 4)
            )
        ]
    data = [_marks(marks, hovers, at, theme, styles)] if marks else [empty_trace()]
    data += _missing(rows, at, keys, theme, layout)
    layout["xaxis"] = axis(
        theme, range=[0, len(keys)], tickvals=[x for x, _ in ticks], ticktext=[text for _, text in ticks], tickangle=0,
        showgrid=False, ticks="outside", tickcolor=theme.rule, ticklen=4,
    )  # fmt: skip
    layout["yaxis"] = axis(
        theme, tickvals=list(at.values()), ticktext=[short_label(name) for name in at], range=[-0.7, len(outlets) - 0.3]
    )
    layout["shapes"] = [
        {"type": "line", "x0": k, "x1": k, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
         "line": {"color": theme.rule, "width": 1}}
        for k in range(1, len(keys))
    ]  # fmt: skip
    return {"data": data, "layout": layout}


def _scaled(column: int, low: float, span: float, value: float) -> float:
    """Where a value of a column lies on the axis that all columns share."""
    return column + (1 - FILLED) / 2 + FILLED * (value - low) / span


def _marks(
    marks: Sequence[Any], hovers: Sequence[str], at: Mapping[str, int], theme: Theme, styles: Mapping[str, Style]
) -> Figure:
    own = [styles.get(mark.outlet, Style(0, "circle")) for mark in marks]
    places = [at[mark.outlet] for mark in marks]
    trace = dots(marks, places, [theme.outlet_colour(style) for style in own], [style.symbol for style in own], hovers)
    trace["marker"]["size"] = 7
    trace["error_x"]["color"] = theme.quiet
    return trace | {"customdata": [[mark.outlet] for mark in marks]}


def _missing(
    rows: Sequence[Any], at: Mapping[str, int], keys: Sequence[str], theme: Theme, layout: Figure
) -> list[Figure]:
    """What stands where there is no number: once for an outlet that has none at all, else in its column."""
    xs, ys = [], []
    for outlet in at:
        own = [row for row in rows if row.outlet == outlet]
        missing = [row for row in own if math.isnan(row.value)]
        if len(missing) == len(keys):
            layout["annotations"].append({
                "text": f"too few articles ({max(row.articles for row in own)})", "x": 0, "y": at[outlet], "xshift": 6,
                "xanchor": "left", "showarrow": False, "font": {"size": 10.5, "color": theme.quiet},
            })  # fmt: skip
            continue
        xs += [keys.index(row.measure) + 0.5 for row in missing]
        ys += [at[outlet]] * len(missing)
    if not xs:
        return []
    return [{
        "type": "scatter", "mode": "text", "x": xs, "y": ys, "text": ["too few"] * len(xs), "hoverinfo": "skip",
        "textfont": {"size": 10, "color": theme.quiet},
    }]  # fmt: skip


def _head(row: Any, theme: Theme, columns: int) -> tuple[Figure, int]:
    """A column's title and unit, and how many lines they take."""
    letters = int(COLUMN * 12 / columns / LETTER)
    title, unit = (
        [escaped(line) for line in textwrap.wrap(text, letters, break_long_words=False)]
        for text in (row.measure_title, row.unit.replace("−1 to 1", "−1\u00a0to\u00a01"))  # held together
    )
    text = f"<b>{'<br>'.join(title)}</b><br><span style='color:{theme.quiet}'>{'<br>'.join(unit)}</span>"
    where = {"y": 1, "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False, "align": "left"}
    return {"text": text, "font": {"size": 10, "color": theme.ink}, "yshift": 2, **where}, len(title) + len(unit)


def _two_ticks(low: float, high: float, width: float) -> list[tuple[float, int]]:
    """Two round numbers far enough apart for their labels in a narrow column of ``width`` pixels, or else one."""
    ends = _ticks(low, high, 2)
    for wanted in (2, 3, 4, 6):
        ticks = _ticks(low, high, wanted)
        first, last = ticks[0], ticks[-1]
        letters = sum(len(number(tick, places)) for tick, places in (first, last)) / 2
        if (last[0] - first[0]) / ((high - low) or 1.0) * width * FILLED > letters * TICK_LETTER:
            return [first, last]
    return ends[:1]


def _ticks(low: float, high: float, wanted: int) -> list[tuple[float, int]]:
    """At least ``wanted`` round numbers between two ends, each with the decimals it needs."""
    if high <= low:
        return [(low, 2)]
    power = 10.0 ** math.ceil(math.log10(high - low))
    while True:
        for step in (scale * power for scale in STEPS):
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first + 1 >= wanted:
                places = next(d for d in range(12) if abs(step - round(step, d)) < 1e-9 * step)
                return [(k * step, places) for k in range(first, last + 1)]
        power /= 10
