"""What queries share: rows, columns and data frames of one, conditions, and the base of a store's parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.store.filter import Filters
from analysis.store.schema import CARRIED

if TYPE_CHECKING:
    from analysis.store.file import StoreFile


def column(connection: duckdb.DuckDBPyConnection, query: str, parameters: object) -> list[str]:
    """The first column of what a query finds."""
    return [row[0] for row in connection.execute(query, parameters).fetchall()]


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of the store's tables."""
    return column(connection, "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()", [])


def among(table: str, key: str, values: str = "?") -> str:
    """The condition that a row's ``key`` is one of the ``values`` given.

    Rows are found by that column alone, so that of long ones, texts above all, only those beside a match are read.
    """
    return f"rowid IN (SELECT rowid FROM {table} WHERE {key} IN (SELECT unnest({values}::VARCHAR[])))"


def single(connection: duckdb.DuckDBPyConnection, query: str, parameters: object = None) -> int:
    """The one whole number that a query gives."""
    [(number,)] = connection.execute(query, parameters).fetchall()
    return int(number)


def dictionaries(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[Any]) -> list[dict[str, Any]]:
    """The rows of a query, each as a dictionary by column."""
    found = connection.execute(query, parameters)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def frame_of(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    parameters: Mapping[str, Any] | None = None,
    categories: bool = False,
) -> pd.DataFrame:
    """What a query finds; its strings are Arrow's, or ``categories``."""
    found = connection.sql(query, params=dict(parameters or {})).to_arrow_table().combine_chunks()
    strings = {} if categories else {pa.string(): pd.StringDtype(na_value=np.nan)}
    frame: pd.DataFrame = found.to_pandas(
        types_mapper=strings.get, date_as_object=False, strings_to_categorical=categories
    )
    del found
    pa.default_memory_pool().release_unused()  # which Arrow would keep for later
    return frame


class StorePart:
    """A part of a store: the queries on one subject. Raises ``StoreProblem`` where the file cannot be used."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def _frame(self, query: str, parameters: object = None) -> pd.DataFrame:
        with self._file.reading() as connection:
            return connection.execute(query, parameters).df()

    def _columns(self, query: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The same for many rows: strings stay in Arrow’s memory."""
        with self._file.reading() as connection:
            return frame_of(connection, query, parameters)

    def _select(self, query: str, filters: Filters, **more: Any) -> pd.DataFrame:
        parameters: dict[str, Any] = {
            "outlets": list(filters.outlets) or None,
            "topics": list(filters.topics) or None,
            "first": filters.first,
            "last": filters.last,
            "words": filters.min_words,
            "wire": filters.wire,
            "carried": CARRIED,
        }
        with self._file.reading() as connection:
            return frame_of(connection, query, parameters | more)
