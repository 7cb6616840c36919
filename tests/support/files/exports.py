"""What the tests of database exports share."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.ingest.vendors import readers, recognised
from analysis.ingest.vendors.base import Record, VendorReader, articles_of
from analysis.types import Article
from benchmarks.accuracy.data import lines
from benchmarks.accuracy.vendors import judged

#: pages and texts that no reader may recognise
ORDINARY = (
    b"<html><title>News</title><body><article><h1>Harbour opens</h1><p>It opened.</p></article></body></html>",
    b"<html><body><div class='article'><p>Factiva and ProQuest are databases of news.</p></div></body>",
    b"<p>Full text: see ProQuest. Publication title: none. &lt;a name='DocID_1'&gt;</p>",
    b"<p>The class names frArticle and DocPublicationName are explained here.</p><style>.DocPublicationName{}</style>",
    b"<!DOCTYPE html><pre>HD  Harbour opens\nPD  9 January 2001\nLP  It opened.</pre>",
    b"<?xml version='1.0'?><article><front><title>Harbours</title></front><body><p>Text</p></body></article>",
    b"{\\rtf1\\ansi A letter about Factiva.\\par Document 12\\par}",
    b"From: a@example.org\nSubject: ProQuest\n\nFull text: see https://www.proquest.com/docview/1\n",
    b"Harbour opens\nThe Ledger\n\nFull text: the harbour opened on 2024-08-31.\n" + b"=" * 40 + b"\n",
    b"_" * 60 + b"\n\nA list of things\n\nAbstract: none.\n",
    b"",
    b"PK\x03\x04\x00\x00",
)


def reader_of(name: str, form: str) -> VendorReader:
    """The reader of a database's exports in one form."""
    return next(reader for reader in readers() if (reader.name, reader.form) == (name, form))


def read(data: bytes, name: str, form: str) -> list[Record]:
    """The records of an export, which the right reader must recognise, and no other one."""
    found = recognised(data)
    assert found is not None
    assert (found.name, found.form) == (name, form)
    assert [reader.form for reader in readers() if reader.recognises(data)] == [form]
    return list(found.records(data))


def assert_cuts_are_read(reader: VendorReader, data: bytes, step: int = 37) -> None:
    """However an export is cut off, it gives at most as many records, and every text but the last is whole."""
    whole = list(reader.records(data))
    for end in range(0, len(data), step):
        found = list(reader.records(data[:end]))
        assert len(found) <= len(whole), end
        for ours, theirs in zip(found[:-1], whole, strict=False):
            assert ours.text == theirs.text


def assert_bytes_are_read(reader: VendorReader, sample: bytes, some: bytes, at: int) -> None:
    """Bytes of any kind, also inside an export, raise nothing."""
    for data in (some, sample[:at] + some + sample[at:]):
        reader.recognises(data)
        list(reader.records(data))


def accuracy(folder: Path, prefixes: tuple[str, ...]) -> dict[str, float]:
    """The share of right fields over the reference files with these beginnings, and of articles found.

    The test is skipped if there is no such folder of reference files.
    """
    if not folder.is_dir():
        pytest.skip(f"there are no reference files of exports at {folder}")
    answers = [row for row in lines(folder / "answers.jsonl") if row["file"].startswith(prefixes)]
    right: dict[str, int] = {}
    found = 0
    for file in sorted({row["file"] for row in answers}):
        wanted = [row for row in answers if row["file"] == file]
        data = (folder / file).read_bytes()
        reader = recognised(data)
        assert reader is not None, file
        articles = [item for item in articles_of(reader.records(data), file, file) if isinstance(item, Article)]
        assert len(articles) == len(wanted), file
        found += len(articles)
        for article, answer in zip(articles, wanted, strict=True):
            for key, good in judged(article, answer).items():
                right[key] = right.get(key, 0) + good
    return {key: count / len(answers) for key, count in right.items()} | {"articles": found / len(answers)}
