"""One measure over time, and whether it changes more than by chance."""

import html
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.statistics.trend import Trend, search_period
from analysis.types import Measure
from dashboard.cache import comparisons
from dashboard.figures import timeline as timeline_figures
from dashboard.views import timeline as timeline_views
from dashboard.views.base import View
from dashboard.views.formatting import outlet_name
from dashboard.widgets.choices.controls import choose_measure, choose_outlets, choose_period, enter_events
from dashboard.widgets.downloads import say, show_chart, show_table
from dashboard.widgets.page import Page, PageEnd, open_page


def show_timeline(page: Page, view: View, measure: Measure, changes: pd.DataFrame, searched: str) -> None:
    """The picture with change points, looked for by ``searched``, and with the reader's events."""
    caption = page.context.caption
    if len(changes):
        caption += f"\n{timeline_figures.CHANGE_CAPTION.format(period=searched)}"
    figure = timeline_figures.timeline(view, page.theme, page.styles, caption, measure.decimals)
    figure = timeline_figures.with_changes(figure, view, changes, page.theme)
    events, not_read = timeline_views.events_of(enter_events())
    if not_read:
        parts = html.escape("; ".join(not_read))
        st.html(f'<p class="gap">Not understood as an event: {parts}. Begin with a date such as 2019-03-24.</p>')
    show_chart(
        view, timeline_figures.with_events(figure, view, events, page.theme), page.context,
        alt=f"{measure.title} over time, a panel for each outlet, with intervals and change points.",
        clicked=page.open_articles_on_click(view, "outlet", "days"),
    )  # fmt: skip
    st.caption("Click a dot to read its articles.")


def show_trends(
    page: Page, measure: Measure, trends: Mapping[str, Trend], changes: pd.DataFrame, searched: str
) -> None:
    """Each outlet's change over time in words, and as tables."""
    st.subheader("Trends and change points")
    st.caption(
        f"Tested on {searched}ly data. Of outlets without any change, about one in twenty will "
        "show a change point by chance, and one in twenty a trend. A single jump also tilts the trend line."
    )
    for outlet, trend in trends.items():
        say(timeline_views.trend_sentence(trend), f"trend-{outlet}", page.context, subject=outlet_name(outlet))
    with st.expander("Trends and change points, as tables"):
        headings = {
            "outlet": "Outlet", "slope": f"{measure.unit} per year", "low": "95 % interval from", "high": "to",
            "p": "p", "period": "Tested by", "periods": "Periods", "articles": "Articles", "changes": "Change points",
            "note": "Why not tested",
        }  # fmt: skip
        slopes = timeline_views.slopes(trends, measure)
        show_table(slopes, f"slopes-{measure.key}".replace(".", "-"), page.context, headings, measure)
        if len(changes):
            headings = {
                "outlet": "Outlet", "date": f"From the {searched} of", "earliest": "95 % interval from", "latest": "to",
                "before": f"Before, {measure.unit}", "after": "After", "size": "Difference",
                "low": "95 % interval from ", "high": "to ",
            }  # fmt: skip
            show_table(changes, f"changes-{measure.key}".replace(".", "-"), page.context, headings, measure)


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
    show_trends(page, measure, trends, changes, searched)
