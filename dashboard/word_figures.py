"""The picture of the page Words: a view model to a Plotly figure. Pure."""

from __future__ import annotations

from typing import Any

from dashboard.drawing import BOTTOM, ROW, TOP, Figure, axis, coloured, dots, layout_of, safe, short
from dashboard.look import Look, Style
from dashboard.views import View
from dashboard.word_views import MORE

#: where the axis of ratios has its numbers
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


def distinctive(view: View, look: Look, style: Style, caption: str) -> Figure:
    """A row a word, a dot and an interval of how many times as often it is used; hollow where it may be chance."""
    table = view.table.rename(columns={"times": "value"})
    count = len(table)
    layout = layout_of(view, look, caption, TOP + BOTTOM + ROW * count + 26)
    data = []
    for side, colour in ((MORE, look.outlet(style)), (None, look.quiet)):
        part = table[(table["use"] == MORE) == (side is not None)]
        if part.empty:
            continue
        y = [count - 1 - int(k) for k in part.index]
        symbols = ["circle" if clear else "circle-open" for clear in part["clear"]]
        trace = dots(part, y, colour, symbols, [_hover(row) for row in part.itertuples()])
        data.append(coloured(trace, colour) | {"customdata": [[word] for word in part["word"]]})
    data.append({
        "type": "scatter", "mode": "lines", "x": [1, 1], "y": [-0.7, count - 0.3], "hoverinfo": "skip",
        "line": {"color": look.quiet, "width": 1},
    })  # fmt: skip
    layout["xaxis"] = axis(look, type="log", tickvals=list(TICKS), ticktext=[f"{t:g} ×" for t in TICKS])
    layout["yaxis"] = axis(
        look, tickvals=[count - 1 - k for k in range(count)], ticktext=[short(str(word)) for word in table["word"]],
        range=[-0.7, count - 0.3],
    )  # fmt: skip
    return {"data": data, "layout": layout}


def _hover(row: Any) -> str:
    return (
        f"<b>{safe(row.word)}</b><br>{row.value:.2f} times as often<br>95 % interval {row.low:.2f} to {row.high:.2f}"
        f"<br>{row.count:,} uses, others {row.others:,}<br>in {row.stories:,} stories; q {row.q:.4f}"
    )
