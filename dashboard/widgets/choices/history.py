"""Every choice of the reader as one step of the browser's history, also across pages."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.cache.components import component

#: session key of the page that was drawn last
LAST_PAGE = "last-page"
_JS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def keep_steps() -> None:
    """Make each choice that is bound to the address a step that the browser's back button undoes.

    Streamlit replaces the address when a bound widget changes, and adds an empty step when a link to another page is
    clicked.
    """
    component("history", js=_JS)(key="history")
    if run := get_script_run_ctx():
        st.session_state[LAST_PAGE] = run.page_script_hash


@contextmanager
def on_every_page(*keys: str) -> Generator[None]:
    """Widgets drawn inside, with these keys, are those of all pages.

    Streamlit takes the choices of another page's widgets out of an address, and prefers the last choice to that of a
    link. Here a link wins, and what it does not say stays as it was chosen.
    """
    run = get_script_run_ctx()
    if run is None:
        yield
        return
    if st.session_state.get(LAST_PAGE, run.page_script_hash) != run.page_script_hash:
        _arrive(keys, parse_qs(run.query_string), by_history=run.is_history_navigation)
    with run.run_with_active_hash(run.pages_manager.main_script_hash):
        yield


def _arrive(keys: Sequence[str], asked: Mapping[str, list[str]], by_history: bool) -> None:
    """Make choices those of the address, ``asked``, by which another page opens."""
    for key in keys:
        if key in asked:
            if key in st.session_state:
                del st.session_state[key]
            if key not in st.query_params:
                st.query_params[key] = asked[key]
        elif not by_history:
            keep(key)


def keep(*keys: str) -> None:
    """Keep choices that this page does not draw, or that its address does not have."""
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
