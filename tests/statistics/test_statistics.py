"""Pooled rates, differences of two outlets, and change over time, each with its interval."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analysis.columns.counts import as_measure, columns
from analysis.statistics import (
    ENOUGH_ARTICLES,
    benjamini_hochberg,
    compare_pair,
    estimate,
    matched_difference,
    outlets_and_others,
    rates,
    raw_difference,
    standardised_difference,
)
from analysis.statistics.contrasts import contrast
from analysis.statistics.trend import Change, search_period, too_vague, trend
from analysis.types import Measure

RATE = Measure("test.rate", "Rate", "cues per 1,000 words", 1000, "A rate.", "None.")
MEASURES = {RATE.key: RATE}


def articles(outlet: str, counts: list[float], words: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [f"{outlet}{k}" for k in range(len(counts))],
            "outlet": outlet,
            "count": counts,
            "denominator": words,
        }
    ).pipe(as_measure, RATE.key)


def test_a_rate_is_pooled_and_not_an_average_of_articles() -> None:
    frame = articles("A", [10.0, *[0.0] * 9], [1000.0, *[100.0] * 9])
    (row,) = estimate(frame, ["outlet"], MEASURES).itertuples()
    assert row.value == pytest.approx(1000 * 10 / 1900)
    assert (row.count, row.denominator, row.articles) == (10, 1900, 10)
    assert row.low <= row.value <= row.high


def test_too_few_articles_give_no_number() -> None:
    few = articles("few", [1.0] * (ENOUGH_ARTICLES - 1), [100.0] * (ENOUGH_ARTICLES - 1))
    table = estimate(pd.concat([few, articles("enough", [1.0] * 12, [100.0] * 12)]), ["outlet"], MEASURES)
    by_outlet = table.set_index("outlet")
    assert by_outlet.loc["few", ["value", "low", "high"]].isna().all()
    assert by_outlet.loc["few", "articles"] == ENOUGH_ARTICLES - 1
    assert by_outlet.loc["enough", "value"] == pytest.approx(10)


def test_articles_without_the_measure_do_not_count() -> None:
    frame = articles("A", [1.0] * 12, [100.0] * 9 + [0.0] * 3)
    (row,) = estimate(frame, ["outlet"], MEASURES).itertuples()
    assert row.articles == 9
    assert np.isnan(row.value)


def test_the_same_articles_give_the_same_interval_in_any_order_of_outlets() -> None:
    random = np.random.default_rng(1)
    a = articles("A", list(random.poisson(3, 40).astype(float)), [300.0] * 40)
    b = articles("B", list(random.poisson(5, 40).astype(float)), [300.0] * 40)
    first = estimate(pd.concat([a, b]), ["outlet"], MEASURES).set_index("outlet")
    second = estimate(pd.concat([b, a]), ["outlet"], MEASURES).set_index("outlet")
    pd.testing.assert_frame_equal(first.sort_index(), second.sort_index())


@pytest.mark.parametrize("size", [12, 60])
def test_intervals_have_their_nominal_coverage(size: int) -> None:
    random = np.random.default_rng(7)
    held, runs = 0, 120
    for _ in range(runs):
        words = random.integers(200, 900, size).astype(float)
        personal = random.gamma(4, 0.25, size)  # articles differ from each other: more variance than Poisson
        counts = random.poisson(0.01 * words * personal).astype(float)
        (row,) = estimate(articles("A", list(counts), list(words)), ["outlet"], MEASURES).itertuples()
        held += row.low <= 10 <= row.high
    assert 0.91 <= held / runs <= 0.98, held / runs


@pytest.mark.parametrize(("articles_each", "tables_made"), [(600, 12), (2_400, 8)])  # equal parts, parts by hash
def test_many_articles_drawn_in_parts_give_nearly_the_interval_of_all(
    articles_each: int, tables_made: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.statistics.bootstrap.MAX_PARTS", 200)
    monkeypatch.setattr("analysis.statistics.pairs.contrast", contrast.__wrapped__)  # type: ignore[attr-defined]
    random = np.random.default_rng(3)
    tables = []
    for _ in range(tables_made):
        words = random.integers(200, 900, articles_each).astype(float)
        counts = random.poisson(0.005 * words * random.gamma(2, 0.5, articles_each)).astype(float)
        tables.append(articles("A", list(counts), list(words)))

    def found(table: pd.DataFrame) -> list[float]:
        (rate,) = estimate(table, ["outlet"], MEASURES).itertuples()
        apart = raw_difference(table.assign(outlet=["A", "B"] * (len(table) // 2)), RATE, "A", "B")
        return [rate.value, rate.low, rate.high, apart.value, apart.low, apart.high]  # type: ignore[list-item]

    in_parts = np.array([found(table) for table in tables])
    monkeypatch.setattr("analysis.statistics.bootstrap.MAX_PARTS", articles_each)
    one_by_one = np.array([found(table) for table in tables])
    assert in_parts[:, [0, 3]] == pytest.approx(one_by_one[:, [0, 3]], rel=1e-9)
    for low, high in ((1, 2), (4, 5)):
        lengths = [(each[:, high] - each[:, low]).mean() for each in (in_parts, one_by_one)]
        assert lengths[0] == pytest.approx(lengths[1], rel=0.05)


def test_a_difference_is_left_minus_right_with_its_interval() -> None:
    frame = pd.concat([articles("A", [6.0] * 20, [300.0] * 20), articles("B", [3.0] * 20, [300.0] * 20)])
    found = raw_difference(frame, RATE, "A", "B")
    assert (found.value, found.low, found.high) == pytest.approx((10, 10, 10))
    assert raw_difference(frame.head(24), RATE, "A", "B").value is None


def test_no_articles_give_an_empty_table() -> None:
    empty = articles("A", [], [])
    assert estimate(empty, ["outlet"], MEASURES).empty


def test_a_count_of_zero_has_an_upper_bound() -> None:
    (row,) = estimate(articles("A", [0.0] * 12, [500.0] * 12), ["outlet"], MEASURES).itertuples()
    assert (row.value, row.low) == (0, 0)
    assert row.high == pytest.approx(1000 * 2.512 / 6000, rel=1e-3)


def test_skewed_rates_have_a_longer_high_end() -> None:
    """Here t on the square-root scale with three degrees of freedom ends higher than the bootstrap and Jeffreys."""
    counts, words = [30.0, 9.0, *[0.0] * 13], [500.0] * 15
    (row,) = estimate(articles("A", counts, words), ["outlet"], MEASURES).itertuples()
    error = 1000 * np.std(counts, ddof=1) / 500 / np.sqrt(15)
    assert row.high >= (np.sqrt(row.value) + 3.182 * error / (2 * np.sqrt(row.value))) ** 2 - 1e-3


@pytest.mark.parametrize("size", [15, 30])
def test_the_longer_high_end_contains_more_truths_where_few_articles_have_most_cues(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(11)
    x = np.ceil(np.exp(random.normal(6.4, 0.6, (size, 1000))))
    y = random.poisson(0.006 * x * np.exp(random.normal(-0.5, 1, x.shape))).astype(float)

    def found() -> tuple[float, float]:
        _, low, high = rates._intervals(y, x, np.full(1000, 1000.0)).T
        return float(((low <= 6) & (high >= 6)).mean()), float((high - low).mean())

    held, length = found()
    monkeypatch.setattr(rates, "_skewed_high", lambda y, x, values, errors: np.full(len(values), np.nan))
    held_without, length_without = found()
    assert held >= 0.92
    assert held > held_without
    assert length < 1.1 * length_without


def test_an_interval_of_yes_or_no_per_article_or_of_values_below_zero_is_the_bootstraps() -> None:
    """The square-root scale is for counts: for these values it would only lengthen the interval."""
    answers, tones = [1.0, *[0.0] * 29], list(np.random.default_rng(5).normal(0.01, 0.05, 30))
    y, x = np.column_stack([answers, tones, answers]), np.column_stack([np.ones(30), np.ones(30), np.full(30, 500.0)])
    high = rates._skewed_high(y, x, y.sum(axis=0) / x.sum(axis=0), np.full(3, 0.01))
    assert np.isnan(high).tolist() == [True, True, False]


def test_weights_multiply_counts_and_denominators() -> None:
    frame = articles("A", [2.0] * 10 + [8.0] * 2, [100.0] * 12).assign(weight=[1.0] * 10 + [0.5] * 2)
    (row,) = estimate(frame, ["outlet"], MEASURES).itertuples()
    assert row.value == pytest.approx(1000 * 28 / 1100)
    assert (row.count, row.denominator) == (28, 1100)


def test_articles_of_one_story_are_resampled_together() -> None:
    random = np.random.default_rng(4)
    level = np.repeat(random.gamma(2, 0.5, 12), 5)
    frame = articles("A", list(random.poisson(6 * level).astype(float)), [600.0] * 60)
    (apart,) = estimate(frame, ["outlet"], MEASURES).itertuples()
    (together,) = estimate(frame.assign(story=np.repeat(np.arange(12), 5)), ["outlet"], MEASURES).itertuples()
    assert together.value == pytest.approx(apart.value)
    assert together.high - together.low > 1.3 * (apart.high - apart.low)
    few = frame.assign(story=np.repeat(np.arange(4), 15))
    assert estimate(few, ["outlet"], MEASURES)["low"].isna().all()


def count_row(outlet: str, story: int, topic: str, count: float, words: float = 500.0) -> dict[str, object]:
    return {
        "id": f"{outlet}{story}{topic}", "outlet": outlet, "story": f"s{story}", "topic": topic,
        **dict(zip(columns(RATE.key), (count, words), strict=True)),
    }  # fmt: skip


def stories(left_counts: list[float], right_counts: list[float], topic: str = "harbour") -> list[dict[str, object]]:
    pairs = zip(left_counts, right_counts, strict=True)
    return [count_row(o, k, topic, c) for k, both in enumerate(pairs) for o, c in zip("AB", both, strict=True)]


def noisy(mean: float, size: int, seed: int) -> list[float]:
    return list(np.random.default_rng(seed).poisson(mean, size).astype(float))


def test_a_matched_difference_is_the_mean_over_shared_stories() -> None:
    shared = stories([6.0, 4.0, 5.0, 7.0, 3.0], [1.0, 2.0, 3.0, 4.0, 5.0])
    frame = pd.DataFrame([*shared, count_row("A", 99, "x", 50.0)])
    found = matched_difference(frame, RATE, "A", "B")
    assert found.value == pytest.approx(1000 * (5 + 2 + 2 + 3 - 2) / 5 / 500)
    assert (found.clusters, found.articles) == (5, (5, 5))
    other_way = matched_difference(frame, RATE, "B", "A")
    assert other_way.value == pytest.approx(-found.value)
    assert matched_difference(frame[frame["story"] != "s0"], RATE, "A", "B").note == "too few shared stories"
    assert matched_difference(frame.drop(columns="story"), RATE, "A", "B").value is None


def test_an_outlet_is_compared_with_the_mean_of_the_others() -> None:
    rows = stories([6.0] * 6, [2.0] * 6) + [count_row("C", k, "harbour", 4.0) for k in range(6)]
    table = outlets_and_others(pd.DataFrame([*rows, count_row("alone", 99, "x", 9.0)]), RATE).set_index("outlet")
    assert table.loc["A", "value"] == pytest.approx(1000 * (6 - 3) / 500)
    assert table["stories"].tolist() == table["articles"].tolist() == [6, 6, 6, 0]
    assert np.isnan(table.loc["alone", "value"])
    assert (table["q"] >= table["p"])[:3].all()
    assert compare_pair(pd.DataFrame(rows), RATE, "A", "nobody").raw.note == "too few articles"


def topical() -> pd.DataFrame:
    """A mostly covers a topic with a high rate, B mostly one with a low rate; on each topic their rates are equal."""
    rows = []
    for outlet, sizes in (("A", (40, 10)), ("B", (10, 40))):
        for topic, size, mean in zip(("storms", "music"), sizes, (12.0, 3.0), strict=True):
            counts = noisy(mean, size, len(rows))
            rows += [count_row(outlet, 1000 * ord(outlet) + len(rows) + k, topic, c) for k, c in enumerate(counts)]
    return pd.DataFrame(rows)


def test_standardisation_removes_a_difference_due_to_topics() -> None:
    pair = compare_pair(topical(), RATE, "A", "B")
    assert pair.raw.sign == 1
    assert pair.standardised.sign == 0
    assert pair.standardised.covered == pytest.approx(1)
    assert pair.matched.value is None


def test_standardisation_reports_how_much_of_the_corpus_it_covers() -> None:
    elsewhere = pd.DataFrame([count_row("C", 5000 + k, "sport", 3.0) for k in range(150)])
    found = standardised_difference(pd.concat([topical(), elsewhere]), RATE, "A", "B")
    assert found.value is None
    assert found.covered == pytest.approx(0.4)
    assert "40 %" in found.note


def test_q_values_are_those_of_benjamini_and_hochberg_and_a_missing_test_does_not_count() -> None:
    """Four tests: 4 × 0.01, then 4/3 × 0.04 for both 0.03 and 0.04 (4/2 × 0.03 is larger), and 0.5 itself."""
    p = np.array([0.01, 0.04, np.nan, 0.03, 0.5])
    assert benjamini_hochberg(p) == pytest.approx(np.array([0.04, 0.16 / 3, np.nan, 0.16 / 3, 0.5]), nan_ok=True)
    assert benjamini_hochberg(np.array([1.0 + 1e-12])) == [1.0]
    assert np.isnan(benjamini_hochberg(np.array([np.nan]))).all()
    assert len(benjamini_hochberg(np.array([]))) == 0


def test_false_positives_are_rare_and_a_large_difference_is_mostly_found() -> None:
    random = np.random.default_rng(9)

    def found(times: float) -> float:
        hits = 0
        for _ in range(40):
            story = random.gamma(4, 0.25, 15)
            left = random.poisson(4 * story * times * random.gamma(4, 0.25, 15)).astype(float)
            right = random.poisson(4 * story * random.gamma(4, 0.25, 15)).astype(float)
            hits += matched_difference(pd.DataFrame(stories(list(left), list(right))), RATE, "A", "B").sign != 0
        return hits / 40

    assert found(1.0) <= 0.1
    assert found(2.5) >= 0.7


def dated(level: list[float], seed: int = 2) -> pd.DataFrame:
    """Four articles a week, with the given mean count for each week."""
    random = np.random.default_rng(seed)
    rows = [
        count_row("A", 4 * week + k, "harbour", float(random.poisson(mean)))
        | {"published": pd.Timestamp("2025-01-06") + pd.Timedelta(days=7 * week + k)}
        for week, mean in enumerate(level)
        for k in range(4)
    ]
    return pd.DataFrame(rows)


def test_a_change_is_found_at_its_date_with_its_interval() -> None:
    found = trend(dated([4.0] * 15 + [9.0] * 15), RATE, "week")
    (change,) = found.changes
    truth = dt.date(2025, 1, 6) + dt.timedelta(weeks=15)
    assert change.earliest <= truth <= change.latest
    assert abs((change.date - truth).days) <= 14
    assert 0 < change.low < change.size < change.high
    assert change.size == pytest.approx(change.after - change.before)


def test_a_change_whose_date_may_be_in_half_of_all_days_is_not_announced() -> None:
    first, last = dt.date(2025, 1, 1), dt.date(2025, 4, 11)  # 100 days
    for days, vague in ((49, False), (50, True), (90, True)):
        change = Change(first, first, first + dt.timedelta(days=days), 4.0, 5.0, 1.0, 0.5, 1.5)
        assert too_vague(change, first, last) == vague
    found = [trend(dated([4.0] * 7 + [5.5] * 7, seed), RATE) for seed in range(12)]
    weeks = 7 * 13
    assert all((c.latest - c.earliest).days < weeks / 2 for one in found for c in one.changes)
    assert sum(one.undated for one in found) > 0


def test_without_a_change_none_is_found_and_too_few_articles_have_no_trend() -> None:
    found = sum(bool(trend(dated([4.0] * 20, seed), RATE).changes) for seed in range(40))
    assert found <= 6
    assert "too few articles" in trend(dated([4.0] * 4), RATE).note
    on_few_stories = dated([4.0] * 6).assign(story=[f"s{k % 6}" for k in range(24)])
    assert trend(on_few_stories, RATE).note == "too few stories (6 of 20 needed)"
    assert "too few weeks" in trend(dated([4.0] * 6), RATE).note


@pytest.mark.parametrize(
    ("years", "period"), [(0, "week"), (7, "week"), (9, "month"), (32, "month"), (34, "quarter"), (230, "quarter")]
)
def test_longer_time_spans_are_searched_by_longer_periods(years: int, period: str) -> None:
    """Because the time of the search grows with the square of the number of periods."""
    first = pd.Timestamp("1800-01-05")
    dates = pd.Series([pd.NaT, first, first + pd.Timedelta(days=365 * years)])
    assert search_period(dates) == period
    assert search_period(dates[:1]) == "week"


def test_a_steady_rise_is_a_slope() -> None:
    slope = trend(dated([3 + 0.2 * week for week in range(30)]), RATE).slope
    assert slope is not None
    assert slope.p < 0.01
    assert slope.low < 1000 * 0.2 / 500 * 52.18 < slope.high


def test_changes_in_many_clusters_are_found_from_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.statistics.trend.MAX_LINES", 500)
    frame = pd.concat([dated([4.0] * 15 + [6.0] * 15, seed) for seed in range(6)], ignore_index=True)
    frame["story"] = frame["id"] = np.arange(len(frame))
    in_parts = trend(frame, RATE)
    monkeypatch.setattr("analysis.statistics.trend.MAX_LINES", len(frame))
    one_by_one = trend(frame, RATE)
    (change,), (other,) = in_parts.changes, one_by_one.changes
    assert (in_parts.clusters, change.date) == (one_by_one.clusters, other.date)
    assert change.size == pytest.approx(other.size)
    assert change.high - change.low == pytest.approx(other.high - other.low, rel=0.2)
    assert in_parts.slope is not None
    assert one_by_one.slope is not None
    assert in_parts.slope.value == pytest.approx(one_by_one.slope.value)
