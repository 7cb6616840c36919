"""Ways in: files and folders -> articles. What cannot be read comes out as a problem, never as an exception."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.ingest.dates import read_date
from analysis.ingest.table import SUFFIXES, UnreadableTable, read_table
from analysis.ingest.text import NoArticle, read_text
from analysis.types import Article, Problem

MANIFEST = "manifest.csv"
LARGEST_TEXT = 20_000_000


@dataclass(frozen=True, slots=True)
class Unreadable(Problem):
    """A whole file that could not be read."""


def read_paths(paths: Iterable[Path], columns: Mapping[str, str] | None = None) -> Iterator[Article | Problem]:
    """Read every article under the given files and folders, in a stable order.

    A folder is searched for ``.txt`` pages and for tables; a ``manifest.csv`` beside texts (columns
    ``file, outlet, published, topic, url``) states what the pages leave out.
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
            files = [p for p in sorted(path.rglob("*")) if p.is_file() and _is_article_file(p.relative_to(path))]
            if not files:
                yield Unreadable(str(path), None, f"the folder holds no .txt, {', '.join(SUFFIXES)} file")
            for file in files:
                yield from _read_file(file, columns)
        else:
            yield from _read_file(path, columns)


def _is_article_file(path: Path) -> bool:
    """Whether a path below the folder given is to be read: not a manifest, and nothing hidden on the way."""
    if path.name == MANIFEST or any(part.startswith(".") for part in path.parts):
        return False
    return path.suffix.lower() in (".txt", *SUFFIXES)


def _read_file(path: Path, columns: Mapping[str, str] | None) -> Iterator[Article | Problem]:
    suffix = path.suffix.lower()
    if suffix == ".txt":
        yield _read_page(path)
    elif suffix in SUFFIXES:
        try:
            yield from read_table(path, columns)
        except UnreadableTable as error:
            yield Unreadable(str(path), None, str(error))
    else:
        kinds = ", ".join((".txt", *SUFFIXES))
        yield Unreadable(str(path), None, f"files ending in “{suffix}” are not understood; give one of {kinds}")


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


__all__ = ["NoArticle", "Unreadable", "UnreadableTable", "read_paths", "read_table", "read_text"]
