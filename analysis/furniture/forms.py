"""Furniture that is recognised by its form: credits, calls to subscribe, links to other articles, legal lines.

The rules are the rows of ``forms.csv``. ``pattern`` must match a whole line (``part`` is ``line``), its last sentence
(``end``) or any part of it (``inside``). One of the ``hints``, separated by ``|``, is in every line that matches: a
fast test that saves most lines the slower pattern. ``why`` is what readers are told.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.furniture.lines import LINE
from analysis.text import WORD
from analysis.types import Span

TABLE = Path(__file__).with_name("forms.csv")
#: characters; a longer line is a paragraph, of which only parts are compared
LONGEST = 900
#: where a sentence may begin inside a line; what precedes is no abbreviation
SENTENCE = re.compile(r"(?:(?<=[a-z]{4}[.!?])|(?<=[.!?][”\"’)]))\s+(?=\S)")


class Piece(NamedTuple):
    """A piece of furniture in a text: its half-open span, why it is furniture, and its number of words."""

    first: int
    past: int
    why: str
    words: int


@dataclass(frozen=True, slots=True)
class Form:
    """One row of the table."""

    why: str
    part: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def forms() -> tuple[Form, ...]:
    """The table, with compiled patterns."""
    with open(TABLE, encoding="utf-8", newline="") as file:
        return tuple(
            Form(row["why"], row["part"], tuple(row["hints"].lower().split("|")), _compiled(row["pattern"]))
            for row in csv.DictReader(file)
        )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def spans_of(text: str) -> tuple[Span, ...]:
    """Return the spans of the furniture of a text that is recognised by its form."""
    return tuple(Span(piece.first, piece.past) for piece in pieces_of(text))


def pieces_of(text: str) -> list[Piece]:
    """Return the furniture of a text that is recognised by its form, in order and without overlaps."""
    possible = _with_hints(text.lower(), forms())
    return [
        Piece(first, past, why, len(WORD.findall(text, first, past)))
        for match in (LINE.finditer(text) if possible else ())
        for first, past, why in _in_line(match, possible)
    ]


def _with_hints(lowered: str, candidates: Iterable[Form]) -> list[Form]:
    """Return the forms of which a hint is in a text in lower case, with these hints only."""
    found = ((form, tuple(hint for hint in form.hints if hint in lowered)) for form in candidates)
    return [replace(form, hints=hints) for form, hints in found if hints]


def _in_line(match: re.Match[str], candidates: list[Form]) -> Iterator[tuple[int, int, str]]:
    """Yield the furniture of one line: the whole line, or else parts of it."""
    line, start = match["line"], match.start("line")
    lowered = line.lower()
    possible = [form for form in candidates if any(hint in lowered for hint in form.hints)]
    if len(line) <= LONGEST:
        for form in possible:
            if form.part == "line" and form.pattern.fullmatch(line):
                yield start, start + len(line), form.why
                return
    past = 0
    for first, end, why in sorted({*_ends(line, possible), *_insides(line, possible)}) if possible else ():
        if first >= past:
            yield start + first, start + end, why
            past = end


def _ends(line: str, possible: list[Form]) -> Iterator[tuple[int, int, str]]:
    """Yield the last sentences of a line that are furniture."""
    gaps = [gap.end() for gap in SENTENCE.finditer(line)]
    for form in possible if gaps else ():
        if form.part == "end" and form.pattern.fullmatch(line, gaps[-1]):
            yield gaps[-1], len(line), form.why


def _insides(line: str, possible: list[Form]) -> Iterator[tuple[int, int, str]]:
    """Yield the parts inside a line that are furniture."""
    for form in possible:
        if form.part == "inside":
            for match in form.pattern.finditer(line):
                yield match.start(), match.end(), form.why
