"""Sentences in which nobody says anything, and subjects that are easily overlooked."""

from __future__ import annotations

import pytest

from analysis.attribution import attribute


def stated(text: str) -> list[tuple[str | None, str]]:
    """Source and content of every statement of a text."""
    return [
        (a.source.of(text) if a.source else None, a.content.of(text))
        for a in attribute(text).attributions
        if a.act != "thought"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The plan works if growers say it does.",
        "Will every clerk say that the pier is closed?",
        "How many times can you claim that it is safe?",
        "No senator said that the pier was closed.",
        "The growers no longer claim that the pier is closed.",
        "The guild is considering adding that the pier is closed.",
        "She works on the team reporting to Lund.",
    ],
)
def test_nobody_says_what_is_only_supposed_asked_or_denied(text: str) -> None:
    assert stated(text) == []


def test_a_question_can_have_a_source() -> None:
    assert stated("Is it because, as Ada Lund has argued, the pier was sold?")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“The pier is closed,” another said.", "another", "“The pier is closed,”"),
        ("Growers have long maintained that the pier is closed.", "Growers", "the pier is closed"),
        ("Lund told Mayor Bo Roe by phone, “The pier is closed.”", "Lund", "“The pier is closed.”"),
        ("He wants the plan Growers United say would close the pier.", "Growers United", "would close the pier"),
    ],
)
def test_who_says_it_is_found(text: str, source: str, content: str) -> None:
    assert (source, content) in stated(text)


@pytest.mark.parametrize(
    "text",
    ["There’s reason to fear that it fails. “It fails,” he said.", "On Thursday it rained. “It fails,” he said."],
)
def test_words_of_english_are_nobody(text: str) -> None:
    assert {a.speaker for a in attribute(text).attributions} <= {None}


def test_a_question_does_not_rename_a_person() -> None:
    found = attribute("Will Robert Quint resign? Robert Quint said the pier is closed.").attributions
    assert [a.speaker for a in found] == ["Robert Quint"]
