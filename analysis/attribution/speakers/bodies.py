"""Stage 7, speakers: the full names of organisations that an article also names in short.

"ACLU" is the American Civil Liberties Union where the article says so, "the Times" the Los Angeles Times where it
names no other Times, and "Southwest" Southwest Airlines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from analysis.attribution.words import entity_words

#: a name of several words, of which some may be in lower case
_LONG = r"[A-ZÀ-Þ][\w.’'&-]*(?:(?: (?:of|for|and|the|on|in|at|to|de|&)){0,2} [A-ZÀ-Þ][\w.’'&-]*)+(?:[’']s)?"
#: the name that ends a piece of text: "American Civil Liberties Union"
_LONG_END = re.compile(rf"{_LONG}$")
#: "(ACLU)" after a name
_SHORT = re.compile(r" \(([A-Z][A-Za-z&.]{1,9})\)")
#: most characters of a name that an abbreviation stands for
LONGEST = 90
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
#: words that the short name of a company leaves out: "Southwest" Airlines
COMPANY = frozenset(
    "Airlines Airways Inc Corp Corporation Co Company Group Bank Motors Industries Holdings Ltd LLC Technologies "
    "Systems Pharmaceuticals Energy Foods Entertainment Partners Insurance Stores Brands".split()
)
#: words in the names of media that do not stand for one of them
GENERAL = frozenset(["News", "Press", "Media", "Radio", "TV", "Television", "Magazine", "Newspaper"])


def full_names(text: str, names: Iterable[str]) -> dict[str, str]:
    """Return the full name of each short name of an organisation in an article.

    ``names`` are the organisations that the article names.
    """
    full = dict(_explained(text))
    names = dict.fromkeys(names)
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.split()
        if len(words) < 2:
            continue
        longer[_initials(words)].add(name)
        if entity_words().get(words[-1].lower()) == "media" and words[-1] not in GENERAL:
            longer[words[-1]].add(name)
        if len(words) == 2 and words[-1] in COMPANY:
            longer[words[0]].add(name)
    for short, found in longer.items():
        if len(found) == 1 and _can_be_short(short):
            full.setdefault(short, *found)
    return full


def _explained(text: str) -> Iterable[tuple[str, str]]:
    """The abbreviations that a text explains, each with its full name."""
    for match in _SHORT.finditer(text):
        named = _LONG_END.search(text, max(0, match.start() - LONGEST), match.start())
        words, short = named[0].split() if named else [], match[1].replace(".", "")
        first = next((k for k in range(len(words)) if words[k][0].isupper() and _is_short_for(short, words[k:])), None)
        if first is not None:
            yield match[1], _whole(words, first)


def _whole(words: list[str], first: int) -> str:
    """The name from the word ``first`` on, with "Department of" before it."""
    while first > 1 and words[first - 1] in {"of", "for", "the"}:
        first -= 1
        while first and not words[first][0].isupper():
            first -= 1
        while first and words[first - 1][0].isupper():
            first -= 1
    return " ".join(words[first:]).removeprefix("The ")


def _is_short_for(short: str, words: list[str]) -> bool:
    """True where the capitals of an abbreviation are the initials of the words, "&" and small words aside."""
    capitals = "".join(_CAPITAL.findall(short))
    return len(capitals) > 1 and capitals in {_initials(words), "".join(word[0].upper() for word in words)}


def _initials(words: list[str]) -> str:
    parts = (part for word in words for part in word.split("-"))
    return "".join(part[0] for part in parts if part[:1].isupper())


def _can_be_short(name: str) -> bool:
    """False for places and peoples, which are named for themselves: "Ohio" is not Ohio University."""
    return len(name) > 1 and entity_words().get(name.lower()) not in {
        "place",
        "people",
        "title",
        "date",
        "organisation",
    }
