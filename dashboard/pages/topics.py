"""One measure by outlet and topic."""

import streamlit as st

from dashboard.figures import topics as topics_figures
from dashboard.views import topics as topics_views
from dashboard.widgets.choices.controls import choose_measure
from dashboard.widgets.choices.history import keep
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import PageEnd, open_page

page = open_page("topics", "On which topics does an outlet write differently?")
keep("beside")
with page.bar:
    measure = page.measure(choose_measure("hedging.outlet"))
st.caption(measure.description)
view = page.view(topics_views.grid, measure.key)
if view.empty:
    st.info("These articles have not been scored yet. Run: python -m analysis score")
    raise PageEnd
furthest = topics_views.furthest_topic_sentence(view.table, measure)
say(furthest, "furthest", page.context)
figure = topics_figures.grid(view, page.theme, page.context.provenance, measure.decimals)
show_chart(
    view, figure, page.context, alt=f"Heat map of {measure.title} by outlet and topic. {furthest}",
    clicked=page.open_articles_on_click(view, "outlet", "topic"),
)  # fmt: skip
st.caption("Click a cell to read its articles.")
