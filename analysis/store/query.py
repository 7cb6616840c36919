"""Helpers for queries, and the base class of a store's parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.store.filter import Filters
from analysis.store.schema import COPY_SHARE

if TYPE_CHECKING:
    from analysis.store.file import StoreFile


def first_column(connection: duckdb.DuckDBPyConnection, query: str, parameters: object) -> list[str]:
    """Return the first column of a query's result."""
    return [row[0] for row in connection.execute(query, parameters).fetchall()]


def scalar(connection: duckdb.DuckDBPyConnection, query: str, parameters: object = None) -> int:
    """Return the result of a query that yields one whole number."""
    [(number,)] = connection.execute(query, parameters).fetchall()
    return int(number)


def dict_rows(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[Any]) -> list[dict[str, Any]]:
    """Return the rows of a query as dictionaries keyed by column."""
    found = connection.execute(query, parameters)
    names = [description[0] for description in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_frame(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    parameters: Mapping[str, Any] | None = None,
    categories: bool = False,
) -> pd.DataFrame:
    """Return the result of a query; its strings are stored by Arrow, or as ``categories``."""
    found = connection.sql(query, params=dict(parameters or {})).to_arrow_table().combine_chunks()
    strings = {} if categories else {pa.string(): pd.StringDtype(na_value=np.nan)}
    frame: pd.DataFrame = found.to_pandas(
        types_mapper=strings.get, date_as_object=False, strings_to_categorical=categories
    )
    del found
    pa.default_memory_pool().release_unused()  # otherwise Arrow keeps the memory for later use
    return frame


def table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the store's tables."""
    query = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
    return first_column(connection, query, [])


def key_in(table: str, key: str, values: str = "?") -> str:
    """Return the SQL condition that a row's ``key`` is one of the ``values``, a bound list of strings.

    The key column alone is searched first, so that of long columns, texts above all, only the blocks with a match are
    read.
    """
    return f"rowid IN (SELECT rowid FROM {table} WHERE {key} IN (SELECT unnest({values}::VARCHAR[])))"


class StorePart:
    """The queries of a store on one subject. Raises ``StoreProblem`` if the file cannot be used."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def _frame(self, query: str, parameters: object = None) -> pd.DataFrame:
        with self._file.reading() as connection:
            return connection.execute(query, parameters).df()

    def _large_frame(self, query: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Return the result of a query with many rows: its strings stay in Arrow's memory."""
        with self._file.reading() as connection:
            return read_frame(connection, query, parameters)

    def _select(self, query: str, filters: Filters, **more: Any) -> pd.DataFrame:
        """Return the result of a query that contains ``analysis.store.filter.WHERE``."""
        parameters: dict[str, Any] = {
            "outlets": list(filters.outlets) or None,
            "topics": list(filters.topics) or None,
            "topics_by": filters.topics_by,
            "kinds": list(filters.kinds) or None,
            "first": filters.first,
            "last": filters.last,
            "words": filters.min_words,
            "wire": filters.wire,
            "copy_share": COPY_SHARE,
        }
        with self._file.reading() as connection:
            return read_frame(connection, query, parameters | more)
