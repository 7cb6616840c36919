"""WARC archives and zip files: their articles are read one by one, and files built to do harm are refused."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from analysis.ingest import Unreadable, bundle, read_paths
from analysis.types import Article, Problem
from tests.support.files.hostile_files import TEXT, ZIP_FILES, zipped

HTML = f"<!doctype html><html><head><title>Pier</title></head><body><article><h1>Pier</h1><p>{TEXT}</p></article>"


def record(url: str, body: bytes, kind: str = "text/html", status: str = "200 OK", coding: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n" + (f"Content-Encoding: {coding}\r\n" if coding else "")
    written = WarcRecord()
    written.init_headers(record_type=WarcRecordType.response)
    written.headers["WARC-Target-URI"] = url
    written.headers["Content-Type"] = "application/http; msgtype=response"
    written.set_bytes_content(f"{head}\r\n".encode() + body)
    out = io.BytesIO()
    written.write(out)
    return out.getvalue()


def archive(path: Path) -> Path:
    page = HTML.encode()
    records = [
        record("https://ledger.example/a", page.replace(b"Pier", b"First")),
        record("https://ledger.example/pixel", b"GIF89a", kind="image/gif"),
        record("https://ledger.example/gone", page, status="404 Not Found"),
        record("https://ledger.example/empty", b"<html><body></body></html>"),
        record("https://ledger.example/b", gzip.compress(page.replace(b"Pier", b"Second")), coding="gzip"),
        record("https://ledger.example/c", brotli.compress(page.replace(b"Pier", b"Third")), coding="br"),
        record("https://ledger.example/d", page.replace(b"Pier", b"Fourth"), coding="gzip"),
    ]
    if path.name.endswith(".gz"):
        path.write_bytes(b"".join(map(gzip.compress, records)))
    elif path.name.endswith(".zst"):
        with open(path, "wb") as file, ZstdWriter(file) as writer:
            for each in records:
                writer.write(each)
    else:
        path.write_bytes(b"".join(records))
    return path


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_the_pages_of_an_archive_are_read_and_other_records_are_skipped(name: str, tmp_path: Path) -> None:
    items = list(read_paths([archive(tmp_path / name)]))
    articles = [item for item in items if isinstance(item, Article)]
    assert [article.title for article in articles] == ["First", "Second", "Third", "Fourth"]
    assert {article.text for article in articles} == {TEXT}
    assert articles[0].url == "https://ledger.example/a"
    assert articles[0].source == f"{name}, record 1"
    [problem] = [item for item in items if isinstance(item, Problem)]
    assert problem.file.endswith(", record 4")
    assert problem.reason.startswith("https://ledger.example/empty: no article text")


def test_an_archive_that_breaks_off_gives_what_was_whole(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.warc").read_bytes()
    cut = whole.index(b"WARC/1.", 10) + 20
    broken = tmp_path / "b.warc"
    broken.write_bytes(whole[:cut] + b"\x00\xff garbage" * 50)
    first, problem = read_paths([broken])
    assert isinstance(first, Article)
    assert first.title == "First"
    assert isinstance(problem, Unreadable)
    assert "after record 1 (it ends inside a record, which is not stored)" in problem.reason


@pytest.mark.parametrize("content", [b"", b"hello", b"\x1f\x8b" + b"\x00" * 50, b"PK\x03\x04"])
def test_a_file_that_is_no_archive_is_unreadable(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    [problem] = read_paths([path])
    assert isinstance(problem, Unreadable)
    assert "\n" not in problem.reason


def test_a_record_that_unpacks_to_far_more_than_a_page_is_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, wbits=31)
    block = b"<p>bomb</p>" * 100_000
    bomb = b"".join(packer.compress(block) for _ in range(20)) + packer.flush()  # 22 MB in 20 kB
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("https://x.example/bomb", bomb, coding="gzip") + record("https://x.example/a", HTML.encode())
    )
    problem, article = read_paths([path])
    assert isinstance(problem, Problem)
    assert "larger than 20 MB" in problem.reason
    assert isinstance(article, Article), "the next record is read"


def test_a_zip_file_is_read_as_the_folder_it_unpacks_to(tmp_path: Path) -> None:
    members = {
        "pages/one.html": HTML.encode(),
        "pages/two.txt": f"Old pier closes\n\n{TEXT}".encode(),
        "pages/manifest.csv": b"file,outlet,published\ntwo.txt,The Aldenport Ledger,2019-03-05\n",
        "table.csv": f'outlet,title,text\nThe Harbour Post,Pier,"{TEXT}"\n'.encode(),
        "bad.csv": b"a,b\n1,2\n",
        "__MACOSX/._one.html": b"\x00",
    }
    path = zipped(tmp_path / "a.zip", members)
    items = list(read_paths([path]))
    articles = [item for item in items if isinstance(item, Article)]
    assert sorted(a.outlet or "" for a in articles) == ["", "The Aldenport Ledger", "The Harbour Post"]
    [problem] = [item for item in items if isinstance(item, Problem)]
    assert problem.file == str(path / "bad.csv"), "the path inside the zip file, not that of the temporary folder"


@pytest.mark.parametrize(("_name", "members", "reason"), ZIP_FILES, ids=[case[0] for case in ZIP_FILES])
def test_a_harmful_zip_file_is_refused_as_a_whole(
    _name: str, members: dict[str, bytes], reason: str, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "a.zip", members)
    [problem] = read_paths([path])
    assert isinstance(problem, Unreadable)
    assert reason in problem.reason
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and p != path], "no other file was written"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip file", b"PK\x05\x06" + b"\x00" * 18])
def test_a_damaged_or_empty_zip_file_is_unreadable(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    [problem] = read_paths([path])
    assert isinstance(problem, Unreadable)


def test_a_zip_file_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"x" * 5_000_000})
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 5_000_000), struct.pack("<L", 1_000)))
    [problem] = read_paths([path])
    assert isinstance(problem, Unreadable)


def test_no_more_of_a_file_is_unpacked_than_the_zip_file_states(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"x" * 5_000_000})
    raw = bytearray(path.read_bytes())
    entry = raw.find(b"PK\x01\x02")  # in the zip file's directory: a checksum that fits the stated size, and the size
    raw[entry + 16 : entry + 20] = zlib.crc32(b"x" * 1_000).to_bytes(4, "little")
    raw[entry + 24 : entry + 28] = (1_000).to_bytes(4, "little")
    path.write_bytes(raw)
    [article] = read_paths([path])
    assert isinstance(article, Article)
    assert article.text == "x" * 1_000


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{k}.txt": b"x" for k in range(3)})
    narrow = bundle.Limits(files=2, file_bytes=1_000, total_bytes=1_000)
    with pytest.raises(bundle.UnreadableBundle, match="more than 2 files"), bundle.unpacked(path, narrow):
        pass


def test_a_record_that_is_cut_off_is_named_and_not_stored(tmp_path: Path) -> None:
    whole = record("https://ledger.example/a", HTML.encode())
    for cut in (1, 40, len(TEXT) // 2):
        (tmp_path / "a.warc").write_bytes(whole + whole.rstrip(b"\r\n")[:-cut])
        first, second = read_paths([tmp_path / "a.warc"])
        assert isinstance(first, Article)
        assert isinstance(second, Unreadable)
        assert "after record 1 (it ends inside record 2, which is not stored)" in second.reason


@pytest.mark.parametrize("url", ["http://[", "//[::1", "http://a b/", "http://a.example:x/", "http://\u00ff\u00a0/"])
def test_a_record_with_an_invalid_address_is_one_problem_and_the_others_are_read(url: str, tmp_path: Path) -> None:
    good = record("https://ledger.example/a", HTML.encode())
    bad = good.replace(b"https://ledger.example/a", url.encode())
    (tmp_path / "a.warc").write_bytes(good + bad + good)
    first, second, third = read_paths([tmp_path / "a.warc"])
    assert isinstance(first, Article)
    assert isinstance(second, Problem)
    assert second.file.endswith(", record 2")
    assert "is not a valid URL" in second.reason
    assert isinstance(third, Article)


def test_a_body_in_chunks_is_read_and_one_stored_without_its_chunks_too(tmp_path: Path) -> None:
    page = HTML.encode()
    half = len(page) // 2
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:half], page[half:])) + b"0\r\n\r\n"
    for body in (chunked, page):
        raw = record("https://ledger.example/a", body, kind="text/html\r\nTransfer-Encoding: chunked")
        (tmp_path / "a.warc").write_bytes(raw)
        [article] = read_paths([tmp_path / "a.warc"])
        assert isinstance(article, Article)
        assert article.text == TEXT
