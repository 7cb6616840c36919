"""Rows of tables: CSV, TSV, JSON, JSON Lines, Parquet, RIS, spreadsheets, and gzip of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from analysis.ingest.tables import sheets
from analysis.ingest.tables.base import (
    GZIP,
    LARGEST_CELL,
    MOST_COLUMNS,
    Row,
    UnreadableTable,
    check_columns,
    lines_of,
    open_text,
    table_suffix,
)
from analysis.ingest.tables.delimited import read_delimited
from analysis.ingest.tables.objects import read_json, read_lines
from analysis.ingest.tables.parquet import check_time_zone, read_parquet

#: suffixes of tables without that of gzip
PLAIN = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".ris", *sheets.SUFFIXES)
SUFFIXES = (*PLAIN, *(f"{suffix}{GZIP}" for suffix in PLAIN))
RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?$")
#: alternative RIS tags -> the tag that we read
RIS_NAMES = {"T1": "TI", "JO": "T2", "JF": "T2", "PB": "T2", "Y1": "DA", "PY": "DA", "A1": "AU", "L1": "UR"}


def suffix_of(path: PurePath) -> str:
    """The suffix of a table with that of gzip, such as ``.csv.gz``; of other files, the last suffix."""
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if suffix.endswith(GZIP) and name.endswith(suffix)), path.suffix.lower())


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of a table. Raises ``UnreadableTable``."""
    suffix = table_suffix(path)
    if suffix == ".parquet":
        return read_parquet(path)
    if suffix in (".jsonl", ".ndjson"):
        return read_lines(path)
    if suffix == ".json":
        return read_json(path)
    if suffix == ".ris":
        return _ris(path)
    if suffix in sheets.SUFFIXES:
        return sheets.read_sheets(path)
    return read_delimited(path, "\t" if suffix == ".tsv" else ",")


def check_dates(path: Path, column: str) -> None:
    """Raise ``UnreadableTable`` if the days of a column of times cannot be known."""
    if table_suffix(path) == ".parquet":
        check_time_zone(path, column)


def _ris(path: Path) -> Iterator[Row]:
    number = 0
    row: dict[str, Any] = {}
    with open_text(path) as file:
        for _, line in lines_of(file):
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


__all__ = [
    "LARGEST_CELL", "MOST_COLUMNS", "PLAIN", "SUFFIXES", "Row", "UnreadableTable", "check_columns", "check_dates",
    "rows_of", "suffix_of",
]  # fmt: skip
