"""The choice of the corpus, which every page has, and what is said of a corpus without articles."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import streamlit as st

from analysis.store import Store
from dashboard.access import read_only
from dashboard.cache import corpora
from dashboard.views.selection import Corpus
from dashboard.widgets.choices.history import on_every_page
from dashboard.widgets.choices.missing import end_with_missing

#: where a page draws the choice
Place = Literal["sidebar", "main"]
#: name of the choice in the address, and key of its widget
KEY = "corpus"
#: pixels of the choice in the main area
NARROW = 320
#: session key of the default of the choice, and of the corpus that the page showed last
DEFAULT, LAST = "default-corpus", "last-corpus"


@dataclass(frozen=True, slots=True)
class OpenCorpus:
    """The corpus that is open: its name, its store, and whether another was open before in this session."""

    name: str
    store: Store
    changed: bool


def choose_corpus(place: Place = "sidebar") -> OpenCorpus:
    """Draw the choice of the corpus, if there is more than one, and open the corpus chosen.

    Raises ``PageEnd``, after a sentence, if the address names a corpus that does not exist, or ``StoreProblem``.
    """
    found = corpora.corpora()
    missing = [name for name in st.query_params.get_all(KEY) if name and name not in found]
    if missing:
        st.session_state.pop(KEY, None)
        rest = {name: st.query_params.get_all(name) for name in st.query_params if name != KEY}
        end_with_missing({KEY: missing}, rest)
    default = corpora.default_corpus(found)
    name = _draw(place, found, default) if len(found) > 1 else default
    before = st.session_state.get(LAST, name)
    st.session_state[LAST] = name
    return OpenCorpus(name, corpora.open_corpus(found[name]), before != name)


def _draw(place: Place, found: Mapping[str, object], default: str) -> str:
    names = list(found)
    with on_every_page(KEY), st.sidebar if place == "sidebar" else st.container(key="choose-corpus", width=NARROW):
        chosen = st.session_state.get(KEY)
        if chosen is not None and chosen not in names:
            del st.session_state[KEY]
        elif chosen is not None and st.session_state.get(DEFAULT) != default:
            st.session_state[KEY] = chosen  # what is open stays open, and the address names it
        st.session_state[DEFAULT] = default
        return str(st.selectbox("Corpus", names, index=names.index(default), key=KEY, bind="query-params"))


def drop_choices(corpus: Corpus) -> None:
    """Drop the outlets and days that were chosen in another corpus and do not exist in this one.

    Topics are dropped where they are chosen (``dashboard.widgets.choices.topics``).
    """
    state: Any = st.session_state
    for key, known in (("outlet", corpus.outlets), ("beside", corpus.outlets)):
        if key in state:
            state[key] = [name for name in state[key] if name in known]
    if "days" in state:
        first, last = corpus.first, corpus.last
        chosen = "days" in st.query_params  # not the first and the last day of the other corpus
        if first is None or last is None:
            del state["days"]
        elif not chosen or any(not first <= day <= last for day in state["days"]):
            state["days"] = (first, last)


def corpus_query(default: bool = False) -> dict[str, list[str]]:
    """The corpus that is open as a part of the address; a default only if asked for, and nothing if it is the only one.

    A default in the address would be taken out when the page opens, and the browser's back button would lead to the
    same page.
    """
    chosen = st.session_state.get(KEY)
    return {} if chosen is None or (chosen == st.session_state.get(DEFAULT) and not default) else {KEY: [chosen]}


def address_of(name: str) -> dict[str, list[str]]:
    """A corpus, open or not, as a part of the address of a link."""
    found = corpora.corpora()
    return {} if name == corpora.default_corpus(found) else {KEY: [name]}


def show_empty(corpus: OpenCorpus) -> None:
    """Say that a corpus has no articles yet, and how to add some."""
    st.info("This corpus has no articles yet.")
    if not read_only():
        address = html.escape("add" + ("?" + urlencode(query, doseq=True) if (query := corpus_query()) else ""))
        st.html(f'<p class="lead"><a href="{address}" target="_self">Add articles</a></p>')
    option = corpora.store_option(corpus.store)
    with st.expander("Add articles on the command line"):
        st.code(f"python -m analysis ingest PATH{option}\npython -m analysis score{option}", language="shell")
