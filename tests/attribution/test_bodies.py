"""Full names of organisations, and which body a source means."""

import pytest

from analysis.attribution.speakers.bodies import full_names
from tests.attribution.short import last

CLOSED = "said the pier was closed."


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Harbor Workers League (HWL) met.", "HWL", "Harbor Workers League"),
        ("The Vell Board of Piers (V.B.P.) met.", "V.B.P.", "Vell Board of Piers"),
        ("The National Harbor & Quay Board (NH&QB) met.", "NH&QB", "National Harbor & Quay Board"),
        ("He left the Bureau of Quays and Piers (BQP).", "BQP", "Bureau of Quays and Piers"),
        ("He left the Department of Harbor and Human Safety (HHS).", "HHS", "Department of Harbor and Human Safety"),
    ],
)  # fmt: skip
def test_an_abbreviation_in_brackets_stands_for_the_name_before_it(text: str, short: str, full: str) -> None:
    assert full_names(text, []) == {short: full}


@pytest.mark.parametrize(
    "text", ["The Harbor Workers League (XYZ) met.", "The pier (HWL) sank.", "Ann Lee (D) met Bo Fenn (Independent)."]
)
def test_brackets_with_other_letters_stand_for_nothing(text: str) -> None:
    assert full_names(text, []) == {}


@pytest.mark.parametrize(
    ("names", "short", "full"),
    [
        (["Aldenport Times"], "Times", "Aldenport Times"),
        (["Aldenport Times", "Tarrow Times"], "Times", None),
        (["Aldenport News"], "News", None),
        (["Skyward Airlines"], "Skyward", "Skyward Airlines"),
        (["Skyward Airlines", "Skyward Bank"], "Skyward", None),
        (["Skyward Harbor Airlines"], "Skyward", None),
        (["Skyward League"], "Skyward", None),
        (["Ohio Airlines"], "Ohio", None),
        (["Senate Bank"], "Senate", None),
        (["Harbor Workers League"], "HWL", "Harbor Workers League"),
        (["Harbor Workers League", "Happy Walkers Lodge"], "HWL", None),
        (["Anti-Fraud Harbor League"], "AFHL", "Anti-Fraud Harbor League"),
        (["Anti-Fraud Harbor League"], "AHL", None),
        (["Co-op Harbor League"], "CHL", "Co-op Harbor League"),
    ],
)
def test_a_short_name_stands_for_the_only_name_that_it_can_mean(names: list[str], short: str, full: str | None) -> None:
    assert full_names("", names).get(short) == full


def test_an_abbreviation_that_the_text_explains_comes_first() -> None:
    names = ["Harbor Workers Lodge"]
    assert full_names("The Harbor Workers League (HWL) met.", names)["HWL"] == "Harbor Workers League"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"The Harbor Workers League (HWL) met. The HWL {CLOSED}", "Harbor Workers League"),
        (f"The Department of Harbor Safety (DHS) met. DHS {CLOSED}", "Department of Harbor Safety"),
        ("The Aldenport Times asked first. The pier was closed, the Times reported.", "Aldenport Times"),
        (f"Guards met at the Tarrow Police Department. Police {CLOSED}", "Tarrow Police Department"),
        (f"Guards met at the Tarrow Police Department. The police {CLOSED}", "Tarrow Police Department"),
        (f"Tarrow police {CLOSED}", "Tarrow police"),
        (f"Residents called the Lund administration. The administration {CLOSED}", "Lund administration"),
        (f"Residents of Alder County fled. The county {CLOSED}", "Alder County"),
        (f"Workers left the Harbor Safety Agency. The agency {CLOSED}", "Harbor Safety Agency"),
        (f"Workers left the Harbor Safety Authority. The agency {CLOSED}", "Harbor Safety Authority"),
        (f"Acme Shipping met the Harbor Ministry. The company {CLOSED}", "Acme Shipping"),
        (f"Bo Fenn ran for mayor. His campaign {CLOSED}", "Fenn campaign"),
        (f"Ann Lee ran for mayor. Her campaign {CLOSED}", "Lee campaign"),
        (f"The Retail Federation and 150 other groups {CLOSED}", "Retail Federation"),
        (f"Tarrow Christian Schools {CLOSED}", "Tarrow Christian Schools"),
        (f"A statement from Acme Shipping {CLOSED}", "Acme Shipping"),
        (f"PierWatch {CLOSED}", "PierWatch"),
        (f"The guard met UHarbor. “It holds,” UHarbor {CLOSED}", "UHarbor"),
    ],
)
def test_a_body_is_meant_by_a_short_name_or_a_description(text: str, speaker: str) -> None:
    found = last(text)
    assert found.speaker == speaker
    assert found.source_type in ("named_organisation", "media")


@pytest.mark.parametrize(
    "text",
    [
        f"Police {CLOSED}",
        f"The administration {CLOSED}",
        f"The agency {CLOSED}",
        f"The Harbor Ministry met. The company {CLOSED}",
        f"Local police {CLOSED}",
        f"Protesters and 150 other groups {CLOSED}",
        f"The Kesslers and 150 other groups {CLOSED}",
    ],
)
def test_a_body_that_the_article_does_not_name_has_no_name(text: str) -> None:
    assert last(text).speaker is None


@pytest.mark.parametrize(
    ("source", "source_type"),
    [
        ("Gridwise, an app that helps drivers,", "named_organisation"),
        ("Gridwise, a company in Vell,", "named_organisation"),
        ("Gridwise, a driver who helps others,", "named_person"),
        ("Gridwise, the owner of a company,", "named_person"),
        ("Gridwise, an app developer,", "named_person"),
        ("Ada Lund, a company director,", "named_person"),
        ("Bloomberg.com", "media"),
        ("TarrowTimes.com", "media"),
        ("TarrowPiers.com", "named_organisation"),
        ("ProPublica", "media"),
        ("Al Jazeera", "media"),
        ("The investigation", "document"),
        ("The statute", "document"),
        ("The zoo", "named_organisation"),
        ("The restaurant", "named_organisation"),
        ("Two restaurants", "unnamed_group"),
        ("The elites", "unnamed_group"),
    ],
)
def test_the_type_of_a_source(source: str, source_type: str) -> None:
    assert last(f"{source} {CLOSED}").source_type == source_type
