"""What the parts of a store share: its file, and queries of a selection as data frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.store.file import StoreFile
from analysis.store.filter import Filters
from analysis.store.query import frame_of
from analysis.store.schema import CARRIED


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
