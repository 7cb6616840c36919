"""Rows of table files in any supported format: CSV, TSV, JSON, JSON Lines, Parquet, RIS."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from analysis.types import Problem

SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".ris")
#: characters of one cell or line; no article is longer
LARGEST_CELL = 5_000_000
#: bytes of a JSON file, which is read into memory as a whole
LARGEST_JSON = 500_000_000
#: columns of a table; every row takes memory for each of them
MOST_COLUMNS = 2_000
#: rows of a Parquet file per batch
PARQUET_ROWS = 512
RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?$")
#: alternative RIS tags -> the tag that we read
RIS_NAMES = {"T1": "TI", "JO": "T2", "JF": "T2", "PB": "T2", "Y1": "DA", "PY": "DA", "A1": "AU", "L1": "UR"}
#: the number of a row, counted from 1, and its cells by column or the problem with it
Row = tuple[int, "dict[str, Any] | Problem"]


class UnreadableTable(ValueError):
    """A table that cannot be read as a whole; the message says why and what to do."""


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of a table. Raises ``UnreadableTable``."""
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _parquet(path)
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(path)
    if suffix == ".json":
        return _json(path)
    if suffix == ".ris":
        return _ris(path)
    return _delimited(path, "\t" if suffix == ".tsv" else ",")


def _delimited(path: Path, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_CELL)
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = (line for _, line in _lines(file))
        header = next(lines, "")
        if delimiter not in header:  # as spreadsheets write it where the decimal separator is a comma
            delimiter = next((mark for mark in ";\t" if mark in header), delimiter)
        reader = csv.DictReader(chain([header], lines), delimiter=delimiter)
        check_columns(len(reader.fieldnames or ()))
        for number, row in enumerate(reader, start=1):
            if None in row:
                yield (
                    number,
                    Problem(str(path), number, "the row has more cells than the header; check its quotation marks"),
                )
            else:
                yield number, row


def check_columns(number: int) -> None:
    """Raise ``UnreadableTable`` if a table has too many columns."""
    if number > MOST_COLUMNS:
        raise UnreadableTable(f"the table has more than {MOST_COLUMNS:,} columns")


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A JSON object as the cells of a row. Lone surrogates in names, which UTF-8 cannot encode, become “?”."""
    check_columns(len(row))
    return {name.encode("utf-8", "replace").decode("utf-8"): value for name, value in row.items()}


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    """The lines of a file, numbered from 1. A line that is too long is rejected before it fills the memory."""
    number = 0
    while line := file.readline(LARGEST_CELL):
        number += 1
        if len(line) == LARGEST_CELL and not line.endswith("\n"):
            raise UnreadableTable(f"line {number} is longer than {LARGEST_CELL:,} characters, too long for an article")
        yield number, line


def _json_lines(path: Path) -> Iterator[Row]:
    with open(path, encoding="utf-8-sig") as file:
        for number, line in _lines(file):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, Problem(str(path), number, f"the line is not JSON ({error}); write one object per line")
                continue
            if isinstance(row, dict):
                yield number, _named(row)
            else:
                yield number, Problem(str(path), number, "the line is not a JSON object; write one object per line")


def _json(path: Path) -> Iterator[Row]:
    if path.stat().st_size > LARGEST_JSON:
        raise UnreadableTable("the JSON file is larger than 500 MB; write it as JSON Lines (.jsonl)")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise
    except (ValueError, RecursionError) as error:
        raise UnreadableTable(f"the file is not JSON ({error}); export it again") from error
    for name in ("articles", "results"):  # GDELT and Event Registry wrap their lists in these
        if isinstance(found, dict) and isinstance(found.get(name), (dict, list)):
            found = found[name]
    for number, row in enumerate(found if isinstance(found, list) else [found], start=1):
        if isinstance(row, dict):
            yield number, _named(row)
        else:
            yield number, Problem(str(path), number, "the entry is not a JSON object; write a list of objects")


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        schema = pyarrow.parquet.read_metadata(path).schema
        check_columns(len(schema))
        texts = [c.path for c in map(schema.column, range(len(schema))) if c.physical_type == "BYTE_ARRAY"]
        # dictionary-encoded: a small file that repeats a long text would otherwise fill the memory with copies of it
        file = pyarrow.parquet.ParquetFile(path, read_dictionary=texts)
        number = 0
        for batch in file.iter_batches(batch_size=PARQUET_ROWS):
            longest = max(map(_longest, batch.columns), default=0)
            if longest > LARGEST_CELL:
                raise UnreadableTable(f"a cell is longer than {LARGEST_CELL:,} bytes, too long for an article")
            step = max(1, LARGEST_CELL // max(1, longest))
            for first in range(0, len(batch), step):
                for row in batch.slice(first, step).to_pylist():
                    number += 1
                    yield number, row
    except UnreadableTable:
        raise
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:  # the last two: invalid dates
        reason = " ".join(str(error).split())[:200]
        raise UnreadableTable(f"the Parquet file cannot be read ({reason}); write it again") from error


def _longest(column: Any) -> int:
    """The length in bytes of the longest text in a column of a Parquet file, or in the lists of that column."""
    import pyarrow
    import pyarrow.compute

    while pyarrow.types.is_list(column.type) or pyarrow.types.is_large_list(column.type):
        column = column.flatten()
    if not pyarrow.types.is_dictionary(column.type):
        return 0
    return int(pyarrow.compute.max(pyarrow.compute.binary_length(column.dictionary)).as_py() or 0)


def _ris(path: Path) -> Iterator[Row]:
    number = 0
    row: dict[str, Any] = {}
    with open(path, encoding="utf-8-sig") as file:
        for _, line in _lines(file):
            match = RIS_LINE.match(line.rstrip())
            if match is None:
                continue
            tag, value = RIS_NAMES.get(match[1], match[1]), (match[2] or "").strip()
            if tag == "ER":
                number += 1
                yield number, {"UR": None} | row
                row = {}
            elif value:
                row[tag] = f"{row[tag]}; {value}" if tag == "AU" and tag in row else row.get(tag) or value
