"""The store among several processes: readers beside a writer, two writers, one that holds on."""

from __future__ import annotations

import errno
import multiprocessing
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from analysis.store import Store, StoreProblem
from analysis.types import Article, ScoredArticle
from analysis.which import EVERYTHING

BATCH = 40
BATCHES = 8


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "s.duckdb")


def article(number: int | str) -> Article:
    return Article(f"{number:0>6}", None, None, f"Text number {number}.")


def write_batches(path: Path, letter: str) -> None:
    """What a writer process does: batches of articles with a reading each."""
    store = Store(path)
    for number in range(BATCHES):
        batch = [article(f"{letter}{number}x{k}") for k in range(BATCH)]
        store.add(batch)
        store.save([ScoredArticle(a, {}, attributions=(), hedges=()) for a in batch], {"some scorer": "1"})


def writer(path: Path, letter: str) -> multiprocessing.process.BaseProcess:
    process = multiprocessing.get_context("spawn").Process(target=write_batches, args=(path, letter))
    process.start()
    return process


def test_a_reader_sees_whole_batches_while_another_process_writes(store: Store) -> None:
    store.add([article("first")])
    process = writer(store.path, "a")
    counts: list[tuple[int, int]] = []
    try:
        while process.is_alive() or not counts:
            articles = len(store.article_list(EVERYTHING)) - 1
            pending = len(store.pending({"some scorer": "1"})) - 1
            counts.append((articles, pending))
        process.join()
    finally:
        process.kill()
    assert process.exitcode == 0
    assert all(articles % BATCH == 0 and pending % BATCH == 0 for articles, pending in counts)
    totals = [articles for articles, _ in counts]
    assert totals == sorted(totals)
    assert len(store.article_list(EVERYTHING)) - 1 == BATCH * BATCHES
    assert len(store.pending({"some scorer": "1"})) == 1
    assert len(set(totals)) > 1, "the reader met no moment between two batches"


def test_two_writers_at_once_lose_nothing(store: Store) -> None:
    processes = [writer(store.path, letter) for letter in "ab"]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    expected = {article(f"{x}{n}x{k}").id for x in "ab" for n in range(BATCHES) for k in range(BATCH)}
    found = store.article_list(EVERYTHING)["id"]
    assert len(found) == len(expected)
    assert set(found) == expected
    assert store.pending({"some scorer": "1"}) == []


HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_store_held_by_another_program_is_waited_for_then_named(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([article(1)])
    monkeypatch.setattr("analysis.store_file.PATIENCE", 0.2)
    command = [sys.executable, "-c", HOLD, str(store.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreProblem, match="has been in use by another process"):
            store.catalogue()
        holder.stdin.close()
    assert store.catalogue()["articles"].tolist() == [1]


def test_a_store_that_another_process_made_meanwhile_is_not_emptied(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB looks for its file, then writes an empty one: it must never be asked to make the store's own."""
    connect, made = duckdb.connect, []

    def connected(path: str, **options: bool) -> duckdb.DuckDBPyConnection:
        if Path(path) == store.path:
            assert store.path.exists()
        elif not made:
            made.append(path)
            Store(store.path).add([article("quicker")])
        return connect(path, **options)

    monkeypatch.setattr("analysis.store_file.duckdb.connect", connected)
    store.add([article("slower")])
    assert len(made) == 1
    assert sorted(store.article_list(EVERYTHING)["id"]) == [article("quicker").id, article("slower").id]
    assert list(store.path.parent.iterdir()) == [store.path]


def test_a_file_system_without_hard_links_holds_a_store_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("analysis.store_file.os.link", refused)
    assert store.add([article("a")]) == 1
    assert list(store.path.parent.iterdir()) == [store.path]


def test_a_store_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreProblem, match="cannot be made"):
        Store(tmp_path / "file" / "s.duckdb").add([article("a")])
