"""What a session has read or fetched on the page Add and not stored yet, kept while the page is drawn again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import streamlit as st

from analysis.ingest.dates import Order
from analysis.ingest.tables.understood import Tally
from analysis.types import Article, Problem

Found = list[Article | Problem]
#: what was read from a file, and what was understood of its columns
Read = tuple[Found, Tally]
#: the key of the text area with the links to fetch
LINKS = "links"


def discard(name: str) -> None:
    """Forget the draft with this name: what was ``pasted``, ``dropped`` or ``fetched``."""
    st.session_state.pop(name, None)


def uploads() -> dict[Hashable, Read]:
    """What was read from the uploaded files, by file, choice of columns and order of dates."""
    state: Any = st.session_state
    return dict(state.get("uploads", {}))


def order_key(file: str) -> str:
    """The key of the control with the order of day and month in the dates of a file."""
    return f"{file}-order"


def order_of(file: str) -> Order | None:
    """The order of day and month that was chosen for the dates of a file."""
    order: Order | None = st.session_state.get(order_key(file))
    return order


def keep_uploads(uploads: dict[Hashable, Read]) -> None:
    """Keep what was read from the uploaded files, so that correcting an article does not read them again."""
    st.session_state["uploads"] = uploads


def enter_links(links: Sequence[str]) -> None:
    """Put links into the text area with the links to fetch."""
    st.session_state[LINKS] = "\n".join(links)


def fetched() -> Found:
    """What was read from the pages fetched last."""
    return list(st.session_state.get("fetched", ()))


def keep_fetched(found: Found) -> None:
    """Keep what was read from the pages fetched."""
    st.session_state["fetched"] = found
