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
