"""Scoring spread over many machines by Dask: the same function a task, the same rows in the same order.

``score``: workers score, and only this process touches the store, as in a run on one machine. Dask gives the tasks of
a worker that dies to another one; ``pipeline.spread`` does the rest. ``score_folder``: workers read and write files by
themselves (``analysis.run.partitions``), which the store takes up later.
"""

from __future__ import annotations

import faulthandler
import gc
import hashlib
import logging
import sys
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from analysis.run import partitions, pipeline
from analysis.run.partitions import Partition
from analysis.run.pipeline import Outcome, Progress, Scored, score_batch
from analysis.scorers import versions
from analysis.scorers.score import score_text
from analysis.store import Store
from analysis.store.records import reading_tables
from analysis.types import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client, Future

#: seconds to wait for a scheduler
PATIENCE = 15
#: tasks that wait at each thread of the cluster, so that none is idle while a batch is stored
TASKS_A_THREAD = 3
#: so often is a partition tried that fails
TRIES = 3
#: what the numbers depend on besides this package
MEASURED_WITH = ("textblob", "nupunkt")
#: where a worker's log goes
STDERR = 2
#: sentiment may not be loaded by two threads at once, and one process reads no faster in two
_ONE_AT_A_TIME = threading.Lock()


class ClusterProblem(RuntimeError):
    """The cluster cannot be used; the message says what, where and what to do."""


def score(store: Store, address: str, progress: Progress = lambda done, total: None) -> Scored:
    """Score every article that has no current reading on the workers of a Dask scheduler, as ``tcp://host:8786``.

    The rows are those of ``pipeline.score``, in the same order; an interrupted run goes on where it stopped, there or
    here. Without a worker it waits for one. Raises ``ClusterProblem`` where Dask is not installed, where no scheduler
    answers or it is lost, and where a worker has another version of Sourcelight or of what it measures with.
    """
    store.migrate()
    todo = store.pending(versions())
    result = Scored()
    progress(0, len(todo))
    with _connected(address) as client:
        pipeline.spread(store, todo, _Cluster(client), result, progress)
    return result


@dataclass(slots=True)
class Partitioned:
    """What scoring a folder did: partitions finished now and before, articles read and scored now, what was set aside.

    ``problems`` are files and partitions of no use; what is wrong with a row or an article stands in its partition.
    """

    finished: int = 0
    before: int = 0
    articles: int = 0
    scored: int = 0
    problems: list[Problem] = field(default_factory=list)


def score_folder(source: str, out: str, address: str, progress: Progress = lambda done, total: None) -> Partitioned:
    """Score the Parquet files of one folder into another on the workers of a Dask scheduler.

    Folders are paths that every worker sees, or URLs that fsspec understands. Workers read and write by themselves;
    partitions that are finished are not scored again. One that fails ``TRIES`` times, or whose worker dies also when
    it is tried alone, is set aside, and tried again by the next run. Raises ``ClusterProblem`` as ``score`` does, and
    ``partitions.BadFolder``.
    """
    plan, problems = partitions.plan(source, edition())
    there = partitions.finished(out)
    todo = deque(partition for partition in plan if partition.name not in there)
    result = Partitioned(before=len(plan) - len(todo), problems=problems)
    progress(result.before, len(plan))

    def ended(task: Future[tuple[int, int]], partition: Partition) -> BaseException | None:
        error: BaseException | None = task.exception()
        if isinstance(error, (ClusterProblem, ImportError, CancelledError)):
            raise error
        if error is None:
            articles, scored = task.result()
            result.finished, result.articles = result.finished + 1, result.articles + articles
            result.scored += scored
            progress(result.before + result.finished, len(plan))
        return error

    try:
        with _connected(address) as client:
            from distributed import KilledWorker, as_completed

            given = (versions(), edition())

            def submit(partition: Partition) -> Future[tuple[int, int]]:
                return client.submit(_score_partition, source, out, partition, *given, pure=False, retries=TRIES - 1)

            first = [todo.popleft() for _ in range(min(len(todo), 1 + 2 * sum(client.nthreads().values())))]
            waiting = {submit(partition): partition for partition in first}
            under_way = as_completed(waiting, loop=client.loop)
            alone: list[Partition] = []
            for task in under_way:
                partition = waiting.pop(task)
                error = ended(task, partition)
                if isinstance(error, KilledWorker):
                    alone.append(partition)  # it may only have waited at a worker that another one's article killed
                elif error is not None:
                    problems.append(_set_aside(partition, error))
                if todo:
                    partition = todo.popleft()
                    waiting[task := submit(partition)] = partition
                    under_way.add(task)
            for partition in alone:
                if (error := ended(submit(partition), partition)) is not None:
                    problems.append(_set_aside(partition, error))
    finally:
        there = partitions.finished(out)
        done = [partition for partition in plan if partition.name in there]
        partitions.write_manifest(out, source, edition(), done, problems)
    return result


