"""Pooled rates by day, week, month or quarter, with a row for every period, also one without articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.columns.counts import Integers
from analysis.statistics.rates import estimate
from analysis.types import Measure

#: periods that a reader can choose -> their pandas code
PERIODS = {"month": "M", "quarter": "Q", "week": "W", "day": "D"}
#: beyond this number of periods, the periods without articles between two others are one row instead of many
MOST_ROWS = 1000
#: the last day that a date can be; a week may end after it
LAST_DAY = pd.Timestamp(dt.date.max)


def in_periods(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the articles that have a date, with ``period``: the number of the period, in order of time."""
    dated = frame.dropna(subset=["published"])
    number, days = pd.factorize(dated["published"])
    ordinals = pd.PeriodIndex(pd.DatetimeIndex(days), freq=PERIODS[period]).asi8
    return dated.assign(period=ordinals[number] if len(days) else np.zeros(0, np.int64))


def by_period(frame: pd.DataFrame, by: Sequence[str], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Return the table of ``estimate`` by period too; ``frame`` is one of ``in_periods``."""
    return estimate(frame, [*by, "period"], measures)


def with_every_period(table: pd.DataFrame, by: Sequence[str], period: str) -> pd.DataFrame:
    """Return tables of ``by_period`` put together, with a row of no articles for each period without one.

    ``period`` becomes the first day of the period, and ``last_day`` its last. The groups of ``by`` keep their order,
    and all cover the periods from the first to the last of the table. Columns that count are 0 where there are no
    articles, all others are missing. Beyond ``MOST_ROWS`` periods, only the first of
    neighbouring periods without articles has a row.
    """
    present = np.unique(table["period"].to_numpy(np.int64))
    first, last = present[0], present[-1]
    wanted = np.arange(first, last + 1) if last - first < MOST_ROWS else _beginnings(present)
    groups = table[list(by)].drop_duplicates()
    every = groups.merge(pd.DataFrame({"period": wanted}), how="cross")
    found = every.merge(table, how="left", on=[*by, "period"])
    counts = [name for name in ("articles", "count", "denominator", "found") if name in table]
    found[counts] = found[counts].fillna(0).astype(table[counts].dtypes.to_dict())
    if "measure" in table:
        found["measure"] = found["measure"].fillna(table["measure"].iloc[0])
    return _with_days(found, period)


def _beginnings(present: Integers) -> Integers:
    """Return the periods that are present, and the first of each gap between them."""
    return np.unique(np.concatenate([present, present[:-1] + 1]))


def _with_days(table: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the table with the first and the last day of each period instead of its number."""
    number, ordinals = pd.factorize(table["period"])
    periods = pd.PeriodIndex.from_ordinals(ordinals, freq=PERIODS[period])  # type: ignore[attr-defined]  # not in the stubs
    ends = pd.Series(periods.end_time)
    first = np.array([start.date() for start in periods.start_time], dtype=object)
    last = ends.mask(ends > LAST_DAY, LAST_DAY).dt.date.to_numpy(object)
    table = table.assign(period=first[number])
    table.insert(list(table.columns).index("period") + 1, "last_day", last[number])
    return table
