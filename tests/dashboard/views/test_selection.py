"""The reader's choice: days put right, and said in words."""

import datetime as dt

import pandas as pd

from dashboard.views.formatting import day, topic_name
from dashboard.views.selection import Corpus, build_filters, corpus_of, describe

FIRST, LAST = dt.date(2025, 1, 14), dt.date(2025, 6, 19)
CORPUS = Corpus(("A", "B"), ("politics",), 80, 1, FIRST, LAST)


def test_all_days_ask_for_no_day_so_that_undated_articles_stay_in() -> None:
    filters = build_filters(CORPUS, (), (), (FIRST, LAST), 0)
    assert (filters.first, filters.last) == (None, None)


def test_a_half_chosen_range_runs_to_the_end_and_a_reversed_one_is_turned() -> None:
    start = dt.date(2025, 3, 1)
    assert build_filters(CORPUS, (), (), (start,), 0).last == LAST
    turned = build_filters(CORPUS, (), (), (dt.date(2025, 4, 1), start), 0)
    assert (turned.first, turned.last) == (start, dt.date(2025, 4, 1))


def test_the_selection_is_said_in_one_line() -> None:
    filters = build_filters(CORPUS, ("A",), (), (dt.date(2025, 3, 1), dt.date(2025, 3, 31)), 300)
    said = describe(filters, CORPUS, 1)
    assert said == "A · all topics · 1 Mar 2025 – 31 Mar 2025 · at least 300 words · 1 article"


def test_an_empty_catalogue_is_an_empty_corpus() -> None:
    empty = pd.DataFrame(columns=["outlet", "topic", "articles", "undated", "first", "last"])
    assert corpus_of(empty) == Corpus((), (), 0, 0, None, None)


def test_names_for_readers() -> None:
    assert topic_name("us_house") == "US house"
    assert topic_name("") == "(no topic)"
    assert day(FIRST) == "14 Jan 2025"
