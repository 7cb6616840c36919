"""Views of several pages, and the pictures of them."""

import datetime as dt

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.columns.counts import columns
from analysis.scorers import measures
from analysis.statistics import ENOUGH_ARTICLES
from dashboard.figures import compare as compare_figures
from dashboard.figures import profile as profile_figures
from dashboard.figures import timeline as timeline_figures
from dashboard.figures import topics as topics_figures
from dashboard.figures.base import Figure, too_few_label
from dashboard.theme import Theme, outlet_styles
from dashboard.views import profile as profile_views
from dashboard.views import timeline as timeline_views
from dashboard.views import topics as topics_views
from dashboard.views.base import EVERY_OUTLET, EVERY_TOPIC, needed, too_few, too_few_of
from dashboard.views.compare import outlets as compare_views
from dashboard.views.formatting import outlet_name, signed

OUTLETS = ["The Ledger", "<b>Courier</b>", "", "A newspaper with a name of sixty characters or a few more"]
MEASURE = measures()["hedging.outlet"]


def corpus(sizes: tuple[int, ...] = (40, 30, 15, 4)) -> pd.DataFrame:
    random = np.random.default_rng(3)
    rows = []
    for outlet, size in zip(OUTLETS, sizes, strict=False):
        for k in range(size):
            day = None if k % 9 == 8 else pd.Timestamp(2025, 1 + k % 6, 1 + k % 28)
            topic = ("politics", "us_house")[k % 2]
            counts = [number for _ in measures() for number in (float(random.poisson(4)), 500.0)]
            rows.append((f"{outlet}{k}", outlet, topic, day, *counts))
    names = ["id", "outlet", "topic", "published", *(name for key in measures() for name in columns(key))]
    return pd.DataFrame(rows, columns=names).astype({"published": "datetime64[us]"})


FRAME = corpus()
STYLES = {outlet_name(name): style for name, style in outlet_styles(OUTLETS).items()}
DIGITS = {key: measure.decimals for key, measure in measures().items()}


def drawn(figure: Figure) -> go.Figure:
    return go.Figure(figure)  # raises if Plotly does not know a property


@pytest.mark.parametrize("dark", [False, True])
def test_every_figure_is_one_that_plotly_accepts(dark: bool) -> None:
    theme = Theme(dark)
    outlets = OUTLETS[:3]
    caption = "selection\nversions"
    drawn(profile_figures.profile(profile_views.profile(FRAME, measures()), theme, STYLES, caption, DIGITS))
    drawn(compare_figures.by_topic(compare_views.by_topic(FRAME, MEASURE, outlets), theme, STYLES, caption, 1))
    drawn(topics_figures.grid(topics_views.grid(FRAME, MEASURE), theme, caption, 1))
    drawn(
        timeline_figures.timeline(timeline_views.timeline(FRAME, MEASURE, outlets, "month"), theme, STYLES, caption, 1)
    )
    drawn(profile_figures.ranking(profile_views.ranking(FRAME, MEASURE), theme, STYLES, caption, 1))


def test_a_picture_draws_exactly_the_numbers_of_its_table() -> None:
    view = profile_views.ranking(FRAME, MEASURE)
    figure = drawn(profile_figures.ranking(view, Theme(False), STYLES, "", 1))
    marks = sorted(x for trace in figure.data for x in trace.x)
    assert marks == pytest.approx(sorted(view.table["value"].dropna()))
    spans = sorted(x + e for trace in figure.data for x, e in zip(trace.x, trace.error_x.array, strict=True))
    assert spans == pytest.approx(sorted(view.table["high"].dropna()))


def test_text_from_articles_is_escaped_in_every_label_and_hover() -> None:
    view = profile_views.ranking(FRAME, MEASURE)
    figure = profile_figures.ranking(view, Theme(False), STYLES, "<i>x</i>", 1)
    for trace in figure["data"]:
        trace.pop("customdata", None)  # what a click returns; it is never shown
    written = str(figure)
    assert "<b>Courier</b>" not in written.replace("&lt;b&gt;Courier&lt;/b&gt;", "")
    assert "&lt;b&gt;Courier&lt;/b&gt;" in written
    assert "<i>x</i>" not in written


