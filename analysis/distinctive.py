"""What one outlet says and the others do not: log-odds with an informative Dirichlet prior.

After Monroe, Colaresi & Quinn 2008, *Fightin' Words* (§3.5.1): the log-odds of a word in one group minus those in
the others, both drawn towards the word's share in all groups, so that rare words do not come out on top by chance.
Words come in bursts, within an article and within a story; where stories are known the variance is that of whole
stories (a linearised cluster variance), never below the paper's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from analysis.compare.bootstrap import CONFIDENCE, ENOUGH_STORIES, Floats, Integers
from analysis.compare.correction import benjamini_hochberg
from analysis.prepare import WORD

#: words of prior evidence that every word is used alike
PRIOR_WORDS = 1000
#: a word is shown where as many stories hold it: what one story is about is not an outlet's way to speak
FEWEST_STORIES = 3
SENTENCE_ENDS = frozenset(".!?:")
#: what may stand between the end of a sentence and its first word
OPENING = " \t\n\r“\"‘'(["
COLUMNS = ("word", "count", "others", "log_odds", "low", "high", "z")


@dataclass(frozen=True, slots=True)
class Told:
    """A text with the outlet that published it and its story, if it has one."""

    text: str
    outlet: str
    story: str | None


def distinctive_words(counts_by_group: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Each group's words against those of all other groups: ``group, word, count, others, log_odds, low, high, z``.

    ``log_odds`` is a difference of natural logarithms, above 0 where the group uses the word more; the interval is
    95 %. Words are taken as independent. Sorted by group, then z downwards.
    """
    table = pd.DataFrame({group: pd.Series(counts, dtype=float) for group, counts in counts_by_group.items()})
    table = table.fillna(0.0)
    parts = []
    for group in table.columns:
        own = table[group].to_numpy(float)
        found = _log_odds(own, table.to_numpy(float).sum(axis=1) - own)
        part = _table(table.index, own, table.to_numpy(float).sum(axis=1) - own, *found)
        part.insert(0, "group", group)
        parts.append(part)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["group", *COLUMNS])


def distinctive_in_stories(told: Iterable[Told], outlet: str, names: bool = False) -> pd.DataFrame:
    """An outlet's words against the others' inside the stories that it shares with any of them.

    Columns ``word, count, others, log_odds, low, high, z, stories, q``: counts of the outlet and of the others, the
    stories that hold the word, and ``q``, ``z`` corrected for looking at every word (Benjamini & Hochberg 1995).
    Words in fewer than ``FEWEST_STORIES`` stories are left out; empty below ``ENOUGH_STORIES`` shared stories.
    Names (words written with a capital inside sentences), agencies among them, only with ``names``.
    """
    counts = _counts_by_story(told, outlet, names)
    shared = {story for story, sides in counts.items() if all(sides)}
    if len(shared) < ENOUGH_STORIES:
        return pd.DataFrame(columns=[*COLUMNS, "stories", "q"])
    long = pd.DataFrame(
        [(word, story, own[word], others[word]) for story in sorted(shared) for own, others in [counts[story]]
         for word in {**own, **others}],
        columns=["word", "story", "own", "others"],
    )  # fmt: skip
    totals = long.groupby("story")[["own", "others"]].sum().rename(columns={"own": "of_own", "others": "of_others"})
    by_word = long.groupby("word")[["own", "others"]].sum()
    stories = np.asarray(long.groupby("word").size().reindex(by_word.index), dtype=np.int64)
    own, others = by_word["own"].to_numpy(float), by_word["others"].to_numpy(float)
    value, variance = _log_odds(own, others)
    variance = np.maximum(variance, _between_stories(long.join(totals, on="story"), totals, by_word))
    table = _table(by_word.index, own, others, value, variance, stories)
    table = table[table["stories"] >= FEWEST_STORIES].reset_index(drop=True)
    normal = NormalDist()
    p = np.array([2 * normal.cdf(-abs(z)) for z in table["z"]])
    return table.assign(q=benjamini_hochberg(p))


def words_of(text: str, names: bool = False, known: Container[str] = ()) -> Counter[str]:
    """The words of a text in lower case; without ``names``, less those with a capital inside a sentence.

    A capital at the start of a sentence says nothing: such a word counts where it is ``known`` in lower case.
    Agencies, as names, are left out with them ("Reuters reported").
    """
    kept: Counter[str] = Counter()
    for match in WORD.finditer(text):
        word = match[0].replace("’", "'")
        lower = word.lower()
        opens = not word[0].islower() and lower in known and _opens_sentence(text, match.start())
        if lower[0].isalpha() and (names or word[0].islower() or opens):
            kept[lower] += 1
    return kept


def _opens_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip(OPENING)
    return not before or before[-1] in SENTENCE_ENDS or "\n" in text[len(before) : position]


def _counts_by_story(told: Iterable[Told], outlet: str, names: bool) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """The words of the outlet and of the others in each story."""
    texts = [(one.text, one.outlet == outlet, one.story) for one in told if one.story is not None]
    known = set().union(*(words_of(text) for text, _, _ in texts))
    counts: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for text, own, story in texts:
        sides = counts.setdefault(story, (Counter(), Counter()))
        sides[0 if own else 1].update(words_of(text, names, known))
    return counts


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
    words: pd.Index[str], own: Floats, others: Floats, value: Floats, variance: Floats, stories: Integers | None = None
) -> pd.DataFrame:
    spread = np.sqrt(variance)
    reach = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    table = pd.DataFrame(
        {
            "word": words, "count": own.astype(int), "others": others.astype(int), "log_odds": value,
            "low": value - reach * spread, "high": value + reach * spread, "z": value / spread,
        }
    )  # fmt: skip
    if stories is not None:
        table["stories"] = stories
    return table.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)
