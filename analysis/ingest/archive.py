"""The archive reader: the pages of a WARC file (``.warc``, ``.warc.gz``, ``.warc.zst``), one at a time.

Memory stays flat, for a few records are held at a time. Of Common Crawl's news archives and any other.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecordType

from analysis.ingest.page import LARGEST_PAGE, understand
from analysis.ingest.text import NoArticle
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
HTML = ("text/html", "application/xhtml+xml")
#: a stored page without a type is looked at where it begins like this
BEGINS = (b"<!doctype html", b"<html")


#: number, address and HTML
Record = tuple[int, str | None, bytes]
#: pages that a process is handed at a time: one may be as large as ``LARGEST_PAGE``
TASK = 2


class UnreadableArchive(ValueError):
    """An archive that cannot be read on; the message says why and what to do."""


def read_archive(path: Path, pool: WorkerPool = IN_PROCESS) -> Iterator[Article | Problem]:
    """Yield the article of every page of a WARC file, or the problem with its record, numbered from 1.

    Only answers that brought a page (status 200, HTML) are looked at. Raises ``UnreadableArchive`` where the file is
    broken or no WARC file; what was read before has been yielded.
    """
    yield from pool.each(_articles, pages(path), TASK, path)


def _articles(records: Sequence[Record], path: Path) -> list[Article | Problem]:
    found: list[Article | Problem] = []
    for number, url, html in records:
        try:
            found.append(understand(html, url, source=f"{path.name}, record {number}").article)
        except NoArticle as error:
            found.append(Problem(f"{path}, record {number}", None, f"{url}: {error}"))
    return found


def pages(path: Path) -> Iterator[Record]:
    """The number, the address and the HTML of every page of a WARC file."""
    number = 0
    try:
        with open(path, "rb") as file:
            records = ArchiveIterator(
                file,
                record_types=WarcRecordType.response | WarcRecordType.resource,
                max_content_length=LARGEST_PAGE,
                auto_decode="transfer",
            )
            for record in records:
                number += 1
                if record.http_headers is not None and record.http_headers.status_code not in (None, 200):
                    continue
                kind = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
                if kind and not kind.startswith((*HTML, "application/http")):
                    continue
                coding = record.http_headers.get("Content-Encoding", "") if record.http_headers else ""
                html = _decoded(record.reader.read(), (coding or "").strip().lower())
                if not kind.startswith(HTML) and not html[:200].lstrip().lower().startswith(BEGINS):
                    continue
                yield number, record.headers.get("WARC-Target-URI"), html
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableArchive(f"the archive cannot be read after record {number} ({error}); get it again") from error
    if not number:
        raise UnreadableArchive("the file holds no WARC record of a page; give a .warc, .warc.gz or .warc.zst file")


def _decoded(body: bytes, coding: str) -> bytes:
    """A body without its content coding, and never more than a page may have: a bomb is cut off, and then too large."""
    try:
        if coding == "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=LARGEST_PAGE + 1))
        if coding in ("gzip", "x-gzip", "deflate"):
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, LARGEST_PAGE + 1)
    except (zlib.error, brotli.error):
        pass  # many archives store the body decoded and keep the header
    return body
