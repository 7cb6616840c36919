"""What a reader types, as terms: words, "quoted phrases", and beginnings of words with a star. Pure.

A term becomes two patterns, one for the store (RE2) and one for Python, from escaped text alone: nothing that is
typed is ever read as a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_TERMS, LONGEST = 8, 200
#: a beginning of fewer letters would find nearly everything
SHORTEST_BEGINNING = 2
PART = re.compile(r'"([^"]*)"(\*?)|(\S+)')
DOUBLE = str.maketrans("“”„«»", '"""""')
SPACE, STORED_SPACE = r"\s+", r"[\s\pZ]+"
APOSTROPHES = "'’‘`"


class SearchProblem(ValueError):
    """What was typed cannot be looked for; the message says why and what to type."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, in any case; ``beginning``: its last word may go on."""

    words: tuple[str, ...]
    beginning: bool = False

    @property
    def stored(self) -> str:
        """The pattern for the store: RE2, whose own word boundary knows ASCII only."""
        before = r"(?:^|[^\pL\pN])" if self.words[0][0].isalnum() else ""
        after = r"(?:$|[^\pL\pN])" if self.words[-1][-1].isalnum() and not self.beginning else ""
        return f"(?i){before}{self._inside(STORED_SPACE)}{after}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """The same for Python; it matches the term and nothing beside it, a beginning with the rest of its word."""
        before = r"(?<![^\W_])" if self.words[0][0].isalnum() else ""
        after = r"[^\W_]*" if self.beginning else r"(?![^\W_])" if self.words[-1][-1].isalnum() else ""
        return _compiled(f"{before}{self._inside(SPACE)}{after}")

    def _inside(self, space: str) -> str:
        return space.join("".join(f"[{APOSTROPHES}]" if c in APOSTROPHES else re.escape(c) for c in word)
                          for word in self.words)  # fmt: skip

    def __str__(self) -> str:
        joined = " ".join(self.words)
        return f"“{joined}”{'*' if self.beginning else ''}"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms of what was typed, each once; none where it holds no letter and no digit.

    Raises ``SearchProblem`` where it is too long, or a beginning too short.
    """
    if len(typed) > LONGEST:
        raise SearchProblem(f"A search takes at most {LONGEST} characters; this one has {len(typed):,}.")
    plain = "".join(c if c.isprintable() else " " for c in typed.translate(DOUBLE))
    terms: dict[Term, None] = {}
    for phrase, star, word in PART.findall(plain):
        beginning = star == "*" or word.endswith("*")
        words = tuple(part for part in (phrase or word.strip('"')).rstrip("*").split() if _speaks(part))
        if not words:
            continue
        if beginning and len(words[-1]) < SHORTEST_BEGINNING:
            raise SearchProblem(f"“{words[-1]}*” is too short: write at least {SHORTEST_BEGINNING} letters before a *.")
        terms[Term(words, beginning)] = None
    if len(terms) > MOST_TERMS:
        raise SearchProblem(f"A search takes at most {MOST_TERMS} words or phrases; this one has {len(terms)}.")
    return tuple(terms)


def _speaks(part: str) -> bool:
    return any(c.isalnum() for c in part)


def matched(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in a text, in reading order."""
    return sorted({m.span() for term in terms for m in term.pattern.finditer(text)})
