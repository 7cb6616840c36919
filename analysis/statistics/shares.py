"""Intervals of shares."""

from __future__ import annotations

from math import sqrt

from scipy.special import ndtri  # type: ignore[import-untyped]

from analysis.statistics.bootstrap import CONFIDENCE


def wilson(counted: int, number: int) -> tuple[float, float]:
    """Return both ends, from 0 to 1, of the interval of the share ``counted`` of ``number`` (Wilson 1927).

    ``number`` is at least 1, its cases are independent, and the confidence is ``CONFIDENCE``.
    """
    share, z = counted / number, float(ndtri(0.5 + CONFIDENCE / 2))
    middle = (2 * number * share + z**2) / (2 * (number + z**2))
    half = z * sqrt(4 * number * share * (1 - share) + z**2) / (2 * (number + z**2))
    return (middle - half if counted else 0.0), (middle + half if counted < number else 1.0)
