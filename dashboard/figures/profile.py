"""View models to Plotly figures, as plain dictionaries: much quicker to make than figure objects. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TITLE_LINE,
    TOP,
    UNIT_LINE,
    Figure,
    axis,
    base_layout,
    colour_intervals,
    dots,
    empty_trace,
    hover_text,
    rows_of,
    short_label,
    too_few_label,
    with_value,
    wrapped,
)
from dashboard.theme import Style, Theme
from dashboard.views.base import View


def ranking(view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: int) -> Figure:
    """One dot and interval an outlet."""
    rows = rows_of(view)
    count = len(rows)
    layout = base_layout(view, theme, caption, TOP + BOTTOM + ROW * count + 10)
    layout["xaxis"] = axis(theme)
    y = [count - 1 - k for k in range(count)]
    data = []
    for row, at in zip(rows, y, strict=True):
        style = styles.get(row.outlet, Style(0, "circle"))
        colour = theme.outlet_colour(style)
        if math.isnan(row.value):
            layout["annotations"].append(too_few_label(0, at, row, theme, xref="paper", xshift=6))
            continue
        hover = hover_text(row, row.outlet, digits, view.unit)
        data.append(
            colour_intervals(dots([row], [at], colour, style.symbol, [hover]), colour) | {"customdata": [[row.outlet]]}
        )
    if not data:
        layout["xaxis"]["showticklabels"] = False
        data.append(empty_trace())
    layout["yaxis"] = axis(
        theme,
        tickvals=y,
        ticktext=[short_label(row.outlet) for row in rows],
        range=[-0.7, count - 0.3],
        showgrid=True,
    )
    return {"data": data, "layout": layout}


def profile(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int], columns: int = 4
) -> Figure:
    """Small multiples: a panel a measure, a row an outlet, a dot and its interval in each."""
    every = rows_of(view)
    outlets = list(dict.fromkeys(row.outlet for row in every))
    panels = list(dict.fromkeys(row.measure for row in every))
    rows = math.ceil(len(panels) / columns)
    panel_height = ROW * len(outlets) * 0.86 + 20
    gap = 84
    inner = rows * panel_height + (rows - 1) * gap
    layout = base_layout(view, theme, caption, int(TOP + 28 + BOTTOM + inner))
    layout["margin"]["t"] = TOP + 28
    data: list[Figure] = []
    position = {name: len(outlets) - 1 - k for k, name in enumerate(outlets)}
    colours = {name: theme.outlet_colour(styles.get(name, Style(0, "circle"))) for name in outlets}
    for r in range(rows):
        top = 1 - r * (panel_height + gap) / inner
        suffix = "" if r == 0 else str(r + 1)
        layout[f"yaxis{suffix}"] = axis(
            theme, domain=[max(0, top - panel_height / inner), top], tickvals=list(position.values()),
            ticktext=[short_label(name) for name in position], range=[-0.7, len(outlets) - 0.3],
            anchor=f"x{'' if r == 0 else r * columns + 1}",
        )  # fmt: skip
    for k, key in enumerate(panels):
        own = [row for row in every if row.measure == key]
        column, r = k % columns, k // columns
        xs, ys = ("" if k == 0 else str(k + 1)), ("" if r == 0 else str(r + 1))
        width = 1 / columns
        domain = layout[f"yaxis{ys}"]["domain"]
        layout[f"xaxis{xs}"] = axis(
            theme,
            domain=[column * width + 0.012, (column + 1) * width - 0.012],
            anchor=f"y{ys}",
            nticks=4,
            side="bottom",
        )
        first = own[0]
        layout["annotations"].append({
            "text": f"<b>{wrapped(first.measure_title, TITLE_LINE)}</b><br>"
            f"<span style='color:{theme.quiet}'>{wrapped(first.unit, UNIT_LINE)}</span>",
            "x": column * width + 0.012, "y": domain[1], "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "showarrow": False, "align": "left", "font": {"size": 11}, "yshift": 2,
        })  # fmt: skip
        drawn = with_value(own)
        if not drawn:
            layout[f"xaxis{xs}"]["showticklabels"] = False
            data.append(empty_trace(xaxis=f"x{xs}", yaxis=f"y{ys}"))
        for colour in dict.fromkeys(colours[row.outlet] for row in drawn):
            part = [row for row in drawn if colours[row.outlet] == colour]
            hovers = [hover_text(row, f"{row.outlet}: {first.measure_title}", digits[key], first.unit) for row in part]
            symbols = [styles.get(row.outlet, Style(0, "circle")).symbol for row in part]
            trace = dots(part, [position[row.outlet] for row in part], colour, symbols, hovers)
            trace["marker"]["size"] = 6.5
            data.append(colour_intervals(trace, colour) | {"xaxis": f"x{xs}", "yaxis": f"y{ys}"})
        for row in own:
            if math.isnan(row.value):
                layout["annotations"].append(
                    too_few_label(0, position[row.outlet], row, theme, xref=f"x{xs} domain", yref=f"y{ys}")
                )
    return {"data": data, "layout": layout}
