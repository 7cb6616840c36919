"""Searches for words, speakers and cues in all selected articles: by outlet, over time, and the sentences."""

import streamlit as st

from analysis.corpus.search_terms import Term
from analysis.statistics.attention import SHARE
from analysis.store.search import Field
from dashboard.cache import attention, searches
from dashboard.cache.searches import Searches
from dashboard.figures import profile as profile_figures
from dashboard.figures import timeline as timeline_figures
from dashboard.theme import outlet_styles
from dashboard.views import attention as attention_views
from dashboard.views import search as search_views
from dashboard.views import timeline as timeline_views
from dashboard.views.base import View, largest
from dashboard.views.formatting import number_of
from dashboard.widgets.choices.controls import choose_period, selection_query
from dashboard.widgets.choices.lists import OUTLET_KEY, choose_from, choose_on_click, choose_outlets_of_list
from dashboard.widgets.choices.navigation import link
from dashboard.widgets.choices.searches import (
    ANY_TIME,
    SEARCH_KEY,
    TIME_KEY,
    choose_time,
    enter_searches,
    searches_in_address,
    subjects_of,
)
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.passages import show_passages

#: articles whose sentences are shown, and outlets drawn over time beside all of them
SHOWN, OUTLETS = 25, 5


def show_by_outlet(page: Page, asked: Searches, field: Field) -> None:
    """The share of each outlet's articles that each search finds. Raises ``PageEnd`` if no search finds any."""
    result = searches.by_outlet(page.store, page.filters, asked, field)
    for number, sentence in enumerate(result.sentences):
        say(sentence, f"search-{number + 1}", page.context)
    if not any(searches.search(page.store, page.filters, terms, field).matches.articles for terms in asked):
        st.info("No matches. Search in another place, use fewer words, or widen the selection.")
        raise PageEnd
    view, caption, digits = result.view, page.context.caption, SHARE.decimals
    if len(asked) == 1:
        figure = profile_figures.ranking(view, page.theme, page.styles, caption, digits)
    else:
        each = dict.fromkeys(map(search_views.terms_text, asked), digits)
        figure = profile_figures.profile(view, page.theme, page.styles, caption, each, columns=3, one_scale=True)
    show_chart(
        view, figure, page.context, alt=f"{view.title}: shares of its articles, as dots with intervals.",
        clicked=choose_on_click(view.name, OUTLET_KEY, SEARCH_KEY),
    )  # fmt: skip


def show_over_time(page: Page, asked: Searches, field: Field) -> View:
    """The share of the articles of each period that each search finds; returns the view."""
    period = choose_period(page.selected)
    outlets = tuple(largest(page.selected, "outlet", OUTLETS)) if len(asked) == 1 else ()
    subjects = subjects_of(asked, field)
    table = attention.by_period(page.store, page.filters, subjects, outlets, period)
    undated = int(page.selected["published"].isna().sum())
    title = search_views.over_time_title(asked, field, period)
    view = attention_views.over_time(table, "share", period, undated, search_views.OVER_TIME, title)
    if view.empty:
        st.caption("No article in this selection has a date, so there is no chart over time.")
        return view
    if said := timeline_views.too_short(view, period):
        st.caption(said)
    caption, digits = page.context.caption, SHARE.decimals
    if len(asked) == 1:
        figure = timeline_figures.timeline(view, page.theme, page.styles, caption, digits)
        keys = OUTLET_KEY, TIME_KEY
    else:
        styles = outlet_styles(one.name for one in subjects)
        figure = timeline_figures.timeline(view, page.theme, styles, caption, digits, column="subject")
        keys = SEARCH_KEY, TIME_KEY
    show_chart(
        view, figure, page.context, alt=f"{view.title}: shares of articles as lines with intervals.",
        clicked=choose_on_click(view.name, *keys),
    )  # fmt: skip
    st.caption("Click a dot in either chart for its sentences. Shared copy counts as chosen in the sidebar.")
    label = "Attention: as numbers, relative to each other, changes, and who wrote first"
    link("attention", label, selection_query() | searches_in_address() | {"to": ["Words"]})
    return view


def choose_search(asked: Searches) -> tuple[Term, ...] | None:
    """Choose one of the searches; ``None`` if the address asks for another."""
    if len(asked) == 1:
        return asked[0]
    by_text = {search_views.terms_text(terms): terms for terms in asked}
    chosen = choose_from("Sentences containing", "search", list(by_text), SEARCH_KEY)
    return None if chosen is None else by_text[chosen]


def show_sentences(page: Page, asked: Searches, field: Field, over_time: View) -> None:
    """The sentences that one search finds, of all outlets or one, at any time or in one period."""
    left, middle, right = st.columns(3)
    with left:
        outlets = choose_outlets_of_list(page.outlets)
    with middle:
        time = ANY_TIME if over_time.empty else choose_time(search_views.periods_of(over_time))
    with right:
        terms = choose_search(asked)
    if terms is None or not outlets or time is None:
        return
    filters = page.filters if time == ANY_TIME else search_views.within(page.filters, time)
    matches = searches.search(page.store, filters, terms, field).matches
    articles = sum(matches.articles.get(outlet, 0) for outlet in outlets)
    newest = matches.newest[matches.newest["outlet"].isin(outlets)]
    st.subheader(f"{number_of(articles, 'article')}, newest first")
    if articles > searches.NEWEST:
        st.caption(f"Sentences are shown from the newest {searches.NEWEST} articles.")
    passages = searches.passages(page.store, terms, field, tuple(newest["id"].head(searches.NEWEST)))
    show_passages(passages, "search-sentences", page.context, SHOWN)


page = open_page("search", "Which outlets use a word or phrase, how often, when, and in which sentences?")
asked, field = enter_searches()
show_by_outlet(page, asked, field)
show_sentences(page, asked, field, show_over_time(page, asked, field))
