"""Stage 6, continuations: a paragraph without quotation marks that a colon announces: "Lund put it like this:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from analysis.attribution.cues import Statement, find_cues
from analysis.attribution.sentences import Unit
from analysis.attribution.sources.around_cue import source_before
from analysis.types import Span

#: subjects that are the author: "I found the following:"
AUTHOR = frozenset(["i", "we", "you"])
#: what opens an item of a list, and its fewest words
BULLET, ITEM_WORDS = re.compile(r"[•●▪◦*·–-]\s+"), 3
#: words of a paragraph that can be a block quotation; shorter ones are headings and items of lists
BLOCK_WORDS = 8


def block_quotations(text: str, units: Sequence[Unit], statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield a statement for each paragraph that a sentence of saying announces with a colon."""
    inside = {statement.unit.span.start for statement in statements if statement.act == "speech"}
    for number, unit in enumerate(units):
        if not unit.tokens or unit.tokens[-1].text != ":" or unit.span.start in inside:
            continue
        block = _next_paragraph(units, number + 1)
        if not block or block[0].paragraph == unit.paragraph:
            continue
        cues = [cue for cue in find_cues(unit) if {"quote", "that"} & cue.entry.frames]
        source = source_before(unit.tokens, cues[-1].first) if cues else None
        if source is None or unit.tokens[source[0]].lower in AUTHOR:
            continue
        items = list(_items(text, units[number + 1 :]))
        for item in items:
            yield cues[-1].statement(unit, source, item, "indirect")
        if not items and _may_be_said(text, block, inside):
            yield cues[-1].statement(unit, source, Span(block[0].span.start, block[-1].span.end), "direct")


def _next_paragraph(units: Sequence[Unit], first: int) -> list[Unit]:
    """The units of the paragraph that begins with the unit ``first``; none at the end of the text."""
    following = units[first:]
    return list(takewhile(lambda other: other.paragraph == following[0].paragraph, following))


def _items(text: str, units: Sequence[Unit]) -> Iterator[Span]:
    """The items of a list right after a colon: "• pay must rise"."""
    for unit in units:
        bullet = BULLET.match(text, unit.span.start, unit.span.end)
        if bullet is None or len(text[bullet.end() : unit.span.end].split()) < ITEM_WORDS:
            return
        yield Span(bullet.end(), bullet.end() + len(text[bullet.end() : unit.span.end].rstrip(" .;,")))


def _may_be_said(text: str, block: Sequence[Unit], speaking: set[int]) -> bool:
    """True for running text without quotations or statements of its own."""
    if any(token.quote is not None for unit in block for token in unit.tokens):
        return False
    words = text[block[0].span.start : block[-1].span.end].split()
    return len(words) >= BLOCK_WORDS and text[block[-1].span.end - 1] in ".!?…" and block[0].span.start not in speaking
