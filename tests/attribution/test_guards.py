"""Forms of verbs of saying that introduce no statement, and forms like them that do."""

import pytest

from analysis.attribution import attribute
from tests.attribution.short import last, said, statements


@pytest.mark.parametrize(
    "text",
    [
        "The court denied the request.",
        "The guard denied him entry.",
        "The guard denied Lund a visa.",
        "Lund responded as if nothing had happened.",
        "Lund replied with a smile.",
        "Lund cast his ballot in Salem on Sunday.",
        "The tower cast a long shadow over the pier.",
        "The shelter added another 200 places.",
        "Lund added two goals.",
        "Lund added two goals before the guests left the hall.",
        "Lund added 0.4 percent to the bill.",
        "Lund added sugar to the tea.",
        "The dancers show off their costumes.",
        "Lund posted a photo of the pier.",
        "Lund posted a photo of the pier that had burned.",
        "Lund shared a video of the pier.",
        "Lund tweeted a picture of the pier.",
        "The group claimed responsibility for the fire.",
        "Lund claimed victory in the race.",
        "The evidence the network sought could help the defence.",
        "The mayor says a prayer before each meeting and then closes the door.",
        "The mayor says many odd things.",
        "The mayor says such things and, frankly, she ought to stop.",
        "Lund called a meeting.",
        "Lund called him on Monday.",
        "Lund called the harbour office.",
        "Lund called an old friend.",
    ],
)
def test_an_act_is_no_statement(text: str) -> None:
    assert attribute(text).attributions == ()


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The court denied that the pier was rotten.", "The court", "the pier was rotten"),
        ("Lund responded that nothing had happened.", "Lund", "nothing had happened"),
        ("“Nothing has happened,” Lund responded.", "Lund", "“Nothing has happened,”"),
        ("Lund added that two goals were enough.", "Lund", "two goals were enough"),
        ("Lund added two goals were enough.", "Lund", "two goals were enough"),
        ("Lund posted that the pier was closed.", "Lund", "the pier was closed"),
        ("Lund claimed the fire was an accident.", "Lund", "the fire was an accident"),
        ("The mayor says a storm is coming.", "The mayor", "a storm is coming"),
        ("The mayor says some ferries are late.", "The mayor", "some ferries are late"),
        ("A mother of five said the pier was closed.", "A mother of five", "the pier was closed"),
        ("A crew of two said the pier was closed.", "A crew of two", "the pier was closed"),
    ],
)
def test_a_statement_with_the_same_verb_is_found(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lund called it a costly detour.", "it a costly detour"),
        ("Lund called the plan a costly detour.", "the plan a costly detour"),
        ("Lund called the charges unfounded.", "the charges unfounded"),
        ("Lund dubbed the plan a costly detour.", "the plan a costly detour"),
        ("Lund described it as a mess.", "it as a mess"),
        ("Lund described the plan as a mess that nobody wanted.", "the plan as a mess that nobody wanted"),
        ("Lund characterized the plan as a mess.", "the plan as a mess"),
    ],
)
def test_what_somebody_calls_a_thing_is_said_without_quotation_marks_too(text: str, content: str) -> None:
    assert said(text) == [("Lund", content)]


def test_a_description_without_a_label_is_no_speech() -> None:
    assert last("Lund described the attacker.").act == "thought"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The mayor leads her rival by six percent in a Courier poll.", "The mayor leads her rival by six percent"),
        (
            "Backing for the ferry has fallen to 38% in a Harbor Press/Tamsel survey.",
            "Backing for the ferry has fallen to 38%",
        ),
    ],
)
def test_a_poll_shows_its_result(text: str, content: str) -> None:
    found = last(text)
    assert found.content.of(text) == content
    assert (found.act, found.source_type) == ("document", "document")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor must reach six percent in a Courier poll.",
        "The mayor could win by six percent in a Courier poll.",
        "If the mayor reaches six percent in a Courier poll, she stays.",
        "The mayor lost ground in a Courier poll.",
        "About 41% of voters in the Courier poll.",
    ],
)
def test_a_poll_without_a_result_shows_nothing(text: str) -> None:
    assert attribute(text).attributions == ()


