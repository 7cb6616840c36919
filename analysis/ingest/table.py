"""Reader of tables (CSV, TSV, JSON, Parquet, spreadsheets …) with one article, or one link to an article, per row."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.faults import Catching
from analysis.ingest.beginnings import without_remark
from analysis.ingest.dates import Order, Orders, read_date
from analysis.ingest.language import language_of
from analysis.ingest.outlets import outlet_of
from analysis.ingest.repair import repaired, unwrapped
from analysis.ingest.rows import SUFFIXES, Row, UnreadableTable, check_columns, check_dates, rows_of, suffix_of
from analysis.ingest.tables.ahead import read_ahead
from analysis.ingest.tables.cells import authors_of, body_of, line_of, stated_outlet, text_of
from analysis.ingest.tables.columns import (
    USUAL_NAMES,
    Columns,
    find_columns,
    has_column,
    offered_columns,
    usual_columns,
)
from analysis.ingest.tables.exports import Export, recognise, value_at
from analysis.ingest.tables.markup import plain_text
from analysis.ingest.tables.orders import with_orders
from analysis.ingest.tables.understood import ColumnReport, Counted, Tally
from analysis.ingest.text import clean_body
from analysis.parallel import IN_PROCESS, WorkerPool
from analysis.scorers.score import article_id
from analysis.types import Article, Problem
from analysis.urls import original_url

#: rows examined to find the columns: an object of JSON Lines may lack fields that others have
HEAD = 100
#: rows, and characters of a cell, in a preview
PREVIEW_ROWS, PREVIEW_CELL = 5, 160
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
    is true if the table lists articles without their text. ``offered`` is field -> column for fields without a column
    of a usual name, of which a column seems to have the values.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping[str, str]
    export: str | None
    links_only: bool
    offered: Mapping[str, str] = dataclasses.field(default_factory=dict)


def preview(path: Path) -> Preview:
    """A preview of a table. Raises ``UnreadableTable``."""
    with _clear_errors():
        names, rows = _columns_and_rows(path)
        head = _first(rows)
    export = recognise(names, head)
    columns = list(names)
    if export:
        mapping = {field: name for field, name in export.columns.items() if has_column(names, name)}
        columns += [name for name in mapping.values() if name not in names]
    else:
        mapping = usual_columns(names, rows=head)
    offered = offered_columns(columns, head, mapping)
    links_only = export.links_only if export else "url" in mapping and "text" not in mapping
    cells = tuple(tuple(_shortened(value_at(row, name)) for name in columns) for row in head[:PREVIEW_ROWS])
    return Preview(tuple(columns), cells, mapping, export.name if export else None, links_only, offered)


def _first(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [row for _, row in islice(rows, HEAD) if not isinstance(row, Problem)]


def _shortened(value: object) -> str:
    return "" if value is None else repaired(str(value)[:PREVIEW_CELL])


def read_table(
    path: Path, columns: Columns | None = None, pool: WorkerPool = IN_PROCESS, tally: Tally | None = None
) -> Iterator[Article | Problem]:
    """Yield an article, or a problem, for every row of a table; the first row below the header is row 1.

    ``columns`` takes precedence over the columns of a recognised export and over columns with usual names. An export
    without texts yields one problem with the number of its links. ``tally`` is given the counts of what was understood
    of each column, and states the order of ambiguous dates. Raises ``UnreadableTable`` if the file as a whole cannot be
    read.
    """
    chosen = columns or {}
    tally = Tally() if tally is None else tally
    with _clear_errors():
        names, rows = _columns_and_rows(path)
        head, rows = read_ahead(rows, HEAD)
        first = [row for _, row in head if not isinstance(row, Problem)]
        export = recognise(names, first)
        if export and export.links_only and not chosen.get("text"):
            links = sum(isinstance(link, Link) for link in _links(path, rows, export.columns))
            yield Problem(
                str(path),
                None,
                f"{export.name}: it has {links:,} links and no article text; fetch them with: "
                "python -m analysis fetch FILE",
            )
            return
        mapping = find_columns(names, chosen, export, first) if names else {}
        used = {part for column in mapping.values() for part in (column, column.partition(".")[0])}
        tally.unread |= dict.fromkeys(name for name in names if name.strip() and name not in used)
        rows, orders = _with_orders(path, rows, mapping, tally.dates)
        reading = _Reading(path, orders, bool(export and export.partial))
        for item in pool.map_batches(_articles, _mapped_rows(names, rows, chosen, mapping, export), TASK, reading):
            if isinstance(item, Counted):
                tally.merge(item)
            else:
                yield item
        if "published" not in chosen and (offered := offered_columns(names, first, mapping).get("published")):
            tally.add(ColumnReport("published", mapping.get("published", ""), offered=offered))


def _with_orders(
    path: Path, rows: Iterator[Row], mapping: Mapping[str, str], stated: Order | None
) -> tuple[Iterator[Row], Orders]:
    """The rows, and the order of numbers in their dates. Raises ``UnreadableTable``."""
    column = mapping.get("published")
    if column is not None:
        check_dates(path, column)
    return with_orders(rows, lambda: rows_of(path), column, stated)


def links_in(path: Path, dates: Order | None = None) -> list[Link | Problem]:
    """The links of a table that lists articles without their text: a known export, or a table with a column of links.

    Of a table with texts, these are the links of the rows whose text is missing or only the beginning of the article. A
    row without a link is a problem, and so is the rest of a table that cannot be read to its end. Raises
    ``UnreadableTable`` if no row can be read, or if the table has the whole texts of all its articles or no column of
    links.
    """
    with _clear_errors():
        names, found = _columns_and_rows(path)
        rows, unread = _rows_before_error(path, found)
        first = _first(rows)
        export = recognise(names, first)
        mapping = export.columns if export else usual_columns(names, rows=first)
        if "text" in mapping and not (export and (export.links_only or export.partial)):
            rows = [] if "url" not in mapping else [row for row in rows if _lacks_text(row[1], mapping["text"])]
            if not rows:
                raise UnreadableTable(
                    f"the column “{mapping['text']}” has the articles’ text, so there is nothing to fetch; read it "
                    "with: python -m analysis ingest FILE"
                )
        if "url" not in mapping:
            if any(name.startswith(("http://", "https://")) for name in names):
                raise UnreadableTable(
                    "the first line is a link, not a header; add a first line “url”, or rename the file to .txt"
                )
            raise UnreadableTable(f"no column is called “url” or “link” (the columns are {', '.join(names)})")
        return [*_links(path, iter(rows), mapping, dates), *unread]


def _rows_before_error(path: Path, found: Iterator[Row]) -> tuple[list[Row], list[Problem]]:
    """All rows up to the first error, and the problem that it is."""
    rows: list[Row] = []
    with Catching() as reading, _clear_errors():
        rows.extend(found)
    if reading.fault is None:
        return rows, []
    rest = f"the table cannot be read after row {rows[-1][0]}"
    if isinstance(reading.error, UnreadableTable):
        reason = f"{rest}: {reading.error}"
    else:
        reason = reading.fault.reason(rest, "the links before it were taken")
    return rows, [Problem(str(path), None, reason)]


def _lacks_text(row: dict[str, Any] | Problem, column: str) -> bool:
    """Whether the text of a row is missing, or only the beginning of an article."""
    if isinstance(row, Problem):
        return False
    text = body_of(value_at(row, column))
    return text is None or without_remark(text)[1]


def recognised(path: Path) -> str | None:
    """The name of the known export that a file is, or ``None``."""
    if suffix_of(path) not in SUFFIXES:
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
    except (OSError, csv.Error) as error:
        raise UnreadableTable(f"the table cannot be read: {error}") from error


def _mapped_rows(
    names: dict[str, None],
    rows: Iterable[Row],
    chosen: Columns,
    mapping: dict[str, str],
    export: Export | None,
) -> Iterator[Problem | MappedRow]:
    """The rows with the mapping of their columns, which is extended when a row has columns that no earlier row had."""
    for number, row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        new = [] if export else [name for name in row if name not in names]
        if new:
            names |= dict.fromkeys(new)
            check_columns(len(names))
            mapping = find_columns(names, {**chosen, **mapping})
        yield number, {name: value_at(row, name) for name in mapping.values()}, mapping


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the rows of a table have in common: the order of their dates, and whether all texts are only beginnings."""

    path: Path
    orders: Orders
    partial: bool


