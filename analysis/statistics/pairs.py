"""Differences of two outlets on one measure: raw, standardised for topic, and matched within shared stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats, Integers, cluster_codes, codes, counted, weighted
from analysis.statistics.bootstrap import ENOUGH_ARTICLES, ENOUGH_STORIES, Interval
from analysis.statistics.contrasts import contrast
from analysis.statistics.correction import benjamini_hochberg
from analysis.types import Measure

#: articles that each side must have on a topic for it to be used in standardisation
ENOUGH_ON_TOPIC = 5
#: share of the corpus's articles that the usable topics must make up for a standardised difference to be shown
ENOUGH_COVERED = 0.5

Kind = Literal["raw", "standardised", "matched", "others"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Left minus right in the unit of the measure, with its 95 % interval.

    ``articles`` counts the articles used on each side. ``clusters`` counts the units that were resampled: stories where
    known, else articles; for ``matched`` and ``others`` the stories. ``covered``, for ``standardised`` only, is the
    share of the corpus's articles that are on the topics used. ``p`` is two-sided. Where the numbers are ``None``,
    ``note`` gives the reason.
    """

    kind: Kind
    value: float | None
    low: float | None
    high: float | None
    articles: tuple[int, int]
    clusters: int
    p: float | None = None
    covered: float | None = None
    note: str = ""

    @property
    def sign(self) -> int | None:
        """1 or -1 where the interval excludes zero, 0 where it includes zero, ``None`` without an interval."""
        if self.low is None or self.high is None:
            return None
        return int(self.low > 0) - int(self.high < 0)


@dataclass(frozen=True, slots=True)
class Pair:
    """The three differences of a pair of outlets on one measure, to be shown side by side."""

    left: str
    right: str
    measure: Measure
    raw: Difference
    standardised: Difference
    matched: Difference


def compare_pair(frame: pd.DataFrame, measure: Measure, left: str, right: str) -> Pair:
    """Return all three differences, left minus right.

    ``frame`` is a table of counts (``analysis.columns.counts``) of the whole corpus: the mix of topics is taken from
    all its outlets.
    """
    return Pair(
        left, right, measure, raw_difference(frame, measure, left, right),
        standardised_difference(frame, measure, left, right), matched_difference(frame, measure, left, right),
    )  # fmt: skip


def raw_difference(frame: pd.DataFrame, measure: Measure, left: str, right: str) -> Difference:
    """Return the difference of the pooled rates, whatever the two outlets cover."""
    rows = counted(frame, measure.key)
    rows = rows[rows["outlet"].isin([left, right])]
    side = _side(rows, right)
    articles = _sizes(side)
    clusters = cluster_codes(rows)
    if min(articles) < ENOUGH_ARTICLES:
        return Difference("raw", None, None, None, articles, len(np.unique(clusters)), note="too few articles")
    return _contrast("raw", rows, side, clusters, measure.scale * np.array([1.0, -1.0]), articles)


def standardised_difference(frame: pd.DataFrame, measure: Measure, left: str, right: str) -> Difference:
    """Return the difference if both had the corpus's mix of topics (direct standardisation, Fleiss 1981, ch. 14).

    Only topics on which each side has ``ENOUGH_ON_TOPIC`` articles are used, weighted by their share of the
    corpus's articles. There is no value where these topics make up less than ``ENOUGH_COVERED`` of the articles.
    """
    rows = counted(frame, measure.key)
    used, shares, covered = _on_topics(rows, [left, right])
    side = _side(used, right)
    articles, clusters = _sizes(side), cluster_codes(used)
    note = _too_little(min(articles), covered)
    if note:
        return Difference("standardised", None, None, None, articles, len(np.unique(clusters)), None, covered, note)
    cells = side * len(shares) + _topic_numbers(used["topic"], shares)
    coefficients = measure.scale * np.concatenate([shares, -shares])
    return _contrast("standardised", used, cells, clusters, coefficients, articles, covered)


def matched_difference(frame: pd.DataFrame, measure: Measure, left: str, right: str) -> Difference:
    """Return the mean, over the stories both covered, of left's pooled rate in the story minus right's."""
    rows = counted(frame, measure.key)
    rows = rows[rows["outlet"].isin([left, right])]
    rates = _by_story(rows)
    own, other = (rates[rates["outlet"] == outlet] for outlet in (left, right))
    both = own.merge(other, on="story", suffixes=("", "_right"))
    articles = int(both["articles"].sum()), int(both["articles_right"].sum())
    return _over_stories("matched", both["rate"] - both["rate_right"], measure, articles)


