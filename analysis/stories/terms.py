"""What an article is about, as weighted words: TF-IDF with a background table of frequencies.

Weights are Salton & Buckley's (1988, *Term-weighting approaches in automatic text retrieval*): the
logarithm of the count times the inverse document frequency, at unit length. The frequencies of the
articles at hand are added to those of ``frequencies.csv``, so that five pasted articles are read with
sound weights, and a name that fills the news of a season loses weight as it does.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from analysis.types import Article

TABLE = Path(__file__).with_name("frequencies.csv")
#: how many articles the table was counted over
TABLE_ARTICLES = 6722
#: one article at hand counts as so much of an article of the table
NEW_ARTICLE = 0.3
WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
#: a word of the title counts as so many more in the text
TITLE_WEIGHT = 4
#: above 1, rare words weigh more than in plain TF-IDF: names, places and things tell events apart
RARITY = 1.5
#: a word seen in fewer articles weighs as if it stood in so many: the rarest words are misprints and fillers
RAREST = 10
#: words in more than a fifth of all articles tell no events apart, and cost the most to compare
COMMONEST = 0.2
#: an article is compared by its heaviest terms
TERMS = 100

Vector = dict[str, float]


def words_of(article: Article) -> Counter[str]:
    """The words of title and text with their counts, in lower case and without "'s"."""
    counts = _counted(article.text)
    for word, count in _counted(article.title or "").items():
        counts[word] += TITLE_WEIGHT * count
    return counts


def _counted(text: str) -> Counter[str]:
    counts = Counter(WORD.findall(text.lower().replace("’", "'")))
    for word in [word for word in counts if word.endswith("'s")]:
        counts[word.removesuffix("'s")] += counts.pop(word)
    return counts


@cache
def _table() -> dict[str, int]:
    with open(TABLE, encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["articles"]) for row in csv.DictReader(file)}


class Frequencies:
    """How common each word is: the background table, and how often it stands in the articles added."""

    def __init__(self, articles: int = 0, counts: Iterable[tuple[str, int]] = ()) -> None:
        self.articles = articles
        self.counts = dict(counts)

    def add(self, words: Counter[str]) -> None:
        """Count one more article with these words."""
        self.articles += 1
        met = self.counts
        for word, count in words.items():
            met[word] = met.get(word, 0) + count

    def vector(self, counts: Counter[str]) -> Vector:
        """The heaviest terms of an article and their weights, at unit length; empty without words."""
        total = TABLE_ARTICLES + NEW_ARTICLE * self.articles
        met, table, log = self.counts, _table(), math.log
        rarest = (-log(RAREST / total)) ** RARITY
        weights = []  # negative, so that they sort as they are wanted
        for word, count in counts.items():
            articles = table.get(word, 0) + NEW_ARTICLE * met.get(word, 0)
            if len(word) > 1 and articles / total < COMMONEST:
                rarity = rarest if articles <= RAREST else (-log(articles / total)) ** RARITY
                weights.append((-(1 + log(count)) * rarity if count > 1 else -rarity, word))
        heaviest = sorted(weights)[:TERMS]
        length = math.sqrt(sum(weight * weight for weight, _ in heaviest))
        return {word: -weight / length for weight, word in heaviest}


def weighed(
    counted: Iterable[tuple[Article, Counter[str]]], frequencies: Frequencies
) -> Iterator[tuple[Article, Vector]]:
    """Each article, given with the counts of ``words_of``, and its vector; counted in ``frequencies`` before that."""
    for article, counts in counted:
        frequencies.add(counts)
        yield article, frequencies.vector(counts)
