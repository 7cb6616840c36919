"""The commands, and the one sentence they print if something is wrong."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.scorers import measures
from analysis.store import Store
from analysis.types import Article
from tests.support.cli import run

PROJECT = Path(__file__).resolve().parents[2]
COMMANDS = ["ingest", "score", "explain", "export", "list"]
PAGE = "Ferry returns\n\nThe ferry may sail again on Monday, Harbour Master Ann Lee output.\n\n© 2020 The Ledger\n"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store in the environment variable."""
    monkeypatch.setenv("SOURCELIGHT_STORE", str(tmp_path / "s.duckdb"))
    monkeypatch.setenv("COLUMNS", "200")
    return Store(tmp_path / "s.duckdb")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "ferry.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


def only_id(store: Store) -> str:
    [found] = store.find("")
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text(command: str) -> None:
    output = run(command, "--help").output
    assert "Usage:" in output
    assert "--store" in output


def test_the_help_text_lists_the_commands() -> None:
    output = run("--help").output
    assert [command for command in COMMANDS if command not in output] == []


def test_ingest_score_list_explain(page: Path, store: Store) -> None:
    assert "1 new articles, 0 already stored, 0 set aside" in run("ingest", page).output
    assert "0 new articles, 1 already stored" in run("ingest", page.parent).output
    identifier = only_id(store)
    assert "has not been scored yet" in run("explain", identifier).output
    assert "1 articles scored, 0 set aside" in run("score", "--workers", 1).output
    assert "0 articles scored" in run("score").output
    listed = run("list").output
    assert identifier in listed
    assert "Ferry returns" in listed
    assert "1 of 1 articles" in listed
    assert "0 of 0 articles" in run("list", "--outlet", "Nobody").output
    shown = run("explain", identifier[:6]).output
    for part in (
        "Ferry returns",
        "Kind: unknown – fewer than 80 words",
        "The Ledger",
        "The ferry may sail again",
        "Ann Lee",
        "may",
        "Measurements",
    ):
        assert part in shown


