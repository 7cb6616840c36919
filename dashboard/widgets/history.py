"""Every choice of the reader as one step of the browser's history."""

from __future__ import annotations

from pathlib import Path

from dashboard.cache.components import component

_JS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def keep_steps() -> None:
    """Make each choice that is bound to the address a step that the browser's back button undoes.

    Streamlit replaces the address when a bound widget changes, and adds an empty step when a link to another page is
    clicked.
    """
    component("history", js=_JS)(key="history")
