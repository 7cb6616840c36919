"""Where what is said begins and ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attribute
from tests.attribution.short import said, statements


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The pier was rotten, as Lund explained.", "The pier was rotten"),
        ("The pier was rotten, as Lund explained to the council in May.", "The pier was rotten"),
        ("“The pier was rotten,” as Lund told the Harbor Times.", "“The pier was rotten,”"),
    ],
)
def test_as_leads_to_who_said_it(text: str, content: str) -> None:
    assert said(text) == [("Lund", content)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ann Lee said she would not sell the pier, which could delay the talks.", "she would not sell the pier"),
        ("Ann Lee said the pier would stay — a remark that startled the room.", "the pier would stay"),
        ("Ann Lee said the pier would stay open – even though it leaks.", "the pier would stay open"),
        ("Ann Lee said she would sell the pier, but now her campaign is silent.", "she would sell the pier"),
        ("Ann Lee said the pier would stay, but her staff are packing.", "the pier would stay"),
        ("Ann Lee said the pier was rotten, never mind that she built it.", "the pier was rotten"),
        ("Ann Lee declared a narrow victory and is replacing the pilot.", "a narrow victory"),
        ("Ann Lee declared a narrow victory and never came back.", "a narrow victory"),
        (
            "Ann Lee said the pier “is rotten, which could sink us,” but now she is silent.",
            "the pier “is rotten, which could sink us,”",
        ),
    ],
)
def test_the_words_of_the_outlet_after_a_statement_are_no_part_of_it(text: str, content: str) -> None:
    assert said(text) == [("Ann Lee", content)]


@pytest.mark.parametrize(
    "content",
    [
        "she would not sell the pier, which she loves",
        "the pier was rotten, but the quay was safe",
        "the pier was rotten and is closed",
        "the pier would stay open — as it always does — and cost less",
        "the pier would stay open — cheaply and safely",
        "the pier “is rotten, but now is the time to act”",
        "the pier “would stay, which could be costly”",
        "the pier would stay, which could be “a relief for the town”",
        "the pier would stay — a relief — and “would be cheap, which could help”",
    ],
)
def test_a_statement_goes_on_after_a_mark(content: str) -> None:
    assert said(f"Ann Lee said {content}.") == [("Ann Lee", content)]


#: parts of statements in which reported statements may end
PARTS = (
    "the pier|would stay|, which could|—|a remark|, but now|is|and is|“it holds,”|“rotten”|never mind|,|has"
    "|“is old, which could sink us, but now”|(it leaks)|that|on May 4, 2021,"
).split("|")


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map(" ".join))
def test_no_quotation_is_cut(parts: str) -> None:
    text = f"Ann Lee said the ferry {parts}."
    found = attribute(text)
    for attribution in found.attributions:
        content = attribution.content
        assert 0 <= content.start < content.end <= len(text)
        for quote in found.quotes:
            assert not content.overlaps(quote.span) or content.contains(quote.span)


@pytest.mark.parametrize("label", ["WATCH BELOW", "READ MORE", "Related", "Watch live", "See also"])
def test_a_link_to_another_article_states_nothing(label: str) -> None:
    assert statements(f"{label}: Minister Dana Krol says the pier is closed") == []


def test_a_speaker_before_a_colon_is_no_teaser() -> None:
    assert said("Dana Krol: The pier is closed and stays closed.") == [
        ("Dana Krol", "The pier is closed and stays closed")
    ]


def test_a_heading_in_single_marks_does_not_continue_a_quotation_in_double_marks() -> None:
    text = "“It was loud,” Ruth Penn said.\n\n‘Nobody was there.’\n\n“We left,” she said."
    assert [content for _, content in said(text)] == ["“It was loud,”", "“We left,”"]


def test_single_marks_after_single_marks_continue_a_quotation() -> None:
    text = "‘It was loud,’ Ruth Penn said.\n\n‘Nobody was there at all.’"
    assert [content for _, content in said(text)] == ["‘It was loud,’", "‘Nobody was there at all.’"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The fair opens on what elders say is the saint’s birthday.", "elders", "the saint’s birthday"),
        ("The club has what it says is a debt of nine million.", "it", "a debt of nine million"),
        ("He sat in what Lund said was the oldest chair.", "Lund", "the oldest chair"),
    ],
)
def test_what_somebody_says_is_the_case_begins_after_the_verb(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


def test_what_somebody_says_in_general_is_no_statement() -> None:
    assert said("What elders say matters little.") == []


@pytest.mark.parametrize(
    "setting",
    [
        "announced on Feb. 25, that",
        "announced on Feb. 25 that",
        "announced on May 4, that",
        "said on March 3, 2021, that",
        "said on Feb. 25, 2021, that",
        "said on May 4, 2021 that",
        "announced in May 2021 that",
        "told @harborpress that",
        "told @harborpress",
    ],
)
def test_a_date_and_an_account_come_before_what_is_said(setting: str) -> None:
    assert said(f"Ann Lee {setting} the pier was closed.") == [("Ann Lee", "the pier was closed")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Claims that the ferry is cursed are false.", "the ferry is cursed"),
        ("Claims that the ferry is cursed have been denied.", "the ferry is cursed"),
        ("Claims that the ferry is being sunk", "the ferry is being sunk"),
        ("Claims that the ferry has sunk and is lost", "the ferry has sunk and is lost"),
    ],
)
def test_a_claim_at_the_head_of_a_sentence_ends_before_its_own_verb(text: str, content: str) -> None:
    assert said(text) == [(None, content)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rep. Ada Lund (R-Calif.), the chair, said the pier was closed.", "Rep. Ada Lund (R-Calif.), the chair"),
        ("The pier was closed, said Rep. Ada Lund (D-Calif.), the chair.", "Rep. Ada Lund (D-Calif.), the chair"),
    ],
)
def test_the_full_stop_in_brackets_does_not_end_a_sentence(text: str, source: str) -> None:
    assert [found for found, _ in said(text)] == [source]
    assert attribute(text).sentences[0].of(text) == text