def test_text_that_looks_like_terminal_markup_is_shown_literally(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "[bold]a.txt"
    path.write_text("Title [red]x[/red] \\\n\nThe [blink]ferry[/blink] [/] sails, he output.\n", encoding="utf-8")
    run("ingest", path)
    run("score")
    assert "Title [red]x[/red]" in run("list").output
    assert "The [blink]ferry[/blink] [/] sails" in run("explain", only_id(store)).output
    assert "[nothing].txt: there is no such file" in run("ingest", "[nothing].txt", code=1).output
    assert "“[b].xyz” ends in no known format" in run("export", tmp_path / "[b].xyz", code=2).output


def test_list_scorers_needs_no_store() -> None:
    output = run("list", "--scorers").output
    assert [key for key in measures() if key not in output] == []


def test_list_problems_shows_file_row_and_reason(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text('title,text\nA,""\nB,"Some words."\n', encoding="utf-8")
    read = run("ingest", table)
    sentence = f"{table}, row 1: the column “text” is empty, so there is nothing to score"
    assert "1 new articles, 0 already stored, 1 set aside" in read.output
    assert sentence in read.output
    assert sentence in run("list", "--problems").output


def test_only_the_first_of_many_problems_are_printed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title,text\n" + 'A,""\n' * 30 + "B,Some words.\n", encoding="utf-8")
    output = run("ingest", tmp_path / "t.csv").output
    assert output.count("is empty") == 20
    assert "… and 10 more" in output


def test_articles_of_one_kind_are_listed_and_exported(tmp_path: Path, store: Store) -> None:
    titles = {"opinion": "OPINION: It must go", "news": "It is late", "unknown": "Ferry"}
    store.add([
        Article(kind, "Ledger", title, "Text.", section="News" if kind == "news" else None)
        for kind, title in titles.items()
    ])  # fmt: skip
    for kind, title in titles.items():
        listed = run("list", "--kind", kind).output
        assert title in listed
        assert "1 of 1 articles" in listed
    assert "2 of 2 articles" in run("list", "--kind", "news", "--kind", "unknown").output
    run("export", tmp_path / "some.csv", "--kind", "opinion")
    [row] = csv.DictReader((tmp_path / "some.csv").open(encoding="utf-8-sig"))
    assert (row["kind"], row["kind_reason"]) == ("opinion", "a word before the headline: “OPINION”")
    for command in (("list",), ("export", tmp_path / "none.csv")):
        said = run(*command, "--kind", "horoscope", code=2).stderr
        assert "--kind takes news, analysis, opinion, live, interview, review, list, release, unknown" in said


@pytest.mark.parametrize("limit", [1, 2])
def test_list_stops_at_its_limit(store: Store, limit: int) -> None:
    store.add([Article(f"id{k}", "O", f"Title {k}", "Text.") for k in range(3)])
    output = run("list", "--limit", limit).output
    assert f"{limit} of 3 articles" in output
    assert output.count("Title ") == limit


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"\xff\xfe\xfa", "the file is not UTF-8"),
        ("a.csv", b"id,words\n1,x\n", "no column has the article text"),
        ("a.mp3", b"ID3", "files ending in “.mp3” are not supported"),
        ("absent.csv", None, "there is no such file or folder"),
    ],
)
def test_an_unreadable_file_is_one_sentence_and_exit_code_one(
    tmp_path: Path, page: Path, store: Store, name: str, content: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = run("ingest", path, page, code=1)
    [line] = [line for line in result.stderr.splitlines() if line]
    assert line.startswith(f"{path}: {reason}")
    assert store.find("") != [], "the readable file is stored"


def test_the_message_for_an_unknown_id_says_how_to_list_ids(page: Path) -> None:
    run("ingest", page)
    assert (
        "no article's ID begins with “zz”; list the IDs with: python -m analysis list"
        in run("explain", "zz", code=1).stderr
    )


def test_the_message_for_an_ambiguous_id_lists_the_candidates(store: Store) -> None:
    store.add([Article(f"abc{k}", None, None, "Text.") for k in range(3)])
    assert "several IDs begin with “ab”: abc0, abc1, abc2" in run("explain", "ab", code=1).stderr


def test_column_maps_a_field(tmp_path: Path, store: Store) -> None:
    (tmp_path / "t.csv").write_text("Body Text,paper\nSome words.,The Ledger\n", encoding="utf-8")
    run("ingest", tmp_path / "t.csv", "--column", "text=Body Text", "--column", "outlet=paper")
    [article] = store.articles([only_id(store)])
    assert (article.text, article.outlet) == ("Some words.", "The Ledger")


@pytest.mark.parametrize("pair", ["text", "=x", "text=", "[b]"])
def test_a_column_option_without_field_or_column_is_refused(page: Path, pair: str) -> None:
    assert f"--column takes FIELD=COLUMN, not '{pair}'" in run("ingest", page, "--column", pair, code=2).stderr


@pytest.mark.parametrize(
    ("pair", "reason"),
    [("text=Nope", "there is no column “Nope”; the columns are text"), ("nope=text", "there is no field “nope”")],
)
def test_a_column_that_does_not_exist_is_one_sentence(tmp_path: Path, pair: str, reason: str) -> None:
    (tmp_path / "t.csv").write_text("text\nSome words.\n", encoding="utf-8")
    assert reason in run("ingest", tmp_path / "t.csv", "--column", pair, code=1).stderr


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
@pytest.mark.parametrize("by_option", [False, True])
def test_export_writes_one_row_per_article(demo_store: Store, tmp_path: Path, kind: str, by_option: bool) -> None:
    out = tmp_path / ("out.data" if by_option else f"out.{kind.upper()}")
    total = len(demo_store.ids())
    option = ["--format", kind] if by_option else []
    assert f"{total} articles written" in run("export", out, "--store", demo_store.path, *option).output
    if kind == "csv":
        with open(out, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    elif kind == "parquet":
        rows = pd.read_parquet(out).to_dict("records")
    else:
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == total
    assert {"id", "outlet", "title", *measures()} <= set(rows[0])


def test_the_message_for_an_unknown_suffix_lists_the_formats(tmp_path: Path) -> None:
    output = run("export", tmp_path / "out.xlsx", code=2).stderr
    assert "“out.xlsx” ends in no known format; add --format csv, parquet or jsonl" in output
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_an_export_into_a_missing_folder_is_one_sentence(page: Path, tmp_path: Path, kind: str) -> None:
    run("ingest", page)
    output = run("export", tmp_path / "absent" / f"out.{kind}", code=1).stderr
    assert "cannot be written: " in output
    assert "None" not in output


@pytest.mark.parametrize(
    "arguments", [["score"], ["list"], ["list", "--problems"], ["explain", "a"], ["export", "o.csv"]]
)
def test_without_a_store_every_command_says_how_to_create_one(arguments: list[str], store: Store) -> None:
    output = run(*arguments, code=1).stderr
    assert f"there is no store at {store.path}; create one with: python -m analysis ingest PATH" in output


@pytest.mark.parametrize("arguments", [["score"], ["list"], ["ingest", "seeds/articles"], ["explain", "a"]])
def test_a_store_that_is_not_a_database_is_one_sentence(arguments: list[str], store: Store) -> None:
    store.path.write_bytes(b"junk " * 4000)
    output = run(*arguments, code=1).stderr
    assert f"the store {store.path} cannot be opened" in output


def test_the_option_takes_precedence_over_the_environment(page: Path, tmp_path: Path, store: Store) -> None:
    run("ingest", page, "--store", tmp_path / "other.duckdb")
    assert not store.exists
    assert len(Store(tmp_path / "other.duckdb").find("")) == 1


def test_it_runs_as_a_module_with_the_store_of_the_environment(page: Path, tmp_path: Path) -> None:
    path = tmp_path / "module.duckdb"
    environment = os.environ | {"SOURCELIGHT_STORE": str(path)}

    def module(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "analysis", *arguments]
        return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)

    done = module("ingest", str(page))
    assert (done.returncode, "1 new articles" in done.stdout) == (0, True)
    failed = module("ingest", str(tmp_path / "absent.txt"))
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    assert "there is no such file or folder" in failed.stderr
    assert len(Store(path).find("")) == 1


def test_a_file_name_that_is_not_utf8_is_read_and_listed(tmp_path: Path, store: Store) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.txt"))
    try:
        odd.write_text("A title\n\nAdvertisement\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    run("ingest", odd)
    assert "odd?.txt: no body text was found" in run("list", "--problems").output
