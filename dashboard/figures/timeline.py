"""The picture of the page Over time: one measure over time, with change points and events. Pure."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.figures.base import (
    Figure,
    axis,
    escaped,
    hover_text,
    rows_of,
    short_label,
    with_value,
)
from dashboard.figures.panels import HEAD, Panels, axis_suffix, panel_layout
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import EVERY_OUTLET, View, too_few, too_few_of
from dashboard.views.formatting import day, number_of

CHANGE_CAPTION = "Dotted lines: change points, tested on {period}ly data; grey: 95 % interval of the date."
#: height of a panel and width of the narrowest, in pixels
PANEL, NARROWEST = 150, 200
#: what tells the marks of periods without a value from those of values
GAPS = "without a value"
#: space above and below the values, as a part of their range
ROOM = 0.06


def timeline(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: int, columns: int = 3,
    column: str = "outlet",
) -> Figure:  # fmt: skip
    """Small multiples: a panel for each outlet, all with the same scales.

    Dots are joined, and their intervals drawn as a band, where neighbouring periods have enough articles. A period
    without a value has a small mark at the bottom, if any period of the panel has one. ``column`` is the column of the
    view's table that panels are made from, if not the outlet; ``styles`` are those of its names.
    """
    rows = rows_of(view)
    names = list(dict.fromkeys(getattr(row, column) for row in rows))
    panels = Panels(len(names), columns, PANEL, NARROWEST)
    layout = panel_layout(view, theme, caption, panels)
    days, values = _days(rows), _values(rows)
    data: list[Figure] = []
    for panel, name in enumerate(names):
        own = [row for row in rows if getattr(row, column) == name]
        colour = theme.quiet if name == EVERY_OUTLET else theme.outlet_colour(style_of(styles, name))
        _add_axes(layout, panel, days, values, theme)
        layout["annotations"] += _labels(panel, name, own, colour, theme)
        runs = _runs(own)
        bands = [_band(run, colour) for run in runs if not math.isnan(run[0].low)]
        traces = [*bands, _line(own, runs, name, colour, digits, view.unit)]
        if values and with_value(own):
            traces.append(_gaps(own, name, values[0], theme))
        suffix = axis_suffix(panel)
        data += [trace | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"} for trace in traces if trace]
    return {"data": data, "layout": layout}


def _days(rows: Sequence[Any]) -> list[str]:
    """The first and the last day of the horizontal axis: those of the periods, and some space."""
    first, last = (pd.Timestamp(end(row.period for row in rows)).date().toordinal() for end in (min, max))
    room = (last - first) * 0.04 + 4
    earliest, latest = dt.date.min.toordinal(), dt.date.max.toordinal()
    ends = max(math.floor(first - room), earliest), min(math.floor(last + room), latest)
    return [str(dt.date.fromordinal(day)) for day in ends]


def _values(rows: Sequence[Any]) -> list[float] | None:
    """The ends of the vertical axis: every interval and some space; ``None`` if no period has a value."""
    measured = with_value(rows)
    if not measured:
        return None
    low, high = min(_ends(row)[0] for row in measured), max(_ends(row)[1] for row in measured)
    room = (high - low) * ROOM or 1
    return [low - room, high + room]


def _ends(row: Any) -> tuple[float, float]:
    """The ends of a row's interval; its value where it is counted, not estimated."""
    return (row.value, row.value) if math.isnan(row.low) else (row.low, row.high)


def _add_axes(layout: Figure, panel: int, days: list[str], values: list[float] | None, theme: Theme) -> None:
    """Add the axes of a panel."""
    suffix = axis_suffix(panel)
    layout[f"xaxis{suffix}"] = axis(
        theme, anchor=f"y{suffix}", nticks=4, showgrid=False, type="date",
        range=days,
    )  # fmt: skip
    layout[f"yaxis{suffix}"] = axis(
        theme, anchor=f"x{suffix}", nticks=4, rangemode="normal", **({"range": values} if values else {}),
    )  # fmt: skip


