"""What the page Add shows after it stored articles, and the choice of the corpus to add to."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.statistics import ENOUGH_ARTICLES
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from dashboard.cache import corpora, queries
from dashboard.markup.added import COMPARED, added_html
from dashboard.markup.passages import page_link
from dashboard.widgets.choices.corpora import address_of
from dashboard.widgets.page import PageEnd

#: articles that are shown after they were added
SHOWN = 10
#: the choice of a new corpus
NEW = "New corpus …"
#: keys of the choice, of the name of a new corpus, and of the choice to make when the page is drawn again
TARGET, NAME, NEXT = "add-to", "new-corpus", "add-to-next"


def choose_target(opened: str | None, new: Callable[[str], Path]) -> Path | None:
    """Choose the corpus to add to, ``opened`` unless that is the demonstration; ``new`` gives the file of a new one.

    Returns ``None`` if nothing can be added to the only corpus. Raises ``PageEnd`` as long as a new one has no name.
    """
    found = corpora.corpora()
    targets = {name: path for name, path in found.items() if not corpora.is_demonstration(Store(path))}
    if len(found) == 1:
        return next(iter(targets.values()), None)
    state: Any = st.session_state
    if (following := state.pop(NEXT, None)) in targets:
        state[TARGET], state[NAME] = following, ""
    if state.get(TARGET) not in (None, NEW, *targets):
        del state[TARGET]
    names = [*targets, NEW]
    chosen = st.selectbox("Add to", names, index=names.index(opened if opened in targets else corpora.MINE), key=TARGET)
    if chosen != NEW:
        return targets[str(chosen)]
    name = st.text_input("Name of the new corpus", key=NAME, max_chars=corpora.LONGEST_NAME)
    if not name.strip():
        st.caption("Enter a name first. The corpus is created when its first articles are stored.")
        raise PageEnd
    try:
        return new(name)
    except corpora.CorpusProblem as problem:
        st.warning(str(problem))
        raise PageEnd from None


def show_added(path: Path, ids: Sequence[str]) -> None:
    """Links to the articles added, with their marks, their values and how they compare in their corpus."""
    store, name = Store(path), corpora.name_of(path)
    st.session_state[NEXT] = name
    scored = queries.scored_articles(store, *ids[:SHOWN])
    if not scored:  # the store kept other versions of them
        return
    frame = _counts(store)
    enough = len(frame) > ENOUGH_ARTICLES
    st.html(added_html(scored, frame, address_of(name), None if enough else _counts_of_demonstration()))
    if len(ids) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(ids):,} are shown.")
    if not enough:
        return
    address = html.escape(page_link("compare", address_of(name)))
    st.html(f'<p class="lead"><a href="{address}" target="_self">Compare the outlets in {html.escape(name)}</a></p>')


def _counts(store: Store) -> pd.DataFrame:
    """The counts of all articles of a store for the measures compared, with their IDs."""
    frame = queries.measured(store, EVERYTHING, COMPARED)
    return frame.assign(id=queries.columns(store).ids(frame["id"]))


def _counts_of_demonstration() -> pd.DataFrame | None:
    """The counts of the demonstration's articles; ``None`` if this server does not show it."""
    path = corpora.corpora().get(corpora.DEMONSTRATION)
    return None if path is None else _counts(corpora.open_corpus(path))
