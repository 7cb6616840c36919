"""Stage 7, speakers: finds the people an article names, later mentions by surname, and the roles it gives them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from analysis.attribution.speakers.bodies import full_names
from analysis.attribution.words import (
    CONNECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
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
#: the end of a sentence or a line before a name; a short word with a full stop is a title
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{5})\. |[!?;\n”\"]")
_SPACES = re.compile(r"[ \u00a0]+")
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
NEVER_ALONE = DETERMINERS | PREPOSITIONS | PRONOUNS
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
#: who took a picture: "(Photo: Willy Kranz)", "Photo by Ann Lee"
CREDIT = re.compile(
    r"\((?:File )?(?:[Pp]hotos?|[Ii]mages?|[Pp]icture|[Cc]redit)\b[^()\n]{2,60}\)|\bPhoto(?:s)?(?: by|:) [^.\n]{2,40}"
)
COURTESY = {
    "mr": "he",
    "mrs": "she",
    "ms": "she",
    "miss": "she",
    "sir": "he",
    "dame": "she",
    "lady": "she",
    "lord": "he",
}
#: abbreviated titles and the roles that they stand for
TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "sgt": "sergeant", "capt": "captain", "prof": "professor", "dr": "doctor", "rev": "reverend",
    "adm": "admiral", "maj": "major", "det": "detective",
}  # fmt: skip
#: the party after a name: " (R-S.C.)", ", D-N.Y."
PARTY = re.compile(r"(?:, | \()([RD])[-–.]")
#: an age after a name
AGED = re.compile(r", (?:aged? )?\d{1,2},")
#: "Gerda Lumm was elected chairman"
APPOINTED = re.compile(
    r"\s(?:was|is|has been|became|becomes)"
    r"(?: (?:re-?)?(?:elected|named|appointed|made|chosen))?(?: (?:the|a|an))? (\w+)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text with its position, and the full name that it stands for."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class People:
    """The people and organisations that an article names.

    ``full_name`` gives the full name of each surname and short form, ``bodies`` that of organisations, ``by_role`` the last person with a role ("mayor"),
    ``roles`` all roles of each person, and ``gender`` the pronoun "he" or "she" where it is known.
    """

    mentions: list[Mention] = field(default_factory=list)
    organisations: list[Mention] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)
    full_name: dict[str, str] = field(default_factory=dict)
    by_role: dict[str, str] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions of people between two positions, in order."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        past = first
        while past < len(self.mentions) and self.mentions[past].end <= end:
            past += 1
        return self.mentions[first:past]


@cache
def singular_roles() -> frozenset[str]:
    """Return the nouns for one person without a name: "mayor", "spokesman"."""
    return frozenset(r["noun"] for r in rows("sources") if r["type"] == "unnamed_person")


def find_people(title: str, text: str) -> People:
    """Find every person named in full or with a title, and later mentions by surname."""
    people = People()
    sequences: list[tuple[int, int, tuple[str, ...]]] = []
    words: list[tuple[int, int, tuple[str, ...]]] = []
    unsure: list[tuple[int, int, tuple[str, ...]]] = []
    # The text comes first, since a headline in title case joins roles to names ("Activists Ann Lee and Bo Roe Held").
    for is_text, source in ((True, text), (False, title)):
        credited = [match.span() for match in CREDIT.finditer(source)] if "hoto" in source or "redit" in source else []
        for match in NAME.finditer(source):
            if any(start <= match.start() < end for start, end in credited):
                continue
            parts, offset, certain = _person_parts(match[0], _the_or_of(source, match.start()))
            if parts and not certain and not _is_presented(source, match.start() + offset, match.end()):
                unsure.append((match.start() + offset, match.end(), parts))
                parts = ()
            if parts:
                start = match.start() + offset if is_text else -1
                sequences.append((start, match.end(), parts))
                titled = bool(offset) and _is_title(match[0][:offset].split()[-1])
                if len(parts) > 1 or titled or (is_text and AGED.match(source, match.end())):
                    _register(people, parts)
            elif is_text and len(match[0]) == 2 and match[0].isalpha() and not match[0].isupper():
                words.append((match.start(), match.end(), (match[0],)))  # "Li", if it is a surname
            elif is_text and match[0].lower() in source_nouns() and _the_or_of(source, match.start()) != "the":
                words.append((match.start(), match.end(), (match[0],)))
            elif is_text and (name := _organisation(match[0])) is not None:
                people.organisations.append(Mention(match.start(), match.end(), name))
    people.bodies = full_names(text, (mention.name for mention in people.organisations))
    people.organisations = [replace(m, name=people.bodies.get(m.name, m.name)) for m in people.organisations]
    _join_double_surnames(people)
    _add_short_forms(people)
    # a surname that is also a word for a role: "Rita Baker ... Baker said"
    known = [word for word in words if " " in people.full_name.get(word[2][0], "")]
    known += [name for name in unsure if " ".join(name[2]) in people.full_name]
    for start, end, parts in sorted(sequences + known) if known else sequences:
        name = people.full_name.get(" ".join(parts)) or people.full_name.get(parts[-1])
        if name and start >= 0:
            people.mentions.append(Mention(start, end, name))
            _note_roles(people, text, start, end, name)
    return people


def _the_or_of(text: str, at: int) -> str:
    """Return "the" or "of" if that word comes right before a position, else ""."""
    if text[at - 2 : at - 1].isalnum() and text[at - 2] not in "eEfF":
        return ""  # most words, recognised by their last letter
    before = text[max(0, at - 12) : at].rstrip().rpartition(" ")[2].lower() if at else ""
    return before if before in {"the", "of"} else ""


@lru_cache(maxsize=CACHE_SIZE)
def _person_parts(sequence: str, before: str) -> tuple[tuple[str, ...], int, bool]:
    """The parts of a capitalised sequence that are a person's name, the position of the first, and if that is certain.

    ``before`` is "the" or "of" if that comes before the sequence. Without a name there are no parts.
    """
    parts = _SPACES.split(sequence)
    kinds = entity_words()
    title = max((k for k, part in enumerate(parts) if kinds.get(part.lower().rstrip(".")) == "title"), default=-1)
    first = title + 1 if 0 <= title < len(parts) - 1 else _start_of_name(parts, before)
    if first is None:
        return (), 0, False
    while len(parts) - first > 2 and any(map(_is_role, parts[first:-2])):  # "Valley Developer Magnus Reel"
        first += 1
    name = tuple(parts[first:])
    short = first > 0 and _is_title(parts[first - 1]) and len(name) == 1 and len(name[0]) == 2 and not name[0].isupper()
    if not short and not _can_be_person(name):
        return (), 0, False
    led = first > 0 and _is_title(parts[first - 1])
    return name, _start_of_part(sequence, first), led or _looks_like_person(name)


def _start_of_part(sequence: str, number: int) -> int:
    """The position of a part in a capitalised sequence."""
    return 0 if number == 0 else [space.end() for space in _SPACES.finditer(sequence)][number - 1]


def _start_of_name(parts: list[str], before: str) -> int | None:
    """The first part after words that only open the sentence or describe the person; ``None`` where it is no person."""
    kinds = entity_words()
    if parts[0] == "The":
        return None
    first = 0
    while first < len(parts) - 1:
        word = parts[first].lower()
        opens = word not in first_names() and common_words().get(word, "").startswith(OPENING_TAGS)
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
    if any(COINED.match(part) and word not in first_names() for part, word in zip(parts, lowered, strict=True)):
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


def _is_presented(text: str, start: int, end: int) -> bool:
    """True where the words around a name show a person: "historian Odile Brand", "Esme Toll, 34", "Jory Lint said"."""
    before = text[max(0, start - 25) : start].replace(",", " ").split()
    if before and before[-1].islower() and (_is_role(before[-1]) or _is_role(before[-1].removesuffix("s"))):
        return True
    after = PRESENTED.match(text, end)
    return after is not None and (after["role"] is None or any(map(_is_role, after["role"].split())))


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
def _organisation(sequence: str) -> str | None:
    """The name of an organisation or a medium in a capitalised sequence, without words that open the sentence."""
    parts = _SPACES.split(sequence)
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


def _is_title(word: str) -> bool:
    return entity_words().get(word.lower().rstrip(".")) == "title" or _is_role(word)


def _is_role(word: str) -> bool:
    """True for a capitalised word that is an occupation rather than a name."""
    return word.lower() in singular_roles() or word.lower().endswith(AGENTS)


def _register(people: People, parts: tuple[str, ...]) -> None:
    """Add a name, and its surname as a short form of it; the first full name with a surname keeps it."""
    name = " ".join(parts)
    surname = parts[-2] if parts[-1] in {"Jr.", "Sr."} and len(parts) > 2 else parts[-1]
    known = people.full_name.get(surname)
    if len(parts) == 1:
        people.full_name.setdefault(surname, name)
        return
    people.full_name[name] = name
    if known is None or " " not in known:
        if known is not None:
            people.full_name[known] = name
        people.full_name[surname] = name


def _join_double_surnames(people: People) -> None:
    """Let "Lopez Obrador" stand for "Andres Manuel Lopez Obrador" if the article names both."""
    full = [name for name in people.full_name if name.count(" ") >= 2]
    for short in [name for name in people.full_name if " " in name]:
        longer = next((name for name in full if name.endswith(f" {short}")), None)
        if longer is not None:
            people.full_name[short] = longer
            people.full_name[short.rpartition(" ")[2]] = longer


def _add_short_forms(people: People) -> None:
    """Let a first name, or the first of two surnames, stand for the one full name that has it.

    "Lu Meifang ... Lu said", "Lucía Ortega Salas ... Ortega said", "Ann Lee ... Ann said".
    """
    owners: dict[str, set[str]] = {}
    for name in {full for full in people.full_name.values() if " " in full}:
        parts = name.split()
        for part in {parts[0], *parts[-2:-1]}:
            owners.setdefault(part, set()).add(name)
    for part, names in owners.items():
        if len(names) == 1 and part not in PARTICLES:
            people.full_name.setdefault(part, *names)


def _note_roles(people: People, text: str, start: int, end: int, name: str) -> None:
    """Note the roles next to a name: "Gen. Mark Milley, the chairman of ...", "Mayor Ann Lee", "Bo Roe, 52,"."""
    before = _SENTENCE_END.split(text[max(0, start - 45) : start])[-1]
    before = re.sub(r"[.,]", "", before).lower().split()
    for index in range(max(0, len(before) - 3), len(before)):
        if before[index] in COURTESY:
            people.gender.setdefault(name, COURTESY[before[index]])
        elif before[index] in singular_roles() or before[index] in TITLES:
            _note_role(people, name, before[index], before[:index])
    after = text[end : end + 110]
    appointed = APPOINTED.match(after)
    if appointed is not None and appointed[1].lower() in singular_roles():
        _note_role(people, name, appointed[1].lower(), [])
    party = PARTY.match(after)
    if party is not None:
        people.roles.setdefault(name, set()).add("republican" if party[1] == "R" else "democrat")
    if after.startswith(", "):
        aged = AGED.match(after)
        if aged is not None:
            people.roles.setdefault(name, set()).add(f"{re.sub('[^0-9]', '', aged[0])}-year-old")
            after = after[aged.end() - 1 :]
        addition = re.findall(r"[a-z\-]+", after[2:].split(",")[0].split(". ")[0].lower())[:8]
        for index, word in enumerate(addition):
            if word in singular_roles():
                _note_role(people, name, word, addition[:index])
            if word in {"for", "of", "to", "who", "whose", "and", "at", "in"}:
                break


def _note_role(people: People, name: str, role: str, before: list[str]) -> None:
    """Note a role, its full form ("vice president", "former senator") and the gender that it implies."""
    leading = before[-1] if before else ""
    role = TITLES.get(role, role)
    full = f"vice {role}" if leading.startswith("vice") else f"former {role}" if "former" in before[-2:] else role
    _note_gendered(people, role, name)
    people.roles.setdefault(name, set()).add(full)
    people.by_role[full] = name


def _note_gendered(people: People, role: str, name: str) -> None:
    """Note the gender that a role implies, if any."""
    if role.endswith("woman") or role in {"mother", "wife", "daughter", "sister", "queen", "actress"}:
        people.gender.setdefault(name, "she")
    elif role.endswith("man") or role in {"father", "husband", "son", "brother", "king"}:
        people.gender.setdefault(name, "he")