def _set_aside(partition: Partition, error: BaseException) -> Problem:
    reason = f"row group {partition.row_group} could not be scored ({type(error).__name__}: {error}); it is left out"
    return Problem(partition.source, partition.first_row + 1, " ".join(reason.split()))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A connection to the scheduler; what goes wrong with it, or with workers as such, in a sentence."""
    try:
        from distributed import Client
        from distributed.client import ClosedClientError
        from distributed.comm.addressing import get_address_host_port
    except ImportError as error:
        raise ClusterProblem(
            "scoring on a cluster needs Dask, which is not installed; install it with: "
            "pip install -r requirements-cluster.txt"
        ) from error
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it says is said below, in a sentence
    try:
        get_address_host_port(address)
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterProblem(
            f"no Dask scheduler answers at {address} ({error}); start one with: python -m dask scheduler, and give "
            "the address that it prints"
        ) from error
    with client:
        try:
            yield client
        except (ImportError, RuntimeError) as error:  # the scheduler's comes inside another
            missing = error if isinstance(error, ImportError) else error.__cause__
            if not isinstance(missing, ImportError):
                raise
            raise ClusterProblem(
                f"the scheduler at {address}, or a worker, cannot import what it needs ({missing}); start both in the "
                "folder of Sourcelight with python -m dask, in an environment with its requirements"
            ) from error
        except (CancelledError, OSError, ClosedClientError) as error:
            raise ClusterProblem(
                f"the scheduler at {address} was lost; what was finished is stored, run the same command again to go on"
            ) from error


class _Cluster:
    """The workers of a cluster, for ``pipeline.spread``."""

    def __init__(self, client: Client) -> None:
        from distributed import KilledWorker

        self.lost: type[Exception] = KilledWorker
        self._client = client
        self._edition, self._current = edition(), versions()

    @property
    def ahead(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return 1 + threads * TASKS_A_THREAD * pipeline.TASK // pipeline.BATCH

    def submit(self, articles: list[Article]) -> Future[Outcome]:
        return self._client.submit(_score, articles, self._current, self._edition, pure=False)


def _score(articles: list[Article], current: Mapping[str, str], expected: str) -> Outcome:
    """``score_batch`` in a thread of a worker: one at a time, and where it does not end the process does.

    The limit for one article is by a signal, which only a main thread gets; here it is one for all of a task, kept by
    a watch that works even where the interpreter is held up. Dask then begins a new process.
    """
    with _ONE_AT_A_TIME:
        _begin_work()
        if edition() != expected:
            raise ClusterProblem(
                f"a worker has another edition than this process ({edition()} there, {expected} here); give all of "
                "them the same files of Sourcelight and the same packages, and start the workers anew"
            )
        faulthandler.dump_traceback_later(pipeline.LONGEST, exit=True, file=STDERR)
        try:
            return score_batch(articles, current)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _score_partition(
    source: str, out: str, partition: Partition, current: Mapping[str, str], expected: str
) -> tuple[int, int]:
    """Read, score and write a partition in a worker; return how many articles it has, and how many were scored."""
    articles, problems = partitions.read_partition(source, partition)
    english = [article for article in articles if article.language in (None, "en")]
    outcomes = [
        _score(english[k : k + pipeline.TASK], current, expected) for k in range(0, len(english), pipeline.TASK)
    ]
    tables = [reading_tables([], {}), *(outcome.tables for outcome in outcomes)]
    joined = {name: pa.concat_tables([part[name] for part in tables]) for name in tables[0]}
    problems += [problem for outcome in outcomes for problem in outcome.problems]
    partitions.write_partition(out, partition.name, articles, joined, problems)
    return len(articles), sum(len(outcome.ids) for outcome in outcomes)


@cache
def _begin_work() -> None:
    """Once in each worker: word lists are read in, and cycles seldom looked for, since scoring makes none."""
    score_text("The ferry is late, she said.")
    gc.set_threshold(50_000, 20, 20)


@cache
def edition() -> str:
    """What a process would measure with: Python, the packages that numbers depend on, and a digest of our own files."""
    digest = hashlib.blake2b(digest_size=6)
    folder = Path(__file__).parents[1]
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".csv")):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in MEASURED_WITH)
    return f"Python {sys.version_info[0]}.{sys.version_info[1]}, {packages}, Sourcelight {digest.hexdigest()}"
