"""Quotations without a verb of saying: a person and any verb stand right beside them."""

import pytest

from analysis.attribution import attribute
from tests.attribution.short import said, statements

#: what is said
C = "The pier was never rotten"


@pytest.mark.parametrize(
    ("text", "source", "verb"),
    [
        (f"“{C},” Lund fibbed.", "Lund", "fibbed"),
        (f"“{C},” Ada B. Lund fibbed.", "Ada B. Lund", "fibbed"),
        (f"“{C},” he quickly fibbed.", "he", "fibbed"),
        (f"“{C},” declaimed Lund.", "Lund", "declaimed"),
        (f"“{C}!” declaimed Lund.", "Lund", "declaimed"),
    ],
)
def test_a_person_and_any_verb_right_after_a_quotation_speak_it(text: str, source: str, verb: str) -> None:
    assert [(who, cue) for who, cue, _ in statements(text)] == [(source, verb)]
    assert [a.kind for a in attribute(text).attributions] == ["direct"]


@pytest.mark.parametrize(
    ("text", "source", "verb"),
    [
        (f"Lund hammered: “{C}.”", "Lund", "hammered"),
        (f"Lund laughed, “{C}.”", "Lund", "laughed"),
        (f"Lund snapped at Dorn, “{C}.”", "Lund", "snapped"),
        (f"The skipper hammered: “{C}.”", "The skipper", "hammered"),
        (f"In May the skipper hammered, “{C}.”", "the skipper", "hammered"),
        (f"Skippers groused, “{C}.”", "Skippers", "groused"),
    ],
)
def test_a_person_and_any_verb_right_before_a_quotation_speak_it(text: str, source: str, verb: str) -> None:
    assert statements(text) == [(source, verb, f"“{C}.”")]


@pytest.mark.parametrize(
    "text",
    [
        f"The wind hammered: “{C}.”",
        f"The storm groused, “{C}.”",
        f"In May the report hammered, “{C}.”",
        f"“{C},” laughed the wind.",
        f"“{C},” which Lund painted on a wall, was a joke.",
    ],
)
def test_only_a_person_speaks_by_any_verb(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Lund fibbed. “{C}.”",
        f"Lund painted “{C}” on a wall.",
        f"“{C}” Lund hammered.",
        f"“{C},” Lund was.",
        f"Lund was loud, “{C}.”",
        f"Lund hammered; the wall was red, “{C}.”",
        "Lund hammered, “rotten wood.”",
        "“rotten wood,” Lund hammered.",
        "“Rotten,” Lund hammered.",
        "Lund hammered: “Rotten.”",
    ],
)
def test_a_few_words_and_words_apart_are_not_spoken_by_any_verb(text: str) -> None:
    assert statements(text) == []


def test_a_quotation_with_a_verb_of_saying_has_no_second_one() -> None:
    assert said(f"“{C},” Lund said, and fibbed.") == [("Lund", f"“{C},”")]


def test_an_attitude_beside_a_quotation_does_not_speak_for_it() -> None:
    found = attribute(f"Lund slammed the plan, “{C}.”").attributions
    assert [(a.act, a.kind) for a in found] == [("thought", "indirect"), ("speech", "direct")]


@pytest.mark.parametrize(
    ("speaker", "name", "title"),
    [
        ("Sen. Ada Lund (D-Ohio), the chair, asked", "Ada Lund", "chair"),
        ("Rep. Ada Lund (D-Ohio) asked", "Ada Lund", "Rep. (D-Ohio)"),
        ("Rep. Ada Lund (D-Ohio) told the council", "Ada Lund", "Rep. (D-Ohio)"),
        ("Ada Lund, head of the Harbor Guild, wrote", "Ada Lund", "head of the Harbor Guild"),
        ("The mayor asked", None, None),
        ("One of the skippers asked", None, None),
        ("Another skipper asked", None, None),
        ("A skipper from Vell asked", None, None),
        ("His lawyer asked", None, None),
    ],
)
def test_the_speaker_of_a_question_comes_after_it(speaker: str, name: str | None, title: str | None) -> None:
    text = f"“Is the pier rotten?” {speaker}."
    (found,) = attribute(text).attributions
    assert found.content.of(text) == "“Is the pier rotten?”"
    assert (found.speaker, found.title) == (name, title)


@pytest.mark.parametrize(
    "following",
    [
        "Sen. Ada Lund (D-Ohio), the chair, left.",
        "A skipper from Vell left.",
        "Ada Lund walked away.",
        "Ada Lund asked to leave.",
        "Then the mayor asked for tea.",
    ],
)
def test_whoever_does_something_else_after_a_question_has_not_asked_it(following: str) -> None:
    assert statements(f"“Is the pier rotten?” {following}") == []


@pytest.mark.parametrize("verb", ["answered,", "replied:", "answered him,"])
def test_whoever_answers_in_a_quotation_has_not_asked(verb: str) -> None:
    assert said(f"“Is the pier rotten?” Ada Lund {verb} “It is not.”") == [("Ada Lund", "“It is not.”")]


@pytest.mark.parametrize("answer", ["Lund said, “It is not.”", "Lund said: “It is not.”"])
def test_an_answer_after_a_question_with_a_speaker_has_its_own(answer: str) -> None:
    assert said(f"Bo Fenn asked, “Is the pier rotten?” {answer}") == [
        ("Bo Fenn", "“Is the pier rotten?”"),
        ("Lund", "“It is not.”"),
    ]
