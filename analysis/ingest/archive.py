"""Reader of WARC archives (``.warc``, ``.warc.gz``, ``.warc.zst``), such as Common Crawl's news archives.

Only a few records are in memory at a time, so memory use does not grow with the size of the archive.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecordType

from analysis.ingest.page import LARGEST_PAGE, extract_page
from analysis.ingest.text import NoArticle
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
HTML = ("text/html", "application/xhtml+xml")
#: a record without a content type is treated as a page if it begins like this
HTML_BEGINNINGS = (b"<!doctype html", b"<html")
#: a page of the archive: the number of its record, its URL, its HTML
Record = tuple[int, str | None, bytes]
#: pages in a batch for a worker; small, since a page may be as large as ``LARGEST_PAGE``
TASK = 2


class UnreadableArchive(ValueError):
    """An archive that cannot be read any further; the message says why and what to do."""


def read_archive(path: Path, pool: WorkerPool = IN_PROCESS) -> Iterator[Article | Problem]:
    """Yield an article, or a problem, for every page of a WARC file.

    Records are numbered from 1; only HTML responses with status 200 are read. Raises ``UnreadableArchive`` if the file
    is damaged or not a WARC file, after yielding the articles before the damage.
    """
    yield from pool.map_batches(_articles, pages(path), TASK, path)


def _articles(records: Sequence[Record], path: Path) -> list[Article | Problem]:
    items: list[Article | Problem] = []
    for number, url, html in records:
        try:
            items.append(extract_page(html, url, source=f"{path.name}, record {number}").article)
        except NoArticle as error:
            items.append(Problem(f"{path}, record {number}", None, f"{url}: {error}"))
    return items


def pages(path: Path) -> Iterator[Record]:
    """Yield every page of a WARC file. Raises ``UnreadableArchive``."""
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
                content_type = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
                if content_type and not content_type.startswith((*HTML, "application/http")):
                    continue
                encoding = record.http_headers.get("Content-Encoding", "") if record.http_headers else ""
                html = _decompressed(record.reader.read(), (encoding or "").strip().lower())
                if not content_type.startswith(HTML) and not _looks_like_html(html):
                    continue
                yield number, record.headers.get("WARC-Target-URI"), html
    except (OSError, ValueError, EOFError) as error:
        reason = f"the archive cannot be read after record {number} ({error}); download or copy it again"
        raise UnreadableArchive(reason) from error
    if not number:
        raise UnreadableArchive("the file has no WARC record of a page; give a .warc, .warc.gz or .warc.zst file")


def _looks_like_html(body: bytes) -> bool:
    return body[:200].lstrip().lower().startswith(HTML_BEGINNINGS)


def _decompressed(body: bytes, encoding: str) -> bytes:
    """The body without its content encoding, cut off one byte above the limit of a page, which then refuses it."""
    try:
        if encoding == "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=LARGEST_PAGE + 1))
        if encoding in ("gzip", "x-gzip", "deflate"):
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, LARGEST_PAGE + 1)
    except (zlib.error, brotli.error):
        pass  # many archives store the body decompressed and keep the header
    return body
