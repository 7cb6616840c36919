"""Dates, outlets and bylines as databases write them."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.ingest.vendors.fields import authors_of, date_line, outlet_name


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("January 31, 1986", dt.date(1986, 1, 31)),
        ("June 17, 1995, CITY EDITION", dt.date(1995, 6, 17)),
        ("March 14, 2013 Thursday 11:21 AM GMT", dt.date(2013, 3, 14)),
        ("12   April 2013 Thursday", dt.date(2013, 4, 12)),
        ("Mittwoch 31. August 2011", dt.date(2011, 8, 31)),
        ("Dienstag 10.Dezember 2019", dt.date(2019, 12, 10)),
        ("décembre 10 2019", dt.date(2019, 12, 10)),
        ("Mardi 1er Août 2019", dt.date(2019, 8, 1)),
        ("dinsdag 24 maart 2002", dt.date(2002, 3, 24)),
        ("Sept. 5, 2001 Wednesday", dt.date(2001, 9, 5)),
        ("March 3 - March 10, 1997", dt.date(1997, 3, 3)),
        ("2013-03-14", dt.date(2013, 3, 14)),
    ],
)
def test_dates_of_several_languages(line: str, day: dt.date) -> None:
    assert date_line(line) == (day,)


def test_a_month_or_a_season_is_a_date_without_a_day_and_a_title_is_none() -> None:
    for line in ("January 2009", "Summer, 2008", "Winter 2008/2009", "March-April 2001"):
        assert date_line(line) == (None,)
    for line in (
        "March 14, 2013: a day to forget",
        "In 2013",
        "Springfield 2013 plans",
        "February 31, 2013",
        "5 of 12",
        "",
    ):
        assert date_line(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Guardian (London) - Final Edition", "The Guardian (London)"),
        ("The Guardian(London)", "The Guardian (London)"),
        ("The Guardian (Charlottetown, Prince Edward Island)", "The Guardian (Charlottetown, Prince Edward Island)"),
        ("The Record (Kitchener-Waterloo, Ontario), Late Edition - Final", "The Record (Kitchener-Waterloo, Ontario)"),
        ("Quayside.example.", "Quayside.example"),
        ("Agence Quayside -- English", "Agence Quayside -- English"),
        ("Der Hafen (Ausgabe Nord)", "Der Hafen"),
    ],
)
def test_outlets_lose_the_edition_and_keep_the_place(line: str, name: str) -> None:
    assert outlet_name(line) == name


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By ADA ROOK", ("ADA ROOK",)),
        ("Ada Rook and Ben Tarn, Quayside Post Staff Writers", ("Ada Rook", "Ben Tarn")),
        ("Ada Rook;Ben Tarn", ("Ada Rook", "Ben Tarn")),
        ("Ada Rook; Special for The Quayside Post", ("Ada Rook",)),
        ("Ada Rook, Ben Tarn, Cy van der Moor Jr.", ("Ada Rook", "Ben Tarn", "Cy van der Moor Jr")),
        ("Ada Rook (now), Ben Tarn (earlier)", ("Ada Rook", "Ben Tarn")),
        ("Ada Rook in Marlow", ("Ada Rook",)),
        ("Ada Rook Harbour correspondent", ("Ada Rook",)),
        ("Ada Rook, quayside.example ada.rook@quayside.example", ("Ada Rook",)),
        ("By ADA Q. ROOK Post Staff", ("ADA Q. ROOK",)),
        ("From Our Own Correspondent", ()),
        ("ROOK, ADA", ("ADA ROOK",)),
        ("Von Ada Rook und Ben Tarn", ("Ada Rook", "Ben Tarn")),
        ("The Quayside Post", ()),
        ("Report from The Quayside Post brought to you by Tide Wire.", ()),
        ("", ()),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    assert authors_of(byline, "The Quayside Post (Marlow)") == names
