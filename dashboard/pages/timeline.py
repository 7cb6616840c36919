"""One measure over time, and whether it changes more than by chance."""

import pandas as pd
import streamlit as st

from analysis.statistics.trend import search_period
from analysis.types import Measure
from dashboard.cache import comparisons
from dashboard.figures import timeline as timeline_figures
from dashboard.views import timeline as timeline_views
from dashboard.views.base import View
from dashboard.widgets.choices.controls import choose_measure, choose_outlets, choose_period
from dashboard.widgets.downloads import show_chart
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.trends import choose_events, show_trends


def show_timeline(page: Page, view: View, measure: Measure, changes: pd.DataFrame, searched: str) -> None:
    """The picture with change points, looked for by ``searched``, and with the reader's events."""
    caption = page.context.caption
    if len(changes):
        caption += f"\n{timeline_figures.CHANGE_CAPTION.format(period=searched)}"
    figure = timeline_figures.timeline(view, page.theme, page.styles, caption, measure.decimals)
    figure = timeline_figures.with_changes(figure, view, changes, page.theme)
    events = choose_events()
    show_chart(
        view, timeline_figures.with_events(figure, view, events, page.theme), page.context,
        alt=f"{measure.title} over time, a panel for each outlet, with intervals and change points.",
        clicked=page.open_articles_on_click(view, "outlet", "days"),
    )  # fmt: skip
    st.caption("Click a dot to read its articles.")


page = open_page("timeline", "Does a measure change over time?")
left, middle, right = page.bar.columns([4, 3.8, 5.2])
with left:
    measure = page.measure(choose_measure("hedging.outlet"))
with middle:
    period = choose_period(page.selected)
with right:
    outlets = choose_outlets(
        "Outlets", page.corpus, page.outlets, usual=5, at_most=timeline_views.SHOWN_PANELS - 1
    )  # fmt: skip
page = page.comparing(outlets)
st.caption(measure.description)
view = page.view(timeline_views.timeline, measure.key, tuple(outlets), period)
if view.empty:
    st.info("No article in this selection has both a date and this measure, so there is no chart over time.")
    raise PageEnd
if said := timeline_views.too_short(view, period):
    st.caption(said)
searched = search_period(page.selected["published"])
trends = comparisons.trends(page.store, page.filters, measure.key, outlets, searched)
changes = timeline_views.changes(trends, measure)
show_timeline(page, view, measure, changes, searched)
if outlets:
    show_trends(page.context, measure, trends, changes, searched)
