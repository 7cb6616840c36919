"""From a cleaned article to a document: sentences, words, attributions, and the voice at every character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.attribution import attribute
from analysis.attribution.cues import states_something
from analysis.attribution.people import Mention
from analysis.attribution.quotes import Quote
from analysis.text import WORD, Word
from analysis.types import VOICES, Article, Attribution, Span, Voice

__all__ = ["SPOKEN_WORDS", "WORD", "Document", "Word", "prepare"]

#: an unattributed quotation of fewer words is a scare quote, a slogan or a title: the outlet's own words
SPOKEN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Document:
    """An article made ready for the scorers; all offsets are in ``article.text``.

    ``voice_starts`` and ``voice_names`` are parallel: from each start to the next, one voice speaks.
    ``words_by_voice`` says how many words stand in each; they add up to the words of the text.
    """

    article: Article
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    people: tuple[Mention, ...]
    organisations: tuple[Mention, ...]
    voice_starts: tuple[int, ...]
    voice_names: tuple[Voice, ...]
    words_by_voice: Mapping[Voice, int]

    @property
    def text(self) -> str:
        return self.article.text

    def voice_at(self, position: int) -> Voice:
        """Whose words stand at a character: the outlet's own, quoted, or attributed without marks."""
        return self.voice_names[bisect_right(self.voice_starts, position) - 1]

    def voice_of(self, span: Span) -> Voice:
        """The voice at the first character of a span."""
        return self.voice_at(span.start)


def prepare(article: Article) -> Document:
    """Read an article once for all scorers. Never raises on any text."""
    text = article.text
    found = attribute(text, article.title or "")
    starts, names = _voices(text, found.quotes, found.attributions)
    return Document(
        article,
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


def _words_by_voice(words: Sequence[Word], starts: Sequence[int], names: Sequence[Voice]) -> dict[Voice, int]:
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
    stated = [a for a in attributions if states_something(a.act, a.cue.of(text), a.content.of(text))]
    reported = _merged([part for a in stated for part in _without_attribution(a)])
    changes: list[tuple[int, int, Voice]] = [(span.start, span.end, "attributed") for span in reported]
    position = 0
    quoted: list[Span] = []
    for quote in quotes:
        while position < len(reported) and reported[position].end <= quote.span.start:
            position += 1
        inside = position < len(reported) and reported[position].overlaps(quote.span)
        if inside or _is_spoken(quote.inner.of(text)):
            quoted.append(quote.span)
    return _flatten(changes, quoted)


def _without_attribution(attribution: Attribution) -> list[Span]:
    """What is said, less the words of the outlet that stand inside it: "The museum, Mr. Obama said, would ..."."""
    parts = [attribution.content]
    for own in (attribution.cue, attribution.source):
        if own is not None:
            parts = (
                [
                    piece
                    for part in parts
                    for piece in (Span(part.start, min(part.end, own.start)), Span(max(part.start, own.end), part.end))
                    if piece.start < piece.end
                ]
                if any(part.overlaps(own) for part in parts)
                else parts
            )
    return parts


def _is_spoken(words: str) -> bool:
    """A quotation that nobody is named for, yet too long and too plain for a title or a scare quote."""
    parts = words.split()
    if len(parts) < SPOKEN_WORDS:
        return False
    capitals = sum(part[:1].isupper() for part in parts)
    return capitals * 2 < len(parts)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _flatten(reported: list[tuple[int, int, Voice]], quoted: list[Span]) -> tuple[tuple[int, ...], tuple[Voice, ...]]:
    """Lay quotations over reported statements over the outlet's own voice."""
    edges = sorted(
        {0, *(e for s, end, _ in reported for e in (s, end)), *(e for q in quoted for e in (q.start, q.end))}
    )
    starts: list[int] = []
    names: list[Voice] = []
    r = q = 0
    for edge in edges:
        while r < len(reported) and reported[r][1] <= edge:
            r += 1
        while q < len(quoted) and quoted[q].end <= edge:
            q += 1
        voice: Voice = "outlet"
        if r < len(reported) and reported[r][0] <= edge:
            voice = "attributed"
        if q < len(quoted) and quoted[q].start <= edge:
            voice = "quoted"
        if not names or names[-1] != voice:
            starts.append(edge)
            names.append(voice)
    return tuple(starts), tuple(names)
