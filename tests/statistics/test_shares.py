"""Intervals of shares and corrections of p-values, compared with those of scipy."""

import numpy as np
import pytest
from scipy.stats import binomtest, false_discovery_control

from analysis.statistics import CONFIDENCE, benjamini_hochberg
from analysis.statistics.shares import wilson


@pytest.mark.parametrize("number", [1, 2, 17, 100, 6720])
def test_intervals_of_shares_are_those_of_scipy(number: int) -> None:
    for counted in {0, 1, number // 3, number - 1, number}:
        expected = binomtest(counted, number).proportion_ci(CONFIDENCE, method="wilson")
        assert wilson(counted, number) == pytest.approx((expected.low, expected.high), rel=1e-14)


@pytest.mark.parametrize("number", [1, 2, 50])
def test_q_values_are_those_of_scipy_also_for_equal_p_values(number: int) -> None:
    chance = np.random.default_rng(number)
    for p in (chance.random(number), chance.random(number).round(1), np.ones(number)):
        np.testing.assert_array_equal(benjamini_hochberg(p), false_discovery_control(p))
