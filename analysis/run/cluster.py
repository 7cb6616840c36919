"""Scoring on many machines with Dask; the result is the same rows in the same order as on one machine.

``score``: workers score, and only this process uses the store. Dask reassigns the tasks of a worker that dies;
``pipeline.score_on_workers`` does the rest. ``score_folder``: workers read and write files themselves
(``analysis.run.partitions``), which are loaded into the store later.
"""

from __future__ import annotations

import faulthandler
import gc
import hashlib
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from analysis.furniture import spans_of
from analysis.run import partitions, pipeline
from analysis.run.furniture import find_furniture
from analysis.run.kinds import find_kinds
from analysis.run.partitions import Partition
from analysis.run.pipeline import Progress, Scored, TaskResult, score_batch
from analysis.scorers import versions
from analysis.scorers.score import score_text
from analysis.store import Store
from analysis.store.records import reading_tables
from analysis.types import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client, Future

#: how long to wait for a scheduler, in seconds
CONNECT_TIMEOUT = 15
#: tasks queued per thread of the cluster, so that none is idle while a batch is stored
TASKS_PER_THREAD = 3
#: attempts at a partition that fails
TRIES = 3
#: packages on which the numbers depend besides this one
MEASURED_WITH = ("textblob", "nupunkt")
#: file descriptor of standard error, which is the log of a worker
STDERR = 2
#: the sentiment model must not be loaded by two threads at once, and two threads are no faster than one
_ONE_AT_A_TIME = threading.Lock()


class ClusterProblem(RuntimeError):
    """The cluster cannot be used; the message says what is wrong, where, and what to do."""


def score(store: Store, address: str, progress: Progress = lambda done, total: None) -> Scored:
    """Score every article that lacks a current reading, on the workers of a Dask scheduler (``tcp://host:8786``).

    The rows are those of ``pipeline.score``, in the same order, and either function resumes an interrupted run. Without
    a worker it waits for one. Raises ``ClusterProblem`` if Dask is not installed, if the scheduler does not answer or
    is lost, or if a worker has another version of Sourcelight, Python or ``MEASURED_WITH``.
    """
    store.migrate()
    find_kinds(store)
    find_furniture(store)
    pending = store.pending(versions())
    result = Scored()
    progress(0, len(pending))
    with _connected(address) as client:
        pipeline.score_on_workers(store, pending, _ClusterWorkers(client), result, progress)
    return result


@dataclass(slots=True)
class Partitioned:
    """The result of scoring a folder: partitions finished now and before, and articles read and scored now.

    ``problems`` are unusable files and partitions; problems of rows and articles are stored in their partition.
    """

    finished: int = 0
    before: int = 0
    articles: int = 0
    scored: int = 0
    problems: list[Problem] = field(default_factory=list)


def score_folder(source: str, out: str, address: str, progress: Progress = lambda done, total: None) -> Partitioned:
    """Score the Parquet files of one folder into another on the workers of a Dask scheduler.

    Folders are paths that every worker can reach, or URLs that fsspec supports. Workers read and write themselves;
    finished partitions are not scored again. A partition that fails ``TRIES`` times, or whose worker dies even when it
    is tried alone, is set aside, and tried again by the next run. Raises ``ClusterProblem`` as ``score`` does, and
    ``partitions.BadFolder``.
    """
    plan, problems = partitions.plan(source, edition())
    names = partitions.finished(out)
    unfinished = deque(partition for partition in plan if partition.name not in names)
    result = Partitioned(before=len(plan) - len(unfinished), problems=problems)
    progress(result.before, len(plan))
    try:
        with _connected(address) as client:
            run = _FolderRun(client, source, out, result, lambda: progress(result.before + result.finished, len(plan)))
            for partition in run.score_together(unfinished):
                run.score_alone(partition)
    finally:
        names = partitions.finished(out)
        done = [partition for partition in plan if partition.name in names]
        partitions.write_manifest(out, source, edition(), done, problems)
    return result


class _FolderRun:
    """A run of ``score_folder`` on a connected cluster; ``finished`` is called after each finished partition."""

    def __init__(
        self, client: Client, source: str, out: str, result: Partitioned, finished: Callable[[], None]
    ) -> None:
        self._client = client
        self._source, self._out = source, out
        self._versions, self._edition = versions(), edition()
        self._result = result
        self._finished = finished

    def score_together(self, unfinished: deque[Partition]) -> list[Partition]:
        """Score partitions, a few per thread at a time; return those whose worker died.

        Such a partition need not be at fault: it may have been queued at a worker that another partition killed.
        """
        from distributed import KilledWorker, as_completed

        first = [unfinished.popleft() for _ in range(min(len(unfinished), 1 + 2 * _threads(self._client)))]
        submitted = {self._submit(partition): partition for partition in first}
        running = as_completed(submitted, loop=self._client.loop)
        died: list[Partition] = []
        for task in running:
            partition = submitted.pop(task)
            error = self._record(task)
            if isinstance(error, KilledWorker):
                died.append(partition)
            elif error is not None:
                self._result.problems.append(_set_aside(partition, error))
            if unfinished:
                partition = unfinished.popleft()
                submitted[task := self._submit(partition)] = partition
                running.add(task)
        return died

    def score_alone(self, partition: Partition) -> None:
        """Score a partition while nothing else is running; set it aside if that fails."""
        if (error := self._record(self._submit(partition))) is not None:
            self._result.problems.append(_set_aside(partition, error))

    def _submit(self, partition: Partition) -> Future[tuple[int, int]]:
        arguments = (self._source, self._out, partition, self._versions, self._edition)
        return self._client.submit(_score_partition, *arguments, pure=False, retries=TRIES - 1)

    def _record(self, task: Future[tuple[int, int]]) -> BaseException | None:
        """Wait for a task and record its result; return its error, or raise it if the whole run cannot continue."""
        error: BaseException | None = task.exception()
        if isinstance(error, (ClusterProblem, ImportError, CancelledError)):
            raise error
        if error is None:
            articles, scored = task.result()
            self._result.finished += 1
            self._result.articles += articles
            self._result.scored += scored
            self._finished()
        return error


