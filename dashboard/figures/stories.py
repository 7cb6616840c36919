"""The picture of the page Stories: a view model to a Plotly figure. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TITLE_LINE,
    TOP,
    UNIT_LINE,
    Figure,
    axis,
    base_layout,
    empty_trace,
    escaped,
    short_label,
    wrapped,
)
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.formatting import number

COLUMNS = 4
#: pixels between two rows of panels, for the titles of the lower one
GAP = 84
#: of the picture's width, left free on both sides of a panel
ROOM = 0.012


def side_by_side(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]
) -> Figure:
    """Small multiples: a panel a measure, a row an outlet, in each a dot without an interval."""
    table = view.table
    articles = table.groupby("outlet", sort=False)["articles"].max()
    at = {str(outlet): len(articles) - 1 - k for k, outlet in enumerate(articles.index)}
    panels = list(dict.fromkeys(table["measure"]))
    rows = math.ceil(len(panels) / COLUMNS)
    height = ROW * len(articles) + 20
    inner = rows * height + (rows - 1) * GAP
    layout = base_layout(view, theme, caption, TOP + 28 + BOTTOM + inner)
    layout["margin"]["t"] = TOP + 28
    names = [f"{short_label(str(outlet))} (n = {count})" for outlet, count in articles.items()]
    data: list[Figure] = []
    for k, key in enumerate(panels):
        column, row = k % COLUMNS, k // COLUMNS
        x, y = ("" if k == 0 else str(k + 1)), ("" if row == 0 else str(row + 1))
        top = 1 - row * (height + GAP) / inner
        left, right = column / COLUMNS + ROOM, (column + 1) / COLUMNS - ROOM
        if column == 0:
            layout[f"yaxis{y}"] = axis(
                theme, domain=[max(0.0, top - height / inner), top], tickvals=list(at.values()), ticktext=names,
                range=[-0.7, len(at) - 0.3], anchor=f"x{x}",
            )  # fmt: skip
        layout[f"xaxis{x}"] = axis(theme, domain=[left, right], anchor=f"y{y}", nticks=4, side="bottom")
        of_measure = table[table["measure"] == key]
        first: Any = of_measure.iloc[0]
        layout["annotations"].append({
            "text": f"<b>{wrapped(first.measure_title, TITLE_LINE)}</b><br>"
            f"<span style='color:{theme.quiet}'>{wrapped(first.unit, UNIT_LINE)}</span>",
            "x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom",
            "showarrow": False, "align": "left", "font": {"size": 11}, "yshift": 2,
        })  # fmt: skip
        where = {"xaxis": f"x{x}", "yaxis": f"y{y}"}
        drawn: list[Any] = list(of_measure.dropna(subset=["value"]).itertuples())
        if not drawn:
            layout[f"xaxis{x}"]["showticklabels"] = False
            data.append(empty_trace(**where))
            continue
        marks = [styles.get(row.outlet, Style(0, "circle")) for row in drawn]
        data.append({
            "type": "scatter", "mode": "markers", "x": [row.value for row in drawn],
            "y": [at[row.outlet] for row in drawn], "hoverinfo": "text",
            "marker": {"color": [theme.outlet_colour(m) for m in marks], "symbol": [m.symbol for m in marks], "size": 8},
            "hovertext": [_hover(row, digits[key]) for row in drawn], **where,
        })  # fmt: skip
    return {"data": data, "layout": layout}


def _hover(row: Any, digits: int) -> str:
    plural = "" if row.articles == 1 else "s"
    return (
        f"<b>{escaped(row.outlet)}: {escaped(row.measure_title)}</b><br>{number(row.value, digits)} {escaped(row.unit)}"
        f"<br>{row.articles} article{plural}: no interval"
    )
