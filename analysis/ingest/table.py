"""The table reader: CSV, JSON, JSON Lines, Parquet and RIS with an article, or a link to one, a row."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from analysis.ingest.dates import read_date
from analysis.ingest.exports import Export, recognise
from analysis.ingest.language import language_of
from analysis.ingest.outlets import outlet_of
from analysis.ingest.repair import repaired
from analysis.ingest.rows import SUFFIXES, UnreadableTable, rows_of
from analysis.ingest.text import clean_body
from analysis.score import article_id
from analysis.types import Article, Problem

#: field -> the names it goes by in other people's tables, the likeliest first
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "maintext", "full_text", "story"),
    "outlet": ("outlet", "source", "publication", "publisher", "media_name", "source_name", "site", "newspaper"),
    "title": ("title", "headline", "name"),
    "published": ("published", "date", "publish_date", "published_at", "date_published", "publication_date", "pubdate"),
    "topic": ("topic", "category", "subject", "label"),
    "url": ("url", "link", "source_url", "web_url"),
    "authors": ("authors", "author", "byline"),
    "section": ("section", "desk"),
}
#: rows looked at before the columns are settled: an object of JSON Lines may leave out what others have
HEAD = 100


@dataclass(frozen=True, slots=True)
class Link:
    """An article that an export names without its text."""

    url: str
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None


def read_table(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Article | Problem]:
    """Yield an article, or a problem with its row, for every row of a table.

    ``columns`` maps our field names to the table's column names where the usual names do not find
    them. The first row below a header is row 1. Of an export that holds links only, one problem counts them. Raises
    ``UnreadableTable`` where the file as a whole cannot be read.
    """
    with _complaints():
        names, rows = _headed(path)
        export = None if columns else recognise(names)
        if export and export.links_only:
            links = sum(isinstance(link, Link) for link in _links(rows, export))
            yield Problem(
                str(path),
                None,
                f"{export.name}: it names {links:,} links and holds no article text; fetch them with: "
                "python -m analysis fetch FILE",
            )
            return
        mapping = export.columns if export else find_columns(names, columns or {}) if names else {}
        for number, row in rows:
            if isinstance(row, Problem):
                yield row
                continue
            new = [] if export else [name for name in row if name not in names]
            if new:
                names += new
                mapping = find_columns(names, mapping or columns or {})
            yield _article(path, number, row, mapping)


def links_in(path: Path) -> list[Link]:
    """The links of an export that names articles without their text, such as a Media Cloud story list.

    Empty where the file is no such export. Raises ``UnreadableTable`` where it cannot be read.
    """
    with _complaints():
        names, rows = _headed(path)
        export = recognise(names)
        return list(_links(rows, export)) if export and export.links_only else []


def recognised(path: Path) -> str | None:
    """The name of the export that a file is taken for, ``None`` where it is read as any table."""
    if path.suffix.lower() not in SUFFIXES:
        return None
    try:
        with _complaints():
            export = recognise(_headed(path)[0])
    except UnreadableTable:  # said where the file is read
        return None
    return export.name if export else None


@contextmanager
def _complaints() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        raise UnreadableTable("the table is not UTF-8; save it as UTF-8") from error
    except (OSError, csv.Error) as error:
        raise UnreadableTable(f"the table cannot be read: {error}") from error


def _headed(path: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, Any] | Problem]]]:
    """The columns that the first rows have, and all rows."""
    rows = rows_of(path)
    head = list(islice(rows, HEAD))
    if not head:
        raise UnreadableTable("the table has no rows")
    names = list(dict.fromkeys(name for _, row in head if not isinstance(row, Problem) for name in row))
    return names, chain(head, rows)


def _links(rows: Iterator[tuple[int, dict[str, Any] | Problem]], export: Export) -> Iterator[Link]:
    for _, row in rows:
        if isinstance(row, Problem):
            continue
        url, written = _cell(row, export.columns, "url"), _cell(row, export.columns, "published")
        if url and url.startswith(("http://", "https://")):
            outlet = outlet_of(_cell(row, export.columns, "outlet"), url)
            yield Link(url, _cell(row, export.columns, "title"), outlet, read_date(written) if written else None)


def find_columns(names: list[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Our field -> the table's column. Raises ``UnreadableTable`` where no column holds the text."""
    lowered = {name.strip().lower().replace(" ", "_"): name for name in names if isinstance(name, str)}
    mapping: dict[str, str] = {}
    for wanted, column in chosen.items():
        if wanted not in USUAL_NAMES:
            raise UnreadableTable(f"there is no field “{wanted}”; the fields are {', '.join(USUAL_NAMES)}")
        if column not in names:
            raise UnreadableTable(f"there is no column “{column}”; the columns are {', '.join(map(str, names))}")
        mapping[wanted] = column
    for field_name, usual in USUAL_NAMES.items():
        if field_name not in mapping:
            found = next((lowered[name] for name in usual if name in lowered), None)
            if found is not None and found not in mapping.values():
                mapping[field_name] = found
    if "text" not in mapping:
        raise UnreadableTable(
            f"no column holds the article text; name it with --column text=NAME (the columns are {', '.join(names)})"
        )
    return mapping


def _cell(row: Mapping[str, Any], mapping: Mapping[str, str], field: str) -> str | None:
    """What a row holds for one of our fields, as text; ``None`` where it holds nothing."""
    value = row.get(mapping[field]) if field in mapping else None
    if isinstance(value, dict):  # as the sources of Event Registry
        value = value.get("title") or value.get("name") or value.get("uri")
    if value is None:
        return None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(item.get("name") if isinstance(item, dict) else item) for item in value)
    stripped = repaired(str(value)).strip()
    return None if stripped.lower() in ("", "nan", "none", "null") else stripped


def _article(path: Path, number: int, row: dict[str, Any], mapping: Mapping[str, str]) -> Article | Problem:
    text = _cell(row, mapping, "text")
    if text is None:
        return Problem(
            str(path), number, f"the column “{mapping.get('text', 'text')}” is empty, so there is nothing to score"
        )
    body, captions = clean_body(text)
    if not any(c.isalnum() for c in body):
        return Problem(str(path), number, f"the column “{mapping['text']}” holds no words")
    written, authors, url = (_cell(row, mapping, field) for field in ("published", "authors", "url"))
    outlet, title = outlet_of(_cell(row, mapping, "outlet"), url), _cell(row, mapping, "title")
    return Article(
        id=article_id(outlet, title, body),
        outlet=outlet,
        title=title,
        text=body,
        published=read_date(written) if written else None,
        topic=_cell(row, mapping, "topic"),
        url=url,
        authors=tuple(a.strip() for a in authors.split(",") if a.strip()) if authors else (),
        section=_cell(row, mapping, "section"),
        captions=captions,
        language=language_of(body),
        source=f"{path.name}, row {number}",
    )
