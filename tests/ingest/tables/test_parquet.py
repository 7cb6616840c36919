"""Parquet files: long lists are refused at once, and times of any year and zone are read."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ingest import Unreadable, UnreadableTable, links_in, read_paths
from analysis.ingest.tables.parquet import ELEMENT, MOST_ELEMENTS, _sizes, read_parquet
from analysis.ingest.upload import preview_upload, read_upload
from analysis.types import Article

TEXT = "The ferry sails again from Monday, the harbour master said."


def written(path: Path, columns: dict[str, Any]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def rows(path: Path) -> list[Any]:
    return [row for _, row in read_parquet(path)]


def test_a_list_with_millions_of_elements_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    repeated = pa.ListArray.from_arrays([0, 3_000_000], pa.array(["word"] * 3_000_000))
    path = written(tmp_path / "t.parquet", {"text": repeated})
    assert path.stat().st_size < 1_000
    [problem] = read_paths([path])
    assert isinstance(problem, Unreadable)
    assert problem.reason == f"a cell has a list of more than {MOST_ELEMENTS:,} elements, too many for an article"
    data = path.read_bytes()
    assert preview_upload("t.parquet", data) is None
    [refused] = read_upload("t.parquet", data)
    assert "too many for an article" in getattr(refused, "reason", "")


@pytest.mark.parametrize(
    "cell",
    [["x"] * (MOST_ELEMENTS + 1), [["x"] * 1_000] * 200, ["x" * 1_000] * 6_000, {"parts": ["x" * 1_000] * 6_000}],
    ids=["elements", "lists of lists", "characters", "in an object"],
)
def test_one_long_list_among_short_ones_is_refused(tmp_path: Path, cell: Any) -> None:
    path = written(tmp_path / "t.parquet", {"text": [TEXT] * 3, "more": [None, cell, None]})
    with pytest.raises(UnreadableTable, match=r"too (many|long) for an article"):
        rows(path)


def test_lists_and_objects_of_usual_size_are_read(tmp_path: Path) -> None:
    columns = {
        "text": [[TEXT, "Nobody came."], None],
        "source": [{"name": "The Ledger", "tags": ["a", "b"]}, None],
        "vector": pa.array([[0.5] * 1_000, None], pa.list_(pa.float32(), 1_000)),
        "pairs": pa.array([[("k", "v")], None], pa.map_(pa.string(), pa.string())),
        "raw": pa.array([b"The ferry sails.", None]),
    }
    first, second = rows(written(tmp_path / "t.parquet", columns))
    assert (first["text"], first["source"]["tags"], first["raw"]) == (
        [TEXT, "Nobody came."],
        ["a", "b"],
        "The ferry sails.",
    )
    assert (len(first["vector"]), first["pairs"]) == (1_000, [("k", "v")])
    assert set(second.values()) == {None}


@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York", "+02:00"])
def test_a_time_of_any_zone_is_read(tmp_path: Path, zone: str | None) -> None:
    moment = int(dt.datetime(2019, 4, 27, 12, tzinfo=dt.UTC).timestamp())
    path = written(tmp_path / "t.parquet", {"text": [TEXT], "date": pa.array([moment], pa.timestamp("s", zone))})
    [article] = read_paths([path])
    assert isinstance(article, Article)
    assert article.published == dt.date(2019, 4, 27)


def test_the_days_of_an_unknown_time_zone_are_not_guessed(tmp_path: Path) -> None:
    times = pa.array([1_556_366_400], pa.timestamp("s", "Nowhere/Land"))
    columns = {"text": [TEXT], "date": times, "url": ["https://ledger.example/a"]}
    for name in ("t.parquet", "t.parquet.gz"):
        path = written(tmp_path / "t.parquet", columns)
        if name.endswith(".gz"):
            path.with_name(name).write_bytes(gzip.compress(path.read_bytes()))
        [problem] = read_paths([tmp_path / name])
        assert isinstance(problem, Unreadable)
        assert "“date” has times of the time zone “Nowhere/Land”, which is not known" in problem.reason
        with pytest.raises(UnreadableTable, match="which is not known"):
            links_in(
                written(
                    tmp_path / "links.parquet", {name: column for name, column in columns.items() if name != "text"}
                )
            )
    [article] = read_paths([tmp_path / "t.parquet"], {"published": None})
    assert isinstance(article, Article)
    assert article.published is None
    found = written(tmp_path / "found.parquet", {"text": [TEXT], "found": times, "date": ["2019-04-27"]})
    [article] = read_paths([found])
    assert isinstance(article, Article)
    assert article.published == dt.date(2019, 4, 27)


def test_a_time_outside_the_calendar_costs_only_its_date(tmp_path: Path) -> None:
    dates = pa.array([2**55, 1_556_366_400_000], pa.timestamp("ms"))
    found = list(read_paths([written(tmp_path / "t.parquet", {"text": [TEXT, f"{TEXT} Twice."], "date": dates})]))
    assert [item.published for item in found if isinstance(item, Article)] == [None, dt.date(2019, 4, 27)]


TEXTS = st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=5)))


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), TEXTS), max_size=4))
def test_the_size_of_a_list_is_that_of_its_texts_and_elements(cells: list[list[str | None] | None]) -> None:
    column = pa.array(cells, pa.list_(pa.string()))
    expected = [sum(ELEMENT + len((text or "").encode()) for text in cell or ()) for cell in cells]
    assert list(_sizes(column)) == expected
