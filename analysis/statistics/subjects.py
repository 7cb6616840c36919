"""Attention to searches, topics and persons in a store, for notebooks and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from analysis.columns import subjects
from analysis.columns.articles import ArticleColumns
from analysis.columns.people import persons
from analysis.corpus.people.table import key, read_people
from analysis.corpus.search_terms import searches_of
from analysis.paths import default_path
from analysis.statistics.attention import attention_by_period, attention_in_all
from analysis.statistics.firsts import Firsts, who_was_first
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters

#: names that are suggested where none fits
SUGGESTED = 5


class UnknownSubject(ValueError):
    """A topic or a person that no article has; the message names some that articles have."""


class Attention:
    """The articles on some subjects in a selection.

    ``frames`` has for each subject, as readers see it, the table of ``ArticleColumns.flagged``.
    """

    def __init__(self, frames: dict[str, pd.DataFrame]) -> None:
        self.frames = frames
        sizes = next(iter(frames.values()))["outlet"].astype(str).value_counts() if frames else pd.Series(dtype=int)
        #: the outlets of the selection, those with most articles first
        self.outlets: list[str] = sorted((str(name) for name in sizes.index), key=lambda name: (-sizes[name], name))

    def by_period(self, period: str = "month") -> pd.DataFrame:
        """Return the table of ``attention_by_period``: all outlets together, then each."""
        return attention_by_period(self.frames, self.outlets, period)

    def in_all(self) -> pd.DataFrame:
        """Return the table of ``attention_in_all``: all outlets together, then each."""
        return attention_in_all(self.frames, self.outlets)

    def first(self) -> dict[str, Firsts]:
        """Return for each subject which outlets were first in its stories (``who_was_first``)."""
        return {subject: who_was_first(frame) for subject, frame in self.frames.items()}


def attention(
    store: Store | Path | str | None = None, query: str = "", *, topics: Sequence[str] = (),
    people: Sequence[str] = (), filters: Filters = EVERYTHING,
) -> Attention:  # fmt: skip
    """Return the attention to searches (separated by semicolons, as on the page Search), topics and persons.

    ``store`` is a store or its file, by default that of the command line. A topic is written as on the pages, a person
    by any of the names that articles use. Raises ``SearchProblem`` for a search that cannot be made, ``UnknownSubject``
    for a topic or a person that no article has, and ``StoreProblem`` if the store cannot be read.
    """
    opened = store if isinstance(store, Store) else Store(Path(store) if store else default_path())
    columns = ArticleColumns(opened)
    frames: dict[str, pd.DataFrame] = {}
    for terms in searches_of(query):
        frames[" and ".join(map(str, terms))] = subjects.matching(opened, columns, filters, terms)
    for topic in _topics(opened, topics, filters):
        frames[topic] = subjects.on_topic(columns, filters, topic)
    if people:
        table = read_people()
        known = persons(opened, table)
        for person in dict.fromkeys(_person(known, name) for name in people):
            names = known.loc[known["person"] == person, "name"].tolist()
            frames[person] = subjects.naming(opened, columns, filters, person, names, table)
    return Attention(frames)


def _topics(store: Store, wanted: Iterable[str], filters: Filters) -> list[str]:
    """Return the topics with these names, as the store writes them."""
    if filters.topics_by == "publisher":
        names = list(dict.fromkeys(store.charts.catalogue()["label"]))
    else:
        names = store.charts.topics()["name"].tolist()
    by_key = {key(name.replace("_", " ")): name for name in names if name}
    found = []
    for topic in wanted:
        if (wanted_key := key(topic.replace("_", " "))) not in by_key:
            raise UnknownSubject(f"no article has the topic “{topic}”{_suggestion(wanted_key, by_key)}")
        found.append(by_key[wanted_key])
    return list(dict.fromkeys(found))


def _person(known: pd.DataFrame, wanted: str) -> str:
    """Return the person whom a name means in most articles."""
    wanted_key = key(wanted)
    fits = known[[key(name) == wanted_key for name in known["name"]]]
    if len(fits):
        return str(fits["person"].iloc[int(fits["articles"].argmax())])
    raise UnknownSubject(
        f"no article names “{wanted}”{_suggestion(wanted_key, {key(name): name for name in known['person']})}"
    )


def _suggestion(wanted: str, by_key: dict[str, str]) -> str:
    """Return some names like the one wanted, as the rest of a sentence."""
    containing = [name for known, name in by_key.items() if wanted and wanted in known]
    close = containing or [by_key[known] for known in get_close_matches(wanted, by_key, SUGGESTED)]
    return f"; did you mean {', '.join(close[:SUGGESTED])}?" if close else ""
