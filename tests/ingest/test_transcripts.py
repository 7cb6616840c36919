"""Subtitles and transcripts: each turn is a quotation of its speaker; times, styles and repetitions are gone."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attribute
from analysis.document import prepare
from analysis.ingest import read_paths
from analysis.ingest.text import NoArticle, read_text
from analysis.ingest.transcripts.subtitles import read_subtitles
from analysis.scorers.score import article_id
from analysis.types import Article


def said(text: str) -> list[tuple[str | None, str]]:
    """The speaker and the words of each attribution."""
    return [(found.speaker, found.content.of(text)) for found in attribute(text).attributions]


def srt(*cues: str, seconds: float = 2) -> str:
    """Subtitles whose cues follow each other."""
    made = ""
    for number, cue in enumerate(cues):
        start, end = (f"00:{int(t) // 60:02}:{int(t) % 60:02},000" for t in (number * seconds, (number + 1) * seconds))
        made += f"{number + 1}\n{start} --> {end}\n{cue}\n\n"
    return made


def test_cues_are_joined_to_paragraphs_that_end_at_pauses() -> None:
    made = srt(
        "<i>Good evening from</i>\nthe harbour.",
        "It opened today",
        "after four years.",
        "{\\an8}Ships may enter &amp; leave.",
    )
    made = made.replace("00:00:06,000 -->", "00:00:16,000 -->")
    for raw in (made, "\ufeff" + made.replace("\n", "\r\n"), "WEBVTT\n\n" + made.replace(",", ".")):
        found = read_subtitles(raw, source="a.srt")
        assert found.text == (
            "Good evening from the harbour. It opened today after four years.\n\nShips may enter & leave."
        )
        assert (found.title, found.published, found.source) == (None, None, "a.srt")
    assert said(found.text) == []


VTT = """WEBVTT - Harbour talk

STYLE
::cue { color: red }

NOTE a note
of two lines

first
00:01.000 --> 00:03.000 align:start position:0%
<v Anna Bell>Good evening from <c.yellow>the harbour</c>.

00:03.000 --> 00:05.000
<v Anna Bell>It opened.

00:05.000 --> 00:07.000
<v.loud Ben Croft>Ships may enter.</v>
<v Anna Bell>When?
"""


def test_voices_of_webvtt_are_speakers() -> None:
    found = read_subtitles(VTT)
    assert found.title == "Harbour talk"
    assert said(found.text) == [
        ("Anna Bell", "Good evening from the harbour. It opened."), ("Ben Croft", "Ships may enter."),
        ("Anna Bell", "When?"),
    ]  # fmt: skip


def test_labels_and_signs_of_captions_are_speakers() -> None:
    found = read_subtitles(
        srt(
            ">> ANNA BELL, HOST: Good evening.\nWe begin.",
            "BEN CROFT: It opened.",
            "[MUSIC]",
            ">> BELL: When?\n>> Last week.",
        )
    )
    assert said(found.text) == [
        ("Anna Bell", "Good evening. We begin."), ("Ben Croft", "It opened."), ("Anna Bell", "When?"),
        (None, "Last week."),
    ]  # fmt: skip


LINES = ("so the harbour opened this week", "after four years of work and", "the mayor said that ships may",
         "enter from Tuesday on, and then", "the council will vote again")  # fmt: skip


@pytest.mark.parametrize("shape", ["two lines", "words", "growing"])
def test_rolling_captions_are_not_doubled(shape: str) -> None:
    if shape == "two lines":
        cues = [f"{before}\n{line}" for before, line in zip(("", *LINES), LINES, strict=False)]
    elif shape == "words":
        cues = []
        for before, line in zip((" ", *LINES), LINES, strict=False):
            cues += [f"{before}\n{line.replace(' ', '<00:00:01.000><c> ', 1)}</c>", f"{line}\n "]
    else:
        words = " ".join(LINES).split()
        cues = [" ".join(words[: number + 1]) for number in range(len(words))]
    assert read_subtitles(srt(*cues)).text == " ".join(LINES)


def test_what_somebody_says_twice_stays() -> None:
    found = read_subtitles(srt("No.", "No.", "It is late.", "Ships wait.", "They wait.", "We all wait.", "So do I."))
    assert found.text.startswith("No. No. It is late.")


def test_subtitles_without_words_are_no_article() -> None:
    with pytest.raises(NoArticle, match="no words"):
        read_subtitles(srt("[MUSIC]", "♪♪"))


def test_files_of_subtitles_are_read_with_their_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    (tmp_path / "b.srt").write_text(srt("It is late."), encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,outlet,published\na.vtt,Harbour 6 News,2019-01-20\n", encoding="utf-8")
    first, second = read_paths([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.outlet, first.published, second.text) == ("Harbour 6 News", dt.date(2019, 1, 20), "It is late.")


TALK = """Harbour talk
By Ada Quill
January 20, 2019

