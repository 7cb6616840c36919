"""What an article is about, as weighted words: TF-IDF with a background table of frequencies.

Weights are Salton & Buckley's (1988, *Term-weighting approaches in automatic text retrieval*): the
logarithm of the count times the inverse document frequency, at unit length. The frequencies of the
articles at hand are added to those of ``frequencies.csv``, so that five pasted articles are read with
sound weights, and a name that fills the news of a season loses weight as it does.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.text import plain_words
from analysis.types import Article

TABLE = Path(__file__).with_name("frequencies.csv")
#: how many articles the table was counted over
TABLE_ARTICLES = 6722
#: one article at hand counts as so much of an article of the table
NEW_ARTICLE = 0.3
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
#: articles whose words are weighed together
AT_ONCE = 2000

Vector = dict[str, float]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The different words of an article, parted by line ends, and how often each stands in it.

    One string is handed to another process, and taken apart for many articles together, ten times as fast as its words.
    """

    lines: str
    counts: Integers


def words_of(article: Article, text: Sequence[str] | None = None) -> Words:
    """The words of title and text with their counts, in lower case and without "'s".

    ``text`` are the ``plain_words`` of the article's text where they are known already.
    """
    counts = _counted(plain_words(article.text) if text is None else text)
    for word, count in _counted(plain_words(article.title or "")).items():
        counts[word] += TITLE_WEIGHT * count
    return Words("\n".join(counts), np.fromiter(counts.values(), np.int64, len(counts)))


def _counted(words: Sequence[str]) -> Counter[str]:
    counts = Counter(words)
    for word in [word for word in counts if word.endswith("'s")]:
        counts[word.removesuffix("'s")] += counts.pop(word)
    return counts


def counted(words: Sequence[Words]) -> dict[str, int]:
    """How often each word stands in some articles together."""
    if not words:
        return {}
    code, different = _coded(words)
    count = np.concatenate([of_one.counts for of_one in words])
    return dict(zip(different, _sums(code, count, len(different)), strict=True))


def _coded(words: Sequence[Words]) -> tuple[Integers, list[str]]:
    """The number of each word of each article in turn, and the words by their numbers."""
    lines = pc.split_pattern(pa.array([of_one.lines or None for of_one in words], pa.string()), "\n")
    encoded = lines.flatten().dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def _sums(code: Integers, count: Integers, words: int) -> list[int]:
    sums: list[int] = np.bincount(code, count, words).astype(np.int64).tolist()
    return sums


@cache
def _table() -> dict[str, int]:
    with open(TABLE, encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["articles"]) for row in csv.DictReader(file)}


def content_word(word: str) -> bool:
    """Whether a word, as ``plain_words`` writes it, is rare enough in the table to tell events apart."""
    return len(word) > 1 and _table().get(word, 0) < COMMONEST * TABLE_ARTICLES


class Frequencies:
    """How common each word is: the background table, and how often it stands in the ``articles`` counted."""

    def __init__(self, articles: int = 0, counts: Iterable[tuple[str, int]] = ()) -> None:
        self.articles = articles
        self.counts = dict(counts)

    def add(self, articles: int, counts: Mapping[str, int]) -> None:
        """Count some more articles, in which each word stands so often."""
        self.articles += articles
        met = self.counts
        met.update({word: met.get(word, 0) + count for word, count in counts.items()})


def weighed(given: Iterable[tuple[Article, Words]], frequencies: Frequencies) -> Iterator[tuple[Article, Vector]]:
    """Each article, given with its words, and its vector: its heaviest terms and their weights, the heaviest first, at
    unit length; empty without words. Its words are counted in ``frequencies`` before that.
    """
    waiting = iter(given)
    while some := list(islice(waiting, AT_ONCE)):
        vectors = _vectors([words for _, words in some], frequencies)
        yield from zip([article for article, _ in some], vectors, strict=True)


def _vectors(given: Sequence[Words], frequencies: Frequencies) -> list[Vector]:
    """The vectors of some articles, worked out together: each knows of those before it and of itself."""
    code, words = _coded(given)
    sizes = np.array([len(of_one.counts) for of_one in given])
    count = np.concatenate([of_one.counts for of_one in given])
    before = np.array([frequencies.counts.get(word, 0) for word in words], np.int64)
    common = np.array([_table().get(word, 0) for word in words], np.int64)
    articles = common[code] + NEW_ARTICLE * (before[code] + pd.Series(count).groupby(code).cumsum().to_numpy())
    total = TABLE_ARTICLES + NEW_ARTICLE * (frequencies.articles + 1 + np.repeat(np.arange(len(sizes)), sizes))
    frequencies.add(len(sizes), dict(zip(words, _sums(code, count, len(words)), strict=True)))
    rarity = -np.log(np.clip(articles / total, RAREST / total, COMMONEST))
    long = np.array([len(word) > 1 for word in words], np.bool_)
    told = long[code] & (articles / total < COMMONEST)
    weight = np.where(told, (1 + np.log(count)) * rarity**RARITY, 0)
    alphabetical = np.empty(len(words), np.int64)
    alphabetical[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
    names, ends = np.array(words, dtype=object), np.cumsum(sizes)[:-1]
    return [
        _heaviest(names[own], alphabetical[own], weights)
        for own, weights in zip(np.split(code, ends), np.split(weight, ends), strict=True)
    ]


def _heaviest(words: npt.NDArray[np.object_], alphabetical: Integers, weights: npt.NDArray[np.float64]) -> Vector:
    """The heaviest terms of one article; where weights are equal, the first by the alphabet."""
    least = np.partition(weights, -TERMS)[-TERMS] if len(weights) > TERMS else 0
    heavy = np.flatnonzero((weights >= least) & (weights > 0))
    order = heavy[np.lexsort((alphabetical[heavy], -weights[heavy]))][:TERMS]
    chosen = weights[order]
    chosen /= np.sqrt(np.sum(chosen * chosen))
    return dict(zip(words[order].tolist(), chosen.tolist(), strict=True))
