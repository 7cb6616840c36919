"""Worker processes find what one process finds, and where one dies its work is done here."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from analysis.processes import Helpers


def where(number: int) -> tuple[int, int]:
    """A process that is asked for a negative number dies of it, but for the one that began the others."""
    if number < 0 and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return abs(number), os.getpid()


def test_work_is_done_elsewhere_and_comes_back_in_the_order_asked_for() -> None:
    with Helpers(2) as helpers:
        found = [result() for result in [helpers.ask(where, number) for number in range(20)]]
    assert [number for number, _ in found] == list(range(20))
    assert os.getpid() not in {process for _, process in found}


def test_what_a_worker_had_that_dies_is_done_here_and_what_is_asked_after_it_too() -> None:
    with Helpers(2) as helpers:
        asked = [helpers.ask(where, number) for number in (1, -2, 3)]
        assert [result()[0] for result in asked] == [1, 2, 3]
        assert helpers.ask(where, 4)() == (4, os.getpid())


def test_with_one_worker_nothing_is_begun() -> None:
    with Helpers(1) as helpers:
        assert helpers.ask(where, -1)() == (1, os.getpid())


def test_what_the_work_raises_is_raised() -> None:
    with Helpers(2) as helpers, pytest.raises(ZeroDivisionError):
        helpers.ask(divmod, 1, 0)()
