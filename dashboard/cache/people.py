"""Which names mean one person: what the store found, and the user's own table, read again when the file changes."""

from __future__ import annotations

import streamlit as st

from analysis.corpus.people import table
from analysis.corpus.people.table import PeopleTable
from analysis.store import Store
from dashboard.cache.query import cached_query


@st.cache_data(max_entries=2, show_spinner=False)
def _table(path: str, version: tuple[int, int] | None) -> PeopleTable:
    return table.read_people()


def people_table() -> PeopleTable:
    """The user's table of persons as the file is now."""
    path = table.USER_TABLE
    try:
        found = path.stat()
    except OSError:
        return _table(str(path), None)
    return _table(str(path), (found.st_mtime_ns, found.st_size))


@cached_query()
def persons_of_articles(store: Store, *ids: str) -> dict[tuple[str, str], str]:
    """The persons of the names in these articles that are not the person's own, by article ID and name."""
    return store.people.of_articles(ids)
