"""Small generated corpora, and all rows of a store for comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from analysis.paths import SEEDS
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.store import Store
from analysis.store.schema import READING_TABLES
from analysis.types import Article

#: the first half-year's stories of the demonstration corpus: small enough to be read by many tests
FIRST_STORIES = tuple(
    path for path in sorted((SEEDS / "articles").glob("*.txt")) if path.name[:2].isdecimal() and path.name < "13"
)
SENTENCES = (
    "The mayor said on Monday that bridge number {} may open in spring.",
    "“It was a reckless plan {} from the start,” Councillor Ann Lee told reporters.",
    "Perhaps {} boats will be needed, according to a person familiar with the talks.",
    "Nobody knows why {} lamps were lit, and the harbour master would not say.",
)


def folder(path: Path, pages: int) -> Path:
    """Write pages of a few sentences to a new folder."""
    path.mkdir()
    for k in range(pages):
        body = "\n\n".join(SENTENCES[(k + j) % 4].format(k * 7 + j) for j in range(6))
        (path / f"{k:03}.txt").write_text(f"Headline {k}\n\n{body}\n\n© 2020 Outlet {k % 3}\n", encoding="utf-8")
    return path


def measured_store(path: Path, articles: Iterable[Article]) -> Store:
    """A new store with these articles, scored and related."""
    store = Store(path)
    store.add(list(articles))
    assert not score(store, workers=1).problems
    assert relate(store)
    return store


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the tables of articles and readings, in the order stored within each article."""
    with duckdb.connect(str(store.path), read_only=True) as connection:
        tables = {"articles": "rowid", **dict.fromkeys(READING_TABLES, "article_id, rowid"), "problems": "rowid"}
        return {name: connection.sql(f"FROM {name} ORDER BY {order}").fetchall() for name, order in tables.items()}
