"""Search queries: words, "quoted phrases", and beginnings of words with an asterisk. Pure.

Each term is compiled to two patterns, one for the store (RE2) and one for Python. User input is always escaped, never
interpreted as a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

#: terms in a query, and characters in a query, at most
MAX_TERMS, MAX_LENGTH = 8, 200
#: searches in a line at most, and what stands between them: a semicolon or a new line outside quotation marks
MAX_SEARCHES = 5
ONE_SEARCH = re.compile(r'(?:"[^"\n]*"|[^;\n])+')
#: letters before an asterisk at least: a shorter beginning would match nearly everything
MIN_PREFIX = 2
QUERY_PART = re.compile(r'"([^"]*)"(\*?)|(\S+)')
#: words in capitals that other searches obey
OPERATORS = ("AND", "OR", "NOT")
DOUBLE_QUOTES = str.maketrans("“”„«»", '"""""')
PYTHON_SPACE, RE2_SPACE = r"\s+", r"[\s\pZ]+"
APOSTROPHES = "'’‘`"


class SearchProblem(ValueError):
    """The query cannot be searched for; the message says why and what to type."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, in any case; with ``beginning``, its last word may continue."""

    words: tuple[str, ...]
    beginning: bool = False

    @property
    def stored(self) -> str:
        """The RE2 pattern for the store; word boundaries are spelled out, since those of RE2 know ASCII only."""
        before = r"(?:^|[^\pL\pN])" if self.words[0][0].isalnum() else ""
        after = r"(?:$|[^\pL\pN])" if self.words[-1][-1].isalnum() and not self.beginning else ""
        return f"(?i){before}{self._body(RE2_SPACE)}{after}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern for Python; it matches exactly the term, and for a beginning the rest of the word too."""
        before = r"(?<![^\W_])" if self.words[0][0].isalnum() else ""
        after = r"[^\W_]*" if self.beginning else r"(?![^\W_])" if self.words[-1][-1].isalnum() else ""
        return _compiled(f"{before}{self._body(PYTHON_SPACE)}{after}")

    def _body(self, space: str) -> str:
        return space.join("".join(f"[{APOSTROPHES}]" if c in APOSTROPHES else re.escape(c) for c in word)
                          for word in self.words)  # fmt: skip

    def __str__(self) -> str:
        joined = " ".join(self.words)
        return f"“{joined}”{'*' if self.beginning else ''}"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def searches_of(line: str) -> tuple[tuple[Term, ...], ...]:
    """Return the terms of each search in a line, each search once; ``terms_of`` reads one search.

    Raises ``SearchProblem`` if there are too many searches, or if one of them cannot be searched for.
    """
    read = (terms_of(part) for part in ONE_SEARCH.findall(line.translate(DOUBLE_QUOTES)))
    searches = tuple(dict.fromkeys(terms for terms in read if terms))
    if len(searches) > MAX_SEARCHES:
        raise SearchProblem(f"At most {MAX_SEARCHES} searches are made at once; these are {len(searches)}.")
    return searches


def terms_of(query: str) -> tuple[Term, ...]:
    """Return the terms of a query, each once; none if it has no letter or digit.

    Raises ``SearchProblem`` if the query is too long or a beginning too short.
    """
    if len(query) > MAX_LENGTH:
        raise SearchProblem(f"A search takes at most {MAX_LENGTH} characters; this one has {len(query):,}.")
    plain = "".join(c if c.isprintable() else " " for c in query.translate(DOUBLE_QUOTES))
    terms: dict[Term, None] = {}
    for phrase, star, word in QUERY_PART.findall(plain):
        beginning = star == "*" or word.endswith("*")
        words = tuple(part for part in (phrase or word.strip('"')).rstrip("*").split() if _has_content(part))
        if not words:
            continue
        if beginning and len(words[-1]) < MIN_PREFIX:
            raise SearchProblem(f"“{words[-1]}*” is too short: write at least {MIN_PREFIX} letters before a *.")
        terms[Term(words, beginning)] = None
    if len(terms) > MAX_TERMS:
        raise SearchProblem(f"A search takes at most {MAX_TERMS} words or phrases; this one has {len(terms)}.")
    return tuple(terms)


def operators(query: str) -> list[str]:
    """Return the operators of other searches that stand in a query outside quotation marks; here they are words."""
    outside = {word.strip(";") for _, _, word in QUERY_PART.findall(query.translate(DOUBLE_QUOTES))}
    return [operator for operator in OPERATORS if operator in outside]


def _has_content(part: str) -> bool:
    return any(c.isalnum() for c in part)


def matched(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return the start and end of each occurrence of the terms in a text, in reading order."""
    return sorted({m.span() for term in terms for m in term.pattern.finditer(text)})
