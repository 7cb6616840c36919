"""How sources without a name are shown, and on whose behalf sources speak."""

import pytest

from tests.attribution.short import last

CLOSED = "said the pier was closed."


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("Border advocates", "Border advocates"),
        ("A 2021 report", "A 2021 report"),
        ("The Monday report", "Monday report"),
        ("The Pell report", None),
        ("The lawsuit — filed in May —", "lawsuit"),
        ("The lawsuit, filed in May,", "lawsuit"),
        ("Officials named by the court", "Officials"),
        ("Several local fishermen who work at night", "local fishermen"),
        ("Nurses and doctors at the clinic", "Nurses and doctors at the clinic"),
        ("A Harbor Press/Tamsel poll", "A Harbor Press/Tamsel poll"),
        ("Those who left", None),
        ("He", None),
        ("They", None),
        ("Ann Lee", None),
        ("The Harbor Ministry", None),
    ],
)
def test_the_label_of_a_source(source: str, label: str | None) -> None:
    assert last(f"{source} {CLOSED}").label == label


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"A spokesman for Acme {CLOSED}", "Acme"),
        (f"A spokeswoman of the Harbor League {CLOSED}", "Harbor League"),
        (f"Officials from the Harbor Ministry {CLOSED}", "Harbor Ministry"),
        (f"A spokesman for the House Committee on Rules {CLOSED}", "House Committee on Rules"),
        (f"Acme officials {CLOSED}", "Acme"),
        (f"The Acme League's senior lawyers {CLOSED}", "Acme League"),
        (f"Ada Lund spoke first. Lund's lawyers {CLOSED}", "Ada Lund"),
        (f"Acme Shipping sued. Company officials {CLOSED}", "Acme Shipping"),
        (f"Acme Shipping sued. “It holds,” company officials {CLOSED}", "Acme Shipping"),
        (f"Acme Shipping sued. Lawyers for the company {CLOSED}", "Acme Shipping"),
        (f"They met in the Tarrow School District. “It holds,” district officials {CLOSED}", "Tarrow School District"),
        (f"The owners of the Skyward Airlines jet left. A Skyward spokesman {CLOSED}", "Skyward Airlines"),
        (f"A study by Tamsel University {CLOSED}", "Tamsel University"),
        (f"A study by the Tamsel nonprofit Pier Research Group {CLOSED}", "Pier Research Group"),
        (f"A Harbor Press/Tamsel poll {CLOSED}", "Harbor Press/Tamsel"),
        (f"A statement from Acme {CLOSED}", "Acme"),
        (f"The town sued Southern Edison. Southern Edison officials {CLOSED}", "Southern Edison"),
        (f"Local Skyward officials {CLOSED}", "Skyward"),
    ],
)  # fmt: skip
def test_somebody_speaks_for_a_name(text: str, name: str) -> None:
    assert last(text).on_behalf_of == name


@pytest.mark.parametrize(
    "text",
    [
        f"A senior official {CLOSED}",
        f"An Italian official {CLOSED}",
        f"Company officials {CLOSED}",
        f"Lawyers for the company {CLOSED}",
        f"The spokesman {CLOSED}",
        f"Skippers from Vell {CLOSED}",
        f"Ann Lee {CLOSED}",
        f"A spokesman who fled Acme {CLOSED}",
        f"He {CLOSED}",
    ],
)
def test_somebody_speaks_for_nobody_that_is_named(text: str) -> None:
    assert last(text).on_behalf_of is None


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("An Acme spokesman", "The spokesman", "Acme"),
        ("An Acme spokesman", "The spokeswoman", "Acme"),
        ("An Acme spokesman", "The lawyer", None),
        ("An Acme spokesman", "A spokesman", None),
        ("A lawyer for Acme", "The attorney", "Acme"),
        ("A Courier poll", "The survey", "Courier"),
        ("A study by Tamsel University", "The report", "Tamsel University"),
        ("A study by Tamsel University", "The poll", None),
    ],
)
def test_the_spokesman_is_the_one_who_spoke_before(first: str, second: str, name: str | None) -> None:
    text = f"{first} said the pier was closed. {second} said it would reopen."
    assert last(text).on_behalf_of == name


def test_an_own_statement_is_said_by_its_author() -> None:
    body = last(f"A statement from Acme {CLOSED}")
    assert (body.speaker, body.source_type, body.act) == ("Acme", "named_organisation", "speech")
    person = last(f"Ada Lund left. A post by Lund {CLOSED}")
    assert (person.speaker, person.source_type, person.act) == ("Ada Lund", "named_person", "speech")


def test_a_study_is_not_said_by_its_author() -> None:
    found = last(f"A study by Tamsel University {CLOSED}")
    assert (found.speaker, found.source_type) == (None, "document")


@pytest.mark.parametrize("post", ["A post by Lund", "A post by Ada Lund on Instagram"])
def test_who_posts_speaks_for_nobody_else(post: str) -> None:
    found = last(f"Ada Lund left. {post} {CLOSED}")
    assert (found.speaker, found.on_behalf_of) == ("Ada Lund", None)
