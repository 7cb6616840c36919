"""Topics, copies and stories of a whole store, and their effect on selections."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.corpus.stories import describe_stories, group_stories, in_order
from analysis.corpus.topics import OTHER, read_topics, topics_of
from analysis.run.pipeline import ingest, score
from analysis.run.relate import TOPICS, relate
from analysis.scorers import measures
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.store.relations import Relations
from analysis.types import Article
from tests.support.corpora import FIRST_STORIES


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("related") / "s.duckdb")
    ingest(store, FIRST_STORIES)
    score(store, workers=1)
    assert relate(store)
    return store


def test_nothing_is_done_twice(store: Store) -> None:
    assert not relate(store)


@pytest.fixture
def articles(store: Store) -> list[Article]:
    """The articles with a date, in the order of dates."""
    return [article for article in in_order(store.articles(store.ids())) if article.published]


def relations(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all stored topics, copies and stories, in no particular order."""
    with duckdb.connect(str(store.path), read_only=True) as connection:
        return {
            name: sorted(connection.sql(f"SELECT {columns} FROM {name}").fetchall(), key=repr)
            for name, columns in {
                "topics": "*", "copies": "*", "members": "*", "frequencies": "*", "samples": "*",
                "stories": "story, first_day, last_day, articles, outlets, topic, absent",
                "vectors": "article_id, story, day, term",
            }.items()
        }  # fmt: skip


def test_articles_added_in_batches_get_the_relations_of_articles_added_at_once(
    articles: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches are in the order of dates and use two processes; the first run is interrupted and then resumed."""
    parts, store = Store(tmp_path / "s.duckdb"), Store(tmp_path / "together.duckdb")
    store.add(articles)
    relate(store)
    for name, value in (("BATCH", 17), ("TASK", 5), ("WORTH_PROCESSES", 0)):
        monkeypatch.setattr(f"analysis.run.relate.{name}", value)
    for first in range(0, len(articles), 30):
        parts.add(articles[first : first + 30])
        if first == 0:
            with monkeypatch.context() as broken:
                broken.setattr(Relations, "update_absent", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
                with pytest.raises(KeyboardInterrupt):
                    relate(parts, workers=2)
            assert not relate(parts)
        else:
            assert relate(parts, workers=2)
    assert not relate(parts)
    together, apart = relations(store), relations(parts)
    for name in together:
        assert apart[name] == together[name], name


def test_batches_grow_with_the_number_of_related_articles(
    articles: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch searches all earlier articles, so batches of a constant size would get more and more expensive."""
    sizes: list[int] = []
    for name, value in (("BATCH", 10), ("LARGEST", 20), ("GROWTH", 2)):
        monkeypatch.setattr(f"analysis.run.relate.{name}", value)
    stored = Relations.save
    monkeypatch.setattr(Relations, "save", lambda self, tables, samples, days: (
        sizes.append(len(tables["members"])), stored(self, tables, samples, days)
    ))  # fmt: skip
    store = Store(tmp_path / "s.duckdb")
    for first, past in ((0, 30), (30, 75)):
        store.add(articles[first:past])
        relate(store)
    assert sizes == [10, 10, 10, 15, 20, 10]


def test_a_changed_table_of_topics_recomputes_all_relations(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tmp_path / "topics.csv"
    changed.write_text("id,name,description,terms\nsea,Sea,,ferry; boat\n", encoding="utf-8")
    copy = Store(tmp_path / "s.duckdb")
    copy.add(store.articles(store.ids()))
    relate(copy)
    monkeypatch.setattr("analysis.run.relate.TOPICS", changed)
    assert relate(copy)
    assert {row[1] for row in relations(copy)["topics"]} == {"sea", "other"}
    assert relations(copy)["members"] == relations(store)["members"]


def test_absent_outlets_are_those_of_all_stories_described_together(
    articles: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the first topic of their words, whatever the publishers state."""
    monkeypatch.setattr("analysis.run.relate.BATCH", 17)
    for module in ("corpus.stories.summary", "store.relations.between_articles"):
        monkeypatch.setattr(f"analysis.{module}.COVERS", 1)
    articles = [
        replace(article, topic="a label", published=dt.date(2025, 1, 1) + dt.timedelta(days=k // 8))
        for k, article in enumerate(articles)
    ]
    store = Store(tmp_path / "s.duckdb")
    store.add(articles)
    relate(store)
    table = read_topics(TOPICS)
    first = [topics_of(article, table)[0] for article in articles]
    with_topics = [
        replace(article, topic=None if topic.id == OTHER else topic.name)
        for article, topic in zip(articles, first, strict=True)
    ]
    expected = {s.id: s for s in describe_stories(with_topics, group_stories(with_topics))}
    found = store.charts.stories(EVERYTHING)
    assert {row.story: list(row.absent) for row in found.itertuples()} == {
        k: list(s.absent) for k, s in expected.items()
    }
    assert dict(zip(found["story"], found["topic"], strict=True)) == {k: s.topic for k, s in expected.items()}
    assert any(story.absent for story in expected.values())


def test_every_article_is_in_one_story_and_has_topics(store: Store) -> None:
    stories = store.charts.stories(EVERYTHING)
    assert stories["articles"].sum() == len(store.ids())
    members = [article for story in stories["story"] for article in store.charts.of_story(story)["id"]]
    assert sorted(members) == sorted(store.ids())
    found = [len(store.charts.topics_of(article)) for article in store.ids()]
    assert max(found) == 3
    assert sum(number > 0 for number in found) > 0.9 * len(found)


def test_the_demonstration_stories_are_found(store: Store) -> None:
    """Twelve stories were written; most articles are grouped with the others of their story."""
    stories = store.charts.stories(EVERYTHING)
    assert 12 <= (stories["articles"] > 1).sum() <= 16
    assert stories["selected_outlets"].max() == 7


def test_copies_are_counted_once_each_or_left_out(store: Store) -> None:
    keys = ["hedging"]
    once, every, without = (
        ArticleColumns(store).measured(replace(EVERYTHING, wire=wire), keys)  # type: ignore[arg-type]
        for wire in ("once", "all", "without")
    )
    copies = once[once["weight"] < 1]
    assert len(copies) >= 4
    assert len(once) == len(every) == len(without) + len(copies)
    assert set(every["weight"]) == set(without["weight"]) == {1.0}
    # the weights of the articles with the same text add up to 1
    assert copies["weight"].sum() == pytest.approx(round(copies["weight"].sum()))


def test_measures_come_with_the_story_of_their_article(store: Store) -> None:
    found = ArticleColumns(store).measured(EVERYTHING, list(measures()))
    assert not found["story"].isna().any()
    stories = store.charts.stories(EVERYTHING).set_index("story")["articles"]
    assert found["story"].value_counts().tolist() == stories.sort_values(ascending=False).tolist()
    largest = stories.index[0]
    members = ArticleColumns(store).measured(EVERYTHING, list(measures()), [largest])
    assert set(members["story"]) == {largest}
    assert len(members) == stories[largest]