def outlets_and_others(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Compare every outlet with the others in its stories: ``outlet, value, low, high, p, q, articles, stories``.

    ``q`` is ``p`` corrected for testing all outlets at once (Benjamini & Hochberg 1995).
    """
    rates = _by_story(counted(frame, measure.key))
    own = dict(list(_with_gaps(rates).groupby("outlet")))
    found = [
        (str(outlet), _mean_gap(own.get(outlet, rates.head(0)), measure)) for outlet in sorted(rates["outlet"].unique())
    ]
    table = pd.DataFrame(
        [(outlet, d.value, d.low, d.high, d.p, d.articles[0], d.clusters) for outlet, d in found],
        columns=["outlet", "value", "low", "high", "p", "articles", "stories"],
    ).astype(dict.fromkeys(("value", "low", "high", "p"), float))
    table.insert(5, "q", benjamini_hochberg(table["p"].to_numpy(float)))
    return table


def _side(rows: pd.DataFrame, right: str) -> Integers:
    return np.asarray(rows["outlet"] == right, dtype=np.int64)


def _sizes(side: Integers) -> tuple[int, int]:
    return int((side == 0).sum()), int((side == 1).sum())


def _on_topics(rows: pd.DataFrame, outlets: list[str]) -> tuple[pd.DataFrame, pd.Series[float], float]:
    """Return the outlets' rows on topics that all of them cover, the topics' weights, and their share of the corpus."""
    mix = rows["topic"].value_counts() / max(1, len(rows))
    mix.index = pd.Index(mix.index, dtype=object)
    own = rows[rows["outlet"].isin(outlets)]
    sizes = own.groupby(["topic", "outlet"]).size().unstack("outlet", fill_value=0)
    sizes = sizes.reindex(columns=outlets, fill_value=0)
    shares = mix[mix.index.isin(sizes.index[sizes.min(axis=1) >= ENOUGH_ON_TOPIC])]
    covered = float(shares.sum())
    return own[own["topic"].isin(shares.index)], shares / (covered or 1.0), covered


def _topic_numbers(topics: pd.Series[str], shares: pd.Series[float]) -> Integers:
    return topics.map({topic: k for k, topic in enumerate(shares.index)}).to_numpy().astype(np.int64)


def _too_little(articles: int, covered: float) -> str:
    if covered < ENOUGH_COVERED:
        made_up, needed = (f"{100 * share:.0f} %" for share in (covered, ENOUGH_COVERED))
        return f"the topics with enough articles make up {made_up} of the corpus; {needed} are needed"
    return "too few articles" if articles < ENOUGH_ARTICLES else ""


def _contrast(
    kind: Kind, rows: pd.DataFrame, cells: Integers, clusters: Integers, coefficients: Floats,
    articles: tuple[int, int], covered: float | None = None,
) -> Difference:  # fmt: skip
    y, x = weighted(rows)
    value, found = contrast(y, x, cells, clusters, coefficients)
    return _difference(kind, value, found, articles, len(np.unique(clusters)), covered)


def _difference(
    kind: Kind, value: float, found: Interval, articles: tuple[int, int], clusters: int, covered: float | None = None
) -> Difference:
    if found.low is None:
        note = f"too few stories, or none that vary ({clusters})"
        return Difference(kind, None, None, None, articles, clusters, None, covered, note)
    return Difference(kind, value, found.low, found.high, articles, clusters, found.p, covered)


def _by_story(rows: pd.DataFrame) -> pd.DataFrame:
    """Return pooled rates, one row per story and outlet: ``story`` (a number), ``outlet, rate, articles``."""
    story = codes(rows["story"]) if "story" in rows else np.full(len(rows), -1)
    known = (story >= 0) & rows["outlet"].notna().to_numpy()
    rows, story = rows[known], story[known]
    outlet, (y, x) = codes(rows["outlet"]), weighted(rows)
    outlets = int(outlet.max(initial=0)) + 1
    pair, pairs = pd.factorize(story * outlets + outlet, sort=True)
    first = np.zeros(len(pairs), np.int64)
    first[pair] = np.arange(len(pair))
    sums = [np.bincount(pair, part, minlength=len(pairs)) for part in (y, x, np.ones(len(pair)))]
    names = rows["outlet"].iloc[first].reset_index(drop=True)
    return pd.DataFrame(
        {"story": pairs // outlets, "outlet": names, "rate": sums[0] / sums[1], "articles": sums[2].astype(np.int64)}
    )


def _over_stories(kind: Kind, gaps: pd.Series[float], measure: Measure, articles: tuple[int, int]) -> Difference:
    stories = len(gaps)
    if stories < ENOUGH_STORIES:
        return Difference(kind, None, None, None, articles, stories, note="too few shared stories")
    ones, code = np.ones(stories), np.zeros(stories, np.int64)
    value, found = contrast(
        np.asarray(gaps, dtype=np.float64), ones, code, np.arange(stories), np.array([measure.scale])
    )
    return _difference(kind, value, found, articles, stories)


def _with_gaps(rates: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``_by_story`` whose story other outlets cover too, with two more columns.

    ``gap`` is the rate minus the mean rate of the others, ``articles_of_others`` the number of their articles.
    """
    story = rates["story"].to_numpy()
    sums, articles, outlets = (np.bincount(story, weights) for weights in (rates["rate"], rates["articles"], None))
    rates = rates.assign(
        others=outlets[story] - 1,
        articles_of_others=articles[story] - rates["articles"],
        rates_of_others=sums[story] - rates["rate"],
    )
    rates = rates[rates["others"] > 0]
    return rates.assign(gap=rates["rate"] - rates["rates_of_others"] / rates["others"])


def _mean_gap(own: pd.DataFrame, measure: Measure) -> Difference:
    """Return the mean gap of one outlet over its stories."""
    if own.empty:
        return _over_stories("others", pd.Series(dtype=float), measure, (0, 0))
    articles = int(own["articles"].sum()), int(own["articles_of_others"].sum())
    return _over_stories("others", own["gap"], measure, articles)
