"""Prepares an article for the scorers: sentences, words, attributions, and the voice at every character."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.attribution import attribute
from analysis.attribution.cues import states_something
from analysis.attribution.quotes import Quote
from analysis.attribution.speakers.people import Mention
from analysis.text import WORD, Word
from analysis.types import VOICES, Article, Attribution, Span, Voice

__all__ = ["SPOKEN_WORDS", "WORD", "Document", "Word", "prepare", "without_attribution"]

#: an unattributed quotation with fewer words is a scare quote, a slogan or a title, and counts as the outlet's words
SPOKEN_WORDS = 6
#: characters of a name by which an outlet is recognised
LEAST_NAME = 3
#: a remark in brackets
BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Document:
    """An article prepared for the scorers; all offsets are in ``article.text``.

    ``text`` is the article's own text: spaces stand in place of its furniture.
    ``voice_starts`` and ``voice_names`` are parallel: each voice speaks from its start to the next one.
    ``words_by_voice`` is the number of words in each voice; they add up to the words of the text.
    """

    article: Article
    text: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    people: tuple[Mention, ...]
    organisations: tuple[Mention, ...]
    voice_starts: tuple[int, ...]
    voice_names: tuple[Voice, ...]
    words_by_voice: Mapping[Voice, int]

    def voice_at(self, position: int) -> Voice:
        """Return the voice at a character: "outlet", "quoted", or "attributed" (reported without quotation marks)."""
        return self.voice_names[bisect_right(self.voice_starts, position) - 1]

    def voice_of(self, span: Span) -> Voice:
        """Return the voice at the first character of a span."""
        return self.voice_at(span.start)


def prepare(article: Article) -> Document:
    """Analyse an article once for all scorers. Never raises on any text."""
    text = article.own_text
    found = attribute(text, article.title or "")
    starts, names = _voices(text, found.quotes, _of_others(found.attributions, article))
    return Document(
        article,
        text,
        found.sentences,
        found.words,
        found.quotes,
        found.attributions,
        found.people,
        found.organisations,
        starts,
        names,
        _words_by_voice(found.words, starts, names),
    )


def without_attribution(document: Document, attribution: Attribution) -> Document:
    """Return the document as if an attribution had not been found; words that it alone reports are the outlet's own."""
    others = tuple(other for other in document.attributions if other != attribution)
    starts, names = _voices(document.text, document.quotes, _of_others(others, document.article))
    words = _words_by_voice(document.words, starts, names)
    return replace(document, attributions=others, voice_starts=starts, voice_names=names, words_by_voice=words)


def _of_others(attributions: Iterable[Attribution], article: Article) -> list[Attribution]:
    """The attributions in which the outlet does not cite itself."""
    return [a for a in attributions if not _is_own_report(a, article.outlet or "")]


def _is_own_report(attribution: Attribution, outlet: str) -> bool:
    """True where an outlet cites itself: "The Courier reported on Saturday that" in the Courier."""
    if attribution.source_type != "media" or not attribution.speaker or not outlet:
        return False
    name, other = (each.casefold().removeprefix("the ") for each in (attribution.speaker, outlet))
    return len(name) > LEAST_NAME and (name in other or other in name)


def _words_by_voice(words: Sequence[Word], starts: Sequence[int], names: Sequence[Voice]) -> dict[Voice, int]:
    """The number of words in each voice, by the first character of each word."""
    counts: dict[Voice, int] = dict.fromkeys(VOICES, 0)
    first = 0
    for name, end in zip(names, starts[1:], strict=False):
        past = bisect_left(words, (end,), lo=first)
        counts[name] += past - first
        first = past
    counts[names[-1]] += len(words) - first
    return counts


def _voices(
    text: str, quotes: Sequence[Quote], attributions: Sequence[Attribution]
) -> tuple[tuple[int, ...], tuple[Voice, ...]]:
    """The starts and the names of the voices of a text, in order."""
    stated = [a for a in attributions if states_something(a.act, a.cue.of(text), a.content.of(text))]
    reported = _merged([part for a in stated for part in _without_attribution(text, a)])
    position = 0
    quoted: list[Span] = []
    for quote in quotes:
        while position < len(reported) and reported[position].end <= quote.span.start:
            position += 1
        inside = position < len(reported) and reported[position].overlaps(quote.span)
        if inside or _is_spoken(quote.inner.of(text)):
            quoted.append(quote.span)
    inside_marks = [quote.span for quote in quotes]
    for a in stated:
        if a.kind == "direct" and not any(a.content.overlaps(span) for span in inside_marks):
            quoted.append(a.content)  # a turn of a transcript, a block without quotation marks
    return _flatten(reported, _merged(quoted))


def _without_attribution(text: str, attribution: Attribution) -> list[Span]:
    """The content without the outlet's words inside it: "The museum, Mr. Obama said, would ...", "it is (he lied)"."""
    parts = [attribution.content]
    remarks = (
        BRACKETED.finditer(text, attribution.content.start, attribution.content.end)
        if attribution.kind == "indirect"
        else ()
    )
    for own in (attribution.cue, attribution.source, *(Span(*remark.span()) for remark in remarks)):
        if own is not None:
            parts = [piece for part in parts for piece in _cut_out(part, own)]
    return parts


def _cut_out(part: Span, own: Span) -> list[Span]:
    """What is left of a span without another one."""
    if not part.overlaps(own):
        return [part]
    pieces = Span(part.start, own.start), Span(own.end, part.end)
    return [piece for piece in pieces if piece.start < piece.end]


def _is_spoken(words: str) -> bool:
    """True for a quotation that is too long, and has too few capitals, for a scare quote or a title."""
    parts = words.split()
    if len(parts) < SPOKEN_WORDS:
        return False
    capitals = sum(part[:1].isupper() for part in parts)
    return capitals * 2 < len(parts)


def _merged(spans: list[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch joined to one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _flatten(reported: list[Span], quoted: list[Span]) -> tuple[tuple[int, ...], tuple[Voice, ...]]:
    """Starts and names of the voices: quotations take precedence over reported statements, these over the outlet."""
    edges = sorted({0, *(edge for span in (*reported, *quoted) for edge in (span.start, span.end))})
    starts: list[int] = []
    names: list[Voice] = []
    r = q = 0
    for edge in edges:
        while r < len(reported) and reported[r].end <= edge:
            r += 1
        while q < len(quoted) and quoted[q].end <= edge:
            q += 1
        voice: Voice = "outlet"
        if q < len(quoted) and quoted[q].start <= edge:
            voice = "quoted"
        elif r < len(reported) and reported[r].start <= edge:
            voice = "attributed"
        if not names or names[-1] != voice:
            starts.append(edge)
            names.append(voice)
    return tuple(starts), tuple(names)
