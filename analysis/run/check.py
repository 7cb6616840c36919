"""Consistency check of a store: orphaned and duplicate rows, spans, counts, stories, and outstanding work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.corpus.kinds import VERSION as KIND_RULES
from analysis.run.people import are_found
from analysis.scorers import mark_kinds
from analysis.store import Store


def check(store: Store, versions: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each inconsistency of a store and for work that is outstanding; nothing if all is well."""
    for table, rows in store.maintenance.orphans().items():
        yield f"{rows} rows of {table} belong to no article"
    for table, rows in store.maintenance.duplicates().items():
        yield f"{rows} articles are in {table} more than once"
    for table, rows in store.maintenance.spans_outside().items():
        yield f"{rows} rows of {table} point outside their text"
    for kind in mark_kinds().values():
        for count in kind.counts:  # the lightest marks of a weighted count are not stored, so its sum cannot be checked
            if not count.weighted and (rows := store.maintenance.miscounted(kind.key, count)):
                yield f"{rows} articles have a different number of marks than {count.measure} counted"
    if rows := store.maintenance.story_mismatches():
        yield f"{rows} rows of members and stories do not match each other"
    if unsearched := len(store.furniture.unsearched()):
        yield f"{unsearched} articles not searched for repeated text yet; search them with: python -m analysis score"
    if pending := len(store.pending(versions)):
        yield f"{pending} articles are not scored by the current version; score them with: python -m analysis score"
    if kinds := len(store.kinds.outdated(KIND_RULES)):
        yield f"{kinds} articles have a kind found by earlier rules; find it again with: python -m analysis score"
    if unrelated := len(store.relations.unrelated()):
        yield f"{unrelated} articles are not grouped into stories yet; group them with: python -m analysis score"
    if not are_found(store):
        yield "the persons are out of date; find them again with: python -m analysis score"
