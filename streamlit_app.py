"""Entry point of the dashboard: page set-up and navigation, and the application that is served.

Streamlit imports this file once to serve ``app``, and runs it as a script whenever a page is drawn.
"""

from contextlib import suppress

import streamlit as st

if __name__ == "__main__":
    st.set_page_config(page_title="Sourcelight", page_icon="🔦", layout="wide")
    from dashboard.widgets.choices.history import keep_steps
    from dashboard.widgets.choices.navigation import navigate
    from dashboard.widgets.page import PageEnd
    from dashboard.widgets.share import draw_footer

    page = navigate()
    with suppress(PageEnd):
        page.run()
    draw_footer()
    keep_steps()
else:
    from dashboard.serving import MIDDLEWARE, lifespan, routes

    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=MIDDLEWARE)
