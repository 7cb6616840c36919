"""Who wrote first: first articles, days ahead, and what chance gives."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.firsts import _chances, _poisson_binomial, first_articles, who_was_first
from benchmarks.accuracy.firsts import Case, measure

DAY = pd.Timestamp(2026, 3, 1)


def corpus(*stories: dict[str, list[int]]) -> pd.DataFrame:
    """Stories: outlet -> the days of its articles."""
    rows = [
        (f"{story}-{outlet}-{k}", outlet, story, DAY + pd.Timedelta(days=day), 1.0)
        for story, days_of in enumerate(stories)
        for outlet, days in days_of.items()
        for k, day in enumerate(days)
    ]
    return pd.DataFrame(rows, columns=["id", "outlet", "story", "published", "count"])


def test_first_days_are_counted_from_the_first_article_of_all() -> None:
    frame = corpus({"Ledger": [3, 5], "Courier": [1]}, {"Wire": [0], "Courier": [0]})
    frame.loc[frame["outlet"] == "Wire", "count"] = 0.0
    frame.loc[(frame["outlet"] == "Courier") & (frame["story"] == 1), "count"] = 0.0
    table = first_articles(frame)
    assert table["outlet"].tolist() == ["Courier", "Ledger"]
    assert table["days_later"].tolist() == [0, 2]
    assert table["found"].tolist() == [1, 2]
    assert table["articles"].tolist() == [2, 2]
    assert table["since"].tolist() == [dt.date(2026, 3, 1), dt.date(2026, 3, 4)]


def test_a_first_day_can_be_shared_and_days_ahead_are_those_of_one_alone() -> None:
    firsts = who_was_first(corpus(
        {"Ledger": [0, 0], "Courier": [2], "Wire": [5]},
        {"Ledger": [1], "Courier": [1], "Wire": [4]},
        {"Ledger": [7], "Courier": [3]},
        {"Ledger": [2], "Courier": [2]},
        {"Wire": [1, 3]},
    ))  # fmt: skip
    assert (firsts.stories, firsts.same_day, firsts.undated) == (3, 1, 0)
    table = firsts.outlets.set_index("outlet")
    assert table.loc["Ledger", ["stories", "first", "alone", "leads", "followed"]].tolist() == [3, 2, 1, 1, 1]
    assert table.loc["Ledger", ["lead", "behind"]].tolist() == [2, 4]
    assert table.loc["Courier", ["first", "alone", "lead", "behind"]].tolist() == [2, 1, 4, 2]
    assert table.loc["Wire", ["first", "stories", "behind"]].tolist() == [0, 2, 4]
    assert table["p"].isna().all()  # too few stories for a test


def test_undated_articles_and_those_without_an_outlet_or_a_story_are_left_out() -> None:
    frame = corpus({"Ledger": [0], "Courier": [2]}, {"": [0], "Courier": [2]})
    frame.loc[frame["outlet"] == "Ledger", "published"] = pd.NaT
    firsts = who_was_first(frame)
    assert (firsts.stories, firsts.undated) == (0, 1)
    assert firsts.outlets.empty
    assert who_was_first(frame.iloc[:0]).outlets.empty


@pytest.mark.parametrize("own", [(1, 1), (1, 3), (1, 2, 1), (2, 2, 1), (3, 1, 1), (1, 1, 1, 2), (2, 1, 1, 3, 2)])
def test_chances_are_nearly_those_of_all_tables_with_the_same_totals(own: tuple[int, ...]) -> None:
    days = range(max(3, *own))
    tables: dict[tuple[int, ...], list[list[bool]]] = defaultdict(list)
    for table in product(*(list(combinations(days, size)) for size in own)):
        totals = tuple(sum(day in row for row in table) for day in days)
        if min(totals):
            tables[totals].append([0 in row for row in table])
    for totals, first in tables.items():
        chances = _chances(own, totals)
        assert chances == pytest.approx(np.mean(first, axis=0), abs=0.08)
        assert chances.sum() == pytest.approx(totals[0], abs=1e-4)


def test_an_outlet_that_writes_on_more_days_is_expected_to_be_first_more_often() -> None:
    assert _chances((1, 3), (1, 1, 1, 1)) == pytest.approx([0.25, 0.75], abs=1e-5)
    assert _chances((1, 3), (1, 1, 2)) == pytest.approx([0, 1])  # no other table has these totals
    assert _chances((2, 2, 2), (1, 3, 2)) == pytest.approx([1 / 3] * 3, abs=1e-5)


def test_the_distribution_by_chance_is_that_of_independent_draws() -> None:
    chances = np.array([0.5, 0.2, 0.2, 0.9])
    exact = np.zeros(5)
    for draws in product((0, 1), repeat=4):
        exact[sum(draws)] += np.prod([c if drawn else 1 - c for c, drawn in zip(chances, draws, strict=True)])
    assert _poisson_binomial(chances) == pytest.approx(exact)
    assert _poisson_binomial(np.full(2000, 0.3)).sum() == pytest.approx(1)


def test_an_outlet_that_is_always_first_is_told_from_chance() -> None:
    table = who_was_first(corpus(*({"Ledger": [0], "Courier": [1], "Wire": [2]} for _ in range(12)))).outlets
    first = table.iloc[0]
    assert (first["outlet"], first["first"], first["expected"]) == ("Ledger", 12, pytest.approx(4))
    assert first["expected_high"] < 12
    assert first["q"] < 0.001
    assert table.iloc[-1]["first"] == 0


def test_the_test_rarely_errs_where_days_are_chance() -> None:
    """A small version of the benchmark; ``docs/measurements/attention.md`` has the whole."""
    result = measure(Case("40 stories", 40), runs=60)
    assert result.below <= 0.06
    assert measure(Case("60 stories", 60, head_start=2 / 3), runs=20).found_p >= 0.5
