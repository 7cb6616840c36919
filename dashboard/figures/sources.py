"""The pictures of the page Sources: view models to Plotly figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.figures.base import (
    BOTTOM,
    LEGEND_ROW,
    ROW,
    TOP,
    Figure,
    axis,
    base_layout,
    escaped,
    legend,
    legend_rows,
    short_label,
)
from dashboard.figures.profile import profile
from dashboard.theme import Style, Theme
from dashboard.views.base import View
from dashboard.views.sources import SOURCE_TYPE_NAMES


def introduced(
    view: View, theme: Theme, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int]
) -> Figure:
    """Two panels on one scale: what is introduced with doubt, and what as fact; a row an outlet."""
    figure = profile(view, theme, styles, caption, digits, columns=2)
    figure["layout"]["xaxis2"]["matches"] = "x"
    return figure


def source_types(view: View, theme: Theme, caption: str) -> Figure:
    """Stacked bars: the kinds of source of each outlet, named first, then the rest."""
    table = view.table
    outlets = list(dict.fromkeys(table["outlet"]))
    top = TOP + 12 + LEGEND_ROW * legend_rows(list(SOURCE_TYPE_NAMES.values()))
    layout = base_layout(view, theme, caption, top + BOTTOM + ROW * len(outlets) + 20)
    layout["margin"]["t"] = top
    layout |= {"barmode": "stack", "bargap": 0.3, "showlegend": True, "legend": legend()}
    tints = (
        ("#0B4F75", "#5E9CC4", "#D55E00", "#F2A873", "#8A8A8A", "#C4C4C4")
        if not theme.dark
        else ("#9FD6F5", "#4F8FB8", "#F0803C", "#A85F33", "#9A9A9A", "#666666")
    )
    data = []
    for kind, tint in zip(SOURCE_TYPE_NAMES.values(), tints, strict=True):
        part = table[table["source_type"] == kind].set_index("outlet").reindex(outlets)
        hovers = [
            f"<b>{escaped(outlet)}</b><br>{kind}: {row.share:.1f} % "
            f"({int(row.attributions):,} of {int(row.of_attributions):,})"
            for outlet, row in part.iterrows()
        ]
        data.append({
            "type": "bar", "orientation": "h", "x": part["share"].tolist(), "y": list(range(len(outlets)))[::-1],
            "name": kind, "marker": {"color": tint, "line": {"width": 0}}, "hovertext": hovers, "hoverinfo": "text",
            "textposition": "none",
        })  # fmt: skip
    layout["xaxis"] = axis(theme, range=[0, 100], ticksuffix=" %", showgrid=False)
    layout["yaxis"] = axis(
        theme, tickvals=list(range(len(outlets)))[::-1], ticktext=[short_label(o) for o in outlets], showgrid=False,
        range=[-0.6, len(outlets) - 0.4],
    )  # fmt: skip
    return {"data": data, "layout": layout}
