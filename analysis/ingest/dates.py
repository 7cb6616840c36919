"""Parser of written dates. Ambiguous dates such as 03/04/2019 are not guessed: a whole column may decide their order.

The day is the one that is written, whatever the time of day and time zone; a number of seconds is a day in UTC. Values
that programs write for “no date” (year 1, 1970-01-01, 9999-12-31) and days in the future are not dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Literal, get_args

#: the order of the numbers in a date such as 03/04/2019
Order = Literal["day-first", "month-first", "year-first"]
ORDERS: tuple[Order, ...] = get_args(Order)
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ISO = re.compile(r"(\d{4})(?:[-/._ ]|, ?)(\d{1,2})(?:[-/._ ]|, ?)(\d{1,2})(?!\d)")
#: what may be before a date: words that say what it is, the time of day, the call by which a program writes it
BEFORE = re.compile(
    r"(?:(?:first|last|date|time|published|posted|updated|modified|created|on|at)\b[\s:–—-]*)+"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?,?\s+"
    r"|(?:[a-z]+\.)?(?:date|datetime|timestamp|isodate)\(\s*",
    re.IGNORECASE,
)
#: quotation marks and brackets around a date
AROUND = " \t\r\n\u00a0\"'“”‘’()[]"
#: 20190427, also with the time: 201904271030, 20190427T103000Z
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T _]?(?:[01]\d|2[0-3])[0-5]\d(?:\d{2}(?:\d{3})?)?Z?|T\d+Z?)?$")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?[ \t\u00a0]*[-/\s][ \t\u00a0]*(\d{1,2})(?:st|nd|rd|th)?"
                         r"(?:,\s*|\s*[-/\s]\s*|,?\s+)(\d{4})(?!\d)", re.IGNORECASE)  # fmt: skip
DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[-/.\s]{0,3}([a-z]{3,9})\.?,?[-/.\s]{0,3}(\d{4})(?!\d)", re.IGNORECASE
)
YEAR_FIRST = re.compile(r"(\d{4})[-/.\s,]{0,2}([a-z]{3,9})\.?[-/.\s]{0,2}(\d{1,2})(?!\d)", re.IGNORECASE)
#: Apr 27 23:30:00 EDT 2019, as Java and the Unix command ``date`` write it
TIME_INSIDE = re.compile(
    r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?(?:\s+[a-z]{1,5}(?:[+-]\d{1,4})?"
    r"|\s*[+-]\d{2}:?\d{2})?\s+(\d{4})(?!\d)",
    re.IGNORECASE,
)
#: 19-Feb-18, Feb-19-18, Feb 19, ’18; a time may follow
SHORT_DAY_FIRST = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})[-/.]([a-z]{3,9})\.?[-/.]['’]?(\d{2})(?=[\sT,:]|$)", re.IGNORECASE
)
SHORT_MONTH_FIRST = re.compile(
    r"(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?(?:[-/.](\d{1,2})[-/.]|\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+['’])(\d{2})"
    r"(?=[\sT,]|$)",
    re.IGNORECASE,
)
#: three numbers whose order is not known, after a weekday at most; a time may follow
NUMERIC = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(\s?[-/._]\s?|\s)(\d{1,2})\2(\d{4}|\d{2})(?![\d/_]|[-.]\d)", re.IGNORECASE
)
NUMBER = re.compile(r"\+?(\d{1,20})(?:\.\d*)?(?:e\+?(\d{1,2}))?", re.IGNORECASE)
#: how .NET writes a number of milliseconds in JSON
DOTNET = re.compile(r"\\?/Date\((\d{1,20})(?:[+-]\d{4})?\)\\?/")
#: 1970-01-01T00:00Z on a clock in the Americas
EPOCH_BEFORE_UTC = re.compile(r"1969-12-31[T ](?:1[4-9]|2[0-3]):00")
#: days that programs write for “no date”: 0 as a Unix time, as a day of Excel, of SQL Server and of Windows
SENTINELS = frozenset(map(dt.date.fromisoformat, (
    "1970-01-01", "1900-01-01", "1899-12-30", "1899-12-31", "1753-01-01", "1601-01-01",
)))  # fmt: skip
#: the first year of a date of news; no newspaper is older
EARLIEST = 1605
#: the first year that is written with two digits among numbers; 27 in 19/04/27 is not 1927
EARLIEST_SHORT = 1950
EPOCH = dt.date(1970, 1, 1)
#: day 0 of Excel's calendar, and the first number that is read as a day of it (in 1954)
EXCEL_EPOCH, EXCEL_FIRST = dt.date(1899, 12, 30), 20_000
#: seconds of the first Unix time that is read as one (in 1973)
UNIX_FIRST = 100_000_000


@dataclass(frozen=True, slots=True)
class Orders:
    """What decides the order of numbers in the dates of a column.

    ``decided`` is the order that the column makes certain, for each shape of its dates: the separator and the number of
    digits of the year. ``preferred`` is the order that a user stated; it decides the dates of the other shapes.
    ``undecided`` is true if the values of some shape leave its order open.
    """

    decided: Mapping[str, Order] = field(default_factory=dict)
    preferred: Order | None = None
    undecided: bool = False


def read_date(written: str, orders: Orders | None = None) -> dt.date | None:
    """The day that ``written`` states, or ``None`` if it is not a date, or an ambiguous one.

    ``orders`` are those of its column; with them, days of Excel's calendar are read too.
    """
    text = _bare(written)
    if not text or EPOCH_BEFORE_UTC.match(text):
        return None
    if match := ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if text[0].isdigit() and (found := _of_number(text, orders is not None)) is not NOT_A_NUMBER:
        return found
    if match := NUMERIC.match(text):
        return _ordered(match, orders)
    return _with_month_name(text)


def is_ambiguous(written: str) -> bool:
    """Whether a date can be read both with the day and with the month first."""
    text = _bare(written)
    match = NUMERIC.match(text)
    return match is not None and ISO.match(text) is None and len(_readings(match)) > 1


def orders_of(values: Iterable[str], preferred: Order | None = None) -> Orders:
    """The order of numbers in the dates of a column, from its values.

    The order is certain if it reads every value of a shape, and no other order does. Values that no order reads are
    not evidence. Of two-digit years, the order with the year first counts only if neither of the others reads every
    value, or if the last number varies more than the first.
    """
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    for written in values:
        text = _bare(written)
        match = None if ISO.match(text) else NUMERIC.match(text)
        if match is not None and (readings := _readings(match, year_first=True)):
            evidence = found[_shape(match)]
            evidence.possible.intersection_update(readings)
            evidence.first.add(match[1])
            evidence.last.add(match[4])
    decided = {shape: order for shape, evidence in found.items() if (order := evidence.certain()) is not None}
    return Orders(decided, preferred, len(decided) < len(found))


def _bare(written: str) -> str:
    """The date without quotation marks, brackets and what is before it."""
    text = written.strip(AROUND)
    if text[:1].isdigit() and ":" not in text[1:3]:
        return text
    match = BEFORE.match(text)
    return text[match.end() :].lstrip(AROUND) if match else text


@dataclass(slots=True)
class _Evidence:
    """The orders that read all dates of one shape so far, and their different first and last numbers."""

    possible: set[Order] = field(default_factory=lambda: set(ORDERS))
    first: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)

    def certain(self) -> Order | None:
        possible = [order for order in ORDERS if order in self.possible]
        if "year-first" in possible and len(possible) == 2:
            return possible[1 if len(self.last) > len(self.first) else 0]
        return possible[0] if len(possible) == 1 else None


def _shape(match: re.Match[str]) -> str:
    return f"{match[2].strip()}{len(match[4])}"


def _ordered(match: re.Match[str], orders: Orders | None) -> dt.date | None:
    readings = _readings(match, year_first=orders is not None)
    if orders is not None:
        if (order := orders.decided.get(_shape(match))) is not None:
            return readings.get(order)
        if orders.preferred in readings:
            return readings[orders.preferred]
    readings = _readings(match)
    days = set(readings.values())
    return days.pop() if len(days) == 1 else None


def _readings(match: re.Match[str], year_first: bool = False) -> dict[Order, dt.date]:
    """The days that three numbers can mean, by order. 04/04/2019 is the same day in two orders."""
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    year = last if len(match[4]) == 4 else _recent_year(last)
    found: dict[Order, dt.date | None] = {
        "day-first": _day(year, second, first),
        "month-first": _day(year, first, second),
    }
    if len(match[4]) == 2 and len(match[1]) == 2 and (year_first or not any(found.values())):
        found["year-first"] = _day(_recent_year(first), second, last)
    return {order: day for order, day in found.items() if day is not None}


def _full_year(two_digits: int) -> int:
    """The year of two digits: the last one that is not in the future."""
    this_year = dt.date.today().year
    return this_year - (this_year - two_digits) % 100


def _recent_year(two_digits: int) -> int:
    """The year of two digits among numbers, which are not a year if that would be before ``EARLIEST_SHORT``."""
    year = _full_year(two_digits)
    return year if year >= EARLIEST_SHORT else 0


def _with_month_name(text: str) -> dt.date | None:
    if match := TIME_INSIDE.search(text) or MONTH_FIRST.search(text):
        return _day(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]))
    if match := DAY_FIRST.search(text):
        return _day(int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := YEAR_FIRST.match(text):
        return _day(int(match[1]), MONTHS.get(match[2].lower(), 0), int(match[3]))
    if match := SHORT_DAY_FIRST.match(text):
        return _day(_full_year(int(match[3])), MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := SHORT_MONTH_FIRST.match(text):
        return _day(_full_year(int(match[4])), MONTHS.get(match[1].lower(), 0), int(match[2] or match[3]))
    if match := DOTNET.match(text):
        return _of_unix_time(int(match[1]) // 1000)
    try:
        return plausible(parsedate_to_datetime(text).date())
    except (ValueError, OverflowError, TypeError, IndexError):  # which of these is raised depends on the Python version
        return None


#: the text is not a number, in contrast to a number that is not a date
NOT_A_NUMBER = dt.date.max


def _of_number(text: str, in_column: bool) -> dt.date | None:
    """The day of a compact date, a Unix time, or in a column a day of Excel's calendar."""
    if (match := COMPACT.match(text)) and (day := _day(int(match[1]), int(match[2]), int(match[3]))):
        return day
    match = NUMBER.fullmatch(text)
    if match is None:
        return NOT_A_NUMBER
    number = int(match[1]) if match[2] is None else int(min(float(text), 1e20))
    if in_column and EXCEL_FIRST <= number < UNIX_FIRST:
        return _after(EXCEL_EPOCH, number)
    if not in_column and len(match[1]) not in (10, 13):
        return None
    seconds = _unix_seconds(number)
    if seconds is not None and (day := _of_unix_time(seconds)):
        return day
    # 2019042723: the hour at the end
    hour = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:[01]\d|2[0-3])", match[1])
    return _day(int(hour[1]), int(hour[2]), int(hour[3])) if hour else None


