"""Reader of tables (CSV, TSV, JSON, JSON Lines, Parquet, RIS) with one article, or one link to an article, per row."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from analysis.ingest.rows import SUFFIXES, UnreadableTable, check_columns, rows_of
from analysis.ingest.text import clean_body
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.scorers.score import article_id
from analysis.types import Article, Problem

#: field -> usual names of its column, the most likely first
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "maintext", "full_text", "story"),
    "outlet": ("outlet", "source", "publication", "publisher", "media_name", "source_name", "site", "newspaper"),
    "title": ("title", "headline", "name"),
    "published": ("published", "date", "publish_date", "published_at", "date_published", "publication_date", "pubdate"),
    "topic": ("topic", "category", "subject", "label"),
    "url": ("url", "link", "source_url", "web_url", "article_url", "permalink"),
    "authors": ("authors", "author", "byline"),
    "section": ("section", "desk"),
}
#: rows examined to find the columns: an object of JSON Lines may lack fields that others have
HEAD = 100
#: rows, and characters of a cell, in a preview
PREVIEW_ROWS, PREVIEW_CELL = 5, 160
#: field -> the column that the user chose for it, or ``None`` for no column
Columns = Mapping[str, str | None]
#: the number of a row, counted from 1, its cells by column, and field -> column
MappedRow = tuple[int, dict[str, Any], Mapping[str, str]]
#: rows in a batch for a worker
TASK = 32


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a table lists without its text."""

    url: str
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table: its columns, its first rows with long cells cut, and how it would be read.

    ``mapping`` is field -> column. ``export`` is the name of the tool whose export this is, or ``None``. ``links_only``
    is true if the table lists articles without their text.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping[str, str]
    export: str | None
    links_only: bool


def preview(path: Path) -> Preview:
    """A preview of a table. Raises ``UnreadableTable``."""
    with _clear_errors():
        names, rows = _columns_and_rows(path)
        first = [row for _, row in islice(rows, HEAD) if not isinstance(row, Problem)][:PREVIEW_ROWS]
    export = recognise(names)
    if export:
        mapping = {field: name for field, name in export.columns.items() if name in names}
    else:
        mapping = usual_columns(names)
    links_only = export.links_only if export else "url" in mapping and "text" not in mapping
    cells = tuple(tuple(_shortened(row.get(name)) for name in names) for row in first)
    return Preview(tuple(names), cells, mapping, export.name if export else None, links_only)


def _shortened(value: object) -> str:
    return "" if value is None else repaired(str(value)[:PREVIEW_CELL])


def read_table(
    path: Path, columns: Columns | None = None, pool: WorkerPool = IN_PROCESS
) -> Iterator[Article | Problem]:
    """Yield an article, or a problem, for every row of a table; the first row below the header is row 1.

    ``columns`` takes precedence over the columns of a recognised export and over columns with usual names. An export
    without texts yields one problem with the number of its links. Raises ``UnreadableTable`` if the file as a whole
    cannot be read.
    """
    chosen = columns or {}
    with _clear_errors():
        names, rows = _columns_and_rows(path)
        export = recognise(names)
        if export and export.links_only and not chosen.get("text"):
            links = sum(isinstance(link, Link) for link in _links(path, rows, export.columns))
            yield Problem(
                str(path),
                None,
                f"{export.name}: it has {links:,} links and no article text; fetch them with: "
                "python -m analysis fetch FILE",
            )
            return
        yield from pool.map_batches(_articles, _mapped_rows(names, rows, chosen, export), TASK, path)


def links_in(path: Path) -> list[Link | Problem]:
    """The links of a table that lists articles without their text: a known export, or a table with a column of links.

    A row without a link is a problem. Raises ``UnreadableTable`` if the file cannot be read, has a column of texts or
    has no column of links.
    """
    with _clear_errors():
        names, rows = _columns_and_rows(path)
        export = recognise(names)
        mapping = export.columns if export else usual_columns(names)
        if "text" in mapping:
            raise UnreadableTable(
                f"the column “{mapping['text']}” has the articles’ text, so there is nothing to fetch; read it with: "
                "python -m analysis ingest FILE"
            )
        if "url" not in mapping:
            if any(name.startswith(("http://", "https://")) for name in names):
                raise UnreadableTable(
                    "the first line is a link, not a header; add a first line “url”, or rename the file to .txt"
                )
            raise UnreadableTable(f"no column is called “url” or “link” (the columns are {', '.join(names)})")
        return list(_links(path, rows, mapping))


