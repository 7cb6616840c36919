"""How well the grouping into stories agrees with pairs of real articles that were labelled by reading.

    python -m benchmarks.events.measure [wrong | twins] [--sealed]

All 6,722 articles of the corpus are grouped, as in use; then each labelled pair is together or not. Each pair stands
for all pairs of its band of likeness, so the figures are those of all pairs of two outlets within two days. Pairs that
both readers call unclear are left out. ``wrong`` lists the pairs decided wrongly, ``twins`` the near-identical
headlines in two stories; ``--sealed`` measures the third that is kept apart while rules are changed.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from analysis.corpus.stories import group_stories
from analysis.corpus.stories.terms import content_word
from analysis.text import plain_words
from analysis.types import Article
from benchmarks.accuracy.data import Figure, f1, lines
from benchmarks.events.collect import LABELS
from benchmarks.events.draw import PAIRS
from benchmarks.paths import CORPUS
from benchmarks.real.articles import articles

#: two headlines are twins if they share at least this share of the content words of both together, and so many
TWIN_SHARE, TWIN_WORDS = 0.6, 3
#: days between twins, at most
TWIN_DAYS = 1

Pair = dict[str, Any]


@cache
def corpus() -> tuple[Article, ...]:
    """The dated articles of the corpus."""
    return tuple(
        Article(text.id, text.outlet, text.title, text.text, dt.date.fromisoformat(text.date))
        for text in articles().values()
        if text.date
    )


@cache
def grouped() -> dict[str, str]:
    """Article -> story, of the whole corpus."""
    return group_stories(corpus())


def labelled(sealed: bool) -> list[Pair]:
    """The pairs of one part with their answers, but for those that are unclear."""
    answers = {label["pair"]: label for label in lines(LABELS)}
    return [
        pair | answers[pair["pair"]]
        for pair in lines(PAIRS)
        if pair["sealed"] == sealed and not answers[pair["pair"]]["unclear"]
    ]


def weights(pairs: Iterable[Pair]) -> dict[int, float]:
    """Band -> how many pairs of it one labelled pair stands for."""
    of = {pair["band"]: pair["of"] for pair in pairs}
    return {band: of[band] / count for band, count in Counter(pair["band"] for pair in pairs).items()}


def scores(pairs: Sequence[Pair], story_of: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of "together", weighted to all pairs of each band."""
    weight = weights(pairs)
    both = together = same = 0.0
    for pair in pairs:
        one, joined = weight[pair["band"]], story_of[pair["one"]] == story_of[pair["other"]]
        both += one * (joined and pair["same"])
        together += one * joined
        same += one * pair["same"]
    return both / together if together else 1.0, both / same if same else 1.0, f1(both, together, same)


def headline_words(title: str | None) -> frozenset[str]:
    """The words of a headline that distinguish events."""
    words = (word.removesuffix("'s") for word in plain_words(title or ""))
    return frozenset(word for word in words if content_word(word))


def twins(found: Iterable[Article]) -> list[tuple[Article, Article]]:
    """The pairs of articles of two outlets, within a day of each other, whose headlines are nearly the same."""
    by_day: dict[dt.date, list[tuple[Article, frozenset[str]]]] = defaultdict(list)
    for article in found:
        if article.published is not None:
            by_day[article.published].append((article, headline_words(article.title)))
    pairs = []
    for day, own in sorted(by_day.items()):
        later = [entry for k in range(1, TWIN_DAYS + 1) for entry in by_day.get(day + dt.timedelta(days=k), ())]
        for one, other in [*combinations(own, 2), *((one, other) for one in own for other in later)]:
            common = len(one[1] & other[1])
            alike = common >= TWIN_WORDS and common >= TWIN_SHARE * len(one[1] | other[1])
            if alike and one[0].outlet != other[0].outlet:
                pairs.append((one[0], other[0]))
    return pairs


def figures(sealed: bool = False) -> Iterator[Figure]:
    """Yield precision, recall and F1 on labelled pairs, and for the open part the share of twins in one story."""
    if not CORPUS.exists():
        return
    dataset = "pairs of articles, sealed" if sealed else "pairs of articles"
    pairs, story_of = labelled(sealed), grouped()
    for measure, value in zip(("precision", "recall", "f1"), scores(pairs, story_of), strict=True):
        yield Figure("stories", dataset, measure, value, len(pairs), "pairs", 2 * len(pairs))
    if not sealed:
        found = twins(corpus())
        together = sum(story_of[one.id] == story_of[other.id] for one, other in found)
        yield Figure("stories", dataset, "twins_together", together / len(found), len(found), "pairs")


def listed(kind: str) -> Iterator[str]:
    """A line for each open pair that is decided wrongly, or for each pair of twins in two stories."""
    texts, story_of = articles(), grouped()
    if kind == "twins":
        for one, other in twins(corpus()):
            if story_of[one.id] != story_of[other.id]:
                yield f"{one.published} {one.outlet}: {one.title}\n    {other.published} {other.outlet}: {other.title}"
        return
    for pair in labelled(False):
        joined = story_of[pair["one"]] == story_of[pair["other"]]
        if joined != pair["same"]:
            both = [
                f"    {text.date} {text.outlet}: {text.title}" for text in (texts[pair["one"]], texts[pair["other"]])
            ]
            yield "\n".join([f"{pair['pair']} band {pair['band']}, {'joined' if joined else 'split'}", *both])


def main() -> None:
    """Print the figures, or the list that is asked for."""
    sealed = "--sealed" in sys.argv
    kinds = [word for word in sys.argv[1:] if not word.startswith("--")]
    if kinds and not sealed:
        print("\n".join(listed(kinds[0])))
        return
    for figure in figures(sealed):
        print(f"{figure.measure:20} {figure.value:.3f}  ({figure.n} {figure.of})")


if __name__ == "__main__":
    main()
