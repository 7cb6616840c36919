"""The selection: ranges of days, and its description."""

import datetime as dt

import pandas as pd
import pytest

from dashboard.views.base import SHOWN_OUTLETS
from dashboard.views.formatting import day, topic_name
from dashboard.views.selection import KIND_CHOICES, Corpus, build_filters, corpus_of, default_kind, describe, with_kind

FIRST, LAST = dt.date(2025, 1, 14), dt.date(2025, 6, 19)
CORPUS = Corpus(("A", "B"), ("Elections",), ("politics",), 80, 1, FIRST, LAST)


def test_a_range_of_all_days_includes_undated_articles() -> None:
    filters = build_filters(CORPUS, (), (), (FIRST, LAST), 0)
    assert (filters.first, filters.last) == (None, None)


def test_a_range_without_an_end_runs_to_the_last_day_and_a_reversed_one_is_turned_around() -> None:
    start = dt.date(2025, 3, 1)
    assert build_filters(CORPUS, (), (), (start,), 0).last == LAST
    turned = build_filters(CORPUS, (), (), (dt.date(2025, 4, 1), start), 0)
    assert (turned.first, turned.last) == (start, dt.date(2025, 4, 1))


def test_the_selection_is_described_in_one_line() -> None:
    filters = build_filters(CORPUS, ("A",), (), (dt.date(2025, 3, 1), dt.date(2025, 3, 31)), 300)
    said = describe(filters, CORPUS, 1)
    assert said == "A · all topics · all kinds · 1 Mar 2025 – 31 Mar 2025 · at least 300 words · 1 article"


def test_chosen_outlets_without_articles_are_named_and_not_counted() -> None:
    filters = build_filters(CORPUS, ("A", "B", "C", "D", "E"), (), (), 0)
    said = describe(filters, CORPUS, 8, ["A", "E"])
    assert (
        said
        == "B, C, D · all topics · all kinds · 14 Jan 2025 – 19 Jun 2025 · 8 articles · A: no articles · E: no articles"
    )
    assert describe(filters, CORPUS, 8, ["A"]).startswith("4 outlets · ")


def test_the_kind_of_article_is_a_part_of_the_description() -> None:
    filters = build_filters(CORPUS, (), (), (), 0)
    said = {choice: describe(with_kind(filters, choice), CORPUS, 8).split(" · ")[2] for choice in KIND_CHOICES}
    assert said == {"news": "news only", "opinion": "opinion only", "all": "all kinds"}


def kinds(**outlets: dict[str, int]) -> pd.DataFrame:
    """The table of ``ArticleColumns.kinds``."""
    rows = [(outlet, kind, articles) for outlet, own in outlets.items() for kind, articles in own.items()]
    return pd.DataFrame(rows, columns=["outlet", "kind", "articles"])


def test_news_alone_is_the_default_where_every_outlet_compared_has_enough_of_it() -> None:
    found = kinds(A={"news": 10, "unknown": 5}, B={"news": 30, "opinion": 200})
    assert default_kind(found, ())[0] == default_kind(found, ("A", "B"))[0] == "news"


def test_an_outlet_with_too_little_news_makes_all_kinds_the_default_and_is_named() -> None:
    choice, why = default_kind(kinds(A={"news": 9, "opinion": 9}, B={"news": 30}), ("A", "B"))
    assert choice == "all"
    assert why == "A has fewer than 10 news reports, so news alone would leave too few."


def test_an_outlet_that_is_too_small_to_be_compared_does_not_count() -> None:
    found = kinds(A={"opinion": 9}, B={"news": 30})
    assert default_kind(found, ("A", "B"))[0] == "news"
    assert default_kind(kinds(A={"news": 9}), ())[0] == "all"


def test_a_columnist_counts_only_if_chosen() -> None:
    found = kinds(A={"opinion": 95, "news": 5}, B={"news": 30})
    assert default_kind(found, ())[0] == "news"
    assert default_kind(found, ("A", "B"))[0] == "all"


def test_an_outlet_beyond_those_drawn_counts_only_if_chosen() -> None:
    many = {f"A{number}": {"news": 30} for number in range(SHOWN_OUTLETS)}
    found = kinds(**many, B={"unknown": 20})
    assert default_kind(found, ())[0] == "news"
    assert default_kind(found, (*many, "B"))[0] == "all"


def test_news_is_no_default_where_most_kinds_are_unknown_or_nothing_is_selected() -> None:
    choice, why = default_kind(kinds(A={"news": 20, "unknown": 21}), ())
    assert (choice, why) == ("all", "Fewer than half of these articles have a known kind.")
    assert default_kind(kinds(), ())[0] == "all"


def test_an_empty_catalogue_is_an_empty_corpus() -> None:
    empty = pd.DataFrame(columns=["outlet", "label", "articles", "undated", "first", "last"])
    assert corpus_of(empty, ()) == Corpus((), (), (), 0, 0, None, None)


def test_names_for_readers() -> None:
    assert topic_name("") == "(no topic)"
    assert day(FIRST) == "14 Jan 2025"


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("white_house", "White House"), ("supreme_court", "Supreme Court"), ("us_senate", "US Senate"),
        ("us_house", "US House"), ("us_congress", "US Congress"), ("us_constitution", "US Constitution"),
        ("us_military", "US military"), ("republican_party", "Republican Party"), ("tea_party", "Tea Party"),
        ("democratic_party", "Democratic Party"), ("great_britain", "Great Britain"), ("china", "China"),
        ("russia", "Russia"), ("mexico", "Mexico"), ("middle_east", "Middle East"), ("north_korea", "North Korea"),
        ("israel", "Israel"), ("palestine", "Palestine"), ("asia", "Asia"), ("europe", "Europe"), ("africa", "Africa"),
        ("violence_in_america", "Violence in America"), ("justice_department", "Justice Department"),
        ("state_department", "State Department"), ("homeland_security", "Homeland Security"),
        ("social_security", "Social Security"), ("veterans_affairs", "Veterans Affairs"), ("treasury", "Treasury"),
        *((name, name.upper()) for name in ("epa", "fbi", "cia", "nsa", "dea", "fda", "nato", "eu", "uk", "isis")),
        ("lgbt_rights", "LGBT rights"), ("women's_issues", "Women's issues"), ("gun_control", "Gun control"),
        ("trade_with_china_and_the_eu", "Trade with China and the EU"), ("house_prices", "House prices"),
        ("senators", "Senators"), ("a_partyless_white_housekeeper", "A partyless white housekeeper"),
        ("Health and disease", "Health and disease"), ("Who pays us", "Who pays us"), ("iPhone_sales", "iPhone sales"),
    ],
)  # fmt: skip
def test_names_in_labels_have_capitals_and_what_has_capitals_stays(label: str, shown: str) -> None:
    assert topic_name(label) == shown


def test_whose_topics_is_part_of_the_selection_in_words() -> None:
    assert " · all topics · " in describe(build_filters(CORPUS, (), (), (), 0), CORPUS, 3)
    filters = build_filters(CORPUS, (), ("politics",), (), 0, topics_by="publisher")
    assert " · Politics (publishers’ labels) · " in describe(filters, CORPUS, 3)
    assert (CORPUS.topics_by("words"), CORPUS.topics_by("publisher")) == (("Elections",), ("politics",))
