"""Searches for words, speakers and cues in all selected articles: by outlet, over time, and the sentences."""

from collections.abc import Sequence

import streamlit as st

from analysis.corpus.search_terms import MAX_SEARCHES, SearchProblem, Term, operators, searches_of
from analysis.scorers import mark_kinds
from analysis.store.search import Field
from dashboard.cache import searches
from dashboard.cache.searches import Searches
from dashboard.figures import profile as profile_figures
from dashboard.figures import timeline as timeline_figures
from dashboard.theme import outlet_styles
from dashboard.views import search as search_views
from dashboard.views import timeline as timeline_views
from dashboard.views.base import View, largest
from dashboard.views.formatting import day, number_of
from dashboard.widgets.choices.controls import choose_one, choose_period, enter_text
from dashboard.widgets.choices.lists import OUTLET_KEY, choose_from, choose_on_click, choose_outlets_of_sentences
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.passages import show_passages

#: articles whose sentences are shown, and outlets drawn over time beside all of them
SHOWN, OUTLETS = 25, 5
#: keys of the choice of a search and of a period whose sentences are shown, and the choice of all periods
SEARCH_KEY, TIME_KEY, ANY_TIME = "which", "when", "Any time"


def enter_searches() -> tuple[Searches, Field]:
    """Enter searches and choose where to search. Without words, all marks of the kind chosen are searched for.

    Raises ``PageEnd``, after an explanation, if there are none or they cannot be made."""
    label = "Words, “phrases” or beginnings of words (immigra*); a semicolon separates searches"
    query = enter_text(label, "query", 'recount; "climate change"; immigra*')
    try:
        found = searches_of(query)
    except SearchProblem as problem:
        st.info(str(problem))
        raise PageEnd from None
    field = choose_field()
    if not found and field.partition("@")[0] in mark_kinds():
        return ((),), field
    if not found:
        st.info(
            "Type a word above. An article must contain all the words, in any order; a phrase in “quotation marks” is "
            "found exactly as typed; a star stands for the rest of a word. Capitals do not matter. Separate up to "
            f"{MAX_SEARCHES} searches with semicolons to compare them."
        )
        raise PageEnd
    if as_words := operators(query):
        st.caption(search_views.operators_sentence(as_words))
    return found, field


def choose_field() -> Field:
    """Choose where to search, and for a kind of mark in whose voice."""
    fields = search_views.fields()
    field = fields[choose_one("Search in", list(fields), "in")]
    if field not in mark_kinds():
        return field
    voice = choose_one("Voice", list(search_views.VOICES), "voice", search_views.VOICES.__getitem__)
    return f"{field}@{voice}" if voice else field


def show_by_outlet(page: Page, asked: Searches, field: Field) -> None:
    """The share of each outlet's articles that each search finds. Raises ``PageEnd`` if no search finds any."""
    result = searches.by_outlet(page.store, page.filters, asked, field)
    for number, sentence in enumerate(result.sentences):
        say(sentence, f"search-{number + 1}", page.context)
    if not any(searches.search(page.store, page.filters, terms, field).matches.articles for terms in asked):
        st.info("No matches. Search in another place, use fewer words, or widen the selection.")
        raise PageEnd
    view, caption, digits = result.view, page.context.caption, search_views.FOUND.decimals
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
    outlets = tuple(largest(page.selected, "outlet", OUTLETS))
    view = searches.over_time(page.store, page.filters, asked, field, outlets, period)
    if view.empty:
        st.caption("No article in this selection has a date, so there is no chart over time.")
        return view
    if said := timeline_views.too_short(view, period):
        st.caption(said)
    caption, digits = page.context.caption, search_views.FOUND.decimals
    if len(asked) == 1:
        figure = timeline_figures.timeline(view, page.theme, page.styles, caption, digits)
        keys = OUTLET_KEY, TIME_KEY
    else:
        styles = outlet_styles(map(search_views.terms_text, asked))
        figure = timeline_figures.timeline(view, page.theme, styles, caption, digits, column="search")
        keys = SEARCH_KEY, TIME_KEY
    show_chart(
        view, figure, page.context, alt=f"{view.title}: shares of articles as lines with intervals.",
        clicked=choose_on_click(view.name, *keys),
    )  # fmt: skip
    st.caption("Click a dot in either chart for its sentences. Shared copy counts as chosen in the sidebar.")
    return view


def choose_search(asked: Searches) -> tuple[Term, ...] | None:
    """Choose one of the searches; ``None`` if the address asks for another."""
    if len(asked) == 1:
        return asked[0]
    by_text = {search_views.terms_text(terms): terms for terms in asked}
    chosen = choose_from("Sentences containing", "search", list(by_text), SEARCH_KEY)
    return None if chosen is None else by_text[chosen]


def choose_time(periods: Sequence[str]) -> str | None:
    """Choose a period or all of them; ``None`` if the address asks for another."""

    def show(option: str) -> str:
        return option if option == ANY_TIME else " – ".join(map(day, search_views.days_of(option)))

    return choose_from("Published", "period", [ANY_TIME, *periods], TIME_KEY, show)


def show_sentences(page: Page, asked: Searches, field: Field, over_time: View) -> None:
    """The sentences that one search finds, of all outlets or one, at any time or in one period."""
    left, middle, right = st.columns(3)
    with left:
        outlets = choose_outlets_of_sentences(page.outlets)
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
