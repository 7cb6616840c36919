"""Queries for several articles and for charts return exactly the requested ones."""

from __future__ import annotations

from analysis.store import Store
from analysis.store.filter import EVERYTHING


def test_several_scored_articles_equal_those_read_one_by_one(demo_store: Store) -> None:
    ids = demo_store.ids()[9:2:-1]
    assert demo_store.scored_articles([*ids, "of no article"]) == [demo_store.scored(one) for one in ids]
    assert demo_store.scored("of no article") is None


def test_tone_towards_names_is_limited_to_the_given_outlets(demo_store: Store) -> None:
    """The names are those in most articles of the selection, whichever outlets are shown."""
    every = demo_store.charts.toward(EVERYTHING, 6, demo_store.charts.catalogue()["outlet"].unique().tolist())
    one = demo_store.charts.toward(EVERYTHING, 6, ["The Open Page"])
    assert len(every["person"].cat.categories) == 6
    assert one["person"].cat.categories.tolist() == every["person"].cat.categories.tolist()
    articles = every.groupby("person", observed=False)["id"].nunique()
    assert articles.tolist() == sorted(articles, reverse=True)
    assert sorted(one["id"]) == sorted(every.loc[every["outlet"] == "The Open Page", "id"])
    assert 0 < len(one) < len(every)
