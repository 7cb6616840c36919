"""Damaged WARC archives: a record that is not whole is named and not stored, and the records behind it are found."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from fastwarc.stream_io import ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.ingest import Unreadable, archive, read_paths
from analysis.ingest.warc import records
from analysis.ingest.warc.stream import unpacked
from analysis.types import Article, Problem
from tests.support.files.hostile_files import TEXT

LENGTH = b"Content-Length: "


def record(title: str, kind: WarcRecordType = WarcRecordType.response, more: str = "") -> bytes:
    """A record with a page of this title."""
    html = f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{TEXT}</p>{more}"
    written = WarcRecord()
    written.init_headers(record_type=kind)
    # how a cut part is read depends on its bytes, so that they must be the same in every run
    written.headers["WARC-Date"] = "2025-03-04T12:00:00Z"
    written.headers["WARC-Record-ID"] = f"<urn:uuid:{uuid5(NAMESPACE_URL, title)}>"
    written.headers["WARC-Target-URI"] = f"https://ledger.example/{title}"
    written.headers["Content-Type"] = "application/http; msgtype=response"
    written.set_bytes_content(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}</article>".encode())
    out = io.BytesIO()
    written.write(out)
    return out.getvalue()


ONE, TWO, THREE, FOUR = map(record, ("One", "Two", "Three", "Four"))
HEAD = TWO.index(b"\r\n\r\n")


def read(path: Path) -> tuple[list[str | None], list[Problem]]:
    items = list(read_paths([path]))
    problems = [item for item in items if isinstance(item, Problem)]
    assert all("\n" not in str(problem) for problem in problems)
    return [item.title for item in items if isinstance(item, Article)], problems


def with_length(stated: bytes) -> bytes:
    """The second record with another length stated."""
    start = TWO.index(LENGTH) + len(LENGTH)
    return TWO[:start] + stated + TWO[TWO.index(b"\r\n", start) :]


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def zstd(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


CUT = "the record is cut off and is not stored; download or copy the archive again"
NO_LENGTH = "the record does not state its length as a number and is not stored; download or copy the archive again"
#: what is wrong with the second record -> its bytes, and the reason
SPOILED = {
    "cut in its body": (TWO[:-200], CUT),
    "cut at the beginning of its body": (TWO[: HEAD + 60], CUT),
    "cut by one byte": (TWO[:-5], CUT),
    "cut in its header": (TWO[: HEAD - 20], CUT),
    "cut in the first line of its header that names it": (TWO[:40], CUT),
    "too short a length": (with_length(b"30"), CUT),
    "a length of nothing": (with_length(b"0"), CUT),
    "too long a length": (with_length(b"5000"), CUT),
    "a length above the limit of a page": (with_length(b"22000000"), CUT),
    "a length of petabytes": (with_length(b"999999999999999"), CUT),
    "a length of 30 digits": (with_length(b"9" * 30), NO_LENGTH),
    "a length below zero": (with_length(b"-5"), NO_LENGTH),
    "a length that is no number": (with_length(b"many"), NO_LENGTH),
    "a length in other digits": (with_length("٣²".encode()), NO_LENGTH),
    "no length": (TWO.replace(LENGTH, b"X-Length: "), NO_LENGTH),
}


@pytest.mark.parametrize("pack", [bytes, gz, zstd], ids=["plain", "gzip", "zstd"])
@pytest.mark.parametrize(("spoiled", "reason"), SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_record_is_named_and_the_two_behind_it_are_found(
    spoiled: bytes, reason: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(map(pack, (ONE, spoiled, THREE, FOUR))))
    titles, [problem] = read(path)
    assert titles == ["One", "Three", "Four"]
    assert "Two" not in titles
    assert (problem.file, problem.reason) == (f"{path}, record 2", reason) or (
        spoiled == TWO[:40] and problem.file == f"{path}, after record 1"  # its type is lost
    )


@pytest.mark.parametrize("pack", [gz, zstd], ids=["gzip", "zstd"])
@pytest.mark.parametrize("damage", ["cut", "middle", "checksum", "first byte", "missing"])
def test_a_damaged_compressed_record_costs_only_itself(
    pack: Callable[[bytes], bytes], damage: str, tmp_path: Path
) -> None:
    parts = [bytearray(pack(record)) for record in (ONE, TWO, THREE, FOUR)]
    two = parts[1]
    if damage == "cut":
        del two[-40:]
    elif damage == "missing":
        two[:] = b"\x00\xff garbage" * 20
    else:
        at = {"middle": len(two) // 2, "checksum": len(two) - (6 if pack is gz else 2), "first byte": 0}
        two[at[damage]] ^= 0xFF
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(parts))
    titles, problems = read(path)
    assert titles == ["One", "Three", "Four"]
    assert [problem.file for problem in problems] == [f"{path}, after record 1"]
    assert "a compressed record is damaged and is not stored" in problems[0].reason


def test_a_cut_part_that_swallows_what_follows_is_noticed() -> None:
    """A stored block of 60,000 bytes, cut off: the parts behind it look like its content, without an error."""
    head = gz(b"")[:10]
    block = b"\x00" + struct.pack("<HH", 60_000, 60_000 ^ 0xFFFF)
    swallowing = head + block + TWO[:300]
    whole, damaged = found(b"".join((gz(ONE), swallowing, gz(THREE), gz(FOUR))))
    assert (whole, damaged) == ([ONE[:-4], THREE[:-4], FOUR[:-4]], 1)


def test_an_archive_inside_an_archive_is_no_damage() -> None:
    inner = gz(THREE) + gz(FOUR)
    outer = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(inner), inner)
    stored = zlib.compressobj(0, wbits=31)
    whole, damaged = found(gz(ONE) + stored.compress(outer) + stored.flush())
    assert (whole, damaged) == ([ONE[:-4], outer[:-4]], 0)


def test_the_end_of_a_compressed_archive_may_be_padded(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gz(ONE) + gz(TWO) + bytes(5_000))
    assert read(tmp_path / "a.warc.gz") == (["One", "Two"], [])


@pytest.mark.parametrize("pack", [gz, zstd], ids=["gzip", "zstd"])
def test_a_compressed_archive_that_breaks_off_names_where(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(pack(ONE) + pack(TWO)[:-40])
    titles, [problem] = read(path)
    assert titles == ["One"]
    assert isinstance(problem, Unreadable)
    assert problem.reason.startswith("the archive cannot be read after record 1 (it ends inside ")


def test_other_records_are_not_pages_and_named_only_where_they_are_spoiled(tmp_path: Path) -> None:
    other = record("Asked", WarcRecordType.request)
    (tmp_path / "a.warc").write_bytes(other + ONE + other[:-200] + TWO + other + b"garbage\r\n" + THREE)
    titles, problems = read(tmp_path / "a.warc")
    assert titles == ["One", "Two", "Three"]
    assert [(p.file.rsplit(", ")[-1], p.reason.partition(";")[0]) for p in problems] == [
        ("after record 1", "the record is cut off and is not stored"),
        ("after record 2", "there are bytes that are not part of a record and are not stored"),
    ]


def test_a_page_that_shows_a_whole_record_is_whole(tmp_path: Path) -> None:
    inner = "<pre>" + FOUR.decode().replace("<", "&lt;") + "</pre>"
    (tmp_path / "a.warc").write_bytes(ONE + record("Two", more=inner) + THREE)
    titles, problems = read(tmp_path / "a.warc")
    assert (titles, problems) == (["One", "Two", "Three"], [])


def test_an_archive_of_damage_only_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_DAMAGED", 20)
    (tmp_path / "a.warc").write_bytes(ONE + TWO[:-50] * 100)
    titles, problems = read(tmp_path / "a.warc")
    assert titles == ["One"]
    assert len(problems) == 21
    assert "more than 20 of its records are damaged" in problems[-1].reason


def test_a_record_larger_than_a_page_is_skipped_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "KEPT", 2_000)
    large = record("Two", more="x" * 9_000)
    (tmp_path / "a.warc").write_bytes(ONE + large + THREE)
    found = list(records.records_of([(tmp_path / "a.warc").read_bytes()]))
    assert [len(one.raw) for one in found if isinstance(one, records.Record)] == [len(ONE) - 4, 2_000, len(THREE) - 4]


def found(data: bytes) -> tuple[list[bytes], int]:
    """The whole records of an archive, and the number of damaged ones."""
    items = list(records.records_of(unpacked(io.BytesIO(data))))
    return [item.raw for item in items if isinstance(item, records.Record)], sum(
        isinstance(item, records.Damage) for item in items
    )


@settings(max_examples=150)
@given(st.integers(0, len(TWO) - 5), st.sampled_from([bytes, gz, zstd]))
@example(len(TWO) - 5, bytes)
def test_wherever_a_record_is_cut_the_others_are_whole(length: int, pack: Callable[[bytes], bytes]) -> None:
    whole, damaged = found(b"".join(map(pack, (ONE, TWO[:length], THREE, FOUR))))
    assert whole == [ONE[:-4], THREE[:-4], FOUR[:-4]]
    assert damaged == (length > 0)


@settings(max_examples=150)
@given(st.integers(0, len(TWO)), st.binary(max_size=40), st.sampled_from([bytes, gz, zstd]))
def test_whatever_bytes_are_in_a_record_the_last_is_found(at: int, junk: bytes, pack: Callable[[bytes], bytes]) -> None:
    whole, _ = found(b"".join(map(pack, (ONE, TWO[:at] + junk + TWO[at + len(junk) :], THREE, FOUR))))
    assert (whole[0], whole[-1]) == (ONE[:-4], FOUR[:-4])


@settings(max_examples=150)
@given(st.binary(max_size=300), st.integers(0, 1500))
def test_any_bytes_are_records_or_damage(junk: bytes, at: int) -> None:
    packed = gz(ONE) + gz(TWO)
    for data in (junk, packed[:at] + junk + packed[at:], packed[:2] + junk, zstd(ONE)[:4] + junk):
        with suppress(OSError):
            found(data)


@settings(max_examples=100)
@given(st.lists(st.binary(max_size=60).map(lambda data: data.replace(b"WARC/", b"")), max_size=6), st.integers(1, 50))
def test_pieces_of_any_size_give_the_same_records(junk: list[bytes], size: int) -> None:
    data = b"".join(
        part + record for part, record in zip([*junk, b"", b"", b""], (ONE, TWO[:-100], THREE), strict=False)
    )
    whole = list(records.records_of([data]))
    assert list(records.records_of(data[k : k + size] for k in range(0, len(data), size))) == whole
