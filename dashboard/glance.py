"""The picture of the page Overview: a row an outlet, a column a measure, a dot and its interval in each. Pure.

One pair of axes for all of it, each column with its own scale on them: a dozen panels of Plotly take a browser several
times as long.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.drawing import BOTTOM, ROW, TOP, Figure, axis, dots, hover_text, layout_of, nothing, number, safe, short
from dashboard.look import Look, Style
from dashboard.views import View

#: the part of a column that its scale takes, and the pixels of a column and its letters where the picture is narrowest
FILLED, COLUMN, LETTER, LINE = 0.82, 63, 5.2, 12.5
#: the pixels of a letter of a tick's label, with the space between two labels
TICK_LETTER = 7.5
#: steps between ticks, as parts of a power of ten
STEPS = (1, 0.5, 0.2)


def glance(view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]) -> Figure:
    """Every measure of every outlet. A mark's ``customdata`` names its outlet."""
    table = view.table
    outlets, keys = list(dict.fromkeys(table["outlet"])), list(dict.fromkeys(table["measure"]))
    at = {name: len(outlets) - 1 - k for k, name in enumerate(outlets)}
    heads = [_head(table[table["measure"] == key].iloc[0], look, len(keys)) for key in keys]
    top = TOP + int(LINE * max(lines for _, lines in heads)) + 6
    layout = layout_of(view, look, caption, top + BOTTOM + ROW * len(outlets))
    layout["margin"]["t"] = top
    ticks: list[tuple[float, str]] = []
    parts = []
    for k, key in enumerate(keys):
        rows = table[table["measure"] == key]
        drawn = rows.dropna(subset=["value"])
        layout["annotations"].append(heads[k][0] | {"x": k + (1 - FILLED) / 2})
        if drawn.empty:
            continue
        low, high = float(drawn["low"].min()), float(drawn["high"].max())
        span = (high - low) or 1.0
        scaled = drawn.assign(
            **{name: k + (1 - FILLED) / 2 + FILLED * (drawn[name] - low) / span for name in ("value", "low", "high")},
            hover=[hover_text(row, f"{row.outlet}: {row.measure_title}", digits[key], row.unit)
                   for row in drawn.itertuples()],
        )  # fmt: skip
        parts.append(scaled)
        ticks += [
            (k + (1 - FILLED) / 2 + FILLED * (tick - low) / span, number(tick, places))
            for tick, places in (
                _two_ticks(low, high, COLUMN * 12 / len(keys)) if len(keys) > 6 else _ticks(low, high, 4)
            )
        ]
    data = [_marks(pd.concat(parts, ignore_index=True), at, look, styles)] if parts else [nothing()]
    data += _missing(table, at, keys, look, layout)
    layout["xaxis"] = axis(
        look, range=[0, len(keys)], tickvals=[x for x, _ in ticks], ticktext=[text for _, text in ticks], tickangle=0,
        showgrid=False, ticks="outside", tickcolor=look.rule, ticklen=4,
    )  # fmt: skip
    layout["yaxis"] = axis(
        look, tickvals=list(at.values()), ticktext=[short(name) for name in at], range=[-0.7, len(outlets) - 0.3]
    )
    layout["shapes"] = [
        {"type": "line", "x0": k, "x1": k, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
         "line": {"color": look.rule, "width": 1}}
        for k in range(1, len(keys))
    ]  # fmt: skip
    return {"data": data, "layout": layout}


def _marks(rows: pd.DataFrame, at: Mapping[str, int], look: Look, styles: Mapping[str, Style]) -> Figure:
    marks = [styles.get(str(name), Style(0, "circle")) for name in rows["outlet"]]
    trace = dots(
        rows, [at[str(name)] for name in rows["outlet"]], [look.outlet(mark) for mark in marks],
        [mark.symbol for mark in marks], rows["hover"].tolist(),
    )  # fmt: skip
    trace["marker"]["size"] = 7
    trace["error_x"]["color"] = look.quiet
    return trace | {"customdata": [[str(name)] for name in rows["outlet"]]}


def _missing(
    table: pd.DataFrame, at: Mapping[str, int], keys: Sequence[str], look: Look, layout: Figure
) -> list[Figure]:
    """What stands where there is no number: once for an outlet that has none at all, else in its column."""
    xs, ys = [], []
    for outlet, rows in table.groupby("outlet", sort=False):
        missing = rows[rows["value"].isna()]
        if len(missing) == len(keys):
            layout["annotations"].append({
                "text": f"too few articles ({int(rows['articles'].max())})", "x": 0, "y": at[str(outlet)], "xshift": 6,
                "xanchor": "left", "showarrow": False, "font": {"size": 10.5, "color": look.quiet},
            })  # fmt: skip
            continue
        xs += [keys.index(key) + 0.5 for key in missing["measure"]]
        ys += [at[str(outlet)]] * len(missing)
    if not xs:
        return []
    return [{
        "type": "scatter", "mode": "text", "x": xs, "y": ys, "text": ["too few"] * len(xs), "hoverinfo": "skip",
        "textfont": {"size": 10, "color": look.quiet},
    }]  # fmt: skip


def _head(row: Any, look: Look, columns: int) -> tuple[Figure, int]:
    """A column's title and unit, and how many lines they take."""
    letters = int(COLUMN * 12 / columns / LETTER)
    title, unit = (
        [safe(line) for line in textwrap.wrap(text, letters, break_long_words=False)]
        for text in (row.measure_title, row.unit)
    )
    text = f"<b>{'<br>'.join(title)}</b><br><span style='color:{look.quiet}'>{'<br>'.join(unit)}</span>"
    where = {"y": 1, "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False, "align": "left"}
    return {"text": text, "font": {"size": 10, "color": look.ink}, "yshift": 2, **where}, len(title) + len(unit)


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
