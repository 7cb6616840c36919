"""Lines that an outlet repeats are kept apart in a whole store, in earlier and in later articles."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from analysis.run import furniture
from analysis.run.check import check
from analysis.run.furniture import find_furniture
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.scorers import versions
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.types import Article

BLOCK = "The Harbour Letter brings you the week in ports and piers every Friday"
THINGS = ("pier", "ferry", "bridge", "market", "school", "tunnel", "library", "harbour", "station", "museum", "theatre")


def told(number: int, *lines: str, outlet: str = "Courier", days: int = 3, top: bool = False) -> Article:
    """An article of its own, with lines at its end or at its top."""
    thing = THINGS[number % len(THINGS)]
    body = [f"The {thing} number {number} was painted by crew {k} of ward {number * 7 + k}, it said." for k in range(8)]
    text = "\n\n".join([*lines, *body] if top else [*body, *lines])
    title = f"The {thing} number {number}"
    day = dt.date(2019, 1, 1) + dt.timedelta(days=days * number)
    return Article(article_id(outlet, title, text), outlet, title, text, day, language="en")


def kept_apart(store: Store, article: Article) -> list[str]:
    return [piece.span.of(article.text) for piece in store.furniture.of(article.id)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "s.duckdb")


def test_a_line_in_five_articles_at_the_same_place_is_kept_apart(store: Store) -> None:
    articles = [told(k, BLOCK) for k in range(5)]
    others = [told(20 + k, f"{BLOCK} in Quayton", outlet="Post") for k in range(4)]
    store.add([*articles, *others])
    assert find_furniture(store) == 5
    assert [kept_apart(store, article) for article in articles] == [[BLOCK]] * 5
    assert [kept_apart(store, article) for article in others] == [[]] * 4
    assert {piece.articles for piece in store.furniture.of(articles[0].id)} == {5}
    assert store.articles([articles[0].id])[0].text == articles[0].text
    assert find_furniture(store) == 0


@pytest.mark.parametrize(
    "articles",
    [
        [told(k, BLOCK) for k in range(4)],
        [told(k, BLOCK, days=1) for k in range(6)],  # versions within a week
        [told(k, BLOCK, outlet=f"Outlet {k}") for k in range(6)],
        [told(k, BLOCK, BLOCK) for k in range(6)],  # such as the label of a speaker
        [told(k, "“It is what it is, and it was never otherwise.”") for k in range(6)],
        [told(k, "Right.") for k in range(6)],
        [told(k, BLOCK, top=k % 2 == 0) for k in range(6)],  # at no place of its own
    ],
    ids=("four", "versions", "outlets", "again", "quotation", "short", "places"),
)  # fmt: skip
def test_other_lines_are_not(store: Store, articles: list[Article]) -> None:
    store.add(articles)
    assert find_furniture(store) == 0


def test_an_article_that_would_lose_most_of_its_text_keeps_it(store: Store) -> None:
    blocks = [f"Paragraph {k} of a long notice that {'really ' * 20}repeats" for k in range(8)]
    articles = [told(k, *blocks) for k in range(6)]
    store.add(articles)
    find_furniture(store)
    assert {tuple(kept_apart(store, article)) for article in articles} == {()}


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return the stored rows that depend on furniture, in no particular order."""
    with duckdb.connect(str(store.path), read_only=True) as connection:
        tables = ("articles", "furniture", "lines", "measurements", "marks", "frequencies", "members", "topics")
        return {name: sorted(connection.sql(f"FROM {name}").fetchall(), key=repr) for name in tables}


def test_batches_give_the_same_as_all_at_once_and_only_changed_articles_are_scored_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [told(k, BLOCK, "Sign up for the newsletter today") for k in range(9)] + [told(30, outlet="Post")]
    store.add(articles)
    score(store, workers=1)
    relate(store)
    monkeypatch.setattr(furniture, "BATCH", 2)
    parts = Store(tmp_path / "parts.duckdb")
    scored = []
    for part in (articles[:4], articles[4:7], articles[7:]):
        parts.add(part)
        scored.append(score(parts, workers=1).scored)
        relate(parts)
    assert scored == [4, 7, 3]  # the fifth article changes the first four
    assert contents(parts) == contents(store)
    assert list(check(parts, versions())) == []


def test_words_measurements_and_stories_leave_it_out(store: Store) -> None:
    line = "The might of the Zanzibar newsletter may possibly grow"
    articles = [told(k, line) for k in range(6)]
    store.add(articles)
    score(store, workers=1)
    relate(store)
    with duckdb.connect(str(store.path), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM frequencies WHERE word = 'zanzibar'").fetchall() == [(0,)]
        assert connection.sql("SELECT count(*) FROM marks WHERE cue = 'possibly'").fetchall() == [(0,)]
        words = dict(connection.sql("SELECT id, words FROM articles").fetchall())
    for article in store.articles(list(words)):
        assert words[article.id] == len(article.own_text.replace(",", " ").replace(".", " ").split())
    [record] = store.export.records([articles[0].id], evidence=False)
    assert record["kept_apart"] == len(line)
    table = store.furniture.by_outlet()
    assert table[["outlet", "articles", "of", "characters", "example", "times"]].values.tolist() == [
        ["Courier", 6, 6, 6 * len(line), line, 6]
    ]
    assert store.furniture.total() == (6, 6 * len(line))


def test_a_replaced_article_leaves_nothing_behind(store: Store) -> None:
    from dataclasses import replace

    articles = [replace(told(k, BLOCK), url=f"https://courier.example/{k}") for k in range(5)]
    store.add(articles)
    score(store, workers=1)
    relate(store)
    store.versions.put([replace(told(40), url="https://courier.example/1")], newest=True)
    score(store, workers=1)
    relate(store)
    assert list(check(store, versions())) == []
    assert kept_apart(store, articles[0]) == [BLOCK]  # what is recognised stays recognised


def test_changed_rules_search_every_article_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([told(k, BLOCK) for k in range(5)])
    assert find_furniture(store) == 5
    monkeypatch.setattr(furniture, "VERSION", "next")
    assert find_furniture(store) == 0
    assert store.furniture.total() == (5, 5 * len(BLOCK))
    assert len(store.search.shared_texts(EVERYTHING, "Courier")) == 0
