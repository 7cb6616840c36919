"""Which names mean one person: by full name, title, outlet and time, whatever the order of the articles."""

from __future__ import annotations

import random
from collections.abc import Iterable
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.people import FirstNames, Mention, persons_of
from analysis.corpus.people.persons import FAMOUS

JUNE = 2019 * 12 + 6
#: many persons of the corpus are called Ann
ANNS = FirstNames(surnames={"ann": 100, "other": 900})
#: first names that are no short forms of each other
FIRST_NAMES = "Ann Bo Cora Dov Esme Fritz Gerda Hugo Ida Jory Kim Lena".split()


def named(
    name: str, articles: int = 1, outlet: str | None = "Ledger", month: int | None = JUNE, title: str | None = None
) -> Mention:
    return Mention(name, title, outlet, month, articles)


def persons(
    *mentions: Mention, together: dict[tuple[str, str], int] | None = None, first_names: FirstNames | None = None
) -> list[str]:
    return persons_of(mentions, together or {}, first_names or FirstNames())


def many_lees(but: Iterable[str] = ()) -> list[Mention]:
    """Several persons with a surname, each in an outlet of its own."""
    return [named(f"{first} Lee", 2, f"Of {first}") for first in FIRST_NAMES if first not in but]


# -- full names ---------------------------------------------------------------------------------


def test_spellings_and_middle_names_are_one_person_shown_by_the_most_frequent_name() -> None:
    names = [
        named("Ann Lee", 9), named("Ann B. Lee", 3), named("ANN LEE"), named("Ann Lee’s"), named("Ann Beatrix Lee"),
        named("Gov. Ann Lee"), named("Lee"), named("President Lee", month=JUNE + 1),
    ]  # fmt: skip
    assert set(persons(*names)) == {"Ann Lee"}


def test_a_name_with_accents_is_one_with_the_name_without() -> None:
    assert persons(named("José Peña", 2), named("Jose Pena")) == ["José Peña"] * 2


def test_a_short_first_name_is_the_long_one_if_nothing_contradicts() -> None:
    assert persons(named("Robert Dahl", 5), named("Bob Dahl")) == ["Robert Dahl"] * 2
    assert persons(named("Robert Dahl"), named("Bob Dahl", month=JUNE - 24)) == ["Robert Dahl", "Bob Dahl"]
    both = persons(named("Robert Dahl", 2), named("Bo Dahl"), named("Rob Dahl"), named("Bob Dahl"))
    assert both == ["Robert Dahl", "Bo Dahl", "Rob Dahl", "Bob Dahl"], "Rob and Bob cannot both be Robert"


def test_two_middle_initials_are_two_persons_and_the_bare_name_is_neither() -> None:
    found = persons(named("Ann B. Lee", 4), named("Ann C. Lee", 4), named("Ann Lee", 2))
    assert found == ["Ann B. Lee", "Ann C. Lee", "Ann Lee"]


def test_a_rare_wrong_middle_name_does_not_divide_a_person() -> None:
    found = persons(named("Ann Lee", 50), named("Ann B. Lee", 9), named("Ann Monday Lee"))
    assert found == ["Ann Lee", "Ann Lee", "Ann Monday Lee"]


def test_common_names_are_joined_only_near_each_other() -> None:
    lees = many_lees()
    apart, near = named("Ann B. Lee", outlet="Courier"), named("Ann B. Lee", outlet="Of Ann", month=JUNE + 1)
    assert persons(*lees, apart, first_names=ANNS)[-1] == "Ann B. Lee"
    assert persons(*lees, near, first_names=ANNS)[-1] == "Ann Lee"
    assert persons(*lees, apart)[-1] == "Ann Lee", "Ann is a rare first name here"
    assert (
        persons(named("Ann Lee", 2), apart, first_names=FirstNames(surnames={"ann": 9, "other": 900}))[-1] == "Ann Lee"
    )


def test_common_names_with_other_roles_are_two_persons() -> None:
    president, senator = named("Ann F. Lee", 5, "Of Ann", title="president"), named("Ann Lee", 9, title="senator")
    lees = [*many_lees(but=["Ann"]), senator, named("Ann Lee", outlet="Of Ann"), president]
    assert persons(*lees, first_names=ANNS)[-3:] == ["Ann Lee", "Ann Lee", "Ann F. Lee"]
    assert persons(*lees)[-3:] == ["Ann Lee"] * 3


