"""What one outlet says and the others do not: log-odds with an informative Dirichlet prior.

After Monroe, Colaresi & Quinn 2008, *Fightin' Words* (§3.5.1): the log-odds of a word in one group minus those in
the others, both drawn towards the word's share in all groups, so that rare words do not come out on top by chance.
Words come in bursts, within an article and within a story; where stories are known the variance is that of whole
stories (a linearised cluster variance), never below the paper's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats, Integers
from analysis.statistics.bootstrap import CONFIDENCE, ENOUGH_STORIES
from analysis.statistics.correction import benjamini_hochberg
from analysis.text import WORD
from analysis.types import Span

#: words of prior evidence that every word is used alike
PRIOR_WORDS = 1000
#: a word is shown where as many stories hold it: what one story is about is not an outlet's way to speak
FEWEST_STORIES = 3
#: a word that stands first in a sentence, after opening marks
OPENER = re.compile(rf"(?:\A|[.!?:\n])[ \t\n\r“\"‘'(\[]*({WORD.pattern})")
#: links and accounts: no words of prose
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@\w+")
COLUMNS = ("word", "count", "others", "log_odds", "low", "high", "z")


@dataclass(frozen=True, slots=True)
class OutletText:
    """A text with the outlet that published it and its story, if it has one."""

    text: str
    outlet: str
    story: str | None


def distinctive_in_stories(told: Iterable[OutletText], outlet: str, names: bool = False) -> pd.DataFrame:
    """An outlet's words against the others' inside the stories that it shares with any of them.

    Columns ``word, count, others, log_odds, low, high, z, stories, q``: counts of the outlet and of the others, the
    stories that hold the word, and ``q``, ``z`` corrected for looking at every word (Benjamini & Hochberg 1995).
    Words in fewer than ``FEWEST_STORIES`` stories are left out; empty below ``ENOUGH_STORIES`` shared stories.
    Names (words written with a capital inside sentences), agencies among them, only with ``names``.
    """
    counts = _counts_by_story(told, outlet, names)
    if len(counts) < ENOUGH_STORIES:
        return pd.DataFrame(columns=[*COLUMNS, "stories", "q"])
    codes: dict[str, int] = {}  # numbers group several times faster than words
    rows = [
        (codes.setdefault(word, len(codes)), place, own[word], others[word])
        for place, (_, (own, others)) in enumerate(sorted(counts.items()))
        for word in {**own, **others}
    ]
    long = pd.DataFrame(np.array(rows, dtype=np.int64).reshape(-1, 4), columns=["word", "story", "own", "others"])
    totals = long.groupby("story")[["own", "others"]].sum().rename(columns={"own": "of_own", "others": "of_others"})
    by_word = long.groupby("word")[["own", "others"]].sum()
    stories = np.asarray(long.groupby("word").size(), dtype=np.int64)
    own, others = by_word["own"].to_numpy(float), by_word["others"].to_numpy(float)
    value, variance = _log_odds(own, others)
    variance = np.maximum(variance, _between_stories(long.join(totals, on="story"), totals, by_word))
    table = _table(pd.Index(list(codes)), own, others, value, variance, stories)
    table = table[table["stories"] >= FEWEST_STORIES].reset_index(drop=True)
    normal = NormalDist()
    p = np.array([2 * normal.cdf(-abs(z)) for z in table["z"]])
    return table.assign(q=benjamini_hochberg(p))


def words_of(text: str, names: bool = False, known: Container[str] = ()) -> Counter[str]:
    """The words of a text in lower case; without ``names``, less those with a capital inside a sentence.

    A capital at the start of a sentence says nothing: such a word counts where it is ``known`` in lower case.
    Agencies, as names, are left out with them ("Reuters reported"). Links and accounts are no words.
    """
    return _Written.of(text).words(names, known)


def places_of(text: str, word: str, names: bool = False) -> list[Span]:
    """Where ``words_of`` counts a word, in reading order; capitals at the start of a sentence with it."""
    pattern = re.escape(word).replace("'", "['’]")
    whole = re.compile(rf"(?<![^\W_])(?<![^\W_][’'\-]){pattern}(?![^\W_])(?![’'\-][^\W_])", re.IGNORECASE)
    opening = {match.start(1) for match in OPENER.finditer(text)}
    return [
        Span(*match.span())
        for match in whole.finditer(text)
        if names or not match[0][0].isupper() or match.start() in opening
    ]


@dataclass(frozen=True, slots=True)
class _Written:
    """The words of a text as they are written, and those of them that open a sentence."""

    every: Counter[str]
    opening: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Written:
        prose = text.replace("’", "'")
        if "www." in prose or "http" in prose or "@" in prose:
            prose = ADDRESS.sub(" ", prose)
        return cls(Counter(WORD.findall(prose)), Counter(OPENER.findall(prose)))

    def words(self, names: bool, known: Container[str]) -> Counter[str]:
        kept: Counter[str] = Counter()
        for word, count in self.every.items():
            if word[0].isalpha() and (names or not word[0].isupper()):
                kept[word.lower()] += count
        if not names:
            for word, count in self.opening.items():
                if word[0].isupper() and word.lower() in known:
                    kept[word.lower()] += count
        return kept


def _counts_by_story(
    told: Iterable[OutletText], outlet: str, names: bool
) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """The words of the outlet and of the others in each story that both tell."""
    texts: dict[str, tuple[list[str], list[str]]] = {}
    for one in told:
        if one.story is not None:
            texts.setdefault(one.story, ([], []))[0 if one.outlet == outlet else 1].append(one.text)
    written = {
        story: tuple([_Written.of(text) for text in side] for side in sides)
        for story, sides in texts.items()
        if all(sides)
    }
    known = {word.lower() for sides in written.values() for side in sides for one in side for word in one.every
             if not word[0].isupper()}  # fmt: skip
    return {
        story: (_added(own, names, known), _added(others, names, known)) for story, (own, others) in written.items()
    }


def _added(written: Iterable[_Written], names: bool, known: Container[str]) -> Counter[str]:
    words: Counter[str] = Counter()
    for one in written:
        words.update(one.words(names, known))
    return words


def _prior(own: Floats, others: Floats) -> Floats:
    both = own + others
    return np.asarray(PRIOR_WORDS * both / max(1.0, both.sum()))


def _log_odds(own: Floats, others: Floats) -> tuple[Floats, Floats]:
    """Equations 15 to 18 of the paper: the difference of log-odds and its variance."""
    prior = _prior(own, others)
    odds = [(side + prior) / (side.sum() + prior.sum() - side - prior) for side in (own, others)]
    return np.log(odds[0]) - np.log(odds[1]), 1 / (own + prior) + 1 / (others + prior)


def _between_stories(long: pd.DataFrame, totals: pd.DataFrame, by_word: pd.DataFrame) -> Floats:
    """The variance of the log-odds from how a word's counts vary between stories.

    Of each side, a story adds its count less what its words would hold at the side's own share, over the count of
    the side: the linearised log of a ratio. Stories without the word count too, through their words alone.
    """
    prior = _prior(by_word["own"].to_numpy(float), by_word["others"].to_numpy(float))
    stories = len(totals)
    scale, share = {}, {}
    for side in ("own", "others"):
        scale[side] = pd.Series(1 / (by_word[side].to_numpy(float) + prior), by_word.index)
        share[side] = by_word[side] / totals[f"of_{side}"].sum()
    word = long["word"]
    expected = {s: long[f"of_{s}"] * word.map(share[s]) * word.map(scale[s]) for s in scale}
    seen = {s: long[s] * word.map(scale[s]) for s in scale}
    without = expected["own"] - expected["others"]
    gap = seen["own"] - seen["others"] - without
    squares = (gap**2 - without**2).groupby(word).sum().reindex(by_word.index)
    weight = {s: share[s] * scale[s] for s in scale}
    own, others = totals["of_own"], totals["of_others"]
    of_all = (
        weight["own"] ** 2 * (own**2).sum() + weight["others"] ** 2 * (others**2).sum()
        - 2 * weight["own"] * weight["others"] * (own * others).sum()
    )  # fmt: skip
    return np.asarray((squares + of_all) * stories / (stories - 1), dtype=np.float64)


def _table(
    words: pd.Index[str], own: Floats, others: Floats, value: Floats, variance: Floats, stories: Integers
) -> pd.DataFrame:
    spread = np.sqrt(variance)
    reach = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    table = pd.DataFrame(
        {
            "word": words, "count": own.astype(int), "others": others.astype(int), "log_odds": value,
            "low": value - reach * spread, "high": value + reach * spread, "z": value / spread,
            "stories": stories,
        }
    )  # fmt: skip
    return table.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)
