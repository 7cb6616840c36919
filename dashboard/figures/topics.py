"""The picture of the page Topics: a heat map. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.statistics import ENOUGH_ARTICLES, ENOUGH_STORIES
from dashboard.figures.base import BOTTOM, TOP, Figure, axis, base_layout, escaped, hover_text, rows_of, short_label
from dashboard.theme import Theme
from dashboard.views.base import EVERY_OUTLET, View
from dashboard.views.formatting import number

#: the height of a row of cells and of the labels above them, in pixels
CELL, LABELS = 26, 96

#: a cell's row in the table by outlet and topic; ``None`` if the outlet has no article on the topic
Cells = Mapping[tuple[str, str], Any]


def grid(view: View, theme: Theme, caption: str, digits: int) -> Figure:
    """A heat map with a row for each outlet and a column for each topic; cells without a value are hatched."""
    cells: Cells = {(row.outlet, row.topic): row for row in rows_of(view)}
    outlets, topics = _names(cells)
    layout = base_layout(view, theme, caption, TOP + BOTTOM + CELL * len(outlets) + LABELS)
    layout["margin"]["t"] = TOP + LABELS
    layout["xaxis"] = axis(
        theme, side="top", tickvals=list(range(len(topics))), ticktext=[short_label(t) for t in topics], tickangle=-40,
        showgrid=False, range=[-0.5, len(topics) - 0.5],
    )  # fmt: skip
    layout["yaxis"] = axis(
        theme, tickvals=list(range(len(outlets))), ticktext=[short_label(o) for o in outlets], autorange=False,
        range=[len(outlets) - 0.5, -0.5], showgrid=False,
    )  # fmt: skip
    layout["margin"]["b"] += 6
    note = layout["annotations"][0]
    note["yshift"] = -8
    data = [_heat_map(cells, outlets, topics, theme, digits, view.unit)]
    too_few = [
        (x, y) for y, outlet in enumerate(outlets) for x, topic in enumerate(topics)
        if (outlet, topic) in cells and math.isnan(cells[outlet, topic].value)
    ]  # fmt: skip
    if too_few:
        data.append(_hatching(too_few, theme))
        note["text"] = f"Hatched: {_why_hatched(cells)}<br>{note['text']}"
    data.append(_click_targets(cells, outlets, topics, theme, digits, view.unit))
    return {"data": data, "layout": layout}


def _why_hatched(cells: Cells) -> str:
    """Which of the two reasons for missing values apply to the cells."""
    missing = [row.articles for row in cells.values() if math.isnan(row.value)]
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
    row = cells.get((outlet, topic))
    if row is None:
        return f"<b>{escaped(outlet)}, {escaped(topic)}</b><br>no articles"
    return hover_text(row, f"{outlet}, {topic}", digits, unit)


def _heat_map(
    cells: Cells, outlets: Sequence[str], topics: Sequence[str], theme: Theme, digits: int, unit: str
) -> Figure:
    """The coloured cells with their numbers; cells without a value are blank."""
    values: list[list[float | None]] = []
    for outlet in outlets:
        rows = (cells.get((outlet, topic)) for topic in topics)
        values.append([None if row is None or math.isnan(row.value) else row.value for row in rows])
    return {
        "type": "heatmap", "z": values, "x": list(range(len(topics))), "y": list(range(len(outlets))),
        "text": [["" if value is None else number(value, digits) for value in line] for line in values],
        "texttemplate": "%{text}", "textfont": {"size": 10.5} | ({"color": theme.ink} if theme.dark else {}),
        "hovertext": [[_hover(cells, outlet, topic, digits, unit) for topic in topics] for outlet in outlets],
        "hoverinfo": "text", "xgap": 2, "ygap": 2, "colorscale": theme.scale(), "showscale": False,
        "hoverongaps": True,
    }  # fmt: skip


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


def _click_targets(
    cells: Cells, outlets: Sequence[str], topics: Sequence[str], theme: Theme, digits: int, unit: str
) -> Figure:
    """Invisible marks on the cells that have articles, because Plotly reports no clicks on a heat map."""
    places = [(x, y) for y, o in enumerate(outlets) for x, t in enumerate(topics) if (o, t) in cells]
    return {
        "type": "scatter", "mode": "markers", "x": [x for x, _ in places], "y": [y for _, y in places],
        "customdata": [[outlets[y], topics[x]] for x, y in places], "hoverinfo": "text",
        "hovertext": [_hover(cells, outlets[y], topics[x], digits, unit) for x, y in places],
        "marker": {"symbol": "square", "size": 22, "color": theme.paper, "opacity": 0},
    }  # fmt: skip
