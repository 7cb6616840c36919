"""Two measures of every article: every article is in one circle, and the sentence states the correlation."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import counted
from analysis.scorers import measures
from analysis.statistics.rank import Correlation, rank_correlation
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from dashboard.figures import two_measures as two_measures_figures
from dashboard.theme import Theme
from dashboard.views.compare import two_measures as two_measures_views
from tests.support.pages import Open, figures, notes, page_html, without_errors

BOTH = {key: measures()[key] for key in ("hedging.outlet", "sourcing.unnamed")}


def test_every_article_with_both_measures_is_in_one_circle(stores: dict[str, Path]) -> None:
    frame = ArticleColumns(Store(stores["normal"])).measured(EVERYTHING, list(BOTH))
    placed = two_measures_views.with_both_measures(frame, BOTH)
    assert placed["id"].is_unique
    assert set(placed["id"]) == set.intersection(*(set(counted(frame, key)["id"]) for key in BOTH))
    one = counted(frame, "hedging.outlet").set_index("id")
    rate = 1000 * one["count"] / one["denominator"]
    assert placed["value"].tolist() == pytest.approx(rate[placed["id"]].tolist())
    view = two_measures_views.articles(placed, BOTH)
    assert view.table["articles"].sum() == len(placed)
    assert len(view.table) <= two_measures_views.BINS_ACROSS * two_measures_views.BINS_UPWARDS
    [circles] = two_measures_figures.articles(view, Theme(dark=False), "note", (1, 1))["data"]
    assert sum(circles["marker"]["size"]) == len(placed)
    assert rank_correlation(placed) is not None


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Correlation(0.31, 0.2, 0.4, 300), "tend to have more of the second"),
        (Correlation(-0.31, -0.4, -0.2, 300), "rank correlation −0.31 (95 % interval −0.40 to −0.20; 300 articles)"),
        (Correlation(0.05, -0.1, 0.2, 300), "which may be due to chance"),
        (None, "No correlation: too few articles"),
    ],
)
def test_the_sentence_depends_on_the_interval(found: Correlation | None, said: str) -> None:
    assert said in two_measures_views.correlation_sentence(found, BOTH)


def test_articles_of_a_circle_are_listed(open_page: Open) -> None:
    app = open_page("compare", each="article")
    figure = figures(app)[-1]
    assert figure.layout.title.text.endswith("by article")
    cells = app.selectbox(key="cell")
    assert len(cells.options) == len(figure.data[0].x)
    assert "rank correlation" in page_html(app)
    without_errors(cells.set_value(cells.options[-1]).run())
    assert page_html(app).count('<a href="article?') == figure.data[0].marker.size[-1]


@pytest.mark.parametrize(
    ("store", "pictures", "circles"), [("one_article", 1, 1), ("unscored", 0, 0), ("hostile", 1, 1), ("undated", 1, 1)]
)
def test_few_or_awkward_articles_raise_no_error(open_page: Open, store: str, pictures: int, circles: int) -> None:
    drawn = figures(open_page("compare", store, each="article"))
    assert len(drawn) == pictures
    assert sum("by article" in figure.layout.title.text for figure in drawn) == circles
    assert not any("NaN" in notes(figure) for figure in drawn)
