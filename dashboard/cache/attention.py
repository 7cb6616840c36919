"""The articles on subjects, by period and outlet, their changes, and who wrote first; cached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.columns import subjects as subject_columns
from analysis.columns.people import persons
from analysis.corpus.people.table import PeopleTable
from analysis.corpus.search_terms import Term
from analysis.statistics.attention import attention_by_period, attention_in_all, attention_trend
from analysis.statistics.firsts import Firsts, first_articles, who_was_first
from analysis.statistics.trend import Trend
from analysis.store import Store
from analysis.store.filter import Filters
from analysis.store.search import Field
from dashboard.cache import queries, searches
from dashboard.cache.people import people_table
from dashboard.cache.query import cached_query

#: cached results per query
ENTRIES = 32
SPINNER = "Counting articles …"


@dataclass(frozen=True, slots=True)
class Subject:
    """What articles are about: a topic or a person, by its ``key`` in the store, or a search.

    ``name`` is that for readers."""

    kind: Literal["topic", "person", "words"]
    name: str
    key: str = ""
    terms: tuple[Term, ...] = ()
    field: Field = "text"


Subjects = tuple[Subject, ...]


@cached_query(spinner="Looking up names …")
def _known_persons(store: Store, table: PeopleTable) -> pd.DataFrame:
    return persons(store, table)


def known_persons(store: Store) -> pd.DataFrame:
    """Every person with the names for them, those in most articles first: ``person, name, articles``."""
    return _known_persons(store, people_table())


@cached_query(spinner=SPINNER, entries=ENTRIES)
def _flags(store: Store, filters: Filters, subject: Subject, table: PeopleTable) -> bytes:
    """A bit for each selected article, in the order of the store: whether it is on the subject."""
    if subject.kind == "words":
        return searches.search(store, filters, subject.terms, subject.field).flags
    columns = queries.columns(store)
    if subject.kind == "topic":
        frame = subject_columns.on_topic(columns, filters, subject.key)
    else:
        known = _known_persons(store, table)
        names = known.loc[known["person"] == subject.key, "name"].tolist()
        frame = subject_columns.naming(store, columns, filters, subject.key, names, table)
    return np.packbits(frame["count"].to_numpy() > 0).tobytes()


def frames(store: Store, filters: Filters, subjects: Subjects) -> dict[str, pd.DataFrame]:
    """The table of ``ArticleColumns.flagged`` for each subject, by its name."""
    selected, table = queries.columns(store).flagged(filters, ()), people_table()
    bits = {one.name: np.frombuffer(_flags(store, filters, one, table), np.uint8) for one in subjects}
    return {
        name: selected.assign(count=np.unpackbits(own, count=len(selected)).astype(float)) for name, own in bits.items()
    }


@cached_query(spinner=SPINNER, entries=ENTRIES)
def _by_period(
    store: Store, filters: Filters, subjects: Subjects, outlets: tuple[str, ...], period: str, table: PeopleTable
) -> pd.DataFrame:  # fmt: skip
    return attention_by_period(frames(store, filters, subjects), outlets, period)


def by_period(
    store: Store, filters: Filters, subjects: Subjects, outlets: tuple[str, ...], period: str
) -> pd.DataFrame:  # fmt: skip
    """The table of ``attention_by_period``."""
    return _by_period(store, filters, subjects, outlets, period, people_table())


def in_all(store: Store, filters: Filters, subjects: Subjects) -> pd.DataFrame:
    """The table of ``attention_in_all`` for all outlets together."""
    return attention_in_all(frames(store, filters, subjects), ())


@cached_query(spinner="Searching for changes …", entries=ENTRIES)
def _trend(store: Store, filters: Filters, subject: Subject, outlet: str | None, table: PeopleTable) -> Trend:
    return attention_trend(frames(store, filters, (subject,))[subject.name], outlet)


def trend(store: Store, filters: Filters, subject: Subject, outlet: str | None) -> Trend:
    """The changes of the share of a subject, of one outlet or of all."""
    return _trend(store, filters, subject, outlet, people_table())


@cached_query(spinner="Looking for first articles …", entries=ENTRIES)
def _firsts(store: Store, filters: Filters, subject: Subject, table: PeopleTable) -> tuple[pd.DataFrame, Firsts]:
    frame = frames(store, filters, (subject,))[subject.name]
    return first_articles(frame), who_was_first(frame)


def firsts(store: Store, filters: Filters, subject: Subject) -> tuple[pd.DataFrame, Firsts]:
    """The first article of each outlet on a subject, and how often each was first in its stories."""
    return _firsts(store, filters, subject, people_table())


def articles(store: Store, filters: Filters, subject: Subject) -> pd.DataFrame:
    """The selected articles on a subject, the newest first: ``id, outlet, published, …`` as in ``article_list``."""
    frame = frames(store, filters, (subject,))[subject.name]
    columns = queries.columns(store)
    found = columns.article_list(filters, columns.ids(frame.loc[frame["count"] > 0, "id"]))
    return found.iloc[::-1].reset_index(drop=True)
