"""The picture of the page Timeline: one measure over time, with change points and events. Pure."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.figures.base import BOTTOM, TOP, Figure, axis, base_layout, hover_text, rows_of, short_label, with_value
from dashboard.theme import Style, Theme
from dashboard.views.base import EVERY_OUTLET, View
from dashboard.views.formatting import day

CHANGE_CAPTION = "Dotted lines: change points, looked for by {period}; grey: the 95 % interval of the date."


def timeline(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: int, columns: int = 3
) -> Figure:
    """Small multiples: a panel an outlet, dots joined where neighbours have enough articles, bands for intervals."""
    every = rows_of(view)
    outlets = list(dict.fromkeys(row.outlet for row in every))
    measured = with_value(every)
    rows = math.ceil(len(outlets) / columns)
    height, gap = 150, 52
    inner = rows * height + (rows - 1) * gap
    layout = base_layout(view, theme, caption, TOP + 24 + BOTTOM + inner)
    layout["margin"]["t"] = TOP + 24
    data: list[Figure] = []
    low = min((row.low for row in measured), default=0.0)
    high = max((row.high for row in measured), default=0.0)
    shown_days = _days(every)
    for k, outlet in enumerate(outlets):
        part = [row for row in every if row.outlet == outlet]
        colour = theme.quiet if outlet == EVERY_OUTLET else theme.outlet_colour(styles.get(outlet, Style(0, "circle")))
        column, r = k % columns, k // columns
        panel = "" if k == 0 else str(k + 1)
        top = 1 - r * (height + gap) / inner
        bottom = max(0.0, top - height / inner)
        left, right = column / columns + 0.02 * (column > 0), (column + 1) / columns - 0.02
        layout[f"xaxis{panel}"] = axis(
            theme, domain=[left, right], anchor=f"y{panel}", nticks=5, showgrid=False, type="date", range=shown_days
        )
        layout[f"yaxis{panel}"] = axis(
            theme, domain=[bottom, top], anchor=f"x{panel}", nticks=4, rangemode="normal", showticklabels=column == 0
        )
        if measured:
            room = (high - low) * 0.06 or 1
            layout[f"yaxis{panel}"]["range"] = [low - room, high + room]
        layout["annotations"].append({
            "text": f"<b>{short_label(outlet)}</b>", "x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": colour},
        })  # fmt: skip
        if not with_value(part):
            layout["annotations"].append({
                "text": "too few articles in every period", "x": (left + right) / 2, "y": (top + bottom) / 2,
                "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "middle", "showarrow": False,
                "font": {"size": 11, "color": theme.quiet},
            })  # fmt: skip
        where = {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}
        days = [str(row.period) for row in part]
        values = [None if math.isnan(row.value) else row.value for row in part]
        joined: set[str] = set()
        for run in _runs(part):
            stretch = [str(row.period) for row in run]
            joined.update(stretch)
            data.append({
                "type": "scatter", "mode": "lines", "x": stretch + stretch[::-1], "line": {"width": 0},
                "fill": "toself",
                "y": [row.high for row in run] + [row.low for row in run[::-1]], "fillcolor": colour,
                "opacity": 0.22, "hoverinfo": "skip",
            } | where)  # fmt: skip
        data.append({
            "type": "scatter", "mode": "lines+markers", "x": days, "y": values, "connectgaps": False,
            "line": {"color": colour, "width": 1.6}, "marker": {"color": colour, "size": 5}, "hoverinfo": "text",
            "hovertext": [hover_text(row, f"{outlet}, {row.period}", digits, view.unit) for row in part],
            "customdata": [[outlet, f"{row.period}/{row.last_day}"] for row in part],
            "error_y": {
                "type": "data", "symmetric": False, "width": 0, "thickness": 1, "color": colour,
                "array": [_whisker(row, row.high - row.value, joined) for row in part],
                "arrayminus": [_whisker(row, row.value - row.low, joined) for row in part],
            },
        } | where)  # fmt: skip
    return {"data": data, "layout": layout}


def _days(rows: Sequence[Any]) -> list[str]:
    first, last = (pd.Timestamp(end(row.period for row in rows)) for end in (min, max))
    room = (last - first) * 0.04 + pd.Timedelta(days=4)
    return [str((first - room).date()), str((last + room).date())]


def _whisker(row: Any, length: float, joined: set[str]) -> float | None:
    """The interval of a period that stands alone; where a band is drawn it says the same."""
    return None if str(row.period) in joined or math.isnan(length) else length


def _runs(part: Sequence[Any]) -> list[list[Any]]:
    """Stretches of periods that all have enough articles."""
    runs = [list(run) for missing, run in groupby(part, lambda row: math.isnan(row.value)) if not missing]
    return [run for run in runs if len(run) > 1]


def with_changes(figure: Figure, view: View, changes: pd.DataFrame, theme: Theme) -> Figure:
    """The picture of ``timeline`` with the change points of its outlets: a line at each, a band around it."""
    panels = {outlet: str(k + 1) if k else "" for k, outlet in enumerate(dict.fromkeys(view.table["outlet"]))}
    layout = figure["layout"]
    layout["shapes"] = []
    for change in changes[changes["outlet"].isin(list(panels))].itertuples():
        shapes, label = _change(change, panels[str(change.outlet)], theme)
        layout["shapes"] += shapes
        layout["annotations"].append(label)
    return figure


def with_events(figure: Figure, view: View, events: Sequence[tuple[dt.date, str]], theme: Theme) -> Figure:
    """The picture of ``timeline`` with the reader's events: a line in every panel, named in the first."""
    layout = figure["layout"]
    shapes = layout.setdefault("shapes", [])
    for k in range(view.table["outlet"].nunique()):
        panel = str(k + 1) if k else ""
        first, last = layout[f"xaxis{panel}"]["range"]
        for date, label in events:
            if not first <= str(date) <= last:
                continue
            place = {"xref": f"x{panel}", "yref": f"y{panel} domain"}
            line = {"color": theme.quiet, "width": 1, "dash": "dash"}
            shapes.append({"type": "line", "x0": str(date), "x1": str(date), "y0": 0, "y1": 1, "line": line} | place)
            if k == 0:
                layout["annotations"].append({
                    "text": short_label(label or day(date)), "x": str(date), "y": 0, "xanchor": "left", "yanchor": "bottom",
                    "showarrow": False, "textangle": -90, "font": {"size": 10, "color": theme.quiet},
                } | place)  # fmt: skip
    return figure


def _change(change: Any, panel: str, theme: Theme) -> tuple[list[Figure], Figure]:
    """The band and line of a change point in a panel, and its date."""
    place = {"xref": f"x{panel}", "yref": f"y{panel} domain"}
    tall = {"y0": 0, "y1": 1, "layer": "below"} | place
    first, at, last = (str(date) for date in (change.earliest, change.date, change.latest))
    band = {"type": "rect", "x0": first, "x1": last, "fillcolor": theme.quiet, "opacity": 0.2, "line": {"width": 0}}
    line = {"type": "line", "x0": at, "x1": at, "line": {"color": theme.ink, "width": 1.4, "dash": "dot"}}
    label = {
        "text": day(change.date), "x": at, "y": 1, "xanchor": "left", "yanchor": "top", "showarrow": False,
        "font": {"size": 10, "color": theme.ink},
    }  # fmt: skip
    return [band | tall, line | tall], label | place
