"""The sidebar's choice of topics: those found in the words of articles, or the labels that publishers state."""

from __future__ import annotations

import streamlit as st

from analysis.store.filter import TopicsBy
from dashboard.views.formatting import topic_name
from dashboard.views.selection import Corpus

#: whose topics are meant -> the choice on the page and in its address
TOPICS_BY: dict[TopicsBy, str] = {"words": "Words", "publisher": "Publisher"}
_TOPICS, _BY = "topic", "topics-by"


def choose_topics(corpus: Corpus) -> tuple[tuple[str, ...], TopicsBy]:
    """Draw the choice of topics and of whose they are, and return both."""
    place = st.container()
    chosen_by = st.segmented_control(
        "Topics by", list(TOPICS_BY), default="words", format_func=TOPICS_BY.__getitem__, key=_BY, bind="query-params",
        required=True,
        help="Words: topics that Sourcelight finds in the words of each article, up to three for one. Publisher: the "
        "label that the publisher gave it, if any.",
    )  # fmt: skip
    topics_by: TopicsBy = "publisher" if chosen_by == "publisher" else "words"
    options = corpus.topics_by(topics_by)
    _keep_topics(options)
    with place:
        topics = st.multiselect(
            "Topics", options, format_func=topic_name, key=_TOPICS, bind="query-params",
            placeholder="All topics" if options else "None known",
        )  # fmt: skip
    return tuple(topics), topics_by


def _keep_topics(options: tuple[str, ...]) -> None:
    """Keep the chosen topics that exist by this name after the reader has changed whose topics are meant."""
    by_name = {topic_name(topic): topic for topic in options}
    chosen = st.session_state.get(_TOPICS, [])
    kept = [by_name[topic_name(topic)] for topic in chosen if topic_name(topic) in by_name]
    if kept != chosen:
        st.session_state[_TOPICS] = kept


def read_topics_of_link(corpus: Corpus) -> None:
    """Choose what a link asks for, also one made when topics were labels only, or when names had other capitals.

    A link that does not say whose topics it means asks for the publishers' if none of its topics is found in the words.
    Call this before the sidebar is drawn.
    """
    asked = [value.casefold() for value in st.query_params.get_all(_TOPICS)]
    if not asked or _TOPICS in st.session_state:
        return
    if _BY not in st.query_params and not any(value in _folded(corpus, "words") for value in asked):
        if any(value in _folded(corpus, "publisher") for value in asked):
            st.session_state[_BY] = "publisher"
    known = _folded(corpus, _chosen_by())
    st.session_state[_TOPICS] = [known[value] for value in asked if value in known]


def known_topics(corpus: Corpus) -> set[str]:
    """The names that a link may give topics: those of the topics chosen from; in other capitals if all of its own are.

    Of a link with names of both kinds, the multiselect takes those that it offers.
    """
    known = _folded(corpus, _chosen_by())
    names = {topic_name(topic) for topic in known.values()}
    asked = set(st.query_params.get_all(_TOPICS))
    return names if names & asked else names | {value for value in asked if value.casefold() in known}


def _chosen_by() -> TopicsBy:
    """Whose topics are chosen, by the reader or by the page's address."""
    chosen = st.session_state.get(_BY, st.query_params.get(_BY))
    return "publisher" if chosen in ("publisher", TOPICS_BY["publisher"]) else "words"


def _folded(corpus: Corpus, topics_by: TopicsBy) -> dict[str, str]:
    """Name of a topic without regard to capitals -> the topic."""
    return {topic_name(topic).casefold(): topic for topic in corpus.topics_by(topics_by)}
