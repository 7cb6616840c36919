"""Whether anything is lost when ingest and scoring are killed at random moments and run again.

    python -m benchmarks.durability.kills [KILLS [ARTICLES]]

Runs the three steps (ingest, score, relate) in a process of its own and ends it with SIGKILL at a random moment,
``KILLS`` times, each time going on with the same store; when the steps have run to their end the store is compared,
row for row, with one made without a kill, and a new store is begun until all kills are spent.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from analysis.store import Store
from analysis.store.schema import READING_TABLES
from benchmarks.speed.pipeline import CORPUS

ROOT = Path(__file__).resolve().parents[2]
SEED = 20181001
#: small batches, so that there are many moments between two; the steps are told apart by what they print
RUN = """
import sys
from pathlib import Path
from analysis.run import pipeline, relate
from analysis.store import Store
pipeline.BATCH, pipeline.TASK, pipeline.WORTH_PROCESSES = 16, 4, 0
relate.BATCH, relate.TASK, relate.WORTH_PROCESSES = 16, 4, 0
if __name__ == "__main__":
    store, workers = Store(Path(sys.argv[1])), int(sys.argv[3])
    for name, step in (
        ("ingest", lambda: pipeline.ingest(store, [Path(sys.argv[2])])),
        ("score", lambda: pipeline.score(store, workers)),
        ("relate", lambda: relate.relate(store, workers=workers)),
    ):
        print(name, flush=True)
        step()
    print("done", flush=True)
"""
ORDER = {"articles": "rowid", "problems": "rowid"}
TABLES = (*ORDER, *READING_TABLES, "topics", "copies", "members", "stories", "samples", "frequencies", "vectors")


@dataclass(slots=True)
class Killed:
    """How many runs were killed in which step, how many stores were compared, and the tables that were not equal."""

    kills: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    unequal: list[str] = field(default_factory=list)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table; articles in their order, the others sorted."""
    found = {}
    for table in TABLES:
        rows = store.maintenance.rows(table)
        found[table] = rows if table in ORDER else sorted(rows, key=repr)
    return found


def kill(
    articles: Path,
    folder: Path,
    kills: int,
    workers: int = 2,
    seed: int = SEED,
    said: Callable[[str], None] = lambda sentence: None,
) -> Killed:
    """Kill runs over these articles ``kills`` times and compare what comes of it with an undisturbed run.

    ``said`` is told of each store as it is compared.
    """
    chance, result = random.Random(seed), Killed()  # noqa: S311  # no secret
    whole = Store(folder / "whole.duckdb")
    started = time.monotonic()
    assert _run(whole, articles, workers, None) == "done"
    took = time.monotonic() - started
    expected = contents(whole)
    for number in _numbers():
        store = Store(folder / f"{number}.duckdb")
        while result.kills.total() < kills:
            step = _run(store, articles, workers, chance.uniform(0.1, 1.0) * took)
            if step == "done":
                break
            result.kills[step] += 1
        if (step := _run(store, articles, workers, None)) != "done":
            result.unequal.append(f"stopped in {step}")
        found = contents(store)
        unequal = [f"{store.path.name}: {table}" for table in TABLES if found[table] != expected[table]]
        result.unequal += unequal
        result.compared += 1
        said(f"store {result.compared}: {result.kills.total()} kills so far; {', '.join(unequal) or 'equal'}")
        if result.kills.total() >= kills:
            return result
    raise AssertionError


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def _run(store: Store, articles: Path, workers: int, seconds: float | None) -> str:
    """Run the steps, for so many seconds at most; return the last that began, or ``done``."""
    command = [sys.executable, "-c", RUN, str(store.path), str(articles), str(workers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
    return said.split()[-1] if said.split() else "start"


def main() -> None:
    """Kill runs over the first articles of the corpus and print what was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 160
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = ROOT / "seeds" / "articles"
        if CORPUS.exists():
            source = folder / "articles.parquet"
            pq.write_table(pq.read_table(CORPUS).slice(0, articles), source)
        found = kill(source, folder, kills, said=lambda sentence: print(sentence, flush=True))
    steps = ", ".join(f"{count} in {step}" for step, count in sorted(found.kills.items()))
    print(f"{found.kills.total()} kills ({steps}); {found.compared} stores compared with an undisturbed run, "
          f"{len(found.unequal)} tables not equal: {', '.join(found.unequal) or 'none'}")  # fmt: skip


if __name__ == "__main__":
    main()
