"""The pictures of the page Compare: three differences around zero, and outlets by topic (or by name). Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figures.base import (
    BOTTOM,
    BREAK,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    colour_intervals,
    dots,
    empty_trace,
    escaped,
    hover_text,
    legend,
    row_axis,
    row_positions,
    rows_of,
    short_label,
    too_few_label,
    with_value,
    wrapped,
)
from dashboard.theme import Style, Theme, style_of
from dashboard.views.base import View
from dashboard.views.formatting import number_of, signed

#: height of a difference's row, also in the narrow form, and width of the column of its numbers on the right, in pixels
TALL, TALL_NARROW, NUMBERS = int(2.1 * ROW), 4 * ROW, 152
#: height of the line that says on which side an outlet is higher, in pixels; the two outlets have a line each, because
#: long names would overlap on a phone
SIDE_LINE = 17
#: characters per line of the note that says why a difference is missing
NOTE_WIDTH = 44
#: space on the right for the number of articles beside the longest interval, in pixels
COUNTS = 58
#: the part of a topic's band that dots are drawn in
FILLED = 0.78
CAPTION = "Bars: 95 % bootstrap intervals over stories. A bar across zero: no clear difference."


def differences(view: View, theme: Theme, left: Style, right: Style, caption: str, digits: int) -> Figure:
    """Three rows, one for each kind of difference: a dot with its interval next to a line at zero.

    ``left`` and ``right`` are the styles of the two outlets. Labels give the numbers of articles and stories compared.
    In the narrow form of the picture, labels and numbers stand above their row.
    """
    wide, narrow = (_differences(view, theme, left, right, caption, digits, form) for form in (False, True))
    return wide | {"narrow": narrow}


def _differences(
    view: View, theme: Theme, left: Style, right: Style, caption: str, digits: int, narrow: bool
) -> Figure:  # fmt: skip
    top = TOP + 12 + 2 * SIDE_LINE
    height = TALL_NARROW if narrow else TALL
    layout = base_layout(view, theme, f"{caption}\n{CAPTION}", top + BOTTOM + height * len(view.table))
    layout["margin"] |= {"t": top, "r": 24 if narrow else NUMBERS}
    rows = rows_of(view)
    positions = row_positions(row.compared for row in rows)
    drawn = with_value(rows)
    hovers = [_hover(row, digits) for row in drawn]
    trace = dots(drawn, [positions[row.compared] for row in drawn], theme.ink, "circle", hovers)
    data = [colour_intervals(trace, theme.ink) if drawn else empty_trace()]
    for row in rows:
        y = positions[row.compared]
        known = not math.isnan(row.value)
        numbers = _numbers(row, theme, digits) | {"y": y} if known else _why_missing(row, y, theme)
        if narrow:
            layout["annotations"].append(_above(row, y, theme, _interval(row, digits) if known else ""))
        if not narrow:
            layout["annotations"].append(numbers)
        elif not known:
            layout["annotations"].append(numbers | {"yanchor": "top", "xshift": 0, "yshift": 6})
    first = rows[0]
    layout["annotations"] += [
        _side(f"← {short_label(first.right)} higher", theme.outlet_colour(right))
        | {"x": 0, "xanchor": "left", "yshift": SIDE_LINE},
        _side(f"{short_label(first.left)} higher →", theme.outlet_colour(left)) | {"x": 1, "xanchor": "right"},
    ]
    layout["xaxis"] = axis(
        theme, zeroline=True, zerolinecolor=theme.quiet, zerolinewidth=1.4, range=_around_zero(drawn),
        nticks=5 if narrow else 7, showticklabels=bool(drawn),
    )  # fmt: skip
    labels = [""] * len(rows) if narrow else [_label(row, theme) for row in rows]
    layout["yaxis"] = row_axis(theme, labels, margin=0.9 if narrow else 0.6, showgrid=False)
    return {"data": data, "layout": layout}


def _above(row: Any, y: int, theme: Theme, numbers: str) -> Figure:
    """What is compared, the difference and the articles, above a row of the narrow form."""
    head = f"<b>{row.compared}</b>: {numbers}" if numbers else f"<b>{row.compared}</b>"
    return {
        "text": f"{head}{BREAK}<span style='color:{theme.quiet};font-size:10.5px'>{_compared_articles(row)}</span>",
        "x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "bottom", "yshift": 9, "showarrow": False,
        "align": "left", "font": {"size": 11.5},
    }  # fmt: skip


def _around_zero(drawn: Sequence[Any]) -> list[float]:
    """The ends of an axis that contains zero and every interval; −1 to 1 if there are none."""
    if not drawn:
        return [-1, 1]
    low, high = min(0.0, *(row.low for row in drawn)), max(0.0, *(row.high for row in drawn))
    room = 0.06 * (high - low) or 1
    return [low - room, high + room]


def _compared_articles(row: Any) -> str:
    """The numbers of articles of the two outlets, and of the stories that they share."""
    articles = f"{row.articles_left:,} and {number_of(row.articles_right, 'article')}"
    stories = "" if pd.isna(row.stories) else f"{row.stories:,} shared {'story' if row.stories == 1 else 'stories'}, "
    return stories + articles


def _label(row: Any, theme: Theme) -> str:
    return f"{row.compared}{BREAK}<span style='color:{theme.quiet};font-size:10.5px'>{_compared_articles(row)}</span>"


def _interval(row: Any, digits: int) -> str:
    return f"<b>{signed(row.value, digits)}</b>  ({signed(row.low, digits)} to {signed(row.high, digits)})"


def _numbers(row: Any, theme: Theme, digits: int) -> Figure:
    """The difference and its interval as text on the right."""
    return {
        "text": _interval(row, digits), "x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False,
        "font": {"size": 11.5, "color": theme.ink},
    }  # fmt: skip


def _why_missing(row: Any, y: int, theme: Theme) -> Figure:
    """Why a difference is missing, in its place."""
    return {
        "text": wrapped(row.note, NOTE_WIDTH), "x": 0, "y": y, "xref": "paper", "xanchor": "left", "xshift": 8,
        "showarrow": False, "align": "left", "font": {"size": 10.5, "color": theme.quiet},
    }  # fmt: skip


def _side(text: str, colour: str) -> Figure:
    """A text above the plot that says which outlet is higher on one side of zero."""
    return {
        "text": text, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "bottom", "showarrow": False,
        "font": {"size": 12, "color": colour},
    }  # fmt: skip


def _hover(row: Any, digits: int) -> str:
    lines = [
        f"<b>{row.compared}</b>: {escaped(row.left)} minus {escaped(row.right)}",
        f"{signed(row.value, digits)} {escaped(row.unit)}",
        f"95 % interval {signed(row.low, digits)} to {signed(row.high, digits)}",
        _compared_articles(row),
    ]
    if not math.isnan(row.covered):
        lines.append(f"topics with {row.covered:.0f} % of the selected articles")
    return "<br>".join(lines)


def by_topic(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: int, column: str = "topic"
) -> Figure:
    """A band for each topic, with a dot and interval for each outlet; a legend names the outlets.

    ``column`` is the column of the view's table that bands are made from, if not the topic.
    """
    rows = rows_of(view)
    bands = row_positions(getattr(row, column) for row in rows)
    outlets = list(dict.fromkeys(row.outlet for row in rows))
    height = max(2, len(outlets)) * 0.62 * ROW + 14
    top = TOP + 12
    layout = base_layout(view, theme, caption, int(top + BOTTOM + height * len(bands)))
    layout["margin"]["t"] = top
    layout |= {"showlegend": True, "legend": legend()}
    layout["xaxis"] = axis(theme)
    layout["margin"]["r"] = COUNTS
    layout["yaxis"] = row_axis(theme, [short_label(name) for name in bands], margin=0.5, showgrid=False)
    layout["shapes"] = [_line_below(y, theme) for y in range(1, len(bands))]
    data = []
    for offset, outlet in zip(_offsets(len(outlets)), outlets, strict=True):
        own = [row for row in rows if row.outlet == outlet]
        y = {getattr(row, column): bands[getattr(row, column)] + offset for row in own}
        style = style_of(styles, outlet)
        data += [_outlet_dots(own, y, column, style, theme, digits, view.unit), _counts(own, y, column, theme)]
        layout["annotations"] += [
            too_few_label(0, y[getattr(row, column)], row.articles, theme, xref="x domain",
                          font={"size": 10, "color": theme.outlet_colour(style)})
            for row in own if math.isnan(row.value)
        ]  # fmt: skip
    return {"data": data, "layout": layout}


def _offsets(outlets: int) -> list[float]:
    """The position of each outlet in a band, relative to its middle, the first at the top."""
    step = FILLED / max(1, outlets)
    return [FILLED / 2 - step * (k + 0.5) for k in range(outlets)]


def _outlet_dots(
    rows: Sequence[Any], y: Mapping[str, float], column: str, style: Style, theme: Theme, digits: int, unit: str
) -> Figure:
    """The dots of one outlet in all bands; ``rows`` are those of the outlet, ``y`` their positions by band."""
    drawn = with_value(rows)
    outlet, bands = rows[0].outlet, [getattr(row, column) for row in drawn]
    hovers = [hover_text(row, f"{outlet}, {band}", digits, unit) for row, band in zip(drawn, bands, strict=True)]
    colour = theme.outlet_colour(style)
    trace = colour_intervals(dots(drawn, [y[band] for band in bands], colour, style.symbol, hovers), colour)
    return trace | {
        "name": short_label(outlet), "showlegend": True, "customdata": [[outlet, band] for band in bands],
    }  # fmt: skip


def _counts(rows: Sequence[Any], y: Mapping[str, float], column: str, theme: Theme) -> Figure:
    """The number of articles behind each dot, beside its interval."""
    drawn = with_value(rows)
    return {
        "type": "scatter", "mode": "text", "x": [row.high for row in drawn],
        "y": [y[getattr(row, column)] for row in drawn], "text": [f" n = {row.articles:,}" for row in drawn],
        "textposition": "middle right", "textfont": {"size": 10, "color": theme.quiet}, "hoverinfo": "skip",
        "showlegend": False, "cliponaxis": False,
    }  # fmt: skip


def _line_below(y: int, theme: Theme) -> Figure:
    """The line between two bands."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y - 0.5, "y1": y - 0.5,
        "line": {"color": theme.rule, "width": 1},
    }  # fmt: skip
