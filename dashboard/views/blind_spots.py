"""What an outlet has less of than chance would give it: topics, and stories that others tell. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import hypergeom  # type: ignore[import-untyped]

from analysis.columns.counts import Flags, Floats, is_in
from analysis.corpus.stories.summary import DAYS_AROUND
from analysis.statistics import ENOUGH_ARTICLES, benjamini_hochberg
from dashboard.views.base import View
from dashboard.views.formatting import outlet_name, topic_name
from dashboard.views.stories import NO_HEADLINE

Counts = npt.NDArray[np.intp]
#: so many others must tell a story before it counts whether an outlet does
WIDELY_TOLD = 3
#: where fewer are expected, even no article at all may well be chance (e to the power of -3 is 0.05)
ENOUGH_EXPECTED = 3
#: the part of the topics shown as clear that may be there by chance
FALSE_FINDS = 0.05
#: rows of a picture
DRAWN = 20


def _first_drawn(name: str, title: str, unit: str, table: pd.DataFrame, labels: pd.Series, others: str) -> View:
    """The first ``DRAWN`` rows of a table as a view, each with its label; ``others`` are those that are left out."""
    drawn = table.assign(unit=unit).head(DRAWN)
    drawn.insert(0, "label", labels.head(DRAWN))
    left = len(table) - len(drawn)
    return View(name, title, unit, drawn, f"{left:,} {others} are not drawn" if left > 0 else "")


# -- topics -----------------------------------------------------------------------------------


def short_topics(articles: pd.DataFrame, outlets: Sequence[str], topics: Sequence[str] = ()) -> pd.DataFrame:
    """Topics that an outlet has less of than chance would give it: ``outlet, topic, seen, expected, q, clear``.

    ``articles`` are all outlets' on all topics; those without a topic are left out. Tested are ``outlets`` with
    ``ENOUGH_ARTICLES`` articles on ``topics`` (or on all) of which at least ``ENOUGH_EXPECTED`` would be expected: how
    likely are so few, or fewer, where the corpus's articles on the topic fall on outlets at random (hypergeometric,
    one side of Fisher's exact test)? Rows with fewer than expected, the smallest q first, after Benjamini & Hochberg
    over all tests; ``clear`` where it is below ``FALSE_FINDS``. Articles count as independent of each other, which
    those of one story are not.
    """
    known = articles[(articles["topic"] != "") & (articles["outlet"] != "")]
    sizes = known.groupby(["outlet", "topic"]).size().to_dict()
    of_outlet, of_topic = (known[column].value_counts().to_dict() for column in ("outlet", "topic"))
    pairs = [
        (outlet, topic, sizes.get((outlet, topic), 0), of_outlet[outlet], of_topic[topic])
        for outlet in outlets
        for topic in topics or of_topic
        if of_outlet.get(outlet, 0) >= ENOUGH_ARTICLES and topic in of_topic
    ]
    table = pd.DataFrame(pairs, columns=["outlet", "topic", "seen", "of_outlet", "of_topic"])
    table = table.astype({"seen": int, "of_outlet": int, "of_topic": int})
    table["expected"] = table["of_outlet"] * table["of_topic"] / max(1, len(known))
    table = table[table["expected"] >= ENOUGH_EXPECTED]
    chance = hypergeom.cdf(table["seen"], len(known), table["of_topic"], table["of_outlet"])
    table["q"] = benjamini_hochberg(np.asarray(chance, dtype=float))
    table["clear"] = table["q"] < FALSE_FINDS
    table = table[table["seen"] < table["expected"]].sort_values(["q", "outlet", "topic"], ignore_index=True)
    table["outlet"], table["topic"] = table["outlet"].map(outlet_name), table["topic"].map(topic_name)
    return table[["outlet", "topic", "seen", "expected", "q", "clear"]].round({"expected": 1})


def topic_view(short: pd.DataFrame) -> View:
    """The first ``DRAWN`` rows of ``short_topics``, each with a ``label``; the clear ones come first."""
    return _first_drawn(
        "blind-spots-topics", "Topics with fewer articles than chance would give", "articles",
        short, short["outlet"] + " · " + short["topic"], "less clear pairs of outlet and topic",
    )  # fmt: skip


def topic_sentence(short: pd.DataFrame) -> str:
    """What the picture of ``topic_view`` shows, in plain sentences with numbers."""
    clear = short[short["clear"]]
    if clear.empty:
        return "No topic of an outlet is rarer than chance would make it."
    first: Any = next(clear.itertuples())
    pairs = "1 pair" if len(clear) == 1 else f"{len(clear):,} pairs"
    return (
        f"{pairs} of outlet and topic have fewer articles than chance would give (q below {FALSE_FINDS}). The "
        f"clearest: {first.outlet} on {first.topic}, {first.seen:,} where {first.expected:.1f} would be expected "
        f"(q {'below 0.0001' if first.q < 0.0001 else f'{first.q:.4f}'})."
    )


# -- stories ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Roll:
    """Who tells stories and who is absent from them, as ``ArticleColumns`` gives them."""

    tellers: pd.DataFrame
    absent: pd.DataFrame

    def told(self, stories: pd.DataFrame, outlet: str) -> Flags:
        """Which of the stories an outlet tells."""
        return is_in(stories["story"], self.tellers.loc[self.tellers["outlet"] == outlet, "story"])

    def untold(self, stories: pd.DataFrame, outlet: str) -> pd.DataFrame:
        """The stories that ``WIDELY_TOLD`` others tell and ``outlet`` does not, though it covers their topic."""
        absent = is_in(stories["story"], self.absent.loc[self.absent["outlet"] == outlet, "story"])
        return stories[absent & (stories["selected_outlets"].to_numpy() >= WIDELY_TOLD)]


def untold_stories(stories: pd.DataFrame, roll: Roll, articles: pd.DataFrame, outlets: Sequence[str]) -> pd.DataFrame:
    """How many stories of others each outlet leaves out: ``outlet, seen, expected, told, largest``.

    ``seen`` counts the stories of ``Roll.untold``, ``told`` the others that it tells; of outlets with
    ``ENOUGH_ARTICLES`` articles. ``expected`` is how many of both it would leave out where the articles around each
    story's days fall on outlets at random (hypergeometric). It is no test: outlets rarely tell a story twice, so that
    most leave out fewer than that. Those furthest above it come first. ``largest`` is the title of the story that most
    others tell. ``stories`` and ``articles`` are all outlets'.
    """
    dated = articles.dropna(subset=["published"]).sort_values("published")
    stories = stories.dropna(subset=["first_day"])
    stories = stories.assign(around=_around(dated["published"], stories))
    log_factorial = np.append(0.0, np.cumsum(np.log(np.arange(1, len(dated) + 1))))
    tellers = stories["selected_outlets"].to_numpy()
    sizes, rows = articles["outlet"].value_counts(), []
    days = dict(list(dated.groupby("outlet")["published"]))
    for outlet in (outlet for outlet in outlets if outlet and sizes.get(outlet, 0) >= ENOUGH_ARTICLES):
        left_out = roll.untold(stories, outlet)
        told = stories[roll.told(stories, outlet) & (tellers > WIDELY_TOLD)]
        if len(left_out):
            both = pd.concat([left_out, told])
            own = _around(days.get(outlet, dated["published"].head(0)), both)
            expected = _chance_of_none(both["around"].to_numpy(), both["selected"].to_numpy(), own, log_factorial).sum()
            largest = left_out["title"].fillna(NO_HEADLINE).iloc[0]
            rows.append((outlet_name(outlet), len(left_out), float(expected), len(told), largest))
    table = pd.DataFrame(rows, columns=["outlet", "seen", "expected", "told", "largest"])
    above = (table["seen"] - table["expected"]).astype(float)
    table = table.loc[above.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
    return table.round({"expected": 1})


def _chance_of_none(around: Counts, selected: Counts, own: Counts, log_factorial: Floats) -> Floats:
    """How likely none of ``own`` among ``around`` articles is of the story's ``selected`` (hypergeometric at 0)."""
    others = np.maximum(around - selected, 0)
    logs = log_factorial[others] + log_factorial[around - own] - log_factorial[around]
    return np.where(others >= own, np.exp(logs - log_factorial[np.maximum(others - own, 0)]), 0.0)