def test_those_who_were_asked_in_a_poll_speak_themselves() -> None:
    text = "Some 41% of those asked in the Courier poll said the ferry was late."
    assert statements(text) == [("Some 41% of those asked in the Courier poll", "said", "the ferry was late")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Critics who oppose the plan said the pier will sink.",
            "Critics who oppose the plan",
            "the pier will sink",
        ),
        ("Drivers who rarely stop say the pier will sink.", "Drivers who rarely stop", "the pier will sink"),
        ("Skippers that met in Vell say the pier will sink.", "Skippers that met in Vell", "the pier will sink"),
        ("Those who spoke said the pier will sink.", "Those who spoke", "the pier will sink"),
        ("Lund met those who spoke said the pier will sink.", "those who spoke", "the pier will sink"),
        ("Lund met them, and those who left said nothing had changed.", "those who left", "nothing had changed"),
        ("Lund saw a sign that says the pier is closed.", "a sign that", "the pier is closed"),
        ("There is a letter which says the pier is closed.", "a letter which", "the pier is closed"),
    ],
)
def test_a_relative_clause_belongs_to_the_source(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


def test_that_after_a_verb_begins_what_is_thought_and_no_relative_clause() -> None:
    text = "Lund thinks that demands the council made are wrong."
    assert statements(text) == [("Lund", "thinks", "demands the council made are wrong")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The club met, with Lund asking if the bus stops twice.", "Lund", "if the bus stops twice"),
        ("It was Uncle Theo explaining how the pipes had burst.", "Uncle Theo", "how the pipes had burst"),
        ("They spoke of Dana Krol saying the pier was closed.", "Dana Krol", "the pier was closed"),
    ],
)
def test_the_name_before_a_participle_speaks(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "They'd tell the court that the pier was closed.",
        "They’d tell the court that the pier was closed.",
        "They'll say that the pier was closed.",
        "He'll admit that the pier was closed.",
        "Lund never said that the pier was closed.",
        "Lund has never said that the pier was closed.",
        "Lund not once said that the pier was closed.",
        "Lund has not once mentioned that the pier was closed.",
        "Lund did not mention that the pier was closed.",
        "Lund never mentioned the pier.",
    ],
)
def test_nothing_has_been_said(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("They'd told the court that the pier was closed.", "They'd", "the pier was closed"),
        ("They've said that the pier was closed.", "They've", "the pier was closed"),
        ("Lund always said that the pier was closed.", "Lund", "the pier was closed"),
        ("Lund even mentioned that the pier was closed.", "Lund", "the pier was closed"),
        ("Lund never denied that the pier was closed.", "Lund", "the pier was closed"),
        ("Lund, once mayor, said that the pier was closed.", "Lund, once mayor", "the pier was closed"),
    ],
)
def test_something_has_been_said(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Last year asylum claims rose in Tarrow.",
        "The asylum claims rose in Tarrow.",
        "The fraud allegation sank the mayor.",
        "Many reasons why the pier is rotten are known.",
        "The pilot is named in the CBC reports that the council saw.",
        "As shown in Tarrow reports the pier is rotten.",
        "Lund and Dorn met to fix said problem that is old.",
        "Plumbers who fix said problem are paid well.",
        "The crew will repair said pipes.",
        "Written words that nobody read lay there.",
    ],
)
def test_a_noun_or_an_adjective_introduces_nothing(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The plumber claims the pier is rotten.", "The plumber", "the pier is rotten"),
        ("The salmon farmer claims the pier is rotten.", "The salmon farmer", "the pier is rotten"),
        ("The petition claims the pier is rotten.", "The petition", "the pier is rotten"),
        ("The bank claims the pier is rotten.", "The bank", "the pier is rotten"),
        (
            "The clerk who works in Tarrow claims the pier is rotten.",
            "The clerk who works in Tarrow",
            "the pier is rotten",
        ),
        ("The plumber said problems were rare.", "The plumber", "problems were rare"),
        ("Ada Lund has written that the pier is rotten.", "Ada Lund", "the pier is rotten"),
        ("“The pier is rotten,” Lund had written.", "Lund", "“The pier is rotten,”"),
    ],
)
def test_a_verb_with_the_same_form_introduces_a_statement(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]
