"""Is a store in order? Spans inside their texts, counts against spans, rows without an article, versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.scorers import mark_kinds
from analysis.store import Store


def check(store: Store, versions: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each thing that is wrong with a store, or not yet done. Nothing where it is in order."""
    for table, rows in store.maintenance.orphans().items():
        yield f"{rows} rows of {table} are of no article"
    for table, rows in store.maintenance.duplicates().items():
        yield f"{rows} articles stand more than once in {table}"
    for table, rows in store.maintenance.spans_outside().items():
        yield f"{rows} rows of {table} point outside their text"
    for kind in mark_kinds().values():
        for count in kind.counts:  # light marks of a weighted count are not stored, so its sum cannot be checked
            if not count.weighted and (rows := store.maintenance.miscounted(kind.key, count)):
                yield f"{rows} articles have another number of marks than {count.measure} counted"
    if rows := store.maintenance.storyless():
        yield f"{rows} rows of members and stories do not match each other"
    if pending := len(store.pending(versions)):
        yield f"{pending} articles have no current reading; make them with: python -m analysis score"
    if unrelated := len(store.relations.unrelated()):
        yield f"{unrelated} articles are in no story yet; find theirs with: python -m analysis score"
