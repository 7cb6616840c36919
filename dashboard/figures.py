"""View models to Plotly figures, as plain dictionaries: much quicker to make than figure objects. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.compare import ENOUGH_ARTICLES
from dashboard.drawing import (
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
    layout_of,
    legend,
    legend_rows,
    nothing,
    number,
    safe,
    short,
    too_few,
    wrapped,
)
from dashboard.look import Look, Style
from dashboard.views import EVERY_OUTLET, View


def ranking(view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: int) -> Figure:
    """One dot and interval an outlet."""
    table = view.table
    count = len(table)
    layout = layout_of(view, look, caption, TOP + BOTTOM + ROW * count + 10)
    layout["xaxis"] = axis(look)
    y = [count - 1 - k for k in range(count)]
    data = []
    for row, at in zip(table.itertuples(), y, strict=True):
        style = styles.get(str(row.outlet), Style(0, "circle"))
        colour = look.outlet(style)
        one = table.loc[[row.Index]]
        if math.isnan(float(row.value)):  # type: ignore[arg-type]
            layout["annotations"].append(too_few(0, at, row, look, xref="paper", xshift=6))
            continue
        hover = hover_text(row, str(row.outlet), digits, view.unit)
        data.append(
            coloured(dots(one, [at], colour, style.symbol, [hover]), colour) | {"customdata": [[str(row.outlet)]]}
        )
    if not data:
        layout["xaxis"]["showticklabels"] = False
        data.append(nothing())
    layout["yaxis"] = axis(
        look,
        tickvals=y,
        ticktext=[short(str(name)) for name in table["outlet"]],
        range=[-0.7, count - 0.3],
        showgrid=True,
    )
    return {"data": data, "layout": layout}


def profile(
    view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: Mapping[str, int], columns: int = 4
) -> Figure:
    """Small multiples: a panel a measure, a row an outlet, a dot and its interval in each."""
    table = view.table
    outlets = list(dict.fromkeys(table["outlet"]))
    panels = list(dict.fromkeys(table["measure"]))
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
        rows_of = table[table["measure"] == key]
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
        first = rows_of.iloc[0]
        layout["annotations"].append({
            "text": f"<b>{wrapped(first.measure_title, TITLE_LINE)}</b><br>"
            f"<span style='color:{look.quiet}'>{wrapped(first.unit, UNIT_LINE)}</span>",
            "x": column * width + 0.012, "y": domain[1], "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "showarrow": False, "align": "left", "font": {"size": 11}, "yshift": 2,
        })  # fmt: skip
        drawn = rows_of.dropna(subset=["value"])
        if drawn.empty:
            layout[f"xaxis{xs}"]["showticklabels"] = False
            data.append(nothing(xaxis=f"x{xs}", yaxis=f"y{ys}"))
        for style_colour in dict.fromkeys(colours[name] for name in drawn["outlet"]):
            part = drawn[drawn["outlet"].map(colours) == style_colour]
            hovers = [
                hover_text(row, f"{row.outlet}: {first.measure_title}", digits[key], first.unit)
                for row in part.itertuples()
            ]
            symbols = [styles.get(str(name), Style(0, "circle")).symbol for name in part["outlet"]]
            trace = dots(part, [position[str(n)] for n in part["outlet"]], style_colour, symbols, hovers)
            trace["marker"]["size"] = 6.5
            data.append(coloured(trace, style_colour) | {"xaxis": f"x{xs}", "yaxis": f"y{ys}"})
        for row in rows_of[rows_of["value"].isna()].itertuples():
            layout["annotations"].append(
                too_few(0, position[str(row.outlet)], row, look, xref=f"x{xs} domain", yref=f"y{ys}")
            )
    return {"data": data, "layout": layout}


def by_topic(
    view: View, look: Look, styles: Mapping[str, Style], caption: str, digits: int, column: str = "topic"
) -> Figure:
    """A band a topic (or whatever ``column`` names), in it a dot and interval an outlet; outlets are named above."""
    table = view.table
    topics, outlets = list(dict.fromkeys(table[column])), list(dict.fromkeys(table["outlet"]))
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
        part = table[table["outlet"] == outlet]
        drawn = part.dropna(subset=["value"])
        offset = 0.39 - step * (k + 0.5)
        y = [len(topics) - 1 - topics.index(topic) + offset for topic in drawn[column]]
        hovers = [hover_text(row, f"{outlet}, {getattr(row, column)}", digits, view.unit) for row in drawn.itertuples()]
        data.append(
            coloured(dots(drawn, y, colour, style.symbol, hovers), colour)
            | {"name": short(outlet), "showlegend": True, "customdata": [[outlet, topic] for topic in drawn[column]]}
        )
        for row in part[part["value"].isna()].itertuples():
            at = len(topics) - 1 - topics.index(str(getattr(row, column))) + offset
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
    table = view.table
    outlets, topics = list(dict.fromkeys(table["outlet"])), list(dict.fromkeys(table["topic"]))
    topics.sort(key=list(dict.fromkeys(table[table["outlet"] == EVERY_OUTLET]["topic"])).index)
    cells = {(str(row.outlet), str(row.topic)): row for row in table.itertuples()}
    layout = layout_of(view, look, caption, TOP + BOTTOM + 26 * len(outlets) + 96)
    layout["margin"]["t"] = TOP + 96
    values: list[list[float | None]] = []
    texts, hovers = [], []
    crosses: list[tuple[int, int]] = []
    for outlet in outlets:
        line: list[float | None] = []
        text, hover = [], []
        for topic in topics:
            row = cells.get((outlet, topic))
            known = row is not None and not math.isnan(float(row.value))  # type: ignore[arg-type]
            line.append(float(row.value) if row is not None and known else None)  # type: ignore[arg-type]
            text.append(number(float(row.value), digits) if row is not None and known else "")  # type: ignore[arg-type]
            if row is not None and not known:
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
        "texttemplate": "%{text}", "textfont": {"size": 10.5}, "hovertext": hovers, "hoverinfo": "text", "xgap": 2,
        "ygap": 2, "colorscale": look.scale(), "showscale": False, "hoverongaps": True,
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
    table = view.table
    outlets = list(dict.fromkeys(table["outlet"]))
    rows = math.ceil(len(outlets) / columns)
    height, gap = 150, 52
    inner = rows * height + (rows - 1) * gap
    layout = layout_of(view, look, caption, TOP + 24 + BOTTOM + inner)
    layout["margin"]["t"] = TOP + 24
    data: list[Figure] = []
    low, high = table["low"].min(), table["high"].max()
    for k, outlet in enumerate(outlets):
        part = table[table["outlet"] == outlet]
        colour = look.quiet if outlet == EVERY_OUTLET else look.outlet(styles.get(outlet, Style(0, "circle")))
        column, r = k % columns, k // columns
        panel = "" if k == 0 else str(k + 1)
        top = 1 - r * (height + gap) / inner
        bottom = max(0.0, top - height / inner)
        left, right = column / columns + 0.02 * (column > 0), (column + 1) / columns - 0.02
        layout[f"xaxis{panel}"] = axis(
            look, domain=[left, right], anchor=f"y{panel}", nticks=5, showgrid=False, type="date", range=_days(table)
        )
        layout[f"yaxis{panel}"] = axis(
            look, domain=[bottom, top], anchor=f"x{panel}", nticks=4, rangemode="normal", showticklabels=column == 0
        )
        if not math.isnan(low):
            room = (high - low) * 0.06 or 1
            layout[f"yaxis{panel}"]["range"] = [low - room, high + room]
        layout["annotations"].append({
            "text": f"<b>{short(outlet)}</b>", "x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": colour},
        })  # fmt: skip
        drawn = part.dropna(subset=["value"])
        if drawn.empty:
            layout["annotations"].append({
                "text": "too few articles in every period", "x": (left + right) / 2, "y": (top + bottom) / 2,
                "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "middle", "showarrow": False,
                "font": {"size": 11, "color": look.quiet},
            })  # fmt: skip
        where = {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}
        days = [str(day) for day in part["period"]]
        values = [None if math.isnan(v) else v for v in part["value"]]
        joined: set[object] = set()
        for run in _runs(part):
            joined.update(run.index)
            stretch = [str(day) for day in run["period"]]
            data.append({
                "type": "scatter", "mode": "lines", "x": stretch + stretch[::-1], "line": {"width": 0},
                "fill": "toself",
                "y": run["high"].tolist() + run["low"].tolist()[::-1], "fillcolor": colour, "opacity": 0.22,
                "hoverinfo": "skip",
            } | where)  # fmt: skip
        data.append({
            "type": "scatter", "mode": "lines+markers", "x": days, "y": values, "connectgaps": False,
            "line": {"color": colour, "width": 1.6}, "marker": {"color": colour, "size": 5}, "hoverinfo": "text",
            "hovertext": [hover_text(row, f"{outlet}, {row.period}", digits, view.unit) for row in part.itertuples()],
            "customdata": [[outlet, f"{row.period}/{row.last_day}"] for row in part.itertuples()],
            "error_y": {
                "type": "data", "symmetric": False, "width": 0, "thickness": 1, "color": colour,
                "array": _whiskers(part, part["high"] - part["value"], joined),
                "arrayminus": _whiskers(part, part["value"] - part["low"], joined),
            },
        } | where)  # fmt: skip
    return {"data": data, "layout": layout}


def _days(table: pd.DataFrame) -> list[str]:
    first, last = pd.Timestamp(min(table["period"])), pd.Timestamp(max(table["period"]))
    room = (last - first) * 0.04 + pd.Timedelta(days=4)
    return [str((first - room).date()), str((last + room).date())]


def _whiskers(part: pd.DataFrame, lengths: pd.Series, joined: set[object]) -> list[float | None]:
    """Intervals of the periods that stand alone; where a band is drawn it says the same."""
    return [
        None if index in joined or math.isnan(length) else float(length)
        for index, length in zip(part.index, lengths, strict=True)
    ]


def _runs(part: pd.DataFrame) -> list[pd.DataFrame]:
    """Stretches of periods that all have enough articles."""
    known = part["value"].notna()
    groups = (known != known.shift()).cumsum()
    return [run for _, run in part[known].groupby(groups[known]) if len(run) > 1]
