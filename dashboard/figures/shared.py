"""View models to Plotly figures, as plain dictionaries: much quicker to make than figure objects. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.statistics import ENOUGH_ARTICLES
from dashboard.figures.base import (
    BOTTOM,
    LEGEND_ROW,
    ROW,
    TITLE_LINE,
    TOP,
    UNIT_LINE,
    Figure,
    axis,
    coloured,
    dots,
    hover_text,
    known,
    layout_of,
    legend,
    legend_rows,
    nothing,
    number,
    rows_of,
    safe,
    short,
    too_few,
    wrapped,
)
from dashboard.theme import Look, Style
from dashboard.views.base import EVERY_OUTLET, View


def ranking(view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: int) -> Figure:
    """One dot and interval an outlet."""
    rows = rows_of(view)
    count = len(rows)
    layout = layout_of(view, look, caption, TOP + BOTTOM + ROW * count + 10)
    layout["xaxis"] = axis(look)
    y = [count - 1 - k for k in range(count)]
    data = []
    for row, at in zip(rows, y, strict=True):
        style = styles.get(row.outlet, Style(0, "circle"))
        colour = look.outlet(style)
        if math.isnan(row.value):
            layout["annotations"].append(too_few(0, at, row, look, xref="paper", xshift=6))
            continue
        hover = hover_text(row, row.outlet, digits, view.unit)
        data.append(coloured(dots([row], [at], colour, style.symbol, [hover]), colour) | {"customdata": [[row.outlet]]})
    if not data:
        layout["xaxis"]["showticklabels"] = False
        data.append(nothing())
    layout["yaxis"] = axis(
        look,
        tickvals=y,
        ticktext=[short(row.outlet) for row in rows],
        range=[-0.7, count - 0.3],
        showgrid=True,
    )
    return {"data": data, "layout": layout}


def profile(
    view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int], columns: int = 4
) -> Figure:
    """Small multiples: a panel a measure, a row an outlet, a dot and its interval in each."""
    every = rows_of(view)
    outlets = list(dict.fromkeys(row.outlet for row in every))
    panels = list(dict.fromkeys(row.measure for row in every))
    rows = math.ceil(len(panels) / columns)
    panel_height = ROW * len(outlets) * 0.86 + 20
    gap = 84
    inner = rows * panel_height + (rows - 1) * gap
    layout = layout_of(view, look, caption, int(TOP + 28 + BOTTOM + inner))
    layout["margin"]["t"] = TOP + 28
    data: list[Figure] = []
    position = {name: len(outlets) - 1 - k for k, name in enumerate(outlets)}
    colours = {name: look.outlet(styles.get(name, Style(0, "circle"))) for name in outlets}
    for r in range(rows):
        top = 1 - r * (panel_height + gap) / inner
        suffix = "" if r == 0 else str(r + 1)
        layout[f"yaxis{suffix}"] = axis(
            look, domain=[max(0, top - panel_height / inner), top], tickvals=list(position.values()),
            ticktext=[short(name) for name in position], range=[-0.7, len(outlets) - 0.3],
            anchor=f"x{'' if r == 0 else r * columns + 1}",
        )  # fmt: skip
    for k, key in enumerate(panels):
        own = [row for row in every if row.measure == key]
        column, r = k % columns, k // columns
        xs, ys = ("" if k == 0 else str(k + 1)), ("" if r == 0 else str(r + 1))
        width = 1 / columns
        domain = layout[f"yaxis{ys}"]["domain"]
        layout[f"xaxis{xs}"] = axis(
            look,
            domain=[column * width + 0.012, (column + 1) * width - 0.012],
            anchor=f"y{ys}",
            nticks=4,
            side="bottom",
        )
        first = own[0]
        layout["annotations"].append({
            "text": f"<b>{wrapped(first.measure_title, TITLE_LINE)}</b><br>"
            f"<span style='color:{look.quiet}'>{wrapped(first.unit, UNIT_LINE)}</span>",
            "x": column * width + 0.012, "y": domain[1], "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "showarrow": False, "align": "left", "font": {"size": 11}, "yshift": 2,
        })  # fmt: skip
        drawn = known(own)
        if not drawn:
            layout[f"xaxis{xs}"]["showticklabels"] = False
            data.append(nothing(xaxis=f"x{xs}", yaxis=f"y{ys}"))
        for colour in dict.fromkeys(colours[row.outlet] for row in drawn):
            part = [row for row in drawn if colours[row.outlet] == colour]
            hovers = [hover_text(row, f"{row.outlet}: {first.measure_title}", digits[key], first.unit) for row in part]
            symbols = [styles.get(row.outlet, Style(0, "circle")).symbol for row in part]
            trace = dots(part, [position[row.outlet] for row in part], colour, symbols, hovers)
            trace["marker"]["size"] = 6.5
            data.append(coloured(trace, colour) | {"xaxis": f"x{xs}", "yaxis": f"y{ys}"})
        for row in own:
            if math.isnan(row.value):
                layout["annotations"].append(
                    too_few(0, position[row.outlet], row, look, xref=f"x{xs} domain", yref=f"y{ys}")
                )
    return {"data": data, "layout": layout}


def by_topic(
    view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: int, column: str = "topic"
) -> Figure:
    """A band a topic (or whatever ``column`` names), in it a dot and interval an outlet; outlets are named above."""
    rows = rows_of(view)
    topics = list(dict.fromkeys(getattr(row, column) for row in rows))
    outlets = list(dict.fromkeys(row.outlet for row in rows))
    band = max(2, len(outlets)) * 0.62 * ROW + 14
    top = TOP + 12 + LEGEND_ROW * legend_rows(outlets)
    layout = layout_of(view, look, caption, int(top + BOTTOM + band * len(topics)))
    layout["margin"]["t"] = top
    layout |= {"showlegend": True, "legend": legend()}
    step = 0.78 / max(1, len(outlets))
    data = []
    for k, outlet in enumerate(outlets):
        style = styles.get(outlet, Style(0, "circle"))
        colour = look.outlet(style)
        part = [row for row in rows if row.outlet == outlet]
        drawn = known(part)
        offset = 0.39 - step * (k + 0.5)
        of = [getattr(row, column) for row in drawn]
        y = [len(topics) - 1 - topics.index(topic) + offset for topic in of]
        hovers = [
            hover_text(row, f"{outlet}, {topic}", digits, view.unit) for row, topic in zip(drawn, of, strict=True)
        ]
        data.append(
            coloured(dots(drawn, y, colour, style.symbol, hovers), colour)
            | {"name": short(outlet), "showlegend": True, "customdata": [[outlet, topic] for topic in of]}
        )
        for row in part:
            if math.isnan(row.value):
                at = len(topics) - 1 - topics.index(getattr(row, column)) + offset
                layout["annotations"].append(
                    too_few(0, at, row, look, xref="x domain") | {"font": {"size": 10, "color": colour}}
                )
    layout["xaxis"] = axis(look)
    layout["yaxis"] = axis(
        look, tickvals=list(range(len(topics)))[::-1], ticktext=[short(topic) for topic in topics],
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
            "line": {"color": look.rule, "width": 1},
        }
        for k in range(1, len(topics))
    ]
    return {"data": data, "layout": layout}


def grid(view: View, look: Look, caption: str, digits: int) -> Figure:
    """A heat map outlet by topic; cells with too few articles are hatched."""
    rows = rows_of(view)
    outlets = list(dict.fromkeys(row.outlet for row in rows))
    topics = list(dict.fromkeys(row.topic for row in rows))
    topics.sort(key=list(dict.fromkeys(row.topic for row in rows if row.outlet == EVERY_OUTLET)).index)
    cells = {(row.outlet, row.topic): row for row in rows}
    layout = layout_of(view, look, caption, TOP + BOTTOM + 26 * len(outlets) + 96)
    layout["margin"]["t"] = TOP + 96
    values: list[list[float | None]] = []
    texts, hovers = [], []
    crosses: list[tuple[int, int]] = []
    for outlet in outlets:
        line: list[float | None] = []
        text, hover = [], []
        for topic in topics:
            row: Any = cells.get((outlet, topic))
            measured = row is not None and not math.isnan(row.value)
            line.append(row.value if measured else None)
            text.append(number(row.value, digits) if measured else "")
            if row is not None and not measured:
                crosses.append((len(line) - 1, outlets.index(outlet)))
            hover.append(
                hover_text(row, f"{outlet}, {topic}", digits, view.unit)
                if row is not None
                else f"<b>{safe(outlet)}, {safe(topic)}</b><br>no articles"
            )
        values.append(line)
        texts.append(text)
        hovers.append(hover)
    data = [{
        "type": "heatmap", "z": values, "x": list(range(len(topics))), "y": list(range(len(outlets))), "text": texts,
        "texttemplate": "%{text}", "textfont": {"size": 10.5} | ({"color": look.ink} if look.dark else {}),
        "hovertext": hovers, "hoverinfo": "text", "xgap": 2, "ygap": 2, "colorscale": look.scale(),
        "showscale": False, "hoverongaps": True,
    }]  # fmt: skip
    if crosses:
        data.append(_hatched(crosses, look))
    places = [(t, o) for o in range(len(outlets)) for t in range(len(topics)) if (outlets[o], topics[t]) in cells]
    data.append({  # a heat map cannot be clicked on: marks that nobody sees can
        "type": "scatter", "mode": "markers", "x": [t for t, _ in places], "y": [o for _, o in places],
        "customdata": [[outlets[o], topics[t]] for t, o in places], "hoverinfo": "text",
        "hovertext": [hovers[o][t] for t, o in places],
        "marker": {"symbol": "square", "size": 22, "color": look.paper, "opacity": 0},
    })  # fmt: skip
    layout["xaxis"] = axis(
        look, side="top", tickvals=list(range(len(topics))), ticktext=[short(t) for t in topics], tickangle=-40,
        showgrid=False, range=[-0.5, len(topics) - 0.5],
    )  # fmt: skip
    layout["yaxis"] = axis(
        look, tickvals=list(range(len(outlets))), ticktext=[short(o) for o in outlets], autorange=False,
        range=[len(outlets) - 0.5, -0.5], showgrid=False,
    )  # fmt: skip
    if crosses:
        layout["annotations"][0]["text"] = (
            f"Hatched: too few articles (fewer than {ENOUGH_ARTICLES})<br>" + layout["annotations"][0]["text"]
        )
    layout["annotations"][0]["yshift"] = -8
    layout["margin"]["b"] += 6
    return {"data": data, "layout": layout}


def _hatched(cells: Sequence[tuple[int, int]], look: Look) -> Figure:
    """Three strokes across each cell, all of them one line with gaps."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x, y in cells:
        for shift in (-0.3, 0.0, 0.3):
            xs += [x + shift - 0.13, x + shift + 0.13, None]
            ys += [y + 0.34, y - 0.34, None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip",
        "line": {"color": look.quiet, "width": 0.8}, "opacity": 0.55,
    }  # fmt: skip


