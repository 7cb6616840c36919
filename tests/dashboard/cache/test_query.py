"""Queries of a store are cached by the store's path and data version and by their arguments."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.columns.articles import ArticleColumns, StoreChanged
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from analysis.types import Measure
from dashboard.cache import queries
from dashboard.cache.query import cached_query
from dashboard.views.base import View
from tests.support.pages import article


@pytest.fixture
def calls() -> list[str]:
    """What the queries of a test were asked, when they were not answered from the cache."""
    return []


def filled(path: Path, articles: int = 1) -> Store:
    store = Store(path)
    store.add([article(f"It may rain {k} times.", "The Ledger", f"Rain {k}") for k in range(articles)])
    return store


def test_a_result_is_kept_for_each_set_of_arguments(tmp_path: Path, calls: list[str]) -> None:
    @cached_query()
    def asked(store: Store, word: str, times: int = 1) -> str:
        calls.append(word)
        return f"{word * times}: {len(store.ids())}"

    store = filled(tmp_path / "store.duckdb")
    assert [asked(store, "a"), asked(store, "a"), asked(store, "a", times=2), asked(store, "b")] == [
        "a: 1", "a: 1", "aa: 1", "b: 1",
    ]  # fmt: skip
    assert calls == ["a", "a", "b"]


def test_a_changed_store_gives_a_new_result(tmp_path: Path, calls: list[str]) -> None:
    @cached_query()
    def articles(store: Store) -> int:
        calls.append("articles")
        return len(store.ids())

    store = filled(tmp_path / "store.duckdb")
    assert articles(store) == articles(Store(store.path)) == 1
    store.add([article("It rained.", "Courier", "More")])
    assert articles(store) == articles(Store(store.path)) == 2
    assert len(calls) == 2


def test_stores_do_not_share_results(tmp_path: Path) -> None:
    @cached_query()
    def articles(store: Store) -> int:
        return len(store.ids())

    stores = [filled(tmp_path / f"{count}.duckdb", count) for count in (1, 3)]
    assert [articles(store) for store in stores] == [1, 3]


def test_queries_do_not_share_results(tmp_path: Path) -> None:
    """The functions that Streamlit caches have the same source for all queries; only their names differ."""

    @cached_query()
    def one(store: Store, word: str) -> str:
        return f"one {word}"

    @cached_query()
    def other(store: Store, word: str) -> str:
        return f"other {word}"

    store = filled(tmp_path / "store.duckdb")
    assert [one(store, "word"), other(store, "word")] == ["one word", "other word"]


def test_a_changed_result_does_not_change_the_cache(tmp_path: Path) -> None:
    @cached_query()
    def table(store: Store) -> pd.DataFrame:
        return pd.DataFrame({"outlet": ["The Ledger"]})

    store = filled(tmp_path / "store.duckdb")
    changed = table(store)
    changed["more"] = 1
    assert list(table(store).columns) == ["outlet"]


def test_only_the_newest_results_are_kept(tmp_path: Path, calls: list[str]) -> None:
    @cached_query(entries=2)
    def asked(store: Store, word: str) -> str:
        calls.append(word)
        return word

    store = filled(tmp_path / "store.duckdb")
    for word in ("a", "b", "c", "c", "a"):
        asked(store, word)
    assert calls == ["a", "b", "c", "a"]


def noted(frame: pd.DataFrame, measure: Measure, text: str) -> View:
    """A view for the test below; views are cached by the name of their function, so it must be one of a module."""
    return View("name", f"{measure.key} {text}", "", frame[["id"]].astype("str"))


def test_a_view_is_built_from_the_selected_counts(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = queries.view(demo_store, EVERYTHING, noted, "hedging", "one")
    assert (first.title, len(first.table)) == ("hedging one", 80)
    few = queries.view(demo_store, Filters(("Meridian Wire",)), noted, "hedging", "one")
    assert 0 < len(few.table) < 80
    assert queries.view(demo_store, EVERYTHING, noted, "hedging", "other").title == "hedging other"
    monkeypatch.setattr(queries, "measured", None)
    assert queries.view(demo_store, EVERYTHING, noted, "hedging", "one").title == first.title  # no counts are read


def test_a_store_that_changes_while_it_is_read_is_read_again(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch, calls: list[str]
) -> None:
    original = ArticleColumns.measured

    def measured(self: ArticleColumns, *args: object) -> pd.DataFrame:
        calls.append("measured")
        if len(calls) == 1:
            raise StoreChanged
        return original(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(ArticleColumns, "measured", measured)
    assert len(queries.measured(demo_store, EVERYTHING, ("hedging",))) == 80
    assert len(calls) == 2
