"""What every page begins with: the store, the sidebar, the selection in words, the look."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from analysis.scorers import measures
from analysis.store import Store, StoreProblem
from analysis.types import Measure
from analysis.which import Which
from dashboard import data, filters
from dashboard.adding import READ_ONLY, Door, is_on
from dashboard.downloads import Context
from dashboard.look import Look, Style, outlet_styles, style_sheet
from dashboard.selection import Corpus, describe, outlet_name


@dataclass(frozen=True, slots=True)
class Page:
    """The selection and everything a page needs to show it."""

    store: Store
    corpus: Corpus
    which: Which
    articles: pd.DataFrame
    look: Look
    styles: Mapping[str, Style]
    context: Context

    def measured(self, *keys: str) -> pd.DataFrame:
        """Counts of the selected articles for these measures; for all of them where none is named."""
        return data.measured(self.store, self.which, keys or tuple(measures()))

    def measure(self, key: str) -> Measure:
        """What a measure's numbers mean."""
        return measures()[key]

    @property
    def outlets(self) -> list[str]:
        """The outlets of the selection, those with most articles first."""
        present = set(self.articles["outlet"])
        return [outlet for outlet in self.corpus.outlets if outlet in present]


def _head(title: str, question: str) -> Look:
    look = Look(dark=st.context.theme.type == "dark")
    st.html(style_sheet(look))
    st.title(title)
    st.html(f'<p class="lead">{question}</p>')
    return look


def open_adding(title: str, question: str) -> None:
    """Draw the head of the page that adds articles. It needs no store; where there is one, the selection is kept."""
    _head(title, question)
    try:
        corpus = data.corpus(data.open_store())
        if corpus.articles:
            filters.sidebar(corpus)
    except StoreProblem:
        return


def sign_in() -> Door:
    """The door for this reader, with a button to sign in or out where the server’s secrets configure it (OIDC)."""
    secrets = _secrets()
    read_only = is_on(secrets.get(READ_ONLY, ""))
    if "auth" not in secrets or read_only:
        return Door(read_only=read_only)
    signed_in = bool(st.user.get("is_logged_in", False))
    st.button("Sign out" if signed_in else "Sign in", on_click=st.logout if signed_in else st.login)
    return Door(signed_in)


def _secrets() -> Mapping[str, object]:
    try:
        return dict(st.secrets)
    except (FileNotFoundError, StreamlitSecretNotFoundError):
        return {}


def open_page(title: str, question: str) -> Page:
    """Draw the head of a page and the sidebar; stop with a clear word where there is nothing to show."""
    look = _head(title, question)
    try:
        store = data.open_store()
        corpus = data.corpus(store)
        if not corpus.articles:
            _say_empty(f"The store {store.path} holds no articles yet.")
        which = filters.sidebar(corpus)
        articles = data.articles(store, which)
    except StoreProblem as problem:
        _say_empty(str(problem))
    if data.is_demonstration(store):
        st.sidebar.caption("Demonstration corpus: fictional events, told by fictional outlets.")
    if articles.empty:
        st.info("No article matches this selection. Choose more outlets, days or topics in the sidebar.")
        st.stop()
    selection = describe(which, corpus, len(articles))
    st.html(f'<p class="lead selection">{html.escape(selection)}</p>')
    styles = {outlet_name(name): style for name, style in outlet_styles(corpus.outlets).items()}
    return Page(store, corpus, which, articles, look, styles, Context(selection, dt.datetime.now(dt.UTC).date()))


def _say_empty(what: str) -> None:
    st.info(f"{what}")
    st.code("python -m analysis ingest PATH\npython -m analysis score", language="shell")
    st.stop()
