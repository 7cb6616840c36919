"""Who wrote first: the first article of each outlet on a subject, and how often an outlet is first in stories.

Only days are known, no times, so several outlets can be first. An outlet that writes more is first more often, so each
count stands beside what chance alone would give. By chance means: within each story, the days on which outlets wrote
are dealt to them at random, to each as many as it has. The number of stories in which an outlet is first then is a sum
of independent yes-or-no draws with known chances (Poisson binomial distribution), computed exactly from its
characteristic function (Hong 2013, *On computing the distribution function for the Poisson binomial distribution*).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats
from analysis.statistics.bootstrap import ENOUGH_STORIES, TAIL
from analysis.statistics.correction import benjamini_hochberg

#: steps of fitting a table at most, and the difference of its sums at which it is good enough
STEPS, PRECISION = 500, 1e-6
FIRST_COLUMNS = (
    "outlet", "stories", "first", "alone", "expected", "expected_low", "expected_high", "p", "q", "lead", "leads",
    "behind", "followed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Firsts:
    """How often each outlet was first in the stories of a subject.

    ``outlets`` has ``FIRST_COLUMNS``, with those at the top that are most often first beyond chance. ``first`` of
    ``stories`` is how often an outlet has an article of the story's first day, ``alone`` how often no other has.
    ``expected`` is the number by chance, with the range that holds 95 % of random dealings. ``p`` and ``q`` are missing
    below ``ENOUGH_STORIES`` stories. ``lead`` is the median number of days until the next outlet, over the ``leads``
    stories in which the outlet was first alone; ``behind`` that since the first day, over the ``followed`` others.

    ``stories`` is the number of stories compared. ``same_day`` is that of stories left out because all outlets wrote on
    one day, ``undated`` the number of articles on the subject without a date.
    """

    outlets: pd.DataFrame
    stories: int
    same_day: int
    undated: int


def first_articles(found: pd.DataFrame) -> pd.DataFrame:
    """Return the first day on which each outlet wrote on a subject, the earliest first.

    ``found`` is a table of ``ArticleColumns.flagged``. ``outlet, first_day, days_later, found, articles, since``:
    ``days_later`` counts from the first article of all, ``found`` of ``articles`` dated articles are on the subject,
    and ``since`` is the day of the outlet's first article of any subject in the selection: it cannot be first before.
    """
    dated = found[found["published"].notna() & (found["outlet"] != "")]
    by_outlet = dated.groupby(dated["outlet"].astype(str))
    on_subject = dated[dated["count"] > 0]
    own = on_subject.groupby(on_subject["outlet"].astype(str))
    table = pd.DataFrame({
        "first_day": own["published"].min(), "found": own.size(), "articles": by_outlet.size(),
        "since": by_outlet["published"].min(),
    }).dropna(subset=["first_day"])  # fmt: skip
    table.insert(1, "days_later", (table["first_day"] - table["first_day"].min()).dt.days)
    table = table.rename_axis("outlet").reset_index().sort_values(["first_day", "outlet"], ignore_index=True)
    days = {name: table[name].dt.date for name in ("first_day", "since")}
    return table.assign(**days).astype({"found": np.int64, "articles": np.int64})


def who_was_first(found: pd.DataFrame) -> Firsts:
    """Return how often each outlet was first in stories that several outlets have, articles on a subject alone.

    ``found`` is a table of ``ArticleColumns.flagged``. Several articles of an outlet on one day of a story count once.
    Articles without an outlet or without a story are left out.
    """
    on_subject = found[(found["count"] > 0) & (found["outlet"] != "") & found["story"].notna()]
    days = on_subject.dropna(subset=["published"])[["story", "outlet", "published"]]
    days = days.assign(story=pd.factorize(days["story"])[0], outlet=days["outlet"].astype(str)).drop_duplicates()
    of_story = days.groupby("story")
    several = of_story["outlet"].transform("nunique") > 1
    spread = of_story["published"].transform("nunique") > 1
    compared = days[several & spread]
    return Firsts(
        _by_outlet(_in_stories(compared)), compared["story"].nunique(), days.loc[several & ~spread, "story"].nunique(),
        int(on_subject["published"].isna().sum()),
    )  # fmt: skip


def _in_stories(days: pd.DataFrame) -> pd.DataFrame:
    """Return a row per story and outlet: ``story, outlet, lag, first, alone, lead, chance``.

    ``days`` has a row per story, outlet and day of an article. ``lag`` is the number of days since the story's first,
    ``lead`` that until the next outlet, where the outlet was first alone; ``chance`` is that of being first.
    """
    pairs = days.groupby(["story", "outlet"], sort=True)["published"].agg(["min", "size"]).reset_index()
    start = pairs.groupby("story")["min"].transform("min")
    pairs["lag"] = (pairs["min"] - start).dt.days
    pairs["first"] = pairs["lag"] == 0
    pairs["alone"] = pairs["first"] & (pairs.groupby("story")["first"].transform("sum") == 1)
    nearest = pairs["lag"].where(~pairs["first"]).groupby(pairs["story"]).transform("min")
    pairs["lead"] = nearest.where(pairs["alone"])
    own, totals = pairs.groupby("story")["size"], days.groupby(["story", "published"]).size().groupby("story")
    tables = ((tuple(rows), tuple(columns)) for (_, rows), (_, columns) in zip(own, totals, strict=True))
    pairs["chance"] = [chance for rows, columns in tables for chance in _chances(rows, columns)]
    return pairs


@lru_cache(maxsize=10_000)
def _chances(own: tuple[int, ...], totals: tuple[int, ...]) -> Floats:
    """Return for outlets that wrote on ``own`` days each their chances to have written on the first day.

    ``totals`` are the numbers of outlets that wrote on each day, the first day first. Among all tables of outlets by
    days with these totals, the share of those in which the outlet wrote on the first: as in the distribution of maximum
    entropy with these totals (bipartite configuration model; Saracco et al. 2015), in which a cell is filled with odds
    that are a product of one factor for the outlet and one for the day.
    """
    rows, columns = np.array(own, float), np.array(totals, float)
    chances = np.zeros((len(rows), len(columns)))
    free_rows, free_columns = np.ones(len(rows), bool), np.ones(len(columns), bool)
    while True:  # outlets that wrote on every day left and days on which every outlet left wrote are certain
        width, height = int(free_columns.sum()), int(free_rows.sum())
        full_rows, full_columns = free_rows & (rows == width), free_columns & (columns == height)
        if not (width and height and (full_rows.any() or full_columns.any())):
            break
        if full_rows.any():
            chances[np.ix_(full_rows, free_columns)] = 1
            columns[free_columns] -= full_rows.sum()
            free_rows &= ~full_rows
        else:
            chances[np.ix_(free_rows, full_columns)] = 1
            rows[free_rows] -= full_columns.sum()
            free_columns &= ~full_columns
        free_rows, free_columns = free_rows & (rows > 0), free_columns & (columns > 0)
    if free_rows.any() and free_columns.any():
        chances[np.ix_(free_rows, free_columns)] = _fitted(rows[free_rows], columns[free_columns])
    return np.asarray(chances[:, 0])


def _fitted(rows: Floats, columns: Floats) -> Floats:
    """Return the chance of each cell so that rows and columns have these sums; none is empty or full."""
    a, b = rows / np.sqrt(rows.sum()), columns / np.sqrt(rows.sum())
    for _ in range(STEPS):
        a = rows / (b / (1 + np.outer(a, b))).sum(axis=1)
        b = columns / (a[:, None] / (1 + np.outer(a, b))).sum(axis=0)
        odds = np.outer(a, b)
        cells = odds / (1 + odds)
        if np.abs(cells.sum(axis=1) - rows).max() < PRECISION:
            break
    return np.asarray(cells)


def _by_outlet(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the sums of ``_in_stories`` by outlet, with what chance gives."""
    rows = []
    for outlet, own in pairs.groupby("outlet"):
        first, chances = int(own["first"].sum()), own["chance"].to_numpy(float)
        low, high, p = _against_chance(first, chances)
        followed = own.loc[~own["first"], "lag"]
        rows.append((
            outlet, len(own), first, int(own["alone"].sum()), float(chances.sum()), low, high,
            p if len(own) >= ENOUGH_STORIES else None, None, own["lead"].median(), int(own["lead"].notna().sum()),
            followed.median(), len(followed),
        ))  # fmt: skip
    table = pd.DataFrame(rows, columns=list(FIRST_COLUMNS))
    table = table.astype(dict.fromkeys(("expected", "p", "lead", "behind"), float))
    table["q"] = benjamini_hochberg(table["p"].to_numpy(float))
    above = (table["first"] - table["expected"]).astype(float)
    return table.loc[above.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _against_chance(first: int, chances: Floats) -> tuple[int, int, float]:
    """Return the range that holds 95 % of the numbers by chance, and the two-sided p-value of ``first``."""
    distribution = _poisson_binomial(chances)
    at_most = np.cumsum(distribution)
    low, high = (int(np.searchsorted(at_most, level)) for level in (TAIL, 1 - TAIL))
    tails = at_most[first], distribution[first:].sum()
    return low, min(high, len(chances)), min(1.0, 2 * float(min(tails)))


def _poisson_binomial(chances: Floats) -> Floats:
    """Return the chance of each number of successes, from none to all, of independent draws with these chances."""
    values, times = np.unique(chances, return_counts=True)
    circle = np.exp(2j * np.pi * np.arange(len(chances) + 1) / (len(chances) + 1))
    transform = np.ones(len(circle), complex)
    for chance, number in zip(values, times, strict=True):
        transform *= (1 - chance + chance * circle) ** number
    return np.maximum(np.fft.fft(transform).real / len(circle), 0.0)
