"""The picture of the page Stories: a story's outlets on every measure of the profile. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.figures.base import (
    ROW,
    Figure,
    empty_trace,
    escaped,
    row_labels,
    row_positions,
    rows_of,
    with_value,
)
from dashboard.figures.panels import Panels, add_measure_panel, panel_layout
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import View
from dashboard.views.formatting import number, number_of

COLUMNS = 4


def side_by_side(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]
) -> Figure:
    """Small multiples: a panel for each measure with a dot, without an interval, for each outlet, one row each."""
    rows = rows_of(view)
    positions = row_positions(row.outlet for row in rows)
    measures = list(dict.fromkeys(row.measure for row in rows))
    panels = Panels(len(measures), COLUMNS, ROW * len(positions) + 20)
    layout = panel_layout(view, theme, caption, panels)
    labels = row_labels(positions, rows, theme)
    data: list[Figure] = []
    for panel, measure in enumerate(measures):
        own = [row for row in rows if row.measure == measure]
        drawn = with_value(own)
        axes = add_measure_panel(layout, panel, own[0], labels, theme, empty=not drawn)
        trace = _dots(drawn, positions, theme, styles, digits[measure]) if drawn else empty_trace()
        data.append(trace | axes)
    return {"data": data, "layout": layout}


def _dots(
    rows: Sequence[Any], positions: Mapping[str, int], theme: Theme, styles: Mapping[str, Style], digits: int
) -> Figure:
    marks = [style_of(styles, row.outlet) for row in rows]
    return {
        "type": "scatter", "mode": "markers", "x": [row.value for row in rows],
        "y": [positions[row.outlet] for row in rows], "hoverinfo": "text",
        "marker": {
            "color": [theme.outlet_colour(mark) for mark in marks], "symbol": [mark.symbol for mark in marks],
            "size": 8,
        },
        "hovertext": [_hover(row, digits) for row in rows],
    }  # fmt: skip


def _hover(row: Any, digits: int) -> str:
    return (
        f"<b>{escaped(row.outlet)}: {escaped(row.measure_title)}</b><br>{number(row.value, digits)} {escaped(row.unit)}"
        f"<br>{number_of(row.articles, 'article')}: no interval"
    )
