"""Exported tables are safe in a spreadsheet and can be read back unchanged."""

from __future__ import annotations

import csv
import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.export.tables import csv_bytes, csv_text, defused

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "value",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\tword", "  =1", "\n=1", "\r\n=1", "\u00a0=1", "\ufeff=1", "＝1"],
)
def test_a_formula_is_defused(value: str) -> None:
    assert defused(value) == "'" + value
    assert cells(csv_text(pd.DataFrame({"title": [value]})))[1] == ["'" + value]


@pytest.mark.parametrize("value", ["", "word", "1 = 1", "a@b.test", "'=1", "“-”", "  word", "3-2"])
def test_harmless_text_stays_as_it_is(value: str) -> None:
    assert defused(value) == value


def test_a_column_name_is_defused_as_a_cell_is() -> None:
    assert cells(csv_text(pd.DataFrame({"=HYPERLINK(1)": [1], "plain": [2]})))[0] == ["'=HYPERLINK(1)", "plain"]


def test_numbers_stay_numbers_and_negative_ones_keep_their_sign() -> None:
    frame = pd.DataFrame({"count": [1, -2], "value": [-0.5, 2.25], "mixed": pd.Series([-3, "=3"], dtype=object)})
    assert cells(csv_text(frame))[1:] == [["1", "-0.5", "-3"], ["-2", "2.25", "'=3"]]
    back = pd.read_csv(io.BytesIO(csv_bytes(frame)))
    assert back["count"].tolist() == [1, -2]
    assert back["value"].tolist() == [-0.5, 2.25]


def test_pandas_reads_it_back_with_its_defaults() -> None:
    frame = pd.DataFrame(
        {"title": ["Ferry, “again” 💡", 'she said "no"', "two\nlines"], "outlet": ["עיתון", "جريدة", None],
         "value": [1.5, None, -2.0]}
    )  # fmt: skip
    written = csv_bytes(frame)
    assert written.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(written))
    pd.testing.assert_frame_equal(back, frame, check_dtype=False)


def test_lists_are_joined_and_defused() -> None:
    frame = pd.DataFrame({"authors": [["Ann Lee", "Bo Ek"], [], ("=1", "x"), np.array(["Cy", "Di"], dtype=object)]})
    assert cells(csv_text(frame))[1:] == [["Ann Lee; Bo Ek"], [""], ["'=1; x"], ["Cy; Di"]]


def test_missing_stays_missing() -> None:
    frame = pd.DataFrame({"id": [1], "a": [None], "b": [np.nan], "c": [pd.NA], "d": [pd.NaT], "e": ["kept"]})
    assert cells(csv_text(frame))[1] == ["1", "", "", "", "", "kept"]


def test_dates_are_written_as_days() -> None:
    frame = pd.DataFrame({"published": pd.to_datetime([dt.date(2019, 3, 14), None])})
    assert cells(csv_text(frame.assign(n=1)))[1:] == [["2019-03-14", "1"], ["", "1"]]


def test_the_input_table_is_not_changed() -> None:
    frame = pd.DataFrame({"=title": ["=1"]})
    csv_text(frame)
    assert frame.to_dict("list") == {"=title": ["=1"]}


def test_a_table_without_rows_is_written_as_a_header() -> None:
    assert csv_text(pd.DataFrame({"a": [], "b": []})) == "a,b\r\n"


@given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.text(alphabet="=+-@\t\r\n ,;\"'a1\u00a0"))), min_size=1))
def test_no_cell_of_any_text_is_a_formula(rows: list[tuple[str, str | None]]) -> None:
    read = cells(csv_text(pd.DataFrame(rows, columns=["first", "=second"])))
    assert len(read) == len(rows) + 1
    assert not [cell for row in read for cell in row if cell.lstrip(" \n\u00a0").startswith(FORMULA_STARTS)]
    for row, original in zip(read[1:], rows, strict=True):
        assert [cell.removeprefix("'") for cell in row] == [(value or "").removeprefix("'") for value in original]
