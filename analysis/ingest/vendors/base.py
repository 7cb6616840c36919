"""What a reader of a database's exports is, and what it gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.faults import Catching
from analysis.ingest.language import language_of
from analysis.ingest.outlets import outlet_of
from analysis.ingest.repair import repaired
from analysis.scorers.score import article_id
from analysis.types import Article, Problem

#: bytes from the beginning of a file by which a reader may recognise it
BEGINNING = 200_000
#: why a record at the end of a damaged file holds no article
CUT_OFF = "the file ends in the middle of this article"


@dataclass(frozen=True, slots=True)
class Record:
    """One article of an export, as the database states it.

    ``text`` is the body alone, paragraphs separated by a blank line, lines within a paragraph joined. ``outlet`` is the
    name without edition; ``None`` stands for what is not stated. ``published`` is the day of publication, never a load
    date. ``reason`` says why a record holds no article ("the database could not display it"); it is then set aside.
    """

    title: str | None
    outlet: str | None
    published: dt.date | None
    text: str
    authors: tuple[str, ...] = ()
    section: str | None = None
    captions: tuple[str, ...] = ()
    url: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VendorReader:
    """Reads the exports of one database in one form ("Nexis", "HTML").

    ``recognises`` is given the whole file and must be quick on any bytes (it looks at ``BEGINNING`` of them, searches
    all for one short pattern, or looks at what a container lists); ``records`` yields every record in order and never
    raises on damaged input of a file that it recognised: what it cannot read is a record with a ``reason``.
    """

    name: str
    form: str
    recognises: Callable[[bytes], bool]
    records: Callable[[bytes], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Export:
    """A recognised file: its name, of which database and form it is, and how many articles it has."""

    file: str
    name: str
    form: str
    articles: int

    def __str__(self) -> str:
        return f"{self.name} export ({self.form}), {self.articles:,} article{'' if self.articles == 1 else 's'}"


def decoded(data: bytes) -> str:
    """A text file as text: UTF-8 with or without a byte-order mark, UTF-16 with one, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data"  # in the middle of a character
        return data[: error.start].decode("utf-8-sig") if cut_off else data.decode("cp1252", "replace")


def marking_cut_off(found: Iterable[tuple[Record, bool]]) -> Iterator[Record]:
    """Yield the records of pairs of a record and whether its end is there.

    The last one gets a reason if its end is missing while others have theirs: the file was cut off.
    """
    ended = False
    last: tuple[Record, bool] | None = None
    for item in found:
        if last is not None:
            ended = ended or last[1]
            yield last[0]
        last = item
    if last is not None:
        record, whole = last
        yield record if whole or record.reason or not ended else replace(record, reason=CUT_OFF)


def articles_of(records: Iterable[Record], file: str, source: str) -> Iterator[Article | Problem]:
    """The articles of an export; a record without one becomes a problem that names its number in the file."""
    for number, record in enumerate(records, start=1):
        with Catching() as caught:
            item = _item(record, number, file, source)
        if caught.fault is not None:
            reason = caught.fault.reason("the article could not be read", "the other articles were read")
            item = Problem(file, number, reason)
        yield item


def _item(record: Record, number: int, file: str, source: str) -> Article | Problem:
    text = repaired(record.text).strip()
    if record.reason or not text:
        return Problem(file, number, record.reason or "the record has no text")
    title = repaired(record.title) if record.title else None
    outlet = outlet_of(record.outlet, record.url)
    return Article(
        article_id(outlet, title, text), outlet, title, text, record.published, url=record.url,
        authors=record.authors, section=record.section, captions=record.captions, language=language_of(text),
        source=f"{source}, article {number}",
    )  # fmt: skip
