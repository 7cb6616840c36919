"""The element that draws a figure with Plotly and redraws it in place.

Streamlit's own chart element is created again whenever a number changes and then drawn three times, which takes two to
three times as long (``docs/measurements/browser-speed.md``); and its marks cannot be reached with the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from plotly.io.json import to_json_plotly

from dashboard.cache.components import component
from dashboard.figures.base import Figure

_HTML = """<div class="plot" tabindex="0" role="application" aria-roledescription="chart"></div
><span class="said" role="status"></span>"""
_CSS = """
.plot:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.plot.picks .points path { cursor: pointer; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""
#: fits a figure to a width; in front of every script that draws one
FIT = Path(__file__).with_name("fit.js").read_text(encoding="utf-8")
_JS = FIT + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def draw(figure: Figure, key: str, alt: str, picked: Callable[[], None] | None = None) -> None:
    """Draw a figure with a text alternative.

    ``picked`` is called when a mark is clicked, or chosen with the arrow keys and Enter; ``picked_mark`` with the same
    ``key`` then returns the mark's ``customdata``.
    """
    events: dict[str, Any] = {"on_picked_change": picked} if picked else {}
    component("picture", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)(
        data={"figure": to_json_plotly(figure, engine="json"), "alt": alt, "picks": picked is not None},
        key=key,
        **events,
    )


def picked_mark(key: str) -> list[str]:
    """The ``customdata`` of the mark that was picked in the picture with this key; empty if none was."""
    return list(st.session_state.get(key, {}).get("picked") or [])
