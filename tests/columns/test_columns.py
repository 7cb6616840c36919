"""Selections in memory equal those of the store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.columns.articles import ArticleColumns, StoreChanged
from analysis.columns.counts import TOPICS, by_topics, columns
from analysis.columns.measures import _compact, _expanded
from analysis.run.pipeline import score
from analysis.scorers import measures
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from analysis.types import Article

SELECTIONS = (
    EVERYTHING,
    Filters(wire="all"),
    Filters(wire="without"),
    Filters(outlets=("Meridian Wire", "The Open Page")),
    Filters(topics=("Transport", "Health and disease"), min_words=200),
    Filters(topics=("health",), topics_by="publisher"),
    Filters(topics=("nothing",)),
    Filters(first=dt.date(2025, 2, 1), last=dt.date(2025, 3, 31)),
    Filters(outlets=("nobody",)),
    Filters(kinds=("news",)),
    Filters(outlets=("The Open Page",), kinds=("opinion", "unknown")),
)


@pytest.fixture
def related(stores: dict[str, Path]) -> Store:
    """The demonstration articles, scored and related, for tests that change nothing."""
    return Store(stores["normal"])


def alike(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Assert that two tables are equal, except for the types of columns without values and tables without rows."""

    def plain(frame: pd.DataFrame) -> pd.DataFrame:
        named = {"id", "outlet", *frame.select_dtypes("category")}
        return frame.astype(dict.fromkeys(named, "str")).dropna(axis=1, how="all")

    one, other = plain(one), plain(other)
    pd.testing.assert_frame_equal(one, other, check_dtype=not one.empty)


@pytest.mark.parametrize("filters", SELECTIONS)
def test_memory_and_store_select_the_same_articles(related: Store, filters: Filters) -> None:
    memory = ArticleColumns(related)
    stored = related.charts.article_list(filters)
    found = memory.article_list(filters)
    topics = found[[name for name in TOPICS if name in found]]
    joined = ["; ".join(topic for topic in row if isinstance(topic, str)) for row in topics.astype(object).to_numpy()]
    assert joined == stored["topics"].fillna("").tolist()
    alike(stored.drop(columns=["title", "url", "kind", "topics"]), found.drop(columns=list(topics)))
    kinds = memory.kinds(filters).set_index(["outlet", "kind"])["articles"]
    assert kinds.to_dict() == stored.groupby(["outlet", "kind"]).size().to_dict()
    ids = set(stored["id"])
    some = stored["id"].iloc[::3].tolist()
    assert memory.article_list(filters, [*some, "of no article"])["id"].tolist() == some
    assert memory.contains(filters, related.charts.article_list(EVERYTHING)["id"]).sum() == len(ids)
    assert memory.contains(filters, pd.Series([*some, "of no article"])).tolist() == [True] * len(some) + [False]
    assert set(memory.ids(memory.sources(filters)["id"])) <= ids
    assert set(memory.ids(memory.measured(filters, list(measures()))["id"])) == ids
    assert memory.completeness(filters)["articles"] == len(ids)


@pytest.mark.parametrize("filters", SELECTIONS)
def test_flagged_articles_are_counted_among_the_selected(related: Store, filters: Filters) -> None:
    memory = ArticleColumns(related)
    flagged = pd.Series([*related.ids()[::3], "of no article"])
    found = memory.flagged(filters, flagged)
    assert memory.ids(found["id"]).tolist() == memory.ids(memory.selected(filters)["id"]).tolist()
    assert (found["count"] == memory.ids(found["id"]).isin(flagged)).all()
    assert set(found["denominator"]) <= {1}
    about = list(found.columns[:-2])
    assert about[-3:] == ["published", "story", "weight"]
    pd.testing.assert_frame_equal(found[about], memory.measured(filters, ["hedging"])[about])


@pytest.mark.parametrize("filters", [*SELECTIONS, Filters(outlets=("Meridian Wire", "Harbour 6 News"))])
def test_memory_and_store_have_the_same_stories(related: Store, filters: Filters) -> None:
    memory = ArticleColumns(related)
    stored = related.charts.stories(filters)
    for covered_by in (2, 3):
        found = memory.stories(filters, covered_by)
        names = ["story", "title", "first_day", "last_day", "articles", "topic", "selected", "selected_outlets"]
        expected = stored[stored["selected_outlets"] >= covered_by].reset_index(drop=True)
        pd.testing.assert_frame_equal(found[names].astype({"story": "str"}), expected[names], check_dtype=False)
        assert found["terms"].tolist() == [", ".join(terms) for terms in expected["terms"]]
        inside = memory.measured(filters, ["hedging"], found["story"].tolist())
        assert len(inside) == found["selected"].sum()
    several = related.charts.stories(EVERYTHING)
    several = several[several["outlets"].map(len) > 1]
    for column, pairs in (("outlets", memory.covering_outlets()), ("absent", memory.absent_outlets())):
        listed = several[["story", column]].explode(column).dropna()
        assert sorted(pairs.itertuples(index=False, name=None)) == sorted(listed.itertuples(index=False, name=None))


