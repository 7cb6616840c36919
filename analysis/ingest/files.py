"""Reads a single file that is no table: an export of a newspaper database, a page, a document or a transcript."""

from __future__ import annotations

import csv
from pathlib import Path

from analysis.ingest import documents, vendors
from analysis.ingest.dates import read_date
from analysis.ingest.folders import Unreadable, leads_out
from analysis.ingest.page import article_in_time
from analysis.ingest.several import refusal_of_page
from analysis.ingest.text import NoArticle, read_text
from analysis.ingest.transcripts import subtitles
from analysis.ingest.web.markup import LARGEST_PAGE
from analysis.types import Article, Problem

MANIFEST = "manifest.csv"
#: bytes of one page of text, and of one document or export of a newspaper database
LARGEST_TEXT, LARGEST_EXPORT = 20_000_000, 200_000_000
HTML = (".html", ".htm", ".xhtml")
#: suffixes of files that are read only as exports of a newspaper database
EXPORTS = (".xml", ".eml")
#: suffixes of files with one article each, or an export of a newspaper database
PAGES = (".txt", *HTML, *documents.SUFFIXES, *subtitles.SUFFIXES, *EXPORTS)

Items = list[Article | Problem | vendors.Export]


def read_page_file(path: Path, kind: str) -> Items:
    """What a file has: the articles of an export, recognised by its content, or else its one article.

    ``kind`` is its suffix, by which it is read if its content does not tell what it is.
    """
    raw = _content(path)
    if isinstance(raw, Unreadable):
        return [raw]
    reader = vendors.recognised(raw)
    if reader is not None:
        return _export(
            path, reader.name, reader.form, list(vendors.articles_of(reader.records(raw), str(path), path.name))
        )
    try:
        form = documents.form_of(raw)
        if form is not None:
            return _read_document(path, list(documents.paragraphs_of(raw, form)), form)
    except documents.Unreadable as error:
        return [Unreadable(str(path), None, str(error))]
    if kind in EXPORTS:
        reason = f"the file is not a known export of a newspaper database; save its articles as .txt or {HTML[0]}"
        return [Problem(str(path), None, reason)]
    if kind in documents.SUFFIXES and not _is_markup(raw):
        return [Unreadable(str(path), None, f"the file is not a {kind} document, or it is damaged; save it again")]
    return [_read_html(path, raw) if kind in HTML or kind in documents.SUFFIXES else _read_text(path, raw, kind)]


def _is_markup(raw: bytes) -> bool:
    """Whether a file named like a document is a web page, as some sites and old databases name theirs."""
    return raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<!doctype html", b"<?xml"))


def _export(path: Path, name: str, form: str, found: list[Article | Problem]) -> Items:
    articles = sum(isinstance(item, Article) for item in found)
    return [*found, vendors.Export(path.name, name, form, articles)]


def _read_document(path: Path, paragraphs: list[documents.Paragraph], form: str) -> Items:
    """The articles of an export that was saved as a document, or else the document's one article."""
    if found := vendors.in_document(paragraphs):
        name, records = found
        return _export(path, name, form, list(vendors.articles_of(records, str(path), path.name)))
    return [_read_article(path, documents.text_of(paragraphs))]


def _read_html(path: Path, raw: bytes) -> Article | Problem:
    if len(raw) > LARGEST_PAGE:
        return _too_large(path, LARGEST_PAGE)
    if reason := refusal_of_page(vendors.decoded(raw)):
        return Problem(str(path), None, reason)
    try:
        return article_in_time(raw, None, path.name)
    except NoArticle as error:
        return Problem(str(path), None, str(error))


def _read_text(path: Path, raw: bytes, kind: str) -> Article | Problem:
    if len(raw) > LARGEST_TEXT:
        return _too_large(path, LARGEST_TEXT)
    if b"\x00" in raw:
        return Unreadable(str(path), None, "the file is not text; save the page as text in UTF-8")
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unreadable(str(path), None, "the file is not UTF-8; save the page as text in UTF-8")
    return _read_article(path, decoded, kind)


def _read_article(path: Path, text: str, kind: str = ".txt") -> Article | Problem:
    """The article of a text, with what the manifest of its folder states."""
    manifest, problem = _manifest(path.parent)
    if problem is not None:
        return problem
    stated = manifest.get(path.name, {})
    published = stated.get("published") or ""
    read = subtitles.read_subtitles if kind in subtitles.SUFFIXES else read_text
    try:
        return read(
            text,
            outlet=stated.get("outlet") or None,
            published=read_date(published) if published else None,
            topic=stated.get("topic") or None,
            url=stated.get("url") or None,
            source=path.name,
        )
    except NoArticle as error:
        return Problem(str(path), None, str(error))


def _content(path: Path) -> bytes | Unreadable:
    try:
        if path.stat().st_size > LARGEST_EXPORT:
            return _too_large(path, LARGEST_EXPORT)
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
