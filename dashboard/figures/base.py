"""The parts that figures are built from: layout, axes, dots with intervals, hover texts. Pure."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from analysis.statistics import ENOUGH_ARTICLES
from dashboard.theme import FONT, TITLE_FONT, Theme
from dashboard.views.base import View, too_few
from dashboard.views.formatting import number, number_of

Figure = dict[str, Any]
#: height of a row of marks, and the margins above and below the plotting area, in pixels
ROW, TOP, BOTTOM = 21, 74, 66
#: space between the outermost rows and the edge of the plotting area, in rows
ROW_MARGIN = 0.7
#: characters of a label next to an axis; longer ones are cut
LONGEST_LABEL = 30
#: between two lines of a text; with the space, its words stay apart where it is copied or read without its lines
BREAK = " <br>"
#: diameter of the largest circle, and of the smallest, which must still be easy to click, in pixels
LARGEST_CIRCLE, SMALLEST_CIRCLE = 25, 5


def escaped(text: object) -> str:
    """Text from articles with HTML escaped, because Plotly interprets some tags in labels."""
    return html.escape(str(text), quote=False)


def short_label(text: str) -> str:
    """An escaped label, cut to ``LONGEST_LABEL`` characters."""
    return escaped(text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…")


def wrapped(text: str, width: int) -> str:
    """Escaped text, broken into lines of at most ``width`` characters."""
    return BREAK.join(escaped(line) for line in textwrap.wrap(text, width))


def base_layout(view: View, theme: Theme, caption: str, height: int) -> Figure:
    """The layout that all pictures share: title, unit, fonts, colours, margins, and the note below the plot.

    The first annotation is the note: what the view leaves out, then the caption. ``height`` is the height in pixels
    with a title of one line, a note of two and no legend. Where a figure is drawn, ``fit.js`` in ``dashboard/widgets``
    breaks lines, arranges panels and adds to the height what they need.
    """
    lines = [escaped(part) for part in (view.left_out, *caption.split("\n")) if part]
    note = {
        "text": BREAK.join(lines), "x": 0, "y": 0, "xref": "paper", "yref": "paper", "showarrow": False,
        "xanchor": "left", "yanchor": "top", "align": "left", "yshift": -34,
        "font": {"size": 11, "color": theme.quiet},
    }  # fmt: skip
    return {
        "title": {
            "text": escaped(view.title),
            "subtitle": {"text": escaped(view.unit), "font": {"family": FONT, "size": 12.5, "color": theme.quiet}},
            "font": {"family": TITLE_FONT, "size": 18, "color": theme.ink},
            "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
            "pad": {"t": 20, "l": 8},
        },
        "font": {"family": FONT, "size": 12.5, "color": theme.ink},
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "height": height,
        "margin": {"l": 8, "r": 24, "t": TOP, "b": BOTTOM, "autoexpand": True},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": theme.paper, "bordercolor": theme.rule, "font": {"family": FONT, "color": theme.ink}},
        "dragmode": False,
        "annotations": [note],
    }  # fmt: skip


def axis(theme: Theme, **more: Any) -> Figure:
    """An axis in the colours of the theme, with the properties given in ``more``."""
    return {
        "gridcolor": theme.rule, "zeroline": False, "linecolor": theme.rule, "tickfont": {"size": 11.5},
        "fixedrange": True, "automargin": True, "ticklabeloverflow": "allow", "separatethousands": True,
    } | more  # fmt: skip


def row_positions(names: Iterable[str]) -> dict[str, int]:
    """Each distinct name -> its position on an axis that points up, so that the first name is at the top."""
    distinct = list(dict.fromkeys(names))
    return {name: len(distinct) - 1 - k for k, name in enumerate(distinct)}


def row_axis(theme: Theme, labels: Sequence[str], margin: float = ROW_MARGIN, **more: Any) -> Figure:
    """A vertical axis with one label per row, the first at the top, at the positions of ``row_positions``."""
    count = len(labels)
    return axis(
        theme, tickvals=list(range(count))[::-1], ticktext=list(labels), range=[-margin, count - 1 + margin], **more
    )  # fmt: skip


def hover_text(row: Any, label: str, digits: int, unit: str) -> str:
    """What a picture shows when a mark is pointed at: value, interval and number of articles, or why none.

    A number that was counted has no interval."""
    if math.isnan(row.value):
        return f"<b>{escaped(label)}</b><br>{too_few(row.articles)}"
    if math.isnan(row.low):
        return (
            f"<b>{escaped(label)}</b><br>{number(row.value, digits)} {escaped(unit)}"
            f"<br>of {number_of(row.articles, 'article')}"
        )
    return (
        f"<b>{escaped(label)}</b><br>{number(row.value, digits)} {escaped(unit)}"
        f"<br>95 % interval {number(row.low, digits)} to {number(row.high, digits)}"
        f"<br>{number_of(row.articles, 'article')}"
    )


def label_with_n(name: str, articles: Iterable[int], theme: Theme) -> str:
    """The label of a row: a name, and the number of articles behind its marks, or the smallest and the largest."""
    known = [int(number) for number in articles]
    low, high = min(known), max(known)
    n = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{short_label(name)} <span style='color:{theme.quiet};font-size:10.5px'>n = {n}</span>"


def row_labels(names: Iterable[str], rows: Sequence[Any], theme: Theme) -> list[str]:
    """The labels of outlets, each with the numbers of articles in its ``rows``."""
    return [label_with_n(name, [row.articles for row in rows if row.outlet == name], theme) for name in names]


def rows_of(view: View) -> list[Any]:
    """The rows of a view's table with columns as attributes, which is much faster to iterate over than the table."""
    return list(view.table.itertuples(index=False))


