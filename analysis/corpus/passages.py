"""The sentences behind a number: the sentence around a span of a text. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.attribution.sentences import sentence_spans
from analysis.types import Article, Span

#: characters on each side of a span in which the ends of its sentence are searched for
CONTEXT = 700
#: characters of a passage that are shown at most
SHOWN = 600


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a few adjacent ones, of an article, with the spans to be marked in it.

    ``article`` is the article's ID, ``marks`` are spans in ``text``, ``note`` is a remark on them, such as the voice.
    ``at`` names their place in the article as an address does; empty if that is not known.
    """

    article: str
    outlet: str
    title: str | None
    published: dt.date | None
    text: str
    marks: tuple[Span, ...]
    note: str = ""
    at: str = ""


def sentence_around(text: str, span: Span) -> Span:
    """Return the span of the sentence that contains a span, or of the sentences that it extends over."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - CONTEXT)
    past = min(end if (end := text.find("\n", span.end)) >= 0 else len(text), span.end + CONTEXT)
    inside = [s for s in sentence_spans(text, _lines(text, first, past)) if s.overlaps(span)]
    return Span(min(inside[0].start, span.start), max(inside[-1].end, span.end)) if inside else span


def _lines(text: str, first: int, past: int) -> list[Span]:
    lines, start = [], first
    for line in text[first:past].split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    return lines


def passages_of(article: Article, places: Iterable[Sequence[Span]], note: str = "") -> list[Passage]:
    """Return a passage for each group of spans, in reading order; groups in the same sentence share a passage.

    A longer passage is cut to ``SHOWN`` characters around its first span.
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
