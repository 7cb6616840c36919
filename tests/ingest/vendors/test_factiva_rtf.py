"""Factiva's exports as RTF. All articles, outlets and persons are invented."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.files.exports import ORDINARY, assert_bytes_are_read, assert_cuts_are_read, read, reader_of

READER = reader_of("Factiva", "RTF")
NUMBER = "LEDGER0020180109ee1900{:03}"


def rtf(*paragraphs: str) -> bytes:
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Factiva}{\pict\pngblip 89504e470d0a}"
    return (
        head + "".join(paragraphs) + r"\pard Search Summary\par Text\tab harbour\par \'a9 2020 Factiva, Inc.\par}"
    ).encode()


def coded(number: int) -> str:
    rows = {
        "SE": "Metro", "HD": "Harbour opens in Bl\\'fcmstadt", "BY": "By Ada Quill", "WC": "120 words",
        "PD": "9 January 2018", "SN": "The Ledger", "SC": "LEDGER",
        "LP": "It opened \\u8211?at last.\\par IN LONDON it rained.", "TD": "The end.",
        "AN": f"Document {NUMBER.format(number)}",
    }  # fmt: skip
    return "".join(rf"\trowd\intbl {{\b {code}}}\cell {value}\cell\row " for code, value in rows.items()) + r"\page "


def test_rtf_with_codes_between_tabs() -> None:
    rows = {"HD": "Harbour opens", "WC": "120 words", "PD": "9 January 2018", "SN": "The Ledger", "LP": "It opened.",
            "TD": "The end.", "AN": f"Document {NUMBER.format(1)}"}  # fmt: skip
    [record] = read(rtf("".join(rf"\tab {code}\tab {value}\par " for code, value in rows.items())), "Factiva", "RTF")
    assert (record.title, record.outlet, record.published) == ("Harbour opens", "The Ledger", dt.date(2018, 1, 9))
    assert record.text == "It opened.\n\nThe end."


def test_rtf_with_codes() -> None:
    for record in read(rtf(coded(1), coded(2)), "Factiva", "RTF"):
        assert record.title == "Harbour opens in Blümstadt"
        assert (record.outlet, record.published, record.section) == ("The Ledger", dt.date(2018, 1, 9), "Metro")
        assert record.authors == ("Ada Quill",)
        assert record.text == "It opened –at last.\n\nIN LONDON it rained.\n\nThe end."


def test_rtf_without_codes() -> None:
    lines = ("Metro", r"{\b Harbour opens}", "By Ada Quill", "120 words", "9 January 2018", "The Ledger", "LEDGER",
             "English", r"\'a9 2018 Ledger", "", "It opened.", "The end.", f"Document {NUMBER.format(1)}")  # fmt: skip
    [record] = read(rtf(*(rf"{line}\par " for line in lines)), "Factiva", "RTF")
    assert (record.title, record.outlet, record.published) == ("Harbour opens", "The Ledger", dt.date(2018, 1, 9))
    assert record.text == "It opened.\n\nThe end."
    assert record.authors == ("Ada Quill",)


def test_no_other_file_is_recognised() -> None:
    assert not any(READER.recognises(data) for data in ORDINARY)


def test_any_cut_is_read() -> None:
    assert_cuts_are_read(READER, rtf(coded(1), coded(2)))


@settings(max_examples=50)
@given(st.binary(max_size=300), st.integers(0, 3000))
def test_bytes_never_raise(some: bytes, at: int) -> None:
    assert_bytes_are_read(READER, rtf(coded(1), coded(2)), some, at)
