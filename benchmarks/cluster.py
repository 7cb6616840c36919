"""What a Dask cluster costs over the local process pool, on the same articles in one run, and whether it does the same.

    python -m benchmarks.cluster [ARTICLES [ROUNDS]]

Two worker processes on loopback against two local processes, each first by turns, so that a busy machine slows both.
The rows of all stores are compared, in their order. At the end what the one process that stores takes for itself,
which bounds how many workers it can feed.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from distributed import LocalCluster

from analysis import cluster, pipeline
from analysis.ingest import read_paths
from analysis.pipeline import BATCH, TASK, score_batch
from analysis.schema import OF_AN_ARTICLE
from analysis.scorers import versions
from analysis.store import Store
from analysis.types import Article
from benchmarks.speed import CORPUS, ROOT, WORKERS


def _timed(store: Store, run: Callable[[Store], pipeline.Scored], articles: int) -> float:
    started = time.perf_counter()
    assert run(store).scored == articles
    return time.perf_counter() - started


def _writer(store: Store, articles: int) -> float:
    """Seconds that reading batches and storing their rows takes, scoring left out."""
    ids = store.ids()
    spent = 0.0
    for begin in range(0, articles, BATCH):
        started = time.perf_counter()
        batch = store.articles(ids[begin : begin + BATCH])
        spent += time.perf_counter() - started
        outcomes = [score_batch(batch[k : k + TASK], versions()) for k in range(0, len(batch), TASK)]
        started = time.perf_counter()
        store.save_tables([a.id for a in batch], [outcome.tables for outcome in outcomes])
        spent += time.perf_counter() - started
    return spent


def main() -> None:
    """Compare on the first articles of the corpus, or on the demonstration's."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    source = CORPUS if CORPUS.exists() else ROOT / "seeds" / "articles"
    found = (item for item in read_paths([source]) if isinstance(item, Article))
    with (
        tempfile.TemporaryDirectory() as name,
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=":0") as workers,
    ):
        plain = Store(Path(name) / "plain.duckdb")
        plain.add(list(islice(found, wanted)))
        articles = len(plain.pending(versions()))
        address = workers.scheduler_address

        def fresh(kind: str) -> Store:
            return Store(shutil.copy(plain.path, plain.path.with_name(f"{kind}.duckdb")))

        cold = _timed(fresh("cold"), lambda store: cluster.score(store, address), articles)
        print(f"{articles:,} articles, {WORKERS} workers each; the cluster's first run {cold:.1f} s")
        ratios = []
        for number in range(rounds):
            here, there = fresh("here"), fresh("there")
            runs: list[tuple[Store, Callable[[Store], pipeline.Scored]]] = [
                (here, lambda store: pipeline.score(store, WORKERS)),
                (there, lambda store: cluster.score(store, address)),
            ]
            took = {store: _timed(store, run, articles) for store, run in (runs if number % 2 == 0 else runs[::-1])}
            local, spread = took[here], took[there]
            same = all(here.rows(table) == there.rows(table) for table in OF_AN_ARTICLE)
            ratios.append(spread / local)
            print(f"  round {number + 1}: local {local:.1f} s, cluster {spread:.1f} s, ratio {spread / local:.2f}; "
                  f"rows {'equal' if same else 'NOT EQUAL'}", flush=True)  # fmt: skip
        print(f"  overhead: ratio {statistics.median(ratios):.2f} at the median of {rounds} rounds")
        alone = _writer(fresh("writer"), articles)
        print(f"  the process that stores: {articles / alone:,.0f} articles/s with no scoring")


if __name__ == "__main__":
    main()
