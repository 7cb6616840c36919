"""Every page of the dashboard on ordinary and on awkward stores, without a browser."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.choices.navigation import title_of
from tests.support.pages import (
    CHARTS,
    LINK,
    OUTLET,
    PAGES,
    SCRIPT,
    VIEWS,
    Open,
    check_no_markup,
    check_pictures,
    figures,
    numbers,
    page_html,
    selection,
    without_errors,
)

#: awkward store -> view -> the number of its pictures, and how many of them have a value
DRAWN = {
    "one_article": {
        "start": (1, 0),
        "overview": (1, 0), "compare": (1, 0), "topics": (1, 0), "stories": (0, 0), "blind_spots": (0, 0),
        "timeline": (1, 0), "sources": (1, 0), "names": (1, 0), "words": (1, 0), "search": (2, 0), "article": (0, 0),
        "methods": (0, 0), "introduced": (1, 0), "anonymity": (0, 0), "speakers": (1, 1), "sentences": (0, 0),
    },
    "hostile": {
        "start": (1, 0),
        "overview": (1, 0), "compare": (2, 0), "topics": (1, 0), "stories": (0, 0), "blind_spots": (0, 0),
        "timeline": (1, 0), "sources": (2, 1), "names": (1, 0), "words": (1, 0), "search": (2, 0), "article": (0, 0),
        "methods": (0, 0), "introduced": (1, 0), "anonymity": (0, 0), "speakers": (2, 2), "sentences": (0, 0),
    },
    # Other views show the same as for one of the stores above.
    "one_outlet": {"compare": (2, 2), "stories": (0, 0), "sources": (2, 2), "words": (1, 1), "speakers": (2, 2)},
    "undated": {
        "start": (1, 0),
        "overview": (1, 0), "compare": (2, 0), "topics": (1, 1), "stories": (1, 1), "blind_spots": (0, 0),
        "timeline": (0, 0), "sources": (1, 0), "words": (2, 1), "article": (0, 0), "speakers": (0, 0),
    },
}  # fmt: skip
NO_STORY = "has articles from two outlets"
NO_KINDS = "enough articles to show its kinds of source"
#: view and store -> what the page says instead of what it cannot show
MESSAGES = {
    **{(view, store): NO_STORY for view in ("stories", "blind_spots") for store in DRAWN if store != "undated"},
    **{("sources", store): NO_KINDS for store in ("one_article", "undated")},
    ("timeline", "undated"): "no chart over time",
    ("sentences", "one_article"): "No matches. Choose more options",
}
EMPTY = "This corpus has no articles yet."
#: page -> what it says of articles that have not been scored; Methods and Search need no scores
UNSCORED = dict.fromkeys(PAGES, "python -m analysis score") | {"timeline": "both a date and this measure"}
del UNSCORED["methods"], UNSCORED["search"]


def check_page(app: AppTest, page: str) -> list[go.Figure]:
    assert [title.value for title in app.title] == [title_of(page)]
    assert "in this link" not in page_html(app)
    assert "This link asks for" not in page_html(app)
    check_no_markup(app)
    return check_pictures(app)


@pytest.mark.parametrize("view", [view for view, charts in CHARTS.items() if charts])
def test_every_view_of_the_demonstration_has_something_to_show(open_page: Open, view: str) -> None:
    """As it opens, without any choice of the reader."""
    page, query = VIEWS[view]
    app = open_page(page, "demonstration", **({} if page != "search" else query))
    drawn = check_page(app, page)
    assert len(drawn) >= CHARTS[view]
    assert all(len(numbers(figure)) >= 2 for figure in drawn)
    assert not app.info


@pytest.mark.parametrize("view", VIEWS)
def test_page_draws(open_page: Open, view: str) -> None:
    page, query = VIEWS[view]
    app = open_page(page, **query)
    drawn = check_page(app, page)
    assert len(drawn) == CHARTS[view]
    assert all(numbers(figure) for figure in drawn)
    assert not app.info


@pytest.mark.parametrize(("store", "view"), [(store, view) for store, views in DRAWN.items() for view in views])
def test_page_draws_what_an_awkward_store_allows(open_page: Open, store: str, view: str) -> None:
    page, query = VIEWS[view]
    app = open_page(page, store, **query)
    drawn = check_page(app, page)
    wanted, with_value = DRAWN[store][view]
    assert len(drawn) == with_value
    assert all(numbers(figure) for figure in drawn)
    if wanted > with_value:  # a sentence stands in place of each picture without a number
        assert "too few" in page_html(app) or "no numbers to draw" in page_html(app)
    expected = [MESSAGES[view, store]] if (view, store) in MESSAGES else []
    assert len(app.info) == len(expected)
    assert all(text in info.value for text, info in zip(expected, app.info, strict=True))


@pytest.mark.parametrize(("name", "store"), [*((name, "empty") for name in PAGES), ("overview", "missing")])
def test_a_store_without_articles_says_how_to_add_some(open_page: Open, name: str, store: str) -> None:
    app = open_page(name, store)
    assert [info.value for info in app.info] == [EMPTY]
    assert '<a href="add" target="_self">Add articles</a>' in page_html(app)
    [command] = [code.value for code in app.code]
    assert command.splitlines() == ["python -m analysis ingest PATH", "python -m analysis score"]
    assert not figures(app)


def test_a_file_that_is_no_store_shows_its_problem(open_page: Open, stores: dict[str, Path], tmp_path: Path) -> None:
    stores["broken"] = tmp_path / "broken.duckdb"
    stores["broken"].write_text("not a store")
    app = open_page("overview", "broken")
    [info] = app.info
    assert "broken.duckdb" in info.value
    assert not app.code


@pytest.mark.parametrize("name", UNSCORED)
def test_pages_say_that_articles_are_not_scored(open_page: Open, name: str) -> None:
    app = open_page(name, "unscored")
    assert not figures(app)
    [info] = app.info
    assert UNSCORED[name] in info.value


@pytest.mark.parametrize("name", ["overview", "compare", "topics", "timeline", "sources"])
def test_filters_change_the_numbers(open_page: Open, name: str) -> None:
    app = open_page(name, **LINK.get(name, {}))
    assert selection(app) == "all outlets · all topics · all kinds · 14 Jan 2025 – 19 Jun 2025 · 80 articles"
    before = [numbers(figure) for figure in figures(app)]
    without_errors(app.date_input(key="days").set_value((dt.date(2025, 1, 14), dt.date(2025, 5, 31))).run())
    assert selection(app).startswith("all outlets · all topics · all kinds · 14 Jan 2025 – 31 May 2025 · ")
    by_day = [numbers(figure) for figure in figures(app)]
    assert by_day != before
    without_errors(app.multiselect(key="outlet").set_value(["Meridian Wire", "The Open Page"]).run())
    assert selection(app).startswith(
        "Meridian Wire, The Open Page · all topics · all kinds · 14 Jan 2025 – 31 May 2025 · "
    )
    assert [numbers(figure) for figure in figures(app)] != by_day


def test_topic_and_length_narrow_the_selection(open_page: Open) -> None:
    app = open_page("overview")
    without_errors(app.multiselect(key="topic").set_value(["Health and disease"]).run())
    health = int(re.search(r"(\d+) article", selection(app))[1])  # type: ignore[index]
    assert " Health and disease " in selection(app)
    assert 0 < health < 80
    without_errors(app.slider(key="words").set_value(350).run())
    longer = int(re.search(r"(\d+) article", selection(app))[1])  # type: ignore[index]
    assert "at least 350 words" in selection(app)
    assert 0 < longer < health
    without_errors(app.slider(key="words").set_value(2000).run())
    assert "No article matches these filters" in app.info[0].value


def test_a_half_chosen_range_of_days_runs_to_the_end(open_page: Open) -> None:
    app = open_page("overview")
    without_errors(app.date_input(key="days").set_value((dt.date(2025, 3, 1),)).run())
    assert "1 Mar 2025 – 19 Jun 2025" in selection(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_link_opens_its_selection(open_page: Open, name: str) -> None:
    app = open_page(name, outlet=[OUTLET], topic=["Economy"], days=["2025-01-14", "2025-04-01"], words="50")
    assert selection(app).startswith(
        f"{OUTLET} · Economy · all kinds · 14 Jan 2025 – 1 Apr 2025 · at least 50 words · "
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_link_with_nonsense_in_its_choices_leaves_them_out(open_page: Open, name: str) -> None:
    """For links to things that do not exist see ``test_links_to_nothing``."""
    app = open_page(
        name, outlet=[OUTLET, "Nobody's News"], topic=["Economy", SCRIPT], days=["2025-13-45", "x"], words="many",
        period="century", voice="sung", mark="blots",
    )  # fmt: skip
    assert selection(app).startswith(f"{OUTLET} · Economy · all kinds · ")
    said = next(part for part in page_html(app).split("\n") if "in this link" in part)
    assert "Nobody&#x27;s News, &lt;script&gt;" in said
    assert "2025-13-45" in said
    assert "many" in said


@pytest.mark.parametrize("name", ["compare", "topics", "timeline"])
def test_the_measure_changes_the_picture(open_page: Open, name: str) -> None:
    app = open_page(name, **LINK.get(name, {}))
    before = figures(app)
    without_errors(app.selectbox(key="measure").set_value("sentiment.polarity").run())
    for old, new in zip(before, figures(app), strict=True):
        assert new.layout.title.text.startswith("Polarity")
        assert not old.layout.title.text.startswith("Polarity")
        assert numbers(new) != numbers(old)
