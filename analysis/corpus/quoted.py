"""What an article prints of somebody else's words: quotations, posts, statements and testimony.

Two outlets that print the same statement have not copied from each other, so such words do not count for copies.
Quotation marks and the signature of a post say so in one text alone (``QUOTED``). Others show only when two texts are
compared: a passage in common that a colon announces, and lines that speak in the first person, have the signs of a post
or end with the name of their source in brackets, as reports do not.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

WordMask = npt.NDArray[np.bool_]
#: words in curved or straight quotation marks, with quotations inside curved ones; the paragraphs of a longer
#: quotation, each of which opens and only the last of which closes; and a post with its signature, which stands behind
#: it or below: "... — Ilse Marrant (@marrant) June 30, 2025"
QUOTED = re.compile(
    r"“(?:[^“”\n]|“[^“”\n]{0,300}”){1,2000}”|\"[^\"\n]{1,2000}\""
    r"|^[ \t]*[“\"][^“”\"\n]{1,3000}$(?=\n+[ \t]*[“\"])"
    r"|^(?:.*\n+)?[ \t]*— .{1,80} \(@\w+\) \w+ \d{1,2}, \d{4}"
    r"|^.*— .{1,80} \(@\w+\) \w+ \d{1,2}, \d{4}",
    re.MULTILINE,
)
#: a colon, as before somebody else's words
ANNOUNCES = re.compile(r":\s+")
#: the first person, which reports do not use outside quotations, and the signs of a post
IN_PERSON = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b|[@#][A-Za-z]\w|pic\.twitter\.com|!(?=\s|$)")
#: the name of its source behind a block quotation: "... unsheltered. (Aldenport Chronicle)"
SOURCE_BEHIND = re.compile(r"[.!?…”\"]\s*\([A-Z][^()\n]{1,40}\)\s*$")
LINE = re.compile(r"[^\n]+")
#: words of a passage in common before the colon that announces it, since texts can agree by chance
SLACK_WORDS = 3


def words_in(starts: npt.NDArray[np.int64], spans: list[tuple[int, int]]) -> WordMask:
    """Return which words, given by where they start, are in these half-open ranges of characters."""
    found = np.zeros(len(starts), np.bool_)
    for first, past in np.searchsorted(starts, np.array(spans, np.int64).reshape(-1, 2)).tolist():
        found[first:past] = True
    return found


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the ranges of characters in quotation marks and in signed posts."""
    return [quotation.span() for quotation in QUOTED.finditer(text)]


def spoken_spans(text: str) -> list[tuple[int, int]]:
    """Return the lines that speak in the first person outside quotations, have a post's signs, or name a source."""
    bare = QUOTED.sub(lambda quotation: re.sub(r"[^\n]", " ", quotation[0]), text)
    return [line.span() for line in LINE.finditer(bare) if _is_spoken(line[0])]


def _is_spoken(line: str) -> bool:
    return IN_PERSON.search(line) is not None or SOURCE_BEHIND.search(line) is not None


def announced(text: str, starts: npt.NDArray[np.int64], shared: WordMask) -> WordMask:
    """Return which words are in a passage in common that begins behind a colon, or in the line that ends with it."""
    found = np.zeros(len(shared), np.bool_)
    places = [(colon.end(), _line_start(text, colon)) for colon in ANNOUNCES.finditer(text)]
    begins = np.searchsorted(starts, np.array(places, np.int64).reshape(-1, 2)).tolist()
    edges = np.flatnonzero(np.diff(shared, prepend=False, append=False)).tolist()
    for first, past in zip(edges[::2], edges[1::2], strict=True):
        if any(min(line, begin - SLACK_WORDS) <= first <= begin < past for begin, line in begins):
            found[first:past] = True
    return found


def _line_start(text: str, colon: re.Match[str]) -> int:
    """Where the line starts that this colon ends; where the words behind it start if it ends none."""
    return text.rfind("\n", 0, colon.start()) + 1 if "\n" in colon[0] else colon.end()
