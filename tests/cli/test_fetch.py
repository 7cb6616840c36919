"""The commands fetch, watch and outlets, as they are typed. They must not reach the network from a test."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.store import Store

INSIDE = "http://127.0.0.1:8080/a"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    path = tmp_path / "commands.duckdb"
    monkeypatch.setenv("SOURCELIGHT_STORE", str(path))
    return Store(path)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_a_link_that_fails_is_said_stored_and_tried_again_when_asked(store: Store, tmp_path: Path) -> None:
    links = tmp_path / "links.txt"
    links.write_text(f"# links\n{INSIDE}\n\n", encoding="utf-8")
    code, said = run("fetch", "file:///etc/passwd", "--file", str(links))
    assert code == 1
    assert "this machine itself; only public addresses are fetched" in said
    assert "only links with http or https are fetched, not “file”" in said
    assert [(state.link, state.tries) for state in store.links.in_state("failed")] == [(INSIDE, 1)]
    assert run("fetch", "--failed")[0] == 1
    assert [state.tries for state in store.links.in_state("failed")] == [2]


def test_an_export_of_links_is_told_and_its_links_are_asked_for(store: Store, tmp_path: Path) -> None:
    export = tmp_path / "stories.csv"
    export.write_text(f"media_name,publish_date,title,url\nThe Post,2025-03-05,One,{INSIDE}\n", encoding="utf-8")
    code, said = run("fetch", str(export))
    assert code == 1
    assert "stories.csv: read as Media Cloud story list, 1 links" in said
    [failed] = store.links.in_state("failed")
    assert (failed.link, failed.outlet, failed.published) == (INSIDE, "The Post", dt.date(2025, 3, 5))


def test_a_table_of_ones_own_with_a_column_of_links_is_fetched(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(f"id,link\n1,{INSIDE}\n2,\n", encoding="utf-8")
    code, said = run("fetch", str(own))
    assert code == 1
    assert "own.csv: read as a list of links, 1 links, 1 rows without one set aside" in said
    assert "own.csv, row 2: the column “link” holds no link" in said
    assert [state.link for state in store.links.in_state("failed")] == [INSIDE]


def test_watch_once_names_the_feed_that_fails(store: Store, tmp_path: Path) -> None:
    table = tmp_path / "outlets.csv"
    table.write_text("name,feed\nThe Quayside Post,http://10.0.0.1/feed\n", encoding="utf-8")
    code, said = run("watch", "--once", "--outlets", str(table))
    assert code == 0
    assert "The Quayside Post" in said
    assert "10.0.0.1, a private or reserved address" in said
    assert store.links.feeds()["http://10.0.0.1/feed"].failures == 1
    run("watch", "--once", "--outlets", str(table))
    assert store.links.feeds()["http://10.0.0.1/feed"].failures == 1, "asked before it was due"
    run("watch", "--once", "--retry", "--outlets", str(table))
    assert store.links.feeds()["http://10.0.0.1/feed"].failures == 2


def test_outlets_lists_and_check_says_what_each_feed_answers(tmp_path: Path) -> None:
    code, said = run("outlets")
    assert code == 0
    assert "The Guardian" in said
    table = tmp_path / "outlets.csv"
    table.write_text("name,feed\nThe Quayside Post,http://[::1]/feed\n", encoding="utf-8")
    code, said = run("outlets", "check", "--outlets", str(table))
    assert code == 0
    assert "The Quayside Post: ::1 leads to ::1, this machine itself" in said
    assert "0 of 1 feeds answer with entries" in said


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["fetch"], 2, "Give links, files of links, or --failed"),
        (["fetch", "--file", "nowhere.txt"], 1, "cannot be read; give a text file"),
        (["fetch", "--file", "nowhere.csv"], 1, "nowhere.csv: the table cannot be read"),
        (["fetch", "pyproject.toml"], 1, "only links with http or https are fetched"),
        (["fetch", "seeds/topics.csv"], 1, "seeds/topics.csv: no column is called “url” or “link”"),
        (["outlets", "chekc"], 2, "takes “check” or nothing"),
        (["watch", "--once", "--outlets", "nowhere.csv"], 1, "nowhere.csv cannot be read"),
    ],
)
def test_a_wrong_call_gets_one_sentence(store: Store, arguments: list[str], code: int, sentence: str) -> None:
    found, said = run(*arguments)
    assert found == code
    assert sentence in said
    assert "Traceback" not in said
