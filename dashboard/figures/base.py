"""The parts that figures are made of: layout, axes, dots with intervals, hover texts. Pure."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Sequence
from typing import Any

from analysis.statistics import ENOUGH_ARTICLES
from dashboard.theme import FONT, TITLE_FONT, Theme
from dashboard.views.base import View
from dashboard.views.formatting import number

Figure = dict[str, Any]
ROW = 21
TOP = 74
BOTTOM = 66
LONGEST_LABEL = 30
#: characters of a line of the note at the foot, of a panel's title and of its unit
NOTE_LINE, TITLE_LINE, UNIT_LINE = 92, 27, 33
LEGEND_ROW = 19
#: the narrowest a plotting area gets: on a phone, where the page scrolls pictures sideways
NARROWEST = 430
#: diameter of the largest circle, and of the smallest that can be hit
LARGEST, SMALLEST = 25, 5


def escaped(text: object) -> str:
    """Text from articles for Plotly, which reads a few HTML tags in labels."""
    return html.escape(str(text), quote=False)


def short_label(text: str) -> str:
    """A label cut to what fits beside an axis."""
    return escaped(text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…")


def wrapped(text: str, width: int) -> str:
    """Text in lines of at most so many characters."""
    return "<br>".join(escaped(line) for line in textwrap.wrap(text, width))


def legend_rows(names: Sequence[str]) -> int:
    """How many rows a legend above the plot needs where the picture is at its narrowest."""
    entry = 40 + 6.3 * max((min(len(name), LONGEST_LABEL) for name in names), default=0)
    return math.ceil(len(names) / max(1, int(NARROWEST / entry)))


def base_layout(view: View, theme: Theme, caption: str, height: int) -> Figure:
    lines = [escaped(line) for part in (view.left_out, *caption.split("\n")) for line in textwrap.wrap(part, NOTE_LINE)]
    more = 13 * max(0, len(lines) - 2)
    note = {
        "text": "<br>".join(lines), "x": 0, "y": 0, "xref": "paper", "yref": "paper", "showarrow": False,
        "xanchor": "left", "yanchor": "top", "align": "left", "yshift": -34,
        "font": {"size": 10.5, "color": theme.quiet},
    }  # fmt: skip
    return {
        "title": {
            "text": escaped(view.title),
            "subtitle": {"text": escaped(view.unit), "font": {"family": FONT, "size": 12.5, "color": theme.quiet}},
            "font": {"family": TITLE_FONT, "size": 18, "color": theme.ink},
            "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
            "pad": {"t": 20, "l": 2},
        },
        "font": {"family": FONT, "size": 12.5, "color": theme.ink},
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "height": height + more,
        "margin": {"l": 8, "r": 24, "t": TOP, "b": BOTTOM + more, "autoexpand": True},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": theme.paper, "bordercolor": theme.rule, "font": {"family": FONT, "color": theme.ink}},
        "dragmode": False,
        "annotations": [note],
    }  # fmt: skip


def axis(theme: Theme, **more: Any) -> Figure:
    return {
        "gridcolor": theme.rule, "zeroline": False, "linecolor": theme.rule, "tickfont": {"size": 11.5},
        "fixedrange": True, "automargin": True, "separatethousands": True,
    } | more  # fmt: skip


def hover_text(row: Any, label: str, digits: int, unit: str) -> str:
    if math.isnan(row.value):
        return f"<b>{escaped(label)}</b><br>too few articles ({row.articles} of {ENOUGH_ARTICLES} needed)"
    return (
        f"<b>{escaped(label)}</b><br>{number(row.value, digits)} {escaped(unit)}"
        f"<br>95 % interval {number(row.low, digits)} to {number(row.high, digits)}<br>{row.articles:,} articles"
    )


def rows_of(view: View) -> list[Any]:
    """The rows of a view's table, each with its columns as attributes: far quicker to go through than the table."""
    return list(view.table.itertuples(index=False))


def with_value(rows: Sequence[Any]) -> list[Any]:
    """The rows that have a value."""
    return [row for row in rows if not math.isnan(row.value)]


def dots(
    rows: Sequence[Any], y: Sequence[float], colours: Sequence[str] | str, symbol: Any, hovers: Sequence[str]
) -> Figure:
    """Dots with their intervals, at ``value`` with ``low`` and ``high`` of each row; one trace."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value for row in rows],
        "y": list(y),
        "marker": {"color": colours, "symbol": symbol, "size": 8},
        "error_x": {
            "type": "data", "symmetric": False, "thickness": 1.4, "width": 0,
            "array": [row.high - row.value for row in rows], "arrayminus": [row.value - row.low for row in rows],
        },
        "hovertext": list(hovers),
        "hoverinfo": "text",
    }  # fmt: skip


def colour_intervals(trace: Figure, colour: str) -> Figure:
    trace["error_x"]["color"] = colour
    return trace


def legend() -> Figure:
    """A legend in rows above the plot; ``legend_rows`` says how many to leave room for."""
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "traceorder": "normal",
        "font": {"size": 12.5},
    }  # fmt: skip


def empty_trace(**where: Any) -> Figure:
    """A trace without a mark: Plotly leaves out the axes of a panel that has no trace."""
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "hoverinfo": "skip", **where}


def too_few_label(x: float, y: float, row: Any, theme: Theme, **where: Any) -> Figure:
    return {
        "text": f"too few articles ({row.articles})", "x": x, "y": y, "showarrow": False, "xanchor": "left",
        "font": {"size": 10.5, "color": theme.quiet}, **where,
    }  # fmt: skip


def with_customdata(figure: Figure, view: View, column: str) -> Figure:
    """The figure with the names of a column on its marks, for pictures of one trace a row; rows without a value have
    no mark."""
    names = view.table.dropna(subset=["value"])[column]
    for trace, name in zip(figure["data"], names, strict=False):
        trace["customdata"] = [[name]]
    return figure


def circles(
    x: Sequence[Any], y: Sequence[float], values: Sequence[float], hovers: list[str], picked: list[str], theme: Theme
) -> Figure:
    """Circles whose areas are the values; a click on one picks its name."""
    colour = theme.scale()[2 if theme.dark else 1][1]
    return {
        "type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "hovertext": hovers, "hoverinfo": "text",
        "customdata": [[name] for name in picked],
        "marker": {
            "size": list(values), "sizemode": "area", "sizeref": 2 * max(values) / LARGEST**2, "sizemin": SMALLEST / 2,
            "color": colour, "line": {"color": theme.ink, "width": 0.6}, "opacity": 0.9,
        },
    }  # fmt: skip
