"""Stage 1, furniture: blanks headlines of other articles that a page copies into its sentences.

Pages of The Hill show links in a box beside the name of a person. Copied as text, the box stands in the middle of the
sentence: "Sen. Ann Lee Ann Mary LeeLee asks for a vote Five things to know about the budget MORE said no".
"""

from __future__ import annotations

import re

#: the end of a box
_MORE = " MORE"
#: a surname, the full name with the same surname, headlines, and "MORE"
_BOX = re.compile(
    r"\b(?P<surname>[A-ZÀ-Þ][\w’'-]+) "
    r"(?P<box>(?:(?:(?:[A-ZÀ-Þ][\w.’'-]*|\([A-Z]\w*\)) ){0,4}(?P=surname)(?=[A-ZÀ-Þ‘'\"“$\d])"
    r"|(?:(?:[A-ZÀ-Þ][\w.’'-]*|\([A-Z]\w*\)) ){1,4}(?P=surname) (?=[A-ZÀ-Þ‘'\"“$\d]))[^\n]{10,700}? MORE)\b"
)


def without_boxes(text: str) -> str:
    """Return the text with spaces in place of such boxes; its length stays the same."""
    if _MORE not in text:
        return text
    parts: list[str] = []
    position = 0
    for match in _BOX.finditer(text):
        start, end = match.span("box")
        parts += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*parts, text[position:]])
