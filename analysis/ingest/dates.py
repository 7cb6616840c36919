"""Parser of written dates. Ambiguous dates such as 03/04/2019 are not guessed."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d+Z?|\d{6})?$")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)", re.IGNORECASE)
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})(?!\d)", re.IGNORECASE)
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")


def read_date(written: str) -> dt.date | None:
    """The day that ``written`` states, or ``None`` if it is not a date, or an ambiguous one."""
    text = written.strip()
    if match := ISO.match(text) or COMPACT.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := MONTH_FIRST.search(text):
        return _day(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]))
    if match := DAY_FIRST.search(text):
        return _day(int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := SLASHED.match(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first > 12:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 or first == second else None
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, OverflowError, TypeError, IndexError):  # which of these is raised depends on the Python version
        return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
