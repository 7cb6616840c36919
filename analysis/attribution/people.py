"""Stage 6: people. Every person an article names, each later mention by surname, and the roles it gives them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, lru_cache

from analysis.attribution.sources import entity_words, source_nouns
from analysis.attribution.words import CONNECTIVES, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from analysis.lexicons import rows

NAME_PART = r"(?:(?:[A-Z]\.)+|(?:St|Jr|Sr)\.|[A-ZÀ-Þ][^\W\d_]*(?:[’'\-][A-ZÀ-Þ][^\W\d_]*)*)"
TITLE_PART = r"(?:Gen|Sen|Rep|Mr|Mrs|Ms|Dr|Gov|Lt|Col|Sgt|Capt|Prof|Rev|Maj|Adm|Det|Hon)\."
PARTICLE = r"(?:van|von|de|del|bin|al|la|der)(?=[ ][A-Z])"
#: the look ahead halves the time: at most places no part begins
NAME = re.compile(rf"(?=[A-ZÀ-Þ])(?:{TITLE_PART}|{NAME_PART})(?:[ \u00a0](?:{TITLE_PART}|{NAME_PART}|{PARTICLE}))*")


#: words that open a sentence before a name
NEVER_NAMES = DETERMINERS | PREPOSITIONS | PRONOUNS | SUBORDINATORS | CONNECTIVES | {"like", "asked", "even", "not"}
#: "Billie Jean King"
TITLES_AS_SURNAMES = frozenset("king prince pope dean judge bishop".split())
NEVER_ALONE = DETERMINERS | PREPOSITIONS | PRONOUNS
#: endings of words for what people do: Councilman, Architect, Surgeon, Singer
AGENTS = ("man", "woman", "person", "ist", "ian", "eon", "ect", "ger", "ter", "ler", "ner", "per", "tor", "ser")
#: "Gerda Lumm was elected chairman"
MADE = re.compile(
    r"\s(?:was|is|has been|became|becomes)"
    r"(?: (?:re-?)?(?:elected|named|appointed|made|chosen))?(?: (?:the|a|an))? (\w+)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in the text: where it stands and the full name it stands for."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class People:
    """The persons an article names, and the roles it gives them."""

    mentions: list[Mention] = field(default_factory=list)
    organisations: list[Mention] = field(default_factory=list)
    full_name: dict[str, str] = field(default_factory=dict)
    by_role: dict[str, str] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions between two positions, in order."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        past = first
        while past < len(self.mentions) and self.mentions[past].end <= end:
            past += 1
        return self.mentions[first:past]


@cache
def singular_roles() -> frozenset[str]:
    return frozenset(r["noun"] for r in rows("sources") if r["type"] == "unnamed_person")


def find_people(title: str, text: str) -> People:
    """Every person named in full or with a title, and each later mention by surname."""
    people = People()
    sequences: list[tuple[int, int, tuple[str, ...]]] = []
    # The text first: a headline in capitals runs a role into a name ("Activists Ann Lee and Bo Roe Arrested").
    for place, source in ((0, text), (-1, title)):
        for match in NAME.finditer(source):
            parts, offset = _person_parts(match[0], _the_or_of(source, match.start()))
            if parts:
                start = match.start() + offset if place == 0 else -1
                sequences.append((start, match.end(), parts))
                if len(parts) > 1 or offset:
                    _register(people, parts)
            elif place == 0 and (name := _organisation(match[0])) is not None:
                people.organisations.append(Mention(match.start(), match.end(), name))
    _join_double_surnames(people)
    for start, end, parts in sequences:
        name = people.full_name.get(" ".join(parts)) or people.full_name.get(parts[-1])
        if name and start >= 0:
            people.mentions.append(Mention(start, end, name))
            _note_role(people, text, start, end, name)
    return people


def _the_or_of(text: str, at: int) -> str:
    """ "the" or "of" where it stands right before a position, else ""."""
    if text[at - 2 : at - 1].isalnum() and text[at - 2] not in "eEfF":
        return ""  # most words, told by their last letter
    before = text[max(0, at - 12) : at].rstrip().rpartition(" ")[2].lower() if at else ""
    return before if before in {"the", "of"} else ""


@lru_cache(maxsize=100_000)  # the same names come again and again
def _person_parts(sequence: str, before: str) -> tuple[tuple[str, ...], int]:
    """The parts of a capitalised sequence that name a person, and where in it they start."""
    kinds = entity_words()
    parts = re.split(r"[ \u00a0]", sequence)
    offset = 0
    title_at = max((k for k, p in enumerate(parts) if kinds.get(p.lower().rstrip(".")) == "title"), default=-1)
    if 0 <= title_at < len(parts) - 1:
        offset = len(" ".join(parts[: title_at + 1])) + 1
        parts = parts[title_at + 1 :]
    else:
        if parts[0] == "The":
            return (), 0
        while len(parts) > 1 and (
            parts[0].lower() in NEVER_NAMES or kinds.get(parts[0].lower()) in {"people", "date", "place"}
        ):
            if len(parts) == 2 and parts[0].lower() not in NEVER_NAMES:
                return (), 0  # "Saudi Arabia"
            offset += len(parts[0]) + 1
            parts = parts[1:]
        if before == "the" and not offset:
            return (), 0
        if before == "of" and len(parts) in (3, 4) and not any(p.endswith(".") for p in parts):
            # "Secretary of State Mike Pompeo", "of Homeland Security Jo Li": the office, then the name
            offset += len(" ".join(parts[:-2])) + 1
            parts = parts[-2:]
    if len(parts) > 2 and _is_role(parts[0]):  # "Developer Magnus Reel"
        offset += len(parts[0]) + 1
        parts = parts[1:]
    lowered = [p.lower().rstrip(".") for p in parts]
    if len(parts) > 1 and lowered[-1] in TITLES_AS_SURNAMES and not any(map(kinds.get, lowered[:-1])):
        return tuple(parts), offset
    if any(kinds.get(p) in {"organisation", "place", "date", "media", "people", "title"} for p in lowered):
        return (), 0
    if len(parts) > 4 or (
        len(parts) == 1
        and (
            len(parts[0]) < 3
            or parts[0].isupper()
            or parts[0] in {"Jr.", "Sr."}
            or lowered[0] in NEVER_ALONE
            or lowered[0] in source_nouns()
        )
    ):
        return (), 0
    if len(parts) > 1 and (any(len(p) > 3 and p.isupper() for p in parts) or len(set(parts)) < len(parts)):
        return (), 0
    return tuple(parts), offset


@lru_cache(maxsize=100_000)
def _organisation(sequence: str) -> str | None:
    """The name of an organisation or a medium in a capitalised sequence, without what opens a sentence before it."""
    parts = re.split(r"[ \u00a0]", sequence)
    while parts and parts[0].lower() in NEVER_NAMES:
        parts = parts[1:]
    kinds = {entity_words().get(part.lower().rstrip(".")) for part in parts}
    acronym = len(parts) == 1 and parts[0].isalpha() and parts[0].isupper() and 1 < len(parts[0]) < 7
    acronym = acronym and kinds == {None} and parts[0] not in {"LLC", "TV", "OK", "AM", "PM", "II", "III", "CEO", "DC"}
    if not parts or not (kinds & {"organisation", "media"} or acronym) or kinds & {"date"} or len(parts) > 5:
        return None
    return " ".join(parts)


def _is_role(word: str) -> bool:
    """True for a capitalised word that says what somebody does rather than their name."""
    return word.lower() in singular_roles() or word.lower().endswith(AGENTS)


def _register(people: People, parts: tuple[str, ...]) -> None:
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
    """ "Lopez Obrador" is "Andres Manuel Lopez Obrador" where the article names both."""
    full = [name for name in people.full_name if name.count(" ") >= 2]
    for short in [name for name in people.full_name if " " in name]:
        longer = next((name for name in full if name.endswith(f" {short}")), None)
        if longer is not None:
            people.full_name[short] = longer
            people.full_name[short.rpartition(" ")[2]] = longer


def _note_role(people: People, text: str, start: int, end: int, name: str) -> None:
    """ "Gen. Mark Milley, the chairman of ..." and "Mayor Ann Lee": the roles beside a name."""
    roles = singular_roles()
    before = text[max(0, start - 40) : start].lower().replace(".", "").replace(",", "").split()
    for word in before[-2:]:
        if word in roles or word in {"mr", "mrs", "ms"}:
            if word in {"mr"}:
                people.gender.setdefault(name, "he")
            elif word in {"mrs", "ms"}:
                people.gender.setdefault(name, "she")
            else:
                _note_gendered(people, word, name)
                people.by_role[word] = name
    after = text[end : end + 70]
    made = MADE.match(after)
    if made is not None and made[1].lower() in roles:
        people.by_role[made[1].lower()] = name
    if after.startswith(", "):
        for word in re.findall(r"[a-z\-]+", after[2:].split(",")[0].split(".")[0].lower())[:6]:
            if word in roles:
                _note_gendered(people, word, name)
                people.by_role[word] = name
                break
            if word in {"for", "of", "to", "who", "whose"}:
                break


def _note_gendered(people: People, role: str, name: str) -> None:
    if role.endswith("woman") or role in {"mother", "wife", "daughter", "sister", "queen", "actress"}:
        people.gender.setdefault(name, "she")
    elif role.endswith("man") or role in {"father", "husband", "son", "brother", "king"}:
        people.gender.setdefault(name, "he")
