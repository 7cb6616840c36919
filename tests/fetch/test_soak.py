"""Small versions of two benchmarks: watching feeds into an empty store, and runs that are killed."""

from __future__ import annotations

from pathlib import Path

from analysis.columns.articles import ArticleColumns
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.support.kills import content, kill_ingest, undisturbed_ingest
from tests.support.watch import watch_newsrooms


def test_two_feeds_are_watched_from_an_empty_store_to_scored_articles(tmp_path: Path) -> None:
    store, _ = watch_newsrooms(tmp_path, outlets=2, pages=10)
    assert sorted(store.charts.article_list(EVERYTHING)["outlet"].value_counts().to_dict().values()) == [10, 10]
    assert ArticleColumns(store).measured(EVERYTHING, ["hedging"])["id"].nunique() == 20


def test_an_ingest_that_is_killed_and_started_again_ends_like_any_other(tmp_path: Path) -> None:
    plain = undisturbed_ingest(tmp_path, 600)
    store = Store(tmp_path / "killed.duckdb")
    kill_ingest(plain.table, store, [(0, plain.first_write / 2), (plain.writes // 2, 0.0), (plain.writes - 1, 0.01)])
    assert content(store) == content(plain.store)
