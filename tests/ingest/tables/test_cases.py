"""The invented cases of tables that are kept with the reference material, with their right answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.ingest import read_paths
from analysis.types import Article

PIER = "The harbour board of Wexmere will probably close the north pier in June, officials said on Friday."
BOTH = ("Orla Fenwick", "Milo Radek")
#: file -> field -> its value in each article, in order
RIGHT: dict[str, dict[str, list[Any]]] = {
    "01-date-year-one.csv": {"published": ["2019-05-03", "None"]},
    "07-dates-us-column.csv": {
        "published": ["2019-05-01", "2019-05-09", "2019-05-13", "2019-05-22", "2019-06-02", "2019-06-30", "2019-07-04"]
    },
    "08-dates-dashed.csv": {
        "published": ["2019-04-27", "2019-04-12", "2019-04-30", "2019-04-27", "2018-02-19", "2017-12-31", "2019-04-27"]
    },
    "10-newsapi.json": {"published": ["2019-05-03"], "partial": [True], "outlet": ["CNN"]},
    "11-stub-ellipsis.csv": {"partial": [True]},
    "12-jsonl-named-json.json": {"title": ["Pier 0", "Pier 1", "Pier 2"]},
    "13-entities-in-cells.csv": {"title": ["Board’s plan & fears", "Ferry"]},
    "15-quote-begins-tsv-cell.tsv": {"title": ["Ferry", '"We will fight on', "Vote put off", "Storm"]},
    "17-missing-values.csv": {"title": ["Ferry", "Vote"], "outlet": [None, None], "published": ["None", "2019-05-05"]},
    "18-outlet-is-address.csv": {"outlet": ["Fox News", "CNN"]},
    "21-fundus-json.json": {"published": ["2019-05-03"], "outlet": ["Wexmere Post"]},
    "23-authors-cells.csv": {"authors": [BOTH, BOTH, BOTH, ()]},
    "24-sep-line.csv": {"title": ["Pier"], "outlet": ["Wexmere Post"]},
    "26-one-bad-byte.csv": {"title": ["Pier", "Café on pier shut", "Ferry"]},
}


def articles(shared: Path, name: str) -> list[Article]:
    return [item for item in read_paths([shared / "cases" / "ways-in" / name]) if isinstance(item, Article)]


@pytest.mark.parametrize("name", RIGHT)
def test_the_fields_of_a_case_are_right(shared: Path, name: str) -> None:
    found = articles(shared, name)
    for field, expected in RIGHT[name].items():
        values = [getattr(article, field) for article in found]
        assert [f"{value}" for value in values] == expected if field == "published" else values == expected


@pytest.mark.parametrize(
    ("name", "paragraphs"),
    [
        ("05-hard-wrapped.txt", 4),
        ("06-hard-wrapped-cell.csv", 1),
        ("14-html-in-cells.csv", 3),
        ("22-text-in-list.json", 3),
    ],
)
def test_the_paragraphs_of_a_case_are_right(shared: Path, name: str, paragraphs: int) -> None:
    [article] = articles(shared, name)
    parts = article.text.split("\n\n")
    assert len(parts) == paragraphs
    assert not any("\n" in part or "<" in part for part in parts)


def test_a_wrapped_text_is_the_same_as_without_its_line_breaks(shared: Path) -> None:
    [wrapped], [plain] = articles(shared, "05-hard-wrapped.txt"), articles(shared, "05-hard-wrapped-same-unwrapped.txt")
    assert wrapped.text == plain.text


def test_entities_in_a_text_are_read(shared: Path) -> None:
    first, second = articles(shared, "13-entities-in-cells.csv")
    assert first.text.startswith(f"{PIER} “It might take a year,” said")
    assert '"We were never told," said' in second.text
