"""Which words before or after a verb are the source."""

import pytest

from tests.attribution.short import last, said, statements

CLOSED = "said the pier was closed."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Acme, Skyward and Tamsel {CLOSED}", "Acme, Skyward and Tamsel"),
        (f"Lund, Dorn and Roe {CLOSED}", "Lund, Dorn and Roe"),
        (f"Lund and Dorn {CLOSED}", "Lund and Dorn"),
        (f"The club met Acme, and Dorn {CLOSED}", "Dorn"),
        (f"Near Vell, Lund {CLOSED}", "Lund"),
        (f"In Vell, Tarrow and Alden, Lund {CLOSED}", "Lund"),
    ],
)
def test_several_names_with_commas_are_one_source(text: str, source: str) -> None:
    assert said(text) == [(source, "the pier was closed")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The pier is closed, Lund, Dorn and Roe said.", "Lund, Dorn and Roe", "The pier is closed"),
        ("“The pier is closed,” Lund, Dorn and Roe said.", "Lund, Dorn and Roe", "“The pier is closed,”"),
        ("The ferry reached Tarrow, Lund said.", "Lund", "The ferry reached Tarrow"),
        ("It rained in Vell, Tarrow and Alden, Lund said.", "Lund", "It rained in Vell, Tarrow and Alden"),
    ],
)
def test_several_names_after_what_is_said_are_one_source(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


@pytest.mark.parametrize(
    ("text", "source", "source_type"),
    [
        (f"Skippers such as Lund {CLOSED}", "Skippers such as Lund", "unnamed_group"),
        (f"Skippers such as Ada Lund and Bo Roe {CLOSED}", "Skippers such as Ada Lund and Bo Roe", "unnamed_group"),
        (f"The hall was as full as Lund {CLOSED}", "Lund", "named_person"),
        (f"Such growers {CLOSED}", "Such growers", "unnamed_group"),
    ],
)
def test_such_as_gives_examples_of_a_group(text: str, source: str, source_type: str) -> None:
    assert said(text)[-1] == (source, "the pier was closed")
    assert last(text).source_type == source_type


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"He liked it up to the moment Lund {CLOSED}", "Lund"),
        (f"The club met on the day Ada Lund {CLOSED}", "Ada Lund"),
        (f"Bo Day {CLOSED}", "Bo Day"),
        (f"Harbour engineer Lund {CLOSED}", "Harbour engineer Lund"),
    ],
)
def test_a_name_after_an_occasion_stands_alone(text: str, source: str) -> None:
    assert said(text) == [(source, "the pier was closed")]


@pytest.mark.parametrize(
    ("after", "source"),
    [
        ("Ada Lund in the long segment that followed", "Ada Lund"),
        ("Ada Lund at the rally", "Ada Lund"),
        ("Ada Lund of the Harbor Guild", "Ada Lund of the Harbor Guild"),
        ("Ada Lund with the Harbor Guild", "Ada Lund with the Harbor Guild"),
        ("Ada Lund of the guild", "Ada Lund of the guild"),
        ("a clerk in the long queue", "a clerk in the long queue"),
    ],
)
def test_a_place_or_an_occasion_after_a_full_name_is_no_part_of_the_source(after: str, source: str) -> None:
    assert said(f"“The pier is closed,” said {after}.") == [(source, "“The pier is closed,”")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Appearing on a show on Monday, Lund rose and {CLOSED}", "Lund"),
        (f"Flanked by guards, Lund rose and {CLOSED}", "Lund"),
        (f"Helping himself to tea, Lund sat and {CLOSED}", "Lund"),
        (f"Nursing the sick all day, Lund stood and {CLOSED}", "Lund"),
        (f"Nursing staff stood and {CLOSED}", "Nursing staff"),
        (f"Housing officials, led by Lund, rose and {CLOSED}", "Housing officials"),
        (f"Sailing clubs rose and {CLOSED}", "Sailing clubs"),
        (f"King rose and {CLOSED}", "King"),
    ],
)
def test_the_subject_comes_after_a_participle_and_its_comma(text: str, source: str) -> None:
    assert said(text) == [(source, "the pier was closed")]


def test_the_verb_of_a_relative_clause_takes_no_conjunction_as_its_subject() -> None:
    first, second = statements(f"Skippers who sailed to Vell and sought help {CLOSED}")
    assert first == ("Skippers who", "sought", "help")
    assert second == ("Skippers who sailed to Vell and sought help", "said", "the pier was closed")
    assert statements("The court met skippers who sailed to Vell and sought help.") == [("The court", "sought", "help")]


@pytest.mark.parametrize("went", ["went on to say", "went on to say that", "moved on to say that"])
def test_whoever_goes_on_to_say_something_says_it(went: str) -> None:
    assert said(f"Ada Lund {went} the pier was closed.") == [("Ada Lund", "the pier was closed")]


@pytest.mark.parametrize("text", ["Work went on to the end.", "The show went on to say goodbye."])
def test_whatever_goes_on_says_nothing(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("pronoun", "speaker"), [("He's", "Bo Fenn"), ("He'd", "Bo Fenn"), ("He’d", "Bo Fenn"), ("They've", None)]
)
def test_a_contraction_is_read_as_its_pronoun(pronoun: str, speaker: str | None) -> None:
    text = f"Bo Fenn left. {pronoun} said that the pier was closed."
    assert (last(text).speaker, last(text).source_type) == (speaker, None if speaker is None else "named_person")


@pytest.mark.parametrize("pronoun", ["they've", "he’d"])
def test_a_contraction_after_a_quotation_is_its_source(pronoun: str) -> None:
    assert said(f"“The pier is closed,” {pronoun} said.") == [(pronoun, "“The pier is closed,”")]