def recognised(path: Path) -> str | None:
    """The name of the known export that a file is, or ``None``."""
    if path.suffix.lower() not in SUFFIXES:
        return None
    try:
        with _clear_errors():
            export = recognise(_columns_and_rows(path)[0])
    except UnreadableTable:  # reported when the file is read
        return None
    return export.name if export else None


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn errors of the file system and of the CSV parser into ``UnreadableTable``."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise UnreadableTable("the table is not UTF-8; save it as UTF-8") from error
    except (OSError, csv.Error) as error:
        raise UnreadableTable(f"the table cannot be read: {error}") from error


def _mapped_rows(
    names: dict[str, None],
    rows: Iterable[tuple[int, dict[str, Any] | Problem]],
    chosen: Columns,
    export: Export | None,
) -> Iterator[Problem | MappedRow]:
    """The rows with the mapping of their columns, which is extended when a row has columns that no earlier row had."""
    mapping = find_columns(names, chosen, export) if names else {}
    for number, row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        new = [] if export else [name for name in row if name not in names]
        if new:
            names |= dict.fromkeys(new)
            check_columns(len(names))
            mapping = find_columns(names, {**chosen, **mapping})
        yield number, {name: row[name] for name in mapping.values() if name in row}, mapping


def _articles(rows: Sequence[Problem | MappedRow], path: Path) -> list[Article | Problem]:
    return [row if isinstance(row, Problem) else _article(path, *row) for row in rows]


def _columns_and_rows(path: Path) -> tuple[dict[str, None], Iterator[tuple[int, dict[str, Any] | Problem]]]:
    """The columns of the first rows, in order, and all rows."""
    rows = rows_of(path)
    head = list(islice(rows, HEAD))
    if not head:
        raise UnreadableTable("the table has no rows")
    names = dict.fromkeys(name for _, row in head if not isinstance(row, Problem) for name in row)
    check_columns(len(names))
    return names, chain(head, rows)


def _links(
    path: Path, rows: Iterator[tuple[int, dict[str, Any] | Problem]], mapping: Mapping[str, str]
) -> Iterator[Link | Problem]:
    for number, row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        url, written = _cell(row, mapping, "url"), _cell(row, mapping, "published")
        if url and url.startswith(("http://", "https://")):
            outlet = outlet_of(_cell(row, mapping, "outlet"), url)
            yield Link(url, _cell(row, mapping, "title"), outlet, read_date(written) if written else None)
        else:
            yield Problem(str(path), number, f"the column “{mapping['url']}” has no link that begins with http")


def usual_columns(names: Iterable[str], chosen: Columns | None = None) -> dict[str, str]:
    """Field -> column: the chosen columns, and for other fields the column with a usual name, if there is one."""
    lowered = {name.strip().lower().replace(" ", "_"): name for name in names}
    mapping = {field: column for field, column in (chosen or {}).items() if column is not None}
    for field, likely in USUAL_NAMES.items():
        if field not in (chosen or {}):
            found = next((lowered[name] for name in likely if name in lowered), None)
            if found is not None and found not in mapping.values():
                mapping[field] = found
    return mapping


def find_columns(names: Collection[str], chosen: Columns, export: Export | None = None) -> dict[str, str]:
    """Field -> column: the chosen columns, then those of the export, or without an export those with usual names.

    Raises ``UnreadableTable`` if a chosen field or column does not exist, or if there is no column of texts.
    """
    all_columns = f"the columns are {', '.join(names)}"
    for wanted, column in chosen.items():
        if wanted not in USUAL_NAMES:
            raise UnreadableTable(f"there is no field “{wanted}”; the fields are {', '.join(USUAL_NAMES)}")
        if column is not None and column not in names:
            raise UnreadableTable(f"there is no column “{column}”; {all_columns}")
    if export:
        chosen = {**dict.fromkeys(USUAL_NAMES), **export.columns, **chosen}
    mapping = usual_columns(names, chosen)
    if "text" not in mapping:
        reason = f"no column has the article text; name it with --column text=NAME ({all_columns})"
        if "url" in mapping:
            reason += f", or fetch the links in “{mapping['url']}” with: python -m analysis fetch FILE"
        raise UnreadableTable(reason)
    return mapping


def _cell(row: Mapping[str, Any], mapping: Mapping[str, str], field: str) -> str | None:
    """The cell of a field as text, or ``None`` if it is empty."""
    value = row.get(mapping[field]) if field in mapping else None
    if isinstance(value, dict):  # the sources in exports of Event Registry
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
        return Problem(str(path), number, f"the column “{mapping['text']}” has no words, so there is nothing to score")
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
