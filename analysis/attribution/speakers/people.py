"""Stage 7, speakers: finds the people an article names, later mentions by surname, and the roles it gives them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from analysis.attribution.speakers.bodies import full_names
from analysis.attribution.speakers.names import (
    NAME,
    PARTICLES,
    is_presented,
    is_title,
    organisation,
    person_parts,
    singular_roles,
)
from analysis.attribution.words import (
    source_nouns,
)

#: the end of a sentence or a line before a name; a short word with a full stop is a title
_ENDING = frozenset('.!?;\n”"')
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{5})\. |[!?;\n”\"]")
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

    ``full_name`` gives the full name of each surname and short form, ``bodies`` that of each short name of an
    organisation, ``roles`` all roles of each person, and ``gender`` the pronoun "he" or "she" where it is known.
    """

    mentions: list[Mention] = field(default_factory=list)
    organisations: list[Mention] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)
    full_name: dict[str, str] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions of people between two positions, in order."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        past = first
        while past < len(self.mentions) and self.mentions[past].end - self.mentions[past].name.endswith(".") <= end:
            past += 1  # a sentence that ends with "Jr." has the full stop outside the name
        return self.mentions[first:past]


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
            if credited and any(start <= match.start() < end for start, end in credited):
                continue
            parts, offset, certain = person_parts(match[0], _the_or_of(source, match.start()))
            if parts and not certain and not is_presented(source, match.start() + offset, match.end()):
                unsure.append((match.start() + offset, match.end(), parts))
                parts = ()
            if parts:
                start = match.start() + offset if is_text else -1
                sequences.append((start, match.end(), parts))
                titled = bool(offset) and is_title(match[0][:offset].split()[-1])
                if len(parts) > 1 or titled or (is_text and AGED.match(source, match.end())):
                    _register(people, parts)
            elif is_text and len(match[0]) == 2 and match[0].isalpha() and not match[0].isupper():
                words.append((match.start(), match.end(), (match[0],)))  # "Li", if it is a surname
            elif (
                is_text
                and (match[0].lower() in source_nouns() or is_title(match[0]))
                and _the_or_of(source, match.start()) != "the"
            ):
                words.append((match.start(), match.end(), (match[0],)))
            elif is_text and (name := organisation(match[0])) is not None:
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
    preceding = text[max(0, start - 45) : start]
    if not _ENDING.isdisjoint(preceding):
        preceding = _SENTENCE_END.split(preceding)[-1]
    before = re.sub(r"[.,]", "", preceding).lower().split()
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


def _note_gendered(people: People, role: str, name: str) -> None:
    """Note the gender that a role implies, if any."""
    if role.endswith("woman") or role in {"mother", "wife", "daughter", "sister", "queen", "actress"}:
        people.gender.setdefault(name, "she")
    elif role.endswith("man") or role in {"father", "husband", "son", "brother", "king"}:
        people.gender.setdefault(name, "he")
