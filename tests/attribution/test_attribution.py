"""Attributions in the forms that news uses: source, cue, content, speaker and kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import score_text
from analysis.attribution import attribute
from analysis.types import Attribution
from tests.support.work import operations

LEE = "Mayor Ann Lee opened the bridge on Monday.\n\n"


def found(text: str) -> list[Attribution]:
    return list(attribute(text).attributions)


def one(text: str) -> Attribution:
    (attribution,) = found(text)
    return attribution


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kind"),
    [
        ("“We will rebuild,” Ann Lee said.", "Ann Lee", "said", "“We will rebuild,”", "direct"),
        ("“We will rebuild,” said Ann Lee, the mayor.", "Ann Lee, the mayor", "said", "“We will rebuild,”", "direct"),
        ("Ann Lee said, “We will rebuild.”", "Ann Lee", "said", "“We will rebuild.”", "direct"),
        ("Ann Lee: “We will rebuild.”", "Ann Lee", ":", "“We will rebuild.”", "direct"),
        ("Ann Lee told reporters that the bridge was safe.", "Ann Lee", "told", "the bridge was safe", "indirect"),
        ("The bridge is safe, Ann Lee said on Monday.", "Ann Lee", "said", "The bridge is safe", "indirect"),
        ("The bridge is safe, according to Ann Lee.", "Ann Lee", "according to", "The bridge is safe", "indirect"),
        ("According to Ann Lee, the bridge is safe.", "Ann Lee", "According to", "the bridge is safe", "indirect"),
        ("Ann Lee said the bridge was “a disgrace.”", "Ann Lee", "said", "the bridge was “a disgrace.”", "mixed"),
        ("Ann Lee called the bridge “a disgrace.”", "Ann Lee", "called", "the bridge “a disgrace.”", "mixed"),
        ("‘We will rebuild,’ Ann Lee said.", "Ann Lee", "said", "‘We will rebuild,’", "direct"),
        ("Ann Lee was quoted as saying the bridge held.", "Ann Lee", "quoted as saying", "the bridge held", "indirect"),
    ],
)  # fmt: skip
def test_forms_of_attribution(text: str, source: str, cue: str, content: str, kind: str) -> None:
    attribution = one(text)
    assert attribution.source is not None
    assert attribution.source.of(text) == source
    assert attribution.cue.of(text) == cue
    assert attribution.content.of(text) == content
    assert attribution.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The region is a “land bridge” to the sea.",
        "Her novel “The Long Way to the Sea” won a prize.",
        "They marched under the slogan “Bread and roses”.",
        "Jim “the Hammer” Doyle left the ring.",
        "The police have a say in it.",
        "The state of the roads is poor.",
        "She was told to wait.",
        "A blog called “The Tide Table” has twelve readers.",
        "Lee won 400 pledged delegates in coastal states that have voted twice.",
        "The October report exceeded every forecast.",
        "FILE PHOTO: Mayor Ann Lee leaves the town hall of Aldenport.",
        "This file photo shows that the bridge once stood in Tarrow.",
    ],
)
def test_text_without_attributions(text: str) -> None:
    assert found(text) == []


def test_an_attitude_is_not_speech() -> None:
    for text in ("He declined to say what the plan was.", "Ann Lee opposed the plan.", "Ann Lee wants to leave."):
        assert [a.act for a in found(text)] == ["thought"], text


def test_a_second_quotation_belongs_to_the_same_speaker() -> None:
    text = "“We will rebuild,” Ann Lee said. “We start on Friday.”"
    first, second = found(text)
    assert second.content.of(text) == "“We start on Friday.”"
    assert first.speaker == second.speaker == "Ann Lee"


def test_a_quotation_over_several_paragraphs_keeps_its_speaker() -> None:
    text = "“We will rebuild,” Ann Lee said. “We start on Friday.\n\n“Nobody will stop us now.”"
    assert [a.speaker for a in found(text)] == ["Ann Lee"] * 3


@pytest.mark.parametrize(
    ("text", "speaker", "source_type"),
    [
        (LEE + "“It will hold,” Lee said.", "Ann Lee", "named_person"),
        (LEE + "Lee smiled. “It will hold,” the mayor said.", "Ann Lee", "named_person"),
        ("Ann Lee said it would hold. She added that nobody was hurt.", "Ann Lee", "named_person"),
        ("“It will hold,” a senior official said.", None, "unnamed_person"),
        ("It will hold, analysts said.", None, "unnamed_group"),
        ("It will hold, according to two people familiar with the plan.", None, "unnamed_group"),
        ("“It will hold,” a spokesman for the Harbor Ministry said.", None, "unnamed_person"),
        ("It will hold, the report said.", None, "document"),
        ("It will hold, The Aldenport Ledger reported.", "Aldenport Ledger", "media"),
        ("It will hold, the Harbor Ministry said.", "Harbor Ministry", "named_organisation"),
        ("“It will hold,” he said.", None, None),
        ("It will hold, a senior administration official said.", None, "unnamed_person"),
        ("“It holds,” Secretary of State Mara Pell said.", "Mara Pell", "named_person"),
        ("“It holds,” Ann Lee, head of policy at the bank said.", "Ann Lee", "named_person"),
        ("Marta Lopez Orban won. “It holds,” Lopez Orban said.", "Marta Lopez Orban", "named_person"),
        ("“It holds,” Billie Ann King said.", "Billie Ann King", "named_person"),
        ("“It holds,” acting Harbor Ministry chief of staff Mara Pell said.", "Mara Pell", "named_person"),
        ("PELL: We begin with you, Minister, and with the ferry.", "Pell", "named_person"),
        ("It will hold, the Aldenport Post reported.", "Aldenport Post", "media"),
        ("Local newspapers say it will hold.", None, "media"),
        ("It will hold, the Tamsel grand jury said.", None, "unnamed_group"),
        ("The council reached a deal with critics who say it will not hold.", None, "unnamed_group"),
    ],
)
def test_speaker_and_source_type(text: str, speaker: str | None, source_type: str | None) -> None:
    last = found(text)[-1]
    assert (last.speaker, last.source_type) == (speaker, source_type)


@pytest.mark.parametrize(
    "dateline", ["ALDENPORT (Reuters) - ", "PORT TAMSEL, March 8 (UPI) — ", "ALDENPORT – ", "Aldenport (CNN) "]
)
def test_a_dateline_is_not_part_of_a_statement(dateline: str) -> None:
    text = f"{dateline}The bridge will hold, Ann Lee said."
    assert one(text).content.of(text) == "The bridge will hold"


@pytest.mark.parametrize(
    "text",
    [
        "In the days before the vote, Lee signaled her desire to stay.",
        "Lee closed the bridge for a week, telling drivers to wait.",
    ],
)
def test_a_verb_with_its_own_object_does_not_introduce_the_clause_before_it(text: str) -> None:
    assert all(a.content.start > a.cue.start for a in found(text))


def test_the_relaying_medium_is_found() -> None:
    text = "“I doubt it,” Ann Lee told reporters, per the Harbor Press."
    assert one(text).relayed_by == "the Harbor Press"


@pytest.mark.parametrize(("cue", "kind"), [("said", "neutral"), ("claimed", "doubting"), ("admitted", "endorsing")])
def test_cues_have_a_class(cue: str, kind: str) -> None:
    assert one(f"Ann Lee {cue} that the bridge was old.").cue_class == kind


MARKS = "ab said told Lee Ann “”\"'‘’,.:;—()\n according to per he The \x00é漢\u202e😀"


@settings(max_examples=300)
@given(st.lists(st.sampled_from(MARKS.split(" ")), max_size=60).map(" ".join) | st.text(max_size=200))
def test_every_span_is_inside_the_text(text: str) -> None:
    scored = score_text(text, title=text[:20])
    spans = [mark.span for mark in scored.marks]
    for a in scored.attributions:
        spans += [a.content, a.cue] + ([a.source] if a.source is not None else [])
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
    for hedge in scored.hedges:
        assert hedge.span.of(text) == hedge.cue


@pytest.mark.parametrize(
    "piece",
    [
        "“We will rebuild,” Ann Lee said. ", "Ann Lee said that the bridge was safe.\n", "word ", "“ ",
        "he said he said ", "A, B, C, ", "' ", "\n“a", "“We sail,” Ann Lee said. — Bo Fenn (@bo) June 30, 2025\n",
    ],
)  # fmt: skip
def test_the_work_is_linear_in_the_length_of_the_text(piece: str) -> None:
    attribute(piece)  # loads the lexicons
    assert operations(lambda: attribute(piece * 600)) < 15 * operations(lambda: attribute(piece * 60))


def test_a_cue_with_nothing_after_it_introduces_nothing() -> None:
    assert found("The harbour master was accused of") == []
    assert found("word " * 298 + "was accused of murder and left") == []  # the unit is cut after the cue


def test_a_paper_that_cites_others_is_the_relay_and_the_others_are_the_source() -> None:
    text = "The prisoner had been moved twice, the Harbor Press reported, citing unidentified officials."
    attribution = one(text)
    assert attribution.source is not None
    assert attribution.source.of(text) == "unidentified officials"
    assert (attribution.source_type, attribution.relayed_by) == ("unnamed_group", "the Harbor Press")


def test_a_quotation_belongs_to_the_person_in_the_sentence_that_announces_it() -> None:
    (attribution,) = found("Captain Iver Stroud put it bluntly. “We were told to stay in port. We did not.”")
    assert (attribution.speaker, attribution.kind) == ("Iver Stroud", "direct")


def test_an_open_quotation_belongs_to_the_speaker_named_in_the_next_paragraph() -> None:
    text = "“The lights went out and we all laughed.\n\n“Then we smelled the smoke,” stagehand Jory Lint said."
    assert {a.speaker for a in found(text)} == {"Jory Lint"}
    assert len(found(text)) == 2
