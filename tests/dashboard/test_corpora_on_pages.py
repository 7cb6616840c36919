"""The choice of the corpus, which every page has, and adding to each of them, as a reader does it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.store import Store
from dashboard import access as server
from dashboard.adding import WHY_NOT_THE_DEMONSTRATION
from dashboard.cache import corpora
from dashboard.cache.corpora import DEMONSTRATION, MINE
from tests.support.newsroom import write
from tests.support.pages import PAGES, ROOT, SCRIPT, captions, figures, page_html, without_errors

WRITTEN = write("The Quayside Post", 1)
TEXT = f"{WRITTEN.title}\n\n{WRITTEN.body}\n\n© 2025 The Quayside Post. All rights reserved."
FICTIONAL = "Demonstration corpus: fictional events and fictional outlets."
EMPTY = "This corpus has no articles yet."


@pytest.fixture
def folder(data: Path, stores: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's data with the demonstration and another corpus, of one outlet."""
    monkeypatch.setattr(corpora, "_prepare", lambda store: None)
    Store(stores["normal"]).maintenance.backup(data / "demonstration.duckdb")
    Store(stores["one_outlet"]).maintenance.backup(data / "border_2019.duckdb")
    return data


def opened(page: str = "overview", **query: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.switch_page(f"dashboard/pages/{page}.py")
    app.query_params.update(query)
    return without_errors(app.run())


def choose(app: AppTest, name: str) -> AppTest:
    return without_errors(app.selectbox(key="corpus").set_value(name).run())


def add(app: AppTest, label: str = "Store and measure") -> AppTest:
    without_errors(app.text_area(key="pasted").set_value(TEXT).run())
    [button] = [button for button in app.button if button.label == label]
    return without_errors(button.click().run())


def links(app: AppTest) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'href="([^"#]*)"', page_html(app))]


@pytest.mark.parametrize("name", [*PAGES, "add"])
def test_every_page_has_the_choice_at_its_top(folder: Path, name: str) -> None:
    app = opened(name)
    first = (app.main if name == "start" else app.sidebar).selectbox[0]
    assert (first.label, first.options, first.value) == ("Corpus", [DEMONSTRATION, MINE, "border 2019"], DEMONSTRATION)


def test_one_corpus_needs_no_choice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCELIGHT_STORE", str(folder / "border_2019.duckdb"))
    app = opened()
    assert "Corpus" not in [box.label for box in app.selectbox]
    assert figures(app)


def test_the_demonstration_is_said_to_be_fictional(folder: Path) -> None:
    app = opened()
    assert FICTIONAL in captions(app)
    choose(app, "border 2019")
    assert FICTIONAL not in captions(app)
    assert "Meridian Wire" in page_html(app) or figures(app)


def test_links_within_the_product_carry_the_corpus(folder: Path) -> None:
    for page, query in (("search", {"query": "may"}), ("words", {}), ("blind_spots", {})):
        app = opened(page, corpus="border 2019", **query)
        assert app.selectbox(key="corpus").value == "border 2019"
        inner = [link for link in links(app) if link.startswith(("article", "stories", "compare"))]
        assert all("corpus=border+2019" in link for link in inner), (page, inner)
        if page == "search":
            assert inner


def test_links_do_not_carry_the_corpus_that_is_open_by_default(folder: Path) -> None:
    inner = [link for link in links(opened("search", query="may")) if link.startswith("article")]
    assert inner
    assert not any("corpus=" in link for link in inner)


@pytest.mark.parametrize("name", ["overview", "article", "add"])
def test_a_corpus_that_does_not_exist_is_said_and_nothing_shown_in_its_place(folder: Path, name: str) -> None:
    app = opened(name, corpus=f"Nowhere {SCRIPT}", outlet="Meridian Wire")
    assert "does not exist here: corpus “Nowhere &lt;script&gt;" in page_html(app)
    assert 'href="?outlet=Meridian+Wire"' in page_html(app)
    assert "<script" not in page_html(app)
    assert not figures(app)
    assert not app.selectbox
    assert not app.text_area


def test_another_corpus_drops_what_it_does_not_have_and_says_so(folder: Path) -> None:
    app = opened(outlet=["Meridian Wire", "Capital Insider"])
    without_errors(app.multiselect(key="outlet").set_value(["Meridian Wire", "Capital Insider"]).run())
    choose(app, "border 2019")
    assert app.multiselect(key="outlet").value == ["Meridian Wire"]
    assert "Ignored unknown settings in this link: Capital Insider" in page_html(app)
    assert figures(app)
    days = app.date_input(key="days").value
    assert days == (app.date_input(key="days").min, app.date_input(key="days").max)


def test_an_empty_corpus_says_add_articles(folder: Path) -> None:
    app = choose(opened(), MINE)
    assert [info.value for info in app.info] == [EMPTY]
    assert f'<a href="add?corpus={MINE.replace(" ", "+")}" target="_self">Add articles</a>' in page_html(app)
    assert not figures(app)
    assert not [code for code in app.main.code if code not in app.expander[0].code]


