"""The lines of a text that may turn out to be repeated by their outlet, each with a key and its place.

Which lines are repeated is decided over all articles of an outlet (``analysis.store.relations.furniture``). Left out
here is what outlets repeat without its being furniture: lines that are quotations, very short sentences, and long
paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
LINE = re.compile(r"[^\n]*\S[^\n]*")
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
    found = [(match.start(), match.end()) for match in LINE.finditer(text)]
    lines: dict[int, Line] = {}
    for number, (first, past) in enumerate(found):
        words = _words(text[first:past]) if past - first <= LONGEST else []
        if not words:
            continue
        place = Place.TOP if number < FIRST_LINES else Place.BETWEEN
        place = Place.END if len(found) - number <= LAST_LINES and number >= FIRST_LINES else place
        key = _key(words)
        earlier = lines.get(key)
        lines[key] = earlier._replace(again=True) if earlier else Line(key, first, past, place, len(words), False)
    return [line._replace(first=first, past=past) for line, (first, past) in zip(lines.values(), _trimmed(text, lines))]


def _trimmed(text: str, lines: dict[int, Line]) -> Iterator[tuple[int, int]]:
    """The spans of lines without the white space around them."""
    for line in lines.values():
        whole = text[line.first : line.past]
        first = line.first + len(whole) - len(whole.lstrip())
        yield first, line.past - len(whole) + len(whole.rstrip())


def _words(line: str) -> list[str]:
    """The words of a line, none if the line is of a kind that is not compared."""
    bare = line.strip()
    if not LETTER.search(bare) or QUOTATION.fullmatch(bare):
        return []
    words = plain_words(bare)
    return [] if len(words) < SENTENCE_WORDS and bare.endswith((".", "!", "?")) else words


def _key(words: list[str]) -> int:
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "little")
