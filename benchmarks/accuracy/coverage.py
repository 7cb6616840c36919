"""How often confidence intervals contain the true value and tests are wrong, by simulation.

    python -m benchmarks.accuracy.coverage [RUNS [TABLE ...]]

Every article is drawn by chance: its words are log-normal, its rate varies by article and by story (gamma), its
cues are Poisson. Prints the tables of ``docs/measurements/simulations.md``; 2,000 runs take about ten minutes on one
core.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns.counts import Floats, Integers, as_measure
from analysis.statistics import benjamini_hochberg, estimate
from analysis.statistics.bootstrap import SEED
from analysis.statistics.distinctive import PRIOR_WORDS, OutletText, distinctive_in_stories
from analysis.statistics.pairs import Difference, matched_difference, raw_difference, standardised_difference
from analysis.statistics.trend import trend
from analysis.types import Measure

RATE = Measure("simulated.rate", "Rate", "cues per 1,000 words", 1000, "A rate.", "Simulated.")
RUNS = 2000
#: rates in cues per word
USUAL, RARE = 0.007, 0.0007
FIRST_DAY = pd.Timestamp("2025-01-06")


@dataclass(frozen=True, slots=True)
class World:
    """How simulated articles vary.

    ``lengths`` is the standard deviation of log length. ``article`` and ``story`` are the shapes of gamma factors with
    mean 1 (4: standard deviation 0.5; 1: standard deviation 1; ``None``: constant). ``stories`` is the largest number
    of an outlet's articles on one story, ``rate`` the mean rate in cues per word.
    """

    lengths: float = 0.1
    article: float | None = 4.0
    story: float | None = None
    stories: int = 1
    rate: float = USUAL


RARE_CUES = World(lengths=0.7, article=2.0, rate=RARE)
WORLDS = {
    "even lengths": World(),
    "unequal lengths": World(lengths=0.7),
    "skewed rates, unequal lengths": World(lengths=0.7, article=1.0),
    "very skewed rates, unequal lengths": World(lengths=0.7, article=0.5),
    "stories of 1 to 6 articles": World(lengths=0.6, story=4.0, stories=6),
    "rare cues": RARE_CUES,
}


def _factor(shape: float | None, size: int, random: np.random.Generator) -> Floats:
    return np.ones(size) if shape is None else random.gamma(shape, 1 / shape, size)


def articles(
    world: World, story: Integers, of_story: Floats, outlet: str, random: np.random.Generator, times: float = 1.0
) -> pd.DataFrame:
    """Return one outlet's articles; ``story`` is the story of each, ``of_story`` the factor of that story."""
    size = len(story)
    words = np.ceil(np.exp(random.normal(6.2, world.lengths, size)))
    rate = times * world.rate * of_story * _factor(world.article, size, random)
    columns = {
        "id": np.arange(size),
        "outlet": pd.Series([outlet] * size, dtype=object),  # faster than str in thousands of tiny tables
        "topic": pd.Series(["one"] * size, dtype=object),
        "story": story,
        "count": random.poisson(rate * words).astype(float),
        "denominator": words,
    }
    return as_measure(pd.DataFrame(columns), RATE.key)


def stories(world: World, clusters: int, random: np.random.Generator, first: int = 0) -> tuple[Integers, Floats]:
    """Draw the story of each article and that story's factor, for an outlet with this many stories."""
    sizes = np.minimum(random.geometric(0.5, clusters), world.stories) if world.stories > 1 else np.ones(clusters, int)
    factors = _factor(world.story, clusters, random)
    return np.repeat(np.arange(first, first + clusters), sizes), np.repeat(factors, sizes)


def rates(runs: int) -> Iterator[tuple[str, str]]:
    """Yield the coverage of the interval of one outlet's pooled rate."""
    for name, world in WORLDS.items():
        found = []
        for clusters in (10, 15, 30, 100):
            random = np.random.default_rng(SEED)
            drawn = [
                articles(world, *stories(world, clusters, random), "A", random).assign(run=run) for run in range(runs)
            ]
            table = estimate(pd.concat(drawn), ["run"], {RATE.key: RATE}).dropna(subset=["low"])
            held = table["low"].le(1000 * world.rate) & table["high"].ge(1000 * world.rate)
            found.append(_percent(int(held.sum()), len(table)))
        yield name, " | ".join(found)


def two(world: World, clusters: int, random: np.random.Generator, shared: bool, times: float = 1.0) -> pd.DataFrame:
    """Draw articles of A and B, on the same stories or each on its own; ``times`` multiplies the rate of A."""
    story, factor = stories(world, clusters, random)
    other, of_other = (story, factor) if shared else stories(world, clusters, random, first=clusters)
    return pd.concat(
        [articles(world, story, factor, "A", random, times), articles(world, other, of_other, "B", random)]
    )


