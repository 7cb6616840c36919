"""Stage 7, speakers: which capitalised words are the name of a person, and which of an organisation."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.attribution.words import (
    CONNECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    WEEKDAYS,
    common_words,
    entity_words,
    first_names,
    source_nouns,
)
from analysis.lexicons import rows

NAME_PART = r"(?:(?:[A-Z]\.)+|(?:St|Jr|Sr)\.|[A-ZÀ-Þ][^\W\d_]*(?:[’'\-][A-ZÀ-Þ][^\W\d_]*)*)"
TITLE_PART = r"(?:Gen|Sen|Rep|Mr|Mrs|Ms|Dr|Gov|Lt|Col|Sgt|Capt|Prof|Rev|Maj|Adm|Det|Hon)\."
PARTICLES = frozenset("van von de del di da dos du der den ten ter la le el al bin ibn ben y".split())
PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES))})(?=(?: (?:{'|'.join(sorted(PARTICLES))})){{0,2}} [A-ZÀ-Þ])"
#: a nickname inside a name: Leo “Spud” Hartig
NICKNAME = r"[“\"‘'(][A-ZÀ-Þ][^\W\d_]*(?: [A-Z][^\W\d_]*)?[”\"’')](?= [A-ZÀ-Þ])"
#: the look-ahead halves the time, since no part begins at most positions
NAME = re.compile(
    rf"(?=[A-ZÀ-Þ])(?:{TITLE_PART}|{NAME_PART})(?:[ \u00a0]{{1,2}}(?:{TITLE_PART}|{NAME_PART}|{PARTICLE}|{NICKNAME}))*"
)
SPACES = re.compile(r"[ \u00a0]+")
#: how many capitalised sequences are kept with their result, since the same names come again and again
CACHE_SIZE = 100_000
#: most parts of a person's name, and of an organisation's
LONGEST_NAME = 4
LONGEST_ORGANISATION = 5
#: words that open a sentence before a name
NEVER_NAMES = DETERMINERS | PREPOSITIONS | PRONOUNS | SUBORDINATORS | CONNECTIVES | {"like", "asked", "even", "not"}
#: titles that are also surnames: "Billie Jean King"
TITLES_AS_SURNAMES = frozenset("king prince pope dean judge bishop".split())
#: words that open the names of places
PLACE_OPENERS = frozenset(
    "san santa los las el la fort port mount lake east west north south new saint cape palo rio des puerto hong upper "
    "lower central northern southern eastern western".split()
)
#: parts of speech of words that open a sentence before a name: verbs, adverbs, prepositions, conjunctions, greetings
OPENING_TAGS = ("VB", "RB", "IN", "CC", "UH", "MD", "WR", "WP", "WD", "DT", "PR", "EX", "TO", "CD")
NEVER_ALONE = DETERMINERS | PREPOSITIONS | PRONOUNS | WEEKDAYS | {
    "there", "here", "more", "less", "now", "then", "today", "claim", "fact", "question", "answer", "yes", "no", "what",
}  # fmt: skip
#: capitals inside a word, as in "BisNow", "UMass", and contractions: "I’m"; not "McDonald"
COINED = re.compile(
    r"(?!Mc|Mac|De|Di|La|Le|Van|Fitz|O[’'])[A-Z][a-z]+[A-Z][a-z]|[A-Z]{2,}[a-z]{2,}|(?:I|You|We|They|He|She|It)[’']"
)
#: endings of words for occupations: Councilman, Architect, Surgeon, Singer
AGENTS = (
    "man",
    "woman",
    "person",
    "member",
    "ist",
    "ian",
    "eon",
    "ect",
    "ger",
    "ter",
    "ler",
    "ner",
    "per",
    "tor",
    "ser",
)
#: what follows the name of a person: a verb of saying, an age, "who", or an addition that may be a role
PRESENTED = re.compile(
    r",? (?:said|says|told|tells|adds|added|wrote|writes|tweeted|asked|recalled|explained)\b|, (?:aged? )?\d{1,2}\b"
    r"|, who\b|, (?:an?|the|his|her|their) (?P<role>[^,.\n]{3,60})"
)


@cache
def singular_roles() -> frozenset[str]:
    """Return the nouns for one person without a name: "mayor", "spokesman"."""
    return frozenset(r["noun"] for r in rows("sources") if r["type"] == "unnamed_person")


@lru_cache(maxsize=CACHE_SIZE)
def person_parts(sequence: str, before: str) -> tuple[tuple[str, ...], int, bool]:
    """The parts of a capitalised sequence that are a person's name, the position of the first, and if that is certain.

    ``before`` is "the" or "of" if that comes before the sequence. Without a name there are no parts.
    """
    parts = SPACES.split(sequence)
    kinds = entity_words()
    title = max((k for k, part in enumerate(parts) if kinds.get(part.lower().rstrip(".")) == "title"), default=-1)
    first = title + 1 if 0 <= title < len(parts) - 1 else _start_of_name(parts, before)
    if first is None:
        return (), 0, False
    while len(parts) - first > 2 and any(map(is_role, parts[first:-2])):  # "Valley Developer Magnus Reel"
        first += 1
    name = tuple(parts[first:])
    led_by = parts[first - 1].lower().rstrip(".") if first else ""
    short = len(name) == 1 and not name[0].isupper() and is_title(led_by) and len(name[0]) == 2
    short = short or (len(name) == 1 and led_by in {"mr", "mrs", "ms"})  # "Ms. Li", "Mr. Judge"
    if not short and not _can_be_person(name):
        return (), 0, False
    led = first > 0 and is_title(parts[first - 1])
    return name, _start_of_part(sequence, first), led or _looks_like_person(name)


def _start_of_part(sequence: str, number: int) -> int:
    """The position of a part in a capitalised sequence."""
    return 0 if number == 0 else [space.end() for space in SPACES.finditer(sequence)][number - 1]


def _start_of_name(parts: list[str], before: str) -> int | None:
    """The first part after words that only open the sentence or describe the person; ``None`` where it is no person."""
    kinds = entity_words()
    if parts[0] == "The":
        return None
    first = 0
    while first < len(parts) - 1:
        word = parts[first].lower()
        is_verb = word == "will" and first < len(parts) - 2 and parts[first + 1].lower() in first_names()
        opens = (word not in first_names() or is_verb) and common_words().get(word, "").startswith(OPENING_TAGS)
        if word not in NEVER_NAMES and kinds.get(word) not in {"people", "date", "place"} and not opens:
            break
        if first == len(parts) - 2 and word not in NEVER_NAMES:
            return None  # "Saudi Arabia"
        first += 1
    if before == "the" and not first:
        return None
    if before == "of" and len(parts) - first in (3, 4) and not any(part.endswith(".") for part in parts[first:]):
        # "Secretary of State Mike Pompeo", "of Homeland Security Jo Li": the office, then the name
        return len(parts) - 2
    return first


def _can_be_person(parts: tuple[str, ...]) -> bool:
    """False for names with a word of a body, a place or a date, for most single words, and for words in capitals."""
    kinds = entity_words()
    lowered = [part.lower().rstrip(".") for part in parts]
    if COINED.match(parts[0]) and lowered[0] not in first_names():
        return False
    if len(parts) > 1 and lowered[-1] in TITLES_AS_SURNAMES and not any(map(kinds.get, lowered[:-1])):
        return True
    if any(kinds.get(part) in {"organisation", "place", "date", "media", "people", "title"} for part in lowered):
        return False
    if len(parts) == 1:
        word = parts[0]
        too_short = len(word) < 3 or word in {"Jr.", "Sr."} or word[1] in "’'"
        return not (too_short or word.isupper() or lowered[0] in NEVER_ALONE or lowered[0] in source_nouns())
    if sum(part not in PARTICLES for part in parts) > LONGEST_NAME or len(set(parts)) < len(parts):
        return False
    if parts[-1].isupper() and "." not in parts[-1] and parts[-1] not in {"II", "III", "IV", "JR", "SR", "MD"}:
        return False  # "Super UW"
    return not any(len(part) > 3 and part.isupper() for part in parts)


def is_presented(text: str, start: int, end: int) -> bool:
    """True where the words around a name show a person: "historian Odile Brand", "Esme Toll, 34", "Jory Lint said"."""
    before = text[max(0, start - 25) : start].replace(",", " ").split()
    if before and before[-1].islower() and (is_role(before[-1]) or is_role(before[-1].removesuffix("s"))):
        return True
    after = PRESENTED.match(text, end)
    return after is not None and (after["role"] is None or any(map(is_role, after["role"].split())))


def _looks_like_person(parts: tuple[str, ...]) -> bool:
    """True for a single name, for one that begins with a known first name or an initial, and for unknown words.

    False for common words: "Privacy Policy", "Capitol Hill", and for places: "San Diego".
    """
    first = parts[0].lower().rstrip(".")
    if len(parts) == 1 or len(first) == 1:
        return True
    if len(first) == 2 and parts[0].isupper() and "j" in first:
        return True  # "TJ King"
    if first in PLACE_OPENERS or any(len(part) > 1 and part.isupper() and "." not in part for part in parts):
        return False
    if first in first_names():
        return True
    last = parts[-1].lower()
    return last not in common_words() and (last[-1:] != "s" or last[:-1] not in common_words())


@lru_cache(maxsize=CACHE_SIZE)
def organisation(sequence: str) -> str | None:
    """The name of an organisation or a medium in a capitalised sequence, without words that open the sentence."""
    parts = SPACES.split(sequence)
    while parts and parts[0].lower() in NEVER_NAMES:
        parts = parts[1:]
    kinds = {entity_words().get(part.lower().rstrip(".")) for part in parts}
    acronym = len(parts) == 1 and parts[0].isalpha() and parts[0].isupper() and 1 < len(parts[0]) < 7
    acronym = acronym and kinds == {None} and parts[0] not in {"LLC", "TV", "OK", "AM", "PM", "II", "III", "CEO", "DC"}
    if (
        not parts
        or not (kinds & {"organisation", "media"} or acronym)
        or kinds & {"date"}
        or len(parts) > LONGEST_ORGANISATION
    ):
        return None
    return " ".join(parts)


def is_title(word: str) -> bool:
    return entity_words().get(word.lower().rstrip(".")) == "title" or is_role(word)


def is_role(word: str) -> bool:
    """True for a capitalised word that is an occupation rather than a name."""
    return word.lower() in singular_roles() or word.lower().endswith(AGENTS)
