"""The picture of the page Words: a view model to a Plotly figure. Pure."""

from __future__ import annotations

from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    colour_intervals,
    dots,
    escaped,
    short_label,
)
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.words import MORE

#: where the axis of ratios has its numbers
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


def distinctive(view: View, theme: Theme, style: Style, caption: str) -> Figure:
    """A row a word, a dot and an interval of how many times as often it is used; hollow where it may be chance."""
    rows: list[Any] = list(view.table.rename(columns={"times": "value"}).itertuples(index=False))
    count = len(rows)
    layout = base_layout(view, theme, caption, TOP + BOTTOM + ROW * count + 26)
    data = []
    for side, colour in ((MORE, theme.outlet_colour(style)), (None, theme.quiet)):
        part = {count - 1 - k: row for k, row in enumerate(rows) if (row.use == MORE) == (side is not None)}
        if not part:
            continue
        symbols = ["circle" if row.clear else "circle-open" for row in part.values()]
        trace = dots(list(part.values()), list(part), colour, symbols, [_hover(row) for row in part.values()])
        data.append(colour_intervals(trace, colour) | {"customdata": [[row.word] for row in part.values()]})
    data.append({
        "type": "scatter", "mode": "lines", "x": [1, 1], "y": [-0.7, count - 0.3], "hoverinfo": "skip",
        "line": {"color": theme.quiet, "width": 1},
    })  # fmt: skip
    layout["xaxis"] = axis(theme, type="log", tickvals=list(TICKS), ticktext=[f"{t:g} ×" for t in TICKS])
    layout["yaxis"] = axis(
        theme, tickvals=[count - 1 - k for k in range(count)], ticktext=[short_label(row.word) for row in rows],
        range=[-0.7, count - 0.3],
    )  # fmt: skip
    return {"data": data, "layout": layout}


def _hover(row: Any) -> str:
    return (
        f"<b>{escaped(row.word)}</b><br>{row.value:.2f} times as often<br>95 % interval {row.low:.2f} to {row.high:.2f}"
        f"<br>{row.count:,} uses, others {row.others:,}<br>in {row.stories:,} stories; q {row.q:.4f}"
    )
