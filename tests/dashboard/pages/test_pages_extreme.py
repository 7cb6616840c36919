"""Stores of extreme size and shape on every page: many outlets, long names, a very long article."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analysis.store import Store
from tests.support.corpora import measured_store
from tests.support.pages import LONG, VIEWS, Open, article, check_pictures, notes, page_html, selection, without_errors

OUTLETS = 183
WORDS = 20_000
SENTENCE = "“It may rain in Aldenport tonight,” said Ann Smith, and perhaps it will. "
#: view -> what its picture says of the outlets that it leaves out
LEFT_OUT = dict.fromkeys(("overview", "topics"), "20 of 184 outlets shown (those with most articles)")


@pytest.fixture(scope="module")
def extreme(stores: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """183 outlets with one article each and one with thirteen: a name of 60 characters, an article of 20,000 words."""
    articles = [
        article(f"{SENTENCE} Number {k}.", f"{LONG[:50]} {k}", f"Rain {k}", published=dt.date(2025, 1, 1 + k % 28),
                topic=f"Topic {k % 40}")
        for k in range(OUTLETS)
    ]  # fmt: skip
    articles += [
        article(f"{SENTENCE} Perhaps it was number {k}.", LONG, f"مطر 🌧️ {k}", published=dt.date(2025, 2, k + 1))
        for k in range(12)
    ]
    articles.append(
        article(SENTENCE * (WORDS // len(SENTENCE.split())), LONG, "Very long", published=dt.date(2025, 3, 1))
    )
    stores["extreme"] = measured_store(tmp_path_factory.mktemp("extreme") / "extreme.duckdb", articles).path
    return "extreme"


@pytest.mark.parametrize("view", VIEWS)
def test_page_draws_few_marks_of_many_outlets(open_page: Open, extreme: str, view: str) -> None:
    page, query = VIEWS[view]
    app = open_page(page, extreme, **query)
    assert selection(app).endswith("196 articles")
    for figure in check_pictures(app):
        assert sum(len(trace.x) for trace in figure.data if trace.x is not None) <= 1500
        assert LEFT_OUT.get(view, "") in notes(figure)


def test_a_very_long_article_can_be_read(open_page: Open, extreme: str) -> None:
    app = open_page("article", extreme, find="Very long")
    assert page_html(app).count("Ann Smith") >= WORDS // len(SENTENCE.split())


def test_an_article_that_arrives_is_counted_without_a_restart(
    open_page: Open, extreme: str, stores: dict[str, Path]
) -> None:
    app = open_page("overview", extreme)
    Store(stores[extreme]).add([article("It rained again.", "The New Arrival", "Rain", published=dt.date(2025, 1, 5))])
    without_errors(app.run())
    assert selection(app).endswith("197 articles")
    assert "1 (1 %) not scored yet" in page_html(app)
