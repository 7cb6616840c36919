"""What was counted in every article, in memory: two columns a measure, read when the measure is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from analysis.columns.counts import Floats, Integers, columns
from analysis.store import Store

#: so many measures are read from the store at once: all at once would need the memory of all
AT_ONCE = 12
#: stands in a column of small whole numbers for an article without the measure
MISSING = np.iinfo(np.uint16).max

_Column = npt.NDArray[np.uint16] | npt.NDArray[np.floating]


class CountColumns:
    """The counts of so many articles. Most are small whole numbers, and many measures have one denominator: of a
    million articles a measure takes 2 MB to 16.

    ``check`` is told the ``mark`` of the articles' order when a measure was read, and raises where it is another.
    """

    def __init__(self, store: Store, articles: int, check: Callable[[int], None]) -> None:
        self._store = store
        self._articles = articles
        self._check = check
        self._columns: dict[str, _Column] = {}

    def load(self, measures: Sequence[str]) -> None:
        """Read those of the measures that are not here. Raises ``StoreProblem`` where the store cannot be read."""
        missing = [key for key in measures if columns(key)[0] not in self._columns]
        for keys in (missing[at : at + AT_ONCE] for at in range(0, len(missing), AT_ONCE)):
            whole = np.full((len(keys), 2, self._articles), np.nan)
            with self._store.charts.counts(keys) as (batches, mark):
                self._check(mark)
                for batch in batches:
                    place, measure, *both = (column.to_numpy() for column in batch)
                    for side, numbers in enumerate(both):
                        whole[measure, side, place] = numbers
            for key, sides in zip(keys, whole, strict=True):
                for name, side in zip(columns(key), sides, strict=True):
                    self._columns[name] = self._kept(_small(side))

    def taken(self, measures: Sequence[str], rows: Integers) -> dict[str, Floats]:
        """The columns of these measures, which are here, for the articles at these places."""
        return {name: _whole(self._columns[name][rows]) for key in measures for name in columns(key)}

    def _kept(self, column: _Column) -> _Column:
        """The same column of another measure, where there is one."""
        alike = (kept for kept in self._columns.values() if kept.dtype == column.dtype)
        floats = column.dtype != np.uint16
        return next((kept for kept in alike if np.array_equal(kept, column, equal_nan=floats)), column)


def _small(column: Floats) -> _Column:
    """The same numbers, of their own memory, in a quarter or half of it where that holds them exactly."""
    missing = np.isnan(column)
    if np.all(missing | ((column >= 0) & (column < MISSING) & (column == np.floor(column)))):
        return np.where(missing, MISSING, column).astype(np.uint16)
    small = column.astype(np.float32)
    return small if np.array_equal(small, column, equal_nan=True) else column.copy()


def _whole(column: _Column) -> Floats:
    whole = column.astype(np.float64)
    if column.dtype == np.uint16:
        whole[column == MISSING] = np.nan
    return whole
