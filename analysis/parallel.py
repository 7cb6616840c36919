"""A pool of worker processes, and a time limit for one piece of work."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from types import FrameType, TracebackType
from typing import TypeVar

from analysis.faults import Catching

T = TypeVar("T")
#: batches processed in this process before the workers are used: few items are not worth starting processes
FIRST = 4
#: batches submitted in advance, beyond one for each worker
AHEAD = 4


def start_workers(workers: int) -> ProcessPoolExecutor:
    """Start an executor with the given number of processes."""
    return ProcessPoolExecutor(workers, initializer=_initialise_worker)


class WorkerPool:
    """Worker processes. With one worker, or after a worker has died, the work is done in this process instead."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = start_workers(workers) if workers > 1 else None

    def submit(self, work: Callable[..., T], *args: object) -> Callable[[], T]:
        """Start ``work(*args)`` and return a function that waits for its result, or raises the exception it raised."""
        future = None
        with suppress(BrokenProcessPool):
            future = self._pool.submit(work, *args) if self._pool else None

        def result() -> T:
            with suppress(BrokenProcessPool):
                if future is not None:
                    return future.result()
            return work(*args)

        return result

    def map_batches(
        self, work: Callable[..., Sequence[T]], items: Iterable[object], size: int, *args: object
    ) -> Iterator[T]:
        """Yield the results of ``work(batch, *args)`` for batches of ``size`` items, in the order of the items.

        Items are read only a few batches in advance. If reading them raises an exception, it is raised after the
        results for all items before it.
        """
        waiting: deque[Callable[[], Sequence[T]]] = deque()
        remaining = iter(items)
        reading = Catching()  # an error is raised below
        batches = 0
        while reading.error is None:
            batch: list[object] = []
            with reading:
                batch.extend(islice(remaining, size))  # keeps the items before an error
            if not batch:
                break
            batches += 1
            if batches <= FIRST or self._pool is None:
                yield from work(batch, *args)
                continue
            waiting.append(self.submit(work, batch, *args))
            if len(waiting) > self._workers + AHEAD:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()
        if reading.error is not None:
            raise reading.error

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


#: a pool without worker processes
IN_PROCESS = WorkerPool(1)


def _initialise_worker() -> None:
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    # articles create many small objects and no reference cycles: the default thresholds would cost a third of the time
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _exit_with_parent() -> None:
    """Exit when the main process ends: if that was killed, the worker would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class TooLong(BaseException):
    """Work that exceeded its time limit.

    It is no ``Exception``, because libraries catch those and go on: trafilatura, for example, then tries another way.
    """


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ``TooLong`` inside the ``with`` block after the given time, even in the middle of a regular expression.

    The code around the block must catch ``TooLong`` by its name; nothing else does. It uses the alarm signal, so it has
    no effect on Windows and outside the main thread of a process.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong(f"it takes longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
