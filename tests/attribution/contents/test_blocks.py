"""Paragraphs and lists without quotation marks that a sentence of saying announces with a colon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attribute
from tests.attribution.short import said

BLOCK = "The pier was rotten and nobody wanted to pay for it."


@pytest.mark.parametrize(
    ("opening", "source"),
    [
        ("Lund put it like this:", "Lund"),
        ("Lund wrote:", "Lund"),
        ("Lund said in a statement:", "Lund"),
        ("Lund said the following:", "Lund"),
        ("Lund wrote this in a letter to the council:", "Lund"),
        ("The mayor of Tarrow wrote:", "The mayor of Tarrow"),
    ],
)
def test_the_paragraph_after_a_colon_is_said(opening: str, source: str) -> None:
    text = f"{opening}\n\n{BLOCK}"
    assert said(text) == [(source, BLOCK)]
    assert [a.kind for a in attribute(text).attributions] == ["direct"]


def test_the_whole_paragraph_is_said_and_not_the_next_one() -> None:
    block = f"{BLOCK} We shall build it again."
    assert said(f"Lund wrote:\n\n{block}\n\n{BLOCK}") == [("Lund", block)]


@pytest.mark.parametrize(
    "opening",
    [
        "I wrote:",
        "We put it like this:",
        "The plan was this:",
        "Lund walked on:",
        "Lund wrote.",
    ],
)
def test_a_paragraph_that_nobody_announces_is_of_the_outlet(opening: str) -> None:
    assert said(f"{opening}\n\n{BLOCK}") == []


@pytest.mark.parametrize(
    "block",
    [
        "The pier was rotten.",
        "Why the pier was rotten and nobody wanted to pay",
        "The pier was rotten and nobody wanted to “pay for it” at all.",
        "",
    ],
)
def test_headings_and_paragraphs_with_quotations_are_no_blocks(block: str) -> None:
    assert said(f"Lund wrote:\n\n{block}") == []


def test_a_paragraph_with_a_speaker_of_its_own_is_said_by_that_speaker() -> None:
    assert said("Lund wrote:\n\nThe pier was rotten and nobody wanted to pay for it, Dorn said.") == [
        ("Dorn", "The pier was rotten and nobody wanted to pay for it")
    ]


def test_a_sentence_that_has_said_something_announces_nothing() -> None:
    assert said(f"Lund said the pier was old:\n\n{BLOCK}") == [("Lund", "the pier was old")]


def test_a_quotation_after_a_colon_is_found_once() -> None:
    assert said(f"Lund said:\n\n“{BLOCK}”") == [("Lund", f"“{BLOCK}”")]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("bullet", ["•", "-", "*", "–"])
def test_each_item_after_a_colon_is_said(bullet: str, between: str) -> None:
    items = ["pay must rise by May", "the pier must stay open"]
    text = between.join(["The guild said:", *(f"{bullet} {item}" for item in items), "The council met."])
    assert said(text) == [("The guild", item) for item in items]
    assert {a.kind for a in attribute(text).attributions} == {"indirect"}


@pytest.mark.parametrize(
    "text",
    [
        "Lund packed:\n\n• a warm coat and socks\n\n• a map of the pier",
        "The list of what to pack:\n\n• a warm coat and socks\n\n• a map of the pier",
        "Lund said:\n\n• pay\n\n• pier",
        "Lund said:\n\npay must rise by May\n\nthe pier must stay open",
    ],
)
def test_other_lists_are_said_by_nobody(text: str) -> None:
    assert said(text) == []


def test_what_somebody_opposes_is_not_the_next_paragraph() -> None:
    text = f"Lund opposed the following:\n\n{BLOCK}"
    assert [a.content.of(text) for a in attribute(text).attributions] == ["the following"]


def test_an_item_is_said_once() -> None:
    assert len(said("Lund said:\n\n• pay must rise by May or nobody will come to work.")) == 1


def test_a_list_ends_at_the_first_line_that_is_no_item() -> None:
    text = "Lund said:\n\n• pay must rise by May\n\nThe council met.\n\n• the pier must stay open"
    assert said(text) == [("Lund", "pay must rise by May")]


LINES = st.sampled_from(
    [
        "Lund wrote:", "Lund said that:", "I said:", BLOCK, f"“{BLOCK}”", "• pay must rise by May", "•", "• pay", ":",
        "She left.", "Lund said the pier was old:", "“We left,” Lund said.", "— Ann Lee",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n\n".join))
def test_nothing_is_said_twice(text: str) -> None:
    spans = sorted((a.content.start, a.content.end) for a in attribute(text).attributions if a.act != "thought")
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert len(spans) == len(set(spans))
