"""Persons of a whole store: found anew when names change, whatever the order of the articles."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from analysis import score_text
from analysis.columns.people import persons
from analysis.corpus.people.table import NO_TABLE, Line, PeopleTable
from analysis.run.check import check
from analysis.run.people import are_found, find_persons
from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.scorers import versions
from analysis.store import Store
from analysis.store.versions import Added
from analysis.types import ScoredArticle
from tests.support.corpora import FIRST_STORIES

DAY = dt.date(2019, 6, 10)


def articles(name: str, count: int, outlet: str = "Ledger", day: dt.date = DAY) -> list[ScoredArticle]:
    """Articles in which a person with this name says something different each time."""
    return [
        score_text(f"{name} said pier {k} of {day.year} may close. The quay was quiet.", f"{name} {k}", outlet, day)
        for k in range(count)
    ]


def titled(found: list[ScoredArticle], title: str) -> list[ScoredArticle]:
    return [replace(one, attributions=tuple(replace(a, title=title) for a in one.attributions)) for one in found]


CORPUS = [
    *articles("Cora Brandt", 6), *articles("Cora B. Brandt", 2), *articles("Brandt", 3),
    *articles("Otto Brandt", 9, "Courier"), *articles("Brandt", 1, "Courier"), *articles("Brandt", 1, "Herald"),
    *articles("Brandt", 1, "Ledger", DAY.replace(year=2015)),
    *titled(articles("John Smith", 3), "Ohio senator"), *titled(articles("John Smith", 3, "Courier"), "head coach"),
]  # fmt: skip


def stored(path: Path, found: list[ScoredArticle]) -> Store:
    store = Store(path)
    store.add([one.article for one in found])
    store.save(found, versions())
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = stored(tmp_path / "s.duckdb", CORPUS)
    assert find_persons(store)
    return store


def people(store: Store) -> set[tuple[object, ...]]:
    return set(store.maintenance.rows("people"))


def whom(store: Store, one: ScoredArticle) -> str:
    """The person whom the speaker of an article means."""
    [(speaker, article_id)] = {(a.speaker, one.article.id) for a in one.attributions}
    return store.people.of_articles([article_id]).get((article_id, str(speaker)), str(speaker))


def test_names_in_articles_mean_persons_by_name_outlet_time_and_title(store: Store) -> None:
    meant = {one.article.id: whom(store, one) for one in CORPUS}
    assert list(meant.values()) == [
        *["Cora Brandt"] * 8, *["Cora Brandt"] * 3, *["Otto Brandt"] * 10, "Brandt", "Brandt",
        *["John Smith (Ohio senator)"] * 3, *["John Smith (head coach)"] * 3,
    ]  # fmt: skip
    stored_rows = people(store)
    assert {person for _, _, person in stored_rows} == {
        "Cora Brandt", "Otto Brandt", "John Smith (Ohio senator)", "John Smith (head coach)",
    }  # fmt: skip
    assert all(name != person for _, name, person in stored_rows), "a name that is the person's own has no row"


@pytest.mark.parametrize("seed", range(3))
def test_persons_do_not_depend_on_the_order_in_which_articles_came(store: Store, tmp_path: Path, seed: int) -> None:
    """In two parts, each in another order, with the persons found in between."""
    order = random.Random(seed).sample(CORPUS, len(CORPUS))
    other = stored(tmp_path / "other.duckdb", order[:11])
    find_persons(other)
    stored(other.path, order[11:])
    find_persons(other)
    assert people(other) == people(store)


def test_nothing_is_done_twice(store: Store) -> None:
    assert are_found(store)
    assert not find_persons(store)


def test_a_later_article_can_change_whom_an_earlier_one_means(store: Store) -> None:
    later = articles("Otto Brandt", 30, "Herald")
    stored(store.path, later)
    assert not are_found(store)
    assert find_persons(store)
    [of_herald] = [one for one in CORPUS if one.article.outlet == "Herald"]
    assert whom(store, of_herald) == "Otto Brandt"


def test_a_few_articles_of_a_large_store_can_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.run.people.SMALL", 10)
    monkeypatch.setattr("analysis.run.people.WORTH_IT", 0.1)
    few = articles("Ida Dahl", 2, "Herald")
    stored(store.path, few)
    assert not find_persons(store, sparing=True)
    assert not are_found(store)
    stored(store.path, articles("Ida Dahl", 9, "Courier"))
    assert find_persons(store, sparing=True), "they are many by now"
    stored(store.path, articles("Ida Dahl", 1, "Post"))
    assert find_persons(store)
    monkeypatch.setattr("analysis.run.people.VERSION", "later")
    assert find_persons(store, sparing=True), "other rules concern all articles"
    monkeypatch.setattr("analysis.run.people.SMALL", 100)
    stored(store.path, articles("Ida Dahl", 1, "Gazette"))
    assert find_persons(store, sparing=True), "a small store takes a second"


def test_new_rules_and_new_scores_find_the_persons_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = people(store)
    store.save(CORPUS, versions() | {"sourcing": "later"})
    assert people(store) == set(), "what depended on the earlier scores is gone"
    assert find_persons(store)
    assert people(store) == before
    monkeypatch.setattr("analysis.run.people.VERSION", "later")
    assert find_persons(store)


def test_relating_finds_the_persons(tmp_path: Path) -> None:
    store = stored(tmp_path / "s.duckdb", CORPUS)
    assert relate(store)
    assert ("Cora Brandt",) in {(person,) for _, _, person in people(store)}
    assert list(check(store, versions())) == []


def test_the_persons_of_a_replaced_article_go_with_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    old = replace(CORPUS[6].article, url="https://ledger.example/pier")
    store.add([one.article for one in CORPUS[:6]] + [old])
    score(store, workers=1)
    relate(store)
    assert old.id in {article_id for article_id, _, _ in people(store)}
    new = replace(old, id="new", text=old.text.replace("Cora B. Brandt", "Ida Dahl"))
    assert store.versions.put([new], newest=True) == Added(replaced=1)
    assert old.id not in {article_id for article_id, _, _ in people(store)}


def test_the_check_reports_persons_that_are_not_found_or_belong_to_no_article(store: Store) -> None:
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE meta SET value = 'earlier' WHERE key = 'people'")
        connection.execute("INSERT INTO people VALUES ('gone', 'Lee', 'Ann Lee')")
    found = list(check(store, versions()))
    assert "1 rows of people belong to no article" in found
    assert any(sentence.startswith("the persons are out of date") for sentence in found)


def test_the_list_of_persons_follows_the_table(store: Store) -> None:
    found = persons(store, NO_TABLE)
    assert found.head(3).to_numpy().tolist() == [
        ["Cora Brandt", "Cora Brandt", 6], ["Cora Brandt", "Brandt", 3], ["Cora Brandt", "Cora B. Brandt", 2],
    ]  # fmt: skip
    table = PeopleTable((Line("Brandt", "Otto Brandt", "Ledger", DAY, DAY), Line("Cora Brandt", "Cora Brandt-Lee")))
    found = persons(store, table)
    named = {(person, name): articles for person, name, articles in found.to_numpy().tolist()}
    assert named["Otto Brandt", "Brandt"] == 4, "three of the Ledger and one of the Courier"
    assert named["Cora Brandt-Lee", "Cora B. Brandt"] == 2
    assert not any(person == "Cora Brandt" for person, _ in named)
    assert found["articles"].sum() == len(CORPUS)


def test_persons_of_the_demonstration_corpus(tmp_path: Path) -> None:
    """The surname alone of somebody whom the article names in full is that person, across outlets."""
    store = Store(tmp_path / "s.duckdb")
    ingest(store, FIRST_STORIES)
    score(store, workers=1)
    relate(store)
    for person, own in persons(store, NO_TABLE).groupby("person"):
        assert len({name.split()[-1] for name in own["name"]}) == 1, person
