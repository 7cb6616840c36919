"""A store shared by several processes: readers during writes, two writers, and a program that keeps it open."""

from __future__ import annotations

import errno
import multiprocessing
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import pytest

from analysis.store import Store, StoreProblem
from analysis.store.filter import EVERYTHING
from analysis.store.pool import ConnectionPool, InUse, connection_pool
from analysis.types import Article, ScoredArticle

BATCH = 10
BATCHES = 4
WAITED_AT = BATCHES // 2


def article(number: int | str) -> Article:
    return Article(f"{number:0>6}", None, None, f"Text number {number}.")


def write_batches(path: Path, letter: str, stored: Connection | None = None) -> None:
    """Write batches of articles and their readings, as a writer process does; report each write to ``stored``.

    After half of the batches it waits until the store was read.
    """
    store = Store(path)
    for number in range(BATCHES):
        batch = [article(f"{letter}{number}x{k}") for k in range(BATCH)]
        store.add(batch)
        if stored:
            stored.send(number)
            if number == WAITED_AT:
                stored.recv()
        store.save([ScoredArticle(a) for a in batch], {"some scorer": "1"})
        if stored:
            stored.send(number)


def writer(path: Path, letter: str, stored: Connection | None = None) -> multiprocessing.process.BaseProcess:
    process = multiprocessing.get_context("spawn").Process(target=write_batches, args=(path, letter, stored))
    process.start()
    return process


def heard(coming: Connection) -> int | None:
    """Return the number of the batch that the writer reports; ``None`` when it has ended."""
    with suppress(EOFError):
        number: int = coming.recv()
        return number
    return None


def test_a_reader_sees_whole_batches_while_another_process_writes(store: Store) -> None:
    store.add([article("first")])
    coming, stored = multiprocessing.get_context("spawn").Pipe()
    process = writer(store.path, "a", stored)
    stored.close()  # only the writer has it open now, so reading ends when the writer does
    counts: list[tuple[int, int]] = []
    answered = False
    try:
        for number in iter(lambda: heard(coming), None):  # the writer continues while this reads
            articles = len(store.charts.article_list(EVERYTHING)) - 1
            pending = len(store.pending({"some scorer": "1"})) - 1
            counts.append((articles, pending))
            if number == WAITED_AT and not answered:
                coming.send("read")
                answered = True
        process.join()
    finally:
        process.kill()
    assert process.exitcode == 0
    assert all(articles % BATCH == 0 and pending % BATCH == 0 for articles, pending in counts)
    totals = [articles for articles, _ in counts]
    assert totals == sorted(totals)
    assert len(store.charts.article_list(EVERYTHING)) - 1 == BATCH * BATCHES
    assert len(store.pending({"some scorer": "1"})) == 1
    assert len(set(totals)) > 1, "the reader never read between two batches"


def test_two_writers_at_once_lose_nothing(store: Store) -> None:
    processes = [writer(store.path, letter) for letter in "ab"]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    expected = {article(f"{x}{n}x{k}").id for x in "ab" for n in range(BATCHES) for k in range(BATCH)}
    found = store.charts.article_list(EVERYTHING)["id"]
    assert len(found) == len(expected)
    assert set(found) == expected
    assert store.pending({"some scorer": "1"}) == []


HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_store_in_use_by_another_program_is_waited_for_and_then_reported(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([article(1)])
    monkeypatch.setattr("analysis.store.file.BUSY_TIMEOUT", 0.2)
    command = [sys.executable, "-c", HOLD, str(store.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreProblem, match="has been in use by another process"):
            store.charts.catalogue()
        holder.stdin.close()
    assert store.charts.catalogue()["articles"].tolist() == [1]


def test_a_store_that_another_process_creates_at_the_same_time_is_not_emptied(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB checks for the file, then writes an empty one: it must never be asked to create the store's own file."""
    connect, made = duckdb.connect, []

    def connected(path: str) -> duckdb.DuckDBPyConnection:
        assert Path(path) != store.path
        if not made:
            made.append(path)
            Store(store.path).add([article("quicker")])
        return connect(path)

    def opened(self: ConnectionPool, path: Path, writing: bool) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        assert path.exists()
        return open_pooled(self, path, writing)

    open_pooled = ConnectionPool.open
    monkeypatch.setattr(ConnectionPool, "open", opened)
    connection_pool()
    monkeypatch.setattr("analysis.store.file.duckdb.connect", connected)
    store.add([article("slower")])
    assert len(made) == 1
    assert sorted(store.charts.article_list(EVERYTHING)["id"]) == [article("quicker").id, article("slower").id]
    assert list(store.path.parent.iterdir()) == [store.path]


def test_a_store_can_be_created_without_hard_links(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("analysis.store.file.os.link", refused)
    assert store.add([article("a")]) == 1
    assert list(store.path.parent.iterdir()) == [store.path]


def test_a_writer_waits_for_the_readers_of_its_own_process(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([article("a")])
    with ThreadPoolExecutor(1) as threads:
        with store.file.reading() as first, store.file.reading() as second:
            writing = threads.submit(store.add, [article("b")])
            with pytest.raises(TimeoutError):
                writing.result(0.2)
            assert [reader.execute("FROM articles").fetchall() for reader in (first, second)][1][0][0] == "00000a"
        assert writing.result(30) == 1
    assert len(store.ids()) == 2
    monkeypatch.setattr("analysis.store.file.BUSY_TIMEOUT", 0.1)
    with store.file.reading(), pytest.raises(StoreProblem, match="in use by another"):
        store.add([article("c")])


def _ids_and_one_more(path: Path, sender: Connection) -> None:
    ids = Store(path).ids()
    Store(path).add([article("child")])
    sender.send(ids)


def test_a_forked_process_uses_its_own_connection_pool(store: Store) -> None:
    store.add([article("a")])
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=_ids_and_one_more, args=(store.path, sender))
    process.start()
    assert receiver.poll(30)
    assert receiver.recv() == ["00000a"]
    process.join(30)
    assert process.exitcode == 0
    assert store.ids() == ["00000a", "0child"]


def test_after_a_fatal_error_the_store_opens_again(store: Store) -> None:
    store.add([article("a")])
    before = connection_pool()
    with pytest.raises(StoreProblem, match="cannot be used"), store.file.reading():
        raise duckdb.FatalException("FATAL Error: Failed: database has been invalidated")
    assert connection_pool() is not before
    assert store.add([article("b")]) == 1
    assert len(store.ids()) == 2


def test_any_file_name_can_be_used(tmp_path: Path) -> None:
    """A file opened by two paths is one file, and its name is never interpreted as SQL."""
    (tmp_path / "it's; DROP TABLE articles").mkdir()
    store = Store(tmp_path / "it's; DROP TABLE articles" / 'é "s".duckdb')
    store.add([article("a")])
    (tmp_path / "link.duckdb").symlink_to(store.path)
    with store.file.reading(), Store(tmp_path / "link.duckdb").file.reading() as other:
        assert other.execute("SELECT id FROM articles").fetchall() == [("00000a",)]


def test_an_instance_that_uses_too_much_memory_is_closed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([article("a")])
    before = connection_pool()
    assert store.ids() == ["00000a"]
    assert connection_pool() is before
    monkeypatch.setattr("analysis.store.pool.MAX_IDLE_MEMORY", 0)
    with store.file.reading() as reader:
        assert store.ids() == ["00000a"]
        assert connection_pool() is before, "somebody still reads with it"
        assert reader.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    assert connection_pool() is not before
    with pytest.raises(InUse), before.open(store.path, writing=False):
        pass
    with ThreadPoolExecutor(4) as threads:
        assert [*threads.map(lambda _: store.ids(), range(40))] == [["00000a"]] * 40
