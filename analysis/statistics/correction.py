"""Correction of p-values for multiple testing."""

from __future__ import annotations

import numpy as np
from scipy.stats import false_discovery_control  # type: ignore[import-untyped]

from analysis.columns.counts import Floats


def benjamini_hochberg(p: Floats) -> Floats:
    """Return the q-values of p-values (Benjamini & Hochberg 1995, *Controlling the false discovery rate*).

    Of the results with q below 0.05, at most 5 % are expected to be false discoveries. NaN means that no test was made:
    it stays NaN and is not counted as a test.
    """
    tested = ~np.isnan(p)
    q = np.full(len(p), np.nan)
    q[tested] = false_discovery_control(np.minimum(p[tested], 1.0))  # sums of probabilities may exceed 1 by rounding
    return q
