"""The element that draws a figure: Plotly in the page itself, redrawn in place.

Streamlit's own element of charts is made anew whenever a number changes and then drawn three times: two to three times
the wait (``docs/measurements/browser-speed.md``), and its marks cannot be reached by keyboard.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from plotly.io.json import to_json_plotly

from dashboard.figures.base import Figure

_HTML = """<div class="plot" tabindex="0" role="application" aria-roledescription="picture"></div
><span class="said" role="status"></span>"""
_CSS = """
.plot:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.plot.picks .points path { cursor: pointer; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


@st.cache_resource
def _picture():  # type: ignore[no-untyped-def]
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    return st.components.v2.component("picture", html=_HTML, css=_CSS, js=script, isolate_styles=False)


def draw(figure: Figure, key: str, alt: str, picked: Callable[[], None] | None = None) -> None:
    """Draw a figure. A click on a mark, or Enter where the arrow keys have led to it, calls ``picked``: its
    ``customdata`` is what ``picked_mark`` then gives for the same ``key``.
    """
    events = {"on_picked_change": picked} if picked else {}
    _picture()(
        data={"figure": to_json_plotly(figure, engine="json"), "alt": alt, "picks": picked is not None},
        key=key,
        **events,
    )


def picked_mark(key: str) -> list[str]:
    """The ``customdata`` of the mark that was picked in the picture of this key; empty where none was."""
    return list(st.session_state.get(key, {}).get("picked") or [])
