"""The sidebar and the pages' own choices.

Every widget is bound to the page's address, so that a link opens the same view and choices survive a change of page.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.scorers import measures
from analysis.statistics.periods import PERIODS
from analysis.store import Store
from analysis.store.filter import Filters, Wire
from dashboard.cache import queries
from dashboard.cache.components import component
from dashboard.views.base import EVERY_OUTLET, EVERY_TOPIC
from dashboard.views.formatting import outlet_name, topic_name
from dashboard.views.selection import KIND_CHOICES, Corpus, build_filters, no_articles, with_kind
from dashboard.widgets.choices.corpora import corpus_query
from dashboard.widgets.choices.history import on_every_page
from dashboard.widgets.choices.missing import known_names, say_missing
from dashboard.widgets.choices.topics import TOPICS_BY, choose_topics
from dashboard.widgets.picture import picked_mark

#: the largest minimum number of words that can be chosen
LARGEST_MINIMUM = 2000
#: with at least this many articles the default period is a month, otherwise a quarter
ENOUGH_FOR_MONTHS = 500
#: number of days up to which a picture by day is legible
DAYS = 100
#: session key of the articles to open after a click on a picture
CLICKED = "clicked"
#: session key of the store, the corpus and the filters apart from the kind of article
AROUND = "around"
#: names of the sidebar's widgets in the address
SIDEBAR = ("outlet", "days", "topic", "topics-by", "words", "wire", "kind")
#: names of marks that stand for everything selected
EVERYTHING_DRAWN = (EVERY_OUTLET, EVERY_TOPIC)
_OPEN_JS = """
const opened = new WeakSet();
export default function ({ parentElement, data }) {
  if (opened.has(parentElement)) return;  // drawn again: one click opens the page once
  opened.add(parentElement);
  const link = document.createElement('a');
  Object.assign(link, { href: data.page + '?' + data.query, target: '_self', hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}
"""
#: how copies are counted -> its name on the page
WIRE: dict[Wire, str] = {"once": "Count once", "all": "Count every copy", "without": "Leave out"}


def sidebar(store: Store, corpus: Corpus, kinds: DeltaGenerator) -> Filters:
    """Draw the widgets of the selection, which are the same on every page, and return it.

    ``kinds`` is the place of the kind of article.
    """
    with on_every_page(*SIDEBAR), st.sidebar:
        filters = _selection(corpus)
    with on_every_page("kind"), kinds:
        return _with_kinds(store, corpus, filters)


def _selection(corpus: Corpus) -> Filters:
    """Draw the widgets of the selection apart from the kind of article."""
    st.subheader("Filters", divider="grey")
    outlets = st.multiselect(
        "Outlets",
        corpus.outlets,
        format_func=outlet_name,
        key="outlet",
        bind="query-params",
        placeholder="All outlets",
    )
    days: tuple[dt.date, ...] = ()
    if corpus.first is not None and corpus.last is not None:
        chosen = st.date_input(
            "Dates",
            value=(corpus.first, corpus.last),
            min_value=corpus.first,
            max_value=corpus.last,
            format="YYYY-MM-DD",
            key="days",
            bind="query-params",
            help=_undated(corpus),
        )
        days = chosen if isinstance(chosen, tuple) else (chosen,)
    topics, topics_by = choose_topics(corpus)
    min_words, wire = _more_filters()
    return build_filters(corpus, tuple(outlets), topics, days, min_words, wire, topics_by)


def _more_filters() -> tuple[int, Wire]:
    """Draw the filters that are seldom needed, folded away; the label says how many of them are set."""
    number = _more_filters_set()
    with st.expander(f"More filters ({number} set)" if number else "More filters", expanded=number > 0, key="more"):
        min_words = st.slider(
            "Minimum length (words)", 0, LARGEST_MINIMUM, 0, step=50, key="words", bind="query-params",
            help="Leaves out shorter articles.",
        )  # fmt: skip
        wire = st.radio(
            "Shared (wire) copy", list(WIRE), format_func=WIRE.__getitem__, key="wire", bind="query-params",
            help="Text that several articles carry, such as wire copy. If it is counted once, each of its n copies "
            "counts as one nth.",
        )  # fmt: skip
    return int(min_words), wire


def _more_filters_set() -> int:
    """How many of the filters that are folded away are set, by the reader or by the page's address."""
    words = st.session_state.get("words", st.query_params.get("words", ""))
    wire = st.session_state.get("wire", st.query_params.get("wire"))
    other_wires = {name for choice, title in WIRE.items() if choice != "once" for name in (choice, title)}
    return int(str(words).isdecimal() and int(words) > 0) + int(wire in other_wires)


def _with_kinds(store: Store, corpus: Corpus, filters: Filters) -> Filters:
    """Draw the choice of kinds of articles; its default depends on the articles selected otherwise."""
    options = list(KIND_CHOICES)
    default, why = queries.default_kinds(store, filters)
    _follow_default("kind", default)
    st.session_state[AROUND] = (store, corpus, filters)
    choice = st.selectbox(
        "Kind of article", options, index=options.index(default), format_func=KIND_CHOICES.__getitem__, key="kind",
        bind="query-params",
        help="News reports, or opinion such as columns and editorials, as stated by the source or else judged by the "
        f"words. Only All kinds includes articles of unknown kind. The default here is {KIND_CHOICES[default]}: {why}",
    )  # fmt: skip
    return with_kind(filters, choice)


def unknown_values(corpus: Corpus) -> list[str]:
    """Values in the address that do not exist in this corpus. Call this before drawing the widgets, which drop them."""
    known = known_names(corpus)
    for name, titles in (("wire", WIRE), ("kind", KIND_CHOICES), ("topics-by", TOPICS_BY)):
        known[name] = {*titles, *titles.values()}
    asked = {name: [value for value in st.query_params.get_all(name) if value] for name in [*known, "days", "words"]}
    wrong = [value for name, values in known.items() for value in asked[name] if value not in values]
    for name, read in (("days", dt.date.fromisoformat), ("words", int)):
        for value in asked[name]:
            try:
                read(value)
            except ValueError:
                wrong.append(value)
    return wrong


def _undated(corpus: Corpus) -> str | None:
    if not corpus.undated:
        return None
    if corpus.undated == 1:
        return "One article has no date; it is included only while the whole range is selected."
    return f"{corpus.undated:,} articles have no date; they are included only while the whole range is selected."


def choose_measure(default: str) -> str:
    """Choose a measure, by key; those of the profile come first."""
    known = measures()
    keys = sorted(known, key=lambda key: not known[key].in_profile)
    with on_every_page("measure"):
        chosen = st.selectbox(
            "Measure", keys, index=keys.index(default), format_func=lambda key: known[key].title, key="measure",
            bind="query-params",
        )  # fmt: skip
    return str(chosen)


def choose_second_measure(measure: str, default: str) -> str:
    """Choose a second measure, by key, that is not ``measure``."""
    known = measures()
    keys = sorted((key for key in known if key != measure), key=lambda key: not known[key].in_profile)
    return str(
        st.selectbox(
            "Vertical axis", keys, index=keys.index(default) if default in keys else 0, key="other",
            bind="query-params", format_func=lambda key: known[key].title,
        )
    )  # fmt: skip


def choose_outlets(label: str, corpus: Corpus, present: Sequence[str], usual: int, at_most: int) -> list[str]:
    """Choose a few outlets to compare, of those ``present`` in the selection; the first ``usual`` are the default.

    As long as the reader has not chosen any, or if none of those chosen is still selected, the default is chosen. A
    chosen outlet without articles in the selection stays chosen and is named, but is not returned.
    """
    default = list(present[:usual])
    chosen = _outlets_chosen_before(corpus)
    _follow_default("beside", default, lost=bool(chosen) and set(present).isdisjoint(chosen))
    options = [*present, *(outlet for outlet in chosen if outlet not in present)]
    with on_every_page("beside"):
        found = st.multiselect(
            label, options, default=default, format_func=outlet_name, max_selections=at_most, key="beside",
            bind="query-params",
        )  # fmt: skip
    for outlet in dict.fromkeys([*chosen, *found]):
        if outlet not in present:
            st.html(f'<p class="gap">{html.escape(no_articles(outlet))}</p>')
    return [outlet for outlet in found if outlet in present]


def _outlets_chosen_before(corpus: Corpus) -> list[str]:
    """The outlets of this corpus that are chosen to be compared, by the reader or by the page's address."""
    if "beside" in st.session_state:
        return [outlet for outlet in st.session_state["beside"] if outlet in corpus.outlets]
    named = st.query_params.get_all("beside")
    return [outlet for outlet in corpus.outlets if outlet_name(outlet) in named]


def _follow_default(key: str, default: object, lost: bool = False) -> None:
    """Choose the default again if the reader has not chosen anything else, or if the choice is no longer available.

    The default depends on the selection. Streamlit keeps an earlier default as if it had been chosen, but leaves it out
    of the address, so that a link would open another view.
    """
    last_default = f"default-{key}"
    chosen = st.session_state.get(key, default)
    if chosen != default and (lost or chosen == st.session_state.get(last_default)):
        st.session_state[key] = default
    st.session_state[last_default] = default


def choose_one(label: str, options: Sequence[str], key: str, show: Callable[[str], str] = str) -> str:
    """Choose one of a few options, shown side by side; the first is the default."""
    _follow_default(key, options[0], lost=st.session_state.get(key, options[0]) not in options)
    chosen = st.segmented_control(
        label, list(options), default=options[0], format_func=show, key=key, bind="query-params", required=True
    )
    return str(chosen or options[0])


def choose_several(
    label: str, options: Sequence[str], default: Sequence[str], key: str, show: Callable[[str], str]
) -> list[str]:
    """Choose any of a few options, shown as pills."""
    return list(
        st.pills(
            label,
            list(options),
            default=list(default),
            selection_mode="multi",
            format_func=show,
            key=key,
            bind="query-params",
        )
    )


def choose_period(selected: pd.DataFrame) -> str:
    """Choose a period for these articles; the default is the shortest in which most periods have enough of them."""
    default = "month" if len(selected) >= ENOUGH_FOR_MONTHS else "quarter"
    dated = selected["published"].dropna()
    short = len(dated) > 0 and (dated.max() - dated.min()).days <= DAYS
    periods = [name for name in PERIODS if short or name != "day"]
    return choose_one("Group by", sorted(periods, key=lambda name: name != default), "period")


def enter_events() -> str:
    """Enter events for a timeline, in one line (see ``dashboard.views.timeline.events_of``)."""
    return st.text_input(
        "Mark events", key="events", bind="query-params", max_chars=500,
        placeholder="2019-03-24 Report delivered; 2019-04-18 Report published",
    ).strip()  # fmt: skip


def enter_search_words(label: str) -> str:
    """Enter words to look for in headlines."""
    return st.text_input(label, key="find", bind="query-params", placeholder="one or more words").strip()


def request_articles(picture: str, names: Sequence[str]) -> None:
    """Callback of a click on a picture: store which articles ``open_requested_articles`` is to open.

    ``names`` are the widgets of the sidebar that the values of the mark's ``customdata`` belong to. A range of days is
    written ``first/last``. A mark of all outlets or all topics keeps those of the sidebar.
    """
    mark = picked_mark(picture)
    if mark:
        values = {name: value for name, value in zip(names, mark, strict=True) if value not in EVERYTHING_DRAWN}
        st.session_state[CLICKED] = {name: v.split("/") if name == "days" else [v] for name, v in values.items()}


def open_requested_articles() -> None:
    """Open the page Article with the articles that were requested by a click, if any.

    This works like a link, so that the browser's back button returns to the view before the click. Call it at the
    beginning of a page and of a fragment with a picture.
    """
    clicked: dict[str, list[str]] | None = st.session_state.pop(CLICKED, None)
    if clicked is not None:
        query = urlencode(selection_query(clicked), doseq=True)
        component("open_page", js=_OPEN_JS)(data={"page": "article", "query": query}, key="open-page")


def choose_article(ids: Sequence[str], show: Callable[[str], str], outside: bool) -> str | None:
    """Choose an article. The address contains its ID, because several articles may have the same headline.

    ``outside`` says that the article in the address exists, though not in this selection.
    """
    return _choose_id("Article", "article", ids, show, outside)


def choose_story(ids: Sequence[str], show: Callable[[str], str], outside: bool) -> str | None:
    """Choose a story. The address contains its ID; ``outside`` is that of ``choose_article``."""
    return _choose_id("Story", "story", ids, show, outside)


def id_in_address(name: str) -> str | None:
    """The ID of the article, story or mark in the address."""
    return st.query_params.get(name)


def open_id(name: str, chosen: str) -> None:
    """Callback of a button: choose an article or a story by its ID."""
    st.session_state[f"chosen-{name}"] = chosen
    _put_in_address(name, chosen)
    st.session_state[f"address-{name}"] = chosen


def open_mark(article: str, mark: str) -> None:
    """Callback: open a mark of an article by its ID; with an empty one, close the mark that is open."""
    st.query_params.update({"article": article, "at": mark or []})


def _put_in_address(name: str, chosen: str) -> None:
    """Put an ID into the address in place of the last one, and of its mark; one step of the browser's history."""
    st.query_params.update({name: chosen} | ({"at": []} if "at" in st.query_params else {}))


def _choose_id(
    label: str, name: str, ids: Sequence[str], show: Callable[[str], str], outside: bool = False
) -> str | None:  # fmt: skip
    """Choose one of ``ids``; nothing is chosen where the address asks for another, until the reader chooses."""
    key, last_address, in_address = f"chosen-{name}", f"address-{name}", id_in_address(name)
    changed = in_address != st.session_state.get(last_address)  # by a link or the browser's back button
    unknown = bool(in_address) and in_address not in ids
    if changed or st.session_state.get(key) not in ids:
        missing = unknown and (changed or (key in st.session_state and st.session_state[key] is None))
        st.session_state[key] = in_address if in_address in ids else None if missing else ids[0]
    index = None if st.session_state[key] is None else 0  # only a box with an index cannot be emptied by the reader
    chosen = st.selectbox(label, list(ids), index=index, format_func=show, key=key)
    if chosen is None and in_address:
        say_missing([(label.lower(), in_address)], outside)
    if chosen and chosen != in_address and (in_address or chosen != ids[0]):
        _put_in_address(name, chosen)
    st.session_state[last_address] = id_in_address(name)
    return chosen


def selection_query(other: Mapping[str, list[str]] | None = None) -> dict[str, list[str]]:
    """The sidebar's part of the address, for links to other pages; ``other`` takes the place of some of its values.

    The kind of article is a part of it unless it is the default there. A default in the address would be taken out when
    the page opens, and the browser's back button would lead to the same page.
    """
    chosen = {key: found for key in SIDEBAR if (found := st.query_params.get_all(key))}
    chosen = corpus_query() | chosen | dict(other or {})
    kind = st.session_state.get("kind")
    if AROUND not in st.session_state or kind not in KIND_CHOICES:
        return chosen
    chosen.pop("kind", None)
    default, _ = queries.default_kinds(st.session_state[AROUND][0], _filters_there(other or {}))
    return chosen if kind == default else chosen | {"kind": [KIND_CHOICES[kind]]}


def _filters_there(other: Mapping[str, list[str]]) -> Filters:
    """The filters of a link apart from the kind: those of the page with other values as the address has them."""
    filters: Filters
    _, corpus, filters = st.session_state[AROUND]
    outlets = [outlet for outlet in corpus.outlets if outlet_name(outlet) in other.get("outlet", ())]
    topics = [topic for topic in corpus.topics_by(filters.topics_by) if topic_name(topic) in other.get("topic", ())]
    days = [dt.date.fromisoformat(day) for day in other.get("days", ())]
    there = build_filters(corpus, tuple(outlets), tuple(topics), tuple(days), filters.min_words, filters.wire)
    return Filters(
        there.outlets if "outlet" in other else filters.outlets, there.topics if "topic" in other else filters.topics,
        there.first if days else filters.first, there.last if days else filters.last, filters.min_words, filters.wire,
        topics_by=filters.topics_by,
    )  # fmt: skip


def switch(label: str, key: str, default: bool = False, explanation: str | None = None) -> bool:
    """Switch something on or off."""
    return st.toggle(label, value=default, key=key, bind="query-params", help=explanation)


def enter_text(label: str, key: str, example: str) -> str:
    """Enter a text; ``example`` is shown while it is empty."""
    return st.text_input(label, key=key, bind="query-params", placeholder=example).strip()
