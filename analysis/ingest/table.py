"""The table reader: CSV, JSON, JSON Lines, Parquet and RIS with an article, or a link to one, a row."""

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

#: field -> the names it goes by in other people's tables, the likeliest first
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
#: rows looked at before the columns are settled: an object of JSON Lines may leave out what others have
HEAD = 100
#: rows and characters of a cell that a preview shows
SHOWN, SHORT = 5, 160
#: our field -> the table's column that is to be taken for it, ``None`` for no column
Columns = Mapping[str, str | None]
#: a row, counted from 1, and our fields with the columns that they are taken from
Understood = tuple[int, dict[str, Any], Mapping[str, str]]
#: rows that a process is handed at a time
TASK = 32


@dataclass(frozen=True, slots=True)
class Link:
    """An article that an export names without its text."""

    url: str
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A table as it is: its columns, its first rows with long cells cut, and what was taken for what.

    ``taken`` maps our fields to columns; ``export`` is the name of the tool whose export this is, ``None`` for any
    table; ``links_only`` is true where it names articles without their text.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    taken: Mapping[str, str]
    export: str | None
    links_only: bool


def preview(path: Path) -> Preview:
    """The beginning of a table, before anything of it is read as an article. Raises ``UnreadableTable``."""
    with _complaints():
        names, rows = _headed(path)
        first = [row for _, row in islice(rows, HEAD) if not isinstance(row, Problem)][:SHOWN]
    export = recognise(names)
    taken = {field: name for field, name in export.columns.items() if name in names} if export else usual(names)
    links_only = export.links_only if export else "url" in taken and "text" not in taken
    cells = tuple(tuple(_short(row.get(name)) for name in names) for row in first)
    return Preview(tuple(names), cells, taken, export.name if export else None, links_only)


def _short(value: object) -> str:
    return "" if value is None else repaired(str(value)[:SHORT])


def read_table(
    path: Path, columns: Columns | None = None, pool: WorkerPool = IN_PROCESS
) -> Iterator[Article | Problem]:
    """Yield an article, or a problem with its row, for every row of a table.

    ``columns`` says which column is to be taken for a field, ``None`` for none, where the usual names or what is known
    of an export would take another. The first row below a header is row 1. Of an export that holds links only, one
    problem counts them. Raises ``UnreadableTable`` where the file as a whole cannot be read.
    """
    chosen = columns or {}
    with _complaints():
        names, rows = _headed(path)
        export = recognise(names)
        if export and export.links_only and not chosen.get("text"):
            links = sum(isinstance(link, Link) for link in _links(path, rows, export.columns))
            yield Problem(
                str(path),
                None,
                f"{export.name}: it names {links:,} links and holds no article text; fetch them with: "
                "python -m analysis fetch FILE",
            )
            return
        yield from pool.each(_articles, _understood(names, rows, chosen, export), TASK, path)


def links_in(path: Path) -> list[Link | Problem]:
    """The links of a table that names articles without their text: an export, or any with a column of links.

    A row without a link is a problem. Raises ``UnreadableTable`` where the file cannot be read or is no such table.
    """
    with _complaints():
        names, rows = _headed(path)
        export = recognise(names)
        taken = export.columns if export else usual(names)
        if "text" in taken:
            raise UnreadableTable(
                f"the column “{taken['text']}” holds the articles’ text, so there is nothing to fetch; read it with: "
                "python -m analysis ingest FILE"
            )
        if "url" not in taken:
            if any(name.startswith(("http://", "https://")) for name in names):
                raise UnreadableTable("the first line is a link and no header; write “url” above it, or name it .txt")
            raise UnreadableTable(f"no column is called “url” or “link” (the columns are {', '.join(names)})")
        return list(_links(path, rows, taken))


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


def _understood(
    names: dict[str, None],
    rows: Iterable[tuple[int, dict[str, Any] | Problem]],
    chosen: Columns,
    export: Export | None,
) -> Iterator[Problem | Understood]:
    """The rows, each with what its columns are taken for; a row may have columns that no row before it had."""
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


def _articles(rows: Sequence[Problem | Understood], path: Path) -> list[Article | Problem]:
    return [row if isinstance(row, Problem) else _article(path, *row) for row in rows]


def _headed(path: Path) -> tuple[dict[str, None], Iterator[tuple[int, dict[str, Any] | Problem]]]:
    """The columns that the first rows have, in their order, and all rows."""
    rows = rows_of(path)
    head = list(islice(rows, HEAD))
    if not head:
        raise UnreadableTable("the table has no rows")
    names = dict.fromkeys(name for _, row in head if not isinstance(row, Problem) for name in row)
    check_columns(len(names))
    return names, chain(head, rows)


def _links(
    path: Path, rows: Iterator[tuple[int, dict[str, Any] | Problem]], taken: Mapping[str, str]
) -> Iterator[Link | Problem]:
    for number, row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        url, written = _cell(row, taken, "url"), _cell(row, taken, "published")
        if url and url.startswith(("http://", "https://")):
            outlet = outlet_of(_cell(row, taken, "outlet"), url)
            yield Link(url, _cell(row, taken, "title"), outlet, read_date(written) if written else None)
        else:
            yield Problem(str(path), number, f"the column “{taken['url']}” holds no link that begins with http")


def usual(names: Iterable[str], chosen: Columns | None = None) -> dict[str, str]:
    """Our field -> the table's column: those chosen, and for other fields the one that has a usual name."""
    lowered = {name.strip().lower().replace(" ", "_"): name for name in names}
    mapping = {field: column for field, column in (chosen or {}).items() if column is not None}
    for field, likely in USUAL_NAMES.items():
        if field not in (chosen or {}):
            found = next((lowered[name] for name in likely if name in lowered), None)
            if found is not None and found not in mapping.values():
                mapping[field] = found
    return mapping


def find_columns(names: Collection[str], chosen: Columns, export: Export | None = None) -> dict[str, str]:
    """Our field -> the table's column: those chosen, then those of the export, or else those with usual names.

    Raises ``UnreadableTable`` where a choice names nothing, or no column holds the text.
    """
    listed = f"the columns are {', '.join(names)}"
    for wanted, column in chosen.items():
        if wanted not in USUAL_NAMES:
            raise UnreadableTable(f"there is no field “{wanted}”; the fields are {', '.join(USUAL_NAMES)}")
        if column is not None and column not in names:
            raise UnreadableTable(f"there is no column “{column}”; {listed}")
    if export:
        chosen = {**dict.fromkeys(USUAL_NAMES), **export.columns, **chosen}
    mapping = usual(names, chosen)
    if "text" not in mapping:
        said = f"no column holds the article text; name it with --column text=NAME ({listed})"
        if "url" in mapping:
            said += f", or fetch the links in “{mapping['url']}” with: python -m analysis fetch FILE"
        raise UnreadableTable(said)
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
