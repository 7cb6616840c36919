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
        ("Dana Krol", "The pier is closed and stays closed.")
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
        ("The claim that the ferry is old and should go is false.", "the ferry is old and should go"),
        ("The claim that he is a liar is false.", "he is a liar"),
        ("The claim that those who are poor should pay is false.", "those who are poor should pay"),
        ("The claim that the ferry is old, repeated often, is false.", "the ferry is old, repeated often"),
        ("The claim that the ferry is old — made in May — is false.", "the ferry is old — made in May"),
        ("The claim that “the ferry is old” is false.", "“the ferry is old”"),
        ("The claim that “the ferry is old” remains popular in Vell.", "“the ferry is old”"),
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


def test_a_claim_in_quotation_marks_is_a_quotation() -> None:
    text = "The claim that “the ferry is old” is what Lund was told."
    assert [(a.content.of(text), a.kind) for a in attribute(text).attributions] == [("“the ferry is old”", "direct")]


def test_a_claim_after_a_verb_goes_on_to_the_end() -> None:
    content = "the ferry is old and the pier is safe"
    assert said(f"Lund made the claim that {content}.") == [(None, content)]
    assert said(f"Lund’s claim that {content} was denied.") == [("Lund’s", content)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("As Lund noted, the pier was rotten.", "Lund"),
        ("As Lund noted on Monday, the pier was rotten.", "Lund"),
        ("As Lund explained in May, the pier was rotten.", "Lund"),
        ("As Lund rightly noted, the pier was rotten.", "Lund"),
        ("But as Lund noted, the pier was rotten.", "Lund"),
        ("As the mayor noted on Monday, the pier was rotten.", "the mayor"),
        ("Just as Lund noted, the pier was rotten.", "Lund"),
        ("As my colleague Ada Lund has written, the pier was rotten.", "my colleague Ada Lund"),
        ("As Lund noted, the pier was rotten, which could delay the talks.", "Lund"),
    ],
)
def test_as_somebody_noted_comes_before_what_is_said(text: str, source: str) -> None:
    assert said(text) == [(source, "the pier was rotten")]


@pytest.mark.parametrize(
    "text",
    [
        "As Lund read the words, the hall rose.",
        "As Lund said it, the hall rose.",
        "As Lund said goodbye, the hall rose.",
        "As Lund spoke, the hall rose.",
        "As Lund noted, no.",
        "As was noted, the pier was rotten.",
    ],
)
def test_as_can_tell_of_a_time(text: str) -> None:
    assert said(text) == []


def test_what_somebody_announces_meanwhile_is_not_what_happens_then() -> None:
    assert said("As Lund announced the winner, the hall rose.") == [("Lund", "the winner")]


@pytest.mark.parametrize("how", ["more than 200 times", "at least twice", "several times", "repeatedly", "3 times"])
def test_how_often_somebody_says_something_is_no_part_of_it(how: str) -> None:
    assert said(f"Ann Lee declared {how} that the pier was closed.") == [("Ann Lee", "the pier was closed")]


@pytest.mark.parametrize("content", ["more than 200 tons of fish", "more pens than paper that were lost"])
def test_an_amount_of_something_is_what_is_said(content: str) -> None:
    assert said(f"Ann Lee declared {content}.") == [("Ann Lee", content)]


@pytest.mark.parametrize("said_by", ["the judge said", "the judge said on Monday", "Ann Lee said"])
def test_who_said_a_quotation_is_not_what_another_reports(said_by: str) -> None:
    text = f"“The pier was rotten,” {said_by}, according to the Harbor Post."
    assert [content for _, content in said(text)] == ["“The pier was rotten,”"]


@pytest.mark.parametrize(
    "content",
    ["The judge said nothing", "“The pier was rotten,” the judge said, and the quay was closed for the whole winter"],
)
def test_what_another_reports_can_have_a_verb_of_saying(content: str) -> None:
    source, reported = said(f"{content}, according to the Harbor Post.")[-1]
    assert source == "the Harbor Post"
    assert content.endswith(reported)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Lund accused Dorn of lying about the pier.", "speech"),
        ("Lund blamed Dorn for losing the pier.", "speech"),
        ("Lund criticized Dorn for selling the pier.", "speech"),
        ("Lund accused Dorn of “selling the pier.”", "speech"),
        ("Lund accused Dorn of theft.", "thought"),
        ("Lund blamed Dorn for the fire.", "thought"),
        ("Lund criticized the plan.", "thought"),
        ("Lund praised Dorn for selling the pier.", "thought"),
        ("Lund thanked Dorn for selling the pier.", "thought"),
    ],
)
def test_a_charge_that_says_what_was_done_is_speech(text: str, act: str) -> None:
    assert [a.act for a in attribute(text).attributions] == [act]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Fewer crossings mean fewer riders, and fewer riders make the next cut easy, said Professor Ada Lund, a "
            "ferry economist at Salem College.",
            "Professor Ada Lund, a ferry economist at Salem College",
            "Fewer crossings mean fewer riders, and fewer riders make the next cut easy",
        ),
        ("Rates hit banks, and weak banks cut loans, said Lee Wong.", "Lee Wong",
         "Rates hit banks, and weak banks cut loans"),
        ("Rates hit banks, but weak banks lend, said Lee Wong, an economist.", "Lee Wong, an economist",
         "Rates hit banks, but weak banks lend"),
    ],
)  # fmt: skip
def test_clauses_before_an_inverted_cue_are_what_is_said(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


def test_a_conjunction_is_no_part_of_a_source() -> None:
    text = "But Lund’s refusal to sell the pier angered the council."
    assert [found.speaker for found in attribute(text).attributions] == ["Lund"]
