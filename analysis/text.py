"""The words of a text as two texts share them, whatever their case and apostrophes."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")


def plain(text: str) -> str:
    """A text in lower case with straight apostrophes."""
    return text.lower().replace("’", "'")


def plain_words(text: str) -> list[str]:
    """The words in their order, in lower case and with straight apostrophes; what hyphens join is one word."""
    return WORD.findall(plain(text))
