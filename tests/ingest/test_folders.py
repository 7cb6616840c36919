"""Reading files and folders: the articles, and the problems."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.ingest import TASK, Unreadable, read_paths
from analysis.parallel import FIRST, WorkerPool
from analysis.store import Store
from analysis.types import Article, Problem
from tests.support.cli import run

#: pages that are read in this process before the workers are used
READ_HERE = FIRST * TASK
BODY = "The ferry sails again from Monday, the harbour master said."


def page(path: Path, title: str = "Ferry returns", body: str = BODY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")
    return path


def read(*paths: Path) -> tuple[list[Article], list[Problem]]:
    found = list(read_paths(paths))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Problem)]


def only_problem(*paths: Path) -> Problem:
    articles, problems = read(*paths)
    assert articles == []
    [problem] = problems
    return problem


def test_a_folder_is_read_with_its_subfolders_in_a_stable_order(tmp_path: Path) -> None:
    page(tmp_path / "b.txt", "B")
    page(tmp_path / "a" / "deep" / "z.TXT", "Z")
    (tmp_path / "c.csv").write_text("title,text\nC,Some words here.\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("not an article", encoding="utf-8")
    articles, problems = read(tmp_path)
    assert [a.title for a in articles] == ["Z", "B", "C"]
    assert [a.source for a in articles] == ["z.TXT", "b.txt", "c.csv, row 1"]
    assert problems == []


@pytest.mark.parametrize("hidden", [".a.txt", ".git/a.txt", ".git/deep/er/a.txt", "sub/.cache/deep/er/a.txt"])
def test_hidden_files_and_folders_are_skipped(tmp_path: Path, hidden: str) -> None:
    page(tmp_path / "seen.txt", "Seen")
    page(tmp_path / hidden, "Hidden")
    articles, problems = read(tmp_path)
    assert [a.title for a in articles] == ["Seen"]
    assert problems == []


def test_a_hidden_folder_that_is_given_is_read(tmp_path: Path) -> None:
    page(tmp_path / ".articles" / "a.txt", "Asked")
    assert [a.title for a in read(tmp_path / ".articles")[0]] == ["Asked"]


def test_the_manifest_takes_precedence_over_the_page(tmp_path: Path) -> None:
    page(tmp_path / "a.txt", body=f"Published May 5, 2020\n\n{BODY}\n\n© 2020 The Page")
    page(tmp_path / "b.txt", body=f"Published May 5, 2020\n\n{BODY}\n\n© 2020 The Page")
    (tmp_path / "manifest.csv").write_text(
        "file,outlet,published,topic,url\na.txt,The Ledger,2019-03-14,ferry,https://x.test/a\n", encoding="utf-8-sig"
    )
    (stated, unstated), problems = read(tmp_path)
    assert problems == []
    assert (stated.outlet, stated.published) == ("The Ledger", dt.date(2019, 3, 14))
    assert (stated.topic, stated.url) == ("ferry", "https://x.test/a")
    assert (unstated.outlet, unstated.published, unstated.topic) == ("The Page", dt.date(2020, 5, 5), None)


def test_for_an_empty_or_ambiguous_cell_of_the_manifest_the_page_is_used(tmp_path: Path) -> None:
    page(tmp_path / "a.txt", body=f"Published May 5, 2020\n\n{BODY}\n\n© 2020 The Page")
    (tmp_path / "manifest.csv").write_text("file,outlet,published\na.txt,,03/04/2019\n", encoding="utf-8")
    [article] = read(tmp_path)[0]
    assert (article.outlet, article.published) == ("The Page", dt.date(2020, 5, 5))


def test_a_changed_manifest_is_read_again(tmp_path: Path) -> None:
    page(tmp_path / "a.txt")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,outlet\na.txt,First\n", encoding="utf-8")
    assert read(tmp_path)[0][0].outlet == "First"
    manifest.write_text("file,outlet\na.txt,The second name\n", encoding="utf-8")
    assert read(tmp_path)[0][0].outlet == "The second name"


@pytest.mark.parametrize("content", [b"name,outlet\na.txt,X\n", b"file,outlet\na.txt,\xff\xfe\n"])
def test_a_page_with_an_unreadable_manifest_is_not_read(tmp_path: Path, content: bytes) -> None:
    page(tmp_path / "a.txt")
    (tmp_path / "manifest.csv").write_bytes(content)
    problem = only_problem(tmp_path)
    assert isinstance(problem, Unreadable)
    assert problem.file == str(tmp_path / "manifest.csv")
    assert "the manifest cannot be read" in problem.reason


def test_the_problem_with_an_unknown_suffix_lists_the_known_ones(tmp_path: Path) -> None:
    problem = only_problem(page(tmp_path / "a.mp3"))
    assert isinstance(problem, Unreadable)
    assert problem.reason.startswith("files ending in “.mp3” are not supported; give one of .txt, .html")


def test_a_missing_path_and_one_that_cannot_exist_are_problems(tmp_path: Path) -> None:
    assert only_problem(tmp_path / "absent").reason == "there is no such file or folder"
    too_long = only_problem(tmp_path / ("x" * 5000))
    assert isinstance(too_long, Unreadable)


def test_the_problem_with_an_empty_folder_lists_the_suffixes(tmp_path: Path) -> None:
    problem = only_problem(tmp_path)
    assert isinstance(problem, Unreadable)
    assert "the folder has no .txt, .html" in problem.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x00\x00\x01", "the file is not text; save the page as text in UTF-8"),
        ("Überschrift\n\nEin Satz.".encode("latin-1"), "the file is not UTF-8; save the page as text in UTF-8"),
    ],
)
def test_a_file_that_is_not_text_is_unreadable(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    problem = only_problem(tmp_path / "a.txt")
    assert isinstance(problem, Unreadable)
    assert problem == Unreadable(str(tmp_path / "a.txt"), None, reason)


def test_a_page_without_a_body_is_a_problem_but_not_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ferry returns\n\nAdvertisement\n", encoding="utf-8")
    problem = only_problem(tmp_path)
    assert not isinstance(problem, Unreadable)
    assert "no body text was found" in problem.reason


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize(("size", "largest"), [(20_000_001, 20), (3_000_000_000, 200)])
def test_a_file_too_large_for_one_page_is_not_read(tmp_path: Path, name: str, size: int, largest: int) -> None:
    with open(tmp_path / name, "wb") as file:
        file.truncate(size)  # a sparse file, which takes no space on the disk
    problem = only_problem(tmp_path)
    assert isinstance(problem, Unreadable)
    assert problem.reason == f"the file is larger than {largest} MB, too large for one page"


def test_unreadable_files_do_not_affect_the_others(tmp_path: Path) -> None:
    page(tmp_path / "a.txt", "A")
    (tmp_path / "b.txt").write_bytes(b"\x00")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and no more")
    page(tmp_path / "d.txt", "D")
    articles, problems = read(tmp_path, tmp_path / "absent")
    assert [a.title for a in articles] == ["A", "D"]
    assert [Path(p.file).name for p in problems] == ["b.txt", "c.parquet", "absent"]


def test_several_processes_give_the_same_result_as_one(tmp_path: Path) -> None:
    for k in range(3 * READ_HERE):
        page(tmp_path / f"a{k:03}.txt", f"Page {k}", BODY if k % 7 else "")
        (tmp_path / f"b{k:03}.html").write_text(f"<h1>Page {k}</h1>" + f"<p>{BODY} {k}</p>" * 5, encoding="utf-8")
    rows = (f"Row {k},{BODY if k % 5 else ''} {k}\n" for k in range(10 * READ_HERE))
    (tmp_path / "c.csv").write_text("title,text\n" + "".join(rows), encoding="utf-8")
    page(tmp_path / "d.txt", "Last")
    alone = list(read_paths([tmp_path]))
    with WorkerPool(2) as pool:
        submit = pool.submit
        submitted = []
        pool.submit = lambda work, *args: (submitted.append(work.__name__), submit(work, *args))[1]  # type: ignore[method-assign]
        assert list(read_paths([tmp_path], pool=pool)) == alone
    assert {*submitted} == {"_read_pages", "_articles"}
    assert len(alone) == 2 * 3 * READ_HERE + 10 * READ_HERE + 1


def test_the_files_of_a_folder_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b/a.txt", "a.txt", "b.txt", "a/z.txt", "a/b/c.txt", "A.txt", "a-b/c.txt"):
        page(tmp_path / name, name)
    titles = [article.title for article in read(tmp_path)[0]]
    assert titles == [str(path.relative_to(tmp_path)) for path in sorted(tmp_path.rglob("*.txt"))]


def test_links_out_of_a_folder_are_counted_and_not_followed_those_inside_it_are(tmp_path: Path) -> None:
    page(tmp_path / "outside" / "secret.txt", "Secret")
    folder = tmp_path / "given"
    page(folder / "a.txt", "Inside")
    page(folder / "deep" / "b.txt", "Deep", BODY + " More.")
    (folder / "c.txt").symlink_to(folder / "deep" / "b.txt")
    (folder / "d.txt").symlink_to("../outside/secret.txt")
    (folder / "e").symlink_to(tmp_path / "outside")
    (folder / "up").symlink_to("..")
    (folder / "loop").symlink_to(folder)
    (folder / "notes.md").symlink_to(tmp_path / "outside" / "secret.txt")
    articles, [problem] = read(folder)
    assert [article.title for article in articles] == ["Inside", "Deep", "Deep"]
    assert problem.file == str(folder)
    assert problem.reason.startswith("3 links lead out of the folder and were not followed, the first of them d.txt;")


def test_a_link_that_is_given_is_followed(tmp_path: Path) -> None:
    page(tmp_path / "outside" / "a.txt", "Asked")
    (tmp_path / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "file.txt").symlink_to(tmp_path / "outside" / "a.txt")
    articles, problems = read(tmp_path / "folder", tmp_path / "file.txt")
    assert [article.title for article in articles] == ["Asked", "Asked"]
    assert problems == []


def test_links_that_lead_nowhere_or_in_a_circle_are_problems(tmp_path: Path) -> None:
    page(tmp_path / "a.txt", "A")
    (tmp_path / "b.txt").symlink_to("absent.txt")
    (tmp_path / "c.txt").symlink_to("d.txt")
    (tmp_path / "d.txt").symlink_to("c.txt")
    articles, problems = read(tmp_path)
    assert [article.title for article in articles] == ["A"]
    assert {Path(problem.file).name: problem.reason for problem in problems} == {
        "b.txt": "it cannot be opened: No such file or directory",
        "c.txt": "it is a link that leads to itself; give the file",
        "d.txt": "it is a link that leads to itself; give the file",
    }


def test_pipes_sockets_and_devices_are_refused(tmp_path: Path) -> None:
    page(tmp_path / "a.txt", "A")
    os.mkfifo(tmp_path / "b.txt")
    os.mkfifo(tmp_path / "manifest.csv")
    os.mkfifo(tmp_path / "ignored.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "c.csv"))
        articles, problems = read(tmp_path, tmp_path / "b.txt", Path("/dev/zero"))
    assert [article.title for article in articles] == ["A"]
    assert [(Path(problem.file).name, problem.reason) for problem in problems] == [
        ("b.txt", "it is a pipe, not a file; give a file"),
        ("c.csv", "it is a socket, not a file; give a file"),
        ("b.txt", "it is a pipe, not a file; give a file"),
        ("zero", "it is a device, not a file; give a file"),
    ]


def test_a_file_or_folder_that_may_not_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page(tmp_path / "a.txt", "A")
    page(tmp_path / "b" / "closed.txt", "Closed")
    page(tmp_path / "c.txt", "C")
    plain, plain_iterdir = Path.read_bytes, Path.iterdir

    def read_bytes(path: Path) -> bytes:
        if path.name == "c.txt":
            raise PermissionError(13, "Permission denied")
        return plain(path)

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return plain_iterdir(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr(Path, "iterdir", iterdir)
    articles, problems = read(tmp_path)
    assert [article.title for article in articles] == ["A"]
    assert [(Path(p.file).name, p.reason) for p in problems] == [
        ("b", "it cannot be opened: Permission denied"),
        ("c.txt", "the file cannot be opened: Permission denied"),
    ]


def test_a_file_that_vanishes_after_it_was_found_is_a_problem(tmp_path: Path) -> None:
    for name in ("a.txt", "b.csv", "c.txt", "d.warc"):
        page(tmp_path / name, name)
    items = read_paths([tmp_path])
    for name in ("b.csv", "d.warc"):
        first = next(items) if name == "b.csv" else None
        (tmp_path / name).unlink()
        assert first is None or isinstance(first, Article)
    problems = [item for item in items if isinstance(item, Problem)]
    assert [Path(problem.file).name for problem in problems] == ["b.csv", "d.warc"]
    assert all("No such file" in problem.reason for problem in problems)


def test_names_that_are_not_utf8_are_read_stored_and_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    for name, content in ((b"\xff.txt", f"Ferry\n\n{BODY}".encode()), (b"\xfe.txt", b"\x00"), (b"\xfd.csv", b"x\n1\n")):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(content)  # noqa: PTH118
    monkeypatch.setenv("SOURCELIGHT_STORE", str(tmp_path / "a.duckdb"))
    output = run("ingest", folder, code=1).output
    assert "1 new articles, 0 already stored, 2 set aside" in output
    assert "\\udcfe.txt: the file is not text" in output
    assert len(Store(tmp_path / "a.duckdb").problems()) == 2


def test_folders_nested_very_deep_are_read(tmp_path: Path) -> None:
    page(tmp_path / "a.txt", "A")
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1200):
            os.mkdir("d")  # noqa: PTH102
            os.chdir("d")
        Path("deep.txt").write_text(f"Deep\n\n{BODY}", encoding="utf-8")
    finally:
        os.chdir(here)
    articles, problems = read(tmp_path)
    assert {article.title for article in articles} == {"A", "Deep"}
    assert problems == []
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)  # shutil.rmtree recurses
