"""Sourcelight's dashboard: page set-up and navigation, and how it is served; nothing else.

Streamlit imports this file once, to serve ``app``, and runs it as a script for every reader.
"""

import streamlit as st

PAGES = ("overview", "compare", "topics", "stories", "timeline", "sources", "names", "article", "methods")

if __name__ == "__main__":
    st.set_page_config(page_title="Sourcelight", page_icon="🔦", layout="wide")
    st.navigation(
        [st.Page(f"dashboard/pages/{name}.py", title=name.capitalize(), default=name == PAGES[0]) for name in PAGES],
        position="top",
    ).run()
else:
    from dashboard.serving import MIDDLEWARE, warmed

    app = st.App(__file__, lifespan=warmed, middleware=MIDDLEWARE)
