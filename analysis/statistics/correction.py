"""Correction of p-values for multiple testing."""

from __future__ import annotations

import numpy as np

from analysis.columns.counts import Floats


def benjamini_hochberg(p: Floats) -> Floats:
    """Return the q-values of p-values (Benjamini & Hochberg 1995, *Controlling the false discovery rate*).

    Of the results with q below 0.05, at most 5 % are expected to be false discoveries. NaN means that no test was made:
    it stays NaN and is not counted as a test.
    """
    tested = np.flatnonzero(~np.isnan(p))
    largest_first = tested[np.argsort(-p[tested], kind="stable")]
    number = len(tested)
    q = np.full(len(p), np.nan)
    at_rank = np.minimum(p[largest_first], 1.0) * (number / np.arange(number, 0, -1))  # sums of chances may exceed 1
    q[largest_first] = np.minimum.accumulate(at_rank)
    return np.asarray(np.minimum(q, 1.0))
