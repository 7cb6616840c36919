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
    counts = Counter(_words(article.text))
    for word in _words(article.title or ""):
        counts[word] += TITLE_WEIGHT
    return counts


def _words(text: str) -> Iterable[str]:
    straight = text.lower().replace("’", "'")
    return (word.removesuffix("'s") for word in WORD.findall(straight))


@cache
def _table() -> dict[str, int]:
    with open(TABLE, encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["articles"]) for row in csv.DictReader(file)}


class Frequencies:
    """How common each word is: the background table, and how often it stands in the articles added."""

    def __init__(self, articles: int = 0, counts: Iterable[tuple[str, int]] = ()) -> None:
        self.articles = articles
        self.counts: Counter[str] = Counter(dict(counts))

    def add(self, words: Counter[str]) -> None:
        """Count one more article with these words."""
        self.articles += 1
        self.counts.update(words)

    def vector(self, counts: Counter[str]) -> Vector:
        """The heaviest terms of an article and their weights, at unit length; empty without words."""
        table = _table()
        total = TABLE_ARTICLES + NEW_ARTICLE * self.articles
        weights: Vector = {}
        for word, count in counts.items():
            share = max(RAREST, table.get(word, 0) + NEW_ARTICLE * self.counts[word]) / total
            if share < COMMONEST and len(word) > 1:
                weights[word] = (1 + math.log(count)) * (-math.log(share)) ** RARITY
        heaviest = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS]
        length = math.sqrt(sum(weight * weight for _, weight in heaviest))
        return {word: weight / length for word, weight in heaviest}


def weighed(
    counted: Iterable[tuple[Article, Counter[str]]], frequencies: Frequencies
) -> Iterator[tuple[Article, Vector]]:
    """Each article, given with the counts of ``words_of``, and its vector; counted in ``frequencies`` before that."""
    for article, counts in counted:
        frequencies.add(counts)
        yield article, frequencies.vector(counts)
