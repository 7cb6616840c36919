"""Fair comparison of outlets: pooled rates, matched and standardised differences, intervals and corrections.

These modules take counts and return numbers. ``docs/methods/statistics.md`` describes each method and how it performs
in simulations. Change over time is in ``analysis.statistics.trend``, distinctive words in
``analysis.statistics.distinctive``.
"""

from __future__ import annotations

from analysis.statistics.bootstrap import CONFIDENCE, DRAWS, ENOUGH_ARTICLES, ENOUGH_STORIES
from analysis.statistics.correction import benjamini_hochberg
from analysis.statistics.pairs import (
    Difference,
    Pair,
    compare_pair,
    matched_difference,
    outlets_and_others,
    raw_difference,
    standardised_difference,
)
from analysis.statistics.rates import estimate

__all__ = [
    "CONFIDENCE", "DRAWS", "ENOUGH_ARTICLES", "ENOUGH_STORIES", "Difference", "Pair", "benjamini_hochberg",
    "compare_pair", "estimate", "matched_difference",
    "outlets_and_others", "raw_difference", "standardised_difference",
]  # fmt: skip
