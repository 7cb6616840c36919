"""The kind of article in the sidebar: its default, its choices, links, captions, downloads, and the page Article."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.corpus.kinds import title_of
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.views.selection import KIND_CHOICES
from tests.support.pages import PAGES, Open, figures, notes, page_html, selection, without_errors

#: two outlets of the demonstration with ten news reports each, and one with opinion for the most part
REPORTING, ARGUING = ["Capital Insider", "The Aldenport Ledger"], "The Open Page"


def ids_of_kind(store: Store, kind: str) -> set[str]:
    return set(store.charts.article_list(Filters(kinds=(kind,)))["id"])


def test_all_kinds_are_the_default_where_an_outlet_has_too_little_news(open_page: Open) -> None:
    app = open_page("overview")
    choice = app.selectbox(key="kind")
    assert choice.value == "all"
    assert choice.options == list(KIND_CHOICES.values())
    assert f"{ARGUING}, Harbour 6 News have fewer than 10 news reports" in choice.help
    assert "all kinds" in selection(app)


def test_news_is_the_default_where_every_outlet_chosen_has_enough(open_page: Open) -> None:
    app = open_page("overview", outlet=REPORTING)
    assert app.selectbox(key="kind").value == "news"
    assert selection(app).startswith(f"{', '.join(REPORTING)} · all topics · news only · ")
    without_errors(app.multiselect(key="outlet").set_value([*REPORTING, ARGUING]).run())
    assert app.selectbox(key="kind").value == "all"
    without_errors(app.multiselect(key="outlet").set_value(REPORTING).run())
    assert app.selectbox(key="kind").value == "news"


def test_a_choice_of_the_reader_stays_when_the_default_changes(open_page: Open) -> None:
    app = open_page("overview", outlet=REPORTING)
    without_errors(app.selectbox(key="kind").set_value("all").run())
    assert "all kinds" in selection(app)
    without_errors(app.date_input(key="days").set_value((dt.date(2025, 1, 14), dt.date(2025, 6, 1))).run())
    assert app.selectbox(key="kind").value == "all"


@pytest.mark.parametrize("kind", ["news", "opinion"])
def test_the_choice_selects_the_articles_of_its_kind(open_page: Open, stores: dict[str, Path], kind: str) -> None:
    store = Store(stores["normal"])
    app = open_page("overview")
    without_errors(app.selectbox(key="kind").set_value(kind).run())
    count = len(ids_of_kind(store, kind))
    assert selection(app).endswith(f" · {count} articles")
    assert 0 < count < len(ArticleColumns(store).selected(EVERYTHING))


@pytest.mark.parametrize("name", PAGES)
def test_a_link_opens_its_kind(open_page: Open, name: str) -> None:
    app = open_page(name, kind="News only")
    assert "news only" in selection(app)
    assert app.selectbox(key="kind").value == "news"


def test_a_link_with_another_kind_says_so(open_page: Open) -> None:
    app = open_page("overview", kind="Horoscopes only")
    assert "Horoscopes only" in page_html(app)
    assert app.selectbox(key="kind").value == "all"


@pytest.mark.parametrize("name", ["overview", "compare", "topics", "timeline"])
def test_the_caption_of_a_picture_says_the_kind(open_page: Open, name: str) -> None:
    for kind, said in (("News only", "news only"), ("All kinds", "all kinds")):
        app = open_page(name, kind=kind)
        assert figures(app)
        assert all(said in notes(figure).replace(" <br>", " ") for figure in figures(app))


def test_links_to_other_pages_carry_the_kind_unless_it_is_the_default_there(open_page: Open) -> None:
    for chosen, carried in (({}, False), ({"kind": "All kinds"}, True), ({"kind": "News only"}, False)):
        app = open_page("compare", outlet=REPORTING, each="article", **chosen)
        assert "article?outlet=" in page_html(app)
        assert ("kind=" in page_html(app)) is carried


@pytest.mark.parametrize("kind", ["news", "opinion", "unknown"])
def test_the_page_of_an_article_says_its_kind_and_why(open_page: Open, stores: dict[str, Path], kind: str) -> None:
    store = Store(stores["normal"])
    article = min(ids_of_kind(store, kind))
    found = store.kinds.of(article)
    assert found is not None
    shown = page_html(open_page("article", article=article))
    assert f"<p class='lead'>Kind: {title_of(kind)} – {found[1]}</p>" in shown


def test_a_store_without_kinds_shows_all_articles(open_page: Open, stores: dict[str, Path], tmp_path: Path) -> None:
    stores["without"] = tmp_path / "without.duckdb"
    Store(stores["normal"]).maintenance.backup(stores["without"])
    with duckdb.connect(str(stores["without"])) as connection:
        connection.execute("UPDATE articles SET kind = NULL, kind_reason = NULL, kind_rules = NULL")
    app = open_page("overview", "without", outlet=REPORTING)
    assert app.selectbox(key="kind").value == "all"
    assert "Fewer than half of these articles have a known kind." in app.selectbox(key="kind").help
    without_errors(app.selectbox(key="kind").set_value("news").run())
    assert "No article matches these filters" in app.info[0].value
