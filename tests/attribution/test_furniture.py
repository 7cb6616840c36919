"""Boxes with links that a page copies into its sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution.furniture import without_boxes
from tests.attribution.short import said

BOX = "Robert James FennFenn asks for a vote Five things to know about the pier MORE"


def test_a_box_becomes_spaces() -> None:
    text = f"Mayor Bo Fenn {BOX} said the pier was closed."
    assert without_boxes(text) == f"Mayor Bo Fenn {' ' * len(BOX)} said the pier was closed."
    assert said(text) == [("Mayor Bo Fenn", "the pier was closed")]


@pytest.mark.parametrize(
    "text", ["Mayor Bo Fenn asked for more. READ MORE", "Mayor Bo Fenn met Ann Fenn. Fenn asked for ONE MORE THING."]
)
def test_other_words_stay(text: str) -> None:
    assert without_boxes(text) == text


@given(st.lists(st.sampled_from(["Bo", "Fenn", "FennFenn", "MORE", BOX, "(D)", "said", "\n", "“"])).map(" ".join))
def test_only_whole_characters_become_spaces(text: str) -> None:
    blanked = without_boxes(text)
    assert len(blanked) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, blanked, strict=True))
    assert blanked.count("\n") == text.count("\n")


@pytest.mark.parametrize("credit", ["(Jan Pole/VBC)", "(AP Photo/Jan Pole)", "(Jan Pole/Harbor Press) "])
def test_a_line_that_ends_with_the_credit_of_a_picture_states_nothing(credit: str) -> None:
    caption = f"Mayor Bo Fenn says the pier is closed. {credit}"
    assert said(f"{caption}\nMayor Ada Lund said the pier was open.") == [("Mayor Ada Lund", "the pier was open")]


@pytest.mark.parametrize(
    "after",
    [". (Jan Pole)", " (and/or late).", ". (Jan Pole/VBC) It rained.", ".\n(Jan Pole/VBC)", ". It burned. (Jan Pole)"],
)
def test_other_lines_with_brackets_can_state_something(after: str) -> None:
    assert [source for source, _ in said(f"Mayor Bo Fenn says the pier is closed{after}")] == ["Mayor Bo Fenn"]
