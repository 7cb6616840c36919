"""Articles whose paragraphs are broken into lines, as in a PDF or an e-mail."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attribute
from analysis.attribution.lines import unwrapped

PARAGRAPHS = (
    "The harbour council of Aldenport voted on Monday to close the old pier for the whole of the winter, after "
    "engineers found that most of the piles under the ferry landing had rotted through.",
    "Mayor Ann Lee said the town had no choice. “The pier was built for rowing boats and it now has to carry lorries, "
    "and nobody ever paid for that,” Lee told the meeting in the old customs house near the fish market.",
    "Fishermen who use the pier said the closure would cost them the herring season, and that the council had promised "
    "them a second landing as early as last summer.",
    "The Harbor Workers League called the decision a costly detour and asked the ministry to pay for a temporary "
    "landing on the other side of the bay until the spring.",
)
#: lines of broken and of whole paragraphs, most of them long enough to be broken
LINES = (
    "the council of the harbour met again on the pier and the",
    "ferry was late because of the wind that came from the north",
    "“We will not sell the pier to anybody at all in this town",
    'Bo Fenn said "no way, not in this harbour and not this year',
    "and nobody answered the question of the mayor that evening.",
    "The ferry left the harbour of Aldenport at noon on Monday.",
    "“Nobody asked us.”",
    "She left.",
    "",
    " \t ",
    "\x0b\x1c",
    "漢😀",
)


@given(
    st.lists(st.sampled_from(LINES), max_size=40).map("\n".join) | st.text(alphabet="ab ,.“”\"'-\n\r\x85", max_size=400)
)
def test_only_space_between_lines_is_replaced_and_by_as_many_spaces(text: str) -> None:
    joined = unwrapped(text)
    assert len(joined) == len(text)
    for before, after in zip(text, joined, strict=True):
        assert after == before or (before.isspace() and after == " ")


def test_a_broken_article_is_read_as_the_same_article_with_whole_paragraphs() -> None:
    whole = "\n\n".join(PARAGRAPHS)
    broken = "\n\n".join(textwrap.fill(paragraph, 64) for paragraph in PARAGRAPHS)
    assert len(broken) == len(whole)
    assert broken.count("\n") > whole.count("\n") + 8
    assert unwrapped(broken) == whole
    assert attribute(broken) == attribute(whole)
    assert len(attribute(whole).attributions) >= 4


@pytest.mark.parametrize("between", ["\n", "\n\n", " \n"])
def test_whatever_separates_the_lines_becomes_spaces(between: str) -> None:
    lines = [*LINES[:2] * 5, "She left."]
    assert unwrapped(between.join(lines)) == (" " * len(between)).join(lines)


def test_an_article_with_whole_paragraphs_is_left_alone() -> None:
    whole = "\n".join([*PARAGRAPHS, "A headline without a full stop that is long enough", *PARAGRAPHS])
    assert unwrapped(whole) == whole


def test_few_long_lines_are_left_alone() -> None:
    text = "\n".join([*LINES[:2] * 2, "She left."])
    assert unwrapped(text) == text


def test_short_lines_are_left_alone() -> None:
    text = "\n".join([*LINES[:2] * 5, "Rain on the pier", "Wind on the quay"])
    assert unwrapped(text).endswith("\nWind on the quay")


def test_a_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    text = "\n".join([*LINES[:2] * 4, LINES[4], LINES[5]])
    assert unwrapped(text).endswith(f"{LINES[4]}\n{LINES[5]}")


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_a_quotation_goes_on_after_a_line_that_ends_a_sentence(opening: str, closing: str) -> None:
    quotation = [
        f"{opening}The pier is closed and it will stay closed for the winter.",
        f"It is as simple as that, and everybody in this town knows it,{closing}",
    ]
    text = "\n".join([*LINES[:2] * 4, LINES[4], *quotation, "said Ann Lee, who had voted against the plan in May."])
    assert " ".join(quotation) in unwrapped(text)


def test_a_paragraph_that_opens_with_a_mark_again_is_not_joined() -> None:
    quotation = [
        "“The pier is closed and it will stay closed for the winter.",
        "“It is as simple as that, and everybody in this town knows it,” said Ann Lee.",
    ]
    text = "\n".join([*LINES[:2] * 4, LINES[4], *quotation])
    assert "\n".join(quotation) in unwrapped(text)


def test_a_mark_that_is_never_closed_joins_no_more_than_a_few_lines() -> None:
    sentence = "The ferry left the harbour of Aldenport at noon on Monday."
    text = "\n".join([*LINES[:2] * 9, "“We sailed past the pier and the market at noon today.", *[sentence] * 30])
    assert unwrapped(text).count("\n") > 15
