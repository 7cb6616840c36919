"""The sidebar and the pages' own choices: the only place that knows widget state.

Every widget is bound to the address, so a link opens the same view and a page change keeps it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from analysis.scorers import measures
from analysis.store.filter import Filters, Wire
from analysis.types import Measure
from dashboard.views.formatting import outlet_name, topic_name
from dashboard.views.selection import Corpus, build_filters
from dashboard.widgets.picture import picked_mark

LONGEST_MINIMUM = 2000
#: where a click on a picture notes the address of the articles behind it
ASKED = "asked-for"
_FOLLOW_JS = """
const followed = new WeakSet();
export default function ({ parentElement, data }) {
  if (followed.has(parentElement)) return;  // drawn again: one click leads there once
  followed.add(parentElement);
  const link = [...document.querySelectorAll('a')].find((a) => new URL(a.href).pathname.endsWith('/' + data.page));
  if (link) window.location.assign(new URL(link.href).pathname + '?' + data.query);
}
"""
WIRE: dict[Wire, str] = {"once": "Count once", "all": "Count each", "without": "Leave out"}


def sidebar(corpus: Corpus) -> Filters:
    """Outlets, days, topics and length; the same on every page."""
    with st.sidebar:
        st.subheader("Selection", divider="grey")
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
                "Days",
                value=(corpus.first, corpus.last),
                min_value=corpus.first,
                max_value=corpus.last,
                format="YYYY-MM-DD",
                key="days",
                bind="query-params",
                help=_undated(corpus),
            )
            days = chosen if isinstance(chosen, tuple) else (chosen,)
        topics = st.multiselect(
            "Topics", corpus.topics, format_func=topic_name, key="topic", bind="query-params", placeholder="All topics"
        )
        min_words = st.slider(
            "Words at least", 0, LONGEST_MINIMUM, 0, step=50, key="words", bind="query-params",
            help="Leaves out articles with fewer words.",
        )  # fmt: skip
        wire = st.radio(
            "Text that several carry", list(WIRE), format_func=WIRE.__getitem__, key="wire", bind="query-params",
            help="Agency copy and other text that several articles carry. Counted once, each of its n carriers counts "
            "as one nth.",
        )  # fmt: skip
    return build_filters(corpus, tuple(outlets), tuple(topics), days, int(min_words), wire)


def unknown_values(corpus: Corpus) -> list[str]:
    """What the address asks for and this corpus does not have; called before the widgets, which drop it."""
    known = {
        "outlet": {outlet_name(outlet) for outlet in corpus.outlets},
        "topic": {topic_name(topic) for topic in corpus.topics},
        "measure": {measure.title for measure in measures().values()} | set(measures()),
        "wire": {*WIRE.values(), *WIRE},
    }
    wrong = [value for name, values in known.items() for value in st.query_params.get_all(name) if value not in values]
    for name, read in (("days", dt.date.fromisoformat), ("words", int)):
        for value in st.query_params.get_all(name):
            try:
                read(value)
            except ValueError:
                wrong.append(value)
    return wrong


def _undated(corpus: Corpus) -> str | None:
    if not corpus.undated:
        return None
    if corpus.undated == 1:
        return "One article states no date; it is in as long as all days are."
    return f"{corpus.undated:,} articles state no date; they are in as long as all days are."


def choose_measure(default: str) -> str:
    """One measure, by key; those that describe an outlet at a glance come first."""
    known = measures()
    keys = sorted(known, key=lambda key: not known[key].in_profile)
    return str(
        st.selectbox(
            "Measure", keys, index=keys.index(default), format_func=lambda key: known[key].title, key="measure",
            bind="query-params",
        )
    )  # fmt: skip


def choose_other(measure: str, default: str) -> str:
    """A second measure beside the one of the page."""
    known = measures()
    keys = sorted((key for key in known if key != measure), key=lambda key: not known[key].in_profile)
    return str(
        st.selectbox(
            "Upwards", keys, index=keys.index(default) if default in keys else 0, key="other", bind="query-params",
            format_func=lambda key: known[key].title,
        )
    )  # fmt: skip


def choose_order(known: Mapping[str, Measure]) -> str | None:
    """The measure that outlets are sorted by; ``None`` for the number of their articles."""
    options = ["articles", *known]
    chosen = st.selectbox(
        "Sort outlets by", options, key="sort", bind="query-params",
        format_func=lambda key: known[key].title if key in known else "Number of articles",
    )  # fmt: skip
    return chosen if chosen in known else None


def choose_outlets(label: str, options: Sequence[str], default: Sequence[str], at_most: int) -> list[str]:
    """A few outlets to set side by side.

    Where the reader chose none, or none that the selection still holds, they are the default of each selection anew.
    """
    chosen = st.session_state.get("beside", ())
    _follow_default("beside", list(default), lost=bool(chosen) and set(options).isdisjoint(chosen))
    return list(
        st.multiselect(
            label, list(options), default=list(default), format_func=outlet_name, max_selections=at_most, key="beside",
            bind="query-params",
        )
    )  # fmt: skip


def _follow_default(key: str, default: object, lost: bool = False) -> None:
    """Where the reader has not chosen, or what was chosen is ``lost``, the default of this selection is the choice.

    The browser keeps a default as if it had been chosen; the address does not hold it, so that a link would show more.
    """
    if key in st.session_state and (lost or st.session_state[key] == st.session_state.get(f"usual-{key}")):
        st.session_state[key] = default
    st.session_state[f"usual-{key}"] = default


def choose_one(label: str, options: Sequence[str], key: str, show: Callable[[str], str] = str) -> str:
    """One of a few, side by side on the page; the first is the default."""
    _follow_default(key, options[0], lost=st.session_state.get(key, options[0]) not in options)
    chosen = st.segmented_control(
        label, list(options), default=options[0], format_func=show, key=key, bind="query-params", required=True
    )
    return str(chosen or options[0])


def choose_several(
    label: str, options: Sequence[str], default: Sequence[str], key: str, show: Callable[[str], str]
) -> list[str]:
    """Any of a few, as pills."""
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


def enter_events() -> str:
    """Events of the reader's own, as one line, which the address keeps."""
    return st.text_input(
        "Events to note on the axis", key="events", bind="query-params", max_chars=500,
        placeholder="2019-03-24 Report delivered; 2019-04-18 Report published",
    ).strip()  # fmt: skip


