"""Which person a source means."""

import pytest

from analysis.attribution import attribute
from tests.attribution.short import last

CLOSED = "said the pier was closed."


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Dell Hurry won. The Hurrys {CLOSED}", "Dell Hurry"),
        (f"Anna Kessler and her son Bo Kessler met. The Kesslers {CLOSED}", "Anna Kessler"),
        (f"TJ Fenn {CLOSED}", "TJ Fenn"),
        (f"AJ Fenn met Bo Roe. Fenn {CLOSED}", "AJ Fenn"),
        (f"Ms. Li {CLOSED} “It holds,” Li said.", "Li"),
        (f"Jo Li won. Ms. Li {CLOSED}", "Jo Li"),
        (f"Bo Fenn sailed. (Photo: Willy Kranz)\n\nHe {CLOSED}", "Bo Fenn"),
        (f"Bo Fenn sailed.\n\nPhoto by Willy Kranz.\n\nHe {CLOSED}", "Bo Fenn"),
        (f"The mayor left. The mayor {CLOSED} Mayor Ada Lund met them later.", "Ada Lund"),
        (f"He left. Bo Fenn stayed. He and Tarrow officials {CLOSED}", "Bo Fenn"),
        ("Ada Lund rose. “It holds,” the singer replied.", "Ada Lund"),
        (f"Former Sen. Bo Fenn met Sen. Ada Lund. The senator {CLOSED}", "Ada Lund"),
        (f"McFenn {CLOSED}", "McFenn"),
        (f"Bo King met Roy Fenn. King left. He {CLOSED}", "Bo King"),
        (f"Bo King met Roy Fenn. The king left. He {CLOSED}", "Roy Fenn"),
        (f"Bo King met Roy Fenn. The King left. He {CLOSED}", "Roy Fenn"),
        (f"Ada Bishop left. Bishop {CLOSED}", "Ada Bishop"),
        (f"Dorvas {CLOSED}", "Dorvas"),
        ("A federal judge ruled that the pier must close. Judge Bo Fenn was in Tarrow.", "Bo Fenn"),
        (f"Burgess {CLOSED}", "Burgess"),
        (f"Lund, Dorn and Roe {CLOSED}", "Lund"),
    ],
)
def test_a_person_is_meant(text: str, speaker: str) -> None:
    found = last(text)
    assert (found.speaker, found.source_type) == (speaker, "named_person")


@pytest.mark.parametrize(
    ("text", "source_type"),
    [
        ("Ada Lund rose. “It holds,” the reporter replied.", "unnamed_person"),
        ("Ada Lund rose. “It holds,” the moderator replied.", "unnamed_person"),
        (f"Ada Lund rose. The spokesman {CLOSED}", "unnamed_person"),
        (f"The mayor left. The mayor {CLOSED} Mayor Ada Lund and Mayor Bo Roe met later.", "unnamed_person"),
        (f"The teacher left. The teacher {CLOSED} Then teacher Ada Lund came.", "unnamed_person"),
        ("(Photo: Willy Kranz) The guard left. “It holds,” he said.", None),
        (f"Ada King left. The king {CLOSED}", None),
        ("A judge ruled that the pier must close. Judge Bo Fenn and Judge Ada Lund left.", "unnamed_person"),
        ("A judge ruled that the pier must close. Bo Fenn left.", "unnamed_person"),
        ("A teacher ruled that the pier must close. Teacher Bo Fenn left.", "unnamed_person"),
        (f"Villagers {CLOSED}", "unnamed_group"),
        (f"Kiteboarders {CLOSED}", "unnamed_group"),
        (f"Ballots {CLOSED}", "unnamed_group"),
        (f"Bosses {CLOSED}", "unnamed_group"),
        (f"Bullies {CLOSED}", "unnamed_group"),
        (f"One of the protesters {CLOSED}", "unnamed_person"),
        ("“It holds,” one of them said.", "unnamed_person"),
        ("“It holds,” one said.", "unnamed_person"),
        (f"Two of the protesters {CLOSED}", "unnamed_group"),
        (f"One in three growers {CLOSED}", "unnamed_group"),
        (f"One of the reports {CLOSED}", "document"),
        (f"About a third {CLOSED}", "unnamed_group"),
        (f"Nearly 40 percent {CLOSED}", "unnamed_group"),
        (f"A third man {CLOSED}", "unnamed_person"),
        (f"The majority leader {CLOSED}", "unnamed_person"),
    ],
)
def test_nobody_with_a_name_is_meant(text: str, source_type: str | None) -> None:
    found = last(text)
    assert (found.speaker, found.source_type) == (None, source_type)


def test_a_surname_of_two_letters_is_a_mention_of_the_person() -> None:
    assert [mention.name for mention in attribute("Jo Li won. Li left.").people] == ["Jo Li", "Jo Li"]


@pytest.mark.parametrize("credit", ["(Photo: Willy Kranz)", "(File photo by Willy Kranz)", "Photo by Willy Kranz."])
def test_a_photographer_is_nobody_in_the_article(credit: str) -> None:
    assert [mention.name for mention in attribute(f"Ada Lund rose. {credit} She left.").people] == ["Ada Lund"]
