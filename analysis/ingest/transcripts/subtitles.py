"""Reads subtitles, SRT and WebVTT: cues joined to turns and paragraphs, without times, numbers and styles."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.ingest.language import language_of
from analysis.ingest.outlets import outlet_of
from analysis.ingest.repair import repaired
from analysis.ingest.text import NoArticle
from analysis.ingest.transcripts.speakers import NOTE, Labelled, is_certain, labelled, name_of
from analysis.scorers.score import article_id
from analysis.types import Article

SUFFIXES = (".srt", ".vtt")
TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s.*)?")
#: the speaker of a WebVTT cue; other tags, and the places that some SRT files state
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,100})>")
TAG = re.compile(r"</?[^<>]{0,200}>|\{\\[^{}]{0,100}\}")
DASH = re.compile(r"[-–—]\s?(?=\w)")
HEADER = re.compile(r"WEBVTT(?:[ \t]+(?:-\s*)?(.*))?")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
#: seconds without words, and characters of a paragraph, after which the next sentence begins a paragraph
PAUSE, LONGEST_PARAGRAPH = 3.0, 500
#: the share of cues that repeat the line before, from which captions roll
ROLLING = 0.3


@dataclass(slots=True)
class Cue:
    """Lines that are shown together: from when to when, in seconds, and who says each, if the file states it."""

    start: float
    end: float
    lines: list[tuple[str, str]] = field(default_factory=list)


def read_subtitles(
    raw: str,
    *,
    outlet: str | None = None,
    published: dt.date | None = None,
    topic: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Article:
    """Read subtitles as an article without a headline, in which each labelled turn is a paragraph after ">>".

    Raises ``NoArticle`` if no words are found.
    """
    raw = raw.removeprefix("\ufeff")
    title = HEADER.match(raw)
    text = repaired("\n\n".join(_paragraphs(_unrolled(list(_cues(raw))))))
    if not any(char.isalnum() for char in text):
        raise NoArticle("no words were found between the times of the subtitles; save the file again")
    outlet, name = outlet_of(outlet, url), (title[1] or "").strip() or None if title else None
    return Article(
        article_id(outlet, name, text), outlet, name, text, published, topic, url, language=language_of(text),
        source=source,
    )  # fmt: skip


def _cues(raw: str) -> Iterator[Cue]:
    """The cues in order; numbers, notes and style sheets between them are no words."""
    cue: Cue | None = None
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, following in pairwise([*lines, ""]):
        timing = TIMING.fullmatch(line)
        if timing:
            if cue:
                yield cue
            cue = Cue(_seconds(timing.groups()[:4]), _seconds(timing.groups()[4:]))
        elif not line.strip() or (line.strip().isdigit() and TIMING.fullmatch(following)):
            if cue and (cue.lines or not line.strip()):
                yield cue
                cue = None
        elif cue:
            cue.lines += _spoken(line, cue.lines[-1][0] if cue.lines and "<v" not in line else "")
    if cue:
        yield cue


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return float(hours * 3600 + minutes * 60 + seconds) + float(f"0.{parts[3] or 0}")


def _spoken(line: str, speaker: str) -> Iterator[tuple[str, str]]:
    """The speakers and words of a line, from its tags."""
    begin = 0
    for voice in [*VOICE.finditer(line), None]:
        words = TAG.sub("", line[begin : voice.start() if voice else len(line)])
        words = " ".join(html.unescape(words).split())
        if words:
            yield speaker, words
        if voice:
            speaker, begin = " ".join(html.unescape(voice[1]).split()), voice.end()


def _unrolled(cues: list[Cue]) -> list[Cue]:
    """The cues without the lines that rolling captions show again, and without cues that only grow."""
    shown = [[words for _, words in cue.lines] for cue in cues]
    again = sum(bool(_overlap(one, other)) or _grows(one, other) for one, other in pairwise(shown))
    if len(cues) < 2 or again < ROLLING * (len(cues) - 1):
        return cues
    kept: list[Cue] = []
    before: list[str] = []
    for cue, words in zip(cues, shown, strict=True):
        new = words[_overlap(before, words) :]
        if new and kept and _grows(before, words):
            kept[-1].lines[-1] = (kept[-1].lines[-1][0], new[0])
            new = new[1:]
        cue.lines = cue.lines[-len(new) :] if new else []
        if cue.lines:
            kept.append(cue)
        before = words or before
    return kept


def _overlap(before: Sequence[str], words: Sequence[str]) -> int:
    """How many lines at the beginning repeat those at the end of what was shown before."""
    sizes = range(min(len(before), len(words)), 0, -1)
    return next((size for size in sizes if [*before[-size:]] == [*words[:size]]), 0)


def _grows(before: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the first line is the last one before with more words."""
    return bool(before and words) and words[0] != before[-1] and words[0].startswith(f"{before[-1]} ")


def _paragraphs(cues: Sequence[Cue]) -> Iterator[str]:
    """The turns, or without speakers the paragraphs: a new one after a pause or when one is long."""
    lines = [line for cue in cues for line in cue.lines]
    names = Counter(name_of(turn.label) for _, words in lines if (turn := labelled(words)) and turn.label)
    told = {name for name, times in names.items() if times > 1}
    parts: list[Labelled | str] = []
    voice, end = "", 0.0
    for cue in cues:
        for speaker, words in cue.lines:
            if NOTE.fullmatch(words):
                continue
            turn = Labelled(speaker, words) if speaker else _turn(words, told)
            if turn and not (speaker and speaker == voice):
                parts.append(turn)
            elif not parts or (voice and not speaker) or _ends(parts[-1], words, cue.start - end):
                parts.append(DASH.sub("", words, count=1) if DASH.match(words) else words)
            else:
                parts[-1] = _longer(parts[-1], words)
            voice, end = speaker, cue.end
    return (str(part) for part in parts)


def _longer(part: Labelled | str, words: str) -> Labelled | str:
    return f"{part} {words}" if isinstance(part, str) else Labelled(part.label, f"{part.words} {words}")


def _turn(words: str, told: set[str]) -> Labelled | None:
    """A line that begins a turn: a label in capitals, one that occurs twice, or the sign of captions."""
    turn = labelled(words)
    return turn if turn and (not turn.label or name_of(turn.label) in told or is_certain(turn.label)) else None


def _ends(part: Labelled | str, words: str, pause: float) -> bool:
    """Whether words after a pause begin a paragraph; a turn ends with the next one, and a dash is another speaker."""
    if not isinstance(part, str):
        return False
    if DASH.match(words):
        return True
    return SENTENCE_END.search(part) is not None and (pause >= PAUSE or len(part) > LONGEST_PARAGRAPH)
