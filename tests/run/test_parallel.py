"""Worker processes find what one process finds, and where one dies its work is done here."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

import pytest

from analysis.parallel import FIRST, IN_PROCESS, TooLong, WorkerPool, time_limit


def where(number: int) -> tuple[int, int]:
    """A process that is asked for a negative number dies of it, but for the one that began the others."""
    if number < 0 and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return abs(number), os.getpid()


def test_work_is_done_elsewhere_and_comes_back_in_the_order_asked_for() -> None:
    with WorkerPool(2) as pool:
        found = [result() for result in [pool.submit(where, number) for number in range(20)]]
    assert [number for number, _ in found] == list(range(20))
    assert os.getpid() not in {process for _, process in found}


def test_what_a_worker_had_that_dies_is_done_here_and_what_is_asked_after_it_too() -> None:
    with WorkerPool(2) as pool:
        asked = [pool.submit(where, number) for number in (1, -2, 3)]
        assert [result()[0] for result in asked] == [1, 2, 3]
        assert pool.submit(where, 4)() == (4, os.getpid())


def test_with_one_worker_nothing_is_begun() -> None:
    with WorkerPool(1) as pool:
        assert pool.submit(where, -1)() == (1, os.getpid())


def test_what_the_work_raises_is_raised() -> None:
    with WorkerPool(2) as pool, pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 1, 0)()


def each_where(numbers: list[int], add: int) -> list[tuple[int, int]]:
    return [where(number + add) for number in numbers]


def test_of_many_items_the_first_are_worked_on_here_and_all_come_in_order() -> None:
    with WorkerPool(2) as pool:
        found = list(pool.map_batches(each_where, range(100), 5, 1))
    assert [number for number, _ in found] == list(range(1, 101))
    assert {process for _, process in found[: 5 * FIRST]} == {os.getpid()}
    assert os.getpid() not in {process for _, process in found[5 * FIRST :]}
    assert [number for number, _ in IN_PROCESS.map_batches(each_where, range(100), 5, 1)] == list(range(1, 101))


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("good", [0, 3, 4, 40, 83])
def test_what_came_before_an_error_is_worked_on_before_it_is_raised(workers: int, good: int) -> None:
    def items() -> Iterator[int]:
        yield from range(good)
        raise EOFError("the file ends here")

    found: list[int] = []
    with WorkerPool(workers) as pool, pytest.raises(EOFError):
        found.extend(number for number, _ in pool.map_batches(each_where, items(), 4, 0))
    assert found == list(range(good))


def test_items_are_taken_only_a_little_ahead() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with WorkerPool(2) as pool:
        next(pool.map_batches(each_where, items(), 5, 0))
        assert len(taken) == 5
    with WorkerPool(2) as pool:
        list(islice(pool.map_batches(each_where, items(), 5, 0), 5 * FIRST + 1))
        assert len(taken) < 100


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no alarm signal")
def test_work_that_catches_every_exception_does_not_catch_the_time_limit() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TooLong, match=r"it takes longer than 0\.2 s"), time_limit(0.2), suppress(Exception):
        re.match(r"(a+)+b", "a" * 60)  # practically endless
    assert signal.getsignal(signal.SIGALRM) is before
    with time_limit(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
