"""Rows of several articles, and tables for charts, are those of the articles asked for."""

from __future__ import annotations

from analysis.store import Store
from analysis.store.filter import EVERYTHING


def test_several_scored_articles_are_what_each_is_alone(demo_store: Store) -> None:
    ids = demo_store.ids()[9:2:-1]
    assert demo_store.scored_articles([*ids, "of no article"]) == [demo_store.scored(one) for one in ids]
    assert demo_store.scored("of no article") is None


def test_tone_toward_names_is_that_of_the_outlets_asked_for(demo_store: Store) -> None:
    """The names are those that most articles of the selection hold, whoever is asked for."""
    every = demo_store.charts.toward(EVERYTHING, 6, demo_store.charts.catalogue()["outlet"].unique().tolist())
    one = demo_store.charts.toward(EVERYTHING, 6, ["The Open Page"])
    assert len(every["name"].cat.categories) == 6
    assert one["name"].cat.categories.tolist() == every["name"].cat.categories.tolist()
    held = every.groupby("name", observed=False)["id"].nunique()
    assert held.tolist() == sorted(held, reverse=True)
    assert sorted(one["id"]) == sorted(every.loc[every["outlet"] == "The Open Page", "id"])
    assert 0 < len(one) < len(every)
