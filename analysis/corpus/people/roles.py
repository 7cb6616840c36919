"""The field that a title belongs to: "Ohio senator" to politics, "head coach" to sport."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from analysis.corpus.people.names import WORD, folded

#: the words of a title up to a preposition or a bracket
HEAD = re.compile(r"(?:(?!\s(?:of|for|at|in|from|to|with|on|who|by)\b)[^(\[,;])*", re.IGNORECASE)
FORMER = re.compile(r"\b(?:former|ex|retired|late|then|onetime|one-time)\b", re.IGNORECASE)
#: word of a title -> its field
ROLES = Path(__file__).with_name("roles.csv")
#: fields between which one person often moves, or whose titles one person often has
NEAR = tuple(
    frozenset(pair.split())
    for pair in (
        "politics law", "politics business", "politics military", "politics journalism", "politics science",
        "law business", "law police", "law science", "police military", "science business", "science journalism",
        "science religion", "science school", "journalism arts", "journalism business", "arts business",
    )
)  # fmt: skip


@cache
def field_of_word() -> dict[str, str]:
    """Word of a title -> its field."""
    with ROLES.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["field"] for row in csv.DictReader(file)}


def head_of(title: str) -> str:
    """Return a title up to a preposition, and without a party in brackets: "professor" of "professor of law"."""
    return HEAD.match(title)[0].strip()  # type: ignore[index]  # it matches nothing at all, too


def is_former(title: str) -> bool:
    """True for a role that somebody has no longer, and may have exchanged for any other."""
    return FORMER.search(title) is not None


def roles_of(title: str | None) -> frozenset[str]:
    """Return the words of a title that show its field, in the singular: "senator" of "Ohio senator"."""
    if title is None:
        return frozenset()
    known = field_of_word()
    words = WORD.findall(folded(head_of(title)))
    return frozenset(role for word in words for role in (word, word.removesuffix("s")) if role in known)


def fields_of(roles: Iterable[str]) -> frozenset[str]:
    """Return the fields of such words."""
    known = field_of_word()
    return frozenset(known[word] for word in roles)


def are_far(one: frozenset[str], other: frozenset[str]) -> bool:
    """True if the fields of two titles are known and nobody is likely to have both."""
    return bool(one and other) and not any(a == b or frozenset((a, b)) in NEAR for a in one for b in other)
