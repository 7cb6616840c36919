"""One measure over time, and whether it changes beyond chance."""

import html

import streamlit as st

from analysis.statistics.trend import search_period
from dashboard.cache import comparisons
from dashboard.figures import timeline as timeline_figures
from dashboard.views import timeline as timeline_views
from dashboard.views.formatting import outlet_name
from dashboard.views.timeline import events_of
from dashboard.widgets.controls import choose_measure, choose_one, choose_outlets, note_events
from dashboard.widgets.downloads import say, show_chart, show_table
from dashboard.widgets.page import NothingMore, open_page

MANY = 500
#: days of the selection up to which a picture by day can be read
DAYS = 100

page = open_page("Timeline", "Does a measure change over time?")
left, middle, right = st.columns([4, 3.8, 5.2])
with left:
    measure = page.measure(choose_measure("hedging.outlet"))
with middle:
    # the finest period in which most cells hold enough articles comes first
    usual = "month" if len(page.selected) >= MANY else "quarter"
    dated = page.selected["published"].dropna()
    short = len(dated) > 0 and (dated.max() - dated.min()).days <= DAYS
    periods = [name for name in timeline_views.PERIODS if short or name != "day"]
    period = choose_one("By", sorted(periods, key=lambda name: name != usual), "period")
with right:
    outlets = choose_outlets("Outlets", page.outlets, page.outlets[:5], at_most=timeline_views.SHOWN_LINES - 1)
st.caption(measure.description)
view = page.view(timeline_views.timeline, measure.key, tuple(outlets), period)
if view.empty:
    st.info("No article of this selection has both a date and a measurement, so there is no time to draw.")
    raise NothingMore
if view.table["value"].isna().all():
    st.caption(f"Every {period} has too few articles or stories for a number; choose a longer period above.")
searched = search_period(page.selected["published"])
trends = comparisons.trends(page.store, page.filters, measure.key, outlets, searched)
changes = timeline_views.changes(trends, measure)
caption = page.context.caption
if len(changes):
    caption += f"\n{timeline_figures.CHANGE_CAPTION.format(period=searched)}"
figure = timeline_figures.timeline(view, page.theme, page.styles, caption, measure.decimals)
figure = timeline_figures.with_changes(figure, view, changes, page.theme)
events, wrong = events_of(note_events())
if wrong:
    st.html(f'<p class="gap">Not read as an event: {html.escape("; ".join(wrong))}. Begin with a day: 2019-03-24.</p>')
show_chart(
    view, timeline_figures.with_events(figure, view, events, page.theme), page.context,
    alt=f"{measure.title} over time, a panel for each outlet, with intervals and change points.",
    clicked=page.opens(view, "outlet", "days"),
)  # fmt: skip
st.caption("Click a dot to read its articles.")

if outlets:
    st.subheader("Change beyond chance")
    st.caption(
        f"Looked for by {searched}, whatever the picture shows. Of outlets without any change, about one in twenty "
        "shows a change point by chance, and as many a slope. A single change tilts the straight line too."
    )
    for outlet, trend in trends.items():
        say(timeline_views.told_over_time(trend), f"trend-{outlet}", page.context, of=outlet_name(outlet))
    with st.expander("Slopes and change points, as tables"):
        show_table(
            timeline_views.slopes(trends, measure),
            f"slopes-{measure.key}".replace(".", "-"),
            page.context,
            {
                "outlet": "Outlet",
                "slope": f"{measure.unit} a year",
                "low": "95 % from",
                "high": "to",
                "p": "p",
                "period": "Looked for by",
                "periods": "Periods",
                "articles": "Articles",
                "changes": "Change points",
                "note": "Why none",
            },
            measure,
        )
        if len(changes):
            show_table(
                changes,
                f"changes-{measure.key}".replace(".", "-"),
                page.context,
                {
                    "outlet": "Outlet",
                    "date": f"From the {searched} of",
                    "earliest": "95 % from",
                    "latest": "to",
                    "before": f"Before, {measure.unit}",
                    "after": "After",
                    "size": "Difference",
                    "low": "95 % from ",
                    "high": "to ",
                },
                measure,
            )