def _around(days: pd.Series, stories: pd.DataFrame) -> Counts:
    """How many of the sorted ``days`` fall on a story's days or within ``DAYS_AROUND`` of them, for each story."""
    room = pd.Timedelta(days=DAYS_AROUND)
    first = days.searchsorted(stories["first_day"] - room, side="left")
    past = days.searchsorted(stories["last_day"] + room, side="right")
    return np.asarray(past) - np.asarray(first)


def story_view(table: pd.DataFrame) -> View:
    """The first ``DRAWN`` outlets of ``untold_stories``."""
    return _first_drawn(
        "blind-spots-stories", "Stories that others tell and the outlet does not", "stories",
        table, table["outlet"], "outlets that leave out fewer",
    )  # fmt: skip


def story_sentence(table: pd.DataFrame) -> str:
    """What the picture of ``story_view`` shows, in plain sentences with numbers."""
    if table.empty:
        return "No outlet with enough articles leaves out a story that several others tell."
    above = int((table["seen"] > table["expected"]).sum())
    first: Any = next(table.itertuples())
    return (
        f"{above:,} of {len(table):,} outlets leave out more stories than if the articles of those days fell on "
        f"outlets at random. Furthest from it: {first.outlet}, {first.seen:,} left out where "
        f"{first.expected:.1f} would be expected; it tells {first.told:,} such stories."
    )


def on_topic_without(stories: pd.DataFrame, roll: Roll, topic: str, outlet: str) -> pd.DataFrame:
    """The stories on a topic that two other outlets or more tell and this one does not, those of most outlets first."""
    others = stories[(stories["topic"] == topic) & (stories["selected_outlets"] > 1)]
    return others[~roll.told(others, outlet)]
