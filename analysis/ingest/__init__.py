"""Ways in: files and folders -> articles. What cannot be read comes out as a problem, never as an exception."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from analysis.ingest import archive, bundle
from analysis.ingest.dates import read_date
from analysis.ingest.page import LARGEST_PAGE, Paywalled, read_page, understand
from analysis.ingest.rows import SUFFIXES as TABLES
from analysis.ingest.rows import UnreadableTable
from analysis.ingest.table import Columns, Link, links_in, read_table, recognised
from analysis.ingest.text import NoArticle, read_text
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.types import Article, Problem

MANIFEST = "manifest.csv"
LARGEST_TEXT = 20_000_000
HTML = (".html", ".htm", ".xhtml")
#: what holds one article a file
PAGES = (".txt", *HTML)
KINDS = (".txt", *TABLES, *HTML, *archive.SUFFIXES)
#: pages that a process is handed at a time
TASK = 8


@dataclass(frozen=True, slots=True)
class Unreadable(Problem):
    """A whole file that could not be read."""


def read_paths(
    paths: Iterable[Path], columns: Columns | None = None, pool: WorkerPool = IN_PROCESS
) -> Iterator[Article | Problem]:
    """Read every article under the given files and folders, in a stable order.

    A folder is searched for pages, tables and archives, and a zip file is read as the folder it unpacks to; a
    ``manifest.csv`` beside texts (columns ``file, outlet, published, topic, url``) states what the pages leave out.
    ``pool`` read where there is much to read.
    """
    for path in paths:
        try:
            there = path.exists()
        except OSError as error:
            yield Unreadable(str(path), None, f"the path cannot be used: {error.strerror}")
            continue
        if not there:
            yield Unreadable(str(path), None, "there is no such file or folder")
        elif path.is_dir():
            yield from _read_folder(path, columns, pool)
        elif path.suffix.lower() == bundle.SUFFIX:
            yield from _read_bundle(path, columns, pool)
        else:
            yield from _read_file(path, columns, pool)


def _read_folder(folder: Path, columns: Columns | None, pool: WorkerPool) -> Iterator[Article | Problem]:
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and _is_article_file(p.relative_to(folder))]
    if not files:
        yield Unreadable(str(folder), None, f"the folder holds no {', '.join(KINDS)} file")
    for one_a_file, some in groupby(files, lambda file: _kind(file) in PAGES):
        if one_a_file:
            yield from pool.each(_read_pages, some, TASK)
        else:
            for file in some:
                yield from _read_file(file, columns, pool)


def _read_bundle(path: Path, columns: Columns | None, pool: WorkerPool) -> Iterator[Article | Problem]:
    try:
        with bundle.unpacked(path) as folder:
            for item in _read_folder(folder, columns, pool):
                if isinstance(item, Problem):
                    item = replace(item, file=item.file.replace(str(folder), str(path), 1))
                yield item
    except bundle.UnreadableBundle as error:
        yield Unreadable(str(path), None, str(error))


def _kind(path: Path) -> str:
    """The ending that says how a file is read: of ``x.warc.gz`` both."""
    name = path.name.lower()
    return next((suffix for suffix in archive.SUFFIXES if name.endswith(suffix)), path.suffix.lower())


def _is_article_file(path: Path) -> bool:
    """Whether a path below the folder given is to be read: not a manifest, and nothing hidden on the way."""
    if path.name == MANIFEST or any(part.startswith(".") for part in path.parts):
        return False
    return _kind(path) in KINDS


def _read_file(path: Path, columns: Columns | None, pool: WorkerPool) -> Iterator[Article | Problem]:
    kind = _kind(path)
    try:
        if kind in PAGES:
            yield from _read_pages([path])
        elif kind in TABLES:
            yield from read_table(path, columns, pool)
        elif kind in archive.SUFFIXES:
            yield from archive.read_archive(path, pool)
        else:
            kinds = ", ".join((*KINDS, bundle.SUFFIX))
            yield Unreadable(str(path), None, f"files ending in “{kind}” are not understood; give one of {kinds}")
    except (UnreadableTable, archive.UnreadableArchive) as error:
        yield Unreadable(str(path), None, str(error))


def _read_pages(paths: Sequence[Path]) -> list[Article | Problem]:
    return [_read_html(path) if _kind(path) in HTML else _read_page(path) for path in paths]


def _read_html(path: Path) -> Article | Problem:
    try:
        if path.stat().st_size > LARGEST_PAGE:
            return Unreadable(str(path), None, "the file is larger than 20 MB, too large for one page")
        raw = path.read_bytes()
    except OSError as error:
        return Unreadable(str(path), None, f"the file cannot be opened: {error.strerror}")
    try:
        return understand(raw, source=path.name).article
    except NoArticle as error:
        return Problem(str(path), None, str(error))


def _read_page(path: Path) -> Article | Problem:
    try:
        if path.stat().st_size > LARGEST_TEXT:
            return Unreadable(str(path), None, "the file is larger than 20 MB, too large for one page of text")
        raw = path.read_bytes()
    except OSError as error:
        return Unreadable(str(path), None, f"the file cannot be opened: {error.strerror}")
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


_manifests: dict[tuple[str, float], dict[str, dict[str, str]]] = {}


def _manifest(folder: Path) -> tuple[dict[str, dict[str, str]], Problem | None]:
    """The manifest of a folder by file name; read once for as long as it does not change."""
    path = folder / MANIFEST
    if not path.exists():
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
    "Link", "NoArticle", "Paywalled", "Unreadable", "UnreadableTable", "links_in", "read_page", "read_paths",
    "read_table", "read_text", "recognised",
]  # fmt: skip
