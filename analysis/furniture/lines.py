"""The lines of a text that may turn out to be repeated by their outlet, each with a key and its place.

Which lines are repeated is decided over all articles of an outlet (``analysis.store.relations.furniture``). Left out
here is what outlets repeat without its being furniture: lines that are quotations, very short sentences, and long
paragraphs.
"""

from __future__ import annotations

import re
from enum import IntEnum
from hashlib import blake2b
from typing import NamedTuple

from analysis.text import plain_words

#: the reason given for furniture that was recognised by being repeated
REPEATED = "repeated by the outlet"
#: characters of the longest line that is compared
LONGEST = 900
#: lines at the beginning and at the end of a text, each of which counts as one place
FIRST_LINES, LAST_LINES = 4, 6
#: words from which a line that ends like a sentence is compared
SENTENCE_WORDS = 4
#: a line with something in it, and ``line`` without the white space around it
LINE = re.compile(r"^[^\S\n]*(?P<line>\S(?:[^\n]*\S)?)", re.MULTILINE)
LETTER = re.compile(r"[^\W\d_]")
QUOTATION = re.compile(r"[“\"‘'].*[”\"’'.]")


class Place(IntEnum):
    """Where a line stands in its text."""

    TOP = 0
    BETWEEN = 1
    END = 2


class Line(NamedTuple):
    """A line of a text: its key, the same for lines with the same words, its span, its place and number of words.

    ``again`` is true if the text has the line more than once, as with the labels of speakers in a transcript.
    """

    key: int
    first: int
    past: int
    place: int
    words: int
    again: bool


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that may be furniture, each once."""
    found = list(LINE.finditer(text))
    lines: dict[int, Line] = {}
    for number, match in enumerate(found):
        words = _words(match["line"]) if len(match["line"]) <= LONGEST else []
        if not words:
            continue
        key = _key(words)
        if key in lines:
            lines[key] = lines[key]._replace(again=True)
        else:
            place = _place(number, len(found))
            lines[key] = Line(key, match.start("line"), match.end("line"), place, len(words), False)
    return list(lines.values())


def _place(number: int, of: int) -> Place:
    """The place of a line by its number; a line at both ends of a short text is at its top."""
    if number < FIRST_LINES:
        return Place.TOP
    return Place.END if of - number <= LAST_LINES else Place.BETWEEN


def _words(line: str) -> list[str]:
    """The words of a line, none if the line is of a kind that is not compared."""
    if not LETTER.search(line) or QUOTATION.fullmatch(line):
        return []
    words = plain_words(line)
    return [] if len(words) < SENTENCE_WORDS and line.endswith((".", "!", "?")) else words


def _key(words: list[str]) -> int:
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "little")