def test_son_and_father_are_two_if_articles_name_both() -> None:
    names = [named("Ann Lee Jr.", 5), named("Ann Lee", 50)]
    assert persons(*names, together={("Ann Lee", "Ann Lee Jr."): 4}) == ["Ann Lee Jr.", "Ann Lee"]
    assert persons(*names, together={("Ann Lee", "Ann Lee Jr."): 1}) == ["Ann Lee", "Ann Lee"]
    assert persons(named("Ann Lee Jr.", 5), named("Ann Lee Sr.", 5)) == ["Ann Lee Jr.", "Ann Lee Sr."]
    assert persons(named("Ann Lee Sr.", 5), named("Ann Lee", 5)) == ["Ann Lee Sr.", "Ann Lee"]
    assert persons(named("Ann Lee Jr."), named("Ann Lee", 50)) == ["Ann Lee Jr.", "Ann Lee"], "one article is too few"
    three = persons(named("Ann Lee Jr.", 5), named("Ann Lee III", 5), named("Ann Lee", 5))
    assert three == ["Ann Lee Jr.", "Ann Lee III", "Ann Lee"]


# -- surnames alone -----------------------------------------------------------------------------


def test_a_surname_is_the_person_who_dominates_in_the_outlet_and_the_months_around() -> None:
    ledger, courier = named("Ann Lee", 9), named("Bo Lee", 9, "Courier")
    found = persons(
        ledger, courier, named("Lee"), named("Lee", outlet="Courier"), named("Lee", month=JUNE - 1),
        named("Lee", month=JUNE + 2), named("Lee", outlet="Herald"),
    )  # fmt: skip
    assert found[2:] == ["Ann Lee", "Bo Lee", "Ann Lee", "Lee", "Lee"]


def test_a_surname_that_nobody_dominates_stays_itself() -> None:
    assert persons(named("Ann Lee", 9), named("Bo Lee", 6), named("Lee"))[-1] == "Lee"
    assert persons(named("Ann Lee"), named("Bo Lee", outlet="Courier"), named("Lee"))[-1] == "Lee", "one is too few"


def test_a_surname_that_only_one_person_has_is_that_person_in_these_months() -> None:
    assert persons(named("Ann Lee"), named("Lee", outlet="Courier", month=JUNE + 1))[-1] == "Ann Lee"
    assert persons(named("Ann Lee"), named("Lee", outlet="Courier", month=JUNE + 2))[-1] == "Lee"
    assert persons(named("Ann Lee"), named("Lee"), first_names=FirstNames({"lee": 1}))[-1] == "Lee", (
        "it may be a first name"
    )
    assert persons(named("Ann Ruiz Lee"), named("Ruiz Lee", month=JUNE + 9))[-1] == "Ann Ruiz Lee"


def test_a_surname_in_an_outlet_that_names_nobody_in_full_is_whom_all_others_mean() -> None:
    everywhere = [named("Ann Lee", 3, f"Outlet {k}") for k in range(4)]
    assert persons(*everywhere, named("Lee", outlet="Herald"))[-1] == "Ann Lee"
    assert persons(*everywhere, named("Bo Lee", 5, "Courier"), named("Lee", outlet="Herald"))[-1] == "Lee"


def test_few_articles_of_an_outlet_do_not_outweigh_all_others() -> None:
    everywhere = [named("Ann Lee", 30, f"Outlet {k}") for k in range(4)]
    assert persons(*everywhere, named("Bo Lee", 2), named("Lee"))[-1] == "Lee"
    assert persons(*everywhere, named("Bo Lee", 30), named("Lee"))[-1] == "Bo Lee"


def test_a_title_decides_between_persons_with_one_surname() -> None:
    senator, coach = named("Ann Lee", 5, title="Ohio senator"), named("Bo Lee", 5, title="head coach")
    assert persons(senator, coach, named("Lee", title="the senator"))[-1] == "Ann Lee"
    assert persons(senator, coach, named("Coach Lee"))[-1] == "Bo Lee"
    assert persons(senator, named("Coach Lee"))[-1] == "Coach Lee", "the only Lee is no coach"
    assert persons(senator, named("Lee", title="singer"))[-1] == "Lee", "the only Lee is no singer"


def test_a_word_that_is_mostly_a_first_name_needs_a_title() -> None:
    assert persons(named("Ann Kelly", 9), named("Kelly"), first_names=FirstNames({"kelly": 6}))[-1] == "Kelly"
    assert (
        persons(named("Ann Kelly", 9), named("Kelly", title="general"), first_names=FirstNames({"kelly": 6}))[-1]
        == "Ann Kelly"
    )
    assert persons(named("Ann Kelly", 9), named("Kelly"), first_names=FirstNames({"kelly": 3}))[-1] == "Ann Kelly"


def test_a_pronoun_is_nobody() -> None:
    assert persons(named("Liu He", 9), named("He")) == ["Liu He", "He"]


def test_a_surname_without_jr_is_not_the_son() -> None:
    together = {("Ann Lee", "Ann Lee Jr."): 9}
    names = (named("Ann Lee", 9), named("Ann Lee Jr.", 9), named("Lee"), named("Lee Jr."))
    assert persons(*names, together=together)[2:] == ["Ann Lee", "Ann Lee Jr."]


