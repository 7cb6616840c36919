"""Readers: files and folders -> articles. Anything unreadable is yielded as a ``Problem``, never raised."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from analysis.ingest import archive, bundle, vendors
from analysis.ingest.dates import read_date
from analysis.ingest.page import Paywalled, article_in_time, read_page
from analysis.ingest.rows import SUFFIXES as TABLES
from analysis.ingest.rows import UnreadableTable, suffix_of
from analysis.ingest.table import Columns, Link, links_in, read_table, recognised
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


@dataclass(frozen=True, slots=True)
class Unreadable(Problem):
    """A whole file that could not be read."""


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
    return [item for path in paths for item in _read_page_file(path)]


def _read_page_file(path: Path) -> list[Article | Problem | vendors.Export]:
    """What a file has: the articles of an export, recognised by its content, or else its one article."""
    raw = _content(path, LARGEST_EXPORT)
    if isinstance(raw, Unreadable):
        return [raw]
    reader = vendors.recognised(raw)
    if reader is not None:
        found = list(vendors.articles_of(reader, raw, str(path), path.name))
        articles = sum(isinstance(item, Article) for item in found)
        return [*found, vendors.Export(path.name, reader.name, reader.form, articles)]
    kind = _kind(path)
    if kind in EXPORTS:
        reason = f"the file is no export of a newspaper database that is known; save its articles as .txt or {HTML[0]}"
        return [Problem(str(path), None, reason)]
    return [_read_html(path, raw) if kind in HTML else _read_text(path, raw)]


def _read_html(path: Path, raw: bytes) -> Article | Problem:
    if len(raw) > LARGEST_PAGE:
        return _too_large(path, LARGEST_PAGE)
    try:
        return article_in_time(raw, None, path.name)
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
    "Link", "NoArticle", "Paywalled", "Tally", "Unreadable", "UnreadableTable", "links_in", "read_page", "read_paths",
    "read_table", "read_text", "recognised",
]  # fmt: skip
