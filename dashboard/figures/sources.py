"""The pictures of the page Sources. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.figures.base import (
    BOTTOM,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    escaped,
    label_with_n,
    legend,
    row_axis,
)
from dashboard.figures.profile import profile
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.sources import SOURCE_TYPE_NAMES

#: a colour for each kind of source, in the order of ``SOURCE_TYPE_NAMES``, on a light and on a dark page
TINTS = (
    ("#0B4F75", "#5E9CC4", "#D55E00", "#F2A873", "#8A8A8A", "#C4C4C4"),
    ("#9FD6F5", "#4F8FB8", "#F0803C", "#A85F33", "#9A9A9A", "#666666"),
)


def introduced(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]
) -> Figure:
    """Two panels on one scale, statements introduced with doubt and as fact, with a row for each outlet."""
    return profile(view, theme, styles, caption, digits, columns=2, one_scale=True)


def source_types(view: View, theme: Theme, caption: str) -> Figure:
    """A stacked bar for each outlet: its kinds of source, those with a name first."""
    table = view.table
    outlets = list(dict.fromkeys(table["outlet"]))
    top = TOP + 12
    layout = base_layout(view, theme, caption, top + BOTTOM + ROW * len(outlets) + 20)
    layout["margin"]["t"] = top
    layout |= {"barmode": "stack", "bargap": 0.3, "showlegend": True, "legend": legend()}
    found: list[Any] = list(table.itertuples(index=False))
    rows = {(row.outlet, row.source_type): row for row in found}
    data = []
    for kind, tint in zip(SOURCE_TYPE_NAMES.values(), TINTS[theme.dark], strict=True):
        part = [rows[outlet, kind] for outlet in outlets]
        hovers = [
            f"<b>{escaped(row.outlet)}</b><br>{kind}: {row.share:.1f} % "
            f"({int(row.attributions):,} of {int(row.of_attributions):,})"
            for row in part
        ]
        data.append({
            "type": "bar", "orientation": "h", "x": [row.share for row in part], "y": list(range(len(outlets)))[::-1],
            "name": kind, "marker": {"color": tint, "line": {"width": 0}}, "hovertext": hovers, "hoverinfo": "text",
            "textposition": "none", "customdata": [[outlet, kind] for outlet in outlets],
        })  # fmt: skip
    attributions = table.groupby("outlet")["of_attributions"].first()
    labels = [label_with_n(outlet, [attributions[outlet]], theme) for outlet in outlets]
    layout["xaxis"] = axis(theme, range=[0, 100], ticksuffix=" %", showgrid=False)
    layout["yaxis"] = row_axis(theme, labels, margin=0.6, showgrid=False)
    return {"data": data, "layout": layout}