def _unix_seconds(number: int) -> int | None:
    """The seconds of a Unix time in seconds, milliseconds, microseconds or nanoseconds; ``None`` if it is too small."""
    if number < UNIX_FIRST:
        return None
    unit = 1
    for _ in range(4):
        if number < 100_000_000_000 * unit:
            return number // unit
        unit *= 1000
    return None


def _of_unix_time(seconds: int) -> dt.date | None:
    return _after(EPOCH, seconds // 86_400)


def _after(epoch: dt.date, days: int) -> dt.date | None:
    try:
        return plausible(epoch + dt.timedelta(days))
    except OverflowError:
        return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return plausible(dt.date(year, month, day))
    except ValueError:
        return None


def plausible(day: dt.date) -> dt.date | None:
    """The day, or ``None`` if no article can be of it: before newspapers, in the future, or written for “no date”."""
    if day.year < EARLIEST or day in SENTINELS or day > dt.date.today() + dt.timedelta(1):
        return None
    return day


def is_date_like(written: str) -> bool:
    """Whether a value is a date, also one of unknown order or one that stands for “no date”; not just any number."""
    text = _bare(written)
    if NUMBER.fullmatch(text) and not COMPACT.match(text):
        return len(text.partition(".")[0]) in (10, 13) and read_date(text) is not None
    return len(text) <= 60 and (ISO.match(text) is not None or read_date(text, ANY_ORDER) is not None)


#: reads every date of which some order is possible
ANY_ORDER = Orders(preferred="day-first")
