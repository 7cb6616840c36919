"""Topics, copies and stories of a whole store, and what the selection makes of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.pipeline import ingest, score
from analysis.relate import relate
from analysis.scorers import measures
from analysis.store import Store
from analysis.which import EVERYTHING

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "articles"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("related") / "s.duckdb")
    ingest(store, [SEEDS])
    score(store, workers=1)
    assert relate(store)
    return store


def test_nothing_is_done_twice(store: Store) -> None:
    assert not relate(store)


def test_new_articles_are_related(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    ingest(store, sorted(SEEDS.glob("01-*.txt")))
    assert relate(store)
    ingest(store, sorted(SEEDS.glob("02-*.txt")))
    assert relate(store)
    assert not relate(store)


def test_every_article_is_in_one_story_and_has_topics(store: Store) -> None:
    stories = store.stories(EVERYTHING)
    assert stories["articles"].sum() == len(store.ids())
    members = [article for story in stories["story"] for article in store.of_story(story)["id"]]
    assert sorted(members) == sorted(store.ids())
    assert all(1 <= len(store.topics_of(article)) <= 3 for article in store.ids()[:10])


def test_the_demonstration_stories_are_found(store: Store) -> None:
    """Twelve stories were written; most articles stand with the others of theirs."""
    stories = store.stories(EVERYTHING)
    assert 12 <= (stories["articles"] > 1).sum() <= 16
    assert stories["selected_outlets"].max() == 7


def test_copies_are_counted_once_each_or_left_out(store: Store) -> None:
    keys = ["hedging"]
    once, every, without = (
        store.measured(replace(EVERYTHING, wire=wire), keys)  # type: ignore[arg-type]
        for wire in ("once", "all", "without")
    )
    copies = once[once["weight"] < 1]
    assert len(copies) >= 4
    assert len(once) == len(every) == len(without) + len(copies)
    assert set(every["weight"]) == set(without["weight"]) == {1.0}
    # the carriers of one text add up to one article
    assert copies["weight"].sum() == pytest.approx(round(copies["weight"].sum()))


def test_measures_come_with_the_story_of_their_article(store: Store) -> None:
    found = store.measured(EVERYTHING, list(measures()))
    assert not found["story"].isna().any()
    assert set(found["story"]) == set(store.stories(EVERYTHING)["story"])
