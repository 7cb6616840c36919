"""The sentences behind a number: from a place in a text to the sentence around it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.attribution.sentences import sentence_spans
from analysis.types import Article, Span

#: characters of a line that are read to either side for the edges of a sentence, and that are shown of one
AROUND, SHOWN = 700, 600


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a few that belong together) of an article, with the places in it that were asked for.

    ``marks`` are positions in ``text``; ``note`` says what else is known of them, such as whose voice it is.
    """

    article: str
    outlet: str
    title: str | None
    published: dt.date | None
    text: str
    marks: tuple[Span, ...]
    note: str = ""


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that holds a place, or the sentences where it reaches over several."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - AROUND)
    past = min(end if (end := text.find("\n", span.end)) >= 0 else len(text), span.end + AROUND)
    inside = [s for s in sentence_spans(text, _lines(text, first, past)) if s.overlaps(span)]
    return Span(min(inside[0].start, span.start), max(inside[-1].end, span.end)) if inside else span


def _lines(text: str, first: int, past: int) -> list[Span]:
    lines, start = [], first
    for line in text[first:past].split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    return lines


def passages_of(article: Article, places: Iterable[Sequence[Span]], note: str = "") -> list[Passage]:
    """A passage for each group of places, in reading order; groups in one sentence share it.

    Only so much as ``SHOWN`` characters of a passage is given, around its first place.
    """
    text = article.text
    by_sentence: dict[Span, list[Span]] = {}
    for group in sorted(map(sorted, places)):
        around = sentence_around(text, Span(group[0].start, max(span.end for span in group)))
        by_sentence.setdefault(around, []).extend(group)
    return [_passage(article, around, spans, note) for around, spans in by_sentence.items()]


def _passage(article: Article, around: Span, spans: Sequence[Span], note: str) -> Passage:
    first, past = around.start, around.end
    if len(around) > SHOWN:
        first = max(first, spans[0].start - SHOWN // 3)
        past = min(past, first + SHOWN)
    before, after = "… " if first > around.start else "", " …" if past < around.end else ""
    moved = len(before) - first
    marks = tuple(Span(s.start + moved, min(s.end, past) + moved) for s in spans if first <= s.start < past)
    shown = f"{before}{article.text[first:past]}{after}"
    return Passage(article.id, article.outlet or "", article.title, article.published, shown, marks, note)
