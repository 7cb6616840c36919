"""Lists of sentences on a page with their files; the list of those with a source has filters, and clicks open it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from analysis.corpus.passages import Passage
from analysis.store import Store
from analysis.store.filter import Filters, SourceFilters
from dashboard.cache import searches
from dashboard.markup.passages import passages_html, passages_table
from dashboard.markup.sourced import sourced_html, sourced_table
from dashboard.report.context import Context
from dashboard.views.formatting import number_of
from dashboard.views.sources import CUE_CLASSES, REASONS, TYPE_CHOICES, WITHOUT_REASON
from dashboard.widgets.choices.controls import selection_query
from dashboard.widgets.choices.lists import OUTLET_KEY, choose_filters, choose_from
from dashboard.widgets.downloads import csv_button, say
from dashboard.widgets.picture import picked_mark

#: the part of the page that has the list, and the key of the choice of parts
SENTENCES, PART_KEY = "Sentences", "part"
#: keys of the filters and of the page of the list; session key of what was listed last
TYPE_KEY, REASON_KEY, CUE_KEY, SHEET_KEY = "source", "reason", "cue", "sheet"
LISTED = "listed-sentences"
#: key of a filter -> its options with their names, and those that are chosen at first
FILTERS: dict[str, tuple[Mapping[Any, str], tuple[str, ...]]] = {
    TYPE_KEY: (TYPE_CHOICES, WITHOUT_REASON.source_types),
    REASON_KEY: (REASONS, WITHOUT_REASON.reasons),
    CUE_KEY: (CUE_CLASSES, tuple(CUE_CLASSES)),
}
#: sentences on a page of the list, and in its file
ON_PAGE, IN_FILE = 40, 5_000


def show_passages(passages: Sequence[Passage], name: str, context: Context, at_most: int) -> None:
    """Show the sentences of the first ``at_most`` articles, with links to these, and a CSV of all sentences."""
    if not passages:
        st.caption("No sentences to show.")
        return
    articles = list(dict.fromkeys(passage.article for passage in passages))
    shown = frozenset(articles[:at_most])
    st.html(passages_html([passage for passage in passages if passage.article in shown], selection_query()))
    sentences = number_of(len(passages), "sentence")
    of_articles = number_of(len(articles), "article")
    first = f"The first {at_most} of {of_articles}" if len(articles) > at_most else f"All {of_articles}"
    st.caption(f"{first}; the CSV has {sentences}.")
    csv_button(passages_table(passages), f"sourcelight-{name}", context)


def open_sentences(outlet: str, sources: SourceFilters, topic: str | None = None) -> None:
    """Callback: open the list with the sentences of an outlet, given by its name, that fit these filters.

    ``topic`` is chosen in the sidebar if it is given.
    """
    for key, chosen in _chosen(sources).items():
        st.session_state[key] = list(chosen)
    # Streamlit does so only for widgets that are drawn already
    st.query_params.update({OUTLET_KEY: [outlet]} | _filters_query(sources))
    st.session_state[OUTLET_KEY], st.session_state[PART_KEY] = outlet, SENTENCES
    if topic is not None:
        st.session_state["topic"] = [topic]


def sentences_query(sources: SourceFilters) -> dict[str, list[str]]:
    """The part of the address that opens the list with the sentences that fit these filters."""
    return {PART_KEY: [SENTENCES]} | _filters_query(sources)


def _filters_query(sources: SourceFilters) -> dict[str, list[str]]:
    chosen = _chosen(sources)
    return {
        key: [names[one] for one in chosen[key]]
        for key, (names, default) in FILTERS.items()
        if set(chosen[key]) != set(default)
    }


def _chosen(sources: SourceFilters) -> dict[str, tuple[str, ...]]:
    """Key of a filter -> the options that are chosen; no filter means all of them."""
    wanted = {TYPE_KEY: sources.source_types, REASON_KEY: sources.reasons, CUE_KEY: sources.cue_classes}
    return {key: tuple(wanted[key]) or tuple(names) for key, (names, _) in FILTERS.items()}


def sentences_on_click(chart: str, sources_of: Callable[[Sequence[str]], SourceFilters]) -> Callable[[], None]:
    """The callback for clicks on the picture of a view: open the sentences behind a mark.

    The mark's ``customdata`` begins with the name of its outlet; ``sources_of`` makes the filters from it.
    """

    def clicked() -> None:
        if mark := picked_mark(f"chart-{chart}"):
            open_sentences(mark[0], sources_of(mark))

    return clicked


def choose_sources() -> SourceFilters | None:
    """Choose kinds of source, what is said about anonymity, and classes of cue.

    ``None`` if the address asks for what does not exist.
    """
    types = choose_filters("Kind of source", "kind of source", *FILTERS[TYPE_KEY], TYPE_KEY)
    left, right = st.columns(2)
    with left:
        reasons = choose_filters("Reason for anonymity", "reason", *FILTERS[REASON_KEY], REASON_KEY)
    with right:
        cues = choose_filters("How it is introduced", "cue", *FILTERS[CUE_KEY], CUE_KEY)
    if types is None or reasons is None or cues is None:
        return None
    # All are as good as none: then one selection has one address, and one entry in the cache.
    kept = (chosen if len(chosen) < number else () for chosen, number in (
        (types, len(TYPE_CHOICES)), (reasons, len(REASONS)), (cues, len(CUE_CLASSES)),
    ))  # fmt: skip
    return SourceFilters(*kept)  # type: ignore[arg-type]


def show_sourced(store: Store, filters: Filters, sources: SourceFilters, context: Context) -> None:
    """How many attributions fit the filters, one page of them in their sentences, and a file of the newest."""
    attributions, articles = searches.sourced_numbers(store, filters, sources)
    if not attributions:
        st.info("No matches. Choose more options above, or widen the selection.")
        return
    found = f"{number_of(attributions, 'attribution')} in {number_of(articles, 'article')}, newest first."
    say(found, "sentences", context)
    number = _choose_sheet((filters, sources), -(-attributions // ON_PAGE))
    if number is None:
        return
    first = ON_PAGE * (number - 1)
    listed = searches.sourced_page(store, filters, sources, ON_PAGE, first)
    st.html(sourced_html(listed, selection_query()))
    in_file = "all" if attributions <= IN_FILE else f"the newest {IN_FILE:,}"
    st.caption(f"{first + 1:,} to {first + len(listed):,} of {attributions:,}; the CSV has {in_file}.")
    csv_button(
        lambda: sourced_table(searches.sourced(store, filters, sources, IN_FILE)), "sourcelight-sentences", context
    )


def _choose_sheet(listed: tuple[Filters, SourceFilters], pages: int) -> int | None:
    """Choose a page of the list; another list begins with its first."""
    if st.session_state.setdefault(LISTED, listed) != listed:
        st.session_state[LISTED], st.session_state[SHEET_KEY] = listed, "1"
    if pages == 1:
        return 1
    left, _ = st.columns([1, 3])
    with left:
        chosen = choose_from(f"Page (of {pages:,})", "page", [str(k + 1) for k in range(pages)], SHEET_KEY)
    return None if chosen is None else int(chosen)
