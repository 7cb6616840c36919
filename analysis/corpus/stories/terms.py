"""What an article is about, as weighted words: TF-IDF with a background table of word frequencies.

Weights follow Salton & Buckley (1988, *Term-weighting approaches in automatic text retrieval*): the logarithm of the
count times the inverse document frequency, scaled to unit length. Only the headline, which counts most, and the first
words are read: news says there what happened, and what follows is background that many stories share. Plurals count as
their singular. The frequencies of the given articles are added to those of ``frequencies.csv``. The background makes
the weights sound even for five articles, and a name that fills the news of a season loses weight over time.
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
#: articles over which the table was counted
TABLE_ARTICLES = 6722
#: the weight of one given article relative to one article of the table
NEW_ARTICLE_WEIGHT = 0.3
#: words of the text that are read, from its beginning
LEAD_WORDS = 200
#: a word in the title counts as this many more in the text
TITLE_WEIGHT = 12
#: letters of the shortest word whose final "s" is taken for that of a plural
SHORTEST_PLURAL = 5
#: endings of words that are not plurals
NOT_PLURAL = ("ss", "us", "is")
#: the lowest number of articles that a word is weighted by, since the rarest words are misprints and fillers
MIN_FREQUENCY = 10
#: words in a larger share of all articles distinguish no events, and cost the most to compare
MAX_SHARE = 0.2
#: terms per article, the heaviest, by which it is compared
MAX_TERMS = 100
#: articles whose vectors are computed together
BATCH = 2000

Vector = dict[str, float]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """The distinct words of an article, joined by line ends, and their counts.

    Sending one string to another process, and splitting those of many articles at once, is ten times as fast as sending
    and handling separate words.
    """

    lines: str
    counts: Integers


def count_words(article: Article, text: Sequence[str] | None = None) -> WordCounts:
    """Count the words of title and beginning, in lower case, without "'s", and plurals as their singular.

    ``text`` may give the ``plain_words`` of the article's own text if they are known already.
    """
    counts = _count((plain_words(article.own_text) if text is None else text)[:LEAD_WORDS])
    for word, count in _count(plain_words(article.title or "")).items():
        counts[word] += TITLE_WEIGHT * count
    return WordCounts("\n".join(counts), np.fromiter(counts.values(), np.int64, len(counts)))


def _count(words: Sequence[str]) -> Counter[str]:
    counts = Counter(words)
    for word in [word for word in counts if word.endswith("s")]:
        if (one := singular(word)) != word:
            counts[one] += counts.pop(word)
    return counts


def singular(word: str) -> str:
    """Return the singular of a word in lower case, by its ending alone, and without "'s"."""
    word = word.removesuffix("'s")
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith(NOT_PLURAL):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "ches", "shes", "xes")) else word[:-1]


def total_counts(articles: Sequence[WordCounts]) -> dict[str, int]:
    """Return the count of each word in all these articles together."""
    if not articles:
        return {}
    code, words = _encoded(articles)
    count = np.concatenate([article.counts for article in articles])
    return dict(zip(words, _sums(code, count, len(words)), strict=True))


def _encoded(articles: Sequence[WordCounts]) -> tuple[Integers, list[str]]:
    """Return the words of all articles in turn as numbers, and the word of each number."""
    lines = pc.split_pattern(pa.array([article.lines or None for article in articles], pa.string()), "\n")
    encoded = lines.flatten().dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def _sums(code: Integers, count: Integers, words: int) -> list[int]:
    sums: list[int] = np.bincount(code, count, words).astype(np.int64).tolist()
    return sums


@cache
def _table() -> dict[str, int]:
    with open(TABLE, encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["articles"]) for row in csv.DictReader(file)}


@cache
def _singulars() -> dict[str, int]:
    """The table with plurals added to their singular; an article with both counts twice, but none more than all."""
    found: dict[str, int] = {}
    for word, articles in _table().items():
        one = singular(word)
        found[one] = min(TABLE_ARTICLES, found.get(one, 0) + articles)
    return found


def content_word(word: str) -> bool:
    """True for a word, as written by ``plain_words``, that is rare enough in the table to distinguish events."""
    return len(word) > 1 and _table().get(word, 0) < MAX_SHARE * TABLE_ARTICLES


class Frequencies:
    """The number of ``articles`` counted and the total count of each word in them, used on top of the table."""

    def __init__(self, articles: int = 0, counts: Iterable[tuple[str, int]] = ()) -> None:
        self.articles = articles
        self.counts = dict(counts)

    def add(self, articles: int, counts: Mapping[str, int]) -> None:
        """Add more articles and the total counts of their words."""
        self.articles += articles
        known = self.counts
        known.update({word: known.get(word, 0) + count for word, count in counts.items()})


def term_vectors(
    articles: Iterable[tuple[Article, WordCounts]], frequencies: Frequencies
) -> Iterator[tuple[Article, Vector]]:
    """Yield each article with its vector: its heaviest terms and their weights, heaviest first, at unit length.

    The vector is empty for an article without words. Each article is added to ``frequencies`` before it is weighted.
    """
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        vectors = _vectors([words for _, words in batch], frequencies)
        yield from zip([article for article, _ in batch], vectors, strict=True)


def _vectors(articles: Sequence[WordCounts], frequencies: Frequencies) -> list[Vector]:
    """Compute the vectors of a batch; the frequencies of each article include those before it and its own."""
    code, words = _encoded(articles)
    sizes = np.array([len(article.counts) for article in articles])
    count = np.concatenate([article.counts for article in articles])
    before = np.array([frequencies.counts.get(word, 0) for word in words], np.int64)
    in_table = np.array([_singulars().get(word, 0) for word in words], np.int64)
    so_far = before[code] + pd.Series(count).groupby(code).cumsum().to_numpy()
    frequency = in_table[code] + NEW_ARTICLE_WEIGHT * so_far
    total = TABLE_ARTICLES + NEW_ARTICLE_WEIGHT * (frequencies.articles + 1 + np.repeat(np.arange(len(sizes)), sizes))
    frequencies.add(len(sizes), dict(zip(words, _sums(code, count, len(words)), strict=True)))
    rarity = -np.log(np.clip(frequency / total, MIN_FREQUENCY / total, MAX_SHARE))
    long = np.array([len(word) > 1 for word in words], np.bool_)
    distinguishing = long[code] & (frequency / total < MAX_SHARE)
    weight = np.where(distinguishing, (1 + np.log(count)) * rarity, 0)
    alphabetical = np.empty(len(words), np.int64)
    alphabetical[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
    names, ends = np.array(words, dtype=object), np.cumsum(sizes)[:-1]
    return [
        _heaviest(names[own], alphabetical[own], weights)
        for own, weights in zip(np.split(code, ends), np.split(weight, ends), strict=True)
    ]


def _heaviest(words: npt.NDArray[np.object_], alphabetical: Integers, weights: npt.NDArray[np.float64]) -> Vector:
    """Return the heaviest terms of one article; ties are broken alphabetically."""
    least = np.partition(weights, -MAX_TERMS)[-MAX_TERMS] if len(weights) > MAX_TERMS else 0
    heavy = np.flatnonzero((weights >= least) & (weights > 0))
    order = heavy[np.lexsort((alphabetical[heavy], -weights[heavy]))][:MAX_TERMS]
    chosen = weights[order]
    chosen /= np.sqrt(np.sum(chosen * chosen))
    return dict(zip(words[order].tolist(), chosen.tolist(), strict=True))
