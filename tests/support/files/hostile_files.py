"""Files and zip files built to do harm, and the reasons given for refusing them. docs/guide/fetching.md lists them."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TEXT = (
    "The harbour council voted on Tuesday to close the old ferry pier, which officials said had become unsafe to use, "
    "and traders on the quay said that nobody had asked them about it before the vote was taken in the town hall."
)
#: an XML document whose entities expand to a billion strings ("billion laughs")
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]><html><body><p>&j;</p></body></html>"
)


def damaged_parquet(path: Path) -> None:
    pq.write_table(pa.table({"text": [TEXT]}), path)
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + b"\xff" * 40 + raw[len(raw) // 2 + 40 :])


def parquet_of_numbers(path: Path) -> None:
    pq.write_table(pa.table({"a": [1, 2], "b": [[1], [2]]}), path)


def new_columns_in_every_row(path: Path) -> None:
    rows = ({"text": TEXT} | {f"{k}.{n}": 1 for n in range(900)} for k in range(400))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def repeated_text(path: Path, nested: bool) -> None:
    """A Parquet file of a few KB with a text of 20 MB in each of 5,000 rows, or in lists."""
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000, pa.int32()), pa.array(["word " * 4_000_000]))
    column = pa.ListArray.from_arrays(pa.array(range(5_001), pa.int32()), texts) if nested else texts
    pq.write_table(pa.table({"text": column}), path, compression="zstd", store_schema=False)
    assert path.stat().st_size < 20_000


def content(data: str | bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data.encode() if isinstance(data, str) else data)


NO_TEXT, TOO_LONG = "no column has the article text", "too long for an article"
TOO_WIDE = "the table has more than 2,000 columns"
A_MILLION_NAMES = json.dumps(dict.fromkeys(map(str, range(300_000)), 1))
#: what the file is, its name, a function that writes it, and a part of the reason given
FILES: list[tuple[str, str, Callable[[Path], object], str]] = [
    ("a single column without text", "a.csv", content("number\n" + "1\n" * 200_000), NO_TEXT),
    ("a single endless line", "a.csv", content(b"text\n" + b"x" * 6_000_000), TOO_LONG),
    ("a quotation mark that is never closed", "a.csv", content('text\n"' + "word\n" * 1_100_000),
     "the table cannot be read"),
    ("an endless line of JSON", "a.jsonl", content(b'{"text": "' + b"x" * 6_000_000), TOO_LONG),
    ("a header of 700,000 columns", "a.csv", content(",".join(map(str, range(700_000))) + "\nx" * 200), TOO_WIDE),
    ("a JSON object of 300,000 names", "a.jsonl", content(A_MILLION_NAMES), TOO_WIDE),
    ("new columns in every row", "a.jsonl", new_columns_in_every_row, TOO_WIDE),
    ("endlessly nested JSON", "a.json", content("[" * 200_000), "the file is not JSON"),
    ("JSON of numbers", "a.json", content("[1, 2]"), "not a JSON object"),
    ("invalid JSON", "a.json", content("{'text': 1}"), "the file is not JSON"),
    ("a damaged Parquet file", "a.parquet", damaged_parquet, "Parquet file cannot be read"),
    ("a Parquet file of numbers", "a.parquet", parquet_of_numbers, NO_TEXT),
    ("a Parquet file that repeats a long text", "a.parquet", partial(repeated_text, nested=False), TOO_LONG),
    ("a Parquet file that repeats a long text in lists", "a.parquet", partial(repeated_text, nested=True),
     "a cell is longer than 5,000,000 bytes"),
    ("a file that only looks like Parquet", "a.parquet", content(b"PAR1" + b"\xff" * 200 + b"PAR1"), "cannot be read"),
    ("an empty RIS file", "a.ris", content("no tags\n"), "the table has no rows"),
    ("HTML with a billion laughs", "a.html", content(LAUGHS), "no article text"),
    ("XML with a billion laughs", "a.xml", content(LAUGHS), "is not a known export of a newspaper database"),
    ("endlessly nested HTML", "a.html", content("<div>" * 100_000 + TEXT), "too many for one article"),
    ("HTML of scripts only", "a.html", content("<html><script>while(1){}</script></html>"), "no article text"),
    ("a picture named as HTML", "a.html", content(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500), "is not HTML"),
    ("a page in an encoding that cannot be decoded", "a.html",
     content(b'<html><head><meta charset="undefined"></head><body><p>\xff</p></body></html>'), "no article text"),
    ("a pipe", "a.txt", os.mkfifo, "it is a pipe, not a file"),
    ("a link that leads nowhere", "a.txt", lambda path: path.symlink_to("absent.txt"), "no such file"),
    ("an archive cut off in its first record", "a.warc",
     content(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900\r\n\r\nHTTP/1.1 200 OK"),
     "it ends inside record 1, which is not stored"),
    ("a page of control characters", "a.html", content("<html><p>" + "\x01\u202e\u200b" * 500), "no article text"),
]  # fmt: skip

OUTSIDE, NESTED = "names a path outside itself", "contains another archive"
#: what the zip file has, its files by path, and a part of the reason given
ZIP_FILES: list[tuple[str, dict[str, bytes], str]] = [
    ("a decompression bomb", {"a.txt": b"0" * 12_000_000}, "unpacks to far more"),
    ("a path above the folder", {"../evil.txt": b"x"}, OUTSIDE),
    ("a path above the folder, further down", {"a/../../evil.txt": b"x"}, OUTSIDE),
    ("an absolute path", {"/etc/evil.txt": b"x"}, OUTSIDE),
    ("a Windows path above the folder", {"..\\..\\evil.txt": b"x"}, OUTSIDE),
    ("a Windows drive", {"C:/evil.txt": b"x"}, OUTSIDE),
    ("a zip file inside", {"inner.zip": b"PK"}, NESTED),
    ("a compressed file inside", {"inner.warc.gz": b"\x1f\x8b"}, NESTED),
    (
        "a compressed table that is compressed again by far",
        {"a.csv.gz": b"\x1f\x8b" + b"0" * 200_000},
        "unpacks to far more",
    ),
]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip file with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path
