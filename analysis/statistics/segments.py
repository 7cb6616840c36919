"""The best split of a series into segments with a pooled rate each, found by ``ruptures`` (PELT)."""

from __future__ import annotations

import numpy as np
from ruptures import Pelt  # type: ignore[import-untyped]
from ruptures.base import BaseCost  # type: ignore[import-untyped]

from analysis.columns.counts import Floats


def segment_ends(signal: Floats, shortest: int, penalty: float) -> list[int]:
    """Return the first period of each new segment, and the number of periods as the last element.

    ``signal`` has a row for each period, its count and its denominator; no segment has fewer than ``shortest``.
    """
    found = Pelt(custom_cost=_PooledRate(shortest), min_size=shortest, jump=1).fit(signal).predict(pen=penalty)
    return [int(place) for place in found]


class _PooledRate(BaseCost):  # type: ignore[misc]
    """The cost of a segment: squared distances of its periods' rates from its pooled rate, weighted by denominator."""

    model = "pooled rate"

    def __init__(self, shortest: int) -> None:
        self.min_size = shortest

    def fit(self, signal: Floats) -> _PooledRate:
        """Set the counts and denominators of the periods; shape (periods, 2)."""
        self.signal = signal
        whole = np.column_stack([signal, signal[:, 0] ** 2 / signal[:, 1]])
        self.sums = np.vstack([np.zeros(3), np.cumsum(whole, axis=0)])
        return self

    def error(self, start: int, end: int) -> float:
        """Return the cost of the segment of periods ``[start, end)``."""
        y, x, squares = self.sums[end] - self.sums[start]
        return float(squares - y * y / x)
