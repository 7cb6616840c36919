"""The picture of the page Words: an outlet's distinctive words. Pure."""

from __future__ import annotations

from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    ROW_MARGIN,
    TOP,
    Figure,
    axis,
    base_layout,
    colour_intervals,
    dots,
    escaped,
    label_with_n,
    row_axis,
)
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.formatting import number_of
from dashboard.views.words import MORE

#: the numbers on the axis of ratios
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


def distinctive(view: View, theme: Theme, style: Style, caption: str) -> Figure:
    """A row for each word: a dot with its interval for how many times as often the outlet uses it as the others.

    Dots are hollow if the difference may be chance. Words used more often have the outlet's colour.
    """
    rows: list[Any] = list(view.table.rename(columns={"times": "value"}).itertuples(index=False))
    count = len(rows)
    layout = base_layout(view, theme, caption, TOP + BOTTOM + ROW * count + 26)
    data = []
    for more, colour in ((True, theme.outlet_colour(style)), (False, theme.quiet)):
        own = {count - 1 - k: row for k, row in enumerate(rows) if (row.use == MORE) == more}
        if not own:
            continue
        symbols = ["circle" if row.clear else "circle-open" for row in own.values()]
        trace = dots(list(own.values()), list(own), colour, symbols, [_hover(row) for row in own.values()])
        data.append(colour_intervals(trace, colour) | {"customdata": [[row.word] for row in own.values()]})
    data.append({
        "type": "scatter", "mode": "lines", "x": [1, 1], "y": [-ROW_MARGIN, count - 1 + ROW_MARGIN],
        "hoverinfo": "skip", "line": {"color": theme.quiet, "width": 1},
    })  # fmt: skip
    layout["xaxis"] = axis(theme, type="log", tickvals=list(TICKS), ticktext=[f"{t:g} ×" for t in TICKS])
    layout["yaxis"] = row_axis(theme, [label_with_n(row.word, [row.count], theme) for row in rows])
    return {"data": data, "layout": layout}


def _hover(row: Any) -> str:
    return (
        f"<b>{escaped(row.word)}</b><br>{row.value:.2f} times as often"
        f"<br>95 % interval {row.low:.2f} to {row.high:.2f}"
        f"<br>{number_of(row.count, 'use')}, others {row.others:,}"
        f"<br>in {number_of(row.stories, 'story', 'stories')}; q {row.q:.4f}"
    )
