"""Reading the first rows of a table before the others, without losing them to an error that follows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TypeVar

from analysis.faults import Catching

T = TypeVar("T")


def read_ahead(items: Iterator[T], number: int) -> tuple[list[T], Iterator[T]]:
    """The first items, and all items. An error after the first item is raised when the items before it are read."""
    first: list[T] = []
    with Catching() as reading:
        first.extend(islice(items, number))
    if reading.error is not None and not first:
        raise reading.error
    return first, chain(first, items if reading.error is None else raising(reading.error))


def raising(error: Exception) -> Iterator[T]:
    """An iterator that raises the error when its turn comes."""
    raise error
    yield
