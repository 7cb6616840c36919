"""Worker processes of this machine: how they begin, and that they end with the process that began them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")


def begin(workers: int) -> ProcessPoolExecutor:
    """A pool of so many processes."""
    return ProcessPoolExecutor(workers, initializer=_begin)


class Helpers:
    """Processes that work ahead of this one; where there is only one, or one of them dies, this one does the work."""

    def __init__(self, workers: int) -> None:
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

    def __enter__(self) -> Helpers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


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
