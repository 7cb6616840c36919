"""Does the difference between left-leaning and right-leaning outlets come from words that name the sides?

    python -m benchmarks.mirrors.exchange          on 600 articles, half of each lean
    python -m benchmarks.mirrors.exchange --all    on every article of outlets that lean to a side

In every article each term of ``analysis/lexicons/mirrors.csv`` is exchanged for its mirror ("the far left": "the far
right"), and the article is measured again. If the lists favour a side, the difference between the two groups of
outlets changes. The lean is AllSides', from the corpus, and is used for nothing else. Sentiment is TextBlob's and
reported unchanged: it is printed, but has no floor, and so is what depends on who is recognised as a source.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq

from analysis.lexicons import rows
from analysis.scorers import measures
from analysis.scorers.score import score_text
from analysis.types import Measurement
from benchmarks.accuracy.data import Figure
from benchmarks.paths import CORPUS

#: articles of each lean in the sample
SAMPLE = 300
SIDES = ("left", "right")
DATASET = "terms of the sides exchanged"
#: measures of which the exchange must not change the difference between the sides
HELD = ("loaded.outlet", "loaded.sentences", "hedging", "hedging.outlet")
#: Measures that hardly differ between the sides in a sample, so that a share of the difference says little: the change
#: of the difference is set beside the mean of both sides instead.
STEADY = ("loaded.sources", "tone", "tone.outlet")
#: where a term that is written small may have a capital: at the beginning of a sentence, not inside a name
OPENING = r"(?<![\w,;:’'\-] )"
Sums = dict[str, tuple[float, float]]


@cache
def _partners() -> dict[str, str]:
    """Each term and the term it is exchanged for; a term in several pairs belongs to the first."""
    known: dict[str, str] = {}
    for row in rows("mirrors"):
        if row["one"] not in known and row["other"] not in known:
            known |= {row["one"]: row["other"], row["other"]: row["one"]}
    return known


@cache
def _pattern() -> re.Pattern[str]:
    """Any term as whole words, the longer first; one that is written small also at the beginning of a sentence."""
    terms = sorted(_partners(), key=lambda term: (-len(term), term))
    small = "|".join(re.escape(_capital(term)) for term in terms if term[0].islower())
    return re.compile(rf"(?<![\w\-])(?:{'|'.join(map(re.escape, terms))}|{OPENING}(?:{small})(?! [A-Z]))(?![\w\-])")


def _capital(term: str) -> str:
    return term[0].upper() + term[1:]


def exchanged(text: str) -> str:
    """Return a text with each term of a pair in place of the other, with the capital it had."""

    def other(found: re.Match[str]) -> str:
        term = found[0]
        partner = _partners().get(term)
        return partner if partner else _capital(_partners()[term[0].lower() + term[1:]])

    return _pattern().sub(other, text)


@cache
def articles(everything: bool = False) -> tuple[tuple[str, str, str], ...]:
    """The lean of the outlet, the title and the text of articles, in a seeded order; empty if there is no corpus."""
    if not CORPUS.exists():
        return ()
    table = pq.read_table(CORPUS, columns=["outlet_lean_allsides", "title", "text"]).to_pylist()
    chosen: list[tuple[str, str, str]] = []
    for side in SIDES:
        of_side = [(side, row["title"] or "", row["text"]) for row in table if row["outlet_lean_allsides"] == side]
        drawn = range(len(of_side)) if everything else np.random.default_rng(1).permutation(len(of_side))[:SAMPLE]
        chosen += [of_side[number] for number in drawn]
    return tuple(chosen)


def pooled(texts: Iterable[tuple[str, str, str]], change: Callable[[str], str]) -> dict[str, Sums]:
    """For each side and measure, the sums of what is counted and of what it is counted over."""
    found: dict[str, Sums] = {side: {} for side in SIDES}
    for side, title, text in texts:
        measured: dict[str, Measurement] = score_text(change(text), change(title)).measurements
        for key, value in measured.items():
            count, over = found[side].get(key, (0.0, 0.0))
            found[side][key] = count + value.count, over + value.denominator
    return found


def rates(sums: dict[str, Sums]) -> dict[str, tuple[float, float]]:
    """The rate of left-leaning and that of right-leaning outlets, for each measure that both have."""
    left, right = (sums[side] for side in SIDES)
    found = {}
    for key in measures():
        if left.get(key, (0.0, 0.0))[1] and right.get(key, (0.0, 0.0))[1]:
            scale = measures()[key].scale
            found[key] = scale * left[key][0] / left[key][1], scale * right[key][0] / right[key][1]
    return found


class Compared(NamedTuple):
    """The difference between the sides in one measure, before and after the exchange, and its mean on both sides."""

    before: float
    after: float
    level: float

    @property
    def kept(self) -> float:
        """The share of the difference that the exchange does not change."""
        return 1 - abs(self.after - self.before) / abs(self.before) if self.before else float(not self.after)

    @property
    def steady(self) -> float:
        """One minus the change of the difference as a share of the mean of both sides."""
        change = abs(self.after - self.before)
        return 1 - change / abs(self.level) if self.level else float(not change)


@cache
def compared(everything: bool = False) -> dict[str, Compared]:
    """The difference between the sides for each measure, left minus right."""
    texts = articles(everything)
    before, after = (rates(pooled(texts, change)) for change in (str, exchanged))
    return {
        key: Compared(left - right, after[key][0] - after[key][1], (left + right) / 2)
        for key, (left, right) in before.items()
        if key in after
    }


def figures() -> Iterator[Figure]:
    """Yield how far each measure stays the same."""
    if articles():
        found = compared()
        for key in HELD:
            yield Figure("mirrors", DATASET, f"{key}_difference_kept", found[key].kept, len(articles()), "articles")
        for key in STEADY:
            yield Figure("mirrors", DATASET, f"{key}_level_kept", found[key].steady, len(articles()), "articles")


def main() -> None:
    """Print for each measure the difference between the sides before and after the exchange."""
    everything = "--all" in sys.argv
    print(f"{len(articles(everything)):,} articles; left minus right; changed by: of the difference, of the mean")
    for key, each in compared(everything).items():
        note = "" if key in HELD + STEADY else "  (no floor)"
        shares = f"{1 - each.kept:8.2%} {1 - each.steady:8.2%}"
        print(f"{key:34} {each.before:+9.4f} {each.after:+9.4f} {shares}{note}")


if __name__ == "__main__":
    main()
