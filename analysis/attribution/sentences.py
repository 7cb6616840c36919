"""Stage 2: sentences, and for each one the tokens that the later stages read.

A quotation of several sentences is one token, so that "“One. Two,” she said." is one unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nupunkt import sent_spans

from analysis.attribution.quotes import Quote
from analysis.types import Span

TOKEN = re.compile(r"[^\W_]+(?:[’'.\-&][^\W_]+)*(?:[’']s?\b|(?<=s)[’'](?=\s\w))?|--+|[^\w\s]|_+")
#: place, day and agency before an article's first words: "MEXICO CITY, Feb. 8 (UPI) —", "Seoul (CNN) "
DATELINE = re.compile(
    r"\W?[A-Z][A-Z.’'\-]+(?:[ /][A-Z][A-Z.’'\-]*)*"
    r"(?:, (?:[A-Z][a-z]*\.? ?){1,2}(?:[A-Z]\.)*)?(?:,? \w{3,9}\.? \d{1,2})?"
    r"(?: ?\((?:[A-Z][\w.]+ ?){1,3}\))? ?(?:—|–|--|(?<=\)) ?-) ?"
    r"|(?:[A-Z][\w.’'\-]+,? ){1,5}\((?:CNN|CNN Business|AP|AFP|UPI|Reuters)\) ?(?:[—–-]+ ?)?"
)
#: lines of a text that may open with a dateline
DATELINED = 6
#: no sentence of prose is longer; a text without full stops is read in pieces, so that time stays linear
LONGEST_UNIT = 300
LONGEST_ASIDE = 12


def sentence_spans(text: str, lines: list[Span]) -> list[Span]:
    """Sentences of ``text``; none crosses a line. Splitting is nupunkt's (Punkt, Kiss & Strunk 2006)."""
    spans: list[Span] = []
    for line in lines:
        part = line.of(text)
        for start, end in sent_spans(part):
            trimmed = part[start:end].strip()
            if trimmed:
                begin = line.start + start + len(part[start:end]) - len(part[start:end].lstrip())
                spans.append(Span(begin, begin + len(trimmed)))
    return spans


class Token(NamedTuple):
    """A word, a mark, or a whole quotation (``quote`` set)."""

    start: int
    end: int
    text: str
    lower: str
    quote: Quote | None = None

    @property
    def is_word(self) -> bool:
        return self.quote is None and self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        return self.quote is None and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one paragraph that ends outside quotation marks: what attribution reads at once."""

    span: Span
    paragraph: int
    tokens: tuple[Token, ...]


def units(text: str, lines: list[Span], sentences: list[Span], quotes: list[Quote]) -> list[Unit]:
    """Sentences joined across quotation marks, with their tokens."""
    found: list[Unit] = []
    inside = iter(quotes)
    quote = next(inside, None)
    line_of = _line_numbers(lines, sentences)
    index = 0
    while index < len(sentences):
        start, end, line = sentences[index].start, sentences[index].end, line_of[index]
        within: list[Quote] = []
        index += 1
        while quote is not None and quote.span.start < end:
            if quote.span.end > start:
                within.append(quote)
                while index < len(sentences) and sentences[index].start < quote.span.end and line_of[index] == line:
                    end = sentences[index].end
                    index += 1
                # A sentence may end just before the mark that closes its quotation.
                end = max(end, quote.span.end)
            quote = next(inside, None)
            # "“Will it?” she asked": the mark ends a sentence, the lower-case word goes on with it.
            if within and within[-1].span.end >= end and index < len(sentences) and line_of[index] == line:
                following = text[sentences[index].start]
                if following.islower() or following in ",;—–-―":
                    end = sentences[index].end
                    index += 1
        if line < DATELINED and start == lines[line].start:
            dateline = DATELINE.match(text, start, end)
            start = dateline.end() if dateline is not None and dateline.end() < end else start
        tokens = tuple(_tokens(text, start, end, within))
        if len(tokens) <= LONGEST_UNIT:
            found.append(Unit(Span(start, end), line, tokens))
            continue
        for first in range(0, len(tokens), LONGEST_UNIT):
            part = tokens[first : first + LONGEST_UNIT]
            found.append(Unit(Span(part[0].start, part[-1].end), line, part))
    return found


def _line_numbers(lines: list[Span], sentences: list[Span]) -> list[int]:
    numbers, line = [], 0
    for sentence in sentences:
        while lines[line].end <= sentence.start:
            line += 1
        numbers.append(line)
    return numbers


def _tokens(text: str, start: int, end: int, quotes: list[Quote]) -> list[Token]:
    tokens: list[Token] = []
    position = start
    for quote in quotes:
        tokens.extend(_plain(text, position, max(position, quote.span.start)))
        tokens.append(Token(quote.span.start, quote.span.end, quote.span.of(text), "", quote))
        position = quote.span.end
    tokens.extend(_plain(text, position, max(position, end)))
    return _without_asides(tokens)


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Leave out short asides in brackets: "Rep. John Mica (R-Fla.) said" is "Rep. John Mica said"."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].text in "([" and kept:
            end = index + 1
            while end < len(tokens) and end - index <= LONGEST_ASIDE and tokens[end].text not in "()[]":
                end += 1
            if end < len(tokens) and tokens[end].text in ")]" and all(t.quote is None for t in tokens[index:end]):
                index = end + 1
                continue
        kept.append(tokens[index])
        index += 1
    return kept


def _plain(text: str, start: int, end: int) -> list[Token]:
    # Made from a tuple at once: half of this stage's time is making tokens.
    make = tuple.__new__
    return [
        make(Token, (match.start(), match.end(), match[0], straight_lower(match[0]), None))
        for match in TOKEN.finditer(text, start, end)
    ]


@lru_cache(maxsize=200_000)
def straight_lower(word: str) -> str:
    """A word in lower case with straight apostrophes; kept, for most words come again."""
    return word.lower().replace("’", "'")
