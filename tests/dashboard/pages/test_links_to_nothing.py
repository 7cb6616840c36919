"""Links to an outlet, topic, measure, article, story or mark that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.widgets.choices.missing import THINGS
from dashboard.widgets.choices.renamed import RENAMED
from tests.support.pages import PAGES, SCRIPT, Open, figures, page_html, without_errors

SAID = "This link asks for something that does not exist here: "
ASKED = [(page, name, noun) for name, (noun, pages) in THINGS.items() for page in pages or PAGES]


@pytest.mark.parametrize(("page", "name", "noun"), ASKED)
def test_a_link_to_nothing_says_so_and_shows_nothing_else(open_page: Open, page: str, name: str, noun: str) -> None:
    app = open_page(page, **{name: f"Nobody's {SCRIPT}"[:50]})
    assert f"{SAID}{noun} “Nobody&#x27;s &lt;script&gt;" in page_html(app)
    assert "<script" not in page_html(app)
    assert not figures(app)
    assert not app.dataframe
    assert {box.key for box in app.main.get("selectbox")} <= {"kind"}
    assert "selection" not in page_html(app).partition("</style>")[2]
    assert "Open the page without it" in page_html(app)


def test_a_link_to_two_outlets_shows_the_one_that_exists(open_page: Open) -> None:
    app = open_page("compare", outlet=["Meridian Wire", "Nobody's News"])
    assert figures(app)
    assert "Ignored unknown settings in this link: Nobody&#x27;s News" in page_html(app)
    assert SAID not in page_html(app)


def test_a_link_to_no_article_shows_none_until_the_reader_chooses(open_page: Open, stores: dict[str, Path]) -> None:
    app = open_page("article", article="zzz")
    assert f"{SAID}article “zzz”." in page_html(app)
    assert '<article class="reading' not in page_html(app)
    without_errors(app.run())
    assert f"{SAID}article “zzz”." in page_html(app)
    first = Store(stores["normal"]).charts.article_list(EVERYTHING)["id"].iloc[0]
    without_errors(app.selectbox(key="chosen-article").set_value(str(first)).run())
    assert '<article class="reading' in page_html(app)
    assert SAID not in page_html(app)


def test_a_link_to_no_story_shows_none(open_page: Open) -> None:
    app = open_page("stories", story="zzz")
    assert f"{SAID}story “zzz”." in page_html(app)
    assert not figures(app)
    assert not app.dataframe


def test_a_link_to_what_is_outside_the_selection_says_so(open_page: Open, stores: dict[str, Path]) -> None:
    store = Store(stores["normal"])
    first = str(store.charts.article_list(Filters(outlets=("The Open Page",)))["id"].iloc[0])
    app = open_page("article", article=first, outlet=["Meridian Wire"])
    assert f"This link asks for something that is outside this selection: article “{first}”." in page_html(app)
    assert '<article class="reading' not in page_html(app)
    story = store.charts.story_of(first)
    app = open_page("stories", story=story, days=["2025-06-01", "2025-06-19"])
    assert f"This link asks for something that is outside this selection: story “{story}”." in page_html(app)


def test_a_link_to_no_mark_says_so_and_asks_about_none(open_page: Open, stores: dict[str, Path]) -> None:
    first = Store(stores["normal"]).charts.article_list(EVERYTHING)["id"].iloc[0]
    app = open_page("article", article=str(first), at="hedge-9999999")
    assert f"{SAID}mark “hedge-9999999”." in page_html(app)
    assert "<b>Why.</b>" not in page_html(app)


def test_a_link_to_everything_is_no_link_to_nothing(open_page: Open) -> None:
    app = open_page("compare", topic=["All topics"], outlet=["All selected outlets"])
    assert figures(app)
    assert SAID not in page_html(app)
    assert "Ignored unknown settings" not in page_html(app)


#: page, its address, and the key and noun of a choice from a list that depends on the articles
LISTS = [
    ("sources", {"part": "Who quotes whom"}, "speaker", "speaker"),
    ("sources", {"part": "Who quotes whom"}, "said-in", "outlet and month"),
    ("compare", {"each": "article"}, "cell", "range"),
    ("words", {}, "word", "word"),
    ("words", {}, "loaded", "loaded word"),
]


@pytest.mark.parametrize(("page", "address", "key", "noun"), LISTS)
def test_a_link_to_what_a_list_does_not_have_shows_nothing_in_its_place(
    open_page: Open, page: str, address: dict[str, str], key: str, noun: str
) -> None:
    app = open_page(page, **address, **{key: "Zzyzx"})
    assert f"{SAID}{noun} “Zzyzx”." in page_html(app)
    assert app.selectbox(key=key).value is None
    linked = page_html(app)
    first = app.selectbox(key=key).options[0]
    without_errors(app.selectbox(key=key).set_value(first).run())
    assert SAID not in page_html(app)
    assert len(page_html(app)) > len(linked) - len(SAID), "now there is something in its place"


@pytest.mark.parametrize(
    ("page", "name"),
    [("overview", "wire"), ("overview", "topics-by"), ("sources", "part"), ("search", "in"), ("names", "words-of"),
     ("compare", "measure")],
)  # fmt: skip
def test_a_link_with_an_earlier_name_of_a_choice_opens_what_it_meant(open_page: Open, page: str, name: str) -> None:
    query = {"query": "ferry"} if page == "search" else {}
    for earlier, now in RENAMED[name].items():
        by_earlier, by_now = (open_page(page, **query, **{name: one}) for one in (earlier, now))
        assert by_earlier.session_state[name] == by_now.session_state[name]
        assert "Ignored unknown settings" not in page_html(by_earlier)
        assert SAID not in page_html(by_earlier)
