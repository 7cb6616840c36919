"""The frame of every page: title, style sheet, store, sidebar, and the selection in words."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.columns.counts import Flags
from analysis.scorers import measures
from analysis.store import EmptyStore, Store, StoreProblem
from analysis.store.filter import Filters
from analysis.types import Measure
from dashboard.access import Access, read_only, secrets
from dashboard.cache import corpora, queries
from dashboard.report.context import Context, PageContent
from dashboard.theme import Style, Theme, outlet_styles, style_sheet
from dashboard.views.base import View
from dashboard.views.formatting import outlet_name
from dashboard.views.selection import Corpus, describe
from dashboard.widgets import share
from dashboard.widgets.choices import controls
from dashboard.widgets.choices.corpora import OpenCorpus, choose_corpus, drop_choices, show_empty
from dashboard.widgets.choices.history import keep
from dashboard.widgets.choices.missing import PageEnd as PageEnd
from dashboard.widgets.choices.missing import end_with_missing, missing_things, shortened
from dashboard.widgets.choices.navigation import draw_group, group_of, title_of
from dashboard.widgets.choices.renamed import rename_choices
from dashboard.widgets.choices.topics import mend_link


@dataclass(frozen=True, slots=True)
class Page:
    """The selection and what a page needs to show it; ``selected`` is the table of ``ArticleColumns.selected``.

    ``bar`` is the place of the choices that the pages of the group Compare share.
    """

    store: Store
    corpus: Corpus
    filters: Filters
    selected: pd.DataFrame
    theme: Theme
    styles: Mapping[str, Style]
    context: Context
    bar: DeltaGenerator

    def measured(self, *keys: str) -> pd.DataFrame:
        """Counts of the selected articles for these measures, or for all measures if none are given."""
        return queries.measured(self.store, self.filters, keys or tuple(measures()))

    def measured_in_stories(self, stories: Sequence[str], *keys: str) -> pd.DataFrame:
        """Counts of the selected articles on these stories for these measures."""
        return queries.measured(self.store, self.filters, keys, stories)

    def view(self, make: Callable[..., View], measure: str | tuple[str, ...], *choices: Hashable) -> View:
        """The cached view that ``make`` builds from the selection (see ``dashboard.cache.queries.view``)."""
        return queries.view(self.store, self.filters, make, measure, *choices)

    def view_of_outlets(self, outlets: Sequence[str], make: Callable[..., View], measure: str) -> View:
        """The cached view of these outlets only, for views on which other outlets have no influence."""
        return queries.view(self.store, self.filters.only(outlets), make, measure, tuple(outlets))

    def comparing(self, outlets: Sequence[str]) -> Page:
        """The same page with colours dealt to these outlets first, so that no two of them are alike."""
        return replace(self, styles=_styles(self.corpus, self.selected, outlets))

    def drawing(self, outlets: Sequence[str]) -> Page:
        """The same page with captions that speak of these outlets' articles only, as the picture does."""
        articles = int(self.selected["outlet"].isin(list(outlets)).sum())
        selection = describe(self.filters.only(outlets), self.corpus, articles)
        return replace(self, context=replace(self.context, selection=selection))

    def measure(self, key: str) -> Measure:
        """The measure with this key."""
        return measures()[key]

    def open_articles_on_click(self, view: View, *names: str) -> Callable[[], None]:
        """The callback for clicks on the picture of a view: open the page Article with the articles of the mark.

        ``names`` are the widgets of the sidebar that the values of the mark's ``customdata`` are put into.
        """
        return partial(controls.request_articles, f"chart-{view.name}", names)

    def with_headlines(self, articles: pd.DataFrame) -> pd.DataFrame:
        """A table of articles by ``id``, with their ``title`` and ``url`` added."""
        return queries.with_headlines(self.store, articles)

    def are_selected(self, ids: pd.Series) -> Flags:
        """True for each of these articles that is selected."""
        return queries.columns(self.store).contains(self.filters, ids)

    @property
    def outlets(self) -> list[str]:
        """The selected outlets, those with most articles in the corpus first."""
        present = set(self.selected["outlet"].unique())
        return [outlet for outlet in self.corpus.outlets if outlet in present]


