"""Names as parts, and which two names can be of one person."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.people.names import (
    NICKNAMES,
    SUFFIXES,
    Name,
    agree,
    folded,
    is_initialled,
    is_short_for,
    nicknames,
    parse_name,
    titles,
)
from analysis.corpus.people.roles import ROLES, are_far, fields_of, roles_of


def name(written: str) -> Name:
    found = parse_name(written)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "given_names", "surname", "suffix", "title"),
    [
        ("Ann Lee", "ann", "lee", None, None),
        ("ANN B. LEE’S", "ann b", "lee", None, None),
        ("Gov. Ann Lee", "ann", "lee", None, "gov"),
        ("Vice President Lee", "", "lee", None, "vice president"),
        ("Former Attorney General Ann Lee", "ann", "lee", None, "former attorney general"),
        ("Presidents Lee", "", "lee", None, "presidents"),
        ("Ann Lee Jr.", "ann", "lee", "jr", None),
        ("Ann Lee, III", "ann", "lee", "3", None),
        ("Lee Sr.", "", "lee", "sr", None),
        ("Jr.", "", "jr", None, None),
        ("J.K. Lee", "j k", "lee", None, None),
        ("JK Lee", "j k", "lee", None, None),
        ("Leo “Spud” Hartig", "leo", "hartig", None, None),
        ("(Leo) Hartig", "leo", "hartig", None, None),
        ("Lucía O’Neill-Sáez", "lucia", "oneill saez", None, None),
        ("Jan van der Berg", "jan", "van der berg", None, None),
        ("De Berg", "", "de berg", None, None),
        ("Al Berg", "al", "berg", None, None),
        ("Lu Meifang", "lu", "meifang", None, None),
        ("Bishop", "", "bishop", None, None),
    ],
)
def test_the_parts_of_a_name(
    written: str, given_names: str, surname: str, suffix: str | None, title: str | None
) -> None:
    assert name(written) == Name(tuple(given_names.split()), tuple(surname.split()), suffix, title)


@pytest.mark.parametrize("written", ["", " ", "…", "4711", "💡", "’s"])
def test_what_has_no_word_is_no_name(written: str) -> None:
    assert parse_name(written) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "ANN LEE"),
        ("José Álvarez", "Jose Alvarez"),
        ("Beto O'Rourke", "Beto O’Rourke"),
        ("Ann Lee", "Ann B. Lee"),
        ("Ann B. Lee", "Ann Beatrix Lee"),
        ("Ann Lee", "Ann Lee Jr."),
        ("Robert Dahl", "Bob Dahl"),
        ("J. Edgar Dahl", "Edgar Dahl"),
        ("J. Edgar Dahl", "John Edgar Dahl"),
        ("Bill de Berg", "Bill De Berg"),
        ("Kevin de León", "Kevin Leon"),
        ("Ana Ruiz-Sáez", "Ana Ruiz Saez"),
    ],
)
def test_two_names_of_one_person_agree(one: str, other: str) -> None:
    assert agree(name(one), name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Bo Lee"),
        ("Ann B. Lee", "Ann C. Lee"),
        ("George W. Dahl", "George H. W. Dahl"),
        ("Ann Lee Jr.", "Ann Lee Sr."),
        ("Ann Lee II", "Ann Lee III"),
        ("W. Kamau Dahl", "Wesley Dahl"),
        ("Samantha Dahl", "Sam Dahl"),
        ("Bob Dahl", "Rob Dahl"),
        ("Ann Smith-Jones", "Ann Jones"),
        ("Lu Meifang", "Meifang Lu"),
    ],
)
def test_names_that_contradict_each_other_do_not_agree(one: str, other: str) -> None:
    assert not agree(name(one), name(other))


@pytest.mark.parametrize(
    ("short", "full", "can"),
    [
        ("Lee", "Ann Lee", True),
        ("Lopez Obrador", "Andrés Manuel López Obrador", True),
        ("De Blasio", "Bill de Blasio", True),
        ("A. Lee", "Ann Lee", True),
        ("Lee Jr.", "Ann Lee Jr.", True),
        ("Lee Jr.", "Ann Lee", False),
        ("B. Lee", "Ann Lee", False),
        ("Lee", "Lee", False),
        ("Taylor Lee", "Ann Taylor Lee", False),
        ("Ann", "Ann Lee", False),
    ],
)
def test_what_can_stand_for_a_full_name(short: str, full: str, can: bool) -> None:
    assert is_short_for(name(short), name(full)) is can


@given(st.text())
def test_any_text_has_parts_or_none_and_agrees_with_itself(written: str) -> None:
    found = parse_name(written)
    if found is not None:
        assert found.surname
        assert all(found.words)
        assert agree(found, found)
        assert found.form == parse_name(written).form  # type: ignore[union-attr]
        assert not (is_initialled(found) and not found.given)


@given(st.text(), st.text())
def test_agreeing_has_no_order(one: str, other: str) -> None:
    first, second = parse_name(one), parse_name(other)
    if first is not None and second is not None:
        assert agree(first, second) == agree(second, first)


def test_the_tables_are_in_the_form_in_which_names_are_compared() -> None:
    with NICKNAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["name"] for row in rows}) > 100
    for row in rows:
        assert row["source"] in {"Old Dominion University", "house list"}
        for word in (row["name"], *row["short"].split("|")):
            assert word == folded(word).strip() != ""
        assert row["name"] not in nicknames()[row["name"]]
    with ROLES.open(encoding="utf-8", newline="") as file:
        roles = list(csv.DictReader(file))
    assert len(roles) == len({row["word"] for row in roles}) > 200
    assert titles().isdisjoint(SUFFIXES)


def test_a_title_has_the_field_of_its_words() -> None:
    assert roles_of("former Ohio senators") == {"senator"}
    assert fields_of(roles_of("head coach of the Rovers")) == {"sport"}
    assert roles_of("a person familiar with the talks") == frozenset() == roles_of(None)
    assert are_far(frozenset({"politics"}), frozenset({"sport"}))
    assert not are_far(frozenset({"politics"}), frozenset({"law"}))
    assert not are_far(frozenset({"politics"}), frozenset())
    assert not are_far(frozenset({"sport", "politics"}), frozenset({"politics"}))
