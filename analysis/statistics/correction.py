"""Many tests at once."""

from __future__ import annotations

import numpy as np

from analysis.columns.counts import Floats


def benjamini_hochberg(p: Floats) -> Floats:
    """The q-values of p-values: among the outlets with q below 0.05, at most 5 % are expected to be false finds.

    Benjamini & Hochberg 1995, *Controlling the false discovery rate*. NaN (no test was made) stays NaN and does
    not count as a test.
    """
    q = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(-p[tested], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    q[order] = np.minimum(1.0, np.minimum.accumulate(p[order] * len(order) / ranks))
    return q