def test_a_read_only_server_offers_no_way_to_add(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(server.READ_ONLY, "1")
    app = choose(opened(), MINE)
    assert [info.value for info in app.info] == [EMPTY]
    assert "Add articles" not in page_html(app)


def test_a_damaged_corpus_is_said_and_others_can_be_chosen(folder: Path) -> None:
    (folder / "sourcelight.duckdb").write_text("not a store")
    app = opened()
    [info] = app.info
    assert "sourcelight.duckdb cannot be" in info.value
    choose(app, DEMONSTRATION)
    assert figures(app)
    app = opened("add")
    assert "sourcelight.duckdb cannot be" in app.info[0].value
    add(app)
    assert app.error


def test_adding_leaves_the_demonstration_as_it_is_and_open(folder: Path) -> None:
    before = (folder / "demonstration.duckdb").read_bytes()
    app = opened()
    app.switch_page("dashboard/pages/add.py")
    without_errors(app.run())
    assert WHY_NOT_THE_DEMONSTRATION in captions(app)
    assert app.main.selectbox(key="add-to").options == [MINE, "border 2019", "New corpus …"]
    add(app)
    assert [note.value for note in app.success] == ["1 stored."]
    [article] = Store(folder / "sourcelight.duckdb").ids()
    assert f"article?corpus=My+articles&article={article}" in links(app)
    assert "other articles in the demonstration, which are fictional" in page_html(app)
    assert (
        "Too few to compare with: no other article in this corpus and no other article from The Quayside Post; "
        "10 are needed." in page_html(app)
    )
    assert (folder / "demonstration.duckdb").read_bytes() == before
    app.text_area(key="pasted").set_value("")
    app.switch_page("dashboard/pages/overview.py")
    without_errors(app.run())
    assert app.selectbox(key="corpus").value == DEMONSTRATION
    assert FICTIONAL in captions(app)
    assert opened().selectbox(key="corpus").value == DEMONSTRATION  # one article cannot be compared


def test_what_was_added_is_compared_with_its_corpus(folder: Path) -> None:
    app = add(opened("add", corpus="border 2019"))
    assert app.main.selectbox(key="add-to").value == "border 2019"
    [article] = [link for link in links(app) if link.startswith("article")]
    assert "corpus=border+2019" in article
    assert "compare?corpus=border+2019" in links(app)
    assert re.search(r"(higher|lower) than \d+ % of the \d+ other articles in this corpus", page_html(app))
    assert "Too few to compare with: no other article from The Quayside Post; 10 are needed." in page_html(app)
    shown = opened("article", corpus="border 2019", article=article.rpartition("article=")[2])
    assert WRITTEN.title in page_html(shown)


def test_a_new_corpus_is_made_when_something_is_stored_in_it(folder: Path) -> None:
    app = opened("add")
    without_errors(app.selectbox(key="add-to").set_value("New corpus …").run())
    assert not app.text_area
    for wrong in ("../up", "My articles", SCRIPT[:40]):
        without_errors(app.text_input(key="new-corpus").set_value(wrong).run())
        assert len(app.warning) == 1
        assert not app.text_area
    without_errors(app.text_input(key="new-corpus").set_value("Quay 2025").run())
    assert not (folder / "Quay_2025.duckdb").exists()
    add(app)
    assert len(Store(folder / "Quay_2025.duckdb").ids()) == 1
    without_errors(app.text_area(key="pasted").set_value("").run())
    assert not app.warning
    assert app.selectbox(key="add-to").value == "Quay 2025"
    assert "Quay 2025" in app.selectbox(key="corpus").options


def test_nothing_is_added_to_a_server_that_shows_the_demonstration_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCELIGHT_STORE", str(folder / "demonstration.duckdb"))
    app = opened("add")
    assert [info.value for info in app.info] == [WHY_NOT_THE_DEMONSTRATION]
    assert not app.text_area


def test_an_article_without_an_outlet_is_not_stored(folder: Path) -> None:
    app = opened("add")
    without_errors(app.text_area(key="pasted").set_value(f"{WRITTEN.title}\n\n{WRITTEN.body}").run())
    [outlet] = [field for field in app.text_input if field.label == "Outlet"]
    assert outlet.value == ""
    [button] = [button for button in app.button if button.label == "Store and measure"]
    without_errors(button.click().run())
    assert app.warning[0].value.startswith("Enter the outlet first")
    assert not (folder / "sourcelight.duckdb").exists()


def drop(app: AppTest, name: str, rows: str) -> AppTest:
    app.file_uploader(key="dropped").upload(name, f"outlet,title,text\n{rows}".encode(), "text/csv")
    return without_errors(app.run())


@pytest.mark.parametrize(("outlet", "said"), [
    ("", "1 stored, 2 left out for lack of an outlet."), ("The Open Page", "3 stored."),
])  # fmt: skip
def test_articles_without_an_outlet_get_one_or_stay_out(folder: Path, outlet: str, said: str) -> None:
    second, third = write("Post", 2), write("Post", 3)
    rows = f'The Post,A,"{WRITTEN.body}"\n,{SCRIPT},"{second.body}"\n,C,"{third.body}"\n'
    app = drop(opened("add"), "t.csv", rows)
    assert "2 articles have no outlet." in page_html(app)
    assert "<script" not in page_html(app)
    [field] = [field for field in app.text_input if field.label == "Outlet of these articles"]
    assert field.value == ""
    field.set_value(outlet)
    [button] = [button for button in app.button if button.label == "Store and measure"]
    without_errors(button.click().run())
    assert [note.value for note in app.success] == [said]


def test_the_name_of_a_file_suggests_the_outlet(folder: Path) -> None:
    app = drop(opened("add"), "2019_Fox News.csv", f',A,"{WRITTEN.body}"\n')
    [field] = [field for field in app.text_input if field.label == "Outlet"]
    assert field.value == "Fox News"
