"""Entering searches, as the pages Search and Attention do."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.corpus.search_terms import MAX_SEARCHES, SearchProblem, operators, searches_of
from analysis.scorers import mark_kinds
from analysis.store.search import Field
from dashboard.cache.attention import Subject, Subjects
from dashboard.cache.searches import Searches
from dashboard.views import search as search_views
from dashboard.views.formatting import day
from dashboard.widgets.choices.controls import choose_one, enter_text
from dashboard.widgets.choices.lists import choose_from
from dashboard.widgets.choices.missing import PageEnd

#: keys of the choice of a search or subject, and of a period, whose sentences or articles are shown
SEARCH_KEY, TIME_KEY, ANY_TIME = "which", "when", "Any time"
#: names of the choices of searches in the address
ASKED = ("query", "in", "voice")


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


def subjects_of(asked: Searches, field: Field) -> Subjects:
    """The searches as subjects of ``dashboard.cache.attention``."""
    return tuple(Subject("words", search_views.searched(terms, field), terms=terms, field=field) for terms in asked)


def searches_in_address() -> dict[str, list[str]]:
    """The searches and where they are made, for a link to another page that makes them too."""
    return {name: found for name in ASKED if (found := st.query_params.get_all(name))}


def choose_time(periods: Sequence[str]) -> str | None:
    """Choose a period or all of them; ``None`` if the address asks for another."""

    def show(option: str) -> str:
        return option if option == ANY_TIME else " – ".join(map(day, search_views.days_of(option)))

    return choose_from("Published", "period", [ANY_TIME, *periods], TIME_KEY, show)
