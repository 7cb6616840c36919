"""The page Missed stories: topics and stories that an outlet covers less often than chance would predict. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.columns.counts import Flags, Floats, by_topics, is_in
from analysis.corpus.stories.summary import DAYS_AROUND
from analysis.statistics import ENOUGH_ARTICLES, benjamini_hochberg
from dashboard.views.base import View
from dashboard.views.formatting import number_of, outlet_name, topic_name
from dashboard.views.stories import NO_HEADLINE

Counts = npt.NDArray[np.intp]
#: the number of other outlets that must cover a story before an outlet can miss it
WIDELY_COVERED = 3
#: the number of articles that must be expected on a topic: with fewer, none at all may well be chance (e⁻³ is 0.05)
ENOUGH_EXPECTED = 3
#: false discovery rate: the share of the topics marked as clear that may be due to chance
FALSE_DISCOVERY_RATE = 0.05
#: a picture has at most this many rows
DRAWN = 20


def _first_drawn(name: str, title: str, unit: str, table: pd.DataFrame, labels: pd.Series, others: str) -> View:
    """The first ``DRAWN`` rows of a table as a view, each with its label; ``others`` names the rows left out."""
    drawn = table.assign(unit=unit).head(DRAWN)
    drawn.insert(0, "label", labels.head(DRAWN))
    left = len(table) - len(drawn)
    return View(name, title, unit, drawn, f"{left:,} {others} not shown" if left > 0 else "")


# -- topics -----------------------------------------------------------------------------------


def short_topics(articles: pd.DataFrame, outlets: Sequence[str], topics: Sequence[str] = ()) -> pd.DataFrame:
    """Topics on which an outlet has fewer articles than expected: ``outlet, topic, seen, expected, q, clear``.

    Every pair of ``tested_pairs`` is tested. The p-value is the probability of at most the observed number if the
    topic's articles are distributed over outlets at random (hypergeometric; one-sided Fisher's exact test), q is its
    correction for multiple tests (Benjamini & Hochberg 1995), and ``clear`` means q is below ``FALSE_DISCOVERY_RATE``.
    Pairs with fewer articles than expected, to the decimal shown, are returned, the smallest q first. The test treats
    articles as independent, which articles on one story are not.
    """
    from scipy.stats import hypergeom  # type: ignore[import-untyped]  # imported here because it takes 0.6 s

    table = tested_pairs(articles, outlets, topics)
    chance = hypergeom.cdf(table["seen"], table["of_all"], table["of_topic"], table["of_outlet"])
    table["q"] = benjamini_hochberg(np.asarray(chance, dtype=float))
    table["clear"] = table["q"] < FALSE_DISCOVERY_RATE
    table = table.round({"expected": 1})
    table = table[table["seen"] < table["expected"]].sort_values(["q", "outlet", "topic"], ignore_index=True)
    table["outlet"], table["topic"] = table["outlet"].map(outlet_name), table["topic"].map(topic_name)
    return table[["outlet", "topic", "seen", "expected", "q", "clear"]]


def tested_pairs(articles: pd.DataFrame, outlets: Sequence[str], topics: Sequence[str]) -> pd.DataFrame:
    """The pairs that are looked at: ``outlet, topic, seen, of_outlet, of_topic, of_all, expected``.

    ``articles`` are those of all outlets on all topics; articles without a topic are ignored, and others count in each
    of theirs. The pairs are those of an
    outlet with ``ENOUGH_ARTICLES`` articles and a topic (all topics if none are given), of which at least
    ``ENOUGH_EXPECTED`` articles are expected.
    """
    known = articles[articles["topic"].notna() & (articles["outlet"] != "")]
    on_topics = by_topics(known)
    sizes = on_topics.groupby(["outlet", "topic"], observed=True).size().to_dict()
    of_outlet, of_topic = known["outlet"].value_counts().to_dict(), on_topics["topic"].value_counts().to_dict()
    pairs = [
        (outlet, topic, sizes.get((outlet, topic), 0), of_outlet[outlet], of_topic[topic], len(known))
        for outlet in outlets
        for topic in topics or of_topic
        if of_outlet.get(outlet, 0) >= ENOUGH_ARTICLES and topic in of_topic
    ]
    table = pd.DataFrame(pairs, columns=["outlet", "topic", "seen", "of_outlet", "of_topic", "of_all"])
    table = table.astype(dict.fromkeys(("seen", "of_outlet", "of_topic", "of_all"), int))
    table["expected"] = table["of_outlet"] * table["of_topic"] / max(1, len(known))
    return table[table["expected"] >= ENOUGH_EXPECTED].copy()


def topic_view(short: pd.DataFrame) -> View:
    """The first ``DRAWN`` rows of the table of ``short_topics``, each with a ``label``."""
    return _first_drawn(
        "blind-spots-topics", "Topics with fewer articles than expected by chance", "articles",
        short, short["outlet"] + " · " + short["topic"], "less clear outlet–topic pairs",
    )  # fmt: skip


def topic_sentence(short: pd.DataFrame, tested: int) -> str:
    """The result that ``topic_view`` shows, in words; ``tested`` is the number of pairs looked at."""
    clear = short[short["clear"]]
    if not tested:
        return (
            f"Topics cannot be tested: no outlet with {ENOUGH_ARTICLES} articles has a topic on which "
            f"{ENOUGH_EXPECTED} of them would be expected."
        )
    if short.empty:
        return f"No outlet has fewer articles on a topic than expected by chance ({_pairs(tested)} tested)."
    if clear.empty:
        return (
            f"{len(short):,} of {_pairs(tested)} {'has' if len(short) == 1 else 'have'} fewer articles than expected, "
            f"none clearly: each may be due to chance (q not below {FALSE_DISCOVERY_RATE})."
        )
    first: Any = next(clear.itertuples())
    have = "has" if len(clear) == 1 else "have"
    return (
        f"{_pairs(len(clear))} {have} clearly fewer articles than expected by chance (q below "
        f"{FALSE_DISCOVERY_RATE}). The clearest: {first.outlet} on {first.topic}, "
        f"{number_of(first.seen, 'article')} against {first.expected:.1f} expected "
        f"(q {'below 0.0001' if first.q < 0.0001 else f'{first.q:.4f}'})."
    )


def _pairs(number: int) -> str:
    return number_of(number, "outlet–topic pair")


# -- stories ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoryCoverage:
    """Which outlets cover which stories, and which could have but did not.

    The tables are those of ``ArticleColumns.tellers`` and ``ArticleColumns.absent``.
    """

    tellers: pd.DataFrame
    absent: pd.DataFrame

    def covered(self, stories: pd.DataFrame, outlet: str) -> Flags:
        """True for each of the stories that an outlet covers."""
        return is_in(stories["story"], self.tellers.loc[self.tellers["outlet"] == outlet, "story"])

    def missed(self, stories: pd.DataFrame, outlet: str) -> pd.DataFrame:
        """The stories that an outlet does not cover, though it covers their topic and ``WIDELY_COVERED`` others do."""
        absent = is_in(stories["story"], self.absent.loc[self.absent["outlet"] == outlet, "story"])
        return stories[absent & (stories["selected_outlets"].to_numpy() >= WIDELY_COVERED)]


def missed_stories(
    stories: pd.DataFrame, coverage: StoryCoverage, articles: pd.DataFrame, outlets: Sequence[str]
) -> pd.DataFrame:
    """The number of stories that each outlet misses: ``outlet, seen, expected, told, largest``.

    ``seen`` is the number of stories of ``StoryCoverage.missed``, ``told`` the number of widely covered stories that
    the outlet does cover. ``expected`` is how many of both it would miss if the articles around the days of each story
    were distributed over outlets at random (hypergeometric). This is not a test: outlets rarely cover a story twice, so
    most miss fewer than expected. ``largest`` is the title of the missed story that most others cover.

    ``stories`` and ``articles`` are those of all outlets. Outlets with fewer than ``ENOUGH_ARTICLES`` articles, or
    without a missed story, have no row; the outlet furthest above its expected number comes first.
    """
    dated = articles.dropna(subset=["published"]).sort_values("published")
    stories = stories.dropna(subset=["first_day"])
    stories = stories.assign(around=_around(dated["published"], stories))
    log_factorial = np.append(0.0, np.cumsum(np.log(np.arange(1, len(dated) + 1))))
    outlets_of_story = stories["selected_outlets"].to_numpy()
    sizes, rows = articles["outlet"].value_counts(), []
    days = dict(list(dated.groupby("outlet")["published"]))
    for outlet in (outlet for outlet in outlets if outlet and sizes.get(outlet, 0) >= ENOUGH_ARTICLES):
        missed = coverage.missed(stories, outlet)
        told = stories[coverage.covered(stories, outlet) & (outlets_of_story > WIDELY_COVERED)]
        if len(missed):
            both = pd.concat([missed, told])
            own = _around(days.get(outlet, dated["published"].head(0)), both)
            expected = _chance_of_none(both["around"].to_numpy(), both["selected"].to_numpy(), own, log_factorial).sum()
            largest = missed["title"].fillna(NO_HEADLINE).iloc[0]
            rows.append((outlet_name(outlet), len(missed), float(expected), len(told), largest))
    table = pd.DataFrame(rows, columns=["outlet", "seen", "expected", "told", "largest"])
    above = (table["seen"] - table["expected"]).astype(float)
    table = table.loc[above.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
    return table.round({"expected": 1})


def _chance_of_none(around: Counts, selected: Counts, own: Counts, log_factorial: Floats) -> Floats:
    """The probability that an outlet covers none of each story (hypergeometric distribution at 0).

    ``around`` is the number of all outlets' articles around the days of the story, ``selected`` that of the articles on
    the story, ``own`` that of the outlet's articles; ``log_factorial[n]`` is log n!.
    """
    others = np.maximum(around - selected, 0)
    logs = log_factorial[others] + log_factorial[around - own] - log_factorial[around]
    return np.where(others >= own, np.exp(logs - log_factorial[np.maximum(others - own, 0)]), 0.0)


def _around(days: pd.Series, stories: pd.DataFrame) -> Counts:
    """For each story, how many of the sorted ``days`` are at most ``DAYS_AROUND`` days before or after it."""
    room = pd.Timedelta(days=DAYS_AROUND)
    first = days.searchsorted(stories["first_day"] - room, side="left")
    past = days.searchsorted(stories["last_day"] + room, side="right")
    return np.asarray(past) - np.asarray(first)


def story_view(table: pd.DataFrame) -> View:
    """The first ``DRAWN`` rows of the table of ``missed_stories``."""
    return _first_drawn(
        "blind-spots-stories", "Stories missed, by outlet", "stories",
        table, table["outlet"], "outlets that miss fewer",
    )  # fmt: skip


def story_sentence(table: pd.DataFrame) -> str:
    """The result that ``story_view`` shows, in words."""
    if table.empty:
        return (
            f"No outlet with {ENOUGH_ARTICLES} articles misses a story that {WIDELY_COVERED} others cover, counting "
            "only stories on topics that it covers and on days close to those of its own articles."
        )
    above = int((table["seen"] > table["expected"]).sum())
    first: Any = next(table.itertuples())
    number = f"{above:,}" if above else "None"
    return (
        f"{number} of the {number_of(len(table), 'outlet')} with missed stories {'miss' if above > 1 else 'misses'} "
        "more than expected if the articles of those days were spread over outlets at random. "
        f"{'Furthest above' if above else 'Closest to'} the expected number: {first.outlet}, "
        f"{first.seen:,} missed against {first.expected:.1f} expected; it covers "
        f"{number_of(first.told, 'such story', 'such stories')}."
    )


def stories_of_others(stories: pd.DataFrame, coverage: StoryCoverage, outlet: str) -> pd.DataFrame:
    """The stories that at least two other outlets cover and this one does not, in the order given."""
    others = stories[stories["selected_outlets"] > 1]
    return others[~coverage.covered(others, outlet)]
