"""The order of day and month in the column of dates of a table, decided by its first rows or by the whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain

from analysis.faults import Catching
from analysis.ingest.dates import Order, Orders, orders_of
from analysis.ingest.tables.ahead import raising
from analysis.ingest.tables.base import Row, UnreadableTable
from analysis.ingest.tables.exports import value_at
from analysis.types import Problem

#: rows and characters by which the order of day and month in a column is decided; if they leave it open, the whole
#: file is read for it once more
ORDER_ROWS, ORDER_CHARACTERS = 10_000, 50_000_000
#: characters; longer texts are not examined for a date
LONGEST_DATE = 100


def with_orders(
    rows: Iterator[Row], again: Callable[[], Iterable[Row]], column: str | None, stated: Order | None
) -> tuple[Iterator[Row], Orders]:
    """The rows, and the order of numbers in the dates of a column. ``again`` reads all rows once more."""
    if column is None:
        return rows, Orders(preferred=stated)
    sample: list[Row] = []
    characters = 0
    with Catching() as reading:  # an error is raised after the rows before it
        for numbered in rows:
            sample.append(numbered)
            if not isinstance(numbered[1], Problem):
                characters += sum(map(_size, numbered[1].values()))
            if len(sample) == ORDER_ROWS or characters > ORDER_CHARACTERS:
                break
        else:
            characters = -1
    raised = reading.error
    orders = orders_of(_written_dates(sample, column), stated)
    if orders.undecided and raised is None and characters != -1:
        with suppress(UnreadableTable, OSError):  # raised when the rows are read
            orders = orders_of(_written_dates(again(), column), stated)
    return chain(_released(sample), raising(raised) if raised else rows), orders


def _size(cell: object) -> int:
    if isinstance(cell, (list, tuple)):
        return sum(map(_size, cell))
    return len(cell) if isinstance(cell, str) else 1


def _released(rows: list[Row]) -> Iterator[Row]:
    """The rows of a list, each of which leaves the memory when it has been read."""
    rows.reverse()
    while rows:
        yield rows.pop()


def _written_dates(rows: Iterable[Row], column: str) -> Iterator[str]:
    for _, row in rows:
        value = None if isinstance(row, Problem) else value_at(row, column)
        if isinstance(value, str):
            yield value[:LONGEST_DATE]
