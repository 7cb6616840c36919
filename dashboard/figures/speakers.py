"""Two pictures of the page Sources: circles in a grid, whose areas are numbers of statements. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.figures.base import BOTTOM, ROW, TOP, Figure, axis, base_layout, circles, escaped, rows_of, short_label
from dashboard.theme import Theme
from dashboard.views.base import View
from dashboard.views.formatting import number_of


def by_outlet(view: View, theme: Theme, caption: str) -> Figure:
    """A column for each speaker and a row for each outlet, with a circle where the outlet quotes the speaker.

    The narrow form of the picture has a row for each speaker.
    """
    wide, narrow = (_grid(view, theme, caption, turned) for turned in (False, True))
    return wide | {"narrow": narrow}


def _grid(view: View, theme: Theme, caption: str, turned: bool) -> Figure:
    table = view.table
    outlets, speakers = list(dict.fromkeys(table["outlet"])), _most_quoted_first(view)
    across, down = (outlets, speakers) if turned else (speakers, outlets)
    layout = base_layout(view, theme, caption, TOP + BOTTOM + int(1.15 * ROW * len(down)) + 10)
    hovers = [
        f"<b>{escaped(row.speaker)}</b> in {escaped(row.outlet)}<br>{row.share:.1f} % of its attributions to named "
        f"speakers<br>{row.attributions:,} of {row.of:,}, in {number_of(row.articles, 'article')}"
        + (f"<br>also written {escaped(row.also_written)}" if isinstance(row.also_written, str) else "")
        for row in rows_of(view)
    ]
    columns, rows = (table["outlet"], table["speaker"]) if turned else (table["speaker"], table["outlet"])
    data = [circles([across.index(s) for s in columns], [down.index(o) for o in rows], table["share"].tolist(),
                    hovers, table["speaker"].tolist(), theme)]  # fmt: skip
    data[0] |= _counts(table["attributions"].tolist(), theme)
    layout["xaxis"] = axis(
        theme, side="top", tickvals=list(range(len(across))), ticktext=[short_label(s) for s in across],
        tickangle=-40, range=[-0.6, len(across) - 0.2],
    )  # fmt: skip
    layout["yaxis"] = _down(down, theme)
    return {"data": data, "layout": layout}


def _counts(numbers: Sequence[int], theme: Theme) -> Figure:
    """The properties that write a number beside each circle."""
    return {
        "mode": "markers+text", "text": [f" {number:,}" for number in numbers], "textposition": "middle right",
        "textfont": {"size": 9.5, "color": theme.quiet}, "cliponaxis": False,
    }  # fmt: skip


def over_time(view: View, theme: Theme, caption: str) -> Figure:
    """Months from left to right and a row for each outlet, with a circle where it quotes the speaker in that month."""
    table = view.table
    outlets = list(dict.fromkeys(table["outlet"]))
    layout = base_layout(view, theme, caption, TOP + BOTTOM + int(1.3 * ROW * len(outlets)) + 24)
    hovers = [
        f"<b>{escaped(row.cell)}</b><br>{number_of(row.statements, 'statement')} "
        f"in {number_of(row.articles, 'article')}"
        for row in rows_of(view)
    ]
    data = [circles([str(month) for month in table["month"]], [outlets.index(o) for o in table["outlet"]],
                     table["statements"].tolist(), hovers, table["cell"].tolist(), theme)]  # fmt: skip
    data[0] |= _counts(table["statements"].tolist(), theme)
    layout["xaxis"] = axis(theme, type="date", showgrid=False)
    layout["yaxis"] = _down(outlets, theme)
    return {"data": data, "layout": layout}


def _most_quoted_first(view: View) -> list[str]:
    """The speakers, ordered by the number of attributions to them."""
    sums = view.table.groupby("speaker")["attributions"].sum().sort_values(ascending=False, kind="stable")
    return [str(name) for name in sums.index]


def _down(names: Sequence[str], theme: Theme) -> Figure:
    """A vertical axis that points down, with a name at 0, 1, 2, …"""
    count = len(names)
    return axis(
        theme, tickvals=list(range(count)), ticktext=[short_label(name) for name in names], autorange=False,
        range=[count - 0.4, -0.6],
    )  # fmt: skip
