"""Compare a Dask cluster with the local process pool on the same articles: the overhead, and whether rows are equal.

    python -m benchmarks.speed.cluster [ARTICLES [ROUNDS]]

Two worker processes on loopback against two local processes; they take turns in going first, so that a busy machine
slows both. The rows of both stores are compared in their order. Finally the CPU time of the one process that writes to
the store is measured, which limits how many workers it can feed.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from itertools import islice
from pathlib import Path

import psutil
from distributed import LocalCluster

from analysis.ingest import read_paths
from analysis.run import cluster, pipeline
from analysis.run.pipeline import BATCH, TASK, score_batch
from analysis.scorers import versions
from analysis.store import Store
from analysis.store.schema import READING_TABLES
from analysis.types import Article
from benchmarks.paths import CORPUS, DEMONSTRATION
from benchmarks.speed.pipeline import WORKERS

#: articles scored by each round's new cluster workers before the clock starts, to fill their caches of words
WARM_UP = 64


@dataclass(frozen=True, slots=True)
class Took:
    """Wall-clock seconds, and CPU seconds of all processes together."""

    wall: float
    processor: float


def _timed(run: Callable[[], pipeline.Scored], articles: int, cluster_workers: Sequence[psutil.Process]) -> Took:
    def spent() -> float:
        ended, own = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
        alive = [worker.cpu_times() for worker in cluster_workers]
        return own + ended.ru_utime + ended.ru_stime + sum(times.user + times.system for times in alive)

    before, started = spent(), time.perf_counter()
    assert run().scored == articles
    return Took(time.perf_counter() - started, spent() - before)


def _writer(store: Store, articles: int) -> float:
    """Return the CPU seconds of reading batches and storing their rows, without scoring."""
    ids = store.ids()
    spent = 0.0
    for begin in range(0, articles, BATCH):
        started = time.process_time()
        batch = store.articles(ids[begin : begin + BATCH])
        spent += time.process_time() - started
        outcomes = [score_batch(batch[k : k + TASK], versions()) for k in range(0, len(batch), TASK)]
        started = time.process_time()
        store.save_tables([a.id for a in batch], [outcome.tables for outcome in outcomes])
        spent += time.process_time() - started
    return spent


def main() -> None:
    """Compare on the first articles of the corpus, or on the demonstration articles if there is no corpus."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    source = CORPUS if CORPUS.exists() else DEMONSTRATION
    found = (item for item in read_paths([source]) if isinstance(item, Article))
    with tempfile.TemporaryDirectory() as name:
        plain, warm_up = (Store(Path(name) / f"{kind}.duckdb") for kind in ("plain", "warm-up"))
        plain.add(list(islice(found, wanted)))
        warm_up.add(list(islice(found, WARM_UP)))
        articles = len(plain.pending(versions()))

        def fresh(kind: str) -> Store:
            return Store(shutil.copy(plain.path, plain.path.with_name(f"{kind}.duckdb")))

        print(f"{articles:,} articles, {WORKERS} workers each", flush=True)
        ratios: list[Took] = []
        for number in range(rounds):
            here, there = fresh("here"), fresh("there")
            with LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=":0") as workers:
                address = workers.scheduler_address
                cluster.score(Store(shutil.copy(warm_up.path, warm_up.path.with_name("warm-up-copy.duckdb"))), address)
                processes = [psutil.Process(worker.pid) for worker in workers.workers.values()]
                runs: dict[Store, Callable[[], pipeline.Scored]] = {
                    here: lambda store=here: pipeline.score(store, WORKERS),  # type: ignore[misc]
                    there: lambda store=there, at=address: cluster.score(store, at),  # type: ignore[misc]
                }
                order = (here, there) if number % 2 == 0 else (there, here)
                took = {store: _timed(runs[store], articles, processes) for store in order}
            local, spread = took[here], took[there]
            same = all(here.maintenance.rows(table) == there.maintenance.rows(table) for table in READING_TABLES)
            ratios.append(Took(spread.wall / local.wall, spread.processor / local.processor))
            print(f"  round {number + 1}: local {local.wall:.1f} s, cluster {spread.wall:.1f} s; CPU "
                  f"{local.processor:.1f} s and {spread.processor:.1f} s; rows {'equal' if same else 'NOT EQUAL'}",
                  flush=True)  # fmt: skip
        wall, processor = (statistics.median(ratio[k] for ratio in map(astuple, ratios)) for k in (0, 1))
        print(
            f"  overhead, median of {rounds} rounds: ratio {wall:.2f} of wall-clock time, {processor:.2f} of CPU time"
        )
        alone = _writer(fresh("writer"), articles)
        print(f"  the storing process: {1000 * alone / articles:.2f} s of CPU time per 1,000 articles")


if __name__ == "__main__":
    main()
