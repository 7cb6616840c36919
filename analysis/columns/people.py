"""Persons in tables of names: what the user's table says of them."""

from __future__ import annotations

from collections.abc import Container

import numpy as np
import pandas as pd

from analysis.columns.counts import Flags
from analysis.corpus.people.table import PeopleTable, key, person_by_table
from analysis.store import Store


def with_own_persons(frame: pd.DataFrame, name: str, table: PeopleTable) -> pd.DataFrame:
    """Return the frame with ``person`` as the user's table says, where one of its lines fits.

    ``name`` is the column of names as written; the frame also has ``person``, ``outlet`` ("" if unknown) and
    ``published``. ``person`` becomes a column of strings.
    """
    lines = table.by_name()
    persons = frame["person"].to_numpy(object).copy()
    if lines:
        concerned = _any_key(frame[name], lines) | _any_key(frame["person"], lines)
        rows = np.flatnonzero(concerned)
        columns = (frame[column].to_numpy(object)[rows] for column in (name, "person", "outlet"))
        days = pd.to_datetime(frame["published"]).dt.date.to_numpy(object)[rows]
        for row, written, person, outlet, day in zip(rows, *columns, days, strict=True):
            persons[row] = person_by_table(lines, written, person, outlet, None if pd.isna(day) else day)
    return frame.assign(person=persons)


def persons(store: Store, table: PeopleTable) -> pd.DataFrame:
    """Return every person of a store with the names for them: ``person, name, articles``.

    The persons in most articles come first, and their most frequent names. The user's table is followed.
    """
    found = store.people.names()
    lines = table.by_name()
    concerned = _any_key(found["name"], lines) | _any_key(found["person"], lines)
    if concerned.any():
        own = with_own_persons(store.people.days_of(found["name"][concerned].unique().tolist()), "name", table)
        named = found["name"].isin(own["name"])
        found = pd.concat([found.loc[~named], own[["name", "person", "articles"]]])
        found = found.groupby(["name", "person"]).agg(articles=("articles", "sum")).reset_index()
    found["all"] = found.groupby("person")["articles"].transform("sum")
    found = found.sort_values(["all", "person", "articles", "name"], ascending=[False, True, False, True])
    return found[["person", "name", "articles"]].reset_index(drop=True)


def _any_key(names: pd.Series[str], keys: Container[str]) -> Flags:
    """Which names have one of these keys; each spelling is looked at once."""
    codes, spellings = pd.factorize(names)
    known = np.array([key(str(spelling)) in keys for spelling in spellings] + [False], np.bool_)  # the last for none
    return known[codes]
