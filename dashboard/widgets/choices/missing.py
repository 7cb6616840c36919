"""Links to what does not exist: they say so and show nothing else in its place."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from analysis.scorers import measures
from dashboard.views.base import EVERY_OUTLET, EVERY_TOPIC
from dashboard.views.formatting import outlet_name
from dashboard.views.selection import Corpus
from dashboard.widgets.choices.topics import known_topics

#: number of unknown values in a link that are shown, and characters of each
MOST_UNKNOWN, LONGEST_UNKNOWN = 8, 60
#: what a link can ask for -> its name in a sentence and the pages that show it; no pages stands for all of them
THINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "outlet": ("outlet", ()),
    "topic": ("topic", ()),
    "beside": ("outlet", ("compare", "timeline", "attention", "names")),
    "whose": ("outlet", ("words",)),
    "measure": ("measure", ("compare", "overview", "topics", "timeline")),
    "other": ("measure", ("compare",)),
}


class PageEnd(Exception):
    """Raised by a page that has nothing more to show.

    Unlike ``st.stop``, it allows the footer of the sidebar to be drawn.
    """


def known_names(corpus: Corpus) -> dict[str, Collection[str]]:
    """Name in the address -> what it may ask for in this corpus."""
    outlets = {EVERY_OUTLET, *(outlet_name(outlet) for outlet in corpus.outlets)}
    titles = {measure.title for measure in measures().values()} | set(measures())
    return {
        "outlet": outlets, "beside": outlets, "whose": outlets, "measure": titles, "other": titles,
        "topic": {EVERY_TOPIC} | known_topics(corpus),
    }  # fmt: skip


def missing_things(corpus: Corpus, page: str) -> dict[str, list[str]]:
    """Name in the address -> what the link of this page asks for by it, where none of that exists."""
    known, missing = known_names(corpus), {}
    for name, (_, pages) in THINGS.items():
        asked = [value for value in st.query_params.get_all(name) if value]
        if asked and (page in pages or not pages) and not any(value in known[name] for value in asked):
            missing[name] = asked
    return missing


def shortened(values: Sequence[str]) -> list[str]:
    """The first of some values from an address, each cut to a length that a sentence can hold."""
    return [value[:LONGEST_UNKNOWN] for value in values[:MOST_UNKNOWN]]


def say_missing(things: Sequence[tuple[str, str]], outside: bool = False) -> None:
    """Say that a link asks for things, each a noun and a name or an ID, that do not exist, or only ``outside``."""
    named = dict.fromkeys((noun, name) for noun, name in things[:MOST_UNKNOWN])
    listed = ", ".join(f"{noun} “{html.escape(name[:LONGEST_UNKNOWN])}”" for noun, name in named)
    where = "is outside this selection" if outside else "does not exist here"
    st.html(f'<p class="gap">This link asks for something that {where}: {listed}.</p>')


def end_with_missing(missing: dict[str, list[str]], rest: dict[str, list[str]]) -> NoReturn:
    """End a page whose link asks for what does not exist; a link opens the page with the ``rest`` of its choices."""
    nouns = {name: noun for name, (noun, _) in THINGS.items()} | {"corpus": "corpus"}
    say_missing([(nouns[name], value) for name, values in missing.items() for value in values])
    address = html.escape("?" + urlencode(rest, doseq=True))
    st.html(f'<p class="lead"><a href="{address}" target="_self">Open the page without it</a></p>')
    raise PageEnd