def enter_search_words(label: str) -> str:
    """Words to look for in headlines."""
    return st.text_input(label, key="find", bind="query-params", placeholder="words of a headline").strip()


def open_articles(picture: str, names: Sequence[str]) -> None:
    """Called when a mark of a picture is clicked: what its ``customdata`` says, by these choices of the sidebar, is
    noted for ``follow``. A stretch of days is written ``first/last``.
    """
    mark = picked_mark(picture)
    if mark:
        shown = dict(zip(names, mark, strict=True))
        st.session_state[ASKED] = {name: text.split("/") if name == "days" else [text] for name, text in shown.items()}


def follow() -> None:
    """Go to the articles that a click asked for, as a link would: one step in the browser's history, and “back” leads
    to the view as it was. Called where a page begins, and where a fragment with a picture does.
    """
    address: dict[str, list[str]] | None = st.session_state.pop(ASKED, None)
    if address is not None:
        _link_to()(data={"page": "article", "query": urlencode(kept() | address, doseq=True)}, key="follow")


@st.cache_resource
def _link_to():  # type: ignore[no-untyped-def]
    return st.components.v2.component("follow_link", js=_FOLLOW_JS)


def choose_article(ids: Sequence[str], show: Callable[[str], str]) -> str | None:
    """One article; the address holds its id, not its headline, which others may share."""
    return _choose_id("Article", "article", ids, show)


def choose_story(ids: Sequence[str], show: Callable[[str], str]) -> str | None:
    """One story; the address holds its id."""
    return _choose_id("Story", "story", ids, show)


def choose_mark(ids: Sequence[str], show: Callable[[str], str]) -> str | None:
    """One mark of the article; the address holds its kind and place. The first of ``ids`` stands for none."""
    return _choose_id("A mark", "at", ids, show)


def open_id(name: str, chosen: str) -> None:
    """Choose an article, story or mark by its id, from a button's callback."""
    st.session_state[f"chosen-{name}"] = chosen
    st.query_params[name] = chosen
    st.session_state[f"asked-{name}"] = chosen


def _choose_id(label: str, name: str, ids: Sequence[str], show: Callable[[str], str]) -> str | None:
    key, last, asked = f"chosen-{name}", f"asked-{name}", st.query_params.get(name)
    by_address = asked != st.session_state.get(last)  # a link, or the browser's “back”
    if by_address or st.session_state.get(key) not in ids:
        st.session_state[key] = asked if asked in ids else ids[0]
    chosen = st.selectbox(label, list(ids), format_func=show, key=key)
    if chosen and chosen != asked and (asked or chosen != ids[0]):
        st.query_params[name] = chosen
    st.session_state[last] = st.query_params.get(name)
    return chosen


#: what the sidebar puts into the address
SIDEBAR = ("outlet", "days", "topic", "words", "wire")


def kept() -> dict[str, list[str]]:
    """The sidebar's part of the address, for links to other pages."""
    return {key: found for key in SIDEBAR if (found := st.query_params.get_all(key))}


def choose_from(label: str, options: Sequence[str], key: str, show: Callable[[str], str] = str) -> str:
    """One of many, in a list that can be typed into; the address holds it. A mark of a picture may choose too."""
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]
    return str(st.selectbox(label, list(options), format_func=show, key=key, bind="query-params"))


def choose_on_click(chart: str, key: str) -> Callable[[], None]:
    """What a click on a mark of a picture does: the mark's ``customdata`` becomes the choice of ``key``."""

    def clicked() -> None:
        mark = picked_mark(f"chart-{chart}")
        if mark:
            st.session_state[key] = mark[0]

    return clicked


def switch(label: str, key: str, why: str) -> bool:
    """Something on or off."""
    return st.toggle(label, key=key, bind="query-params", help=why)


def typed(label: str, key: str, example: str) -> str:
    """What a reader types; the address holds it."""
    return st.text_input(label, key=key, bind="query-params", placeholder=example).strip()
