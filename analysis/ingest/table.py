"""The table reader: CSV, JSON Lines and Parquet with an article a row."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from analysis.ingest.dates import read_date
from analysis.ingest.text import clean_body
from analysis.score import article_id
from analysis.types import Article, Problem

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
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
LARGEST_CELL = 50_000_000
#: rows looked at before the columns are settled: an object of JSON Lines may leave out what others have
HEAD = 100


class UnreadableTable(ValueError):
    """A table that cannot be read at all; the message says why and what to do."""


def read_table(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Article | Problem]:
    """Yield an article, or a problem with its row, for every row of a table.

    ``columns`` maps our field names to the table's column names where the usual names do not find
    them. The first row below a header is row 1. Raises ``UnreadableTable`` where the file as a whole
    cannot be read.
    """
    rows = _rows(path)
    try:
        head = list(islice(rows, HEAD))
        if not head:
            raise UnreadableTable("the table has no rows")
        names = list(dict.fromkeys(name for _, row in head if not isinstance(row, Problem) for name in row))
        mapping = find_columns(names, columns or {}) if names else {}
        for number, row in chain(head, rows):
            if isinstance(row, Problem):
                yield row
                continue
            new = [name for name in row if name not in names]
            if new:
                names += new
                mapping = find_columns(names, mapping or columns or {})
            yield _article(path, number, row, mapping)
    except UnicodeDecodeError as error:
        raise UnreadableTable("the table is not UTF-8; save it as UTF-8") from error
    except (OSError, csv.Error) as error:
        raise UnreadableTable(f"the table cannot be read: {error}") from error


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


Row = tuple[int, "dict[str, Any] | Problem"]


def _rows(path: Path) -> Iterator[Row]:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _parquet(path)
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(path)
    return _delimited(path, "\t" if suffix == ".tsv" else ",")


def _delimited(path: Path, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_CELL)
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=delimiter)
        for number, row in enumerate(reader, start=1):
            if None in row:
                yield (
                    number,
                    Problem(str(path), number, "the row has more cells than the header; check its quotation marks"),
                )
            else:
                yield number, row


def _json_lines(path: Path) -> Iterator[Row]:
    with open(path, encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, Problem(str(path), number, f"the line is not JSON ({error}); write one object a line")
                continue
            if isinstance(row, dict):
                yield number, row
            else:
                yield number, Problem(str(path), number, "the line is not a JSON object; write one object a line")


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
        number = 0
        for batch in file.iter_batches(batch_size=512):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pyarrow.ArrowException, ValueError, OverflowError) as error:  # the latter two: dates outside the calendar
        raise UnreadableTable(f"the Parquet file cannot be read ({error}); write it again") from error


def _article(path: Path, number: int, row: dict[str, Any], mapping: Mapping[str, str]) -> Article | Problem:
    def cell(name: str) -> str | None:
        value = row.get(mapping[name]) if name in mapping else None
        if value is None:
            return None
        if isinstance(value, (dt.date, dt.datetime)):
            return value.isoformat()
        if isinstance(value, (list, tuple)):
            value = ", ".join(str(item) for item in value)
        stripped = str(value).replace("\x00", "").strip()
        return None if stripped.lower() in ("", "nan", "none", "null") else stripped

    text = cell("text")
    if text is None:
        return Problem(
            str(path), number, f"the column “{mapping.get('text', 'text')}” is empty, so there is nothing to score"
        )
    body, captions = clean_body(text)
    if not any(c.isalnum() for c in body):
        return Problem(str(path), number, f"the column “{mapping['text']}” holds no words")
    written = cell("published")
    authors = cell("authors")
    outlet, title = cell("outlet"), cell("title")
    return Article(
        id=article_id(outlet, title, body),
        outlet=outlet,
        title=title,
        text=body,
        published=read_date(written) if written else None,
        topic=cell("topic"),
        url=cell("url"),
        authors=tuple(a.strip() for a in authors.split(",") if a.strip()) if authors else (),
        section=cell("section"),
        captions=captions,
        source=f"{path.name}, row {number}",
    )
