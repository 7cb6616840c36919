"""Writing tables as CSV that is safe to open in a spreadsheet, as Parquet, and as JSON Lines."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.people.table import NO_TABLE, PeopleTable, person_by_table
from analysis.export.dictionary import columns
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters

#: articles in memory at once
BATCH = 2000
#: the beginning of a text cell that common spreadsheets run as a formula; they skip invisible characters
FORMULA = re.compile(r"[\s\x00-\x1f\u200b\ufeff]*?[\t\r=+\-@＝＋－＠]")


def defused(value: object) -> object:
    """Return a cell's value, with a leading apostrophe if it is text that a spreadsheet would run as a formula."""
    return "'" + value if isinstance(value, str) and FORMULA.match(value) else value


def csv_text(frame: pd.DataFrame) -> str:
    """Return a table as CSV with a header; text cells are defused, missing values empty."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]) and not pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = pd.Series(
                [defused(_joined_list(value)) for value in safe[column]], index=safe.index, dtype=object
            )
    safe.columns = pd.Index([defused(name) for name in safe.columns])
    written = io.StringIO()
    safe.to_csv(written, index=False, lineterminator="\r\n")
    return written.getvalue()


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return ``csv_text`` in UTF-8 with a byte order mark, by which spreadsheets recognise the encoding."""
    return csv_text(frame).encode("utf-8-sig", "replace")


def _joined_list(value: object) -> object:
    """Join the items of a list by semicolons; return any other value as it is."""
    if isinstance(value, (list, tuple)) or (type(value).__module__ == "numpy" and hasattr(value, "tolist")):
        items = value.tolist() if hasattr(value, "tolist") else value
        return "; ".join(str(item) for item in items) if isinstance(items, (list, tuple)) else items
    return value


def write_table(frame: pd.DataFrame, out: BinaryIO, kind: str) -> int:
    """Write a table as ``csv``, ``parquet`` or ``jsonl``; return the number of rows."""
    if kind == "csv":
        out.write(csv_bytes(frame))
    elif kind == "parquet":
        frame.to_parquet(out, index=False)
    else:
        frame.to_json(out, orient="records", lines=True, date_format="iso", force_ascii=False)
    return len(frame)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when complete. Raises ``OSError`` if it cannot be written."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Export:
    """What to export: the articles of ``filters``, optionally with all marks and attributions, and with their texts.

    ``stamp`` holds columns that are repeated in every row. ``people`` is the user's table of persons.
    """

    filters: Filters = EVERYTHING
    evidence: bool = False
    text: bool = False
    stamp: Mapping[str, str] = field(default_factory=dict)
    people: PeopleTable = NO_TABLE


def write_selection(store: Store, out: BinaryIO, kind: str, export: Export) -> int:
    """Write one row per article as ``csv``, ``parquet`` or ``jsonl``, in batches; return the number of rows.

    The columns are those of ``dictionary.columns``. Raises ``ValueError`` for a CSV with evidence, ``StoreProblem`` if
    the store cannot be read.
    """
    if kind == "csv" and export.evidence:
        raise ValueError("a CSV cannot hold the marks of an article; choose jsonl or parquet")
    schema = pa.schema([column.arrow for column in columns(export.evidence, export.text, bool(export.stamp))])
    ids = store.export.selected(export.filters)
    with WRITERS[kind](out, schema) as write:
        for first in range(0, max(1, len(ids)), BATCH):
            records = store.export.records(ids[first : first + BATCH], export.evidence)
            if export.evidence and export.people.lines:
                _follow(export.people, records)
            write(pa.Table.from_pylist([{**record, **export.stamp} for record in records], schema))
    return len(ids)


def _follow(people: PeopleTable, records: Iterable[dict[str, Any]]) -> None:
    """Set the persons of the attributions of articles as the user's table says."""
    lines = people.by_name()
    for record in records:
        for attribution in record["attributions"]:
            if attribution["speaker"] is not None:
                name, person = attribution["speaker"], attribution["person"]
                attribution["person"] = person_by_table(lines, name, person, record["outlet"], record["published"])


@contextmanager
def _parquet(out: BinaryIO, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
    with pq.ParquetWriter(out, schema) as writer:
        yield writer.write_table


@contextmanager
def _jsonl(out: BinaryIO, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
    def write(table: pa.Table) -> None:
        for record in table.to_pylist():
            out.write((json.dumps(record, ensure_ascii=False, default=str) + "\n").encode("utf-8"))

    yield write


@contextmanager
def _csv(out: BinaryIO, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
    out.write(csv_bytes(schema.empty_table().to_pandas()))

    def write(table: pa.Table) -> None:
        _, _, rows = csv_text(table.to_pandas()).partition("\r\n")
        out.write(rows.encode("utf-8"))

    yield write


WRITERS = {"csv": _csv, "parquet": _parquet, "jsonl": _jsonl}
