"""The sidebar's choice of topics: those found in the words of articles, or the labels that publishers state."""

from __future__ import annotations

import streamlit as st

from analysis.store.filter import TopicsBy
from dashboard.views.formatting import topic_name
from dashboard.views.selection import Corpus

#: whose topics are meant -> the choice on the page and in its address
TOPICS_BY: dict[TopicsBy, str] = {"words": "Article text", "publisher": "Publisher labels"}
_TOPICS, _BY = "topic", "topics-by"


def choose_topics(corpus: Corpus) -> tuple[tuple[str, ...], TopicsBy]:
    """Draw the choice of topics and of whose they are, and return both."""
    place = st.container()
    chosen_by = st.segmented_control(
        "Topics from", list(TOPICS_BY), default="words", format_func=TOPICS_BY.__getitem__, key=_BY,
        bind="query-params", required=True,
        help="Article text: up to three topics that Sourcelight finds in the words of each article. Publisher labels: "
        "the topic that the publisher gave it, if any.",
    )  # fmt: skip
    topics_by: TopicsBy = "publisher" if chosen_by == "publisher" else "words"
    options = corpus.topics_by(topics_by)
    _keep_topics(options)
    with place:
        topics = st.multiselect(
            "Topics", options, format_func=topic_name, key=_TOPICS, bind="query-params",
            placeholder="All topics" if options else "No topics",
        )  # fmt: skip
    return tuple(topics), topics_by


def _keep_topics(options: tuple[str, ...]) -> None:
    """Keep the chosen topics that exist by this name after the reader has changed whose topics are meant."""
    by_name = {topic_name(topic): topic for topic in options}
    chosen = st.session_state.get(_TOPICS, [])
    kept = [by_name[topic_name(topic)] for topic in chosen if topic_name(topic) in by_name]
    if kept != chosen:
        st.session_state[_TOPICS] = kept


def mend_link(corpus: Corpus) -> None:
    """Run the page again with a better address if its link was made when topics were labels only, or named otherwise.

    A link that does not say whose topics it means asks for the publishers' if none of its topics is found in the words.
    Names may have other capitals than now. Call this before the sidebar is drawn.
    """
    asked = st.query_params.get_all(_TOPICS)
    if not asked or _TOPICS in st.session_state:
        return
    known = {topics_by: _folded(corpus, topics_by) for topics_by in TOPICS_BY}
    by_label = _BY not in st.query_params and not _known(asked, known["words"]) and _known(asked, known["publisher"])
    names = known["publisher" if by_label else _chosen_by()]
    mended = [topic_name(names[value.casefold()]) if value.casefold() in names else value for value in asked]
    if by_label or mended != asked:
        st.query_params.update({_TOPICS: mended} | ({_BY: TOPICS_BY["publisher"]} if by_label else {}))
        st.rerun()


def _known(asked: list[str], names: dict[str, str]) -> bool:
    return any(value.casefold() in names for value in asked)


def known_topics(corpus: Corpus) -> set[str]:
    """The names that a link may give topics: those of the topics that are chosen from."""
    return {topic_name(topic) for topic in corpus.topics_by(_chosen_by())}


def _chosen_by() -> TopicsBy:
    """Whose topics are chosen, by the reader or by the page's address."""
    chosen = st.session_state.get(_BY, st.query_params.get(_BY))
    return "publisher" if chosen in ("publisher", TOPICS_BY["publisher"]) else "words"


def _folded(corpus: Corpus, topics_by: TopicsBy) -> dict[str, str]:
    """Name of a topic without regard to capitals -> the topic."""
    return {topic_name(topic).casefold(): topic for topic in corpus.topics_by(topics_by)}
