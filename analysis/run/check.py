"""Is a store in order? Spans inside their texts, counts against spans, rows without an article, versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.store import Store

#: how a measure's count can be told from the marks: the measure, the kind of mark, the voice (``None``: any)
COUNTED = (
    ("hedging", "hedge", None),
    ("hedging.outlet", "hedge", "outlet"),
    ("loaded.outlet", "loaded", "outlet"),
)


def check(store: Store, versions: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each thing that is wrong with a store, or not yet done. Nothing where it is in order."""
    for table, rows in store.orphans().items():
        yield f"{rows} rows of {table} are of no article"
    for table, rows in store.twice().items():
        yield f"{rows} articles stand more than once in {table}"
    for table, rows in store.spans_outside().items():
        yield f"{rows} rows of {table} point outside their text"
    for measure, kind, voice in COUNTED:
        if rows := store.miscounted(measure, kind, voice):
            yield f"{rows} articles have another number of marks than {measure} counted"
    if rows := store.storyless():
        yield f"{rows} rows of members and stories do not match each other"
    if pending := len(store.pending(versions)):
        yield f"{pending} articles have no current reading; make them with: python -m analysis score"
    if unrelated := len(store.unrelated()):
        yield f"{unrelated} articles are in no story yet; find theirs with: python -m analysis score"
