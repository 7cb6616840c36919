"""Sourcelight's dashboard: page set-up and navigation, and how it is served; nothing else.

Streamlit imports this file once, to serve ``app``, and runs it as a script for every reader.
"""

from contextlib import suppress

import streamlit as st

PAGES = (
    "overview", "compare", "topics", "stories", "blind_spots", "timeline", "sources", "names", "words", "search",
    "article", "methods", "add",
)  # fmt: skip

if __name__ == "__main__":
    st.set_page_config(page_title="Sourcelight", page_icon="🔦", layout="wide")
    from dashboard.widgets.page import PageEnd
    from dashboard.widgets.share import foot

    page = st.navigation(
        [
            st.Page(f"dashboard/pages/{name}.py", title=name.replace("_", " ").capitalize(), default=name == PAGES[0])
            for name in PAGES
        ],
        position="top",
    )
    with suppress(PageEnd):
        page.run()
    foot()
else:
    from dashboard.serving import MIDDLEWARE, routes, warmed

    app = st.App(__file__, lifespan=warmed, routes=routes(), middleware=MIDDLEWARE)
