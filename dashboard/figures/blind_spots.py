"""The pictures of the page Missed stories. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    escaped,
    legend,
    row_axis,
    rows_of,
    short_label,
)
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import View
from dashboard.views.formatting import number


def observed_and_expected(view: View, theme: Theme, styles: Mapping[str, Style], caption: str, observed: str) -> Figure:
    """A row for each label: a line from the number expected by chance (a bar across it) to the observed one (a dot).

    ``observed`` is the legend's name for the observed numbers. Dots are hollow if the column ``clear`` is false, that
    is, if the difference may well be chance.
    """
    rows = rows_of(view)
    top = TOP + 12
    layout = base_layout(view, theme, caption, top + BOTTOM + ROW * len(rows) + 16)
    layout["margin"]["t"] = top
    layout |= {"showlegend": True, "legend": legend()}
    most = max(1.0, *view.table["seen"], *view.table["expected"])
    layout["xaxis"] = axis(theme, range=[-0.025 * most, 1.04 * most])  # marks at zero are not cut off
    labels = [" · ".join(short_label(part) for part in row.label.split(" · ")) for row in rows]
    layout["yaxis"] = row_axis(theme, labels)
    y = list(range(len(rows)))[::-1]
    points: Figure = {
        "type": "scatter", "mode": "markers", "y": y, "customdata": [[row.label] for row in rows],
        "hovertext": [_hover(row, observed) for row in rows], "hoverinfo": "text",
    }  # fmt: skip
    expected = points | {
        "name": "expected by chance", "x": view.table["expected"].tolist(),
        "marker": {"symbol": "line-ns-open", "size": 12, "color": theme.quiet, "line": {"width": 2}},
    }  # fmt: skip
    seen = points | {"name": observed, "x": view.table["seen"].tolist(), "marker": _dots(rows, theme, styles)}
    return {"data": [_lines(rows, y, theme), expected, seen], "layout": layout}


def _lines(rows: list[Any], y: list[int], theme: Theme) -> Figure:
    """The lines between the two numbers of each row, as one line with gaps."""
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
        "x": [x for row in rows for x in (row.seen, row.expected, None)],
        "y": [end for position in y for end in (position, position, None)],
        "line": {"color": theme.quiet, "width": 1.4},
    }  # fmt: skip


def _dots(rows: list[Any], theme: Theme, styles: Mapping[str, Style]) -> Figure:
    """The marker property of the observed numbers: each outlet's colour and symbol, hollow if not ``clear``."""
    marks = [style_of(styles, row.outlet) for row in rows]
    filled = [getattr(row, "clear", True) for row in rows]
    return {
        "color": [theme.outlet_colour(mark) for mark in marks], "size": 9,
        "symbol": [m.symbol if clear else f"{m.symbol}-open" for m, clear in zip(marks, filled, strict=True)],
    }  # fmt: skip


def _hover(row: Any, observed: str) -> str:
    more = f"<br>q {row.q:.4f}" if hasattr(row, "q") else ""
    return (
        f"<b>{escaped(row.label)}</b><br>{row.seen:,} {observed}<br>{number(row.expected, 1)} expected by chance{more}"
    )
