"""How long a changed selection takes to answer, by the size of the store, and the memory that it takes.

    python -m benchmarks.speed.scale STORE [SELECTIONS]

Selections are drawn at random with a fixed seed: outlets, topics, a range of days, a least number of words, and what to
do with copies, each left open half of the time. Every one is answered as the server does for the main picture of a
page, from the selection to the numbers drawn; nothing of one selection is known from another.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.columns.articles import InMemory
from analysis.scorers import measures
from analysis.statistics import compare_pair
from analysis.store import Store
from analysis.store.filter import Which
from dashboard.views import base as views
from dashboard.views import sources as source_views

SEED = 20181001
PROFILE = {key: measure for key, measure in measures().items() if measure.in_profile}
ONE = measures()["hedging.outlet"]


def _chosen(memory: InMemory, which: Which, at_most: int) -> list[str]:
    return views.largest(memory.selected(which), "outlet", at_most)


def _one(memory: InMemory, which: Which) -> pd.DataFrame:
    return memory.measured(which, (ONE.key,))


CALLS: dict[str, Callable[[InMemory, Which], object]] = {
    "every page: what is selected": lambda memory, which: (memory.selected(which), memory.completeness(which)),
    "Overview: every measure": lambda memory, which: views.profile(memory.measured(which, tuple(PROFILE)), PROFILE),
    "Compare: two outlets": lambda memory, which: compare_pair(
        _one(memory, which), ONE, *[*_chosen(memory, which, 2), "", ""][:2]
    ),
    "Topics: the heat map": lambda memory, which: views.grid(_one(memory, which), ONE),
    "Timeline: by month": lambda memory, which: views.timeline(
        _one(memory, which), ONE, _chosen(memory, which, 5), "month"
    ),
    "Stories: the list": lambda memory, which: memory.stories(which, 2),
    "Sources: kinds by outlet": lambda memory, which: source_views.source_types(memory.sources(which)),
}


def selections(catalogue: pd.DataFrame, number: int) -> list[Which]:
    """So many selections at random from what the store holds."""
    chance = random.Random(SEED)  # noqa: S311  # no secret
    outlets, topics = (sorted(set(catalogue[name]) - {""}) for name in ("outlet", "topic"))
    first, last = catalogue["first"].min().date(), catalogue["last"].max().date()

    def one() -> Which:
        days = sorted(first + dt.timedelta(days=chance.randint(0, (last - first).days)) for _ in range(2))
        return Which(
            outlets=tuple(chance.sample(outlets, min(3, len(outlets)))) if chance.random() < 0.5 else (),
            topics=tuple(chance.sample(topics, min(2, len(topics)))) if chance.random() < 0.5 else (),
            first=days[0] if chance.random() < 0.5 else None,
            last=days[1] if chance.random() < 0.5 else None,
            min_words=chance.choice((0, 0, 300)),
            wire=chance.choice(("once", "all", "without")),
        )

    return [one() for _ in range(number)]


def main() -> None:
    """Print the latency of each call: median, 95th percentile, the longest; in seconds, of the clock and of the CPU."""
    store = Store(Path(sys.argv[1]))
    catalogue = store.catalogue()
    chosen = selections(catalogue, int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    print(f"{catalogue['articles'].sum():,} articles, {store.size() / 1e9:.2f} GB, {len(chosen)} selections")
    started = time.perf_counter()
    memory = InMemory(store)
    print(f"  articles read in {time.perf_counter() - started:.1f} s")
    for name, call in CALLS.items():
        started = time.perf_counter()
        call(memory, Which())
        print(f"  {name}: first {time.perf_counter() - started:.1f} s")
        clock, cpu = [], []
        for which in chosen:
            started, used = time.perf_counter(), time.process_time()
            call(memory, which)
            clock.append(time.perf_counter() - started)
            cpu.append(time.process_time() - used)
        for kind, seconds in (("clock", clock), ("CPU", cpu)):
            print(f"  {name:28} {kind:6} median {np.median(seconds):.2f}  95 % {np.quantile(seconds, 0.95):.2f}  "
                  f"longest {max(seconds):.2f}")  # fmt: skip
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
