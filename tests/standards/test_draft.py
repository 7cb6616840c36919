"""Tests of the standards desk: each rule on texts with and without its fault, thresholds, files, and the page."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis.standards import RULES, BadThresholds, DraftReport, check_draft, guidelines_of, read_thresholds
from analysis.standards.formats import FORMATS
from analysis.standards.reading import LONGEST, UnreadableDraft, draft_of, read_draft
from analysis.standards.sources import noun_of
from analysis.types import Span
from tests.support.cli import run
from tests.support.files import documents
from tests.support.pages import ROOT, page_html

SHIPPED = read_thresholds()
DRAFT = """Ferry to Ostrand will stop in May

The ferry to Ostrand will stop in May, a harbour official said. “We have no money,” the official said.

Mayor Ida Lund claimed the line was safe. Critics said the plan was a disaster. The loss is reportedly 40 million.
"""


def found(text: str, rule: str, title: str | None = None) -> list[str]:
    """The passages of a text that one rule notes."""
    return [note.span.of(text) for note in check_draft(text, title, SHIPPED).notes if note.rule == rule]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("unnamed", "The line will close, a ministry official said.", ["a ministry official"]),
        ("unnamed", "The line will close, said Karin Holm, who runs it.", []),
        ("unnamed", "An official, who asked not to be named because talks go on, said the line will close.", []),
        ("vague", "Critics said the plan would fail.", ["Critics"]),
        ("vague", "Karin Holm, a critic of the plan, said it would fail.", []),
        ("hedge", "The loss is reportedly 40 million crowns.", ["reportedly"]),
        ("hedge", "The loss is perhaps 40 million crowns, Karin Holm said.", []),
        ("loaded", "The council slammed the disastrous plan.", ["slammed", "disastrous"]),
        ("loaded", "“It is a disastrous plan,” Karin Holm said.", []),
        ("booster", "The plan will undoubtedly fail.", ["undoubtedly"]),
        ("scare_quotes", "The council withdrew its “reform” of the harbour.", ["“reform”"]),
        ("doubting_cue", "Karin Holm claimed that the ferry was safe.", ["claimed"]),
        ("endorsing_cue", "Karin Holm admitted that the ferry was late.", ["admitted"]),
        ("doubting_cue", "Karin Holm said that the ferry was safe.", []),
    ],
)  # fmt: skip
def test_each_rule(rule: str, text: str, expected: list[str]) -> None:
    assert found(text, rule) == expected


def test_a_reason_given_once_is_the_reason_of_all_that_the_source_says() -> None:
    text = (
        "A port official, who spoke on condition of anonymity because talks go on, said the ferry would stop. "
        "“There is no money,” the official said."
    )
    [source] = check_draft(text, thresholds=SHIPPED).sources
    assert (source.named, source.reason, source.statements) == (False, "because talks go on", 2)
    assert found(text, "unnamed") == []


def test_the_main_claim_and_who_carries_it() -> None:
    text = (
        "The ferry to Ostrand will stop in May, Karin Holm said. Weather was mild. "
        "The harbour office confirmed that the Ostrand ferry would stop in May. Egil Dahl said that he likes apples."
    )
    report = check_draft(text, "Ferry to Ostrand will stop in May", SHIPPED)
    assert report.claim is not None
    assert report.claim.of(text) == "The ferry to Ostrand will stop in May, Karin Holm said."
    assert [source.name for source in report.carried_by] == ["Karin Holm", "harbour office"]
    assert not [note for note in report.notes if note.rule in ("single_source", "unsourced")]
    assert len(found(text.split(" Weather")[0], "single_source")) == 1
    assert len(found("The ferry to Ostrand will stop in May because of the storm.", "unsourced")) == 1


def test_a_headline_firmer_than_the_text() -> None:
    text = "The Ostrand ferry may close for good, according to a budget paper of the harbour office."
    assert found(text, "headline", "Ostrand ferry will close for good") == ["may"]
    assert found(text, "headline", "Ostrand ferry may close for good") == []


def test_one_source_that_speaks_most(tmp_path: Path) -> None:
    said = "The ferry has lost money for years, and nobody on this island would pay a crown more for it. "
    text = "".join(f"“{said.strip()}” Karin Holm said. " for _ in range(6)) + "“It is late,” Egil Dahl said."
    assert len(found(text, "most_quoted")) == 1
    own = tmp_path / "standards.toml"
    own.write_text("most_quoted_share = 1.0\n", encoding="utf-8")
    assert not [n for n in check_draft(text, None, read_thresholds(own)).notes if n.rule == "most_quoted"]


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    own = tmp_path / "standards.toml"
    own.write_text('[rules]\nvague = "off"\nhedge = "warning"\n', encoding="utf-8")
    report = check_draft("Critics said the plan would fail. It is reportedly late.", None, read_thresholds(own))
    assert [(note.rule, note.level) for note in report.notes if note.rule in ("vague", "hedge")] == [
        ("hedge", "warning")
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("most_quoted_share = 3", "must be a number from 0 to 1"),
        ("sources_for_the_main_claim = true", "must be a number"),
        ("colour = 1", "'colour' is no setting"),
        ('[rules]\nshouting = "off"', "'shouting' is no rule"),
        ('[rules]\nvague = "loud"', "must be one of warning, note, off"),
        ("rules = 3", "must be a table"),
        ("= 3", "not a TOML file"),
    ],
)
def test_wrong_thresholds_are_named(tmp_path: Path, content: str, said: str) -> None:
    own = tmp_path / "standards.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(BadThresholds, match=said):
        read_thresholds(own)
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    assert said in run("check", draft, "--thresholds", own, code=2).output.replace("\n", " ")


def test_every_rule_has_a_level_and_guidelines_belong_to_rules() -> None:
    assert set(SHIPPED.levels) == set(RULES)
    assert guidelines_of("unnamed")
    assert all(one.address.startswith("http") for rule in RULES for one in guidelines_of(rule))


def test_a_headline_is_the_first_line_before_a_blank_one() -> None:
    draft = draft_of(DRAFT)
    assert draft.title == "Ferry to Ostrand will stop in May"
    assert len(draft.text) == len(DRAFT)
    assert draft.text.strip().startswith("The ferry")
    assert draft_of("One sentence only.").title is None
    assert draft_of("A first paragraph, with a full stop.\n\nA second.").title is None


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"  \n", "no text"), (b"a\0b", "no text file"), (b"x " * LONGEST, "at most"), (b"PK\x03\x04broken", "damaged")],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDraft, match=said):
        read_draft(data)


def test_a_word_document_is_a_draft() -> None:
    draft = read_draft(documents.docx([(line, "") for line in DRAFT.split("\n\n")]))
    assert "a harbour official" in draft.text
    assert {note.rule for note in check_draft(draft.text, draft.title, SHIPPED).notes} >= {"unnamed", "vague"}


def test_the_command_prints_notes_and_ends_with_one_if_there_are_warnings(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    output = run("check", draft, code=1).output
    assert "line 3: Source without a name or a reason" in output
    assert "Main claim: The ferry to Ostrand will stop in May" in output
    good = tmp_path / "good.txt"
    good.write_text("The ferry will stop in May, Karin Holm said. Egil Dahl agreed that the ferry will stop in May.")
    assert "0 warnings" in run("check", good).output
    assert "cannot be read" in run("check", tmp_path / "none.txt", code=2).output
    assert "--format takes" in run("check", good, "--format", "pdf", code=2).output


def test_files_for_other_programs_agree(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    as_json = json.loads(run("check", path, "--format", "json", code=1).output)
    sarif = json.loads(run("check", path, "--format", "sarif", code=1).output)
    results = sarif["runs"][0]["results"]
    assert [note["rule"] for note in as_json["notes"]] == [result["ruleId"] for result in results]
    lines = DRAFT.split("\n")
    for note, result in zip(as_json["notes"], results, strict=True):
        assert DRAFT[note["first"] : note["past"]] == note["words"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(note["words"].split("\n")[0])
    checkstyle = ET.fromstring(run("check", path, "--format", "checkstyle", code=1).output)  # our own output
    assert len(checkstyle.findall("file/error")) == len(results)


def test_hostile_texts_stay_text() -> None:
    text = 'Critics said "<script>alert(1)</script> & ]]> it fails".'
    report = check_draft(text, "<b>x</b>", SHIPPED)
    for write in FORMATS.values():
        write(report, "<draft>")
    ET.fromstring(FORMATS["checkstyle"](report, "<draft>"))  # our own output


@given(st.lists(st.sampled_from([*'Ab .,“”"\n’-é😀', " said ", "Critics ", " may "]), max_size=120))
def test_spans_are_inside_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    report: DraftReport = check_draft(text, "May the ferry stop", SHIPPED)
    for note in report.notes:
        assert 0 <= note.span.start < note.span.end <= len(text)
        assert note.sentence.start <= note.span.start < note.sentence.end <= len(text)
        assert isinstance(note.span, Span)


def test_the_noun_of_a_description() -> None:
    assert noun_of("two people familiar with the talks") == "people"
    assert noun_of("official") == "official"


def test_the_page_shows_the_notes_and_stores_nothing(data: Path) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.switch_page("dashboard/pages/draft.py")
    app.run()
    app.text_area[0].set_value(DRAFT + "<img src=x onerror=alert(1)>").run()
    assert not app.exception
    shown = page_html(app)
    assert "Source without a name or a reason (2)" in shown
    assert "<img" not in shown
    assert list(data.iterdir()) == []
