"""The kind of every article is stored with it, and found again where earlier rules found it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from analysis.corpus.kinds import VERSION, kind_of
from analysis.run.check import check
from analysis.run.kinds import find_kinds
from analysis.run.pipeline import score
from analysis.scorers import versions
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.store.records import kind_table
from analysis.types import Article

LAYOUT = Path(__file__).parent / "layouts" / "layout-8.sql"
COLUMN = Article("a", "Ledger", "OPINION: The ferry must go", "The ferry is late.", url="https://ledger.example/1")
REPORT = Article("b", "Ledger", "Ferry is late", "The ferry is late.", url="https://ledger.example/news/2")
OPEN = Article("c", "Ledger", "Ferry", "The ferry is late.")


def stored_kinds(store: Store) -> dict[str, str | None]:
    return {article_id: (store.kinds.of(article_id) or (None,))[0] for article_id in store.ids()}


def test_an_article_gets_its_kind_when_it_is_stored(store: Store) -> None:
    store.add([COLUMN, REPORT, OPEN])
    assert stored_kinds(store) == {"a": "opinion", "b": "news", "c": "unknown"}
    assert store.kinds.of("a") == ("opinion", "a word before the headline: “OPINION”")
    assert store.kinds.of("of no article") is None
    assert store.kinds.outdated(VERSION) == []
    assert store.articles(["a"]) == [COLUMN]


def test_kinds_of_earlier_rules_are_reported_and_found_again(store: Store) -> None:
    store.add([COLUMN, REPORT, OPEN])
    score(store, workers=1)
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE articles SET kind = 'list', kind_rules = '0' WHERE id <> 'c'")
    assert store.kinds.outdated(VERSION) == ["a", "b"]
    assert "2 articles have a kind found by earlier rules; find it again with: python -m analysis score" in list(
        check(store, versions())
    )
    assert find_kinds(store) == 2
    assert stored_kinds(store) == {"a": "opinion", "b": "news", "c": "unknown"}
    assert find_kinds(store) == 0


def test_finding_kinds_is_resumed_after_the_last_batch(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([COLUMN, REPORT, OPEN])
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE articles SET kind = NULL, kind_rules = NULL")
    store.kinds.save([kind_table([REPORT])])
    assert store.kinds.outdated(VERSION) == ["a", "c"]
    monkeypatch.setattr("analysis.run.kinds.BATCH", 1)
    assert find_kinds(store) == 2
    assert stored_kinds(store) == {"a": "opinion", "b": "news", "c": "unknown"}


def test_a_store_without_kinds_gets_them_with_the_next_scoring(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(LAYOUT.read_text(encoding="utf-8"))
    store.migrate()
    assert set(stored_kinds(store).values()) == {None}
    assert set(store.charts.article_list(EVERYTHING)["kind"]) == {"unknown"}
    score(store, workers=1)
    articles = store.articles(store.ids())
    assert stored_kinds(store) == {article.id: kind_of(article).name for article in articles}
    assert set(stored_kinds(store).values()) == {"news"}


def test_a_later_version_of_a_page_gets_a_kind_of_its_own(store: Store) -> None:
    store.add([OPEN, REPORT])
    later = Article("d", "Ledger", "Analysis: Why the ferry is late", "It is.", url=REPORT.url)
    store.versions.put([later], newest=True)
    assert stored_kinds(store) == {"c": "unknown", "d": "analysis"}
