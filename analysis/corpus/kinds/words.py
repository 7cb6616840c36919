"""News report or opinion by the words of the text: rates of a few groups of words, weighed by a small table.

The groups are how a writer speaks, never what of: first person, calls on the reader, verbs of saying, days of the week.
No word of politics, no name and no outlet is among them. Only words outside quotation marks count, but for ``quoted``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from analysis.corpus.kinds.tables import rows
from analysis.text import WORD, plain_words
from analysis.types import Article

WEIGHTS = Path(__file__).with_name("weights.csv")
CUES = Path(__file__).with_name("cues.csv")
#: fewest words outside quotation marks that a kind is read from
FEWEST_WORDS = 80
#: an article is opinion from this chance of it on, and a news report up to the other; between them its kind is unknown
OPINION_FROM, NEWS_UP_TO = 0.7, 0.3
#: how far a rate may be from its mean, in standard deviations, so that no single habit decides alone
MOST_SPREADS = 3.0
QUOTED = re.compile(r"“[^”\n]*(?:”|(?=\n)|$)|(?<![\w\"])\"[^\"\n]*\"")
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s|$)")
US = re.compile(r"\bU\.?S\.?\b|\bUS\b")
#: the intercept of the weights
START = "start"


@dataclass(frozen=True, slots=True)
class Weight:
    """A row of the table: ``change`` is what a standard deviation more of it adds to the logarithm of the odds."""

    meaning: str
    mean: float
    spread: float
    change: float


@cache
def cues() -> Mapping[str, str]:
    """Return word or two words -> its group."""
    return {row["term"]: row["group"] for row in rows(CUES)}


@cache
def weights() -> Mapping[str, Weight]:
    """Return feature -> its weight."""
    return {
        row["feature"]: Weight(row["meaning"], float(row["mean"]), float(row["spread"]), float(row["change"]))
        for row in rows(WEIGHTS)
    }


@cache
def _terms() -> tuple[list[tuple[str, str]], list[tuple[tuple[str, str], str]]]:
    """Return the words with their groups, and the pairs of words with theirs."""
    singles = [(term, group) for term, group in cues().items() if " " not in term]
    split = [(term.split(), group) for term, group in cues().items() if " " in term]
    return singles, [((first, second), group) for (first, second), group in split]


def features(article: Article) -> dict[str, float] | None:
    """Return the rates of an article; ``None`` if it has too few words outside quotation marks.

    Groups of words are per 100 words outside quotation marks, ``sentence_words`` is the mean number of these words in a
    sentence, and ``quoted`` the percentage of all words that are inside quotation marks.
    """
    own_text = QUOTED.sub(" ", article.text)
    own = plain_words(US.sub(" ", own_text))
    if len(own) < FEWEST_WORDS:
        return None
    singles, pairs = _terms()
    found, found_pairs = Counter(own), Counter(pairwise(own))
    counts = dict.fromkeys(cues().values(), 0)
    for term, group in singles:
        counts[group] += found[term]
    for pair, group in pairs:
        counts[group] += found_pairs[pair]
    rates = {group: 100 * count / len(own) for group, count in counts.items()}
    sentences = max(1, len(SENTENCE_END.findall(own_text)))
    everything = len(WORD.findall(article.text))
    rates["quoted"] = 100 * (everything - len(own)) / everything if everything else 0.0
    rates["sentence_words"] = len(own) / sentences
    return rates


def parts(rates: Mapping[str, float]) -> dict[str, float]:
    """Return what each feature adds to the logarithm of the odds of opinion against news."""
    return {
        name: weight.change * max(-MOST_SPREADS, min(MOST_SPREADS, (rates[name] - weight.mean) / weight.spread))
        for name, weight in weights().items()
        if name != START
    }


def chance(added: Mapping[str, float]) -> float:
    """Return the chance of opinion, 0 to 1, from ``parts``."""
    return 1 / (1 + math.exp(-(weights()[START].change + sum(added.values()))))


def reasons(rates: Mapping[str, float], added: Mapping[str, float], towards: int, most: int = 2) -> str:
    """Return the features that speak most for opinion (``towards`` 1) or for news (-1), in words."""
    ordered: Sequence[str] = sorted(added, key=lambda name: -towards * added[name])
    return ", ".join(
        f"{'many' if rates[name] > weights()[name].mean else 'few'} {weights()[name].meaning}"
        for name in ordered[:most]
        if towards * added[name] > 0
    )
