"""Rows of tables: CSV, TSV, JSON, JSON Lines, Parquet, RIS, spreadsheets, and gzip of these."""

from __future__ import annotations

import io
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
    read_whole,
    table_suffix,
)
from analysis.ingest.tables.delimited import read_delimited
from analysis.ingest.tables.objects import read_json, read_lines

#: suffixes of tables without that of gzip
PLAIN = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".ris", *sheets.SUFFIXES)
SUFFIXES = (*PLAIN, *(f"{suffix}{GZIP}" for suffix in PLAIN))
#: rows of a Parquet file per batch
PARQUET_ROWS = 512
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
        return _parquet(path)
    if suffix in (".jsonl", ".ndjson"):
        return read_lines(path)
    if suffix == ".json":
        return read_json(path)
    if suffix == ".ris":
        return _ris(path)
    if suffix in sheets.SUFFIXES:
        return sheets.read_sheets(path)
    return read_delimited(path, "\t" if suffix == ".tsv" else ",")


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        packed = path.name.lower().endswith(GZIP)
        source = io.BytesIO(read_whole(path, "Parquet", "unpack it first")) if packed else path
        schema = pyarrow.parquet.read_metadata(source).schema
        check_columns(len(schema))
        texts = [c.path for c in map(schema.column, range(len(schema))) if c.physical_type == "BYTE_ARRAY"]
        # dictionary-encoded: a small file that repeats a long text would otherwise fill the memory with copies of it
        file = pyarrow.parquet.ParquetFile(source, read_dictionary=texts)
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
    "LARGEST_CELL", "MOST_COLUMNS", "PLAIN", "SUFFIXES", "Row", "UnreadableTable", "check_columns", "rows_of",
    "suffix_of",
]  # fmt: skip