def with_topics(world: World, clusters: int, random: np.random.Generator, times: float = 1.0) -> pd.DataFrame:
    """Draw articles of A, mostly on topics where everybody's rate is high, and of B, mostly on the others."""
    parts = []
    shares = np.array([0.4, 0.3, 0.2, 0.1])
    for outlet, mix in (("A", shares), ("B", shares[::-1])):
        sizes = np.maximum(5, np.round(mix * clusters)).astype(int)
        for topic, size in enumerate(sizes):
            story, factor = stories(world, size, random, first=1000 * (topic + 10 * (outlet == "B")))
            level = (2.0 - 0.4 * topic) * (times if outlet == "A" else 1.0)
            part = articles(world, story, factor, outlet, random, level)
            parts.append(part.assign(topic=pd.Series([f"topic {topic}"] * len(part), dtype=object)))
    return pd.concat(parts)


def differences(runs: int) -> Iterator[tuple[str, str]]:
    """Yield, for each estimate: its coverage without a true difference, and how often a true one is found."""
    usual = World(lengths=0.7, story=4.0, stories=3)
    cases: list[tuple[str, tuple[int, ...], Callable[[int, np.random.Generator, float], Difference]]] = [
        ("raw, own stories", (10, 30, 100), lambda n, r, t: raw_difference(two(usual, n, r, False, t), RATE, "A", "B")),
        ("raw, same stories", (10, 30), lambda n, r, t: raw_difference(two(usual, n, r, True, t), RATE, "A", "B")),
        (
            "raw, rare cues", (10, 30, 100),
            lambda n, r, t: raw_difference(two(RARE_CUES, n, r, False, t), RATE, "A", "B"),
        ),
        (
            "topics evened out", (30, 100),
            lambda n, r, t: standardised_difference(with_topics(usual, n, r, t), RATE, "A", "B"),
        ),
        ("matched", (5, 10, 30, 100), lambda n, r, t: matched_difference(two(usual, n, r, True, t), RATE, "A", "B")),
        (
            "matched, skewed rates", (5, 10, 30, 100),
            lambda n, r, t: matched_difference(two(World(0.7, 1.0, 1.0), n, r, True, t), RATE, "A", "B"),
        ),
    ]  # fmt: skip
    for name, sizes, made in cases:
        for size in sizes:
            held, tested = _share(lambda d: d.sign == 0, made, size, 1.0, runs)
            powers = [
                _percent(*_share(lambda d: d.sign == 1, made, size, times, max(1, runs // 20)))
                for times in (1.25, 1.5, 2.0)
            ]
            yield name, f"{size} | {_percent(held, tested)} | " + " | ".join(powers)


def _share(
    of: Callable[[Difference], bool], made: Callable[[int, np.random.Generator, float], Difference], size: int,
    times: float, runs: int,
) -> tuple[int, int]:  # fmt: skip
    """Return in how many of ``runs`` simulations ``of`` is true, and in how many there was a difference to show."""
    random = np.random.default_rng(SEED)
    found = [made(size, random, times) for _ in range(runs)]
    shown = [d for d in found if d.value is not None]
    return sum(of(d) for d in shown), len(shown)


def corrected(runs: int) -> Iterator[tuple[str, str]]:
    """Yield, for twenty pairs at once: how often any pair is wrongly called different, and the share of false finds."""
    world = World(lengths=0.7, story=4.0, stories=3)
    for clusters in (10, 30):
        random = np.random.default_rng(SEED)
        lone = any_plain = any_corrected = 0
        shares, power = [], []
        batches = max(1, runs // 20)
        for _ in range(batches):
            none = [matched_difference(two(world, clusters, random, True), RATE, "A", "B").p for _ in range(20)]
            some = [matched_difference(two(world, clusters, random, True, 2.0), RATE, "A", "B").p for _ in range(5)]
            plain = np.array(none, float)
            lone += int((plain < 0.05).sum())
            any_plain += bool((plain < 0.05).any())
            any_corrected += bool((benjamini_hochberg(plain) < 0.05).any())
            mixed = benjamini_hochberg(np.array([*some, *none[5:]], float)) < 0.05
            shares.append(mixed[5:].sum() / max(1, mixed.sum()))
            power.append(mixed[:5].mean())
        yield (
            f"{clusters} stories",
            " | ".join(
                [
                    _percent(lone, 20 * batches),
                    _percent(any_plain, batches),
                    _percent(any_corrected, batches),
                    f"{100 * np.mean(shares):.1f} %",
                    f"{100 * np.mean(power):.0f} %",
                ]
            ),
        )


def dated(clusters: int, weeks: int, random: np.random.Generator, times: float) -> pd.DataFrame:
    """Draw one outlet's articles over some weeks; from the middle on, ``times`` multiplies its rate."""
    world = World(lengths=0.7, story=4.0, stories=3)
    story, factor = stories(world, clusters, random)
    week = random.integers(0, weeks, clusters)[story]
    frame = articles(world, story, factor * np.where(week >= weeks // 2, times, 1.0), "A", random)
    return frame.assign(published=FIRST_DAY + pd.to_timedelta(7 * week, unit="D"))


def changes(runs: int) -> Iterator[tuple[str, str]]:
    """Yield how often a change and a slope are found, and how often the intervals of a single change hold the truth."""
    for clusters, weeks in ((40, 20), (150, 52), (400, 75)):
        truth = (FIRST_DAY + pd.Timedelta(days=7 * (weeks // 2))).date()
        for times in (1.0, 1.5, 2.0):
            random = np.random.default_rng(SEED)
            repeats = max(1, runs // (2 if times == 1 else 5))
            found = [trend(dated(clusters, weeks, random, times), RATE) for _ in range(repeats)]
            lone = [one.changes[0] for one in found if len(one.changes) == 1]
            size = 1000 * USUAL * (times - 1)
            cells = [
                _percent(sum(bool(one.changes) for one in found), len(found)),
                _percent(sum(c.earliest <= truth <= c.latest for c in lone), len(lone)) if times > 1 else "",
                _percent(sum(c.low <= size <= c.high for c in lone), len(lone)) if times > 1 else "",
                _percent(sum(one.slope is not None and one.slope.p < 0.05 for one in found), len(found)),
            ]
            yield f"{clusters} stories, {weeks} weeks, ×{times:g}", " | ".join(cells)


def words(runs: int) -> Iterator[tuple[str, str]]:
    """Yield how many intervals exclude zero for words that no outlet prefers, but that come in bursts."""
    vocabulary = np.array([chr(97 + k // 26) + chr(97 + k % 26) for k in range(600)])
    for size in (5, 10, 30, 100):
        random = np.random.default_rng(SEED)
        common = 1 / np.arange(3, 603)
        tested = plain = outside = found = 0
        for _ in range(max(1, runs // (10 * size))):
            texts = []
            for story in range(size):
                of_story = random.dirichlet(300 * common / common.sum() + 1e-9)
                for outlet in "ABC":
                    drawn = random.choice(vocabulary, 300, p=random.dirichlet(300 * of_story + 1e-9))
                    texts.append(OutletText(" ".join(drawn), outlet, str(story)))
            table = distinctive_in_stories(texts, "A")
            prior = PRIOR_WORDS * (table["count"] + table["others"]) / sum(len(one.text.split()) for one in texts)
            independent = np.sqrt(
                1 / (table["count"] + prior) + 1 / (table["others"] + prior)
            )  # as in Monroe et al. 2008
            tested += len(table)
            plain += int((table["log_odds"].abs() > 1.96 * independent).sum())
            outside += int((table["z"].abs() > 1.96).sum())
            found += bool((table["q"] < 0.05).any())
        batches = max(1, runs // (10 * size))
        yield f"{size} stories", f"{_percent(plain, tested)} | {_percent(outside, tested)} | {found} of {batches}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none shown"


TABLES: dict[str, tuple[str, Callable[[int], Iterator[tuple[str, str]]]]] = {
    "rates": ("Interval of a pooled rate holds the truth | 10 | 15 | 30 | 100 clusters", rates),
    "differences": ("Difference | clusters a side | interval holds zero | found at ×1.25 | ×1.5 | ×2", differences),
    "corrected": ("Twenty pairs | p < 0.05 | any p < 0.05 | any q < 0.05 | false finds | true finds at ×2", corrected),
    "changes": ("Change in the middle | a change found | its date held | its size held | slope p < 0.05", changes),
    "words": ("Words | words independent | by story | corpora with any q < 0.05", words),
}


def main() -> None:
    """Print the named tables, or all of them, each line as soon as it is known."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    for name in sys.argv[2:] or TABLES:
        title, table = TABLES[name]
        print(f"\n| {title} |\n|{'---|' * (title.count('|') + 1)}")
        for first, line in table(runs):
            print(f"| {first} | {line} |", flush=True)


if __name__ == "__main__":
    main()
