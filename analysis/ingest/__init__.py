"""Readers: files and folders -> articles. Anything unreadable is yielded as a ``Problem``, never raised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import TypeVar

from analysis.faults import Catching
from analysis.ingest import archive, bundle, table, vendors
from analysis.ingest.dates import Order
from analysis.ingest.files import MANIFEST, PAGES, read_page_file
from analysis.ingest.folders import Unreadable, files_in, special
from analysis.ingest.page import Paywalled, read_page
from analysis.ingest.rows import SUFFIXES as TABLES
from analysis.ingest.rows import UnreadableTable, suffix_of
from analysis.ingest.table import Columns, Link, read_table
from analysis.ingest.tables.understood import Tally
from analysis.ingest.text import NoArticle, read_text
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

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
        for item in _guarded(path, _read_path(path, columns, pool, tally)):
            if tally is not None and isinstance(item, Article):
                tally.note(item)
            yield item


def links_in(path: Path, dates: Order | None = None) -> list[Link | Problem]:
    """The links of a table, as ``table.links_in``. Raises ``UnreadableTable``, also for an unexpected error."""
    with Catching() as caught:
        return table.links_in(path, dates)
    if isinstance(caught.error, UnreadableTable):
        raise caught.error
    assert caught.fault is not None
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
    return [item for path in paths for item in _guarded(path, _in_file(path))]


def _in_file(path: Path) -> Iterator[Article | Problem | vendors.Export]:
    yield from read_page_file(path, _kind(path))


__all__ = [
    "Link", "NoArticle", "Paywalled", "Tally", "Unreadable", "UnreadableTable", "links_in", "read_page", "read_paths",
    "read_table", "read_text", "recognised",
]  # fmt: skip
