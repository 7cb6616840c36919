"""Reader of WARC archives (``.warc``, ``.warc.gz``, ``.warc.zst``), such as Common Crawl's news archives.

Only a few records are in memory at a time, so memory use does not grow with the size of the archive.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecordType

from analysis.ingest.page import article_in_time
from analysis.ingest.text import NoArticle
from analysis.ingest.web.markup import LARGEST_PAGE
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
HTML = ("text/html", "application/xhtml+xml")
#: a record without a content type is treated as a page if it begins like this
HTML_BEGINNINGS = (b"<!doctype html", b"<html")
#: the line before a chunk of a body that is sent in chunks
CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
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
        if url is not None and not _is_valid(url):
            reason = f"the address of the record, {url[:200]!a}, is not a valid URL; correct it in the archive"
            items.append(Problem(f"{path}, record {number}", None, reason))
            continue
        try:
            items.append(article_in_time(html, url, f"{path.name}, record {number}"))
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
                auto_decode="none",
            )
            for record in records:
                number += 1
                if record.http_headers is not None and record.http_headers.status_code not in (None, 200):
                    continue
                content_type = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
                if content_type and not content_type.startswith((*HTML, "application/http")):
                    continue
                body, length = record.reader.read(), record.content_length
                if len(body) < length:
                    raise EOFError(f"it ends inside record {number}, which is not stored")
                coding, encoding = (
                    ((record.http_headers.get(name, "") if record.http_headers else "") or "").strip().lower()
                    for name in ("Transfer-Encoding", "Content-Encoding")
                )
                html = _decompressed(_without_chunks(body) if coding == "chunked" else body, encoding)
                if not content_type.startswith(HTML) and not _looks_like_html(html):
                    continue
                url = (record.headers.get("WARC-Target-URI") or "").strip(" \t").removeprefix("<").removesuffix(">")
                yield number, url or None, html
    except (OSError, ValueError, EOFError) as error:
        whole = number - 1 if isinstance(error, EOFError) and number else number
        reason = f"the archive cannot be read after record {whole} ({error}); download or copy it again"
        raise UnreadableArchive(reason) from error
    if not number:
        raise UnreadableArchive("the file has no WARC record of a page; give a .warc, .warc.gz or .warc.zst file")


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
