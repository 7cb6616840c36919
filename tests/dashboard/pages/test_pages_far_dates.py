"""A store with days that no newspaper was printed on, which an earlier version read: every page and the export work."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analysis.export.tables import Export, write_selection, written
from analysis.scorers import versions
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.support.corpora import measured_store
from tests.support.pages import VIEWS, Open, article, check_pictures, selection

DAYS = (dt.date(1, 1, 1), dt.date(1066, 10, 14), dt.date(2025, 3, 4), dt.date(2025, 3, 5), dt.date(9999, 12, 31), None)
TEXT = (
    "The Aldenport council may close the ferry pier in spring, officials said. “It will perhaps be number {k},” said "
    "Ann Smith, who chairs the harbour committee of {outlet}, and the outrageous plan was probably popular."
)


@pytest.fixture(scope="module")
def far_dates(stores: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    articles = [
        article(TEXT.format(k=k, outlet=outlet), outlet, f"Pier {k} closes", published=day)
        for outlet in ("Meridian Wire", "The Harbour Post")
        for k, day in enumerate(DAYS)
    ]
    made = measured_store(tmp_path_factory.mktemp("far") / "far.duckdb", articles)
    assert (len(made.ids()), made.pending(versions())) == (12, [])
    stores["far_dates"] = made.path
    return "far_dates"


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_works_with_far_dates(open_page: Open, far_dates: str, view: str) -> None:
    page, query = VIEWS[view]
    app = open_page(page, far_dates, **query)
    check_pictures(app)
    assert selection(app)


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_far_dates_are_exported(far_dates: str, stores: dict[str, Path], kind: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{kind}"
    with written(out) as file:
        assert write_selection(Store(stores[far_dates]), file, kind, Export(EVERYTHING, kind != "csv", True)) == 12
    assert kind != "csv" or "0001-01-01" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("period", ["day", "week", "month", "quarter"])
def test_the_timeline_works_by_every_period(open_page: Open, far_dates: str, period: str) -> None:
    check_pictures(open_page("timeline", far_dates, period=period))
