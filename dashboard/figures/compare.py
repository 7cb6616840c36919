"""The pictures of fair comparison: three differences around zero, and change points in a timeline. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figures.base import (
    BOTTOM,
    LEGEND_ROW,
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
    legend_rows,
    rows_of,
    short_label,
    too_few_label,
    with_value,
    wrapped,
)
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.formatting import signed

#: height of a difference's row, and the room for its numbers at the right
TALL, NUMBERS = int(2.1 * ROW), 152
#: height of a line that names the side of an outlet; two lines, for long names meet on a phone
SIDE_LINE = 17
NOTE_WIDTH = 44
CAPTION = "Bars: 95 % bootstrap intervals over stories. A bar across zero: not told from chance."


def differences(view: View, theme: Theme, left: Style, right: Style, caption: str, digits: int) -> Figure:
    """A row a kind of difference: a dot and interval beside a zero line, under each name what it rests on."""
    top = TOP + 12 + 2 * SIDE_LINE
    layout = base_layout(view, theme, f"{caption}\n{CAPTION}", top + BOTTOM + TALL * len(view.table))
    layout["margin"] |= {"t": top, "r": NUMBERS}
    every = rows_of(view)
    rows = {len(every) - 1 - k: row for k, row in enumerate(every)}
    drawn = with_value(every)
    places = [at for at, row in rows.items() if not math.isnan(row.value)]
    hovers = [_hover(rows[at], digits) for at in places]
    data = [colour_intervals(dots(drawn, places, theme.ink, "circle", hovers), theme.ink) if places else empty_trace()]
    for at, row in rows.items():
        layout["annotations"].append(_numbers(row, at, theme, digits) if at in places else _why_not(row, at, theme))
    first = every[0]
    layout["annotations"] += [
        _side(f"← {short_label(first.right)} higher", theme.outlet_colour(right))
        | {"x": 0, "xanchor": "left", "yshift": SIDE_LINE},
        _side(f"{short_label(first.left)} higher →", theme.outlet_colour(left)) | {"x": 1, "xanchor": "right"},
    ]
    layout["xaxis"] = axis(
        theme, zeroline=True, zerolinecolor=theme.quiet, zerolinewidth=1.4, range=_around_zero(drawn), nticks=7,
        showticklabels=bool(places),
    )  # fmt: skip
    layout["yaxis"] = axis(
        theme, tickvals=list(rows), ticktext=[_label(row, theme) for row in rows.values()],
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


def _label(row: Any, theme: Theme) -> str:
    return f"{row.compared}<br><span style='color:{theme.quiet};font-size:10.5px'>{_rests_on(row)}</span>"


def _numbers(row: Any, at: int, theme: Theme, digits: int) -> Figure:
    return {
        "text": f"<b>{signed(row.value, digits)}</b>  ({signed(row.low, digits)} to {signed(row.high, digits)})",
        "x": 1, "y": at, "xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False,
        "font": {"size": 11.5, "color": theme.ink},
    }  # fmt: skip


def _why_not(row: Any, at: int, theme: Theme) -> Figure:
    return {
        "text": wrapped(row.note, NOTE_WIDTH), "x": 0, "y": at, "xanchor": "left", "xshift": 8, "showarrow": False,
        "align": "left", "font": {"size": 10.5, "color": theme.quiet},
    }  # fmt: skip


def _side(text: str, colour: str) -> Figure:
    return {
        "text": text, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "bottom", "showarrow": False,
        "font": {"size": 12, "color": colour},
    }  # fmt: skip


def _hover(row: Any, digits: int) -> str:
    lines = [
        f"<b>{row.compared}</b>: {escaped(row.left)} minus {escaped(row.right)}",
        f"{signed(row.value, digits)} {escaped(row.unit)}",
        f"95 % interval {signed(row.low, digits)} to {signed(row.high, digits)}",
        _rests_on(row),
    ]
    if not math.isnan(row.covered):
        lines.append(f"on topics that hold {row.covered:.0f} % of the selection’s articles")
    return "<br>".join(lines)


def by_topic(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: int, column: str = "topic"
) -> Figure:
    """A band a topic (or whatever ``column`` names), in it a dot and interval an outlet; outlets are named above."""
    rows = rows_of(view)
    topics = list(dict.fromkeys(getattr(row, column) for row in rows))
    outlets = list(dict.fromkeys(row.outlet for row in rows))
    band = max(2, len(outlets)) * 0.62 * ROW + 14
    top = TOP + 12 + LEGEND_ROW * legend_rows(outlets)
    layout = base_layout(view, theme, caption, int(top + BOTTOM + band * len(topics)))
    layout["margin"]["t"] = top
    layout |= {"showlegend": True, "legend": legend()}
    step = 0.78 / max(1, len(outlets))
    data = []
    for k, outlet in enumerate(outlets):
        style = styles.get(outlet, Style(0, "circle"))
        colour = theme.outlet_colour(style)
        part = [row for row in rows if row.outlet == outlet]
        drawn = with_value(part)
        offset = 0.39 - step * (k + 0.5)
        of = [getattr(row, column) for row in drawn]
        y = [len(topics) - 1 - topics.index(topic) + offset for topic in of]
        hovers = [
            hover_text(row, f"{outlet}, {topic}", digits, view.unit) for row, topic in zip(drawn, of, strict=True)
        ]
        data.append(
            colour_intervals(dots(drawn, y, colour, style.symbol, hovers), colour)
            | {"name": short_label(outlet), "showlegend": True, "customdata": [[outlet, topic] for topic in of]}
        )
        for row in part:
            if math.isnan(row.value):
                at = len(topics) - 1 - topics.index(getattr(row, column)) + offset
                layout["annotations"].append(
                    too_few_label(0, at, row, theme, xref="x domain") | {"font": {"size": 10, "color": colour}}
                )
    layout["xaxis"] = axis(theme)
    layout["yaxis"] = axis(
        theme, tickvals=list(range(len(topics)))[::-1], ticktext=[short_label(topic) for topic in topics],
        range=[-0.5, len(topics) - 0.5], showgrid=False,
    )  # fmt: skip
    layout["shapes"] = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": k - 0.5,
            "y1": k - 0.5,
            "line": {"color": theme.rule, "width": 1},
        }
        for k in range(1, len(topics))
    ]
    return {"data": data, "layout": layout}