def _labels(panel: int, name: str, rows: Sequence[Any], colour: str, theme: Theme) -> list[Figure]:
    """The name of a panel with the numbers of articles behind its dots; in an empty panel, why it is empty."""
    place = {"xref": f"x{axis_suffix(panel)} domain", "yref": f"y{axis_suffix(panel)} domain", "showarrow": False}
    behind = [row.articles for row in with_value(rows)]
    n = f" <br><span style='color:{theme.quiet}'>{_range(behind)} a dot</span>" if behind else ""
    title = {
        "name": HEAD, "text": f"<b>{short_label(name)}</b>{n}", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom",
        "align": "left", "font": {"size": 12, "color": colour}, **place,
    }  # fmt: skip
    why_empty = {
        "text": f"too few {_too_few(rows)} in every period", "x": 0.5, "y": 0.5, "xanchor": "center",
        "yanchor": "middle", "font": {"size": 11, "color": theme.quiet}, **place,
    }  # fmt: skip
    return [title] if behind else [title, why_empty]


def _range(articles: Sequence[int]) -> str:
    """The number of articles of the dots with the fewest and with the most."""
    low, high = min(articles), max(articles)
    return number_of(low, "article") if low == high else f"{low:,} to {number_of(high, 'article')}"


def _too_few(rows: Sequence[Any]) -> str:
    """What all periods of a panel have too few of for a value."""
    return too_few_of(pd.Series([row.articles for row in rows]))


def _runs(rows: Sequence[Any]) -> list[list[Any]]:
    """Runs of at least two neighbouring periods that all have enough articles."""
    runs = [list(run) for missing, run in groupby(rows, lambda row: math.isnan(row.value)) if not missing]
    return [run for run in runs if len(run) > 1]


def _band(run: Sequence[Any], colour: str) -> Figure:
    """The intervals of a run of periods as a band."""
    days = [str(row.period) for row in run]
    return {
        "type": "scatter", "mode": "lines", "x": days + days[::-1], "line": {"width": 0}, "fill": "toself",
        "y": [row.high for row in run] + [row.low for row in run[::-1]], "fillcolor": colour,
        "opacity": 0.22, "hoverinfo": "skip",
    }  # fmt: skip


def _line(rows: Sequence[Any], runs: Sequence[Sequence[Any]], name: str, colour: str, digits: int, unit: str) -> Figure:
    """The values of all periods as joined dots; periods outside a band have their own interval."""
    in_band = {row.period for run in runs for row in run}

    def own_interval(row: Any, length: float) -> float | None:
        return None if row.period in in_band or math.isnan(length) else length

    return {
        "type": "scatter", "mode": "lines+markers", "x": [str(row.period) for row in rows],
        "y": [None if math.isnan(row.value) else row.value for row in rows], "connectgaps": False,
        "line": {"color": colour, "width": 1.6}, "marker": {"color": colour, "size": 5}, "hoverinfo": "text",
        "hovertext": [hover_text(row, f"{name}, from {_first_day(row)}", digits, unit) for row in rows],
        "customdata": [[name, f"{row.period}/{row.last_day}"] for row in rows],
        "error_y": {
            "type": "data", "symmetric": False, "width": 0, "thickness": 1, "color": colour,
            "array": [own_interval(row, row.high - row.value) for row in rows],
            "arrayminus": [own_interval(row, row.value - row.low) for row in rows],
        },
    }  # fmt: skip


