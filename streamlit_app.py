"""Sourcelight's dashboard: page set-up and navigation, nothing else."""

import streamlit as st

PAGES = ("overview", "compare", "topics", "stories", "timeline", "sources", "names", "article", "methods", "add")

st.set_page_config(page_title="Sourcelight", page_icon="🔦", layout="wide")
st.navigation(
    [st.Page(f"dashboard/pages/{name}.py", title=name.capitalize(), default=name == PAGES[0]) for name in PAGES],
    position="top",
).run()
