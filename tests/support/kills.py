"""Runs that are killed at some moment and started again, to be compared with a run that was left alone.

Two kinds: the three steps (ingest, score, relate) in one process, killed after some seconds; and the command
``ingest``, killed after a number of writes to its store.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from analysis.store import Store
from analysis.store.schema import READING_TABLES
from tests.support.newsroom import OUTLETS, write

ROOT = Path(__file__).resolve().parents[2]
SEED = 20181001
#: The three steps with small batches, so that there are many moments between two; each prints its name when it begins.
STEPS = """
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
#: tables whose rows have an order of their own, by the column that gives it
ORDERED = {"articles": "rowid", "problems": "rowid"}
TABLES = (
    *ORDERED,
    *READING_TABLES,
    "topics",
    "copies",
    "members",
    "stories",
    "samples",
    "frequencies",
    "vectors",
    "people",
)


@dataclass(slots=True)
class Killed:
    """The number of runs killed in each step, the number of stores compared, and the tables that were not equal."""

    kills: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    unequal: list[str] = field(default_factory=list)


def kill_steps(
    articles: Path,
    folder: Path,
    kills: int,
    workers: int = 2,
    seed: int = SEED,
    report: Callable[[str], None] = lambda sentence: None,
) -> Killed:
    """Kill runs over these articles ``kills`` times and compare the resulting stores with that of an undisturbed run.

    A killed run is started again on the same store; when the steps have run to their end, the store is compared and a
    new one begun, until all kills are spent. ``report`` receives a sentence for each store compared.
    """
    chance, result = random.Random(seed), Killed()
    undisturbed = Store(folder / "undisturbed.duckdb")
    started = time.monotonic()
    assert _run_steps(undisturbed, articles, workers, None) == "done"
    seconds = time.monotonic() - started
    expected = tables_of(undisturbed)
    for number in count():
        store = Store(folder / f"{number}.duckdb")
        while result.kills.total() < kills:
            step = _run_steps(store, articles, workers, chance.uniform(0.1, 1.0) * seconds)
            if step == "done":
                break
            result.kills[step] += 1
        if (step := _run_steps(store, articles, workers, None)) != "done":
            result.unequal.append(f"stopped in {step}")
        found = tables_of(store)
        unequal = [f"{store.path.name}: {table}" for table in TABLES if found[table] != expected[table]]
        result.unequal += unequal
        result.compared += 1
        report(f"store {result.compared}: {result.kills.total()} kills so far; {', '.join(unequal) or 'equal'}")
        if result.kills.total() >= kills:
            break
    return result


def tables_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table; those of ``ORDERED`` tables in their order, the others sorted."""
    found = {}
    for table in TABLES:
        rows = store.maintenance.rows(table)
        found[table] = rows if table in ORDERED else sorted(rows, key=repr)
    return found


def _run_steps(store: Store, articles: Path, workers: int, seconds: float | None) -> str:
    """Run the steps and kill them after ``seconds``, if given; return the last step that began, or ``done``."""
    command = [sys.executable, "-c", STEPS, str(store.path), str(articles), str(workers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
    return output.split()[-1] if output.split() else "start"


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """An ingest that was left alone: its input and store, the writes seen, and when the first came and it ended."""

    table: Path
    store: Store
    #: changes of the store that were seen; a busier machine sees fewer
    writes: int
    #: seconds from the start to the first write, and to the end
    first_write: float
    end: float


def undisturbed_ingest(folder: Path, articles: int) -> Undisturbed:
    """Ingest a generated table of this many articles and observe the store meanwhile."""
    table = folder / "articles.csv"
    write_table(table, articles)
    store = Store(folder / "undisturbed.duckdb")
    started = time.perf_counter()
    process = start_ingest(table, store.path)
    assert _wait_for_writes(store, process, 1) == 1
    first_write = time.perf_counter() - started
    writes = 1 + _wait_for_writes(store, process)
    assert process.wait() == 0
    return Undisturbed(table, store, writes, first_write, time.perf_counter() - started)


def write_table(path: Path, articles: int) -> None:
    """Write a CSV file of generated articles; every hundredth row has no text, so that it is set aside."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("outlet", "title", "text"))
        for k in range(articles):
            article = write(OUTLETS[k % len(OUTLETS)], k)
            rows.writerow((article.outlet, article.title, "" if k % 100 == 99 else article.body))


def start_ingest(table: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "analysis", "ingest", str(table), "--store", str(store)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait_for_writes(store: Store, process: subprocess.Popen[bytes], at_most: int | None = None) -> int:
    """Wait until the store has been seen to change ``at_most`` times or the process has ended; return the changes."""
    seen, version = 0, store.data_version()
    while seen != at_most and process.poll() is None:
        if (now := store.data_version()) != version:
            seen, version = seen + 1, now
        else:
            time.sleep(0.002)
    return seen


def kill_ingest(table: Path, store: Store, moments: Sequence[tuple[int, float]]) -> list[int]:
    """Kill an ingest at each of these moments and start it again; the last one runs to its end.

    A moment is a number of writes to wait for, and the seconds after them. Returns the articles stored at each kill.
    """
    stored = []
    for writes, seconds in moments:
        process = start_ingest(table, store.path)
        _wait_for_writes(store, process, writes)
        time.sleep(seconds)
        process.kill()
        process.wait()
        stored.append(stored_articles(store))
    assert start_ingest(table, store.path).wait() == 0
    return stored


def stored_articles(store: Store) -> int:
    """Return the number of articles in a store whose writer may just have been killed."""
    if not store.exists:
        return 0
    with store.file.open(read_only=False) as connection:  # replays the log that a killed writer leaves
        if store.file.schema_version(connection) is None:
            return 0
    return len(store.ids())


def content(store: Store) -> tuple[object, object]:
    """Return the articles of a store and the problems recorded in it."""
    return store.articles(store.ids()), store.problems()
