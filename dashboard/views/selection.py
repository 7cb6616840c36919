"""The reader's selection as filters for the store, and in words. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from analysis.statistics import ENOUGH_ARTICLES
from analysis.store.filter import Filters, TopicsBy, Wire
from dashboard.views.base import SHOWN_OUTLETS
from dashboard.views.formatting import day, number_of, outlet_name, topic_name

KindChoice = Literal["news", "opinion", "all"]
#: which kinds of articles are selected -> the choice on the page
KIND_CHOICES: dict[KindChoice, str] = {"news": "News only", "opinion": "Opinion only", "all": "All kinds"}
#: which kinds are selected -> the selection in words
_KINDS_IN_WORDS: dict[tuple[str, ...], str] = {("news",): "news only", ("opinion",): "opinion only"}
#: share of the selected articles whose kind must be known for news to be the default
ENOUGH_KNOWN = 0.5
#: an outlet with at least this share of opinion is a columnist or a desk of guest writers, of whom no news is expected
ALL_OPINION = 0.9


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a store contains: outlets, topics and labels, those with most articles first, and the first and last day.

    ``topics`` are found in the words of articles, ``labels`` are the topics that publishers state. ``undated`` is the
    number of articles without a date.
    """

    outlets: tuple[str, ...]
    topics: tuple[str, ...]
    labels: tuple[str, ...]
    articles: int
    undated: int
    first: dt.date | None
    last: dt.date | None

    def topics_by(self, topics_by: TopicsBy) -> tuple[str, ...]:
        """The topics found in the words, or the publishers' labels."""
        return self.labels if topics_by == "publisher" else self.topics


def corpus_of(catalogue: pd.DataFrame, topics: Sequence[str]) -> Corpus:
    """Sum up the catalogue of a store (the table of ``store.charts.catalogue``) and the topics found in the words."""
    if catalogue.empty:
        return Corpus((), (), (), 0, 0, None, None)
    dated = catalogue.dropna(subset=["first"])
    return Corpus(
        outlets=_by_size(catalogue, "outlet"),
        topics=tuple(topics),
        labels=_by_size(catalogue[catalogue["label"] != ""], "label"),
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
    topics_by: TopicsBy = "words",
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
    return Filters(
        tuple(sorted(outlets)), tuple(sorted(topics)), first, last, min_words, wire, topics_by=topics_by
    )  # fmt: skip


def with_kind(filters: Filters, choice: KindChoice) -> Filters:
    """The filters with this choice of kinds."""
    return replace(filters, kinds=() if choice == "all" else (choice,))


def default_kind(kinds: pd.DataFrame, outlets: tuple[str, ...]) -> tuple[KindChoice, str]:
    """Which kinds to select if the reader chooses none, and why.

    ``kinds`` is the table of ``ArticleColumns.kinds`` and ``outlets`` are those that the reader has chosen. News alone
    is selected if at least half of the articles have a known kind and every outlet compared has ten news reports:
    the outlets chosen, or else those with most articles, apart from columnists and guest writers. Outlets with fewer
    than ten articles of all kinds are not compared.
    """
    counts: dict[str, Counter[str]] = {}
    ordered = kinds.sort_values("outlet", kind="stable")
    for outlet, kind, articles in zip(ordered["outlet"], ordered["kind"], ordered["articles"], strict=True):
        counts.setdefault(str(outlet), Counter())[str(kind)] += int(articles)
    sizes = {outlet: own.total() for outlet, own in counts.items()}
    unknown = sum(own["unknown"] for own in counts.values())
    if not counts or unknown > (1 - ENOUGH_KNOWN) * sum(sizes.values()):
        return "all", "Fewer than half of these articles have a known kind."
    compared = sorted(sizes, key=lambda outlet: -sizes[outlet])
    if not outlets:
        compared = compared[:SHOWN_OUTLETS]
        compared = [outlet for outlet in compared if counts[outlet]["opinion"] < ALL_OPINION * sizes[outlet]]
    compared = [outlet for outlet in compared if sizes[outlet] >= ENOUGH_ARTICLES]
    if not compared:
        return "all", f"No outlet has {ENOUGH_ARTICLES} articles."
    short = [outlet for outlet in compared if counts[outlet]["news"] < ENOUGH_ARTICLES]
    if short:
        named = _listed(tuple(short), outlet_name, "", "outlets")
        verb = "has" if len(short) == 1 else "have"
        return "all", f"{named} {verb} fewer than {ENOUGH_ARTICLES} news reports, so news alone would leave too few."
    return "news", "Every outlet compared has enough news reports."


def describe(filters: Filters, corpus: Corpus, articles: int, without_articles: Sequence[str] = ()) -> str:
    """The selection in one line, for captions and files; ``articles`` is the number of articles selected.

    ``without_articles`` are chosen outlets without any article in the selection: each is named at the end and not
    counted among the outlets.
    """
    outlets = tuple(outlet for outlet in filters.outlets if outlet not in without_articles)
    parts = [_listed(outlets, outlet_name, "no outlets" if filters.outlets else "all outlets", "outlets")]
    whose = " (publishers’ labels)" if filters.topics_by == "publisher" else ""
    parts.append(_listed(filters.topics, topic_name, "all topics", "topics") + whose)
    parts.append(_KINDS_IN_WORDS.get(filters.kinds, ", ".join(filters.kinds) or "all kinds"))
    if filters.first is not None or filters.last is not None:
        parts.append(f"{day(filters.first)} – {day(filters.last)}")
    elif corpus.first is not None:
        parts.append(f"{day(corpus.first)} – {day(corpus.last)}")
    else:
        parts.append("no dates")
    parts += {"all": ["every copy counted"], "once": [], "without": ["copies excluded"]}[filters.wire]
    if filters.min_words:
        parts.append(f"at least {number_of(filters.min_words, 'word')}")
    parts.append(number_of(articles, "article"))
    parts += [no_articles(outlet) for outlet in without_articles]
    return " · ".join(parts)


def no_articles(outlet: str) -> str:
    """What is said of a chosen outlet without any article in the selection."""
    return f"{outlet_name(outlet)}: no articles"


def _listed(names: tuple[str, ...], show: Callable[[str], str], everything: str, noun: str) -> str:
    if not names:
        return everything
    if len(names) <= 3:
        return ", ".join(show(name) for name in names)
    return f"{len(names)} {noun}"
