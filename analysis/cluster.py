"""Scoring spread over many machines by Dask: the same function a task, the same rows in the same order.

Workers score, and only this process touches the store, as in a run on one machine. Dask gives the tasks of a worker
that dies to another one; ``pipeline.spread`` does the rest.
"""

from __future__ import annotations

import faulthandler
import gc
import hashlib
import logging
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import pipeline
from analysis.pipeline import Outcome, Progress, Scored, score_batch
from analysis.score import score_text
from analysis.scorers import versions
from analysis.store import Store
from analysis.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client, Future

#: seconds to wait for a scheduler
PATIENCE = 15
#: tasks that wait at each thread of the cluster, so that none is idle while a batch is stored
TASKS_A_THREAD = 3
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
    store.bring_up()
    todo = store.pending(versions())
    result = Scored()
    progress(0, len(todo))
    with _connected(address) as client:
        pipeline.spread(store, todo, _Cluster(client), result, progress)
    return result


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


@cache
def _begin_work() -> None:
    """Once in each worker: word lists are read in, and cycles seldom looked for, since scoring makes none."""
    score_text("The ferry is late, she said.")
    gc.set_threshold(50_000, 20, 20)


@cache
def edition() -> str:
    """What a process would measure with: Python, the packages that numbers depend on, and a digest of our own files."""
    digest = hashlib.blake2b(digest_size=6)
    folder = Path(__file__).parent
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".csv")):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in MEASURED_WITH)
    return f"Python {sys.version_info[0]}.{sys.version_info[1]}, {packages}, Sourcelight {digest.hexdigest()}"