def _gaps(rows: Sequence[Any], name: str, bottom: float, theme: Theme) -> Figure:
    """A small mark at the ``bottom`` for each period without a value, which says why there is none."""
    missing = [row for row in rows if math.isnan(row.value)]
    return {
        "type": "scatter", "mode": "markers", "x": [str(row.period) for row in missing], "y": [bottom] * len(missing),
        "marker": {"symbol": "line-ns-open", "size": 7, "color": theme.quiet, "line": {"width": 1.4}},
        "hovertext": [_why_missing(row, name) for row in missing], "hoverinfo": "text", "cliponaxis": False,
        "customdata": [[name, f"{row.period}/{row.last_day}"] if row.articles else None for row in missing],
        "meta": GAPS,
    } if missing else {}  # fmt: skip


def _why_missing(row: Any, name: str) -> str:
    label = f"<b>{escaped(f'{name}, from {_first_day(row)}')}</b><br>"
    return label + (too_few(row.articles) if row.articles else "no article")


def _first_day(row: Any) -> str:
    """The first day of a row's period, which a table read from a file has as a text."""
    return day(dt.date.fromisoformat(str(row.period)[:10]))


def with_changes(
    figure: Figure, view: View, changes: pd.DataFrame, theme: Theme, column: str = "outlet"
) -> Figure:  # fmt: skip
    """Add change points to the picture of ``timeline``: a line for each in its outlet's panel, and a band around it.

    ``changes`` is the table of ``dashboard.views.timeline.changes``; ``column`` is the one given to ``timeline``, whose
    names are in the table as outlets. Returns the same figure.
    """
    suffixes = {outlet: axis_suffix(k) for k, outlet in enumerate(dict.fromkeys(view.table[column]))}
    layout = figure["layout"]
    layout["shapes"] = []
    for change in changes[changes["outlet"].isin(list(suffixes))].itertuples():
        shapes, label = _change(change, suffixes[str(change.outlet)], theme)
        layout["shapes"] += shapes
        layout["annotations"].append(label)
    return figure


def _change(change: Any, suffix: str, theme: Theme) -> tuple[list[Figure], Figure]:
    """The band and the line of a change point, and its date as a label."""
    place = {"xref": f"x{suffix}", "yref": f"y{suffix} domain"}
    tall = {"y0": 0, "y1": 1, "layer": "below"} | place
    first, at, last = (str(date) for date in (change.earliest, change.date, change.latest))
    band = {"type": "rect", "x0": first, "x1": last, "fillcolor": theme.quiet, "opacity": 0.2, "line": {"width": 0}}
    line = {"type": "line", "x0": at, "x1": at, "line": {"color": theme.ink, "width": 1.4, "dash": "dot"}}
    label = {
        "text": day(change.date), "x": at, "y": 1, "xanchor": "left", "yanchor": "top", "showarrow": False,
        "font": {"size": 10, "color": theme.ink},
    }  # fmt: skip
    return [band | tall, line | tall], label | place


def with_events(
    figure: Figure, view: View, events: Sequence[tuple[dt.date, str]], theme: Theme, column: str = "outlet"
) -> Figure:  # fmt: skip
    """Add the reader's events to the picture of ``timeline``: a line in every panel, named in the first.

    Events outside the days drawn are left out. Returns the same figure.
    """
    layout = figure["layout"]
    shapes = layout.setdefault("shapes", [])
    for panel in range(view.table[column].nunique()):
        suffix = axis_suffix(panel)
        first, last = layout[f"xaxis{suffix}"]["range"]
        place = {"xref": f"x{suffix}", "yref": f"y{suffix} domain"}
        for date, name in events:
            if not first <= str(date) <= last:
                continue
            line = {"color": theme.quiet, "width": 1, "dash": "dash"}
            shapes.append({"type": "line", "x0": str(date), "x1": str(date), "y0": 0, "y1": 1, "line": line} | place)
            if panel == 0:
                layout["annotations"].append({
                    "text": short_label(name or day(date)), "x": str(date), "y": 0, "xanchor": "left",
                    "yanchor": "bottom", "showarrow": False, "textangle": -90,
                    "font": {"size": 10, "color": theme.quiet},
                } | place)  # fmt: skip
    return figure
