"""A decorator that caches queries of a store until the store's data change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, TypeVar, cast

import streamlit as st

from analysis.store import Store

P = ParamSpec("P")
R = TypeVar("R")
Query = Callable[Concatenate[Store, P], R]
#: cached results per query
ENTRIES = 64


def cached_query(spinner: str | Literal[False] = False, entries: int = ENTRIES) -> Callable[[Query[P, R]], Query[P, R]]:
    """Cache a function of a store for all sessions, keyed by the store's path and data version and the other arguments.

    The other arguments must be hashable, so sequences are passed as tuples. ``spinner`` is the text that the page shows
    while the query runs, ``entries`` the number of results that are kept.
    """

    def decorate(query: Query[P, R]) -> Query[P, R]:
        def run(path: str, version: str, args: tuple[object, ...], named: dict[str, object]) -> R:
            return query(Store(Path(path)), *args, **named)  # type: ignore[arg-type]

        # Streamlit identifies a cached function by its module, name and source; the source is the same for all queries.
        run.__module__, run.__qualname__ = query.__module__, query.__qualname__
        cached = st.cache_data(max_entries=entries, show_spinner=spinner)(run)

        @wraps(query)
        def ask(store: Store, *args: P.args, **named: P.kwargs) -> R:
            return cached(str(store.path), store.data_version(), args, named)

        return cast(Query[P, R], ask)

    return decorate
