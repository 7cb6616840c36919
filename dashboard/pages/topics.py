"""One measure by outlet and topic."""

import streamlit as st

from dashboard.figures import shared as figures
from dashboard.views import base as views
from dashboard.views import told
from dashboard.widgets.controls import choose_measure
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import NothingMore, open_page

page = open_page("Topics", "On which topics does an outlet write differently?")
measure = page.measure(choose_measure("hedging.outlet"))
st.caption(measure.description)
view = page.view(views.grid, measure.key)
if view.empty:
    st.info("Nothing has been measured on these articles yet. Run: python -m analysis score")
    raise NothingMore
said = told.furthest_cell(view.table, measure)
say(said, "furthest", page.context)
figure = figures.grid(view, page.look, page.context.origin, measure.decimals)
show_chart(
    view, figure, page.context, alt=f"Heat map of {measure.title} by outlet and topic. {said}",
    clicked=page.opens(view, "outlet", "topic"),
)  # fmt: skip
st.caption("Click a cell to read its articles.")
