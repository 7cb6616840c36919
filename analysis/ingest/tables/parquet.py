"""Rows of Parquet files. Texts stay dictionary-encoded, and long lists are refused, before they fill the memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.ingest.tables.base import GZIP, LARGEST_CELL, Row, UnreadableTable, check_columns, read_whole

#: rows per batch
ROWS = 512
#: elements of the lists in one cell; no article has as many paragraphs or authors
MOST_ELEMENTS = 100_000
#: bytes that an element of a list counts as, besides its text
ELEMENT = LARGEST_CELL // MOST_ELEMENTS
#: a column with lists does harm if it has more than this many elements, and more than this many per byte of the file
HARMLESS_ELEMENTS, ELEMENTS_PER_BYTE = 1_000_000, 200
TOO_MANY = f"a cell has a list of more than {MOST_ELEMENTS:,} elements, too many for an article"


def read_parquet(path: Path) -> Iterator[Row]:
    """Yield the rows of a Parquet file. Raises ``UnreadableTable``."""
    import pyarrow
    import pyarrow.parquet

    try:
        source = _source(path)
        metadata = pyarrow.parquet.read_metadata(source)
        check_columns(len(metadata.schema))
        _check_lists(metadata)
        columns = map(metadata.schema.column, range(len(metadata.schema)))
        texts = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
        # dictionary-encoded: a small file that repeats a long text would otherwise fill the memory with copies of it
        file = pyarrow.parquet.ParquetFile(source, read_dictionary=texts)
        number = 0
        for batch in file.iter_batches(batch_size=ROWS):
            for row in _rows(batch):
                number += 1
                yield number, row
    except UnreadableTable:
        raise
    # the last three: invalid dates, and damaged dictionaries of texts or unknown time zones in lists
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError, LookupError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UnreadableTable(f"the Parquet file cannot be read ({reason}); write it again") from error


def check_time_zone(path: Path, column: str) -> None:
    """Raise ``UnreadableTable`` if a column has times of an unknown time zone, in which their days are uncertain."""
    import pyarrow
    import pyarrow.parquet

    try:
        schema = pyarrow.parquet.read_schema(_source(path))
    except (pyarrow.ArrowException, OSError, ValueError):  # reported when the rows are read
        return
    place = schema.get_field_index(column)
    kind: Any = schema.field(place).type if place >= 0 else None
    if kind is None or not pyarrow.types.is_timestamp(kind):
        return
    try:
        pyarrow.array([0], kind).cast(pyarrow.string())
    except pyarrow.ArrowInvalid as error:
        raise UnreadableTable(
            f"the column “{column}” has times of the time zone “{kind.tz[:60]}”, which is not known, so their days are "
            "not known either; write them again in UTC, or name another column with --column published=NAME"
        ) from error


def _source(path: Path) -> io.BytesIO | Path:
    packed = path.name.lower().endswith(GZIP)
    return io.BytesIO(read_whole(path, "Parquet", "unpack it first")) if packed else path


def _check_lists(metadata: Any) -> None:
    """Refuse lists with far more elements than bytes, before they are unpacked. Raises ``UnreadableTable``."""
    lists = [k for k in range(len(metadata.schema)) if metadata.schema.column(k).max_repetition_level]
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for column in map(group.column, lists):
            elements = column.num_values - group.num_rows
            if elements > HARMLESS_ELEMENTS and elements > ELEMENTS_PER_BYTE * column.total_compressed_size:
                raise UnreadableTable(TOO_MANY)


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch, made a few at a time if their cells are long. Raises ``UnreadableTable``."""
    longest = max((int(_sizes(column).max(initial=0)) for column in batch.columns), default=0)
    if longest > LARGEST_CELL:
        raise UnreadableTable(f"a cell is longer than {LARGEST_CELL:,} bytes, too long for an article")
    for k, column in enumerate(batch.columns):
        batch = batch.set_column(k, batch.schema.names[k], _as_text(column))
    step = max(1, LARGEST_CELL // max(1, longest))
    for first in range(0, len(batch), step):
        yield from batch.slice(first, step).to_pylist()


def _sizes(column: Any) -> Any:
    """The bytes that each cell of a column counts as: its text, also in lists and objects, and what lists need."""
    import numpy as np
    import pyarrow.compute as pc
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        lengths = np.append(_sizes(column.dictionary), 0)  # the last is the length of a missing text
        return lengths[pc.fill_null(column.indices, len(lengths) - 1).to_numpy(zero_copy_only=False)]
    if types.is_string(kind) or types.is_binary(kind) or types.is_large_string(kind) or types.is_large_binary(kind):
        return pc.fill_null(pc.binary_length(column), 0).to_numpy(zero_copy_only=False)
    if types.is_struct(kind):
        return sum(map(_sizes, column.flatten()), start=np.zeros(len(column), np.int64))
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind) or types.is_map(kind):
        if types.is_map(kind):
            column = column.cast(_list_of_pairs(kind))
        elements = pc.fill_null(pc.list_value_length(column), 0).to_numpy(zero_copy_only=False)
        if elements.max(initial=0) > MOST_ELEMENTS:
            raise UnreadableTable(TOO_MANY)
        ends = np.cumsum(elements)
        sums = np.append(0, np.cumsum(_sizes(column.flatten())))
        return sums[ends] - sums[ends - elements] + ELEMENT * elements
    return np.ones(len(column), np.int64)


def _list_of_pairs(kind: Any) -> Any:
    import pyarrow

    return pyarrow.list_(pyarrow.struct([("key", kind.key_type), ("value", kind.item_type)]))


def _as_text(column: Any) -> Any:
    """A column of times or bytes as texts; other columns unchanged.

    Python has neither all years nor all time zones. Times of a zone that does not exist are those of UTC; they are not
    read as dates (``check_time_zone``).
    """
    import pyarrow
    from pyarrow import types

    kind = column.type.value_type if types.is_dictionary(column.type) else column.type
    if not (types.is_timestamp(kind) or types.is_binary(kind)):
        return column
    try:
        return column.cast(pyarrow.string())
    except pyarrow.ArrowInvalid:
        return column.cast(pyarrow.timestamp(kind.unit)).cast(pyarrow.string()) if types.is_timestamp(kind) else column
