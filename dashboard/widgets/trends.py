"""Changes over time in words and tables, and the reader's events, for pages with a timeline."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.statistics.trend import Trend
from analysis.types import Measure
from dashboard.report.context import Context
from dashboard.views import timeline as timeline_views
from dashboard.views.formatting import outlet_name
from dashboard.widgets.choices.controls import enter_events
from dashboard.widgets.downloads import say, show_table


def choose_events() -> list[tuple[dt.date, str]]:
    """Enter events to be marked in a timeline; a sentence names what is not understood."""
    events, not_read = timeline_views.events_of(enter_events())
    if not_read:
        parts = html.escape("; ".join(not_read))
        st.html(f'<p class="gap">Not understood as an event: {parts}. Begin with a date such as 2019-03-24.</p>')
    return events


def show_trends(
    context: Context, measure: Measure, trends: Mapping[str, Trend], changes: pd.DataFrame, searched: str,
    noun: str = "outlet",
) -> None:  # fmt: skip
    """The change over time of each outlet, or of other things called ``noun``, in words and as tables."""
    st.subheader("Trends and change points")
    st.caption(
        f"Tested on {searched}ly data. Of {noun}s without any change, about one in twenty will "
        "show a change point by chance, and one in twenty a trend. A single jump also tilts the trend line."
    )
    for outlet, trend in trends.items():
        say(timeline_views.trend_sentence(trend), f"trend-{outlet}", context, subject=outlet_name(outlet))
    with st.expander("Trends and change points, as tables"):
        headings = {
            "outlet": noun.capitalize(), "slope": f"{measure.unit} per year", "low": "95 % interval from", "high": "to",
            "p": "p", "period": "Tested by", "periods": "Periods", "articles": "Articles", "changes": "Change points",
            "note": "Why not tested",
        }  # fmt: skip
        slopes = timeline_views.slopes(trends, measure)
        show_table(slopes, f"slopes-{measure.key}".replace(".", "-"), context, headings, measure)
        if len(changes):
            headings = {
                "outlet": noun.capitalize(), "date": f"From the {searched} of",
                "earliest": "95 % interval from", "latest": "to",
                "before": f"Before, {measure.unit}", "after": "After", "size": "Difference",
                "low": "95 % interval from ", "high": "to ",
            }  # fmt: skip
            show_table(changes, f"changes-{measure.key}".replace(".", "-"), context, headings, measure)
