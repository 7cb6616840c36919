"""What every page begins with: the store, the sidebar, the selection in words, the look."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from analysis.columns.counts import Flags
from analysis.scorers import measures
from analysis.store import Store, StoreProblem
from analysis.store.filter import Filters
from analysis.types import Measure
from dashboard.access import Access, read_only, secrets
from dashboard.cache import demonstration, queries
from dashboard.report.context import Context, Shown
from dashboard.theme import Style, Theme, outlet_styles, style_sheet
from dashboard.views.base import View
from dashboard.views.formatting import outlet_name
from dashboard.views.selection import Corpus, describe
from dashboard.widgets import controls, share

#: how many parts of a link that are not understood are repeated, and how much of each
MOST, LONGEST = 8, 60


class NothingMore(Exception):
    """Raised where a page has nothing more to show. The sidebar's foot follows; ``st.stop`` would leave it out."""


@dataclass(frozen=True, slots=True)
class Page:
    """The selection and everything a page needs to show it; ``selected`` is ``ArticleColumns.selected``."""

    store: Store
    corpus: Corpus
    filters: Filters
    selected: pd.DataFrame
    theme: Theme
    styles: Mapping[str, Style]
    context: Context

    def measured(self, *keys: str) -> pd.DataFrame:
        """Counts of the selected articles for these measures; for all of them where none is named."""
        return queries.measured(self.store, self.filters, keys or tuple(measures()))

    def measured_in(self, stories: Sequence[str], *keys: str) -> pd.DataFrame:
        """The same of the selected articles of some stories."""
        return queries.measured(self.store, self.filters, keys, stories)

    def view(self, make: Callable[..., View], measure: str | tuple[str, ...], *choices: Hashable) -> View:
        """What a function of ``dashboard.views.base`` makes of the selection; kept, so that it is made once."""
        return queries.view(self.store, self.filters, make, measure, *choices)

    def view_of(self, outlets: Sequence[str], make: Callable[..., View], measure: str) -> View:
        """The same of these outlets of the selection alone, where the others change nothing in it."""
        return queries.view(self.store, self.filters.only(outlets), make, measure, tuple(outlets))

    def measure(self, key: str) -> Measure:
        """What a measure's numbers mean."""
        return measures()[key]

    def opens(self, view: View, *names: str) -> Callable[[], None]:
        """What a click on a mark does: its ``customdata`` becomes a selection, by these choices of the sidebar in its
        order, and the page Article shows what is behind it.
        """
        return partial(controls.open_articles, f"chart-{view.name}", names)

    def with_headlines(self, articles: pd.DataFrame) -> pd.DataFrame:
        """The same articles with ``title`` and ``url``, which are looked up in the store."""
        return queries.with_headlines(self.store, articles)

    def holds(self, ids: pd.Series) -> Flags:
        """Which of these articles are selected."""
        return queries.columns(self.store).contains(self.filters, ids)

    @property
    def outlets(self) -> list[str]:
        """The outlets of the selection, those with most articles first."""
        present = set(self.selected["outlet"].unique())
        return [outlet for outlet in self.corpus.outlets if outlet in present]


def _head(title: str, question: str) -> Theme:
    theme = Theme(dark=st.context.theme.type == "dark")
    st.html(style_sheet(theme))
    st.title(title)
    st.html(f'<p class="lead">{question}</p>')
    return theme


def open_adding(title: str, question: str) -> None:
    """Draw the head of the page that adds articles. It needs no store; where there is one, the selection is kept."""
    _head(title, question)
    try:
        corpus = queries.corpus(demonstration.open_store())
        if corpus.articles:
            controls.sidebar(corpus)
    except StoreProblem:
        return


def sign_in() -> Access:
    """The door for this reader, with a button to sign in or out where the server’s secrets configure it (OIDC)."""
    if "auth" not in secrets() or read_only():
        return Access()
    signed_in = bool(st.user.get("is_logged_in", False))
    st.button("Sign out" if signed_in else "Sign in", on_click=st.logout if signed_in else st.login)
    return Access(signed_in)


def open_page(title: str, question: str) -> Page:
    """Draw the head of a page and the sidebar; stop with a clear word where there is nothing to show."""
    theme = _head(title, question)
    try:
        store = demonstration.open_store()
        corpus = queries.corpus(store)
        if not corpus.articles:
            _say_empty(f"The store {store.path} holds no articles yet.")
        wrong = controls.not_understood(corpus)
        filters = controls.sidebar(corpus)
        controls.follow()
        selected = queries.columns(store).selected(filters)
    except StoreProblem as problem:
        _say_empty(str(problem))
    if demonstration.is_demonstration(store):
        st.sidebar.caption("Demonstration corpus: fictional events, told by fictional outlets.")
    if selected.empty:
        st.info("No article matches this selection. Choose more outlets, days or topics in the sidebar.")
        raise NothingMore
    if wrong:
        shown = html.escape(", ".join(value[:LONGEST] for value in wrong[:MOST]))
        st.html(f'<p class="gap">This link asks for what this corpus does not have, so that is left out: {shown}.</p>')
    selection = describe(filters, corpus, len(selected))
    st.html(f'<p class="lead selection">{html.escape(selection)}</p>')
    styles = {outlet_name(name): style for name, style in outlet_styles(corpus.outlets).items()}
    context = Context(selection, dt.datetime.now(dt.UTC).date(), title, question, Shown(address=share.address()))
    page = Page(store, corpus, filters, selected, theme, styles, context)
    share.announce(store, filters, len(selected), context)
    return page


def _say_empty(what: str) -> None:
    st.info(f"{what}")
    st.code("python -m analysis ingest PATH\npython -m analysis score", language="shell")
    raise NothingMore
