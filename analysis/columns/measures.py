"""The counts of all articles in memory: two columns per measure, read from the store on first use."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from analysis.columns.counts import Floats, Integers, columns
from analysis.store import Store

#: measures read from the store together; the columns of a batch are uncompressed while it is read
BATCH = 12
#: stands for a missing value in a column of small whole numbers
MISSING = np.iinfo(np.uint16).max

_Column = npt.NDArray[np.uint16] | npt.NDArray[np.floating]


class CountColumns:
    """The counts and denominators of a fixed number of articles.

    Most are small whole numbers, stored in two bytes, and measures with the same denominator share one column: a
    measure of a million articles takes 2 to 16 MB.

    ``check`` is called with the ``order_digest`` of the store whenever measures are read, and raises if it has changed.
    """

    def __init__(self, store: Store, articles: int, check: Callable[[int], None]) -> None:
        self._store = store
        self._articles = articles
        self._check = check
        self._columns: dict[str, _Column] = {}

    def load(self, measures: Sequence[str]) -> None:
        """Read the measures that are not in memory yet. Raises ``StoreProblem`` if the store cannot be read."""
        missing = [key for key in measures if columns(key)[0] not in self._columns]
        for keys in (missing[start : start + BATCH] for start in range(0, len(missing), BATCH)):
            numbers = np.full((len(keys), 2, self._articles), np.nan)
            with self._store.charts.counts(keys) as (batches, digest):
                self._check(digest)
                for batch in batches:
                    position, measure, *sides = (column.to_numpy() for column in batch)
                    for side, values in enumerate(sides):
                        numbers[measure, side, position] = values
            for key, pair in zip(keys, numbers, strict=True):
                for name, column in zip(columns(key), pair, strict=True):
                    self._columns[name] = self._shared(_compact(column))

    def at(self, measures: Sequence[str], rows: Integers) -> dict[str, Floats]:
        """Return the columns of loaded measures for the articles at these positions."""
        return {name: _expanded(self._columns[name][rows]) for key in measures for name in columns(key)}

    def _shared(self, column: _Column) -> _Column:
        """Return the equal column of another measure if there is one, else the column itself."""
        same_type = (other for other in self._columns.values() if other.dtype == column.dtype)
        floats = column.dtype != np.uint16
        return next((other for other in same_type if np.array_equal(other, column, equal_nan=floats)), column)


def _compact(column: Floats) -> _Column:
    """Return a copy of the numbers in 16 or 32 bits if these represent them exactly, else in 64."""
    missing = np.isnan(column)
    if np.all(missing | ((column >= 0) & (column < MISSING) & (column == np.floor(column)))):
        return np.where(missing, MISSING, column).astype(np.uint16)
    small = column.astype(np.float32)
    return small if np.array_equal(small, column, equal_nan=True) else column.copy()


def _expanded(column: _Column) -> Floats:
    """Return the numbers of ``_compact`` as floats, missing ones as NaN."""
    expanded = column.astype(np.float64)
    if column.dtype == np.uint16:
        expanded[column == MISSING] = np.nan
    return expanded
