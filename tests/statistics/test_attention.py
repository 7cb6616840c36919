"""Attention to a subject by period: numbers, shares and their change."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.attention import ALL_OUTLETS, attention_by_period, attention_in_all, attention_trend


def corpus(found_of: dict[int, tuple[int, int]], outlet: str = "Ledger") -> pd.DataFrame:
    """Articles of 2025: month -> how many are on the subject, of how many."""
    rows = [
        (f"{outlet}-{month}-{k}", outlet, pd.Timestamp(2025, month, 1 + k % 28), float(k < found), 1.0, 1.0)
        for month, (found, size) in found_of.items()
        for k in range(size)
    ]
    return pd.DataFrame(rows, columns=["id", "outlet", "published", "count", "denominator", "weight"])


def test_numbers_shares_and_relative_shares() -> None:
    frame = pd.concat([corpus({1: (5, 20), 2: (15, 20)}), corpus({1: (0, 20)}, "Courier")], ignore_index=True)
    table = attention_by_period({"ferry": frame}, ["Ledger", "Courier"], "month").set_index(["outlet", "period"])
    january, february = dt.date(2025, 1, 1), dt.date(2025, 2, 1)
    assert table.loc[(ALL_OUTLETS, january), ["found", "articles"]].tolist() == [5, 40]
    assert table.loc[("Ledger", january), "share"] == 25
    assert table.loc[("Ledger", january), "relative"] == pytest.approx(50)  # of 20 of 40
    assert table.loc[("Ledger", february), "relative"] == pytest.approx(150)
    assert table.loc[("Courier", february), ["found", "articles"]].tolist() == [0, 0]
    assert np.isnan(table.loc[("Courier", february), "share"])
    assert np.isnan(table.loc[("Courier", january), "relative"])  # nothing is usual where nothing was found
    low, share, high = table.loc[("Ledger", january), ["share_low", "share", "share_high"]]
    assert 0 < low < share < high < 60
    assert table.loc[("Courier", january), "share_low"] == 0
    assert table.loc[("Courier", january), "share_high"] > 5


def test_a_copy_is_an_article_but_only_a_part_of_a_share() -> None:
    frame = corpus({1: (10, 20)})
    frame.loc[frame["count"] > 0, "weight"] = 0.5
    row = attention_by_period({"ferry": frame}, [], "month").iloc[0]
    assert (row["found"], row["articles"]) == (10, 20)
    assert row["share"] == pytest.approx(100 * 5 / 15)


def test_too_few_articles_have_a_number_but_no_share() -> None:
    table = attention_by_period({"ferry": corpus({1: (5, 9), 3: (5, 20)})}, [], "month")
    assert table["found"].tolist() == [5, 0, 5]
    assert table["articles"].tolist() == [9, 0, 20]
    assert table["share"].isna().tolist() == [True, True, False]


def test_undated_articles_count_in_the_whole_only() -> None:
    frame = corpus({1: (5, 20)})
    frame.loc[:3, "published"] = pd.NaT
    assert attention_in_all({"ferry": frame}, ["Ledger"])["found"].tolist() == [5, 5]
    assert attention_by_period({"ferry": frame}, [], "month")["articles"].sum() == 16
    assert attention_by_period({"ferry": frame.assign(published=pd.NaT)}, [], "month").empty


def test_several_subjects_cover_the_same_periods() -> None:
    first, second = corpus({1: (5, 20), 4: (2, 20)}), corpus({1: (0, 20), 4: (20, 20)})
    table = attention_by_period({"ferry": first, "harbour": second}, [], "month")
    assert table.groupby("subject", sort=False)["period"].apply(list).map(len).to_dict() == {"ferry": 4, "harbour": 4}


def test_a_jump_of_the_share_is_found_by_week() -> None:
    random = np.random.default_rng(5)
    days = pd.Timestamp(2025, 1, 6) + pd.to_timedelta(np.repeat(np.arange(30), 20) * 7, "D")
    chance = np.repeat(np.where(np.arange(30) < 15, 0.1, 0.5), 20)
    frame = pd.DataFrame({
        "id": [f"a{k}" for k in range(600)], "outlet": "Ledger", "published": days,
        "count": (random.random(600) < chance).astype(float), "denominator": 1.0,
    })  # fmt: skip
    trend = attention_trend(frame)
    assert (trend.period, trend.periods) == ("week", 30)
    [change] = trend.changes
    assert abs((change.date - dt.date(2025, 4, 21)).days) <= 7
    assert attention_trend(frame, "Ledger").changes == trend.changes
    assert attention_trend(frame.assign(count=random.permutation(frame["count"]))).changes == ()
