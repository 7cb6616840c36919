"""How long a changed selection takes to answer, by the size of the store, and the memory that it takes.

    python -m benchmarks.scale STORE [SELECTIONS]

Selections are drawn at random with a fixed seed: outlets, topics, a range of days, a least number of words, and what to
do with copies, each left open half of the time. Every one is answered by the calls that a page makes.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.in_memory import InMemory
from analysis.store import Store
from analysis.which import Which

SEED = 20181001
MEASURES = ("hedging.outlet",)
CALLS = {
    "article_list": lambda store, memory, which: memory.article_list(which),
    "measured, one measure": lambda store, memory, which: memory.measured(which, MEASURES),
    "stories": lambda store, memory, which: store.stories(which),
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
    print(f"  columns read in {time.perf_counter() - started:.1f} s")
    for name, call in CALLS.items():
        clock, cpu = [], []
        for which in chosen:
            started, used = time.perf_counter(), time.process_time()
            call(store, memory, which)
            clock.append(time.perf_counter() - started)
            cpu.append(time.process_time() - used)
        for kind, seconds in (("clock", clock), ("CPU", cpu)):
            print(f"  {name:24} {kind:6} median {np.median(seconds):.2f}  95 % {np.quantile(seconds, 0.95):.2f}  "
                  f"longest {max(seconds):.2f}")  # fmt: skip
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
