"""The worker pool of this machine, and a limit on the time that one piece of work may take."""

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

T = TypeVar("T")
#: lists of items worked on before processes begin, and then handed out beyond those that the processes work on
FIRST, AHEAD = 4, 4


def begin(workers: int) -> ProcessPoolExecutor:
    """A pool of so many processes."""
    return ProcessPoolExecutor(workers, initializer=_begin)


class WorkerPool:
    """Processes that work ahead of this one; where there is only one, or one of them dies, this one does the work."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = begin(workers) if workers > 1 else None

    def ask(self, work: Callable[..., T], *given: object) -> Callable[[], T]:
        """Have something worked out; what comes back waits for the result, or raises what ``work`` raised."""
        under_way = None
        with suppress(BrokenProcessPool):
            under_way = self._pool.submit(work, *given) if self._pool else None

        def result() -> T:
            with suppress(BrokenProcessPool):
                if under_way is not None:
                    return under_way.result()
            return work(*given)

        return result

    def each(self, work: Callable[..., Sequence[T]], items: Iterable[object], size: int, *given: object) -> Iterator[T]:
        """What ``work`` makes of items, in their order; it is handed lists of ``size``, and what else is ``given``.

        The first lists are worked on here: for few items no process is begun. What getting the next item raises is
        raised when those before it are done.
        """
        waiting: deque[Callable[[], Sequence[T]]] = deque()
        coming = iter(items)
        raised: Exception | None = None
        lists = 0
        while raised is None:
            some: list[object] = []
            try:
                some.extend(islice(coming, size))  # keeps what came before an error
            except Exception as error:  # noqa: BLE001  # raised below
                raised = error
            if not some:
                break
            lists += 1
            if lists <= FIRST or self._pool is None:
                yield from work(some, *given)
                continue
            waiting.append(self.ask(work, some, *given))
            if len(waiting) > self._workers + AHEAD:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()
        if raised is not None:
            raise raised

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


#: no other process
IN_PROCESS = WorkerPool(1)


def _begin() -> None:
    """Reading an article makes many small values and no cycles: collecting as often as by default costs a third."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _end_with_parent() -> None:
    """A worker whose main process was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class TooLong(Exception):
    """Work that took longer than it may."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ``TooLong`` inside the block once it has run for so many seconds, also in the middle of a long search.

    By the alarm signal, so only in the main thread of a process and not on Windows; elsewhere there is no limit.
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
