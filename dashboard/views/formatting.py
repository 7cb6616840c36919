"""Numbers, days and names as readers see them, and rows of tables in words. Pure."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from analysis.types import Measure

NO_OUTLET = "(outlet not stated)"
NO_TOPIC = "(no topic)"
ACRONYMS = frozenset(["us", "uk", "eu", "un", "fbi", "cia", "lgbt", "nato"])


def number(value: float, digits: int) -> str:
    """A number for readers, with a true minus."""
    return f"{value:,.{digits}f}".replace("-", "−")


def slug(*parts: str) -> str:
    """The stem of a picture's files."""
    joined = "-".join(parts).lower()
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in joined).strip("-").replace("--", "-")


def signed(value: float, digits: int) -> str:
    """A difference with its sign and a true minus, with the digits that keep a small one from reading as zero."""
    while digits < 6 and value and abs(value) < 0.5 * 10**-digits:
        digits += 1
    return f"{value:+.{digits}f}".replace("-", "−")


def outlet_name(name: str) -> str:
    """An outlet's name for readers."""
    return name or NO_OUTLET


def topic_name(name: str) -> str:
    """A topic's name for readers: ``us_house`` becomes "US house"."""
    if not name:
        return NO_TOPIC
    words = [word.upper() if word in ACRONYMS else word for word in name.replace("_", " ").split()]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def day(date: dt.date | None) -> str:
    """A day as readers write it: 1 Jul 2018."""
    return "" if date is None else f"{date.day} {date:%b %Y}"


def row_of(table: pd.DataFrame, index: Any) -> Any:
    """The row of a table at an index, its columns as attributes."""
    return next(table.loc[[index]].reset_index().itertuples())


def with_interval(row: Any, measure: Measure) -> str:
    """A value with its interval and the number of its articles."""
    digits = measure.decimals
    return (
        f"{number(row.value, digits)} ({number(row.low, digits)} to {number(row.high, digits)}; "
        f"{row.articles:,} articles)"
    )


def rounded(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The numbers of a table of comparisons, with one digit more than the measure has."""
    own = ("value", "slope", "size", "before", "after", "low", "high")
    return table.round(dict.fromkeys(own, measure.decimals + 1) | {"p": 3, "q": 3})


def signed_with_interval(value: float, low: float, high: float, digits: int) -> str:
    return f"{signed(value, digits)} ({signed(low, digits)} to {signed(high, digits)})"
