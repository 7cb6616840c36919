"""Reading written dates: ambiguous dates are not guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ingest.dates import EARLIEST, SENTINELS, read_date

DAY = dt.date(2019, 3, 14)


@pytest.mark.parametrize(
    "written",
    [
        "2019-03-14", "2019/03/14", "2019.3.14", "2019-03-14T23:59:00Z", "2019-03-14 08:00:00", "20190314",
        "20190314T080000Z", "20190314080000", "March 14, 2019", "Mar. 14, 2019", "Mar 14 2019", "MARCH 14TH, 2019",
        "14 March 2019", "14th March, 2019", "14 Mar. 2019", "Thursday, March 14, 2019", "Thursday 14 March 2019",
        "March 14, 2019 at 10:45 p.m. EDT", "14/03/2019", "03/14/2019", "14.3.2019", "  2019-03-14\n",
        "Thu, 14 Mar 2019 23:59:00 +0000", "Thu, 14-Mar-2019 23:59:00 GMT",
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


@settings(deadline=None)
@given(st.one_of(st.text(), NEARLY_DATES, st.text(alphabet="0123456789 ,:-+/.JanFebMontue")))
def test_any_string_is_a_date_or_none(written: str) -> None:
    found = read_date(written)
    assert found is None or type(found) is dt.date


#: the days that an article can be of
DAYS = st.dates(dt.date(EARLIEST, 1, 1), dt.date.today()).filter(lambda day: day not in SENTINELS)


@settings(deadline=None)
@given(DAYS)
def test_an_iso_date_is_read_back(day: dt.date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(dt.datetime.combine(day, dt.time(23, 59)).isoformat()) == day


@settings(deadline=None)
@given(DAYS)
def test_a_written_out_date_is_read_back_in_either_order(day: dt.date) -> None:
    month = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")[day.month - 1]  # fmt: skip
    assert read_date(f"{month} {day.day}, {day.year:04}") == read_date(f"{day.day} {month} {day.year:04}") == day
