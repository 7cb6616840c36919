"""Which column has which field of an article, by its name or by its values."""

from __future__ import annotations

import pytest

from analysis.ingest.tables.base import UnreadableTable
from analysis.ingest.tables.columns import find_columns, offered_columns, usual_columns
from analysis.ingest.tables.headers import different, header_row


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ["Headline", "Published Date", "Article Text", "Media Outlet", "Writer"],
            {"title": "Headline", "published": "Published Date", "text": "Article Text", "outlet": "Media Outlet",
             "authors": "Writer"},
        ),
        (["publishedAt", "CONTENT", "source_name"],
         {"published": "publishedAt", "text": "CONTENT", "outlet": "source_name"}),
        (["article-body", "pub_date", "Web URL"], {"text": "article-body", "published": "pub_date", "url": "Web URL"}),
    ],
)  # fmt: skip
def test_usual_names_are_found_in_any_spelling(names: list[str], expected: dict[str, str]) -> None:
    assert usual_columns(names) == expected


def test_of_columns_with_usual_names_the_one_with_values_is_used() -> None:
    rows = [{"text": "", "content": None, "body": "A text.", "text (2)": "-"}]
    assert usual_columns(["text", "content", "text (2)", "body"], rows=rows) == {"text": "body"}
    assert usual_columns(["text", "text (2)"], rows=[{"text": None, "text (2)": "A text."}]) == {"text": "text (2)"}
    assert usual_columns(["content", "text"]) == {"text": "text"}


def test_a_table_without_a_header_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableTable, match="the first row seems to be an article, and not the names of the columns"):
        find_columns(["Pier", "2019-05-03", "The council will vote on the pier, " * 4], {})


@pytest.mark.parametrize(
    ("values", "offered"),
    [
        (["2019-05-03", "04/05/19"], True), (["19-Feb-18"], True), (["1556323200"], True),
        (["0001-01-01", "2019-05-03"], True),
        (["20190427"], True), (["12", "43582"], False), (["Friday", "soon"], False), ([""], False),
        (["2019-05-03", "soon", "soon"], False),
    ],
)  # fmt: skip
def test_a_column_whose_values_are_dates_is_offered(values: list[str], offered: bool) -> None:
    rows = [{"when": value, "text": "A text."} for value in values]
    found = offered_columns(["when", "text"], rows, {"text": "text"})
    assert found == ({"published": "when"} if offered else {})


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["title", "text"], ["A", "B"]], 0),
        ([["", ""], ["title", "text"]], 1),
        ([["All articles"], ["title", "date", "text"]], 1),
        ([["All articles", "", ""], ["Titel", "Datum", "Inhalt"], ["A", "B", "C"]], 1),
        ([["Titel", "Inhalt"], ["A", "B"], ["C", "D"]], 0),
        ([["text"], ["A"], ["B"]], 0),
        ([["text", ""], ["A", "B"], ["C", "D", "E"]], 0),
        ([], 0),
    ],
)
def test_the_header_is_found_below_a_title(rows: list[list[str]], header: int) -> None:
    assert header_row(rows) == header


def test_repeated_names_are_numbered() -> None:
    assert different(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]
