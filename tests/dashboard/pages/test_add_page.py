"""The page that adds articles, as a reader uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.paths import ENVIRONMENT
from analysis.scorers import versions
from analysis.store import Store
from dashboard import access as server
from tests.support.newsroom import page, write
from tests.support.pages import ROOT, SCRIPT, page_html, without_errors

WRITTEN = write("The Quayside Post", 1)
TEXT = f"{WRITTEN.title}\n\n{WRITTEN.body}\n\n© 2025 The Quayside Post. All rights reserved."


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    path = tmp_path / "own.duckdb"
    monkeypatch.setenv(ENVIRONMENT, str(path))
    return Store(path)


def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.switch_page("dashboard/pages/add.py")
    return without_errors(app.run())


def press(app: AppTest, label: str) -> AppTest:
    [button] = [button for button in app.button if button.label.startswith(label)]
    return without_errors(button.click().run())


def fill(app: AppTest, label: str, text: str) -> None:
    [field] = [field for field in app.text_input if field.label == label]
    field.set_value(text)


def test_a_pasted_text_is_shown_corrected_stored_and_scored(store: Store) -> None:
    app = opened()
    without_errors(app.text_area(key="pasted").set_value(TEXT).run())
    fields = {field.label: field for field in [*app.text_input, *app.text_area]}
    assert (fields["Title"].value, fields["Outlet"].value) == (WRITTEN.title, "The Quayside Post")
    assert fields["Text"].value == WRITTEN.body
    assert "All rights reserved" in page_html(app)
    assert not store.exists
    fields["Outlet"].set_value("The Open Page")
    press(app, "Store and measure")
    assert [note.value for note in app.success] == ["1 stored."]
    [article] = store.articles(store.ids())
    assert article.outlet == "The Open Page"
    scored = store.scored(article.id)
    assert scored is not None
    assert scored.measurements


def drop(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    for name, content in files:
        data = content.encode() if isinstance(content, str) else content
        app.file_uploader(key="dropped").upload(name, data, "application/octet-stream")
    return without_errors(app.run())


def taken(app: AppTest) -> dict[str, str]:
    """The column that is chosen for each field of the first table."""
    return {box.label: box.options[box.index] for box in app.selectbox[:8]}


def choose(app: AppTest, field: str, column: str) -> AppTest:
    box = next(box for box in app.selectbox if box.label == field)
    return without_errors(box.select_index(box.options.index(column)).run())


def test_dropped_files_are_reviewed_with_what_was_set_aside(store: Store) -> None:
    app = drop(opened(), ("a.html", page(WRITTEN, 1)), ("b.csv", f'Paper,text\nThe Open Page,"{WRITTEN.body}"\n,\n'))
    assert "b.csv, row 2" in page_html(app)
    choose(app, "Outlet", "Paper")
    press(app, "Store and measure")
    assert sorted(a.outlet or "" for a in store.articles(store.ids())) == ["The Open Page", "The Quayside Post"]


def test_a_very_long_text_is_named_before_it_is_stored(store: Store) -> None:
    long = " ".join(f"The board met on day {k} and voted on the pier." for k in range(2_100))
    said = "has 23,100 words: it is kept, but check whether it is several articles in one"
    app = drop(opened(), ("t.csv", f'title,text\n{SCRIPT},"{long}"\nB,"{WRITTEN.body}"\n'))
    assert page_html(app).count(said) == 1
    assert f"<li>t.csv, row 1 {said}</li>" in page_html(app)
    app = opened()
    without_errors(app.text_area(key="pasted").set_value(f"Pier {SCRIPT}\n\n{long}").run())
    assert page_html(app).count(said) == 1
    assert "<script" not in page_html(app)
    app = drop(opened(), ("a.html", page(WRITTEN, 1)))
    assert said not in page_html(app)
    assert not store.exists


def test_a_table_is_shown_with_the_columns_used_for_each_field(store: Store) -> None:
    app = drop(opened(), ("b.csv", f'Paper,headline,label,text\nThe Open Page,Pier,7,"{WRITTEN.body}"\n'))
    none = "– none –"
    assert taken(app) == {
        "Text": "text", "Title": "headline", "Outlet": none, "Date": none, "Link": none, "Authors": none,
        "Topic": "label", "Section": none,
    }  # fmt: skip
    [row] = app.dataframe[0].value.to_numpy().tolist()
    assert row == ["The Open Page", "Pier", "7", WRITTEN.body[:160]]
    assert not store.exists
    choose(app, "Topic", none)
    choose(app, "Outlet", "Paper")
    press(app, "Store and measure")
    [article] = store.articles(store.ids())
    assert (article.outlet, article.title, article.topic) == ("The Open Page", "Pier", None)


def test_the_columns_of_an_unknown_table_are_chosen_by_the_reader(store: Store) -> None:
    app = drop(opened(), ("odd.jsonl", json.dumps({"Überschrift": "Pier", "Inhalt": WRITTEN.body, "\ud800": SCRIPT})))
    assert "choose the column with the text of the articles" in page_html(app)
    assert not [button for button in app.button if button.label == "Store and measure"]
    choose(app, "Text", "Inhalt")
    choose(app, "Title", "Überschrift")
    fill(app, "Outlet", "The Open Page")
    press(app, "Store and measure")
    [article] = store.articles(store.ids())
    assert (article.text, article.title) == (WRITTEN.body, "Pier")


def test_each_table_has_its_own_columns(store: Store) -> None:
    other = write("The Open Page", 2).body
    app = drop(opened(), ("a.csv", f'Body\n"{WRITTEN.body}"\n'), ("b.csv", f'words,text\n"{other}",-\n'))
    choose(app, "Text", "Body")
    second = [box for box in app.selectbox if box.label == "Text"][1]
    without_errors(second.select_index(second.options.index("words")).run())
    fill(app, "Outlet of these articles", "The Open Page")
    press(app, "Store and measure")
    assert {a.text for a in store.articles(store.ids())} == {WRITTEN.body, other}


def test_another_version_of_a_page_is_left_out_or_replaces_it_as_the_reader_chooses(store: Store) -> None:
    def version(text: str) -> tuple[str, str]:
        return "a.csv", f'outlet,title,text,url\nThe Open Page,Pier,"{text}",https://page.example/pier\n'

    for asked, said, kept in (
        (False, "1 stored.", WRITTEN.body),
        (
            False,
            "0 stored, 1 already stored, 1 of them with a different text (the stored text was kept).",
            WRITTEN.body,
        ),
        (True, "0 stored, 1 replaced an earlier version.", f"Corrected. {WRITTEN.body}"),
    ):
        app = drop(opened(), version(WRITTEN.body if said == "1 stored." else f"Corrected. {WRITTEN.body}"))
        app.checkbox(key="newest-dropped").set_value(asked)
        press(app, "Store and measure")
        assert [note.value for note in app.success] == [said]
        assert [article.text for article in store.articles(store.ids())] == [kept]
    assert not store.pending(versions())


def test_a_list_of_links_says_how_to_fetch_them_and_a_text_column_can_be_chosen(store: Store) -> None:
    row = f'The Post,2025-03-05,"{WRITTEN.body}",https://post.example/a\n'
    app = drop(opened(), ("stories.csv", f"media_name,publish_date,title,url\n{row}"))
    assert "read as Media Cloud story list" in page_html(app)
    assert "python -m analysis fetch FILE" in page_html(app)
    choose(app, "Text", "title")
    press(app, "Store and measure")
    assert [(a.text, a.outlet) for a in store.articles(store.ids())] == [(WRITTEN.body, "The Post")]


def test_links_of_a_dropped_list_are_copied_to_the_tab_that_fetches(store: Store) -> None:
    app = drop(opened(), ("own.csv", "link\n" + "".join(f"https://post.example/{k}\n" for k in range(30)) + "none\n"))
    press(app, "Copy 20 of 30 links")
    assert app.text_area(key="links").value.split() == [f"https://post.example/{k}" for k in range(20)]


def test_a_link_to_a_local_address_is_refused_listed_and_can_be_retried(store: Store) -> None:
    app = opened()
    without_errors(app.text_area(key="links").set_value("http://169.254.169.254/latest/meta-data/").run())
    press(app, "Fetch")
    assert "a link-local address; only public addresses are fetched" in page_html(app)
    without_errors(app.run())
    assert "a link-local address" in app.dataframe[-1].value["reason"].iloc[0]
    press(app, "Try again")
    assert "0 stored, 1 failed again." in [note.value for note in app.info]
    assert not store.ids()


def test_a_hostile_text_is_escaped(store: Store) -> None:
    app = opened()
    without_errors(
        app.text_area(key="pasted").set_value(f"{SCRIPT}\n\n{SCRIPT} {WRITTEN.body}\n\nShare {SCRIPT}").run()
    )
    assert "<script" not in page_html(app)


@pytest.mark.parametrize("where", ["environment", "secrets"])
def test_a_read_only_server_shows_no_way_to_add(store: Store, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    if where == "secrets":
        app.secrets[server.READ_ONLY] = True
    else:
        monkeypatch.setenv(server.READ_ONLY, "true")
    app.switch_page("dashboard/pages/add.py")
    without_errors(app.run())
    assert [note.value for note in app.info] == ["This server is read-only: articles cannot be added here."]
    assert not app.text_area
    assert not app.button
    assert not app.file_uploader


def test_a_reader_who_is_not_signed_in_is_asked_to(store: Store) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.secrets["auth"] = {"client_id": "dashboard"}
    app.switch_page("dashboard/pages/add.py")
    without_errors(app.run())
    assert [note.value for note in app.info] == ["Sign in to add articles."]
    assert [button.label for button in app.button] == ["Sign in"]
    assert not app.text_area


def test_a_page_opened_before_the_server_became_read_only_stores_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened()
    without_errors(app.text_area(key="pasted").set_value(TEXT).run())
    monkeypatch.setenv(server.READ_ONLY, "1")
    press(app, "Store and measure")
    assert not store.exists


def test_what_was_understood_of_each_column_is_shown_before_anything_is_stored(store: Store) -> None:
    rows = f'title,when,text\nA,04/05/19,"{WRITTEN.body}"\nB,05/06/19,NA\n'
    app = drop(opened(), ("t.csv", rows))
    assert taken(app)["Date"] == "when"
    understood = app.dataframe[1].value
    assert understood[["field", "column"]].to_numpy().tolist() == [
        ["Text", "text"],
        ["Title", "title"],
        ["Date", "when"],
    ]
    assert understood["understood"].tolist() == [1, 1, 0]
    assert understood["missing"].tolist() == [1, 0, 0]
    assert understood["not understood"].tolist() == [0, 0, 1]
    assert understood["example"].tolist() == ["", "", "04/05/19"]
    assert not store.exists
    choose(app, "Dates such as 04/05/19", "day first")
    assert app.dataframe[1].value["understood"].tolist() == [1, 1, 1]
    fill(app, "Outlet", "The Open Page")
    press(app, "Store and measure")
    assert [f"{article.published}" for article in store.articles(store.ids())] == ["2019-05-04"]
