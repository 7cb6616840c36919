"""Readers: files and folders -> articles. Anything unreadable is yielded as a ``Problem``, never raised."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import TypeVar

from analysis.faults import Catching
from analysis.ingest import archive, bundle, table, vendors
from analysis.ingest.dates import Order, read_date
from analysis.ingest.folders import Unreadable, files_in, leads_out, special
from analysis.ingest.page import Paywalled, extract_page, read_page
from analysis.ingest.rows import SUFFIXES as TABLES
from analysis.ingest.rows import UnreadableTable, suffix_of
from analysis.ingest.table import Columns, Link, read_table
from analysis.ingest.tables.understood import Tally
from analysis.ingest.text import NoArticle, read_text
from analysis.ingest.web.markup import LARGEST_PAGE
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

MANIFEST = "manifest.csv"
#: bytes of one page of text, and of one export of a newspaper database
LARGEST_TEXT, LARGEST_EXPORT = 20_000_000, 200_000_000
HTML = (".html", ".htm", ".xhtml")
#: suffixes of files that are read only as exports of a newspaper database
EXPORTS = (".docx", ".rtf", ".xml", ".eml")
#: suffixes of files with one article each, or an export of a newspaper database
PAGES = (".txt", *HTML, *EXPORTS)
#: suffixes of all files that are read, except zip files
KINDS = (*PAGES, *TABLES, *archive.SUFFIXES)
#: pages in a batch for a worker
TASK = 8
T = TypeVar("T")


def read_paths(
    paths: Iterable[Path], columns: Columns | None = None, pool: WorkerPool = IN_PROCESS, tally: Tally | None = None
) -> Iterator[Article | Problem]:
    """Yield every article, or problem, of the given files and folders, in a stable order.

    Folders are searched for pages, tables and archives; a zip file is read like the folder it unpacks to. A
    ``manifest.csv`` in the folder of a page of text (columns ``file, outlet, published, topic, url``) takes precedence
    over what the page states. ``columns`` is field -> column for tables, and ``tally`` counts what was understood of
    each column. The workers of ``pool`` read all but the first batches.
    """
    for path in paths:
        yield from _guarded(path, _read_path(path, columns, pool, tally))


def links_in(path: Path, dates: Order | None = None) -> list[Link | Problem]:
    """The links of a table, as ``table.links_in``. Raises ``UnreadableTable``, also for an unexpected error."""
    with Catching() as caught:
        return table.links_in(path, dates)
    if isinstance(caught.error, UnreadableTable) or caught.fault is None:
        raise caught.error or UnreadableTable("the table cannot be read")
    raise UnreadableTable(caught.fault.reason("the table could not be read", "no link was taken from it"))


def recognised(path: Path) -> str | None:
    """The name of the known export that a file is, or ``None``, also for a file that cannot be read."""
    with Catching():
        return table.recognised(path) if path.is_file() else None
    return None


def _guarded(path: Path, items: Iterable[T]) -> Iterator[T | Unreadable]:
    """The items of one file. An unexpected error ends them and becomes a problem, so that it costs no other file."""
    with Catching() as caught:
        yield from items
    if caught.fault is not None:
        yield Unreadable(str(path), None, caught.fault.reason("this file could not be read", "the rest was read"))


def _read_path(
    path: Path, columns: Columns | None, pool: WorkerPool, tally: Tally | None
) -> Iterator[Article | Problem]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield Unreadable(str(path), None, "there is no such file or folder")
        return
    except (OSError, ValueError) as error:  # ValueError: a null character
        reason = error.strerror if isinstance(error, OSError) else error
        yield Unreadable(str(path), None, f"the path cannot be used: {reason}")
        return
    refused = special(path, mode)
    if refused is not None:
        yield refused
    elif path.is_dir():
        yield from _read_folder(path, columns, pool, tally)
    elif path.suffix.lower() == bundle.SUFFIX:
        yield from _read_bundle(path, columns, pool, tally)
    else:
        yield from _read_file(path, columns, pool, tally)


def _read_folder(
    folder: Path, columns: Columns | None, pool: WorkerPool, tally: Tally | None, may_be_empty: bool = False
) -> Iterator[Article | Problem]:
    found = list(files_in(folder, _is_article_file))
    if not found and not may_be_empty:
        yield Unreadable(str(folder), None, f"the folder has no {', '.join(KINDS)} file")
    for are_pages, group in groupby(found, lambda file: isinstance(file, Path) and _kind(file) in PAGES):
        if are_pages:
            yield from _noted(pool.map_batches(_read_pages, group, TASK), tally)
            continue
        for file in group:
            if isinstance(file, Problem):
                yield file
            else:
                yield from _guarded(file, _read_file(file, columns, pool, tally))


def _read_bundle(
    path: Path, columns: Columns | None, pool: WorkerPool, tally: Tally | None
) -> Iterator[Article | Problem]:
    try:
        with bundle.unpacked(path) as found:
            read = _read_folder(found.folder, columns, pool, tally, may_be_empty=bool(found.aside))
            for item in chain(found.aside, read):
                if isinstance(item, Problem):  # name the zip file, not the temporary folder
                    item = replace(item, file=item.file.replace(str(found.folder), str(path), 1))
                yield item
    except bundle.UnreadableBundle as error:
        yield Unreadable(str(path), None, str(error))


def _kind(path: Path) -> str:
    """The suffix that decides how a file is read, such as ``.csv`` or ``.warc.gz``."""
    name = path.name.lower()
    return next((suffix for suffix in archive.SUFFIXES if name.endswith(suffix)), suffix_of(path))


def _is_article_file(path: Path) -> bool:
    """Whether a file, by its path relative to the searched folder, is to be read: no manifest, and nothing hidden."""
    if path.name == MANIFEST or any(part.startswith(".") for part in path.parts):
        return False
    return _kind(path) in KINDS


def _read_file(
    path: Path, columns: Columns | None, pool: WorkerPool, tally: Tally | None
) -> Iterator[Article | Problem]:
    kind = _kind(path)
    try:
        if kind in PAGES:
            yield from _noted(_read_pages([path]), tally)
        elif kind in TABLES:
            yield from read_table(path, columns, pool, tally)
        elif kind in archive.SUFFIXES:
            yield from archive.read_archive(path, pool)
        else:
            kinds = ", ".join((*KINDS, bundle.SUFFIX))
            yield Unreadable(str(path), None, f"files ending in “{kind}” are not supported; give one of {kinds}")
    except (UnreadableTable, archive.UnreadableArchive) as error:
        yield Unreadable(str(path), None, str(error))


def _noted(items: Iterable[Article | Problem | vendors.Export], tally: Tally | None) -> Iterator[Article | Problem]:
    """The articles and problems; which exports were recognised is noted in the tally."""
    for item in items:
        if not isinstance(item, vendors.Export):
            yield item
        elif tally is not None:
            tally.exports.append(item)


def _read_pages(paths: Sequence[Path]) -> list[Article | Problem | vendors.Export]:
    return [item for path in paths for item in _guarded(path, _read_page_file(path))]


def _read_page_file(path: Path) -> Iterator[Article | Problem | vendors.Export]:
    """What a file has: the articles of an export, recognised by its content, or else its one article."""
    raw = _content(path, LARGEST_EXPORT)
    if isinstance(raw, Unreadable):
        yield raw
        return
    reader = vendors.recognised(raw)
    kind = _kind(path)
    if reader is not None:
        articles = 0
        for item in vendors.articles_of(reader, raw, str(path), path.name):
            articles += isinstance(item, Article)
            yield item
        yield vendors.Export(path.name, reader.name, reader.form, articles)
    elif kind in EXPORTS:
        reason = f"the file is no export of a newspaper database that is known; save its articles as .txt or {HTML[0]}"
        yield Problem(str(path), None, reason)
    else:
        yield _read_html(path, raw) if kind in HTML else _read_text(path, raw)


def _read_html(path: Path, raw: bytes) -> Article | Problem:
    if len(raw) > LARGEST_PAGE:
        return _too_large(path, LARGEST_PAGE)
    try:
        return extract_page(raw, source=path.name).article
    except NoArticle as error:
        return Problem(str(path), None, str(error))


def _read_text(path: Path, raw: bytes) -> Article | Problem:
    if len(raw) > LARGEST_TEXT:
        return _too_large(path, LARGEST_TEXT)
    if b"\x00" in raw:
        return Unreadable(str(path), None, "the file is not text; save the page as text in UTF-8")
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unreadable(str(path), None, "the file is not UTF-8; save the page as text in UTF-8")
    manifest, problem = _manifest(path.parent)
    if problem is not None:
        return problem
    stated = manifest.get(path.name, {})
    published = stated.get("published") or ""
    try:
        return read_text(
            decoded,
            outlet=stated.get("outlet") or None,
            published=read_date(published) if published else None,
            topic=stated.get("topic") or None,
            url=stated.get("url") or None,
            source=path.name,
        )
    except NoArticle as error:
        return Problem(str(path), None, str(error))


def _content(path: Path, largest: int) -> bytes | Unreadable:
    try:
        if path.stat().st_size > largest:
            return _too_large(path, largest)
        return path.read_bytes()
    except OSError as error:
        return Unreadable(str(path), None, f"the file cannot be opened: {error.strerror}")


def _too_large(path: Path, largest: int) -> Unreadable:
    return Unreadable(str(path), None, f"the file is larger than {largest // 1_000_000} MB, too large for one page")


_manifests: dict[tuple[str, float], dict[str, dict[str, str]]] = {}


def _manifest(folder: Path) -> tuple[dict[str, dict[str, str]], Problem | None]:
    """The rows of a folder's manifest by file name, cached until the file changes; empty without a manifest."""
    path = folder / MANIFEST
    if not path.is_file() or leads_out(path, folder):
        return {}, None
    key = (str(path), path.stat().st_mtime)
    if key not in _manifests:
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                _manifests[key] = {row["file"]: row for row in csv.DictReader(file)}
        except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
            return {}, Unreadable(str(path), None, f"the manifest cannot be read ({error}); it needs a column “file”")
    return _manifests[key], None


__all__ = [
    "Link", "NoArticle", "Paywalled", "Tally", "Unreadable", "UnreadableTable", "links_in", "read_page", "read_paths",
    "read_table", "read_text", "recognised",
]  # fmt: skip
