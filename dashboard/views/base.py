"""The numbers of a picture as a value, and what all views share. Pure: no Streamlit, no drawing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns.counts import TOPICS, codes
from analysis.statistics import ENOUGH_ARTICLES, ENOUGH_STORIES
from analysis.types import Measure
from dashboard.views.formatting import number_of

EVERY_OUTLET = "All selected outlets"
EVERY_TOPIC = "All topics"
#: a picture shows at most this many outlets and topics, those with the most articles
SHOWN_OUTLETS, SHOWN_TOPICS = 20, 16


@dataclass(frozen=True, slots=True)
class View:
    """The numbers of one picture: ``table`` contains exactly what is drawn, one row per mark.

    ``name`` is the stem of the names of its files. ``left_out`` is a note about what is selected but not drawn.
    ``measures`` are those drawn; a report explains them.
    """

    name: str
    title: str
    unit: str
    table: pd.DataFrame
    left_out: str = ""
    measures: tuple[Measure, ...] = ()

    @property
    def empty(self) -> bool:
        """True if there is nothing to draw."""
        return self.table.empty


def largest(frame: pd.DataFrame, column: str, at_most: int) -> list[str]:
    """The ``at_most`` names in a column that have the most articles, the largest first."""
    number, names = pd.factorize(frame[column])
    articles = codes(frame["id"])[number >= 0]
    number = number[number >= 0]
    if np.bincount(articles).max(initial=0) > 1:  # several rows per article
        size = int(articles.max()) + 1
        number = pd.unique(number * size + articles) // size
    sizes = np.bincount(number, minlength=len(names))
    ordered = sorted(zip(-sizes, map(str, names), strict=True))
    return [name for _, name in ordered[:at_most]]


def too_few(articles: int) -> str:
    """Why this many articles give no number: they are too few, or else their stories are."""
    if articles < ENOUGH_ARTICLES:
        return f"too few articles ({articles} of {ENOUGH_ARTICLES} needed)"
    return f"too few stories ({number_of(articles, 'article')} on fewer than {ENOUGH_STORIES} stories)"


def too_few_of(articles: pd.Series) -> str:
    """What groups of articles without any number have too few of: ``articles``, ``stories``, or one or the other."""
    short = articles < ENOUGH_ARTICLES
    return "articles" if short.all() else "articles or stories" if short.any() else "stories"


def needed(articles: pd.Series | int) -> str:
    """What is missing where no group of articles gives a number; ``articles`` are the sizes of the groups."""
    most = articles if isinstance(articles, int) else articles.max() if len(articles) else 0
    return f"{ENOUGH_ARTICLES} articles" + (f" on {ENOUGH_STORIES} stories" if most >= ENOUGH_ARTICLES else "")


def part_shown(shown: int, total: int, noun: str) -> str:
    """The note under a picture that shows only the largest of the selection; empty if it shows all."""
    note = f"{shown} of {total} {noun} shown (those with most articles); choose others in the sidebar"
    return "" if shown >= total else note


def with_enough_articles(on_topics: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The articles on the topics on which some outlet has enough for a number, and a note on the topics left out.

    ``on_topics`` is the table of ``by_topics``; the note is empty if no topic is left out.
    """
    sizes = on_topics.groupby(["topic", "outlet"], observed=True)["id"].size()
    enough = sizes[sizes >= ENOUGH_ARTICLES].index.get_level_values("topic").unique()
    others = on_topics["topic"].nunique() - len(enough)
    topics = number_of(others, "topic")
    note = f"{topics} not shown, because no outlet has {ENOUGH_ARTICLES} articles there" if others else ""
    return on_topics[on_topics["topic"].isin(enough)], note


def topics_note(articles: pd.DataFrame) -> str:
    """The note under numbers by topic: how articles with several topics and without any are counted."""
    without = int(articles["topic"].isna().sum())
    several = TOPICS[1] in articles and bool(articles[TOPICS[1]].notna().any())
    notes = ["an article counts under each of its topics"] if several else []
    if without:
        notes.append("1 article has no topic" if without == 1 else f"{without:,} articles have no topic")
    return "; ".join(notes)


def as_sentences(note: str) -> str:
    """The parts of a note as sentences; empty if the note is."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in note.split("; ") if part)


def in_order(
    table: pd.DataFrame, column: str, order: Sequence[str], then: tuple[str, Sequence[str | dt.date]] | None = None
) -> pd.DataFrame:
    """The rows sorted by one column in the given order of its names, then by another column in the same way."""
    keys = pd.DataFrame({"first": table[column].astype(object).map({name: k for k, name in enumerate(order)})})
    if then is not None:
        keys["second"] = table[then[0]].astype(object).map({name: k for k, name in enumerate(then[1])})
    return table.loc[keys.sort_values([str(name) for name in keys], kind="stable").index].reset_index(drop=True)
