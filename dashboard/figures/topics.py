"""The picture of the page Topics: a heat map. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from analysis.statistics import ENOUGH_ARTICLES
from dashboard.figures.base import BOTTOM, TOP, Figure, axis, base_layout, escaped, hover_text, rows_of, short_label
from dashboard.theme import Theme
from dashboard.views.base import EVERY_OUTLET, View
from dashboard.views.formatting import number


def grid(view: View, theme: Theme, caption: str, digits: int) -> Figure:
    """A heat map outlet by topic; cells with too few articles are hatched."""
    rows = rows_of(view)
    outlets = list(dict.fromkeys(row.outlet for row in rows))
    topics = list(dict.fromkeys(row.topic for row in rows))
    topics.sort(key=list(dict.fromkeys(row.topic for row in rows if row.outlet == EVERY_OUTLET)).index)
    cells = {(row.outlet, row.topic): row for row in rows}
    layout = base_layout(view, theme, caption, TOP + BOTTOM + 26 * len(outlets) + 96)
    layout["margin"]["t"] = TOP + 96
    values: list[list[float | None]] = []
    texts, hovers = [], []
    crosses: list[tuple[int, int]] = []
    for outlet in outlets:
        line: list[float | None] = []
        text, hover = [], []
        for topic in topics:
            row: Any = cells.get((outlet, topic))
            measured = row is not None and not math.isnan(row.value)
            line.append(row.value if measured else None)
            text.append(number(row.value, digits) if measured else "")
            if row is not None and not measured:
                crosses.append((len(line) - 1, outlets.index(outlet)))
            hover.append(
                hover_text(row, f"{outlet}, {topic}", digits, view.unit)
                if row is not None
                else f"<b>{escaped(outlet)}, {escaped(topic)}</b><br>no articles"
            )
        values.append(line)
        texts.append(text)
        hovers.append(hover)
    data = [{
        "type": "heatmap", "z": values, "x": list(range(len(topics))), "y": list(range(len(outlets))), "text": texts,
        "texttemplate": "%{text}", "textfont": {"size": 10.5} | ({"color": theme.ink} if theme.dark else {}),
        "hovertext": hovers, "hoverinfo": "text", "xgap": 2, "ygap": 2, "colorscale": theme.scale(),
        "showscale": False, "hoverongaps": True,
    }]  # fmt: skip
    if crosses:
        data.append(_hatched(crosses, theme))
    places = [(t, o) for o in range(len(outlets)) for t in range(len(topics)) if (outlets[o], topics[t]) in cells]
    data.append({  # a heat map cannot be clicked on: marks that nobody sees can
        "type": "scatter", "mode": "markers", "x": [t for t, _ in places], "y": [o for _, o in places],
        "customdata": [[outlets[o], topics[t]] for t, o in places], "hoverinfo": "text",
        "hovertext": [hovers[o][t] for t, o in places],
        "marker": {"symbol": "square", "size": 22, "color": theme.paper, "opacity": 0},
    })  # fmt: skip
    layout["xaxis"] = axis(
        theme, side="top", tickvals=list(range(len(topics))), ticktext=[short_label(t) for t in topics], tickangle=-40,
        showgrid=False, range=[-0.5, len(topics) - 0.5],
    )  # fmt: skip
    layout["yaxis"] = axis(
        theme, tickvals=list(range(len(outlets))), ticktext=[short_label(o) for o in outlets], autorange=False,
        range=[len(outlets) - 0.5, -0.5], showgrid=False,
    )  # fmt: skip
    if crosses:
        layout["annotations"][0]["text"] = (
            f"Hatched: too few articles (fewer than {ENOUGH_ARTICLES})<br>" + layout["annotations"][0]["text"]
        )
    layout["annotations"][0]["yshift"] = -8
    layout["margin"]["b"] += 6
    return {"data": data, "layout": layout}


def _hatched(cells: Sequence[tuple[int, int]], theme: Theme) -> Figure:
    """Three strokes across each cell, all of them one line with gaps."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x, y in cells:
        for shift in (-0.3, 0.0, 0.3):
            xs += [x + shift - 0.13, x + shift + 0.13, None]
            ys += [y + 0.34, y - 0.34, None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip",
        "line": {"color": theme.quiet, "width": 0.8}, "opacity": 0.55,
    }  # fmt: skip
