"""Words that one outlet uses more than the others: log-odds with an informative Dirichlet prior.

After Monroe, Colaresi & Quinn 2008, *Fightin' Words* (§3.5.1): the log-odds of a word in one group minus its log-odds
in the others, both shrunk towards the word's share in all groups, so that rare words do not come first by chance.
Words occur in bursts, within an article and within a story, so the variance is the larger of the paper's own and a
linearised cluster variance over stories.
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

#: strength of the prior that all outlets use a word equally, in words
PRIOR_WORDS = 1000
#: stories in which a word must occur: the subject of a single story says nothing about an outlet's choice of words
MIN_STORIES = 3
#: the first word of a sentence, after opening quotation marks and brackets
OPENER = re.compile(rf"(?:\A|[.!?:\n])[ \t\n\r“\"‘'(\[]*({WORD.pattern})")
#: links and account names, which are not words of prose
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@\w+")
COLUMNS = ("word", "count", "others", "log_odds", "low", "high", "z")


@dataclass(frozen=True, slots=True)
class OutletText:
    """A text, the outlet that published it, and its story if it has one."""

    text: str
    outlet: str
    story: str | None


def distinctive_in_stories(texts: Iterable[OutletText], outlet: str, names: bool = False) -> pd.DataFrame:
    """Compare an outlet's words with those of the others, inside the stories that it shares with any of them.

    Columns ``word, count, others, log_odds, low, high, z, stories, q``: the counts of the outlet and of the others, the
    number of stories in which the word occurs, and the q-value of ``z`` over all words (Benjamini & Hochberg 1995).
    Words in fewer than ``MIN_STORIES`` stories are left out; the table is empty below ``ENOUGH_STORIES`` shared
    stories. Names (words with a capital inside a sentence, which includes agencies) are counted only with ``names``.
    """
    counts = _counts_by_story(texts, outlet, names)
    if len(counts) < ENOUGH_STORIES:
        return pd.DataFrame(columns=[*COLUMNS, "stories", "q"])
    codes: dict[str, int] = {}  # grouping by numbers is several times faster than by words
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
    table = table[table["stories"] >= MIN_STORIES].reset_index(drop=True)
    normal = NormalDist()
    p = np.array([2 * normal.cdf(-abs(z)) for z in table["z"]])
    return table.assign(q=benjamini_hochberg(p))


def words_of(text: str, names: bool = False, known: Container[str] = ()) -> Counter[str]:
    """Count the words of a text in lower case; without ``names``, leave out words with a capital inside a sentence.

    At the start of a sentence a capital tells nothing, so such a word is counted if it is ``known`` in lower case.
    Agencies are names and left out with them ("Reuters reported"). Links and account names are not counted.
    """
    return _TextWords.of(text).count(names, known)


def places_of(text: str, word: str, names: bool = False) -> list[Span]:
    """The places where ``words_of`` counts a word, in reading order, including capitals at the start of a sentence."""
    pattern = re.escape(word).replace("'", "['’]")
    whole = re.compile(rf"(?<![^\W_])(?<![^\W_][’'\-]){pattern}(?![^\W_])(?![’'\-][^\W_])", re.IGNORECASE)
    opening = {match.start(1) for match in OPENER.finditer(text)}
    return [
        Span(*match.span())
        for match in whole.finditer(text)
        if names or not match[0][0].isupper() or match.start() in opening
    ]


@dataclass(frozen=True, slots=True)
class _TextWords:
    """The words of a text as written, and the words among them that open a sentence."""

    words: Counter[str]
    opening: Counter[str]

    @classmethod
    def of(cls, text: str) -> _TextWords:
        prose = text.replace("’", "'")
        if "www." in prose or "http" in prose or "@" in prose:
            prose = ADDRESS.sub(" ", prose)
        return cls(Counter(WORD.findall(prose)), Counter(OPENER.findall(prose)))

    def count(self, names: bool, known: Container[str]) -> Counter[str]:
        """Count the words as ``words_of`` does."""
        kept: Counter[str] = Counter()
        for word, count in self.words.items():
            if word[0].isalpha() and (names or not word[0].isupper()):
                kept[word.lower()] += count
        if not names:
            for word, count in self.opening.items():
                if word[0].isupper() and word.lower() in known:
                    kept[word.lower()] += count
        return kept


def _counts_by_story(
    texts: Iterable[OutletText], outlet: str, names: bool
) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """Count the words of the outlet and of the others in each story that both cover."""
    by_story: dict[str, tuple[list[str], list[str]]] = {}
    for one in texts:
        if one.story is not None:
            by_story.setdefault(one.story, ([], []))[0 if one.outlet == outlet else 1].append(one.text)
    words = {
        story: tuple([_TextWords.of(text) for text in side] for side in sides)
        for story, sides in by_story.items()
        if all(sides)
    }
    known = {word.lower() for sides in words.values() for side in sides for text in side for word in text.words
             if not word[0].isupper()}  # fmt: skip
    return {story: (_total(own, names, known), _total(others, names, known)) for story, (own, others) in words.items()}


def _total(texts: Iterable[_TextWords], names: bool, known: Container[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text.count(names, known))
    return counts


def _prior(own: Floats, others: Floats) -> Floats:
    both = own + others
    return np.asarray(PRIOR_WORDS * both / max(1.0, both.sum()))


def _log_odds(own: Floats, others: Floats) -> tuple[Floats, Floats]:
    """Return the difference of log-odds and its variance (equations 15 to 18 of the paper)."""
    prior = _prior(own, others)
    odds = [(side + prior) / (side.sum() + prior.sum() - side - prior) for side in (own, others)]
    return np.log(odds[0]) - np.log(odds[1]), 1 / (own + prior) + 1 / (others + prior)


def _between_stories(long: pd.DataFrame, totals: pd.DataFrame, by_word: pd.DataFrame) -> Floats:
    """Return the variance of the log-odds that follows from how a word's counts vary between stories.

    On each side, a story contributes its count of the word, less the count expected at the side's overall share of the
    word, divided by the side's count (the linearised logarithm of a ratio). Stories without the word contribute too,
    through their expected counts.
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
    all_stories = (
        weight["own"] ** 2 * (own**2).sum() + weight["others"] ** 2 * (others**2).sum()
        - 2 * weight["own"] * weight["others"] * (own * others).sum()
    )  # fmt: skip
    return np.asarray((squares + all_stories) * stories / (stories - 1), dtype=np.float64)


def _table(
    words: pd.Index[str], own: Floats, others: Floats, value: Floats, variance: Floats, stories: Integers
) -> pd.DataFrame:
    error = np.sqrt(variance)
    quantile = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    table = pd.DataFrame(
        {
            "word": words, "count": own.astype(int), "others": others.astype(int), "log_odds": value,
            "low": value - quantile * error, "high": value + quantile * error, "z": value / error,
            "stories": stories,
        }
    )  # fmt: skip
    return table.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)
