"""Stage 1, lines: joins the lines of texts whose paragraphs are broken into lines, as in a PDF or an e-mail."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
#: characters of a line that was broken because it was full
FULL = 40
#: a text is broken into lines if at least this share of its full lines goes on in the next one, of at least so many
SHARE, LEAST = 0.25, 6
#: marks after which a line goes on in the next one, besides letters and digits
_OPEN_ENDS = frozenset(",;–—-’'%")
#: most lines of one quotation
LONGEST_QUOTATION = 12


def unwrapped(text: str) -> str:
    """Return the text with spaces in place of the line breaks inside its paragraphs; its length stays the same.

    A text is left alone unless a quarter of its longer lines end in the middle of a sentence.
    """
    lines = [match for match in _LINE.finditer(text) if not match[0].isspace()]
    full = [(line, following) for line, following in pairwise(lines) if len(line[0].rstrip()) >= FULL]
    broken = sum(_is_broken(line[0], following[0]) for line, following in full)
    if len(full) < LEAST or broken < SHARE * len(full):
        return text
    parts: list[str] = []
    position = quoted = 0
    for line, following in pairwise(lines):
        quoted = quoted + 1 if _is_open(line[0], quoted > 0) and quoted < LONGEST_QUOTATION else 0
        goes_on = _goes_on(line[0]) or (quoted and not following[0].startswith("“"))
        if len(line[0].rstrip()) >= FULL and goes_on:
            parts += [text[position : line.end()], " " * (following.start() - line.end())]
            position = following.start()
    return "".join([*parts, text[position:]])


def _is_broken(line: str, following: str) -> bool:
    """True where a line certainly goes on in the next one."""
    return _goes_on(line) and following.lstrip()[0].islower()


def _goes_on(line: str) -> bool:
    """True where a line does not end with the end of a sentence."""
    last = line.rstrip()[-1]
    return last.isalnum() or last in _OPEN_ENDS


def _is_open(line: str, quoted: bool) -> bool:
    """True where a quotation is open at the end of a line; ``quoted``: it was open at the beginning."""
    if '"' in line:
        return (line.count('"') + quoted) % 2 == 1
    return line.count("“") > line.count("”") or (quoted and "”" not in line)