def _threads(client: Client) -> int:
    """Return the number of threads of all workers."""
    return sum(client.nthreads().values())


def _set_aside(partition: Partition, error: BaseException) -> Problem:
    reason = f"row group {partition.row_group} could not be scored ({type(error).__name__}: {error}); it is left out"
    return Problem(partition.source, partition.first_row + 1, " ".join(reason.split()))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Connect to the scheduler. Problems of the scheduler or of workers as such are raised as ``ClusterProblem``."""
    try:
        from distributed import Client
        from distributed.client import ClosedClientError
        from distributed.comm.addressing import get_address_host_port
    except ImportError as error:
        raise ClusterProblem(
            "scoring on a cluster needs Dask, which is not installed; install it with: "
            "pip install -r requirements-cluster.txt"
        ) from error
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # its warnings repeat what is raised below
    try:
        get_address_host_port(address)
        client = Client(address, timeout=CONNECT_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterProblem(
            f"no Dask scheduler answers at {address} ({error}); start one with: python -m dask scheduler, and give "
            "the address that it prints"
        ) from error
    with client:
        try:
            yield client
        except (ImportError, RuntimeError) as error:  # the scheduler's ImportError is the cause of a RuntimeError
            missing = error if isinstance(error, ImportError) else error.__cause__
            if not isinstance(missing, ImportError):
                raise
            raise ClusterProblem(
                f"the scheduler at {address}, or a worker, cannot import what it needs ({missing}); start both in the "
                "folder of Sourcelight with python -m dask, in an environment with its requirements"
            ) from error
        except (CancelledError, OSError, ClosedClientError) as error:
            raise ClusterProblem(
                f"the scheduler at {address} was lost; finished work is stored; run the same command again to continue"
            ) from error


class _ClusterWorkers:
    """The workers of a cluster, for ``pipeline.score_on_workers``."""

    def __init__(self, client: Client) -> None:
        from distributed import KilledWorker

        self.worker_died: type[Exception] = KilledWorker
        self._client = client
        self._edition, self._current = edition(), versions()

    @property
    def batches_ahead(self) -> int:
        """The number of batches that keeps ``TASKS_PER_THREAD`` tasks queued for each thread."""
        return 1 + _threads(self._client) * TASKS_PER_THREAD * pipeline.TASK // pipeline.BATCH

    def submit(self, articles: list[Article]) -> Future[TaskResult]:
        """Submit articles to a worker."""
        return self._client.submit(_score, articles, self._current, self._edition, pure=False)


def _score(articles: list[Article], current: Mapping[str, str], expected: str) -> TaskResult:
    """Run ``score_batch`` in a thread of a worker, one task at a time and with a time limit.

    The time limit per article uses a signal, which only the main thread receives. Here the limit is for the whole task:
    a watchdog thread, which works even while the interpreter is blocked, ends the process, and Dask starts a new one.
    """
    with _ONE_AT_A_TIME:
        _prepare_worker()
        if edition() != expected:
            raise ClusterProblem(
                f"a worker has a different edition from this process ({edition()} there, {expected} here); give all of "
                "them the same files of Sourcelight and the same packages, and restart the workers"
            )
        faulthandler.dump_traceback_later(pipeline.TIME_LIMIT, exit=True, file=STDERR)
        try:
            return score_batch(articles, current)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _score_partition(
    source: str, out: str, partition: Partition, current: Mapping[str, str], expected: str
) -> tuple[int, int]:
    """Read, score and write a partition in a worker; return the numbers of its articles and of those scored."""
    articles, problems = partitions.read_partition(source, partition)
    english = [
        replace(article, furniture=spans_of(article.text))
        for article in articles
        if article.language in (None, "en") and not article.partial
    ]
    outcomes = [
        _score(english[k : k + pipeline.TASK], current, expected) for k in range(0, len(english), pipeline.TASK)
    ]
    tables = [reading_tables([], {}), *(outcome.tables for outcome in outcomes)]
    joined = {name: pa.concat_tables([part[name] for part in tables]) for name in tables[0]}
    problems += [problem for outcome in outcomes for problem in outcome.problems]
    partitions.write_partition(out, partition.name, articles, joined, problems)
    return len(articles), sum(len(outcome.ids) for outcome in outcomes)


@cache
def _prepare_worker() -> None:
    """Load the lexicons once per worker, and run the garbage collector less often, since scoring makes no cycles."""
    score_text("The ferry is late, she said.")
    gc.set_threshold(50_000, 20, 20)


@cache
def edition() -> str:
    """Return what the numbers depend on: versions of Python and packages, and a digest of Sourcelight's files."""
    digest = hashlib.blake2b(digest_size=6)
    folder = Path(__file__).parents[1]
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".csv")):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in MEASURED_WITH)
    return f"Python {sys.version_info[0]}.{sys.version_info[1]}, {packages}, Sourcelight {digest.hexdigest()}"
