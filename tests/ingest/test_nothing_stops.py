"""Ten bad files among ten good ones, and an error in the middle of anything: the rest is read, stored and measured."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis import ingest
from analysis.export.tables import Export, write_selection, written
from analysis.ingest import (
    Tally,
    Unreadable,
    UnreadableTable,
    archive,
    files,
    links_in,
    read_paths,
    recognised,
    table,
    vendors,
)
from analysis.ingest.upload import preview_upload, read_upload
from analysis.parallel import FIRST, WorkerPool
from analysis.run.pipeline import ingest as run_ingest
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.types import Article, Problem
from tests.ingest.test_zip_files import DEEP, zip_of
from tests.ingest.warc.test_damaged_archives import ONE, THREE, TWO
from tests.support.cli import run
from tests.support.files.hostile_files import TEXT

PLACE = r" because of an error in Sourcelight \((\w+) in [\w/]+\.py, line \d+\); .+; please report it"


def good(number: int) -> str:
    return f"Pier {number} closes\n\n{TEXT} It was pier {number}."


def ten_bad(folder: Path) -> None:
    """Ten files, or parts of files, that cannot be read."""
    (folder / "b0.html").write_bytes(b'<meta charset="undefined">\xff' + b"<p>word</p>" * 3)
    (folder / "b1.txt").write_bytes(b"\x00\x01")
    os.mkfifo(folder / "b2.txt")
    (folder / "b3.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "b4.parquet").write_bytes(b"PAR1 and no more")
    (folder / "b5.json").write_text("[" * 100_000, encoding="utf-8")
    (folder / "b6.warc").write_bytes(ONE.replace(b"https://ledger.example", b"http://["))
    (folder / "b7.txt").symlink_to("absent.txt")
    (folder / "b8.html").write_text("<html><body></body></html>", encoding="utf-8")
    (folder / "b9.docx").write_bytes(b"PK no export")


def ten_good(folder: Path) -> None:
    """Ten articles in files of several kinds."""
    for k in range(5):
        (folder / f"a{k}.txt").write_text(good(k), encoding="utf-8")
    (folder / "a5.csv").write_text(f'title,text\nSix,"{TEXT} Six."\nSeven,"{TEXT} Seven."\n', encoding="utf-8")
    pq.write_table(pa.table({"title": ["Eight"], "text": [f"{TEXT} Eight."]}), folder / "c.parquet")
    (folder / "d.warc").write_bytes(ONE + TWO[:-100] + THREE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCELIGHT_STORE", str(tmp_path / "a.duckdb"))
    made = tmp_path / "given"
    made.mkdir()
    return made


def test_ten_good_and_ten_bad_things(folder: Path, tmp_path: Path) -> None:
    ten_good(folder)
    ten_bad(folder)
    store = Store(tmp_path / "a.duckdb")
    result = run_ingest(store, [folder])
    assert (result.new, result.unreadable) == (10, True)
    named = sorted({Path(problem.file).name.partition(",")[0] for problem in result.problems})
    assert named == [*sorted(path.name for path in folder.glob("b*")), "d.warc"]
    assert len(store.problems()) == len(result.problems) == 11
    scored = score(store, workers=1)
    assert (scored.scored, scored.problems) == (10, [])
    assert relate(store)
    with written(tmp_path / "out.jsonl") as out:
        assert write_selection(store, out, "jsonl", Export(EVERYTHING, True, True)) == 10


def test_a_zip_file_of_good_and_bad_things(tmp_path: Path) -> None:
    members = [(f"a{k}.txt", good(k).encode()) for k in range(5)]
    path = zip_of(tmp_path / "a.zip", *members, (".", b"x"), (DEEP, b"x"), ("b.txt", b"\x00"))
    for items in (list(read_paths([path])), list(read_upload("a.zip", path.read_bytes()))):
        assert sum(isinstance(item, Article) for item in items) == 5
        assert sum(isinstance(item, Problem) for item in items) == 3


def test_the_command_tells_how_many_problems_there_are_of_each_kind(folder: Path) -> None:
    ten_good(folder)
    for k in range(25):
        (folder / f"none{k}.txt").write_bytes(b"\x00")
        (folder / f"page{k:02}.html").write_text("<html><body></body></html>", encoding="utf-8")
    (folder / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    lines = [line for line in run("ingest", folder, code=1).stderr.splitlines() if line]
    assert len(lines) == 5
    assert lines[0].endswith("save the page as text in UTF-8 (and 24 more of this kind)")
    assert lines[1].endswith("(and 24 more of this kind)")
    assert lines[1].startswith(f"{folder}/page00.html: no article text was found")
    assert lines[-1] == "List all with: python -m analysis list --problems"


def fails_on(word: str, plain: object, error: type[Exception] = ZeroDivisionError) -> object:
    """A function that does what ``plain`` does, unless the word is in its arguments."""

    def replaced(*arguments: object, **more: object) -> object:
        if word in repr(arguments):
            raise error
        return plain(*arguments, **more)  # type: ignore[operator]

    return replaced


@pytest.mark.parametrize("error", [ZeroDivisionError, MemoryError, RecursionError, AttributeError])
def test_an_error_in_one_page_costs_that_page(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for k in range(4):
        (tmp_path / f"a{k}.txt").write_text(good(k), encoding="utf-8")
    monkeypatch.setattr(files, "read_text", fails_on("Pier 1", files.read_text, error))
    items = list(read_paths([tmp_path]))
    assert [item.title for item in items if isinstance(item, Article)] == [f"Pier {k} closes" for k in (0, 2, 3)]
    [problem] = [item for item in items if isinstance(item, Problem)]
    assert isinstance(problem, Unreadable)
    assert problem.file == str(tmp_path / "a1.txt")
    assert "this file could not be read because of an error in Sourcelight (" in problem.reason
    assert f"({error.__name__} in ingest/files.py, line " in problem.reason


def test_an_error_in_one_row_costs_that_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\n" + "".join(f'T{k},"{TEXT} {k}"\n' for k in range(50)), encoding="utf-8")
    monkeypatch.setattr(table, "clean_body", fails_on(f"{TEXT} 30", table.clean_body))
    items = list(read_paths([path]))
    assert sum(isinstance(item, Article) for item in items) == 49
    [problem] = [item for item in items if isinstance(item, Problem)]
    assert problem.row == 31
    assert "the row could not be read because of an error in Sourcelight (ZeroDivisionError in " in problem.reason


def test_an_error_in_one_record_costs_that_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(ONE + TWO + THREE)
    for name in ("article_in_time", "_decompressed", "_is_valid"):
        with monkeypatch.context() as patched:
            patched.setattr(archive, name, fails_on("Two", getattr(archive, name)))
            items = list(read_paths([path]))
        assert [item.title for item in items if isinstance(item, Article)] == ["One", "Three"]
        [problem] = [item for item in items if isinstance(item, Problem)]
        assert problem.file == f"{path}, record 2"
        assert "(ZeroDivisionError in ingest/archive.py, line " in problem.reason


def test_what_was_read_before_an_error_in_the_middle_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\n" + "".join(f'T{k},"{TEXT} {k}"\n' for k in range(50)), encoding="utf-8")
    plain = table.rows_of

    def rows_of(given: Path) -> Iterator[object]:
        for number, row in enumerate(plain(given)):
            if number == 40:
                raise KeyError("middle")
            yield row

    monkeypatch.setattr(table, "rows_of", rows_of)
    (tmp_path / "b.txt").write_text(good(1), encoding="utf-8")
    items = list(read_paths([tmp_path]))
    assert sum(isinstance(item, Article) for item in items) == 41
    [problem] = [item for item in items if isinstance(item, Problem)]
    assert (problem.file, "KeyError in " in problem.reason) == (str(path), True)


def test_an_error_in_one_article_of_an_export_costs_that_article() -> None:
    records = (vendors.Record("Pier", "The Post", None, text) for text in (TEXT, 3, f"{TEXT} Again."))
    first, problem, last = vendors.articles_of(records, "a.txt", "a.txt")  # type: ignore[arg-type]
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(problem, Problem)
    assert problem.row == 2
    assert "the article could not be read because of an error in Sourcelight (" in problem.reason


def test_an_error_in_a_worker_costs_one_page_of_its_batch(tmp_path: Path) -> None:
    number = 3 * FIRST * ingest.TASK
    for k in range(number):
        (tmp_path / f"a{k:03}.html").write_bytes(
            b"<html><p>" + TEXT.encode() if k % 10 else b'<html><meta charset="undefined"><p>\xff'
        )
    with WorkerPool(2) as pool:
        items = list(read_paths([tmp_path], pool=pool, tally=Tally()))
    assert len(items) == number
    assert sum(isinstance(item, Problem) for item in items) == -(-number // 10)


def test_helpers_that_look_at_a_file_never_raise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("url\nhttps://a.example/1\n", encoding="utf-8")
    monkeypatch.setattr(table, "recognise", fails_on("", table.recognise))
    assert recognised(path) is None
    assert recognised(tmp_path / ("x" * 5000)) is None
    assert preview_upload("a.csv", path.read_bytes()) is None
    with pytest.raises(UnreadableTable, match="the table could not be read" + PLACE):
        links_in(path)
    [problem] = read_upload("a.csv", path.read_bytes())
    assert isinstance(problem, Problem)
    assert problem.file == "a.csv"
    assert "this file could not be read because of an error in Sourcelight (ZeroDivisionError in " in problem.reason


@pytest.mark.parametrize("name", ["undefined.html", "w_uri.warc", "tz.parquet", "w_trunc_body.warc"])
def test_files_that_once_ended_a_run(name: str, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(good(1), encoding="utf-8")
    items = list(read_paths([shared / "cases" / "faults" / name, tmp_path / "good.txt"]))
    assert isinstance(items[-1], Article)
    assert len(items) > 1
    if name == "tz.parquet":
        [problem] = items[:-1]
        assert isinstance(problem, Problem)
