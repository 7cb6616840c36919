"""Reading written dates: ambiguous dates are not guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ingest.dates import EARLIEST, SENTINELS, Orders, is_ambiguous, orders_of, read_date

DAY = dt.date(2019, 3, 14)


@pytest.mark.parametrize(
    "written",
    [
        "2019-03-14", "2019/03/14", "2019.3.14", "2019-03-14T23:59:00Z", "2019-03-14 08:00:00", "20190314",
        "20190314T080000Z", "20190314080000", "March 14, 2019", "Mar. 14, 2019", "Mar 14 2019", "MARCH 14TH, 2019",
        "14 March 2019", "14th March, 2019", "14 Mar. 2019", "Thursday, March 14, 2019", "Thursday 14 March 2019",
        "March 14, 2019 at 10:45 p.m. EDT", "14/03/2019", "03/14/2019", "14.3.2019", "  2019-03-14\n",
        "Thu, 14 Mar 2019 23:59:00 +0000", "Thu, 14-Mar-2019 23:59:00 GMT",
        "14-Mar-2019", "14-Mar-19", "14/Mar/2019:10:00:00 +0000", "14MAR2019", "2019 Mar 14", "Mar 14, '19",
        "Thu Mar 14 23:30:00 EDT 2019", "Thu Mar 14 23:30:00 2019", "1552521600", "1552521600000", "1552521600.0",
        "/Date(1552521600000)/", "Posted on March 14, 2019", "Published: 2019-03-14", "Updated: 14/03/2019 10:00",
        "10:30 14/03/2019", "10:30 PM, Mar 14, 2019", "'2019-03-14", '"2019-03-14"', "(2019, 3, 14)",
        "[2019, 3, 14, 10]",
        "datetime.datetime(2019, 3, 14, 10, 0)", "Timestamp('2019-03-14 10:00:00')", 'ISODate("2019-03-14T10:00:00Z")',
    ],
)  # fmt: skip
def test_an_unambiguous_date_is_read(written: str) -> None:
    assert read_date(written) == DAY


@pytest.mark.parametrize("written", ["Sept. 11, 2023", "Sep 11, 2023", "September 11, 2023", "11 Sept 2023"])
def test_september_has_three_spellings(written: str) -> None:
    assert read_date(written) == dt.date(2023, 9, 11)


@pytest.mark.parametrize("written", ["03/04/2019", "3/4/2019", "03.04.2019", "03/04/2019 10:45", "12/11/2020"])
def test_a_date_that_two_countries_read_differently_stays_unknown(written: str) -> None:
    assert read_date(written) is None


def test_equal_day_and_month_are_unambiguous() -> None:
    assert read_date("04/04/2019") == dt.date(2019, 4, 4)


@pytest.mark.parametrize(
    "written",
    [
        "2019-02-30", "2019-13-01", "20191341", "0000-01-01", "February 30, 2019", "31 April 2019", "32/01/2019",
        "13/13/2019", "00/00/2019", "Brumaire 9, 2019",
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_no_date(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    "written",
    ["", " ", "2019", "March 2019", "Saturday", "yesterday", "3 hours ago", "03/04", "March 3, 20191", "103 March 2019",
     "1 Jan 99999999999999 00:00:00", "0 JAN 0 0:10000000000"],
)  # fmt: skip
def test_a_text_without_a_day_is_no_date(written: str) -> None:
    assert read_date(written) is None


NEARLY_DATES = st.from_regex(r"(Mon, )?\d{1,3}[ -](Jan|March|Foo|\d+)[ -]\d{1,12}( \d+:\d+(:\d+)?)?( [+-]\d+| \w+)?")


@given(st.one_of(st.text(), NEARLY_DATES, st.text(alphabet="0123456789 ,:-+/.JanFebMontue")))
def test_any_string_is_a_date_or_none(written: str) -> None:
    found = read_date(written)
    assert found is None or type(found) is dt.date


#: the days that an article can be of
DAYS = st.dates(dt.date(EARLIEST, 1, 1), dt.date.today()).filter(lambda day: day not in SENTINELS)


@given(DAYS)
def test_an_iso_date_is_read_back(day: dt.date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(dt.datetime.combine(day, dt.time(23, 59)).isoformat()) == day


@given(DAYS)
def test_a_written_out_date_is_read_back_in_either_order(day: dt.date) -> None:
    month = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")[day.month - 1]  # fmt: skip
    assert read_date(f"{month} {day.day}, {day.year:04}") == read_date(f"{day.day} {month} {day.year:04}") == day


@pytest.mark.parametrize(
    "written",
    ["0001-01-01", "0001-01-01T00:00:00", "1970-01-01", "Thu, 01 Jan 1970 00:00:00 GMT", "1969-12-31T19:00:00-05:00",
     "1900-01-01", "1899-12-30", "9999-12-31", "2262-04-11", "0", "-62135596800"],
)  # fmt: skip
def test_what_programs_write_for_no_date_is_no_date(written: str) -> None:
    assert read_date(written) is read_date(written, Orders()) is None


def test_the_future_is_no_date() -> None:
    today = dt.date.today()
    assert read_date(f"{today}") == today
    assert read_date(f"{today + dt.timedelta(2)}") is None


def test_days_of_excel_are_read_in_a_column_only() -> None:
    assert read_date("43538", Orders()) == read_date("43538.75", Orders()) == DAY
    assert read_date("43538") is None


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["4/5/2019", "4/13/2019"], "month-first"), (["4/5/2019", "13/4/2019"], "day-first"),
        (["19-04-27", "19-04-28", "19-05-03"], "year-first"), (["27-04-19", "28-04-19"], "day-first"),
        (["4/5/2019", "5/6/2019"], None), (["13/4/2019", "4/13/2019"], None),
    ],
)  # fmt: skip
def test_a_column_decides_the_order_of_its_numbers(column: list[str], order: str | None) -> None:
    assert list(orders_of(column).decided.values()) == ([] if order is None else [order])


#: shapes in which a day is written
SHAPES = ("%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%m-%d-%Y", "%m/%d/%Y %H:%M", "%d-%b-%Y", "%a %b %d 23:30:00 EDT %Y",
          "%a, %d %b %Y 10:00:00 GMT", "%Y%m%d", "%Y/%m/%d %H:%M", "%B %d, %Y")  # fmt: skip
RECENT = DAYS.filter(lambda day: day.year >= 1950)


@given(st.lists(RECENT, min_size=1, max_size=6), st.sampled_from(SHAPES))
def test_a_column_of_dates_in_one_shape_is_read_back_or_left_open(days: list[dt.date], shape: str) -> None:
    written = [day.strftime(shape) for day in days]
    orders = orders_of(written)
    for day, text in zip(days, written, strict=True):
        assert read_date(text, orders) == day or (is_ambiguous(text) and orders.undecided)


@given(st.dates(dt.date(1974, 1, 1), dt.date.today()), st.sampled_from([1, 1_000, 1_000_000, 1_000_000_000]))
def test_a_unix_time_in_any_unit_is_read_back(day: dt.date, unit: int) -> None:
    seconds = int(dt.datetime.combine(day, dt.time(13, 45), dt.UTC).timestamp())
    assert read_date(str(seconds * unit), Orders()) == day
