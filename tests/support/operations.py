"""Counts what a call does instead of timing it: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def operations(call: Callable[[], object]) -> int:
    """Return the number of Python lines and calls that a call executes; every round of a loop counts.

    Work inside a function written in C, such as a regular expression, counts as nothing.
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
