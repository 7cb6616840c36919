"""The pictures of the page Blind spots: view models to Plotly figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.figures.base import BOTTOM, LEGEND_ROW, ROW, TOP, Figure, axis, base_layout, escaped, legend, short_label
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.formatting import number


def observed_and_expected(view: View, theme: Theme, styles: Mapping[str, Style], caption: str, seen: str) -> Figure:
    """A row a line from what chance would give (a bar across) to what there is (the outlet's mark).

    ``seen`` names what there is. Marks are hollow where the table's ``clear`` says that it may well be chance.
    """
    table = view.table
    count = len(table)
    top = TOP + 12 + LEGEND_ROW
    layout = base_layout(view, theme, caption, top + BOTTOM + ROW * count + 16)
    layout["margin"]["t"] = top
    layout |= {"showlegend": True, "legend": legend()}
    rows: list[Any] = list(table.itertuples())
    y = [count - 1 - k for k in range(count)]
    marks = [styles.get(row.outlet, Style(0, "circle")) for row in rows]
    clear = table["clear"].tolist() if "clear" in table else [True] * count
    picked = [[row.label] for row in rows]
    hovers = [_hover(row, seen) for row in rows]
    lines: Figure = {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
        "x": [x for row in rows for x in (row.seen, row.expected, None)], "y": [p for at in y for p in (at, at, None)],
        "line": {"color": theme.quiet, "width": 1.4},
    }  # fmt: skip
    chance: Figure = {
        "type": "scatter", "mode": "markers", "name": "expected by chance", "x": table["expected"].tolist(), "y": y,
        "marker": {"symbol": "line-ns-open", "size": 12, "color": theme.quiet, "line": {"width": 2}},
        "hovertext": hovers, "hoverinfo": "text", "customdata": picked,
    }  # fmt: skip
    there: Figure = {
        "type": "scatter", "mode": "markers", "name": seen, "x": table["seen"].tolist(), "y": y,
        "marker": {
            "color": [theme.outlet_colour(mark) for mark in marks], "size": 9,
            "symbol": [m.symbol if sure else f"{m.symbol}-open" for m, sure in zip(marks, clear, strict=True)],
        },
        "hovertext": hovers, "hoverinfo": "text", "customdata": picked,
    }  # fmt: skip
    most = max(1.0, *table["seen"], *table["expected"])
    layout["xaxis"] = axis(theme, range=[-0.025 * most, 1.04 * most])  # marks at zero stay whole
    layout["yaxis"] = axis(
        theme, tickvals=y, ticktext=[" · ".join(short_label(part) for part in row.label.split(" · ")) for row in rows],
        range=[-0.7, count - 0.3],
    )  # fmt: skip
    return {"data": [lines, chance, there], "layout": layout}


def _hover(row: Any, seen: str) -> str:
    more = "" if not hasattr(row, "q") else f"<br>q {row.q:.4f}"
    return f"<b>{escaped(row.label)}</b><br>{row.seen:,} {seen}<br>{number(row.expected, 1)} expected by chance{more}"
