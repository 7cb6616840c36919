"""Cells: missing values, markup, lists, outlets, names of authors, wrapped lines."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.ingest.repair import unwrapped
from analysis.ingest.tables.cells import authors_of, body_of, line_of, stated_outlet, text_of
from analysis.ingest.tables.markup import plain_line, plain_text


@pytest.mark.parametrize(
    "value",
    ["", " ", "NA", "N/A", "#N/A", "n/a", "\\N", "-", "NaN", "nan", "None", "null", "NULL", "[]", None, float("nan")],
)
def test_what_programs_write_for_a_missing_value_is_missing(value: Any) -> None:
    assert text_of(value) is line_of(value) is body_of(value) is None
    assert authors_of(value) == ()
    assert stated_outlet(value) is None


@pytest.mark.parametrize("value", ["0", "Nan Lorne", "No", "N/A-rated films", "Nil return"])
def test_values_that_only_look_similar_are_values(value: str) -> None:
    assert text_of(value) == value


def test_a_line_has_no_breaks_and_no_markup() -> None:
    assert line_of("Board&#8217;s plan &amp;\n <b>fears</b>") == "Board’s plan & fears"
    assert plain_line("a < b & c") == "a < b & c"


def test_tags_become_paragraphs_and_captions_are_apart() -> None:
    html = (
        "<p>One &amp; “two”.</p><p>Three<br>four.</p><figure><img src='a.jpg' alt='Bad'><figcaption>A pier</figcaption>"
        "</figure><script>var a = 1;</script>"
    )
    assert plain_text(html) == ("One & “two”.\n\nThree\n\nfour.", ("A pier",))
    assert plain_text("if a < b and c > d, no tag") == ("if a < b and c > d, no tag", ())
    assert plain_text("&lt;p&gt;One.&lt;/p&gt;") == ("One.", ())


@pytest.mark.parametrize(
    "value",
    [["One.", "Two."], "['One.', 'Two.']", '["One.", "Two."]', [["One."], ["Two."]], {"paragraphs": ["One.", "Two."]},
     {"sections": [{"headline": [], "paragraphs": ["One.", "Two."]}]}, "array(['One.', 'Two.'], dtype=object)",
     "One.\\n\\nTwo."],
)  # fmt: skip
def test_lists_are_paragraphs(value: Any) -> None:
    assert body_of(value) == "One.\n\nTwo."


def test_brackets_in_a_text_are_text() -> None:
    assert body_of("[Editor’s note: this was changed.] The pier closed.") == (
        "[Editor’s note: this was changed.] The pier closed."
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("['Orla Fenwick', 'Milo Radek']", ("Orla Fenwick", "Milo Radek")),
        ("Orla Fenwick; Milo Radek", ("Orla Fenwick", "Milo Radek")),
        ("By Orla Fenwick and Milo Radek", ("Orla Fenwick", "Milo Radek")),
        ("Orla Fenwick, Milo Radek and Ida Sorn", ("Orla Fenwick", "Milo Radek", "Ida Sorn")),
        ("Fenwick, Orla", ("Orla Fenwick",)),
        ("Fenwick, Orla; Radek, Milo", ("Orla Fenwick", "Milo Radek")),
        ("Orla Fenwick, Jr.", ("Orla Fenwick, Jr.",)),
        ("Orla Fenwick, Political Correspondent", ("Orla Fenwick",)),
        ("Wexmere Post", ()),
        ("Wexmere Post Staff", ()),
        ("Orla Fenwick <orla@wexmere.example>", ("Orla Fenwick",)),
        ([{"name": "Orla Fenwick"}, {"firstname": "Milo", "lastname": "Radek"}], ("Orla Fenwick", "Milo Radek")),
        ("https://wexmere.example/orla", ()),
        ("Orla Fenwick|Orla Fenwick", ("Orla Fenwick",)),
    ],
)
def test_authors_are_separated(value: Any, expected: tuple[str, ...]) -> None:
    assert authors_of(value, "Wexmere Post") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://www.foxnews.com", "Fox News"), ("{'id': 'cnn', 'name': 'CNN'}", "CNN"),
        ({"id": None, "name": "CNN"}, "CNN"),
        ("http://wexmere.example/", "wexmere.example"), ("Wexmere Post", "Wexmere Post"),
        (["Wexmere Post"], "Wexmere Post"),
    ],
)  # fmt: skip
def test_an_outlet_that_is_an_address_or_an_object_is_its_outlet(value: Any, expected: str) -> None:
    assert stated_outlet(value) == expected


WRAPPED = """The harbour board of Wexmere will probably close the north
pier in June, officials said on Friday. “It might take a
year,” said Orla Fenwick, the board’s chair, who has argued
for the work since the winter storms damaged the piles. The
council is expected to vote next week."""


def test_hard_wrapped_lines_are_joined_and_others_are_not() -> None:
    assert unwrapped(WRAPPED) == " ".join(WRAPPED.split())
    assert unwrapped(f"{WRAPPED}\n\n{WRAPPED}") == "\n\n".join([" ".join(WRAPPED.split())] * 2)
    verses = "A short line.\nAnother one, a bit longer.\nThe end of it.\nNo more of it here.\nThat is all."
    assert unwrapped(verses) == verses
