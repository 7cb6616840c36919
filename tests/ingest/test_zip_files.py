"""Zip files with damaged or odd files in them: such a file costs only itself."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from analysis.ingest import Unreadable, read_paths
from analysis.ingest.upload import read_upload
from analysis.types import Article, Problem
from tests.support.files.hostile_files import TEXT, zipped

GOOD = f"Old pier closes\n\n{TEXT}".encode()


class Named(zipfile.ZipInfo):
    """An entry with any bytes as its name, said to be UTF-8."""

    def __init__(self, name: bytes) -> None:
        super().__init__("x")
        self.stored_name = name

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # the name in the library
        return self.stored_name, 0x800


LINK = zipfile.ZipInfo("link.txt")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16
DEEP = "a/" * 1500 + "deep.txt"
#: what is odd -> the name or entry of the file in the zip file, and a part of the reason
ODD: dict[str, tuple[str | zipfile.ZipInfo, str]] = {
    "a dot as its name": (".", "it has no name"),
    "no name": (Named(b""), "it has no name"),
    "a path of dots": ("././.", "it has no name"),
    "a null character for a name": (Named(b"\0.txt"), "it has no name"),
    "1,500 folders": (DEEP, "more than 100 folders deep"),
    "a name of 60,000 characters": ("x" * 60_000 + ".txt", "cannot be unpacked (File name too long)"),
    "a folder of 300 characters": ("x" * 300 + "/a.txt", "cannot be unpacked (File name too long)"),
    "the name of another": ("good.txt", "two files of this name"),
    "a file as its folder": ("good.txt/a.txt", "cannot be unpacked"),
    "a link": (LINK, "is a link to another file"),
}
METHODS = {
    "stored": zipfile.ZIP_STORED, "deflate": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA,
}  # fmt: skip


def read(path: Path) -> tuple[list[str | None], list[Problem]]:
    """The titles of the articles, and the problems, each of which is one sentence and names the zip file."""
    items = list(read_paths([path]))
    problems = [item for item in items if isinstance(item, Problem)]
    for problem in problems:
        assert isinstance(problem, Unreadable)
        assert problem.file.startswith(str(path))
        assert "\n" not in str(problem)
        assert len(str(problem)) < 600
    return [item.title for item in items if isinstance(item, Article)], problems


def zip_of(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as file:
        warnings.simplefilter("ignore")  # two files of one name
        for name, data in members:
            file.writestr(name, data)
    return path


@pytest.mark.parametrize(("name", "reason"), ODD.values(), ids=ODD.keys())
def test_an_odd_file_in_a_zip_file_costs_only_itself(name: str | zipfile.ZipInfo, reason: str, tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", ("good.txt", GOOD), (name, b"Other\n\nSome other text."), ("more.txt", GOOD))
    titles, [problem] = read(path)
    assert titles == ["Old pier closes"] * 2
    assert reason in problem.reason
    uploaded = list(read_upload("a.zip", path.read_bytes()))
    assert [item.title for item in uploaded if isinstance(item, Article)] == titles
    assert [item.reason for item in uploaded if isinstance(item, Problem)] == [problem.reason]


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
@pytest.mark.parametrize("damage", ["middle", "beginning", "checksum"])
def test_a_damaged_file_in_a_zip_file_costs_only_itself(method: int, damage: str, tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", ("a.txt", GOOD), ("bad.txt", GOOD * 3), ("c.txt", GOOD), method=method)
    with zipfile.ZipFile(path) as file:
        member = file.getinfo("bad.txt")
    raw = bytearray(path.read_bytes())
    first = member.header_offset + 30 + len("bad.txt")
    if damage == "checksum":
        at = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1) + 16
        raw[at] ^= 0xFF
    else:
        at = first + (member.compress_size // 2 if damage == "middle" else 0)
        raw[at : at + 8] = bytes(byte ^ 0xFF for byte in raw[at : at + 8])
    path.write_bytes(raw)
    titles, [problem] = read(path)
    assert titles == ["Old pier closes"] * 2
    assert problem.file == str(path / "bad.txt")
    assert problem.reason == "it is damaged in the zip file and was left out; create the zip file again"


def test_an_unknown_method_of_compression_costs_only_its_file(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", ("a.txt", GOOD), ("b.txt", GOOD))
    raw = bytearray(path.read_bytes())
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1)
    raw[second + 10 : second + 12] = struct.pack("<H", 97)
    local = raw.index(b"PK\x03\x04", 10)
    raw[local + 8 : local + 10] = struct.pack("<H", 97)
    path.write_bytes(raw)
    titles, [problem] = read(path)
    assert titles == ["Old pier closes"]
    assert "a method that cannot be read" in problem.reason


def test_a_zip_file_of_which_nothing_can_be_unpacked_names_its_files_alone(tmp_path: Path) -> None:
    titles, problems = read(zip_of(tmp_path / "a.zip", (".", b"x"), (DEEP, b"x")))
    assert titles == []
    assert ["no name" in problems[0].reason, "100 folders" in problems[1].reason] == [True, True]
    assert len(problems) == 2


@pytest.mark.parametrize("name", ["dotname.zip", "lzma_broken.zip", "deepdirs.zip"])
def test_zip_files_that_once_ended_a_run(name: str, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(GOOD)
    items = list(read_paths([shared / "cases" / "faults" / name, tmp_path / "good.txt"]))
    assert isinstance(items[-1], Article)
    assert len([item for item in items if isinstance(item, Problem)]) == 1


def test_the_methods_of_the_tests_are_damaged_as_they_should_be() -> None:
    """The libraries raise the errors that ``bundle.DAMAGE`` lists."""
    with pytest.raises(lzma.LZMAError):
        lzma.decompress(b"\xfd7zXZ\x00" + b"\xff" * 40)
    with pytest.raises((OSError, ValueError)):
        bz2.decompress(b"BZh9" + b"\xff" * 40)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"PK"))


def test_a_page_below_a_hundred_folders_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a/" * 90 + "good.txt": GOOD})
    assert read(path) == (["Old pier closes"], [])


def test_compressed_tables_are_read_inside_a_zip_file_as_they_are_outside(tmp_path: Path) -> None:
    row = {"title": "Old pier closes", "text": TEXT}
    tables = {
        "a.csv.gz": f'title,text\n{row["title"]},"{TEXT}"\n',
        "b/c.jsonl.gz": json.dumps(row),
        "b/d.json.gz": json.dumps([row]),
        "e.TSV.GZ": f"title\ttext\n{row['title']}\t{TEXT}\n",
    }
    members = {name: gzip.compress(table.encode()) for name, table in tables.items()}
    path = zipped(tmp_path / "a.zip", members | {"f.csv.gz": b"\x1f\x8b damaged"})
    titles, [damaged] = read(path)
    assert titles == ["Old pier closes"] * 4
    assert damaged.file == str(path / "f.csv.gz")
    assert "the gzip file is damaged" in damaged.reason
    for name, data in members.items():
        (tmp_path / Path(name).name).write_bytes(data)
        assert read(tmp_path / Path(name).name)[0] == ["Old pier closes"]
    assert [item.title for item in read_upload("a.zip", path.read_bytes()) if isinstance(item, Article)] == titles


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.gz", "a.tar.gz", "a.csv.zst"])
def test_other_compressed_files_inside_a_zip_file_are_refused(name: str, tmp_path: Path) -> None:
    titles, [problem] = read(zipped(tmp_path / "a.zip", {"good.txt": GOOD, name: gzip.compress(GOOD)}))
    assert titles == []
    assert f"contains another archive ('{name}')" in problem.reason


def test_a_name_that_is_not_utf8_as_the_zip_file_says_costs_nothing(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", ("good.txt", GOOD), (Named(b"\xff\xfe.txt"), GOOD), ("ü.txt", GOOD))
    assert read(path) == (["Old pier closes"] * 3, [])
