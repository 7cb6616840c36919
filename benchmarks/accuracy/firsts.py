"""How often the test of who wrote first errs on stories whose days are chance, and how often it finds a head start.

``python -m benchmarks.accuracy.firsts`` prints the table of ``docs/measurements/attention.md``. Six outlets write 1 to
1.75 articles on a story that they cover, the first outlet fewest; real ones write 1.1 (largest outlet: 1.3). The day of
an article is drawn from a geometric distribution, as most articles on an event appear soon after it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.firsts import who_was_first

#: mean number of further articles of each outlet on a story that it covers
FURTHER = np.array([0, 0.08, 0.15, 0.25, 0.5, 0.75])
#: chance that an outlet covers a story, and that an article appears on the day after the last one at the latest
COVERS, NEXT_DAY = 0.6, 0.4
ALPHA, RUNS, SEED = 0.05, 400, 20261130
DAY_0 = pd.Timestamp(dt.date(2026, 1, 1))


@dataclass(frozen=True, slots=True)
class Case:
    """A simulated corpus of ``stories``.

    With ``bursts``, each day of an outlet has one to four articles. One outlet, number ``early``, is a day ahead of
    chance in each story with probability ``head_start``. The further articles are ``times`` as many.
    """

    name: str
    stories: int
    bursts: bool = False
    head_start: float = 0.0
    early: int = 2
    times: int = 1


CASES = (
    Case("20 stories", 20),
    Case("60 stories", 60),
    Case("60 stories, several articles a day", 60, bursts=True),
    Case("300 stories", 300),
    Case("300 stories, several articles a day", 300, bursts=True),
    Case("60 stories, four times as many further articles", 60, times=4),
    Case("300 stories, four times as many further articles", 300, times=4),
    Case("60 stories, a day ahead in a third", 60, head_start=1 / 3),
    Case("60 stories, a day ahead in two thirds", 60, head_start=2 / 3),
    Case("300 stories, a day ahead in a third", 300, head_start=1 / 3),
)


def drawn(case: Case, random: np.random.Generator) -> pd.DataFrame:
    """Articles of one corpus, as the table of ``ArticleColumns.flagged``, all of them on the subject."""
    rows = []
    for story in range(case.stories):
        for outlet, further in enumerate(FURTHER * case.times):
            if random.random() > COVERS:
                continue
            days = random.geometric(NEXT_DAY, 1 + random.poisson(further)) - 1
            if outlet == case.early and random.random() < case.head_start:
                days = days - 1
            copies = random.integers(1, 5, len(days)) if case.bursts else np.ones(len(days), int)
            rows += [
                (f"outlet {outlet}", story, DAY_0 + pd.Timedelta(days=int(day))) for day in np.repeat(days, copies)
            ]
    frame = pd.DataFrame(rows, columns=["outlet", "story", "published"])
    return frame.assign(id=range(len(frame)), count=1.0, denominator=1.0)


@dataclass(frozen=True, slots=True)
class Result:
    """Shares: of outlets without a head start with p below ``ALPHA`` and with their number in the range of chance, of
    corpora with any q of such outlets below it, and of corpora in which the early outlet has p or q below it."""

    below: float
    inside: float
    any_q: float
    found_p: float
    found_q: float


def measure(case: Case, runs: int = RUNS) -> Result:
    """Draw corpora and count errors."""
    random = np.random.default_rng(SEED)
    early = f"outlet {case.early}" if case.head_start else ""
    below, inside, any_q, found_p, found_q = [], [], [], [], []
    for _ in range(runs):
        table = who_was_first(drawn(case, random)).outlets
        null = table[table["outlet"] != early]
        below += (null["p"] < ALPHA).tolist()
        inside += null["first"].between(null["expected_low"], null["expected_high"]).tolist()
        any_q.append(bool((null["q"] < ALPHA).any()))
        own = table[table["outlet"] == early]
        found_p.append(bool((own["p"] < ALPHA).any()))
        found_q.append(bool((own["q"] < ALPHA).any()))
    return Result(*(float(np.mean(part)) for part in (below, inside, any_q, found_p, found_q)))


def main() -> None:
    """Print the table."""
    print("| corpus | p < 0.05 | within the range of chance | any q < 0.05 | head start found: p | q |")
    print("|---|---|---|---|---|---|")
    for case in CASES:
        result = measure(case)
        cells = [f"{100 * share:.1f} %" for share in (result.below, result.inside, result.any_q)]
        cells += [f"{100 * share:.0f} %" if case.head_start else "" for share in (result.found_p, result.found_q)]
        print(f"| {case.name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
