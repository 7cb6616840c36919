"""Outlets on one measure (ranking) or on several (profile): pictures that several pages show. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    colour_intervals,
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
from dashboard.figures.panels import Panels, add_measure_panel, axis_suffix, panel_layout
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import View

#: height of a row in a profile, as a part of the usual height
ROW_IN_PROFILE = 0.86


def ranking(view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: int) -> Figure:
    """A dot with its interval for each outlet, one row each."""
    rows = rows_of(view)
    layout = base_layout(view, theme, caption, TOP + BOTTOM + ROW * len(rows) + 10)
    layout["xaxis"] = axis(theme)
    data = []
    for row, y in zip(rows, reversed(range(len(rows))), strict=True):
        if math.isnan(row.value):
            layout["annotations"].append(too_few_label(0, y, row.articles, theme, xref="paper", xshift=6))
            continue
        style = style_of(styles, row.outlet)
        colour = theme.outlet_colour(style)
        trace = dots([row], [y], colour, style.symbol, [hover_text(row, row.outlet, digits, view.unit)])
        data.append(colour_intervals(trace, colour) | {"customdata": [[row.outlet]]})
    if not data:
        layout["xaxis"]["showticklabels"] = False
        data.append(empty_trace())
    layout["yaxis"] = row_axis(theme, row_labels([row.outlet for row in rows], rows, theme), showgrid=True)
    return {"data": data, "layout": layout}


def profile(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int], columns: int = 4,
    one_scale: bool = False,
) -> Figure:  # fmt: skip
    """Small multiples: a panel for each measure with a dot and interval for each outlet, one row each.

    With ``one_scale`` all panels have the same horizontal axis, for measures in the same unit.
    """
    rows = rows_of(view)
    positions = row_positions(row.outlet for row in rows)
    measures = list(dict.fromkeys(row.measure for row in rows))
    panels = Panels(len(measures), columns, ROW * len(positions) * ROW_IN_PROFILE + 20)
    layout = panel_layout(view, theme, caption, panels)
    labels = row_labels(positions, rows, theme)
    data: list[Figure] = []
    for panel, measure in enumerate(measures):
        own = [row for row in rows if row.measure == measure]
        traces = _dots_by_colour(with_value(own), positions, theme, styles, digits[measure])
        axes = add_measure_panel(layout, panel, own[0], labels, theme, empty=not traces)
        if one_scale and panel:
            layout[f"xaxis{axis_suffix(panel)}"]["matches"] = "x"
        data += [trace | axes for trace in traces or [empty_trace()]]
        layout["annotations"] += [
            too_few_label(0, positions[row.outlet], row.articles, theme, xref=f"{axes['xaxis']} domain",
                          yref=axes["yaxis"])
            for row in own if math.isnan(row.value)
        ]  # fmt: skip
    return {"data": data, "layout": layout}


def _dots_by_colour(
    rows: Sequence[Any], positions: Mapping[str, int], theme: Theme, styles: Mapping[str, Style], digits: int
) -> list[Figure]:
    """The dots of one panel, a trace for each colour, because all intervals of a trace have the same colour."""
    by_colour: dict[str, list[Any]] = {}
    for row in rows:
        by_colour.setdefault(theme.outlet_colour(style_of(styles, row.outlet)), []).append(row)
    traces = []
    for colour, own in by_colour.items():
        hovers = [hover_text(row, f"{row.outlet}: {row.measure_title}", digits, row.unit) for row in own]
        symbols = [style_of(styles, row.outlet).symbol for row in own]
        trace = dots(own, [positions[row.outlet] for row in own], colour, symbols, hovers)
        trace["marker"]["size"] = 6.5
        trace["customdata"] = [[row.outlet, row.measure] for row in own]
        traces.append(colour_intervals(trace, colour))
    return traces
