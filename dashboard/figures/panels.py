"""Small multiples: panels of equal size, and panels with one measure each and a row per outlet. Pure.

Panels get their places where a figure is drawn, because their number side by side depends on its width (``fit.js`` in
``dashboard/widgets``). What belongs to a panel is placed by the ends of the panel's own axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.figures.base import BOTTOM, BREAK, TOP, Figure, axis, base_layout, escaped, row_axis
from dashboard.theme import Theme
from dashboard.views.base import View

#: width of the narrowest panel of a measure, in pixels
NARROWEST = 150
#: the name of annotations that are headings of panels or columns, whose lines are broken where they are drawn
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Panels:
    """``count`` panels, filled row by row, at most ``columns`` side by side.

    ``height`` is that of a panel and ``least`` the width of the narrowest, in pixels.
    """

    count: int
    columns: int
    height: float
    least: float = NARROWEST


def axis_suffix(number: int) -> str:
    """What Plotly appends to the name of the axis with this number, counted from 0: nothing, then 2, 3, …"""
    return "" if number == 0 else str(number + 1)


def panel_layout(view: View, theme: Theme, caption: str, panels: Panels) -> Figure:
    """The layout of a picture with panels, without their axes."""
    return base_layout(view, theme, caption, TOP + BOTTOM) | {"meta": {"panels": asdict(panels)}}


def heading(title: str, unit: str, theme: Theme, **place: Any) -> Figure:
    """The heading above a panel or a column: its title, and its unit in a quieter colour."""
    return {
        "name": HEAD, "text": f"<b>{escaped(title)}</b>{BREAK}<span style='color:{theme.quiet}'>{escaped(unit)}</span>",
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "align": "left", "font": {"size": 12}, "yshift": 2,
        "y": 1, **place,
    }  # fmt: skip


def add_measure_panel(
    layout: Figure, panel: int, row: Any, labels: Sequence[str], theme: Theme, empty: bool
) -> Figure:  # fmt: skip
    """Add a panel's axes and its heading; returns the ``xaxis`` and ``yaxis`` of the panel's traces.

    ``row`` is any row of the measure, with ``measure_title`` and ``unit``; ``labels`` are those of the outlets, the
    first at the top. The horizontal axis of an ``empty`` panel has no numbers.
    """
    suffix = axis_suffix(panel)
    layout[f"xaxis{suffix}"] = axis(
        theme, anchor=f"y{suffix}", nticks=4, side="bottom", showticklabels=not empty, automargin=False
    )
    layout[f"yaxis{suffix}"] = row_axis(theme, labels, anchor=f"x{suffix}")
    place = {"x": 0, "xref": f"x{suffix} domain", "yref": f"y{suffix} domain"}
    layout["annotations"].append(heading(row.measure_title, row.unit, theme, **place))
    return {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
