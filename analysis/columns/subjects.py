"""The articles on a subject: those that match a search, have a topic or name a person.

Each function returns the table of ``ArticleColumns.flagged``: all selected articles, with ``count`` 1 for those on the
subject.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import TOPICS
from analysis.columns.people import with_own_persons
from analysis.corpus.people.table import PeopleTable
from analysis.corpus.search_terms import Term
from analysis.store import Store
from analysis.store.filter import Filters
from analysis.store.search import Field


def matching(
    store: Store, columns: ArticleColumns, filters: Filters, terms: Sequence[Term], field: Field = "text"
) -> pd.DataFrame:
    """Return the selected articles, those flagged that match a search."""
    return columns.flagged(filters, store.search.matching(filters, terms, field)["id"])


def on_topic(columns: ArticleColumns, filters: Filters, topic: str) -> pd.DataFrame:
    """Return the selected articles, those flagged that have a topic, which is one of those that the filters are by."""
    frame = columns.flagged(filters, ())
    has = (frame[[name for name in TOPICS if name in frame]] == topic).any(axis=1)
    return frame.assign(count=has.astype(float))


def naming(
    store: Store, columns: ArticleColumns, filters: Filters, person: str, names: Sequence[str], table: PeopleTable
) -> pd.DataFrame:  # fmt: skip
    """Return the selected articles, those flagged in which one of these names means a person.

    ``names`` are those of the person in the table of ``columns.people.persons``; the user's ``table`` is followed. A
    person is named by a text, or as the source of a statement.
    """
    found = with_own_persons(store.people.naming(names), "name", table)
    return columns.flagged(filters, found.loc[found["person"] == person, "id"])