def timeline(
    view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: int, columns: int = 3
) -> Figure:
    """Small multiples: a panel an outlet, dots joined where neighbours have enough articles, bands for intervals."""
    every = rows_of(view)
    outlets = list(dict.fromkeys(row.outlet for row in every))
    measured = known(every)
    rows = math.ceil(len(outlets) / columns)
    height, gap = 150, 52
    inner = rows * height + (rows - 1) * gap
    layout = layout_of(view, look, caption, TOP + 24 + BOTTOM + inner)
    layout["margin"]["t"] = TOP + 24
    data: list[Figure] = []
    low = min((row.low for row in measured), default=0.0)
    high = max((row.high for row in measured), default=0.0)
    shown_days = _days(every)
    for k, outlet in enumerate(outlets):
        part = [row for row in every if row.outlet == outlet]
        colour = look.quiet if outlet == EVERY_OUTLET else look.outlet(styles.get(outlet, Style(0, "circle")))
        column, r = k % columns, k // columns
        panel = "" if k == 0 else str(k + 1)
        top = 1 - r * (height + gap) / inner
        bottom = max(0.0, top - height / inner)
        left, right = column / columns + 0.02 * (column > 0), (column + 1) / columns - 0.02
        layout[f"xaxis{panel}"] = axis(
            look, domain=[left, right], anchor=f"y{panel}", nticks=5, showgrid=False, type="date", range=shown_days
        )
        layout[f"yaxis{panel}"] = axis(
            look, domain=[bottom, top], anchor=f"x{panel}", nticks=4, rangemode="normal", showticklabels=column == 0
        )
        if measured:
            room = (high - low) * 0.06 or 1
            layout[f"yaxis{panel}"]["range"] = [low - room, high + room]
        layout["annotations"].append({
            "text": f"<b>{short(outlet)}</b>", "x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": colour},
        })  # fmt: skip
        if not known(part):
            layout["annotations"].append({
                "text": "too few articles in every period", "x": (left + right) / 2, "y": (top + bottom) / 2,
                "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "middle", "showarrow": False,
                "font": {"size": 11, "color": look.quiet},
            })  # fmt: skip
        where = {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}
        days = [str(row.period) for row in part]
        values = [None if math.isnan(row.value) else row.value for row in part]
        joined: set[str] = set()
        for run in _runs(part):
            stretch = [str(row.period) for row in run]
            joined.update(stretch)
            data.append({
                "type": "scatter", "mode": "lines", "x": stretch + stretch[::-1], "line": {"width": 0},
                "fill": "toself",
                "y": [row.high for row in run] + [row.low for row in run[::-1]], "fillcolor": colour,
                "opacity": 0.22, "hoverinfo": "skip",
            } | where)  # fmt: skip
        data.append({
            "type": "scatter", "mode": "lines+markers", "x": days, "y": values, "connectgaps": False,
            "line": {"color": colour, "width": 1.6}, "marker": {"color": colour, "size": 5}, "hoverinfo": "text",
            "hovertext": [hover_text(row, f"{outlet}, {row.period}", digits, view.unit) for row in part],
            "customdata": [[outlet, f"{row.period}/{row.last_day}"] for row in part],
            "error_y": {
                "type": "data", "symmetric": False, "width": 0, "thickness": 1, "color": colour,
                "array": [_whisker(row, row.high - row.value, joined) for row in part],
                "arrayminus": [_whisker(row, row.value - row.low, joined) for row in part],
            },
        } | where)  # fmt: skip
    return {"data": data, "layout": layout}


def _days(rows: Sequence[Any]) -> list[str]:
    first, last = (pd.Timestamp(end(row.period for row in rows)) for end in (min, max))
    room = (last - first) * 0.04 + pd.Timedelta(days=4)
    return [str((first - room).date()), str((last + room).date())]


def _whisker(row: Any, length: float, joined: set[str]) -> float | None:
    """The interval of a period that stands alone; where a band is drawn it says the same."""
    return None if str(row.period) in joined or math.isnan(length) else length


def _runs(part: Sequence[Any]) -> list[list[Any]]:
    """Stretches of periods that all have enough articles."""
    runs = [list(run) for missing, run in groupby(part, lambda row: math.isnan(row.value)) if not missing]
    return [run for run in runs if len(run) > 1]
