"""What was understood of each column of a table: dates decided by the column, counts, advice, what is printed."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from analysis.ingest import Tally, read_paths
from analysis.ingest.dates import Order
from analysis.ingest.tables.understood import ColumnReport
from analysis.parallel import WorkerPool
from analysis.store import Store
from analysis.types import Article, Problem
from tests.support.cli import run

TEXT = "The harbour board will close the north pier in June, officials said on Friday."


def table(path: Path, dates: list[str], name: str = "date") -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", name, "text"])
        writer.writerows([f"Pier {k}", date, f"{TEXT} Item {k}."] for k, date in enumerate(dates))
    return path


def published(path: Path, tally: Tally | None = None, order: Order | None = None) -> list[str | None]:
    found = read_paths([path], tally=tally or Tally(order))
    return [item.published.isoformat() if item.published else None for item in found if isinstance(item, Article)]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["5/1/2019", "5/13/2019", "6/2/2019"], ["2019-05-01", "2019-05-13", "2019-06-02"]),
        (["1/5/2019", "13/5/2019", "2/6/2019"], ["2019-05-01", "2019-05-13", "2019-06-02"]),
        (["5/1/2019 0:00", "5/13/2019 23:59"], ["2019-05-01", "2019-05-13"]),
        (["04-12-2019", "04-27-2019", "27-Apr-2019", "19-Feb-18"],
         ["2019-04-12", "2019-04-27", "2019-04-27", "2018-02-19"]),
        (["01.05.19", "13.05.19"], ["2019-05-01", "2019-05-13"]),
        (["Sat Apr 27 23:30:00 EDT 2019", "Sun Apr 28 00:10:00 EDT 2019"], ["2019-04-27", "2019-04-28"]),
        (["1556323200", "1556409600000"], ["2019-04-27", "2019-04-28"]),
        (["43582", "43583.75"], ["2019-04-27", "2019-04-28"]),
        (["4/5/2019", "13-5-2019"], [None, "2019-05-13"]),
    ],
)  # fmt: skip
def test_the_whole_column_decides_the_order_of_its_dates(
    tmp_path: Path, dates: list[str], expected: list[str | None]
) -> None:
    assert published(table(tmp_path / "t.csv", dates)) == expected


def test_a_date_far_below_decides_the_first(tmp_path: Path) -> None:
    dates = ["4/5/2019"] * 300 + ["4/13/2019"]
    assert set(published(table(tmp_path / "t.csv", dates))) == {"2019-04-05", "2019-04-13"}


@pytest.mark.parametrize(("order", "expected"), [("day-first", "2019-05-04"), ("month-first", "2019-04-05")])
def test_a_stated_order_decides_what_the_column_leaves_open(tmp_path: Path, order: Order, expected: str) -> None:
    assert published(table(tmp_path / "t.csv", ["04/05/2019"]), order=order) == [expected]


@pytest.mark.parametrize("no_date", ["0001-01-01T00:00:00", "9999-12-31", "1970-01-01", "1970-01-01T00:00:00Z", "0"])
def test_a_day_that_programs_write_for_no_date_is_counted_and_no_date(tmp_path: Path, no_date: str) -> None:
    tally = Tally()
    assert published(table(tmp_path / "t.csv", ["2019-05-03", no_date]), tally) == ["2019-05-03", None]
    [report] = [report for report in tally.reports() if report.field == "published"]
    assert (report.understood, report.not_understood, report.example) == (1, 1, no_date)


def test_a_day_in_the_future_is_no_date(tmp_path: Path) -> None:
    assert published(table(tmp_path / "t.csv", [f"{dt.date.today() + dt.timedelta(3)}"])) == [None]


def test_ambiguous_dates_are_counted_with_an_example_and_advice(tmp_path: Path) -> None:
    tally = Tally()
    published(table(tmp_path / "t.csv", ["soon", *["04/05/19"] * 30]), tally)
    assert list(tally.advice()) == [
        "31 dates not understood, for example '04/05/19': use --dates day-first or --dates month-first"
    ]


def test_a_column_of_dates_without_a_usual_name_is_offered_and_named(tmp_path: Path) -> None:
    tally = Tally()
    assert published(table(tmp_path / "t.csv", ["2019-05-03"], "when"), tally) == [None]
    assert list(tally.advice()) == [
        "no column is recognised as the dates, but “when” has some: use --column published=when",
        "columns not read: when",
    ]  # fmt: skip


def test_reports_are_counted_by_field_and_column(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    first = f'source,title,author,text\nNA,A,Wexmere Post,"{TEXT}"\nWexmere Post,!?,By Orla Fenwick,"Two words."\n'
    path.write_text(f"{first}Tarnholm Echo,C,-,\nTarnholm Echo,C,-,…\n", encoding="utf-8")
    tally = Tally()
    assert sum(isinstance(item, Problem) for item in read_paths([path], tally=tally)) == 2
    assert tally.reports() == (
        ColumnReport("text", "text", 2, 1, 1, "…"),
        ColumnReport("outlet", "source", 1, 1),
        ColumnReport("title", "title", 1, 1),
        ColumnReport("authors", "author", 2, 0),
    )


def test_workers_count_like_one_process(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", ["2019-05-03", "soon"] * 200)
    alone, shared = Tally(), Tally()
    list(read_paths([path], tally=alone))
    with WorkerPool(2) as pool:
        list(read_paths([path], pool=pool, tally=shared))
    assert shared.reports() == alone.reports()


def test_ingest_prints_what_was_understood(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", ["2019-05-03", "04/05/19", "NA"])
    output = run("ingest", path, "--store", tmp_path / "s.duckdb").output
    assert [line.split() for line in output.splitlines() if "published" in line] == [
        ["│", "published", "│", "date", "│", "1", "│", "1", "│", "1", "│", "04/05/19", "│"]
    ]
    assert "1 date not understood, for example '04/05/19': use --dates day-first or --dates month-first" in output


def test_ingest_takes_the_order_of_dates(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", ["04/05/19"])
    run("ingest", path, "--store", tmp_path / "s.duckdb", "--dates", "day-first")
    store = Store(tmp_path / "s.duckdb")
    assert [article.published for article in store.articles(store.ids())] == [dt.date(2019, 5, 4)]
    assert "--dates takes day-first or month-first" in run("ingest", path, "--dates", "soon", code=2).output


def test_a_row_of_the_year_one_is_scored(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", ["2019-05-03", "0001-01-01T00:00:00"])
    run("ingest", path, "--store", tmp_path / "s.duckdb")
    run("score", "--store", tmp_path / "s.duckdb")
