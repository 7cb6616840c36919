"""Reader of WARC archives (``.warc``, ``.warc.gz``, ``.warc.zst``), such as Common Crawl's news archives.

Only a few records are in memory at a time, so memory use does not grow with the size of the archive.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from fastwarc.warc import ArchiveIterator

from analysis.faults import Catching
from analysis.ingest.page import article_in_time
from analysis.ingest.text import NoArticle
from analysis.ingest.warc.records import Damage, Record, records_of
from analysis.ingest.warc.stream import unpacked
from analysis.ingest.web.markup import LARGEST_PAGE
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
HTML = ("text/html", "application/xhtml+xml")
#: a record without a content type is treated as a page if it begins like this
HTML_BEGINNINGS = (b"<!doctype html", b"<html")
#: the line before a chunk of a body that is sent in chunks
CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
#: types of records that may be pages; the only ones that are counted
KINDS = ("response", "resource")
#: damaged records after which an archive is given up
MOST_DAMAGED = 1_000
#: a page of the archive: the number of its record, its URL, its HTML
Page = tuple[int, str | None, bytes]
#: pages in a batch for a worker; small, since a page may be as large as ``LARGEST_PAGE``
TASK = 2


class UnreadableArchive(ValueError):
    """An archive that cannot be read any further; the message says why and what to do."""


def read_archive(path: Path, pool: WorkerPool = IN_PROCESS) -> Iterator[Article | Problem]:
    """Yield an article, or a problem, for every page of a WARC file, and a problem for every damaged record.

    Records are numbered from 1; only HTML responses with status 200 are read. Raises ``UnreadableArchive`` if the file
    ends inside a record or is not a WARC file, after yielding the articles before.
    """
    yield from pool.map_batches(_articles, pages(path), TASK, path)


def _articles(pages: Sequence[Page | Problem], path: Path) -> list[Article | Problem]:
    return [page if isinstance(page, Problem) else _article(page, path) for page in pages]


def _article(page: Page, path: Path) -> Article | Problem:
    number, url, html = page
    where = f"{path}, record {number}"
    with Catching() as caught:
        if url is not None and not _is_valid(url):
            reason = f"the address of the record, {url[:200]!a}, is not a valid URL; correct it in the archive"
            return Problem(where, None, reason)
        try:
            return article_in_time(html, url, f"{path.name}, record {number}")
        except NoArticle as error:
            return Problem(where, None, f"{url}: {error}")
    assert caught.fault is not None
    return Problem(where, None, caught.fault.reason("the page could not be read", "the other records were read"))


def pages(path: Path) -> Iterator[Page | Problem]:
    """Yield every page of a WARC file, and a problem for every damaged record. Raises ``UnreadableArchive``."""
    number = damaged = 0
    first: list[Problem] = []  # damage before the first record: named only if there is a record
    try:
        with open(path, "rb") as file:
            for record in records_of(unpacked(file)):
                is_page = record.kind in KINDS
                if isinstance(record, Damage) and record.cut_off:
                    inside = f"record {number + 1}" if is_page else "a record"
                    raise EOFError(f"it ends inside {inside}, which is not stored")
                number += is_page
                if isinstance(record, Damage):
                    damaged += 1
                    if damaged > MOST_DAMAGED:
                        raise ValueError(f"more than {MOST_DAMAGED:,} of its records are damaged")
                    problem = _problem(path, record, number)
                    if record.kind or number:
                        yield problem
                    else:
                        first.append(problem)
                elif is_page:
                    yield from first
                    first.clear()
                    yield from _page(record, number, path)
    except (OSError, ValueError, EOFError) as error:
        reason = f"the archive cannot be read after record {number} ({error}); download or copy it again"
        raise UnreadableArchive(reason) from error
    if not number:
        raise UnreadableArchive("the file has no WARC record of a page; give a .warc, .warc.gz or .warc.zst file")


def _problem(path: Path, damage: Damage, number: int) -> Problem:
    where = f"record {number}" if damage.kind in KINDS else f"after record {number}" if number else "before record 1"
    return Problem(f"{path}, {where}", None, f"{damage.reason}; download or copy the archive again")


def _page(record: Record, number: int, path: Path) -> Iterator[Page | Problem]:
    """The page of a record, if it has one."""
    with Catching() as caught:
        page = _page_of(record.raw, number)
        if page is not None:
            yield page
    if caught.fault is not None:
        reason = caught.fault.reason("the record could not be read", "the other records were read")
        yield Problem(f"{path}, record {number}", None, reason)


def _page_of(raw: bytes, number: int) -> Page | None:
    record = next(iter(ArchiveIterator(io.BytesIO(raw), auto_decode="none", quirks_mode=True)), None)
    if record is None or (record.http_headers is not None and record.http_headers.status_code not in (None, 200)):
        return None
    content_type = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    if content_type and not content_type.startswith((*HTML, "application/http")):
        return None
    body = record.reader.read()
    coding, encoding = (
        ((record.http_headers.get(name, "") if record.http_headers else "") or "").strip().lower()
        for name in ("Transfer-Encoding", "Content-Encoding")
    )
    html = _decompressed(_without_chunks(body) if coding == "chunked" else body, encoding)
    if not content_type.startswith(HTML) and not _looks_like_html(html):
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip(" \t").removeprefix("<").removesuffix(">")
    return number, url or None, html


def _is_valid(url: str) -> bool:
    """Whether the address of a record has a form that URLs can have; it need not be one of the web."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return not re.search(r"[\s\x00-\x20\x7f-\xa0\ud800-\udfff]", host)


def _without_chunks(body: bytes) -> bytes:
    """A body without the sizes of its chunks; unchanged if it has none, since many archives keep only the header."""
    pieces: list[bytes] = []
    position = 0
    while chunk := CHUNK_SIZE.match(body, position):
        size = int(chunk[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[chunk.end() : chunk.end() + size])
        position = chunk.end() + size
        if body[position : position + 2] == b"\r\n":
            position += 2
    return b"".join(pieces) if pieces and position >= len(body) else body


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