def test_two_surnames_and_initials_stand_for_the_full_name() -> None:
    found = persons(named("Ana Sofía Ruiz Sáez", 9), named("Ruiz Saez"), named("A. Sáez"))
    assert found == ["Ana Sofía Ruiz Sáez"] * 3
    assert persons(named("J.K. Dahl", 2), named("J. K. Dahl")) == ["J.K. Dahl"] * 2


def test_an_article_without_a_date_is_near_all_articles_of_its_outlet() -> None:
    names = (named("Ann Lee", 9), named("Ann Lee", 9, month=None), named("Lee", month=None))
    assert persons(*names)[-1] == "Ann Lee"
    assert persons(*names[:2], named("Lee", month=None, outlet="Herald"), named("Bo Lee", 9, "Post"))[2] == "Lee"


# -- two persons of one name --------------------------------------------------------------------


def test_two_persons_of_one_name_are_told_apart_by_roles_of_different_fields() -> None:
    senator, coach = named("John Smith", 9, title="Ohio senator"), named("John Smith", 9, "Courier", title="head coach")
    found = persons(senator, coach, named("John Smith"), named("John Smith", outlet="Herald"), named("Smith"))
    assert found == [
        "John Smith (Ohio senator)", "John Smith (head coach)", "John Smith (Ohio senator)", "John Smith", "John Smith",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "second",
    [
        named("John Smith", 2, "Courier", title="lawyer"),
        named("John Smith", 2, title="coach", month=JUNE + 1),
        named("John Smith", 2, "Courier", title="a friend"),
        named("John Smith", 2, "Courier"),
    ],
    ids=["a near field", "the same outlet within months", "a title that shows no field", "no title"],
)
def test_one_person_with_several_titles_stays_one(second: Mention) -> None:
    assert set(persons(named("John Smith", 2, title="Ohio senator"), second)) == {"John Smith"}


def test_a_title_of_both_fields_makes_one_person() -> None:
    senator, coach = named("John Smith", 2, title="senator"), named("John Smith", 2, "Courier", title="coach")
    both = named("John Smith", outlet="Herald", title="coach and former senator")
    assert set(persons(senator, coach, both)) == {"John Smith"}


def test_a_former_role_makes_no_other_person() -> None:
    senator, coach = named("John Smith", 2, title="senator"), named("John Smith", 2, "Courier", title="former coach")
    assert set(persons(senator, coach)) == {"John Smith"}


def test_a_well_known_name_that_is_not_common_is_one_person() -> None:
    names = (named("Ann Dahl", FAMOUS, title="senator"), named("Ann Dahl", 1, "Courier", title="actress"))
    assert set(persons(*names)) == {"Ann Dahl"}
    lees = (named("Ann Lee", FAMOUS, title="senator"), named("Ann Lee", 1, "Courier", title="actress"))
    found = persons(*many_lees(but=["Ann"]), *lees, first_names=ANNS)
    assert found[-2:] == ["Ann Lee (senator)", "Ann Lee (actress)"]


# -- whatever the order -------------------------------------------------------------------------

FIRST = FirstNames({"lee": 3}, {"ann": 40, "rob": 2})
GROUP = attrgetter("name", "title", "outlet", "month")
NAMES = st.sampled_from(
    ["Ann Lee", "Ann B. Lee", "Ann C. Lee", "A. Lee", "Lee", "Lee Jr.", "Ann Lee Jr.", "Bob Lee", "Robert Lee",
     "Rob Lee", "Sen. Lee", "LEE", "Coach Ann Lee", "Ruiz Lee", "Ana Ruiz Lee", "De Lee", "Bo de Lee", "J.K. Lee",
     "…", "Bo Lee"]
)  # fmt: skip
MENTIONS = st.builds(
    Mention, NAMES, st.sampled_from([None, "senator", "coach", "senator and coach", "a friend"]),
    st.sampled_from([None, "Ledger", "Courier"]), st.sampled_from([None, JUNE, JUNE + 1, JUNE + 9]), st.integers(1, 30),
)  # fmt: skip


@given(st.lists(MENTIONS, max_size=40, unique_by=GROUP), st.randoms())
def test_persons_do_not_depend_on_the_order_of_the_mentions(mentions: list[Mention], order: random.Random) -> None:
    together = {("Ann Lee", "Ann Lee Jr."): 5}
    found = dict(zip(mentions, persons_of(mentions, together, FIRST), strict=True))
    order.shuffle(mentions)
    assert dict(zip(mentions, persons_of(mentions, together, FIRST), strict=True)) == found


@given(st.lists(MENTIONS, max_size=40, unique_by=GROUP))
def test_every_mention_has_a_person_named_as_some_mention_is(mentions: list[Mention]) -> None:
    names = {mention.name for mention in mentions}
    titles = {mention.title for mention in mentions} | {"coach", "sen"}
    for person in persons_of(mentions, {}, FIRST):
        bare, _, title = person.removesuffix(")").partition(" (")
        assert bare in names
        assert not title or title in titles