def test_an_article_is_in_each_of_its_topics_once_and_without_a_topic_in_none() -> None:
    frame = pd.DataFrame({"id": list("abc"), "topic": ["Ferry", None, "Dam"], "topic_2": ["Dam", None, None]})
    expected = [("a", "Ferry"), ("a", "Dam"), ("c", "Dam")]
    categories = frame.astype(dict.fromkeys(("topic", "topic_2"), pd.CategoricalDtype(["Fish", "Dam", "Ferry"])))
    for same in (frame, categories):
        assert list(by_topics(same).itertuples(index=False, name=None)) == expected
    assert list(by_topics(frame.drop(columns="topic_2"))["id"]) == ["a", "c"]
    assert by_topics(frame.assign(topic=None, topic_2=None)).empty


def test_attributions_of_many_articles_are_sampled(related: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is the same at each call and has all attributions of its articles; small selections are complete."""
    memory = ArticleColumns(related)
    every = {filters: memory.sources(filters) for filters in SELECTIONS}
    monkeypatch.setattr("analysis.columns.articles.SAMPLED_ARTICLES", 20)
    for filters, complete in every.items():
        found = ArticleColumns(related).sources(filters)
        selected = set(memory.selected(filters)["id"])
        sampled = set(found["id"])
        assert sampled <= selected
        if len(selected) <= 20:
            alike(found, complete)
        else:
            assert 10 < len(sampled) <= 20  # not every article attributes anything
            alike(found, complete[complete["id"].isin(sampled)].reset_index(drop=True))
        pd.testing.assert_frame_equal(ArticleColumns(related).sources(filters), found)


def test_measures_are_read_on_first_use(related: Store) -> None:
    memory = ArticleColumns(related)
    assert memory.measured(EVERYTHING, []).empty
    one = memory.measured(EVERYTHING, ["hedging"])
    both = memory.measured(EVERYTHING, ["loaded.outlet", "hedging"])
    alike(one, both[list(one.columns)])
    assert set(columns("loaded.outlet")) <= set(both.columns)


@given(
    st.lists(st.none() | st.integers(0, 70_000) | st.sampled_from([65_534, 65_535, 0.5, -1, 0.1, 1 / 3, 2.0**24 + 1]))
)
def test_small_columns_hold_the_same_numbers(values: list[float | None]) -> None:
    column = np.array([np.nan if value is None else value for value in values], float)
    np.testing.assert_array_equal(_expanded(_compact(column)), column)


def test_unscored_articles_are_listed_and_have_no_counts(tmp_path: Path) -> None:
    store = Store(tmp_path / "plain.duckdb")
    store.add([Article("a", None, "Rain", "It rained.")])
    memory = ArticleColumns(store)
    assert memory.article_list(EVERYTHING)["id"].tolist() == ["a"]
    assert memory.measured(EVERYTHING, ["hedging"]).empty
    assert memory.sources(EVERYTHING).empty
    assert memory.completeness(EVERYTHING)["outlet_stated"] == 0


def test_columns_of_a_changed_store_are_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.duckdb")
    store.add([Article("a", None, "Rain", "It rained.")])
    before = ArticleColumns(store)
    store.add([Article("b", None, "Sun", "The sun shone.")])
    with pytest.raises(StoreChanged, match="was changed while it was read"):
        before.measured(EVERYTHING, ["hedging"])
    with pytest.raises(StoreChanged, match="was changed while it was read"):
        before.sources(EVERYTHING)
    assert ArticleColumns(store).measured(EVERYTHING, ["hedging"]).empty
    before = ArticleColumns(store)
    store.add([Article("c", None, "Wind", "It may have blown.")])
    score(store, workers=1)
    with pytest.raises(StoreChanged, match="was changed while it was read"):
        before.measured(EVERYTHING, ["hedging"])  # of the third article too, which has no position
    assert len(ArticleColumns(store).measured(EVERYTHING, ["hedging"])) == 3


def test_headlines_are_found_by_id_and_by_words(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    titles = {"a": "Ferry talks fail", "b": "Talks about the FERRY’s fare", "c": None, "d": "100% _fair_: the 'ferry'"}
    store.add(
        [Article(at, None, title, f"Text of {at}.", url=f"https://x.example/{at}") for at, title in titles.items()]
    )
    found = store.charts.headlines(["d", "c", "nobody", "a", "a"])
    assert sorted(found["id"]) == ["a", "c", "d"]
    assert dict(zip(found["id"], found["url"], strict=True))["d"] == "https://x.example/d"
    for words, expected in (
        (["ferry"], "abd"), (["ferry", "talk"], "ab"), (["%"], "d"), (["_"], "d"), (["'"], "d"),
        (["Fail", "FERRY"], "a"), (["nothing"], ""), ([], "abcd"),
    ):  # fmt: skip
        assert "".join(sorted(store.charts.ids_by_title(words))) == expected, words
