"""Stage 2: sentences, and for each one the tokens that the later stages read.

A quotation of several sentences is one token, so that "“One. Two,” she said." is one unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nupunkt import load

from analysis.attribution.quotes import Quote
from analysis.attribution.tokens import Token, tokens_of
from analysis.types import Span

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
#: where nupunkt may end a sentence before a line ends; most lines have no such place and need not be asked about
_MAY_END = re.compile(r"[.!?…](?=[\s\"'’”»()\[\]{}*;:@?!])(?![\"'’”»)\]}*]{0,3}\s*$)")


def sentence_spans(text: str, lines: list[Span]) -> list[Span]:
    """Sentences of ``text``; none crosses a line. Splitting is nupunkt's (Punkt, Kiss & Strunk 2006)."""
    splitter = load("default")
    spans: list[Span] = []
    for line in lines:
        part = line.of(text)
        if not _MAY_END.search(part):
            end = line.start + len(part.rstrip())
            spans.append(Span(end - len(part.strip()), end))
            continue
        for start, end in splitter.span_tokenize(part):
            piece = part[start:end].rstrip()
            if piece:
                begin = line.start + start + len(piece) - len(piece.lstrip())
                spans.append(Span(begin, line.start + start + len(piece)))
    return spans


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one paragraph that ends outside quotation marks: what attribution reads at once.

    ``tokens`` is empty where nothing in it can introduce speech.
    """

    span: Span
    paragraph: int
    tokens: tuple[Token, ...]


def units(
    text: str, lines: list[Span], sentences: list[Span], quotes: list[Quote], openings: Sequence[int]
) -> list[Unit]:
    """Sentences joined across quotation marks, with their tokens where they hold a quotation or one of ``openings``."""
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
        opening = bisect_left(openings, start)
        speaks = within or (opening < len(openings) and openings[opening] < end)
        tokens = tokens_of(text, start, end, within) if speaks else ()
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
