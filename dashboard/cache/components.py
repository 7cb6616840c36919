"""Custom elements of the pages, each registered with Streamlit once for all sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


@st.cache_resource(show_spinner=False)
def component(
    name: str, html: str | None = None, css: str | None = None, js: str | None = None, isolate_styles: bool = True
) -> ComponentRenderer:
    """Return the function that draws a custom element; names must be unique within the dashboard."""
    return st.components.v2.component(name, html=html, css=css, js=js, isolate_styles=isolate_styles)
