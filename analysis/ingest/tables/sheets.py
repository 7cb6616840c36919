"""Rows of spreadsheets (.xlsx, .ods): of the sheet with the most text, and of other sheets with its columns."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.ingest.tables.base import LARGEST_CELL, LARGEST_FILE, Row, UnreadableTable, check_columns, read_whole
from analysis.ingest.tables.extent import cells_spanned
from analysis.ingest.tables.headers import different, header_row
from analysis.types import Problem

SUFFIXES = (".xlsx", ".ods")
#: cells of a sheet, empty ones included
MOST_CELLS = 10_000_000
Cell = Any


def read_sheets(path: Path) -> Iterator[Row]:
    """Yield the rows of the sheet with the most text, and of sheets with at least half of its columns.

    Other sheets that have rows are reported as problems, since they are not read. Raises ``UnreadableTable``.
    """
    import python_calamine

    content = read_whole(path, "spreadsheet", "save it as CSV")
    _check_extent(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {name: _table(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}
    except UnreadableTable:
        raise
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UnreadableTable(f"the spreadsheet cannot be read ({reason}); save it again, or as CSV") from error
    chosen = max(sheets.values(), key=_letters, default=[])
    number = 0
    for name, table in sheets.items():
        if len(table) < 2:
            continue
        if 2 * len(set(table[0]) & set(chosen[0])) < len(chosen[0]):
            yield number, Problem(str(path), None, f"the sheet “{name}” was not read, because its columns differ")
            continue
        for cells in table[1:]:
            number += 1
            if any(isinstance(cell, str) and len(cell) > LARGEST_CELL for cell in cells):
                yield number, Problem(str(path), number, f"a cell is longer than {LARGEST_CELL:,} characters")
            else:
                yield number, dict(zip(table[0], cells, strict=False))


def unpacked_bytes(content: bytes) -> int:
    """The bytes that a spreadsheet, which is a zip file, unpacks to. Raises ``UnreadableTable``."""
    with _packed(content) as packed:
        return sum(part.file_size for part in packed.infolist())


@contextmanager
def _packed(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip file that a spreadsheet is. Raises ``UnreadableTable``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield packed
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, UnreadableTable):
            raise
        reason = " ".join(str(error).split())[:200]
        raise UnreadableTable(f"the spreadsheet cannot be read ({reason}); save it again, or as CSV") from error


def _check_extent(content: bytes) -> None:
    """Raise ``UnreadableTable`` if a spreadsheet is too large, or spans too many cells, to be held in memory."""
    if unpacked_bytes(content) > LARGEST_FILE:
        raise UnreadableTable(f"the spreadsheet unpacks to more than {LARGEST_FILE // 1_000_000} MB; save it as CSV")
    with _packed(content) as packed:
        if cells_spanned(packed) > MOST_CELLS:
            raise UnreadableTable(
                f"a sheet spans more than {MOST_CELLS:,} cells; delete the cells far from the table, or save it as CSV"
            )


def _table(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows with cells of a sheet, without empty columns; the first row has the names of the columns."""
    filled = [row for row in rows if any(cell != "" for cell in row)]
    if not filled:
        return []
    filled = filled[header_row(filled) :]
    check_columns(len(filled[0]))
    names = different([str("" if cell == "" else _value(cell)) for cell in filled[0]])
    return [names, *([_value(cell) for cell in row] for row in filled[1:])]


def _value(cell: Cell) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, (dt.time, dt.timedelta)):
        return str(cell)
    return None if cell == "" else cell


def _letters(table: list[list[Cell]]) -> int:
    return sum(len(cell) for row in table[1:] for cell in row if isinstance(cell, str))
