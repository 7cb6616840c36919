"""Readers: files and folders -> articles. Anything unreadable is yielded as a ``Problem``, never raised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from analysis.ingest import archive, bundle, vendors
from analysis.ingest.files import MANIFEST, PAGES, Unreadable, read_page_file
from analysis.ingest.page import Paywalled, read_page
from analysis.ingest.rows import SUFFIXES as TABLES
from analysis.ingest.rows import UnreadableTable, suffix_of
from analysis.ingest.table import Columns, Link, links_in, read_table, recognised
from analysis.ingest.tables.understood import Tally
from analysis.ingest.text import NoArticle, read_text
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

#: suffixes of all files that are read, except zip files
KINDS = (*PAGES, *TABLES, *archive.SUFFIXES)
#: pages in a batch for a worker
TASK = 8


def read_paths(
    paths: Iterable[Path], columns: Columns | None = None, pool: WorkerPool = IN_PROCESS, tally: Tally | None = None
) -> Iterator[Article | Problem]:
    """Yield every article, or problem, of the given files and folders, in a stable order.

    Folders are searched for pages, tables and archives; a zip file is read like the folder it unpacks to. A
    ``manifest.csv`` in the folder of a page of text (columns ``file, outlet, published, topic, url``) takes precedence
    over what the page states. ``columns`` is field -> column for tables, and ``tally`` counts what was understood of
    each column. The workers of ``pool`` read all but the first batches.
    """
    for item in _read_paths(paths, columns, pool, tally):
        if tally is not None and isinstance(item, Article):
            tally.note(item)
        yield item


def _read_paths(
    paths: Iterable[Path], columns: Columns | None, pool: WorkerPool, tally: Tally | None
) -> Iterator[Article | Problem]:
    for path in paths:
        try:
            exists = path.exists()
        except OSError as error:
            yield Unreadable(str(path), None, f"the path cannot be used: {error.strerror}")
            continue
        if not exists:
            yield Unreadable(str(path), None, "there is no such file or folder")
        elif path.is_dir():
            yield from _read_folder(path, columns, pool, tally)
        elif path.suffix.lower() == bundle.SUFFIX:
            yield from _read_bundle(path, columns, pool, tally)
        else:
            yield from _read_file(path, columns, pool, tally)


def _read_folder(
    folder: Path, columns: Columns | None, pool: WorkerPool, tally: Tally | None
) -> Iterator[Article | Problem]:
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and _is_article_file(p.relative_to(folder))]
    if not files:
        yield Unreadable(str(folder), None, f"the folder has no {', '.join(KINDS)} file")
    for are_pages, group in groupby(files, lambda file: _kind(file) in PAGES):
        if are_pages:
            yield from _noted(pool.map_batches(_read_pages, group, TASK), tally)
        else:
            for file in group:
                yield from _read_file(file, columns, pool, tally)


def _read_bundle(
    path: Path, columns: Columns | None, pool: WorkerPool, tally: Tally | None
) -> Iterator[Article | Problem]:
    try:
        with bundle.unpacked(path) as folder:
            for item in _read_folder(folder, columns, pool, tally):
                if isinstance(item, Problem):  # name the zip file, not the temporary folder
                    item = replace(item, file=item.file.replace(str(folder), str(path), 1))
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
    return [item for path in paths for item in read_page_file(path, _kind(path))]


__all__ = [
    "Link", "NoArticle", "Paywalled", "Tally", "Unreadable", "UnreadableTable", "links_in", "read_page", "read_paths",
    "read_table", "read_text", "recognised",
]  # fmt: skip
