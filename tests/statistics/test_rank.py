"""Rank correlation: SciPy's value, and intervals that contain the true value as often as they should."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from analysis.statistics.rank import rank_correlation


def made(articles: int, together: float, seed: int, a_story: int = 1) -> pd.DataFrame:
    """Articles in stories of ``a_story`` articles each, which resemble each other within a story."""
    random = np.random.default_rng(seed)
    story = np.arange(articles) // a_story
    shared = random.normal(size=(articles, 2))[story]
    noise = 0.5 * random.normal(size=(articles, 2)) + shared
    return pd.DataFrame({
        "id": [f"a{k}" for k in range(articles)], "story": [f"s{k}" for k in story],
        "value": noise[:, 0], "other": together * noise[:, 0] + (1 - together**2) ** 0.5 * noise[:, 1],
    })  # fmt: skip


@pytest.mark.parametrize("together", [-0.9, 0.0, 0.4])
def test_the_value_is_spearmans(together: float) -> None:
    pairs = made(300, together, 1)
    pairs["value"] = pairs["value"].round(1)  # with ties
    found = rank_correlation(pairs)
    assert found is not None
    assert found.value == pytest.approx(spearmanr(pairs["value"], pairs["other"]).statistic)
    assert found.low < found.value < found.high
    assert found.articles == 300


def test_a_text_in_two_articles_counts_once() -> None:
    pairs = made(200, 0.4, 2).drop(columns="story")
    twice = pd.concat([pairs, pairs.assign(id=pairs["id"] + "x")])
    story = [f"s{k}" for k in range(200)] * 2
    once, halves = rank_correlation(pairs), rank_correlation(twice.assign(weight=0.5, story=story))
    assert once is not None
    assert halves is not None
    assert halves.value == pytest.approx(once.value, abs=1e-9)
    assert halves.high - halves.low == pytest.approx(once.high - once.low, abs=0.02)


@pytest.mark.parametrize(("together", "truth"), [(0.0, 0.0), (0.4, 0.385)])
def test_the_interval_has_its_nominal_coverage(together: float, truth: float) -> None:
    """``truth`` is Spearman's correlation of two normally distributed measures: 6/π asin(r/2)."""
    covered = 0
    for seed in range(200):
        found = rank_correlation(made(120, together, seed, a_story=3))
        assert found is not None
        covered += found.low <= truth <= found.high
    assert 0.90 <= covered / 200 <= 0.99


def test_ranks_of_each_draw_give_the_same_interval() -> None:
    pairs = made(200, 0.4, 3)
    found = rank_correlation(pairs)
    assert found is not None
    random = np.random.default_rng(4)
    draws = []
    for _ in range(300):
        drawn = pairs.iloc[random.integers(0, len(pairs), len(pairs))]
        draws.append(spearmanr(drawn["value"], drawn["other"]).statistic)
    low, high = np.quantile(draws, [0.025, 0.975])
    assert (found.low, found.high) == (pytest.approx(low, abs=0.03), pytest.approx(high, abs=0.03))


def test_too_few_or_constant_have_no_correlation() -> None:
    assert rank_correlation(made(9, 0.4, 1)) is None
    assert rank_correlation(made(40, 0.4, 1, a_story=20)) is None
    assert rank_correlation(made(40, 0.4, 1).assign(other=1.0)) is None