def _articles(rows: Sequence[Problem | MappedRow], reading: _Reading) -> list[Article | Problem | Counted]:
    counted = Counted()
    found: list[Article | Problem | Counted] = []
    for row in rows:
        if isinstance(row, Problem):
            found.append(row)
            continue
        with Catching() as caught:
            found.append(_article(reading, counted, *row))
        if caught.fault is not None:
            reason = caught.fault.reason("the row could not be read", "the other rows were read")
            found.append(Problem(str(reading.path), row[0], reason))
    return [*found, counted]


def _columns_and_rows(path: Path) -> tuple[dict[str, None], Iterator[Row]]:
    """The columns of the first rows, in order, and all rows."""
    head, rows = read_ahead(rows_of(path), HEAD)
    if not head:
        raise UnreadableTable("the table has no rows")
    names = dict.fromkeys(name for _, row in head if not isinstance(row, Problem) for name in row)
    check_columns(len(names))
    return names, rows


def _links(
    path: Path,
    rows: Iterator[Row],
    mapping: Mapping[str, str],
    dates: Order | None = None,
) -> Iterator[Link | Problem]:
    rows, orders = _with_orders(path, rows, mapping, dates)
    for number, row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        cells = {field: value_at(row, name) for field, name in mapping.items()}
        url, written = text_of(cells.get("url")), text_of(cells.get("published"))
        if url and url.startswith(("http://", "https://")):
            outlet = outlet_of(stated_outlet(cells.get("outlet")), original_url(url))
            yield Link(url, line_of(cells.get("title")), outlet, read_date(written, orders) if written else None)
        else:
            yield Problem(str(path), number, f"the column “{mapping['url']}” has no link that begins with http")


