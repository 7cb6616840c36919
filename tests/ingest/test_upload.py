"""Uploaded files are read within limits, whatever they contain."""

from __future__ import annotations

import gzip
import io
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ingest import bundle, upload
from analysis.ingest.upload import KINDS, preview_upload, read_upload
from analysis.types import Article, Problem
from tests.support.newsroom import page, write

WRITTEN = write("The Quayside Post", 1)
TEXT = f"{WRITTEN.title}\n\n{WRITTEN.body}\n\n© 2025 The Quayside Post. All rights reserved."
CSV = f'outlet,title,text\nThe Quayside Post,One,"{WRITTEN.body}"\nThe Quayside Post,Two,\n'


def packed(parts: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def reasons(name: str, data: bytes) -> list[str]:
    return [item.reason for item in read_upload(name, data) if isinstance(item, Problem)]


def articles(name: str, data: bytes) -> list[Article]:
    return [item for item in read_upload(name, data) if isinstance(item, Article)]


def test_pages_tables_and_a_zip_of_them_are_read() -> None:
    frame = pd.DataFrame({"text": [WRITTEN.body], "outlet": ["The Quayside Post"], "title": ["Three"]})
    parts = {
        "a.txt": TEXT.encode(), "b.html": page(WRITTEN, 1).encode(), "c.csv": CSV.encode(),
        "folder/d.parquet": frame.to_parquet(),
    }  # fmt: skip
    for name, data in parts.items():
        [article] = articles(name, data)
        assert WRITTEN.body[:60] in article.text
    found = list(read_upload("all.zip", packed(parts)))
    assert [isinstance(item, Article) for item in found] == [True, True, True, False, True]
    assert str(found[3]).startswith("all.zip/c.csv, row 2: ")
    assert [a.source for a in articles("c.csv", CSV.encode())] == ["c.csv, row 1"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LIMITS", bundle.Limits(files=20, file_bytes=3_000_000, total_bytes=5_000_000))
    too_much = ["the zip file unpacks to more than 5 MB, or a file in it to more than 3 MB; split it"]
    bomb = packed({f"{k}.txt": bytes(2_000_000) for k in range(9)})
    assert len(bomb) < 50_000
    assert reasons("bomb.zip", bomb) == too_much
    assert reasons("bomb.zip", packed({"a.txt": bytes(4_000_000)})) == too_much


@pytest.mark.parametrize("name", ["../../x.txt", "/etc/x.txt", "C:\\x.txt", "a\x00b.txt", "ü" * 400 + ".txt", "..txt"])
def test_the_name_of_a_file_leads_nowhere(name: str) -> None:
    [article] = articles(name, TEXT.encode())
    assert article.title == WRITTEN.title


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zip", b"PK\x03\x04 nonsense", "the zip file cannot be read"),
        ("a.zip", packed({"../a.txt": TEXT}), "names a path outside itself"),
        ("a.exe", b"MZ", "files ending in “.exe” are not supported"),
        ("a.txt", b"\xff\xfe", "the file is not UTF-8"),
    ],
)
def test_an_unreadable_file_is_a_problem_with_its_name_and_the_reason(name: str, data: bytes, reason: str) -> None:
    [problem] = read_upload(name, data)
    assert isinstance(problem, Problem)
    assert problem.file == name
    assert reason in problem.reason


def test_the_problem_with_an_export_of_links_names_the_file_without_its_folder() -> None:
    export = b"URL,MobileURL,Date,Title\nhttps://post.example/a,,2025-03-01,One\n"
    for name, data in (("g.csv", export), ("a.zip", packed({"g.csv": export}))):
        [problem] = read_upload(name, data)
        assert isinstance(problem, Problem)
        assert problem.file in ("g.csv", "a.zip/g.csv")
        assert problem.reason.endswith("links and no article text; fetch them with: python -m analysis fetch FILE")


def test_too_large_a_file_and_too_many_rows_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LARGEST", 1_000)
    assert "larger than 0 MB" in reasons("a.csv", b"text\n" + b"a" * 1_000)[0]
    monkeypatch.setattr(upload, "LARGEST", 50_000_000)
    monkeypatch.setattr(upload, "MOST", 10)
    rows = b"text\n" + b"word\n" * 5_000
    assert "only the first 10 articles are read here" in reasons("a.csv", rows)[-1]
    many = pd.DataFrame({"text": [f"{k} " + "word " * 100 for k in range(20_000)]}).to_parquet(compression="brotli")
    monkeypatch.setattr(upload, "LIMITS", bundle.Limits(files=20, file_bytes=1_000_000, total_bytes=200_000))
    assert len(many) < 500_000
    assert reasons("a.parquet", many) == ["the Parquet file unpacks to more than 0 MB; split it"]
    zipped = list(read_upload("a.zip", packed({"good.txt": TEXT, "folder/many.parquet": many})))
    assert str(zipped[0]) == "a.zip/folder/many.parquet: the Parquet file unpacks to more than 0 MB; split it"
    assert [isinstance(item, Article) for item in zipped] == [False, True]


def test_the_compressed_tables_of_a_zip_file_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LIMITS", bundle.Limits(files=20, file_bytes=1_000_000, total_bytes=5_000_000))
    long, short = (gzip.compress(b"text\n" + b'"%s"\n' % (b"word " * 500) * k) for k in (1_000, 100))
    found = list(read_upload("a.zip", packed({"a.csv.gz": long, "b.csv.gz": long, "c.csv.gz": short})))
    [refused] = [item for item in found if isinstance(item, Problem)]
    assert refused.file == "a.zip/b.csv.gz"
    assert refused.reason == "the file unpacks, with the files before it, to more than 5 MB; split it"
    assert len(found) == 1_101
    assert reasons("b.csv.gz", long) == []


def test_ten_million_rows_of_one_column_cost_no_more_than_the_first_of_them() -> None:
    rows = b"text\n" + b"a\n" * 10_000_000
    table = preview_upload("a.csv", rows)
    assert table is not None
    assert table.rows == (("a",),) * 5
    found = list(read_upload("a.csv", rows))
    assert len(found) == upload.MOST + 1
    assert "only the first 20,000 articles are read here" in str(found[-1])


def test_a_preview_shows_the_table_unchanged_except_for_long_cells() -> None:
    table = preview_upload("a.jsonl", b'{"Text": "%s", "\\ud800": ["a", 1], "n": null}\nnonsense\n' % (b"word " * 99))
    assert table is not None
    assert (table.names, table.mapping) == (("Text", "?", "n"), {"text": "Text"})
    assert table.rows == ((("word " * 99)[:160], "['a', 1]", ""),)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", TEXT.encode()), ("a.csv", b"text\n"), ("a.csv", b"\xff\xfe"), ("a.parquet", b"PAR1"), ("a.zip", b"PK")],
)
def test_only_a_readable_table_has_a_preview(name: str, data: bytes) -> None:
    assert preview_upload(name, data) is None


@settings(max_examples=60)
@given(st.sampled_from(KINDS), st.binary(max_size=400))
def test_arbitrary_bytes_are_articles_or_problems(kind: str, data: bytes) -> None:
    preview_upload(f"x{kind}", data)
    for item in read_upload(f"x{kind}", data):
        assert isinstance(item, Article | Problem)
