"""The picture of the page Topics: a heat map. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.statistics import ENOUGH_ARTICLES, ENOUGH_STORIES
from dashboard.figures.base import Figure, axis, hover_text, rows_of, short_label
from dashboard.figures.panels import Panels, axis_suffix, panel_layout
from dashboard.theme import Theme
from dashboard.views.base import EVERY_OUTLET, View
from dashboard.views.formatting import number

#: the height of a row of cells, in pixels
CELL = 34

#: outlets side by side in the narrow form of the picture
FEW = 5

#: a cell's row in the table by outlet and topic; ``None`` if the outlet has no article on the topic
Cells = Mapping[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class _Grid:
    """A heat map: outlets and topics. ``turned``, it has a row for each topic, else for each outlet."""

    outlets: Sequence[str]
    topics: Sequence[str]
    turned: bool

    @property
    def across(self) -> Sequence[str]:
        return self.outlets if self.turned else self.topics

    @property
    def down(self) -> Sequence[str]:
        return self.topics if self.turned else self.outlets

    def cell(self, x: int, y: int) -> tuple[str, str]:
        """The outlet and the topic in a column and a row."""
        return (self.across[x], self.down[y]) if self.turned else (self.down[y], self.across[x])

    def places(self) -> list[tuple[int, int, tuple[str, str]]]:
        """Every column and row with the outlet and the topic there."""
        return [(x, y, self.cell(x, y)) for y in range(len(self.down)) for x in range(len(self.across))]


def grid(view: View, theme: Theme, caption: str, digits: int) -> Figure:
    """A heat map with a row for each outlet and a column for each topic; cells without a value are hatched.

    The narrow form of the picture has a row for each topic and a few outlets side by side, others below.
    """
    cells: Cells = {(row.outlet, row.topic): row for row in rows_of(view)}
    outlets, topics = _names(cells)
    missing = [row for row in cells.values() if math.isnan(row.value)]
    note = f"Hatched: {_why_hatched(missing)}\n{caption}" if missing else caption
    scale = _scale(cells, theme)
    wide = [_Grid(outlets, topics, turned=False)]
    narrow = [_Grid(outlets[k : k + FEW], topics, turned=True) for k in range(0, len(outlets), FEW)]
    figures = []
    for grids in (wide, narrow):
        panels = Panels(len(grids), 1, CELL * max(len(grids[0].down), 2))
        layout = panel_layout(view, theme, note, panels)
        layout["annotations"][0]["yshift"] = -8
        data = [
            trace for k, one in enumerate(grids) for trace in _draw(layout, k, one, cells, theme, digits, view.unit)
        ]
        figures.append(
            {"data": [trace | scale if trace["type"] == "heatmap" else trace for trace in data], "layout": layout}
        )
    return figures[0] | {"narrow": figures[1]}


def _why_hatched(rows: Sequence[Any]) -> str:
    """Which of the two reasons for missing values apply to these rows, which have none."""
    missing = [row.articles for row in rows]
    reasons = []
    if min(missing) < ENOUGH_ARTICLES:
        reasons.append(f"too few articles (fewer than {ENOUGH_ARTICLES})")
    if max(missing) >= ENOUGH_ARTICLES:
        reasons.append(f"too few stories (fewer than {ENOUGH_STORIES})")
    return " or ".join(reasons)


def _names(cells: Cells) -> tuple[list[str], list[str]]:
    """The outlets and the topics in the order of the table; topics in that of the row of all outlets."""
    outlets, topics = (list(dict.fromkeys(names)) for names in zip(*cells, strict=True))
    order = [topic for outlet, topic in cells if outlet == EVERY_OUTLET]
    return outlets, sorted(topics, key=order.index)


def _hover(cells: Cells, outlet: str, topic: str, digits: int, unit: str) -> str:
    return hover_text(cells[outlet, topic], f"{outlet}, {topic}", digits, unit)


def _draw(layout: Figure, panel: int, grid: _Grid, cells: Cells, theme: Theme, digits: int, unit: str) -> list[Figure]:
    """Add the axes of a grid, and return its traces."""
    suffix = axis_suffix(panel)
    side = max(len(grid.across), FEW) if grid.turned else len(grid.across)
    layout[f"xaxis{suffix}"] = axis(
        theme, side="top", tickvals=list(range(len(grid.across))), ticktext=[short_label(t) for t in grid.across],
        tickangle=-40, showgrid=False, range=[-0.5, side - 0.5], anchor=f"y{suffix}",
    )  # fmt: skip
    layout[f"yaxis{suffix}"] = axis(
        theme, tickvals=list(range(len(grid.down))), ticktext=[short_label(o) for o in grid.down], autorange=False,
        range=[len(grid.down) - 0.5, -0.5], showgrid=False, anchor=f"x{suffix}",
    )  # fmt: skip
    traces = [_heat_map(grid, cells, digits)]
    too_few = [
        (x, y) for x, y, cell in grid.places() if cell in cells and math.isnan(cells[cell].value)
    ]  # fmt: skip
    if too_few:
        traces.append(_hatching(too_few, theme))
    traces.append(_click_targets(grid, cells, theme, digits, unit))
    return [trace | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"} for trace in traces]


def _heat_map(grid: _Grid, cells: Cells, digits: int) -> Figure:
    """The coloured cells with their numbers; cells without a value are blank."""
    rows = [[cells.get(grid.cell(x, y)) for x in range(len(grid.across))] for y in range(len(grid.down))]
    return {
        "type": "heatmap", "z": [[_value(row) for row in line] for line in rows],
        "x": list(range(len(grid.across))), "y": list(range(len(grid.down))),
        "text": [[_cell_text(row, digits) for row in line] for line in rows], "texttemplate": "%{text}",
        "textfont": {"size": 11}, "hoverinfo": "none", "xgap": 2, "ygap": 2, "showscale": False,
    }  # fmt: skip


def _value(row: Any) -> float | None:
    return None if row is None or math.isnan(row.value) else row.value


def _scale(cells: Cells, theme: Theme) -> Figure:
    """The colours of all cells, which the parts of a picture share."""
    known = [value for row in cells.values() if (value := _value(row)) is not None] or [0.0]
    return {"colorscale": theme.scale(), "zmin": min(known), "zmax": max(known)}


def _cell_text(row: Any, digits: int) -> str:
    """The number in a cell with the number of its articles below; empty if there is none."""
    if row is None or math.isnan(row.value):
        return ""
    return f"{number(row.value, digits)}<br><span style='font-size:9px'>n = {row.articles:,}</span>"


def _hatching(places: Sequence[tuple[int, int]], theme: Theme) -> Figure:
    """Three strokes across each of these cells, drawn as one line with gaps."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x, y in places:
        for shift in (-0.3, 0.0, 0.3):
            xs += [x + shift - 0.13, x + shift + 0.13, None]
            ys += [y + 0.34, y - 0.34, None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip",
        "line": {"color": theme.quiet, "width": 0.8}, "opacity": 0.55,
    }  # fmt: skip


def _click_targets(grid: _Grid, cells: Cells, theme: Theme, digits: int, unit: str) -> Figure:
    """Invisible marks on the cells that have articles, because Plotly reports no clicks on a heat map."""
    places = [place for place in grid.places() if place[2] in cells]
    return {
        "type": "scatter", "mode": "markers", "x": [x for x, _, _ in places], "y": [y for _, y, _ in places],
        "customdata": [list(cell) for _, _, cell in places], "hoverinfo": "text",
        "hovertext": [_hover(cells, *cell, digits, unit) for _, _, cell in places],
        "marker": {"symbol": "square", "size": 22, "color": theme.paper, "opacity": 0},
    }  # fmt: skip
