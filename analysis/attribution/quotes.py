"""Stage 1, quotation marks and posts: finds the text inside quotation marks. Later stages decide who says it.

Handles curly and straight double marks, British single marks, unbalanced marks, and quotations over several paragraphs
that each open with a mark again. An apostrophe is never a quotation mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from analysis.attribution.words import quoting_verbs
from analysis.types import Span

OPEN_DOUBLE = "“„«"
CLOSE_DOUBLE = "”»"
PARAGRAPH = re.compile(r"[^\n]+")
# These patterns begin with a set of characters, so that the search skips everything else quickly.
MARK = re.compile(r"[“”„«»\"'‘`]")
DOUBLE_MARK = re.compile(r"[“”„«»\"'`](?:(?<=[“”„«»\"])|(?<=')'|(?<=`)`)")
#: "PENCE: Well ..." after an opening mark: the mark belongs to the whole transcript, not to this line
TRANSCRIPT = re.compile(r"[A-Z][A-Z.\-’' ]{2,25}:\s")
SINGLE_OPEN = re.compile(r"[‘'](?<![\w’'].)(?=[\w“\"…$£])(?!(?:em|til|cause|bout|n|tis|twas|\d0s)\b)", re.DOTALL)
SINGLE_CLOSE = re.compile(r"[’'](?<=[\w.,!?;:…%)].)(?!\w)", re.DOTALL)
#: up to four words after a quotation, among which is the verb
SPEAKER = re.compile(r"(?:\s[\w.’'-]+){1,4}")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation within one paragraph: ``span`` includes the quotation marks, ``inner`` is the text between them.

    ``continues``: it is not closed, and the next paragraph opens with a mark again and has the same speaker.
    """

    span: Span
    inner: Span
    continues: bool = False


def paragraphs(text: str) -> list[Span]:
    """Return the lines of ``text`` that are not blank, in order."""
    return [Span(m.start(), m.end()) for m in PARAGRAPH.finditer(text) if not m[0].isspace()]


def find_quotes(text: str, lines: list[Span]) -> list[Quote]:
    """Return the outermost quotations of ``text``, in order and without overlaps.

    An opening mark that is never closed counts only if the next paragraph opens with one again.
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
    """The quotations in double marks; ``next_opens_with`` is the first character of the next line."""
    quotes: list[Quote] = []
    opened: tuple[int, int] | None = None
    for mark in DOUBLE_MARK.finditer(text, line.start, line.end):
        if opened is None and TRANSCRIPT.match(text, mark.end(), line.end):
            continue
        kind = _direction(text, line, mark, opened is not None)
        if kind == "open" and opened is None:
            opened = (mark.start(), mark.end())
        elif kind == "open" and opened is not None and mark[0] in OPEN_DOUBLE:
            # Opened twice: the earlier mark was never closed, so the end of its quotation is unknown.
            opened = (mark.start(), mark.end())
        elif kind == "close" and opened is not None:
            quotes.append(Quote(Span(opened[0], mark.end()), Span(opened[1], mark.start())))
            opened = None
        elif kind == "close" and not quotes and _is_spoken(text, mark, line):
            # The opening mark is missing: I'm tired," said Ann Lee.
            quotes.append(Quote(Span(line.start, mark.end()), Span(line.start, mark.start())))
    if opened is not None and next_opens_with in {*OPEN_DOUBLE, '"'} and next_opens_with:
        quotes.append(Quote(Span(opened[0], line.end), Span(opened[1], line.end), continues=True))
    return [quote for quote in quotes if quote.inner.end > quote.inner.start]


def _is_spoken(text: str, mark: re.Match[str], line: Span) -> bool:
    """True where a closing mark after a comma is followed by who said it."""
    speaker = SPEAKER.match(text, mark.end(), line.end)
    return text[mark.start() - 1] == "," and speaker is not None and not quoting_verbs().isdisjoint(speaker[0].split())


def _direction(text: str, line: Span, mark: re.Match[str], is_open: bool) -> str:
    """Return "open" or "close"; a straight mark is judged by the characters around it."""
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
    """The quotations in British single marks.

    A closing mark after punctuation is certain. One after an "s" may be a plural possessive, so it closes a quotation
    only if no better one comes before the next opening mark.
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
    """The first of the sorted ``places`` between ``start`` and ``limit``, at least two characters after ``start``."""
    index = bisect_right(places, start + 1)
    return places[index] if index < len(places) and places[index] < limit else None
