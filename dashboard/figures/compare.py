"""The pictures of fair comparison: three differences around zero, and change points in a timeline. Pure."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TOP,
    Figure,
    axis,
    coloured,
    dots,
    known,
    layout_of,
    nothing,
    rows_of,
    safe,
    short,
    wrapped,
)
from dashboard.theme import Look, Style
from dashboard.views.base import View, signed
from dashboard.views.selection import day

#: height of a difference's row, and the room for its numbers at the right
TALL, NUMBERS = int(2.1 * ROW), 152
#: height of a line that names the side of an outlet; two lines, for long names meet on a phone
SIDE_LINE = 17
NOTE_WIDTH = 44
CAPTION = "Bars: 95 % bootstrap intervals over stories. A bar across zero: not told from chance."
CHANGE_CAPTION = "Dotted lines: change points, looked for by {period}; grey: the 95 % interval of the date."


def differences(view: View, look: Look, left: Style, right: Style, caption: str, digits: int) -> Figure:
    """A row a kind of difference: a dot and interval beside a zero line, under each name what it rests on."""
    top = TOP + 12 + 2 * SIDE_LINE
    layout = layout_of(view, look, f"{caption}\n{CAPTION}", top + BOTTOM + TALL * len(view.table))
    layout["margin"] |= {"t": top, "r": NUMBERS}
    every = rows_of(view)
    rows = {len(every) - 1 - k: row for k, row in enumerate(every)}
    drawn = known(every)
    places = [at for at, row in rows.items() if not math.isnan(row.value)]
    hovers = [_hover(rows[at], digits) for at in places]
    data = [coloured(dots(drawn, places, look.ink, "circle", hovers), look.ink) if places else nothing()]
    for at, row in rows.items():
        layout["annotations"].append(_numbers(row, at, look, digits) if at in places else _why_not(row, at, look))
    first = every[0]
    layout["annotations"] += [
        _side(f"← {short(first.right)} higher", look.outlet(right)) | {"x": 0, "xanchor": "left", "yshift": SIDE_LINE},
        _side(f"{short(first.left)} higher →", look.outlet(left)) | {"x": 1, "xanchor": "right"},
    ]
    layout["xaxis"] = axis(
        look, zeroline=True, zerolinecolor=look.quiet, zerolinewidth=1.4, range=_around_zero(drawn), nticks=7,
        showticklabels=bool(places),
    )  # fmt: skip
    layout["yaxis"] = axis(
        look, tickvals=list(rows), ticktext=[_label(row, look) for row in rows.values()],
        range=[-0.6, len(every) - 0.4], showgrid=False,
    )  # fmt: skip
    return {"data": data, "layout": layout}


def _around_zero(drawn: Sequence[Any]) -> list[float]:
    """A range that holds every interval and zero, with as much room on both sides where there is nothing to draw."""
    if not drawn:
        return [-1, 1]
    low, high = min(0.0, *(row.low for row in drawn)), max(0.0, *(row.high for row in drawn))
    room = 0.06 * (high - low) or 1
    return [low - room, high + room]


def _rests_on(row: Any) -> str:
    articles = f"{row.articles_left:,} and {row.articles_right:,} articles"
    stories = "" if pd.isna(row.stories) else f"{row.stories:,} shared {'story' if row.stories == 1 else 'stories'}, "
    return stories + articles


def _label(row: Any, look: Look) -> str:
    return f"{row.compared}<br><span style='color:{look.quiet};font-size:10.5px'>{_rests_on(row)}</span>"


def _numbers(row: Any, at: int, look: Look, digits: int) -> Figure:
    return {
        "text": f"<b>{signed(row.value, digits)}</b>  ({signed(row.low, digits)} to {signed(row.high, digits)})",
        "x": 1, "y": at, "xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False,
        "font": {"size": 11.5, "color": look.ink},
    }  # fmt: skip


def _why_not(row: Any, at: int, look: Look) -> Figure:
    return {
        "text": wrapped(row.note, NOTE_WIDTH), "x": 0, "y": at, "xanchor": "left", "xshift": 8, "showarrow": False,
        "align": "left", "font": {"size": 10.5, "color": look.quiet},
    }  # fmt: skip


def _side(text: str, colour: str) -> Figure:
    return {
        "text": text, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "bottom", "showarrow": False,
        "font": {"size": 12, "color": colour},
    }  # fmt: skip


def _hover(row: Any, digits: int) -> str:
    lines = [
        f"<b>{row.compared}</b>: {safe(row.left)} minus {safe(row.right)}",
        f"{signed(row.value, digits)} {safe(row.unit)}",
        f"95 % interval {signed(row.low, digits)} to {signed(row.high, digits)}",
        _rests_on(row),
    ]
    if not math.isnan(row.covered):
        lines.append(f"on topics that hold {row.covered:.0f} % of the selection’s articles")
    return "<br>".join(lines)


def with_changes(figure: Figure, view: View, changes: pd.DataFrame, look: Look) -> Figure:
    """The picture of ``figures.timeline`` with the change points of its outlets: a line at each, a band around it."""
    panels = {outlet: str(k + 1) if k else "" for k, outlet in enumerate(dict.fromkeys(view.table["outlet"]))}
    layout = figure["layout"]
    layout["shapes"] = []
    for change in changes[changes["outlet"].isin(list(panels))].itertuples():
        shapes, label = _change(change, panels[str(change.outlet)], look)
        layout["shapes"] += shapes
        layout["annotations"].append(label)
    return figure


def with_events(figure: Figure, view: View, events: Sequence[tuple[dt.date, str]], look: Look) -> Figure:
    """The picture of ``figures.timeline`` with the reader's events: a line in every panel, named in the first."""
    layout = figure["layout"]
    shapes = layout.setdefault("shapes", [])
    for k in range(view.table["outlet"].nunique()):
        panel = str(k + 1) if k else ""
        first, last = layout[f"xaxis{panel}"]["range"]
        for date, label in events:
            if not first <= str(date) <= last:
                continue
            place = {"xref": f"x{panel}", "yref": f"y{panel} domain"}
            line = {"color": look.quiet, "width": 1, "dash": "dash"}
            shapes.append({"type": "line", "x0": str(date), "x1": str(date), "y0": 0, "y1": 1, "line": line} | place)
            if k == 0:
                layout["annotations"].append({
                    "text": short(label or day(date)), "x": str(date), "y": 0, "xanchor": "left", "yanchor": "bottom",
                    "showarrow": False, "textangle": -90, "font": {"size": 10, "color": look.quiet},
                } | place)  # fmt: skip
    return figure


def _change(change: Any, panel: str, look: Look) -> tuple[list[Figure], Figure]:
    """The band and line of a change point in a panel, and its date."""
    place = {"xref": f"x{panel}", "yref": f"y{panel} domain"}
    tall = {"y0": 0, "y1": 1, "layer": "below"} | place
    first, at, last = (str(date) for date in (change.earliest, change.date, change.latest))
    band = {"type": "rect", "x0": first, "x1": last, "fillcolor": look.quiet, "opacity": 0.2, "line": {"width": 0}}
    line = {"type": "line", "x0": at, "x1": at, "line": {"color": look.ink, "width": 1.4, "dash": "dot"}}
    label = {
        "text": day(change.date), "x": at, "y": 1, "xanchor": "left", "yanchor": "top", "showarrow": False,
        "font": {"size": 10, "color": look.ink},
    }  # fmt: skip
    return [band | tall, line | tall], label | place
