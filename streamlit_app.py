"""Sourcelight's dashboard: page set-up and navigation, nothing else."""

import streamlit as st

PAGES = (
    "overview", "compare", "topics", "stories", "blind_spots", "timeline", "sources", "names", "words", "search",
    "article", "methods",
)  # fmt: skip

st.set_page_config(page_title="Sourcelight", page_icon="🔦", layout="wide")
st.navigation(
    [
        st.Page(f"dashboard/pages/{name}.py", title=name.replace("_", " ").capitalize(), default=name == PAGES[0])
        for name in PAGES
    ],
    position="top",
).run()
