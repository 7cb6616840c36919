"""Tellings of a story side by side, and the choice of them, which the address keeps by the IDs of their articles."""

from __future__ import annotations

import html
from collections.abc import Callable, Hashable, Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.types import ScoredArticle
from dashboard.cache import people, queries
from dashboard.cache.tellings import claims_of_tellings
from dashboard.markup import highlight, tellings
from dashboard.report.context import HtmlText
from dashboard.theme import style_of
from dashboard.views import stories as stories_views
from dashboard.views.formatting import day, label, outlet_name
from dashboard.widgets.choices.controls import choose_several, selection_query
from dashboard.widgets.page import Page

#: the anchor of the heading, to which links to this part of the page lead
ANCHOR = "side-by-side"
#: unknown articles of a link that the page names, and characters of each
NAMED, LONGEST = 3, 40

#: the name of the choice in the address
NAME = "telling"
#: session keys of the widget, and of the address, the story and the default when it was drawn last
KEY, LAST, STORY, DEFAULT = "chosen-tellings", "address-tellings", "story-of-tellings", "default-tellings"


def choose_tellings(
    story: str, ids: Sequence[str], default: Sequence[str], at_most: int, show: Callable[[str], str]
) -> tuple[list[str], list[str]]:
    """Choose articles of a story; returns their IDs, and those that the address asks for without effect.

    As long as the reader chooses nothing else, the default is chosen. Another story begins with its own default.
    """
    asked = st.query_params.get_all(NAME)
    changed = asked != st.session_state.get(LAST)  # by a link or the browser's back button
    if not changed and st.session_state.get(STORY, story) != story:
        asked = []
        st.query_params.pop(NAME, None)
        st.session_state.pop(KEY, None)
    if not asked and st.session_state.get(KEY) == st.session_state.get(DEFAULT):
        st.session_state.pop(KEY, None)  # the default follows the selection
    known = [one for one in dict.fromkeys(asked) if one in ids][:at_most]
    if changed or KEY not in st.session_state or not set(st.session_state[KEY]) <= set(ids):
        st.session_state[KEY] = known or list(default)
    chosen = st.multiselect(
        "Articles", list(ids), format_func=show, max_selections=at_most, key=KEY, placeholder="Choose two to five"
    )
    if chosen != asked and (asked or chosen != list(default)):
        st.query_params[NAME] = chosen
    st.session_state[LAST] = st.query_params.get_all(NAME)
    st.session_state[STORY], st.session_state[DEFAULT] = story, list(default)
    return list(chosen), [one for one in asked if one not in known]


def show_side_by_side(page: Page, story: str, articles: pd.DataFrame, scored: Mapping[str, ScoredArticle]) -> None:
    """Some tellings of a story in columns with their marks, the statements that they share, and whom they quote.

    ``articles`` is a table of ``ArticleCharts.of_story``, ``scored`` the same articles by ID.
    """
    st.subheader("One story side by side", anchor=ANCHOR)
    labels = {str(row["id"]): _label(row) for row in articles.to_dict("records") if str(row["id"]) in scored}
    default = stories_views.first_tellings(articles[articles["id"].isin(labels.keys())])
    chosen, unknown = choose_tellings(story, list(labels), default, stories_views.MOST_TELLINGS, labels.__getitem__)
    if unknown:
        st.html(_unknown_html(unknown))
    if len(chosen) < stories_views.FEWEST_TELLINGS:
        st.info("Choose at least two articles to read them side by side.")
        return
    titles = highlight.kind_titles()
    kinds = choose_several("Mark", list(titles), highlight.shown_kinds(), "mark", titles.__getitem__)
    shown = [scored[one] for one in chosen]
    st.html(highlight.legend_html(kinds))
    claims = claims_of_tellings(page.store, *chosen)
    st.html(tellings.statements_html(claims, shown))
    st.caption(
        "Shared statements are found by words that sentences have in common, not by meaning. A number links to the "
        "same statement in the next article, a mark to its explanation on the page Article."
    )
    _show_columns(page, shown, kinds)
    _show_speakers(page, shown)


def _show_columns(page: Page, shown: Sequence[ScoredArticle], kinds: Sequence[str]) -> None:
    """The tellings as columns, on the page and, without links, in its report."""
    claims = claims_of_tellings(page.store, *(one.article.id for one in shown))
    apart = {one.article.id: queries.kept_apart(page.store, one.article.id) for one in shown}
    names = [outlet_name(one.article.outlet or "") for one in shown]
    colours = {name: page.theme.outlet_colour(style_of(page.styles, name)) for name in names}
    marked = st.query_params.get_all("mark")
    selection = selection_query() | ({"mark": marked} if marked else {})
    st.html(tellings.tellings_html(shown, claims, apart, kinds, selection, colours))
    in_file = tellings.tellings_html(shown, claims, apart, kinds, None, colours)
    page.context.content.parts["side-by-side"] = HtmlText(
        highlight.legend_html(kinds) + tellings.statements_html(claims, shown) + in_file
    )


def _show_speakers(page: Page, shown: Sequence[ScoredArticle]) -> None:
    st.html("<h4>Named speakers</h4>")
    person_of = people.persons_of_articles(page.store, *(one.article.id for one in shown))
    found = stories_views.speakers_of_tellings(shown, person_of, people.people_table())
    st.html(tellings.speakers_html(found, shown))


def _label(row: Mapping[Hashable, object]) -> str:
    """An article's outlet, headline and day, for the list of tellings."""
    published = row["published"]
    date = published.date() if isinstance(published, pd.Timestamp) and not pd.isna(published) else None
    title = row["title"] if isinstance(row["title"], str) else stories_views.NO_HEADLINE
    return label(outlet_name(str(row["outlet"])), title, day(date))


def _unknown_html(unknown: Sequence[str]) -> str:
    """Which articles of a link are not shown, in a sentence."""
    named = html.escape(", ".join(one[:LONGEST] for one in unknown[:NAMED]))
    return (
        f'<p class="gap">Ignored in this link: {named}. Only selected articles on this story can be shown, at most '
        f"{stories_views.MOST_TELLINGS}.</p>"
    )
