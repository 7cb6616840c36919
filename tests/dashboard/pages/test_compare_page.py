"""Comparisons: the three differences, every outlet against the others, and change over time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.scorers import measures
from analysis.statistics import Difference, Pair, compare_pair, outlets_and_others
from analysis.statistics.trend import Change, Slope, Trend
from analysis.store import Store
from analysis.store.filter import Filters
from dashboard.figures import compare as compare_figures
from dashboard.figures import timeline as timeline_figures
from dashboard.theme import Style, Theme
from dashboard.views import timeline as timeline_views
from dashboard.views.base import View
from dashboard.views.compare import outlets as compare_views
from tests.support.pages import CHARTS, Open, figures, notes, numbers, page_html, without_errors

MEASURE = measures()["hedging.outlet"]
LEFT, RIGHT = "<b>The Ledger</b>", "Courier"
DOT = Style(0, "circle")
CHANGE = Change(dt.date(2025, 3, 3), dt.date(2025, 2, 3), dt.date(2025, 4, 7), 5.0, 7.5, 2.5, 0.5, 4.5)


def difference(kind: str, low: float | None, high: float | None, note: str = "") -> Difference:
    value = None if low is None or high is None else (low + high) / 2
    return Difference(kind, value, low, high, (30, 20), 12, note=note)  # type: ignore[arg-type]


def pair(raw: tuple[float, float], matched: tuple[float, float] | tuple[None, None]) -> Pair:
    few = "" if matched[0] is not None else "too few shared stories"
    return Pair(
        LEFT, RIGHT, MEASURE, difference("raw", *raw), difference("standardised", None, None, "too few articles"),
        difference("matched", matched[0], matched[1], few),
    )  # fmt: skip


def frame_of(path: Path) -> pd.DataFrame:
    return ArticleColumns(Store(path)).measured(Filters(), [MEASURE.key])


# -- numbers and words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "matched", "disagree"),
    [
        ((1, 3), (1, 4), False),  # both higher
        ((1, 3), (-4, -1), True),  # the other way round
        ((2, 3), (-1, 1), True),  # gone in the same stories
        ((1, 3), (-1, 3), False),  # the stories cannot tell
        ((-2, 2), (1, 3), True),  # hidden by what they cover
        ((-1, 3), (0.5, 3), False),  # only more exact
        ((1, 3), (None, None), False),
    ],
)
def test_the_sentence_begins_with_a_disagreement(
    raw: tuple[float, float], matched: tuple[float, float] | tuple[None, None], disagree: bool
) -> None:
    found = pair(raw, matched)
    assert compare_views.disagree(found) is disagree
    assert compare_views.pair_sentence(found).startswith("The overall comparison and the same-story") is disagree


@pytest.mark.parametrize(
    ("raw", "even", "matched", "said"),
    [
        ((1, 3), None, (1, 3), "The Ledger is higher than Courier, both across all articles and within the 12 shared"),
        ((-3, -1), None, (-3, -1), "Courier is higher than The Ledger, both across all articles and within"),
        ((1, 3), None, (-0.5, 0.7), "story choice explains it at least in part"),
        ((1, 3), None, (-4, 4.2), "cannot show whether this comes from story choice"),
        ((1, 3), None, (-3, -1), "story choice reverses the overall comparison"),
        ((-1, 1), None, (1, 3), "story choice hides it"),
        ((-1, 1), None, (-1, 1), "−1.0 to +1.0 hedges per 1,000 own words remains possible"),
        ((1, 3), None, None, "share too few stories for a same-story comparison (3 of 5 needed) and too"),
        ((1, 3), (-1, 1), None, "adjusted for topic mix, there is no clear difference: topic choice may explain"),
        ((1, 3), (1, 3), None, "adjusted for topic mix, the difference remains"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_the_data_can_tell(
    raw: tuple[float, float], even: tuple[float, float] | None, matched: tuple[float, float] | None, said: str
) -> None:
    none = (None, None)
    found = dataclasses.replace(
        pair(raw, matched or none), left="The Ledger", standardised=difference("standardised", *even or none)
    )
    if matched is None:
        found = dataclasses.replace(found, matched=dataclasses.replace(found.matched, clusters=3))
    assert said in compare_views.explain(found)


@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_draws_its_table_and_says_why_values_are_missing(dark: bool) -> None:
    view = compare_views.differences(pair((1, 3), (None, None)))
    figure = go.Figure(compare_figures.differences(view, Theme(dark), DOT, DOT, "selection", 1))
    assert numbers(figure) == view.table["value"].dropna().tolist() == [2.0]
    said = notes(figure)
    assert "too few articles" in said
    assert "too few shared stories" in said
    assert "<b>+2.0</b>  (+1.0 to +3.0)" in said
    assert "12 shared stories, 30 and 20 articles" in str(figure.layout.yaxis.ticktext)
    assert "<b>The Ledger" not in str(figure)
    low, high = figure.layout.xaxis.range
    assert low < 0 < high


def test_a_pair_without_any_value_has_a_picture_that_says_so() -> None:
    few = difference("raw", None, None, "too few articles")
    view = compare_views.differences(dataclasses.replace(pair((1, 3), (None, None)), raw=few))
    figure = go.Figure(compare_figures.differences(view, Theme(False), DOT, DOT, "", 1))
    assert not numbers(figure)
    assert notes(figure).count("too few") == 3


def test_a_pair_on_too_few_stories_is_not_said_to_have_too_few_articles() -> None:
    few = difference("raw", None, None, "too few stories, or none that vary (12)")
    said = compare_views.explain(dataclasses.replace(pair((1, 3), (None, None)), raw=few))
    assert said.startswith(
        "Too few stories to compare: the articles (30 from <b>The Ledger</b> and 20 from Courier) are on only 12 in"
    )
    assert "Too few articles" not in said


def test_only_a_small_q_is_called_higher_or_lower() -> None:
    found = pd.DataFrame(
        [("A", 1.0, 0.2, 2.0, 0.03, 0.06, 20, 20), ("", 2.04, 1.0, 3.0, 0.001, 0.004, 20, 20),
         ("C", -2.0, -3.0, -1.0, 0.002, 0.005, 20, 20), ("D", np.nan, np.nan, np.nan, np.nan, np.nan, 3, 3)],
        columns=["outlet", "value", "low", "high", "p", "q", "articles", "stories"],
    )  # fmt: skip
    table = compare_views.against_others(found, MEASURE)
    assert table["outlet"].tolist() == ["(outlet not stated)", "A", "C", "D"]
    assert table["reading"].tolist() == ["higher", "no clear difference", "lower", "too few shared stories"]
    assert table["value"].head(3).tolist() == [2.04, 1.0, -2.0]


@pytest.mark.parametrize(
    ("slope", "said"),
    [
        (Slope(1.5, 0.5, 2.5, 0.01), "Linear trend: rising, +1.5 (+0.5 to +2.5) hedges"),
        (Slope(-1.5, -2.5, -0.5, 0.01), "falling"),
        (Slope(1.5, 0.5, 2.5, 0.2), "no clear rise or fall"),
        (Slope(0.2, -0.5, 0.9, 0.6), "no clear rise or fall"),
    ],
)
def test_change_over_time_is_described_with_its_interval(slope: Slope, said: str) -> None:
    steady = timeline_views.trend_sentence(Trend(MEASURE, "week", 30, 90, 80, (), slope))
    assert steady.startswith("No change point was found.")
    assert said in steady
    undated = timeline_views.trend_sentence(Trend(MEASURE, "week", 30, 90, 80, (), slope, undated=1))
    assert undated.startswith("No change point with a clear date was found. Linear trend: ")
    jump = timeline_views.trend_sentence(Trend(MEASURE, "week", 30, 90, 80, (CHANGE,), slope))
    assert jump.startswith(
        "Change point: the week of 3 Mar 2025 (95 % interval 3 Feb 2025 to 7 Apr 2025), from 5.0 to 7.5 hedges per "
        "1,000 own words, a difference of +2.5 (+0.5 to +4.5)."
    )


def test_too_few_weeks_are_reported() -> None:
    trend = Trend(MEASURE, "week", 5, 30, 25, note="too few weeks with articles (5 of 8 needed)")
    assert timeline_views.trend_sentence(trend) == "Not tested: too few weeks with articles (5 of 8 needed)."
    table = timeline_views.slopes({"A": trend}, MEASURE)
    assert table["slope"].isna().all()
    assert table["note"].tolist() == [trend.note]


def test_a_change_is_marked_in_the_panel_of_its_outlet() -> None:
    days = [dt.date(2025, month, 1) for month in range(1, 7)]
    rows = [(outlet, day, day, 5.0, 4.0, 6.0, 12) for outlet in ("A", "B") for day in days]
    columns = ["outlet", "period", "last_day", "value", "low", "high", "articles"]
    view = View("x", "x", "x", pd.DataFrame(rows, columns=columns))
    found = {name: Trend(MEASURE, "week", 30, 90, 80, (CHANGE,)) for name in ("B", "not shown")}
    marks = timeline_views.changes(found, MEASURE)
    assert len(marks) == 2
    plain = timeline_figures.timeline(view, Theme(False), {}, "", 1)
    figure = go.Figure(timeline_figures.with_changes(plain, view, marks, Theme(False)))
    band, line = figure.layout.shapes
    assert (band.x0, band.x1, line.x0, line.x1) == ("2025-02-03", "2025-04-07", "2025-03-03", "2025-03-03")
    assert {band.xref, line.xref} == {"x2"}
    assert "3 Mar 2025" in notes(figure)


# -- the pages --------------------------------------------------------------------------------


def test_compare_draws_what_the_analysis_says(open_page: Open, stores: dict[str, Path]) -> None:
    outlets = ["The Open Page", "Carrowmere Standard"]
    app = open_page("compare", beside=outlets)
    three, *_ = figures(app)
    found = compare_pair(frame_of(stores["normal"]), MEASURE, *outlets)
    assert found.matched.value is not None
    assert numbers(three) == [d.value for d in (found.raw, found.standardised, found.matched) if d.value is not None]
    assert "12 shared stories" in str(three.layout.yaxis.ticktext)
    assert re.search(
        r'<p class="gap"><b>The Open Page and Carrowmere Standard.</b> .*within the 12 shared', page_html(app)
    )
    turned = figures(open_page("compare", beside=outlets[::-1]))[0]
    assert numbers(turned) == pytest.approx([-value for value in numbers(three)])


def test_compare_ranks_every_outlet_against_the_others(open_page: Open, stores: dict[str, Path]) -> None:
    app = open_page("compare")
    table = app.dataframe[-1].value
    found = outlets_and_others(frame_of(stores["normal"]), MEASURE).set_index("outlet")
    assert set(table["outlet"]) == set(found.index)
    assert table["value"].is_monotonic_decreasing
    q = found["q"].reindex(table["outlet"]).to_numpy()
    assert table["q"].tolist() == pytest.approx(q, abs=1e-3)
    assert ((table["reading"] == "no clear difference") == (q >= 0.05)).all()
    without_errors(app.multiselect(key="outlet").set_value(["Capital Insider"]).run())
    assert "No outlet in this selection shares 5 stories" in "\n".join(c.value for c in app.caption)


def test_compare_says_that_there_are_too_few_articles(open_page: Open) -> None:
    app = open_page("compare", beside=["The Open Page", "Carrowmere Standard"], topic=["Health"])
    assert "Too few articles to compare" in page_html(app)
    assert "difference between two outlets: there are no numbers to draw." in page_html(app)
    assert not any("difference" in figure.layout.title.text for figure in figures(app))


def test_compare_of_one_outlet_asks_for_a_second(open_page: Open) -> None:
    app = open_page("compare", beside=["The Open Page"])
    assert len(figures(app)) == CHARTS["compare"] - 1
    assert "Choose a second outlet" in "\n".join(c.value for c in app.caption)


def test_timeline_says_of_each_outlet_whether_it_changes(open_page: Open) -> None:
    outlets = ["The Open Page", "Carrowmere Standard"]
    said = re.findall(r'<p class="gap"><b>(.*?)\.</b> (.*?)</p>', page_html(open_page("timeline", beside=outlets)))
    assert [name for name, _ in said] == outlets
    assert all(text == "Not tested: too few articles (12 of 20 needed)." for _, text in said)


def test_outlets_side_by_side_follow_the_selection_until_the_reader_chooses(open_page: Open) -> None:
    app = open_page("compare")
    usual, every = app.multiselect(key="beside").value, app.multiselect(key="beside").options
    assert len(usual) == 2
    others = [outlet for outlet in app.multiselect(key="outlet").options if outlet not in usual][:2]
    without_errors(app.multiselect(key="outlet").set_value(others).run())
    assert set(app.multiselect(key="beside").value) == set(others)
    app.multiselect(key="beside").set_value(others[:1]).run()
    without_errors(app.multiselect(key="outlet").set_value([*others, *usual]).run())
    assert app.multiselect(key="beside").value == others[:1]
    without_errors(app.multiselect(key="outlet").set_value(usual).run())
    assert set(app.multiselect(key="beside").value) == set(usual)
    assert len(every) > 3
