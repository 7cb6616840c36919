"""Small multiples: panels of equal size in a grid, and panels with one measure each and a row per outlet. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    BREAK,
    TITLE_LINE,
    TOP,
    UNIT_LINE,
    Figure,
    axis,
    base_layout,
    row_axis,
    wrapped,
)
from dashboard.theme import Theme
from dashboard.views.base import View

#: pixels between two rows of panels of measures, for the titles of the lower row
MEASURE_GAP = 84
#: pixels above the first row of panels of measures, for their titles
MEASURE_TITLES = 28
#: space on both sides of a panel of a measure, as a part of the width of the plotting area
SIDE = 0.012


@dataclass(frozen=True, slots=True)
class Panels:
    """A grid of ``count`` panels, filled row by row; ``height`` is that of a panel, ``gap`` that between two rows.

    Both are in pixels. A panel is named by its number, from 0; places are fractions of the plotting area.
    """

    count: int
    columns: int
    height: float
    gap: float

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def total_height(self) -> float:
        """The height of the plotting area in pixels."""
        return self.rows * self.height + (self.rows - 1) * self.gap

    def row(self, panel: int) -> int:
        return panel // self.columns

    def column(self, panel: int) -> int:
        return panel % self.columns

    def vertical(self, panel: int) -> tuple[float, float]:
        """The bottom and the top of a panel."""
        top = 1 - self.row(panel) * (self.height + self.gap) / self.total_height
        return max(0.0, top - self.height / self.total_height), top

    def horizontal(self, panel: int) -> tuple[float, float]:
        """The left and the right edge of a panel's column."""
        column = self.column(panel)
        return column / self.columns, (column + 1) / self.columns


def axis_suffix(number: int) -> str:
    """What Plotly appends to the name of the axis with this number, counted from 0: nothing, then 2, 3, …"""
    return "" if number == 0 else str(number + 1)


def measure_layout(view: View, theme: Theme, caption: str, panels: Panels) -> Figure:
    """The layout of a picture with a panel for each measure, without its axes."""
    layout = base_layout(view, theme, caption, int(TOP + MEASURE_TITLES + BOTTOM + panels.total_height))
    layout["margin"]["t"] = TOP + MEASURE_TITLES
    return layout


def add_outlet_axes(layout: Figure, panels: Panels, labels: Iterable[str], theme: Theme) -> None:
    """Add a vertical axis for each row of panels, with a label for each outlet, the first at the top."""
    shown = list(labels)
    for row in range(panels.rows):
        first = row * panels.columns
        layout[f"yaxis{axis_suffix(row)}"] = row_axis(
            theme, shown, domain=list(panels.vertical(first)), anchor=f"x{axis_suffix(first)}"
        )


def add_measure_panel(layout: Figure, panels: Panels, panel: int, row: Any, theme: Theme, empty: bool) -> Figure:
    """Add a panel's horizontal axis and its heading; returns the ``xaxis`` and ``yaxis`` of the panel's traces.

    ``row`` is any row of the measure, with ``measure_title`` and ``unit``. The axis of an ``empty`` panel has no
    numbers.
    """
    x, y = axis_suffix(panel), axis_suffix(panels.row(panel))
    left, right = panels.horizontal(panel)
    _, top = panels.vertical(panel)
    layout[f"xaxis{x}"] = axis(
        theme, domain=[left + SIDE, right - SIDE], anchor=f"y{y}", nticks=4, side="bottom", showticklabels=not empty
    )
    layout["annotations"].append({
        "text": f"<b>{wrapped(row.measure_title, TITLE_LINE)}</b>{BREAK}"
        f"<span style='color:{theme.quiet}'>{wrapped(row.unit, UNIT_LINE)}</span>",
        "x": left + SIDE, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom",
        "showarrow": False, "align": "left", "font": {"size": 11}, "yshift": 2,
    })  # fmt: skip
    return {"xaxis": f"x{x}", "yaxis": f"y{y}"}
