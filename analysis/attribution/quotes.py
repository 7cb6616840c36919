"""Stage 1: quotation marks. Finds what stands inside them; whether anybody speaks comes later.

Curly and straight double marks, British single marks, unbalanced marks, and quotations that run
over several paragraphs, each opened again. An apostrophe is never a quotation mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from analysis.types import Span

OPEN_DOUBLE = "“„«"
CLOSE_DOUBLE = "”»"
PARAGRAPH = re.compile(r"[^\n]+")
# These begin with a set of characters, so that the search skips everything else at once.
MARK = re.compile(r"[“”„«»\"'‘`]")
DOUBLE_MARK = re.compile(r"[“”„«»\"'`](?:(?<=[“”„«»\"])|(?<=')'|(?<=`)`)")
#: "PENCE: Well ..." behind a mark: the whole transcript is quoted, not this line
TRANSCRIPT = re.compile(r"[A-Z][A-Z.\-’' ]{2,25}:\s")
SINGLE_OPEN = re.compile(r"[‘'](?<![\w’'].)(?=[\w“\"…$£])(?!(?:em|til|cause|bout|n|tis|twas|\d0s)\b)", re.DOTALL)
SINGLE_CLOSE = re.compile(r"[’'](?<=[\w.,!?;:…%)].)(?!\w)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation within one paragraph. ``span`` holds the marks, ``inner`` what is between them.

    ``continues``: not closed here, and the next paragraph opens again with the same speaker.
    """

    span: Span
    inner: Span
    continues: bool = False


def paragraphs(text: str) -> list[Span]:
    """The lines of ``text`` that hold anything, in order."""
    return [Span(m.start(), m.end()) for m in PARAGRAPH.finditer(text) if not m[0].isspace()]


def find_quotes(text: str, lines: list[Span]) -> list[Quote]:
    """All outermost quotations of ``text``, in order and never overlapping.

    An opening mark that nothing closes counts only where the next paragraph opens again.
    """
    found: list[Quote] = []
    for number, line in enumerate(lines):
        if not MARK.search(text, line.start, line.end):
            continue
        follows = text[lines[number + 1].start : lines[number + 1].start + 1] if number + 1 < len(lines) else ""
        doubles = _doubles(text, line, follows)
        singles = _singles(text, line) if not doubles or text[line.start] in "‘'" else []
        british = bool(singles) and (not doubles or singles[0].span.contains(doubles[0].span))
        found.extend(singles if british else doubles)
    return found


def _doubles(text: str, line: Span, next_opens_with: str) -> list[Quote]:
    quotes: list[Quote] = []
    opened: tuple[int, int] | None = None
    for mark in DOUBLE_MARK.finditer(text, line.start, line.end):
        if opened is None and TRANSCRIPT.match(text, mark.end(), line.end):
            continue
        kind = _direction(text, line, mark, opened is not None)
        if kind == "open" and opened is None:
            opened = (mark.start(), mark.end())
        elif kind == "open" and opened is not None and mark[0] in OPEN_DOUBLE:
            # Opened twice: the earlier mark was never closed, so what it opened is not known to end.
            opened = (mark.start(), mark.end())
        elif kind == "close" and opened is not None:
            quotes.append(Quote(Span(opened[0], mark.end()), Span(opened[1], mark.start())))
            opened = None
    if opened is not None and next_opens_with in {*OPEN_DOUBLE, '"'} and next_opens_with:
        quotes.append(Quote(Span(opened[0], line.end), Span(opened[1], line.end), continues=True))
    return [quote for quote in quotes if quote.inner.end > quote.inner.start]


def _direction(text: str, line: Span, mark: re.Match[str], is_open: bool) -> str:
    """Whether a mark opens or closes; straight marks say so only by their neighbours."""
    if mark[0] in OPEN_DOUBLE or mark[0] == "``":
        return "open"
    if mark[0] in CLOSE_DOUBLE:
        return "close"
    before = text[mark.start() - 1] if mark.start() > line.start else " "
    after = text[mark.end()] if mark.end() < line.end else " "
    space_before, space_after = before.isspace() or before in "([—–-", after.isspace()
    if space_before and not space_after:
        return "open"
    if space_after and not space_before:
        return "close"
    return "close" if is_open else "open"


def _singles(text: str, line: Span) -> list[Quote]:
    """British single marks, looked for only in a paragraph without double ones.

    A close after punctuation is certain; one after a plural "s" may be a possessive, so it closes
    only where no certain one follows before the next opening.
    """
    openings = [m.start() for m in SINGLE_OPEN.finditer(text, line.start, line.end)]
    if not openings:
        return []
    closings = [m.start() for m in SINGLE_CLOSE.finditer(text, line.start, line.end)]
    certain = [c for c in closings if text[c - 1] in ".,!?;:…"]
    plain = [c for c in closings if text[c - 1] not in ".,!?;:…s"]
    quotes: list[Quote] = []
    end = line.start
    for number, start in enumerate(openings):
        if start < end:
            continue
        limit = openings[number + 1] if number + 1 < len(openings) else line.end
        close = next(
            (c for c in (_after(pool, start, limit) for pool in (certain, plain, closings)) if c is not None), None
        )
        if close is None:
            continue
        end = close + 1
        quotes.append(Quote(Span(start, end), Span(start + 1, close)))
    return [quote for quote in quotes if quote.inner.end > quote.inner.start]


def _after(places: list[int], start: int, limit: int) -> int | None:
    index = bisect_right(places, start + 1)
    return places[index] if index < len(places) and places[index] < limit else None