ANNA BELL, HOST: Good evening. The harbour opened.

It took four years.

BEN CROFT, MAYOR OF ELMSPORT: Ships may enter, said the "council".

BELL: When?

(LAUGHTER)

CROFT: From Tuesday, I told Ann Lee.

© 2019 The Quayside Post. All rights reserved."""


def test_a_text_with_labels_of_speakers() -> None:
    found = read_text(TALK)
    assert (found.title, found.authors, found.outlet) == ("Harbour talk", ("Ada Quill",), "The Quayside Post")
    assert said(found.text) == [
        ("Anna Bell", "Good evening. The harbour opened. It took four years."),
        ("Ben Croft", 'Ships may enter, said the "council".'),
        ("Anna Bell", "When?"),
        ("Ben Croft", "From Tuesday, I told Ann Lee."),
    ]


def test_questions_and_answers_have_no_named_speaker() -> None:
    found = read_text("The mayor answers\nQ: Why now?\nA: It was ready.\nMore of it.\nQ: And ships?\nA: They may.")
    assert said(found.text) == [
        (None, "Why now?"),
        (None, "It was ready. More of it."),
        (None, "And ships?"),
        (None, "They may."),
    ]
    assert {a.source_type for a in attribute(found.text).attributions} == {"unnamed_person"}


def test_a_transcript_without_a_headline() -> None:
    found = read_text("Anna Bell: Good evening.\nBen Croft: Good evening.\nAnna Bell: When?\nBen Croft: Tuesday.")
    assert (found.title, [name for name, _ in said(found.text)]) == (None, ["Anna Bell", "Ben Croft"] * 2)


ORDINARY = {
    "results": "Results\nTamsel 4, Upland 1: Ada Rook did.\nSaltby 5, Tamsel 1: Ben did.\nUpland 2, Saltby 1: She did.",
    "days": "A history\nOct. 6, 1923: It opened.\nSept. 9, 1946: It closed.\nAug. 6, 1960: It burnt.",
    "lists": "Candidates\nPluses: He is known.\nMinuses: He is old.\nPluses: She is new.\nMinuses: She is unknown.",
    "briefs": "In brief\nTAMSEL: The pier closed.\nUPLAND: The dam opened.\nSALTBY: The school burnt.",
    "one question": "A headline\nWhy: It was late.\nThe council voted.\nSource: the council.\nIt went home.",
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_lines_with_colons_are_no_transcript(kind: str) -> None:
    assert ">>" not in read_text(ORDINARY[kind]).text


def test_the_words_of_a_turn_are_quoted_and_its_label_is_not() -> None:
    text = read_text(TALK).text
    document = prepare(Article(article_id(None, None, text), None, None, text))
    assert document.voice_at(text.index("ANNA")) == "outlet"
    assert document.voice_at(text.index("When?")) == "quoted"


LABELS = st.sampled_from(["ANNA BELL", "BELL", "Ben Croft", "Q", "A", "HOST", ""])
WORDS = st.text("abc \"“”'.,:>-\u00e9", min_size=1, max_size=40)


@given(st.lists(st.tuples(LABELS, WORDS), max_size=8))
def test_turns_are_spans_of_the_text_in_order_and_apart(turns: list[tuple[str, str]]) -> None:
    text = "\n\n".join(f">> {label}: {words}" if label else f">> {words}" for label, words in turns)
    found = attribute(text).attributions
    places = [(a.content.start, a.content.end) for a in found]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
