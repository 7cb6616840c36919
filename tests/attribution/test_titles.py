"""The titles of people, as an article states them anywhere."""

import pytest

from tests.attribution.short import last


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Democratic state Sen. Ada Lund (D-Tarrow) said no to the pier.", "Democratic state Sen. (D-Tarrow)"),
        ("Rep. Ada Lund (D-Calif.) said no to the pier.", "Rep. (D-Calif.)"),
        ("Harbour engineer Ada Lund said no to the pier.", "Harbour engineer"),
        ("The tourists met Governor Ada Lund. She said no to the pier.", "Governor"),
        ("Ada Lund, a lawyer for the city, said no to the pier.", "lawyer for the city"),
        ("Ada Lund, 52, a teacher from Tarrow, said no to the pier.", "teacher from Tarrow"),
        ("Ada Lund (D-Tarrow), the chair of the council, said no to the pier.", "chair of the council"),
        ("Ada Lund, one of the leaders of the club, said no to the pier.", None),
        ("“It holds,” said Ada Lund, the mayor of Tarrow and a former pilot.", "mayor of Tarrow and a former pilot"),
        ("Ada Lund is the mayor of Tarrow. Lund said no to the pier.", "mayor of Tarrow"),
        ("Ada Lund, who is a teacher in Vell, rose. Lund said no to the pier.", "teacher in Vell"),
        ("The city's lawyer, Ada Lund, said no to the pier.", "lawyer"),
        ("Ada Lund, a former pilot and current mayor of Tarrow, said no to the pier.", "current mayor of Tarrow"),
        ("“It holds,” Lund said. Ada Lund, a lawyer for the city, left.", "lawyer for the city"),
        ("Ada Lund, risk officer Rebecca Little and Bo Roe left. Lund said no to the pier.", None),
        ("Ada Lund, risk officer Rebecca Little, and Bo Roe left. Lund said no to the pier.", None),
        ("Ada Lund, Director of Policy, Vell Coalition, said no to the pier.", "Director of Policy, Vell Coalition"),
        ("Ada Lund, Director of Policy, Bo Roe and Cy Orr left. Lund said no to the pier.", "Director of Policy"),
        ("Ada Lund, a teacher, Tarrow Street, said no to the pier.", "teacher"),
        ("The city's director of advocacy, Ada Lund, said no to the pier.", "director of advocacy"),
        ("A worker with the Harbor Guild, Ada Lund, said no to the pier.", "worker with the Harbor Guild"),
        ("He met a worker with the Harbor Guild, Ada Lund, at noon. Lund said no to the pier.", None),
        ("Ada Lund felt stuck. The Tarrow guitarist used to tour. Lund said no to the pier.", "Tarrow guitarist"),
        ("Ada Lund felt stuck. A Tarrow guitarist used to tour. Lund said no to the pier.", None),
        ("Ada Lund felt stuck. The guitarist of the club used to tour. Lund said no to the pier.", None),
        ("Ada Lund felt stuck. The teacher union was loud. Lund said no to the pier.", None),
        ("Ada Lund felt stuck. The Tarrow ferry used to tour. Lund said no to the pier.", None),
        ("Ada Lund felt stuck. The Tarrow guitarist, now 70, toured. Lund said no to the pier.", None),
        ("Ada Lund met Bo Roe. The Tarrow guitarist used to tour. Lund said no to the pier.", None),
        ("Bo Roe left. Ada Lund felt stuck. The Tarrow guitarist used to tour. Lund said no to the pier.", None),
        ("Harbour engineer\n\nAda Lund said no to the pier.", None),
        ("It was led by the mayor\n\nAda Lund said no to the pier.", None),
        ("The biofuel engineer Ada Lund said no to the pier.", "biofuel engineer"),
        ("The biofuels engineer Ada Lund said no to the pier.", "engineer"),
        ("Ministra Ada Lund said no to the pier.", "Ministra"),
        ("Ada Lund, who lives in Tarrow, said no to the pier.", None),
        ("Ada Lund, a mother of two, said no to the pier.", None),
        ("Ada Lund, in Tarrow, said no to the pier.", None),
        ("Ada Lund said no to the pier.", None),
    ],
)
def test_the_title_of_a_person(text: str, title: str | None) -> None:
    found = last(text)
    assert found.speaker == "Ada Lund"
    assert found.title == title


def test_an_addition_after_the_name_says_more_than_the_words_before_it() -> None:
    text = "Mayor Ada Lund rose. Ada Lund, a lawyer for the city, sat down. Lund said no to the pier."
    assert last(text).title == "lawyer for the city"


def test_the_next_of_several_people_keeps_the_own_title() -> None:
    text = "Ada Lund, risk officer Rebecca Little and Bo Roe left. Little said no to the pier."
    found = last(text)
    assert (found.speaker, found.title) == ("Rebecca Little", "risk officer")


@pytest.mark.parametrize("source", ["The Harbor Ministry", "A senior official", "He"])
def test_only_a_person_with_a_name_has_a_title(source: str) -> None:
    assert last(f"{source} said the pier was closed.").title is None


@pytest.mark.parametrize("title", ["Herr", "Frau", "Señora", "Madame", "Sheikh"])
def test_a_title_of_another_language_is_no_part_of_the_name(title: str) -> None:
    found = last(f"Ada Lund rose. {title} Lund said no to the pier.")
    assert (found.speaker, found.title) == ("Ada Lund", title)
