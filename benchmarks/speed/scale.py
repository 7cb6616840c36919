"""How long the server needs for a new selection, and how much memory, in a store of any size.

    python -m benchmarks.speed.scale STORE [SELECTIONS]

Selections (200 by default) are drawn at random with a fixed seed: outlets, topics, a range of days, a minimum number
of words, and how copies are treated; each filter is left open about half of the time. Each selection is answered as
for the main chart of a page, from the filters to the numbers drawn, without a cache.
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

from analysis.columns.articles import ArticleColumns
from analysis.scorers import measures
from analysis.statistics import compare_pair
from analysis.store import Store
from analysis.store.filter import Filters
from dashboard.views import profile as profile_views
from dashboard.views import sources as sources_views
from dashboard.views import timeline as timeline_views
from dashboard.views import topics as topics_views
from dashboard.views.base import largest

SEED = 20181001
PROFILE = {key: measure for key, measure in measures().items() if measure.in_profile}
ONE = measures()["hedging.outlet"]


def _chosen(memory: ArticleColumns, filters: Filters, at_most: int) -> list[str]:
    return largest(memory.selected(filters), "outlet", at_most)


def _one(memory: ArticleColumns, filters: Filters) -> pd.DataFrame:
    return memory.measured(filters, (ONE.key,))


CALLS: dict[str, Callable[[ArticleColumns, Filters], object]] = {
    "every page: what is selected": lambda memory, filters: (memory.selected(filters), memory.completeness(filters)),
    "Overview: every measure": lambda memory, filters: profile_views.profile(
        memory.measured(filters, tuple(PROFILE)), PROFILE
    ),
    "Compare: two outlets": lambda memory, filters: compare_pair(
        _one(memory, filters), ONE, *[*_chosen(memory, filters, 2), "", ""][:2]
    ),
    "Topics: the heat map": lambda memory, filters: topics_views.grid(_one(memory, filters), ONE),
    "Timeline: by month": lambda memory, filters: timeline_views.timeline(
        _one(memory, filters), ONE, _chosen(memory, filters, 5), "month"
    ),
    "Stories: the list": lambda memory, filters: memory.stories(filters, 2),
    "Sources: kinds by outlet": lambda memory, filters: sources_views.source_types(memory.sources(filters)),
}


def selections(catalogue: pd.DataFrame, topics: list[str], number: int) -> list[Filters]:
    """Draw this many random selections from the outlets and days of the catalogue and these topics."""
    chance = random.Random(SEED)  # noqa: S311  # no secret
    outlets = sorted(set(catalogue["outlet"]) - {""})
    first, last = catalogue["first"].min().date(), catalogue["last"].max().date()

    def one() -> Filters:
        days = sorted(first + dt.timedelta(days=chance.randint(0, (last - first).days)) for _ in range(2))
        return Filters(
            outlets=tuple(chance.sample(outlets, min(3, len(outlets)))) if chance.random() < 0.5 else (),
            topics=tuple(chance.sample(topics, min(2, len(topics)))) if chance.random() < 0.5 else (),
            first=days[0] if chance.random() < 0.5 else None,
            last=days[1] if chance.random() < 0.5 else None,
            min_words=chance.choice((0, 0, 300)),
            wire=chance.choice(("once", "all", "without")),
        )

    return [one() for _ in range(number)]


def main() -> None:
    """Print the median, 95th percentile and maximum of each call, in seconds of wall-clock and of CPU time."""
    store = Store(Path(sys.argv[1]))
    catalogue = store.charts.catalogue()
    topics = sorted(store.charts.topics()["name"])
    chosen = selections(catalogue, topics, int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    print(f"{catalogue['articles'].sum():,} articles, {store.size() / 1e9:.2f} GB, {len(chosen)} selections")
    started = time.perf_counter()
    memory = ArticleColumns(store)
    print(f"  articles read in {time.perf_counter() - started:.1f} s")
    for name, call in CALLS.items():
        started = time.perf_counter()
        call(memory, Filters())
        print(f"  {name}: first {time.perf_counter() - started:.1f} s")
        clock, cpu = [], []
        for filters in chosen:
            started, used = time.perf_counter(), time.process_time()
            call(memory, filters)
            clock.append(time.perf_counter() - started)
            cpu.append(time.process_time() - used)
        for kind, seconds in (("clock", clock), ("CPU", cpu)):
            print(f"  {name:28} {kind:6} median {np.median(seconds):.2f}  95 % {np.quantile(seconds, 0.95):.2f}  "
                  f"longest {max(seconds):.2f}")  # fmt: skip
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
