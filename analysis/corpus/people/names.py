"""Names of persons as parts that can be compared: given names, surname, and what tells father and son apart."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis.lexicons import rows

#: full given name -> its short forms, with the list that they are taken from
NICKNAMES = Path(__file__).with_name("nicknames.csv")
#: words that belong to the surname after them, as in "van Hollen" and "de la Cruz"
PARTICLES = frozenset(
    "van von der den ten ter de del della di da dos du des la las le el al bin ibn ben abu st san".split()
)
#: what follows a name, spelled in one way
SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "iii": "3", "iv": "4"}
#: titles that the lexicon of entities does not have
MORE_TITLES = frozenset("ayatollah mullah agent congressmember councilman councilwoman".split())
#: words before a title or a name that are part of neither
OPENERS = frozenset("former then late ex outgoing".split())
#: most words, none of them a first name, before the word that shows a title: "Vice President", "FBI Special Agent"
BEFORE_TITLE = 2
#: what a name can be in brackets or quotation marks: Leo “Spud” Hartig
QUOTED = re.compile(r"(?<=\w )[“\"‘'(][^”\"’')]+[”\"’')](?= \w)")
POSSESSIVE = re.compile(r"[’'][sS]?$")
APOSTROPHES = re.compile(r"[’'ʼ`]")
#: two initials written together: JD Vance
JOINED = re.compile(r"^([A-Z])([A-Z])(?= [A-Z][^\W\d_]*[a-z]+$)")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without capitals, accents and full stops.

    ``given`` are given and middle names, of which an initial is one letter. ``surname`` has one word for each part of a
    name with hyphens, and begins with its particles. ``suffix`` is "jr", "sr" or a number. ``title`` is the title in
    front, such as "president". A surname alone has no ``given``.
    """

    given: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str | None = None
    title: str | None = None
    #: given names and surname, one word after the other
    words: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.given + self.surname)

    @property
    def form(self) -> Name:
        """The name without its title: spellings with the same form are the same name."""
        return self if self.title is None else Name(self.given, self.surname, self.suffix)


def folded(text: str) -> str:
    """Text in lower case without accents and apostrophes, for comparing names."""
    plain = APOSTROPHES.sub("", text)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.casefold()


@cache
def titles() -> frozenset[str]:
    """The words that stand before a name as a title, in lower case and without a full stop."""
    return MORE_TITLES | {row["word"] for row in rows("entities") if row["kind"] == "title"}


@cache
def pronouns() -> dict[str, str]:
    """First name -> the pronoun of those who have it: "he", "she", or nothing where both are common."""
    return {row["name"]: row["pronoun"] for row in rows("first_names")}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Full given name -> its short forms: "robert" -> "bob", "rob" …"""
    with NICKNAMES.open(encoding="utf-8", newline="") as file:
        return {row["name"]: frozenset(row["short"].split("|")) for row in csv.DictReader(file)}


def parse_name(written: str) -> Name | None:
    """Return the parts of a name as written, or ``None`` if it has no word."""
    bare = JOINED.sub(r"\1 \2", QUOTED.sub(" ", POSSESSIVE.sub("", written.strip())))
    words = WORD.findall(folded(bare))
    suffix = None
    while len(words) > 1 and words[-1] in SUFFIXES:
        suffix = SUFFIXES[words.pop()]
    if not words:
        return None
    first = _end_of_title(words)
    title = " ".join(words[:first]) or None
    words = words[first:]
    start = _start_of_surname(words)
    return Name(tuple(words[:start]), tuple(part for word in words[start:] for part in word.split("-")), suffix, title)


def _end_of_title(words: list[str]) -> int:
    """The position of the first word after the title in front of a name; 0 if it has none."""
    end = 0
    for at, word in enumerate(words[:-1]):
        if word in titles() or word.removesuffix("s") in titles() or (word in OPENERS and at == end):
            end = at + 1
        elif word in pronouns() or at - end >= BEFORE_TITLE:
            break
    return end


def _start_of_surname(words: list[str]) -> int:
    """The position of the last word with the particles before it; "De Blasio" is a surname, "Al Gore" is not."""
    start = len(words) - 1
    while start > 0 and words[start - 1] in PARTICLES and (start > 1 or words[0] not in pronouns()):
        start -= 1
    return start


def agree(one: Name, other: Name) -> bool:
    """True if two full names can be of one person: no part of one contradicts the other."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    if one.words == other.words:
        return True
    if one.surname != other.surname and _without_particles(one) != _without_particles(other):
        return False
    return _same_given(one.given, other.given) or any(
        _is_known_by_middle_name(a.given) and _same_given(a.given[1:], b.given) for a, b in ((one, other), (other, one))
    )


def is_short_for(short: Name, full: Name) -> bool:
    """True if a name can stand for a full name: a surname, also of two words ("Lopez Obrador"), or with an initial."""
    if short.suffix and short.suffix != full.suffix:
        return False
    size = len(short.words)
    if size < len(full.words) and full.words[-size:] == short.words:
        return not short.given or short.given[0] not in pronouns()
    return is_initialled(short) and agree(short, full)


def is_initialled(name: Name) -> bool:
    """True for a name whose given names are all initials: "J. Smith"."""
    return bool(name.given) and all(len(part) == 1 for part in name.given)


def is_nicknamed(one: Name, other: Name) -> bool:
    """True if one first name is a short form of the other: "Bob" and "Robert"."""
    first, second = one.given[0], other.given[0]
    return first != second and min(len(first), len(second)) > 1


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True if no given name contradicts another; an initial before a name needs a middle name to agree with.

    "W. Scott Lee" is not "Walter Lee", who need not have the middle name.
    """
    if not (one and other and _same_first(one[0], other[0])):
        return False
    if any(_is_known_by_middle_name(a) and len(b) < 2 for a, b in ((one, other), (other, one))):
        return False
    return all(map(_same_middle, one[1:], other[1:]))


def _is_known_by_middle_name(given: tuple[str, ...]) -> bool:
    """True for an initial before a full name: "J. Edgar"."""
    return len(given) > 1 and len(given[0]) == 1 < len(given[1])


def _same_first(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or _is_nickname(one, other) or _is_nickname(other, one)


def _is_nickname(short: str, full: str) -> bool:
    """True for a short form of a first name that is not known as a name of the other sex: "Sam" for "Samantha"."""
    if short not in nicknames().get(full, ()):
        return False
    return not {"he", "she"} <= {pronouns().get(short), pronouns().get(full)}


def _same_middle(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _without_particles(name: Name) -> tuple[str, ...]:
    return tuple(word for word in name.surname if word not in PARTICLES)