def _article(
    reading: _Reading, counted: Counted, number: int, row: dict[str, Any], mapping: Mapping[str, str]
) -> Article | Problem:
    cells = {field: row.get(name) for field, name in mapping.items()}
    found = _text(counted, mapping.get("text", "text"), cells.get("text"))
    if isinstance(found, str):
        return Problem(str(reading.path), number, found)
    body, captions, partial = found
    url = text_of(cells.get("url"))
    url = original_url(url) if url else None
    stated = stated_outlet(cells.get("outlet"))
    outlet = outlet_of(stated, url)
    title, topic, section = (line_of(cells.get(field)) for field in ("title", "topic", "section"))
    authors = authors_of(cells.get("authors"), outlet)
    written = text_of(cells.get("published"))
    published = read_date(written, reading.orders) if written else None
    partial = partial or reading.partial or cells.get("free") in (False, "False", "false")
    counted.partial += partial
    understood = {"outlet": stated, "title": title, "published": published, "topic": topic, "section": section,
                  "authors": authors or (), "url": url if url and "://" in url else None}  # fmt: skip
    for wanted, value in understood.items():
        if wanted in mapping:
            _count(counted, wanted, mapping[wanted], cells[wanted], value)
    return Article(
        id=article_id(outlet, title, body),
        outlet=outlet,
        title=title,
        text=body,
        published=published,
        topic=topic,
        url=url,
        authors=authors,
        section=section,
        captions=captions,
        language=language_of(body),
        source=f"{reading.path.name}, row {number}",
        partial=partial,
    )


def _text(counted: Counted, column: str, cell: Any) -> tuple[str, tuple[str, ...], bool] | str:
    """The text of a cell, its captions, and whether it is only a beginning; or why there is nothing to score."""
    text = body_of(cell)
    if text is None:
        counted.missing("text", column)
        return f"the column “{column}” is empty, so there is nothing to score"
    plain, captions = plain_text(text)
    plain, partial = without_remark(unwrapped(plain).strip())
    body, more_captions = clean_body(plain)
    if not any(c.isalnum() for c in body):
        counted.not_understood("text", column, text)
        return f"the column “{column}” has no words, so there is nothing to score"
    counted.understood("text", column)
    return body, (*captions, *more_captions), partial


def _count(counted: Counted, field: str, column: str, cell: Any, value: object) -> None:
    """Count a cell as understood, missing or not understood. An outlet named as an author is not an author."""
    if value:
        counted.understood(field, column)
    elif (text := line_of(cell)) is None or (field == "authors" and authors_of(cell)):
        counted.missing(field, column)
    else:
        counted.not_understood(field, column, text)


__all__ = [
    "USUAL_NAMES", "Columns", "Link", "Preview", "UnreadableTable", "find_columns", "links_in", "preview", "read_table",
    "recognised", "usual_columns",
]  # fmt: skip
