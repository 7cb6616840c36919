"""Pairs of articles labelled by reading: how readers are compared, and how labels become figures."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter

import pytest

from analysis.types import Article
from benchmarks.accuracy.data import lines
from benchmarks.events import collect, draw, measure, verdicts

PAIRS = list(lines(draw.PAIRS))


def test_pairs_are_sealed_by_their_articles_and_every_pair_is_labelled() -> None:
    ids = [pair[side] for pair in PAIRS for side in ("one", "other")]
    assert len(set(ids)) == len(ids)
    assert Counter(pair["band"] for pair in PAIRS) == dict.fromkeys(range(len(draw.BANDS)), draw.OF_BAND)
    for pair in PAIRS:
        digest = hashlib.sha256(f"{pair['one']} {pair['other']}".encode()).digest()
        assert pair["sealed"] == (digest[0] % draw.SEALED == 0)
    assert [label["pair"] for label in lines(collect.LABELS)] == [pair["pair"] for pair in PAIRS]


def test_verdicts_are_ids_without_text() -> None:
    assert {tuple(row) for row in lines(verdicts.PURE)} == {("story", "articles", "pure")}
    rows = list(lines(verdicts.COPIES))
    assert len(rows) == 60
    assert {row["is"] for row in rows} == {"copy", "recycled", "statement", "furniture", "background"}


def test_kappa_is_one_for_the_same_answers_and_zero_for_chance() -> None:
    assert collect.kappa([(True, True), (False, False)]) == 1
    assert collect.kappa([(True, True), (True, False), (False, True), (False, False)]) == 0
    assert collect.kappa([]) == 1


def test_a_dispute_waits_for_the_third_reader() -> None:
    first, second = ({"pair": "E1", "same": same, "unclear": True} for same in (True, False))
    assert collect.settled_label(first, second, None) is None
    third = {"pair": "E1", "same": False, "unclear": False}
    assert collect.settled_label(first, second, third) == {
        "pair": "E1", "same": False, "unclear": True, "differ": True,
    }  # fmt: skip


def test_a_pair_stands_for_all_of_its_band() -> None:
    pairs = [
        {"one": "a", "other": "b", "band": 0, "of": 30, "same": True},
        {"one": "c", "other": "d", "band": 1, "of": 10, "same": True},
        {"one": "e", "other": "f", "band": 1, "of": 10, "same": False},
    ]
    story_of = {"a": "a", "b": "b", "c": "c", "d": "c", "e": "e", "f": "e"}
    precision, recall, f1 = measure.scores(pairs, story_of)
    assert (precision, recall) == (0.5, pytest.approx(5 / 35))
    assert f1 == pytest.approx(2 * 5 / (10 + 35))


def test_twins_are_nearly_the_same_headlines_of_two_outlets_within_a_day() -> None:
    title = "Harbour pilots reject dredger offer"
    first = Article("a", "Courier", title, "", dt.date(2025, 3, 1))
    second = Article("b", "Ledger", "Pilots reject dredger offer", "", dt.date(2025, 3, 2))
    later = Article("c", "Gazette", title, "", dt.date(2025, 3, 4))
    own = Article("d", "Courier", title, "", dt.date(2025, 3, 1))
    assert [{one.id, other.id} for one, other in measure.twins([first, second, later, own])] == [
        {"a", "b"}, {"d", "b"},
    ]  # fmt: skip