def _styles(corpus: Corpus, selected: pd.DataFrame, outlets: Sequence[str]) -> dict[str, Style]:
    """The styles by names of outlets: dealt to ``outlets`` first, then to those with most articles in the selection."""
    sizes = selected["outlet"].value_counts()
    by_size = [str(outlet) for outlet in sizes.index[sizes > 0]]
    return {outlet_name(one): style for one, style in outlet_styles(corpus.outlets, [*outlets, *by_size]).items()}


def _draw_head(name: str, question: str) -> Theme:
    """Draw the group, title and question of a page in the theme of the reader's browser."""
    theme = Theme(dark=st.context.theme.type == "dark")
    st.html(style_sheet(theme))
    draw_group(name)
    st.title(title_of(name))
    st.html(f'<p class="lead">{question}</p>')
    return theme


def open_add_page(question: str) -> OpenCorpus | None:
    """Draw the frame of the page Add, and return the corpus that is open, or ``None`` if it cannot be opened."""
    _draw_head("add", question)
    try:
        opened = choose_corpus()
        corpus = queries.corpus(opened.store)
        if opened.changed:
            drop_choices(corpus)
        if corpus.articles:  # the sidebar keeps the selection
            mend_link(corpus)
            controls.sidebar(opened.store, corpus, st.sidebar)
    except EmptyStore:
        return opened
    except StoreProblem as problem:
        st.info(str(problem))
        return None
    return opened


def open_draft_page(question: str) -> None:
    """Draw the frame of the page Draft, which needs no corpus."""
    _draw_head("draft", question)


def sign_in() -> Access:
    """The access of this reader, with a button to sign in or out if the server's secrets configure OpenID Connect."""
    if "auth" not in secrets() or read_only():
        return Access()
    signed_in = bool(st.user.get("is_logged_in", False))
    st.button("Sign out" if signed_in else "Sign in", on_click=st.logout if signed_in else st.login)
    return Access(signed_in)


def open_page(name: str, question: str) -> Page:
    """Draw the frame of a page. Raises ``PageEnd``, after an explanation, if there is nothing to show."""
    theme = _draw_head(name, question)
    try:
        opened = choose_corpus("main" if name == "start" else "sidebar")
        store, corpus = opened.store, _corpus(opened)
        rename_choices()
        mend_link(corpus)
        unknown = controls.unknown_values(corpus)
        missing = {} if opened.changed else missing_things(corpus, name)
        if opened.changed:
            drop_choices(corpus)
        bar, kinds = _places(name)
        rest = {name: st.query_params.get_all(name) for name in st.query_params if name not in missing}
        filters = controls.sidebar(store, corpus, kinds)
        if missing:
            end_with_missing(missing, rest)
        controls.open_requested_articles()
        selected = queries.columns(store).selected(filters)
    except StoreProblem as problem:
        st.info(str(problem))
        raise PageEnd from None
    if corpora.is_demonstration(store):
        st.sidebar.caption("Demonstration corpus: fictional events and fictional outlets.")
    if selected.empty:
        keep("measure", "beside")
        st.info("No article matches these filters. Choose more outlets, dates, topics or kinds.")
        raise PageEnd
    if unknown:
        shown = html.escape(", ".join(shortened(unknown)))
        st.html(f'<p class="gap">Ignored unknown settings in this link: {shown}.</p>')
    present = set(selected["outlet"].unique())
    without_articles = [outlet for outlet in filters.outlets if outlet not in present]
    selection = describe(filters, corpus, len(selected), without_articles)
    st.html(f'<p class="lead selection">{html.escape(selection)}</p>')
    styles = _styles(corpus, selected, ())
    content = PageContent(address=share.address())
    context = Context(selection, dt.datetime.now(dt.UTC).date(), title_of(name), question, opened.name, content)
    page = Page(store, corpus, filters, selected, theme, styles, context, bar)
    share.set_footer(store, filters, len(selected), context)
    return page


def _corpus(opened: OpenCorpus) -> Corpus:
    """What the open corpus contains. Raises ``PageEnd``, after a sentence, if it has no articles."""
    with suppress(EmptyStore):
        corpus = queries.corpus(opened.store)
        if corpus.articles:
            return corpus
    show_empty(opened)
    raise PageEnd


def _places(name: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """The places of a page's own choices and of the kind of article: beside each other in the group Compare."""
    if group_of(name) != group_of("compare"):
        return st.container(), st.sidebar
    left, right = st.columns([5, 1.3])
    return left, right
