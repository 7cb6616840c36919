"""Which store the dashboard shows, and the demonstration store, which is built if there is no other."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from analysis.paths import DEFAULT, DEMONSTRATION, ENVIRONMENT, SEEDS
from analysis.scorers import versions
from analysis.store import Store


def open_store() -> Store:
    """The store to show: the one named by the environment, else the default one, else the demonstration corpus."""
    path = os.environ.get(ENVIRONMENT)
    if path:
        return Store(Path(path))
    default = Store(DEFAULT)
    if default.exists:
        return default
    demonstration = Store(DEMONSTRATION)
    prepare_demonstration(demonstration)
    return demonstration


def is_demonstration(store: Store) -> bool:
    """True for the store that contains the fictional articles of ``seeds/``."""
    return store.path == DEMONSTRATION


@st.cache_resource(show_spinner="Scoring the demonstration corpus …")
def _built(path: str, scorer_versions: tuple[tuple[str, str], ...]) -> bool:
    from analysis.run.pipeline import ingest, score  # imported here because only the demonstration needs it
    from analysis.run.relate import relate

    store = Store(Path(path))
    ingest(store, [SEEDS / "articles"])
    score(store, workers=1)
    relate(store)
    return True


def prepare_demonstration(store: Store) -> None:
    """Build the demonstration store, once for all sessions and for each version of the scorers."""
    if not store.exists:  # deleted while the server was running
        _built.clear()
    _built(str(store.path), tuple(sorted(versions().items())))
