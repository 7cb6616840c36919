"""Periods with too few articles or none: they have a row, a mark in the picture and a reason."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd

from analysis.scorers import measures
from analysis.statistics.periods import MOST_ROWS
from dashboard.figures import timeline as timeline_figures
from dashboard.theme import Theme
from dashboard.views import timeline as timeline_views
from dashboard.views.base import EVERY_OUTLET

MEASURE = measures()["hedging.outlet"]
#: month of 2025 -> number of articles of the only outlet
MONTHS = {1: 12, 2: 15, 3: 4, 5: 11, 6: 13}


def articles(days: list[dt.date]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [f"a{k}" for k in range(len(days))],
            "outlet": "The Ledger",
            "published": pd.Series(days, dtype="datetime64[us]"),
            "hedging.outlet:count": [float(k % 4) for k in range(len(days))],
            "hedging.outlet:denominator": 500.0,
        }
    )


def by_month() -> pd.DataFrame:
    return articles([dt.date(2025, month, 1 + k) for month, size in MONTHS.items() for k in range(size)])


def test_every_month_between_the_first_and_the_last_has_a_row() -> None:
    view = timeline_views.timeline(by_month(), MEASURE, ["The Ledger"], "month")
    for outlet in (EVERY_OUTLET, "The Ledger"):
        rows = view.table[view.table["outlet"] == outlet]
        assert rows["period"].tolist() == [dt.date(2025, month, 1) for month in range(1, 7)]
        assert rows["last_day"].tolist()[3] == dt.date(2025, 4, 30)
        assert rows["articles"].tolist() == [12, 15, 4, 0, 11, 13]
        assert rows["value"].isna().tolist() == [False, False, True, True, False, False]
    assert view.left_out == "small marks at the bottom: a month with too few articles or with no article"


def test_the_picture_marks_months_without_a_value_and_does_not_bridge_them() -> None:
    view = timeline_views.timeline(by_month(), MEASURE, [], "month")
    figure = timeline_figures.timeline(view, Theme(dark=False), {}, "", 1)
    [gaps] = [trace for trace in figure["data"] if trace.get("meta") == timeline_figures.GAPS]
    assert gaps["x"] == ["2025-03-01", "2025-04-01"]
    assert "too few articles (4 of 10 needed)" in gaps["hovertext"][0]
    assert gaps["hovertext"][1].endswith("no article")
    assert gaps["customdata"] == [[EVERY_OUTLET, "2025-03-01/2025-03-31"], None]
    bands = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    assert [band["x"][: len(band["x"]) // 2] for band in bands] == [
        ["2025-01-01", "2025-02-01"], ["2025-05-01", "2025-06-01"],
    ]  # fmt: skip
    [line] = [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]
    assert line["y"][2:4] == [None, None]
    assert not line["connectgaps"]


def test_without_gaps_nothing_is_said_or_marked() -> None:
    frame = by_month()
    frame = frame[frame["published"] < "2025-03-01"]
    view = timeline_views.timeline(frame, MEASURE, [], "month")
    assert view.left_out == ""
    figure = timeline_figures.timeline(view, Theme(dark=False), {}, "", 1)
    assert not [trace for trace in figure["data"] if trace.get("meta") == timeline_figures.GAPS]


def test_a_gap_of_centuries_is_one_row() -> None:
    days = [dt.date(1025, 1, 1 + k) for k in range(12)] + [dt.date(2025, 1, 1 + k) for k in range(12)]
    table = timeline_views.timeline(articles(days), MEASURE, [], "month").table
    assert MOST_ROWS < (2025 - 1025) * 12
    assert table["period"].tolist() == [dt.date(1025, 1, 1), dt.date(1025, 2, 1), dt.date(2025, 1, 1)]
    assert math.isnan(table["value"][1])
