"""Sentences from articles on a page, with their download."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.corpus.passages import Passage
from dashboard.markup.passages import passages_html, passages_table
from dashboard.report.context import Context
from dashboard.views.formatting import number_of
from dashboard.widgets.controls import selection_query
from dashboard.widgets.downloads import csv_button


def show_passages(passages: Sequence[Passage], name: str, context: Context, at_most: int) -> None:
    """Show the sentences of the first ``at_most`` articles, with links to these, and a CSV of all sentences."""
    if not passages:
        st.caption("No sentence can be shown.")
        return
    articles = list(dict.fromkeys(passage.article for passage in passages))
    shown = frozenset(articles[:at_most])
    st.html(passages_html([passage for passage in passages if passage.article in shown], selection_query()))
    sentences = number_of(len(passages), "sentence")
    of_articles = number_of(len(articles), "article")
    first = f"The first {at_most} of {of_articles}" if len(articles) > at_most else f"All of {of_articles}"
    st.caption(f"{first}; the CSV holds {sentences}.")
    csv_button(passages_table(passages), f"sourcelight-{name}", context)
