"""Which store the dashboard shows, and the demonstration store, which is made when nobody has another one."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from analysis.paths import DEFAULT, DEMONSTRATION, ENVIRONMENT, SEEDS
from analysis.scorers import versions
from analysis.store import Store


def open_store() -> Store:
    """The store to show: the one that is named, the user's own, or else the demonstration corpus."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Store(Path(named))
    own = Store(DEFAULT)
    if own.exists:
        return own
    demonstration = Store(DEMONSTRATION)
    prepare_demonstration(demonstration)
    return demonstration


def is_demonstration(store: Store) -> bool:
    """True where the store holds the fictional articles of ``seeds/``."""
    return store.path == DEMONSTRATION


@st.cache_resource(show_spinner="Scoring the demonstration corpus …")
def _made(path: str, current: tuple[tuple[str, str], ...]) -> bool:
    from analysis.run.pipeline import ingest, score  # late, for only the demonstration is scored here
    from analysis.run.relate import relate

    store = Store(Path(path))
    ingest(store, [SEEDS / "articles"])
    score(store, workers=1)
    relate(store)
    return True


def prepare_demonstration(store: Store) -> None:
    """Make the demonstration store, once for all sessions and for each version of the scorers."""
    if not store.exists:  # removed while the server ran
        _made.clear()
    _made(str(store.path), tuple(sorted(versions().items())))
