"""The reader's selection as filters for the store, and in words. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.store.filter import Filters, Wire
from dashboard.views.formatting import day, outlet_name, topic_name


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a store contains: outlets and topics, those with most articles first, and the first and last day.

    ``undated`` is the number of articles without a date.
    """

    outlets: tuple[str, ...]
    topics: tuple[str, ...]
    articles: int
    undated: int
    first: dt.date | None
    last: dt.date | None


def corpus_of(catalogue: pd.DataFrame) -> Corpus:
    """Sum up the catalogue of a store (the table of ``store.charts.catalogue``)."""
    if catalogue.empty:
        return Corpus((), (), 0, 0, None, None)
    dated = catalogue.dropna(subset=["first"])
    return Corpus(
        outlets=_by_size(catalogue, "outlet"),
        topics=_by_size(catalogue, "topic"),
        articles=int(catalogue["articles"].sum()),
        undated=int(catalogue["undated"].sum()),
        first=None if dated.empty else pd.Timestamp(dated["first"].min()).date(),
        last=None if dated.empty else pd.Timestamp(dated["last"].max()).date(),
    )


def _by_size(catalogue: pd.DataFrame, column: str) -> tuple[str, ...]:
    sizes = catalogue.groupby(column)["articles"].sum().reset_index()
    ordered = sizes.sort_values(["articles", column], ascending=[False, True])
    return tuple(str(name) for name in ordered[column])


def build_filters(
    corpus: Corpus,
    outlets: tuple[str, ...],
    topics: tuple[str, ...],
    days: tuple[dt.date, ...],
    min_words: int,
    wire: Wire = "once",
) -> Filters:
    """Filters for the store from the values of the sidebar's widgets.

    A range of days that covers the whole corpus sets no limit, so that articles without a date stay included. A range
    with only a first day ends with the corpus, and a reversed range is turned around.
    """
    first: dt.date | None = None
    last: dt.date | None = None
    if days:
        first, last = min(days), max(days)
        if len(days) == 1:
            last = corpus.last or last
        if corpus.first is not None and corpus.last is not None and first <= corpus.first and last >= corpus.last:
            first = last = None
    return Filters(tuple(sorted(outlets)), tuple(sorted(topics)), first, last, min_words, wire)


def describe(filters: Filters, corpus: Corpus, articles: int) -> str:
    """The selection in one line, for captions and files; ``articles`` is the number of articles selected."""
    parts = [_listed(filters.outlets, outlet_name, "all outlets", "outlets")]
    parts.append(_listed(filters.topics, topic_name, "all topics", "topics"))
    if filters.first is not None or filters.last is not None:
        parts.append(f"{day(filters.first)} – {day(filters.last)}")
    elif corpus.first is not None:
        parts.append(f"{day(corpus.first)} – {day(corpus.last)}")
    else:
        parts.append("no dates")
    parts += {"all": ["copies counted each"], "once": [], "without": ["without copies"]}[filters.wire]
    if filters.min_words:
        parts.append(f"at least {filters.min_words} words")
    parts.append(f"{articles:,} article{'' if articles == 1 else 's'}")
    return " · ".join(parts)


def _listed(names: tuple[str, ...], show: Callable[[str], str], everything: str, noun: str) -> str:
    if not names:
        return everything
    if len(names) <= 3:
        return ", ".join(show(name) for name in names)
    return f"{len(names)} {noun}"
