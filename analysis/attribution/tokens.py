"""Stage 1: words, as everybody counts them, and the tokens of a stretch, as attribution reads them.

A text is cut by one call of ``split`` with the pattern as a group, which gives gaps and words in turn; where
they stand follows from their lengths. That takes a third of the time of looking at one match after another.
"""

from __future__ import annotations

import re
from itertools import accumulate, repeat
from typing import NamedTuple

from analysis.attribution.quotes import Quote
from analysis.text import _new, _straight_lower

WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
TOKEN = re.compile(r"[^\W_]+(?:[’'.\-&][^\W_]+)*(?:[’'](?:s?\b|(?<=s.)(?=\s\w)))?|[^\w\s\-]|--+|-|_+")
LONGEST_ASIDE = 12
_BY_TOKEN = re.compile(f"({TOKEN.pattern})")


class Token(NamedTuple):
    """A word, a mark, or a whole quotation (``quote`` set)."""

    start: int
    end: int
    text: str
    lower: str
    quote: Quote | None = None

    @property
    def is_word(self) -> bool:
        return self[4] is None and self[2][0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        return self[4] is None and self[2][0].isupper()


def tokens_of(text: str, start: int, end: int, quotes: list[Quote]) -> tuple[Token, ...]:
    """The tokens from ``start`` to ``end``, each of ``quotes`` one token, short asides in brackets left out."""
    tokens: list[Token] = []
    position = start
    for quote in quotes:
        if position < quote.span.start:
            tokens += _plain(text[position : quote.span.start], position)
        tokens.append(Token(quote.span.start, quote.span.end, quote.span.of(text), "", quote))
        position = quote.span.end
    if position < end:
        tokens += _plain(text[position:end], position)
    return tuple(_without_asides(tokens) if "(" in text[start:end] or "[" in text[start:end] else tokens)


def _plain(text: str, at: int) -> map[Token]:
    parts = _BY_TOKEN.split(text)
    places = list(accumulate(map(len, parts), initial=at))
    found = parts[1::2]
    return map(_new, repeat(Token), zip(places[1:-1:2], places[2::2], found, _straight_lower(found), repeat(None)))


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
