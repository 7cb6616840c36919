"""Entry point of the dashboard: page set-up and navigation, and the application that is served.

Streamlit imports this file once to serve ``app``, and runs it as a script whenever a page is drawn.
"""

from contextlib import suppress

import streamlit as st

#: the pages in the order of the navigation, each a script in ``dashboard/pages``; the first is the start page
PAGES = (
    "overview", "compare", "topics", "stories", "blind_spots", "timeline", "sources", "names", "words", "search",
    "article", "methods", "add",
)  # fmt: skip

if __name__ == "__main__":
    st.set_page_config(page_title="Sourcelight", page_icon="🔦", layout="wide")
    from dashboard.widgets.page import PageEnd
    from dashboard.widgets.share import draw_footer

    page = st.navigation(
        [
            st.Page(f"dashboard/pages/{name}.py", title=name.replace("_", " ").capitalize(), default=name == PAGES[0])
            for name in PAGES
        ],
        position="top",
    )
    with suppress(PageEnd):
        page.run()
    draw_footer()
else:
    from dashboard.serving import MIDDLEWARE, lifespan, routes

    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=MIDDLEWARE)
