"""Caching a query of a store: one decorator, keyed on the store's data and on what is asked."""

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
#: results that each query keeps
ENTRIES = 64


def cached_query(spinner: str | Literal[False] = False, entries: int = ENTRIES) -> Callable[[Query[P, R]], Query[P, R]]:
    """Cache a function of a store for all sessions, by the store's path and data version and by its other arguments.

    These must be hashable, so sequences are passed as tuples. ``spinner`` is what a page says meanwhile.
    """

    def decorate(query: Query[P, R]) -> Query[P, R]:
        def answer(path: str, version: str, args: tuple[object, ...], named: dict[str, object]) -> R:
            return query(Store(Path(path)), *args, **named)  # type: ignore[arg-type]

        answer.__module__, answer.__qualname__ = query.__module__, query.__qualname__  # by these Streamlit keys caches
        cached = st.cache_data(max_entries=entries, show_spinner=spinner)(answer)

        @wraps(query)
        def ask(store: Store, *args: P.args, **named: P.kwargs) -> R:
            return cached(str(store.path), store.data_version(), args, named)

        return cast(Query[P, R], ask)

    return decorate