def with_value(rows: Sequence[Any]) -> list[Any]:
    """The rows that have a value."""
    return [row for row in rows if not math.isnan(row.value)]


def dots(
    rows: Sequence[Any], y: Sequence[float], colours: Sequence[str] | str, symbol: Any, hovers: Sequence[str]
) -> Figure:
    """A trace of dots at each row's ``value``, with an interval from ``low`` to ``high``."""
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
    """Set the colour of a trace's intervals; returns the same trace."""
    trace["error_x"]["color"] = colour
    return trace


def legend() -> Figure:
    """A legend in rows above the plot."""
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "traceorder": "normal",
        "font": {"size": 12.5},
    }  # fmt: skip


def empty_trace(**axes: Any) -> Figure:
    """A trace without marks, because Plotly does not draw the axes of a panel without a trace."""
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "hoverinfo": "skip", **axes}


def too_few_label(x: float, y: float, articles: int, theme: Theme, **more: Any) -> Figure:
    """The annotation shown in place of a value that is missing because articles or stories are too few."""
    text = f"too few articles ({articles})" if articles < ENOUGH_ARTICLES else "too few stories"
    return {
        "text": text, "x": x, "y": y, "showarrow": False, "xanchor": "left",
        "font": {"size": 10.5, "color": theme.quiet}, **more,
    }  # fmt: skip


def circles(
    x: Sequence[Any], y: Sequence[float], values: Sequence[float], hovers: list[str], names: list[str], theme: Theme
) -> Figure:
    """A trace of circles whose areas are proportional to the values; clicking one chooses its name."""
    colour = theme.scale()[2 if theme.dark else 1][1]
    return {
        "type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "hovertext": hovers, "hoverinfo": "text",
        "customdata": [[name] for name in names],
        "marker": {
            "size": list(values), "sizemode": "area", "sizeref": 2 * max(values) / LARGEST_CIRCLE**2,
            "sizemin": SMALLEST_CIRCLE / 2, "color": colour, "line": {"color": theme.ink, "width": 0.6}, "opacity": 0.9,
        },
    }  # fmt: skip
