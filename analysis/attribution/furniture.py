"""Stage 1, furniture: blanks headlines of other articles that a page copies into its sentences.

Pages of The Hill show links in a box beside the name of a person. Copied as text, the box stands in the middle of the
sentence: "Sen. Ann Lee Ann Mary LeeLee asks for a vote Five things to know about the budget MORE said no".
"""

from __future__ import annotations

import re

#: the end of a box
_MORE = " MORE"
#: a surname, the full name with the same surname, headlines, and "MORE"
_BOX = (
    r"\b(?P<surname>[A-ZÀ-Þ][\w’'-]+) "
    r"(?P<box>(?:(?:[A-ZÀ-Þ][\w.’'-]*|\([A-Z]\w*\)) ){%s,4}(?P=surname)%s(?=[A-ZÀ-Þ‘'\"“$\d])[^\n]{10,700}? MORE)\b"
)
#: the headline follows the name without a space; then with one
_BOXES = re.compile(_BOX % (0, "")), re.compile(_BOX % (1, " "))


def without_boxes(text: str) -> str:
    """Return the text with spaces in place of such boxes; its length stays the same."""
    if _MORE not in text:
        return text
    for pattern in _BOXES:
        text = pattern.sub(lambda match: f"{match['surname']} {' ' * len(match['box'])}", text)
    return text
