"""Lengths of texts, alike for languages with and without spaces between words."""

from __future__ import annotations

import re

#: characters of scripts without spaces between words; two of them count as one word
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u0f00-\u0fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)
CHARACTERS_PER_WORD = 2
#: characters of other scripts to which one of these corresponds
CHARACTERS_PER_CHARACTER = 3


def word_count(text: str) -> int:
    """The number of words of a text; in languages without spaces, two characters count as one word."""
    return len(text.split()) + _unspaced(text) // CHARACTERS_PER_WORD


def length(text: str) -> int:
    """The characters of a text; those of languages without spaces count three times, since they say more."""
    return len(text) + (CHARACTERS_PER_CHARACTER - 1) * _unspaced(text)


def _unspaced(text: str) -> int:
    return 0 if text.isascii() else len(UNSPACED.findall(text))