def test_a_value_from_too_few_articles_is_not_drawn() -> None:
    view = profile_views.ranking(FRAME, MEASURE)
    few = view.table[view.table["articles"] < ENOUGH_ARTICLES]
    assert len(few) == 1
    assert few["value"].isna().all()
    figure = drawn(profile_figures.ranking(view, Theme(False), STYLES, "", 1))
    assert any("too few articles (4)" in note.text for note in figure.layout.annotations)


def test_an_outlet_keeps_its_colour_whatever_is_selected() -> None:
    whole = profile_figures.ranking(profile_views.ranking(FRAME, MEASURE), Theme(False), STYLES, "", 1)
    part = profile_figures.ranking(
        profile_views.ranking(FRAME[FRAME["outlet"] == OUTLETS[1]], MEASURE), Theme(False), STYLES, "", 1
    )
    colour = part["data"][0]["marker"]["color"]
    assert colour in [trace["marker"]["color"] for trace in whole["data"]]
    assert colour == Theme(False).outlet_colour(STYLES[OUTLETS[1]])


def test_the_grid_has_a_row_and_a_column_for_all() -> None:
    table = topics_views.grid(FRAME, MEASURE).table
    whole = table[(table["outlet"] == EVERY_OUTLET) & (table["topic"] == EVERY_TOPIC)]
    assert len(whole) == 1
    assert whole["articles"].item() == FRAME["id"].nunique()
    assert {"Politics", "US House"} <= set(table["topic"])


def test_the_timeline_leaves_out_and_counts_what_has_no_date() -> None:
    view = timeline_views.timeline(FRAME, MEASURE, OUTLETS[:1], "month")
    undated = int(FRAME["published"].isna().sum())
    assert view.left_out.startswith(f"{undated} undated articles")
    whole = view.table[view.table["outlet"] == EVERY_OUTLET]
    assert whole["articles"].sum() == len(FRAME) - undated
    assert set(whole["period"]) == {dt.date(2025, month, 1) for month in range(1, 7)}


@pytest.mark.parametrize(("value", "digits", "said"), [(-0.04, 1, "−0.04"), (0.26, 1, "+0.3"), (0.0, 1, "+0.0")])
def test_a_small_difference_is_not_shown_as_zero(value: float, digits: int, said: str) -> None:
    assert signed(value, digits) == said


# -- why a number is missing ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("articles", "label", "hover"),
    [
        (4, "too few articles (4)", "too few articles (4 of 10 needed)"),
        (12, "too few stories", "too few stories (12 articles on fewer than 5 stories)"),
    ],
)
def test_a_missing_number_is_explained_by_the_reason_that_applies(articles: int, label: str, hover: str) -> None:
    assert too_few_label(0, 0, articles, Theme(dark=False))["text"] == label
    assert too_few(articles) == hover


def test_what_is_needed_names_stories_where_articles_are_enough() -> None:
    assert needed(9) == needed(pd.Series([3, 9])) == needed(pd.Series([], dtype=int)) == "10 articles"
    assert needed(10) == needed(pd.Series([3, 10])) == "10 articles on 5 stories"
    assert [too_few_of(pd.Series(sizes)) for sizes in ([3, 4], [10, 12], [3, 10])] == [
        "articles", "stories", "articles or stories",
    ]  # fmt: skip


def test_pictures_and_sentences_blame_the_stories_where_articles_are_enough() -> None:
    one_story = FRAME[FRAME["outlet"] == OUTLETS[0]].assign(story="the only one", weight=1.0)
    topics = topics_views.grid(one_story, MEASURE)
    assert "Hatched: too few stories (fewer than 5)" in str(topics_figures.grid(topics, Theme(dark=False), "", 1))
    assert "10 articles on 5 stories" in topics_views.furthest_topic_sentence(topics.table, MEASURE)
    line = timeline_views.timeline(one_story, MEASURE, [], "quarter")
    picture = timeline_figures.timeline(line, Theme(dark=False), STYLES, "", 1)
    assert "too few stories in every period" in str(picture)
    assert "too few articles in every period" not in str(picture)
