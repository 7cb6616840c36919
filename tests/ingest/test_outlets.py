"""Each outlet has one name, whatever a source calls it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis import read_text
from analysis.ingest import outlets
from analysis.ingest.outlets import name_key, outlet_of, outlet_of_page


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("Fox Online News", None, "Fox News"),
        ("foxnews.com", None, "Fox News"),
        ("www.foxnews.com", None, "Fox News"),
        (None, "https://www.foxnews.com/politics/a-story", "Fox News"),
        ("New York Times - News", None, "New York Times"),
        ("The New York Times", None, "New York Times"),
        ("CNN (Web News)", None, "CNN"),
        ("  NPR   Online News ", None, "NPR"),
        (None, "https://news.bbc.co.uk/1/hi", "BBC News"),
        ("CNSNews.com", None, "CNS News"),
        ("Washington Examiner", None, "Washington Examiner"),
        ("The Aldenport Ledger", "https://www.foxnews.com/x", "The Aldenport Ledger"),
        (None, "https://www.aldenport-ledger.example/a", "aldenport-ledger.example"),
        (None, "https://web.archive.org/web/2019/https://x.example", None),
        (None, "https://[broken", None),
        (None, None, None),
        ("  ", None, None),
    ],
)
def test_an_outlet_is_found_by_name_or_by_url(name: str | None, url: str | None, expected: str | None) -> None:
    assert outlet_of(name, url) == expected


@pytest.mark.parametrize(
    ("site", "url", "expected"),
    [
        ("Mail Online", "https://www.dailymail.co.uk/a", "Daily Mail"),
        ("The Ledger – News from the quay | Weather", "https://ledger.example/a", "The Ledger"),
        ("x" * 61, "https://ledger.example/a", "ledger.example"),
        (None, "https://ledger.example/a", "ledger.example"),
    ],
)
def test_the_outlet_of_a_page_is_found_by_host_then_by_the_name_of_the_site(
    site: str | None, url: str, expected: str
) -> None:
    assert outlet_of_page(site, url) == expected


def test_no_two_outlets_share_a_name_or_a_domain() -> None:
    with open(outlets.TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 250
    seen: dict[str, str] = {}
    for row in rows:
        names = {name_key(name) for name in (row["outlet"], *row["aliases"].split(";")) if name}
        for name in (*names, *(host for host in row["domains"].split(";") if host)):
            assert seen.setdefault(name, row["outlet"]) == row["outlet"], name


def test_opinion_desks_and_columnists_are_not_merged_into_their_newspaper() -> None:
    for name in ("Fox News Opinion", "New York Times - Opinion", "CNN - Editorial", "David Brooks", "Guest Writer"):
        assert outlet_of(name) == name


def test_a_users_own_table_takes_precedence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "outlets.csv"
    own.write_text("outlet,domains,aliases\nThe Aldenport Ledger,ledger.example,AL;Fox News\n", encoding="utf-8")
    monkeypatch.setattr(outlets, "USER_TABLE", own)
    outlets.names.cache_clear()
    outlets.domains.cache_clear()
    try:
        assert outlet_of(None, "https://m.ledger.example/a") == outlet_of("AL") == "The Aldenport Ledger"
        assert outlet_of("Fox News") == "The Aldenport Ledger"
        text = "Old pier closes\n\nThe harbour council voted on Tuesday to close the old ferry pier for good."
        assert read_text(text, outlet="AL").outlet == "The Aldenport Ledger"
    finally:
        outlets.names.cache_clear()
        outlets.domains.cache_clear()
