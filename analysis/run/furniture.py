"""Searches the articles of a store for furniture, before they are scored.

New articles are searched in batches in the order in which they were stored. Their lines are compared with those of all
earlier articles of the same outlet, so a line may turn out to be furniture in earlier articles too; only articles whose
furniture changed are scored and related again.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.furniture import VERSION, lines_of
from analysis.store import Store
from analysis.store.relations.furniture import furniture_rows
from analysis.types import Article

#: articles per transaction. Each batch looks up its lines among those of all earlier articles once, so batches grow
#: with these: a ``GROWTH``-th of their number, between ``BATCH`` and ``LARGEST``
BATCH, LARGEST, GROWTH = 2000, 8000, 100


def find_furniture(store: Store) -> int:
    """Search the articles that were not searched yet; return the number of those whose furniture changed.

    If a rule has changed, all are searched again. An interrupted search is resumed by the next one.
    """
    if not store.exists:
        return 0
    if store.furniture.stamp() != VERSION:
        store.furniture.reset(VERSION)
    ids = store.furniture.unsearched()
    before = store.furniture.searched()
    start = changed = 0
    while start < len(ids):
        size = min(LARGEST, max(BATCH, (before + start) // GROWTH))
        changed += _search(store, store.articles(ids[start : start + size]))
        start += size
    return changed


def _search(store: Store, articles: Sequence[Article]) -> int:
    lines = [
        (article.id, line.key, line.first, line.past, line.place, line.words, line.again)
        for article in articles
        if article.outlet is not None
        for line in lines_of(article.text)
    ]
    return store.furniture.save([article.id for article in articles], furniture_rows(articles), lines)
