"""The commands fetch, watch and outlets, with links that are refused before anything is sent over the network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analysis.store import Store
from tests.support.cli import run

INSIDE = "http://127.0.0.1:8080/a"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    path = tmp_path / "commands.duckdb"
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("SOURCELIGHT_STORE", str(path))
    return Store(path)


def test_a_link_that_fails_is_reported_stored_and_retried_on_request(store: Store, tmp_path: Path) -> None:
    links = tmp_path / "links.txt"
    links.write_text(f"# links\n{INSIDE}\n\n", encoding="utf-8")
    output = run("fetch", "file:///etc/passwd", "--file", links, code=1).output
    assert "127.0.0.1 is this machine; only public addresses are fetched" in output
    assert "only http and https links are fetched, not “file”" in output
    assert [(state.link, state.tries) for state in store.links.in_state("failed")] == [(INSIDE, 1)]
    run("fetch", "--failed", code=1)
    assert [state.tries for state in store.links.in_state("failed")] == [2]


def test_an_export_of_links_is_recognised_and_its_links_are_fetched(store: Store, tmp_path: Path) -> None:
    export = tmp_path / "stories.csv"
    export.write_text(f"media_name,publish_date,title,url\nThe Post,2025-03-05,One,{INSIDE}\n", encoding="utf-8")
    output = run("fetch", export, code=1).output
    assert "stories.csv: read as Media Cloud story list, 1 links" in output
    [failed] = store.links.in_state("failed")
    assert (failed.link, failed.outlet, failed.published) == (INSIDE, "The Post", dt.date(2025, 3, 5))


def test_the_links_of_a_users_own_table_are_fetched(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(f"id,link\n1,{INSIDE}\n2,\n", encoding="utf-8")
    output = run("fetch", own, code=1).output
    assert "own.csv: read as a list of links, 1 links, 1 rows without a link set aside" in output
    assert "own.csv, row 2: the column “link” has no link" in output
    assert [state.link for state in store.links.in_state("failed")] == [INSIDE]


def test_watch_once_reports_a_feed_that_fails(store: Store, tmp_path: Path) -> None:
    table = tmp_path / "outlets.csv"
    table.write_text("name,feed\nThe Quayside Post,http://10.0.0.1/feed\n", encoding="utf-8")
    output = run("watch", "--once", "--outlets", table).output
    assert "The Quayside Post" in output
    assert "10.0.0.1 is a private or reserved address" in output
    assert store.links.feeds()["http://10.0.0.1/feed"].failures == 1
    run("watch", "--once", "--outlets", table)
    assert store.links.feeds()["http://10.0.0.1/feed"].failures == 1, "not polled before it is due"
    run("watch", "--once", "--retry", "--outlets", table)
    assert store.links.feeds()["http://10.0.0.1/feed"].failures == 2


def test_outlets_lists_the_feeds_and_check_reports_on_each(tmp_path: Path) -> None:
    assert "The Guardian" in run("outlets").output
    table = tmp_path / "outlets.csv"
    table.write_text("name,feed\nThe Quayside Post,http://[::1]/feed\n", encoding="utf-8")
    output = run("outlets", "check", "--outlets", table).output
    assert "The Quayside Post: ::1 is this machine" in output
    assert "0 of 1 feeds have entries" in output


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["fetch"], 2, "Give links, files of links, or --failed"),
        (["fetch", "--file", "nowhere.txt"], 1, "cannot be read; give a text file"),
        (["fetch", "--file", "nowhere.csv"], 1, "nowhere.csv: the table cannot be read"),
        (["fetch", "pyproject.toml"], 1, "only http and https links are fetched"),
        (["fetch", "seeds/topics.csv"], 1, "seeds/topics.csv: no column is called “url” or “link”"),
        (["outlets", "chekc"], 2, "takes “check” or nothing"),
        (["watch", "--once", "--outlets", "nowhere.csv"], 1, "nowhere.csv cannot be read"),
    ],
)
def test_a_wrong_call_prints_one_sentence(store: Store, arguments: list[str], code: int, sentence: str) -> None:
    assert sentence in run(*arguments, code=code).output
