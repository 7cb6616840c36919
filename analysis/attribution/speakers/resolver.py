"""Stage 7, speakers: resolves each source to a name in the article and to a source type.

A pronoun or a role that the article leaves open stays ``None``; it is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from analysis.attribution.cues import Statement
from analysis.attribution.sentences import Range, Tokens
from analysis.attribution.sources import RELATIVE
from analysis.attribution.speakers.antecedents import Antecedents
from analysis.attribution.speakers.descriptions import PARTIES, Descriptions, described_as
from analysis.attribution.speakers.labels import Represented
from analysis.attribution.speakers.people import COINED, Mention, People, singular_roles
from analysis.attribution.words import (
    ARTICLES,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    common_words,
    entity_words,
    source_nouns,
)
from analysis.types import SourceType

#: most words of a title between a comma and a name
LONGEST_ADDED_TITLE = 7
#: full name of the speaker and type of the source
Resolved = tuple[str | None, SourceType | None]
UNRESOLVED: Resolved = (None, None)
#: verbs whose subject is a person
POSSESSIVE = {"his": "he", "her": "she"}
#: bodies that are called by the name of a person
OF_PERSON = frozenset("campaign administration government team family".split())
#: documents that are somebody's own words
OWN_WORDS = frozenset(
    "statement statements post posts tweet tweets email emails message messages release comment".split()
)
SAYING_LEMMAS = frozenset({"say", "tell", "add", "write", "ask", "explain", "recall"})


@dataclass(slots=True)
class Resolver:
    """Resolves the sources of one article's statements, in reading order.

    ``last`` is the last person who spoke and ``previous`` the last resolved source of any type, each with its
    paragraph.
    """

    people: People
    title: str
    antecedents: Antecedents
    descriptions: Descriptions
    represented: Represented
    last: tuple[str, int] | None = None
    previous: tuple[Resolved, int] = (UNRESOLVED, -9)
    definite: bool = False

    def resolve(self, statement: Statement, upcoming: str | None) -> Resolved:
        """Return the speaker's full name and the type of the source.

        ``upcoming`` is the first name among the sources of the next statements: a first paragraph may say "the
        chairman" and leave the name to the headline and the next sentence.
        """
        if statement.source is None:
            return UNRESOLVED
        tokens = statement.unit.tokens[statement.source[0] : statement.source[1] + 1]
        paragraph = statement.unit.paragraph
        resolved = self._resolve(statement, tokens, paragraph, upcoming)
        speaker, kind = resolved
        if kind in ("named_organisation", "media") and speaker is not None:
            speaker = self.people.bodies.get(speaker, speaker)
            resolved = speaker, kind
        if kind == "named_person" and speaker is not None:
            self.last = (speaker, paragraph)
            self.antecedents.spoke(speaker, tokens[0].start)
        elif kind == "unnamed_person":
            self.last = None
        elif kind in ("named_organisation", "media") and speaker is not None:
            self.descriptions.bodies.spoke(speaker, tokens[0].start)
        if kind is not None:
            self.previous = (resolved, paragraph)
            self.definite = tokens[0].lower in {"the", "this"}
        return resolved

    def _resolve(self, statement: Statement, tokens: Tokens, paragraph: int, upcoming: str | None) -> Resolved:
        if len(tokens) == 1 and (tokens[0].lower in PRONOUNS or tokens[0].lower == "who"):
            quoting = statement.kind == "direct"
            return self._pronoun(tokens[0].lower, tokens[0].start, paragraph, quoting)
        if len(tokens) > 2 and tokens[0].lower in PERSONAL and tokens[1].lower == "and":
            return self._pronoun(tokens[0].lower, tokens[0].start, paragraph, False)  # "he and some officials"
        speaker, kind = self._classify(statement, tokens)
        may_be_named_later = kind == "unnamed_person" and paragraph == 0 and tokens[0].lower == "the"
        if may_be_named_later and upcoming and upcoming.split()[-1] in self.title:
            role = next((t.lower for t in tokens if t.lower in singular_roles()), None)
            if role:
                self.people.by_role.setdefault(role, upcoming)
            return upcoming, "named_person"
        return speaker, kind

    def _pronoun(self, pronoun: str, position: int, paragraph: int, quoting: bool) -> Resolved:
        (speaker, kind), spoken_in = self.previous
        near = paragraph - spoken_in <= 1
        if pronoun == "they" and near and kind == "unnamed_group":
            return None, kind
        if pronoun == "it" and near and kind in ("named_organisation", "document", "media"):
            return speaker, kind
        if pronoun not in PERSONAL:
            return UNRESOLVED
        if near and kind == "unnamed_person" and not self.definite:
            return None, kind
        name = self.antecedents.of(pronoun, position, quoting)
        return (name, "named_person") if name is not None else UNRESOLVED

    def _classify(self, statement: Statement, tokens: Tokens) -> Resolved:
        """Speaker and type of a source that is not a pronoun."""
        head = _before_addition(tokens)
        if statement.lemma == ":" and all(t.text.isupper() for t in head if t.is_word) and len(head[0].text) > 3:
            return self._in_capitals(head)
        named = self._person(tokens, head)
        if named is not None:
            return named, "named_person"
        lowered = [t.lower for t in head]
        noun = _head_noun(head)
        kind = source_nouns().get(noun) if noun else None
        name = self._stated(head, statement)
        if name is None and kind in ("unnamed_person", "named_organisation"):
            added = _name_of(_addition(tokens, len(head)))
            if added is not None:  # "its rival, the Courier", "the landlord, Brisk & Tarrow"
                medium = names_medium(tokens, (len(head), len(tokens) - 1))
                return added, "media" if medium else "named_organisation"
        if names_medium(head, (0, len(head) - 1)) and (
            kind in (None, "media", "named_organisation") or (kind == "document" and _in_name(head))
        ):
            return name or self._body(head), "media"
        if kind == "document":
            return self._spoken(tokens, noun) or (_document(head, noun), "document")
        if lowered[0] == "the" and (lowered[-1] in PARTIES or lowered[-1].endswith("-year-old")):
            return self._role(head, lowered, described_as(head))
        if kind == "unnamed_person":
            return self._role(head, lowered, noun)
        if kind == "unnamed_group" and noun == "police" and (body := _police(head) or self._body(head)):
            return body, "named_organisation"
        if kind == "unnamed_group":
            if (first := _first_of_list(head)) and (body := _name_of(first)) and _is_body(body):
                return body, "named_organisation"  # "the Retail Federation and 150 other groups"
            return (name, "named_organisation") if _names_body(head, noun) else (None, "unnamed_group")
        if kind == "named_organisation" and lowered[0] in POSSESSIVE and noun in OF_PERSON:
            owner = self.antecedents.of(POSSESSIVE[lowered[0]], head[0].start, False)
            if owner is not None:  # "his campaign"
                return f"{owner.split()[-1]} {noun}", "named_organisation"
        if kind == "named_organisation":
            body = self._of_a_place(head, name, noun) if name else self._body(head)
            return body, "named_organisation"
        if name is not None and not _only_owns(head):
            return self._capitalised(name, lowered, statement)
        return _undescribed(lowered, statement)

    def _person(self, tokens: Tokens, head: Tokens) -> str | None:
        """The person that a phrase names: in its head, or right after a comma ("the sculptor, Benno Aas")."""
        nouns = source_nouns()
        role = next(
            (k for k, t in enumerate(head) if t.lower in nouns and nouns[t.lower] != "named_organisation"), None
        )
        people = self.people.within(tokens[0].start, tokens[-1].end)
        in_head = [m for m in people if m.end <= head[-1].end]
        if not any(t.lower == "and" for t in head):
            in_head.reverse()  # "Trump lawyer Rudy Giuliani": the last one speaks
        for mention in in_head:
            if (
                not _owns(tokens, mention)
                and not _depends_on_role(head, role, mention)
                and not _names_group(head, mention)
            ):
                return mention.name
        for before, token in pairwise(tokens):
            if before.text == ",":
                added = next((m for m in people if m.start >= token.start), None)
                if added is not None and not _owns(tokens, added) and _is_title(tokens, token.start, added.start):
                    return added.name
        return self._family(head)

    def _family(self, head: Tokens) -> str | None:
        """The first person of a family: "the Currys"."""
        if len(head) != 2 or head[0].lower != "the" or not (head[1].is_capitalised and head[1].text.endswith("s")):
            return None
        name = self.people.full_name.get(head[1].text[:-1])
        return name if name and " " in name else None

    def _spoken(self, tokens: Tokens, noun: str | None) -> Resolved | None:
        """Who speaks in "a statement from Acme" or "a post by Lee"."""
        author = self.represented.by(tokens) if noun in OWN_WORDS else None
        if author is None:
            return None
        return author, "named_person" if author in self.people.full_name.values() else "named_organisation"

    def _body(self, head: Tokens) -> str | None:
        return self.descriptions.body(head, head[0].start)

    def _of_a_place(self, head: Tokens, name: str, noun: str | None) -> str:
        """The name of a body that is neither its country nor its leader: "Indian government", "Trump campaign"."""
        kinds = {entity_words().get(re.sub(r"'s$", "", part.lower().replace("’", "'"))) for part in name.split()}
        at = next((k for k, t in enumerate(head) if t.lower == noun), None)
        first = next(k for k, t in enumerate(head) if t.is_capitalised and t.lower not in ARTICLES)
        of_other = kinds <= {"people", "place"} or (name in self.people.full_name and noun in OF_PERSON)
        if not of_other or at is None or at <= first or head[at].is_capitalised:
            return name
        return " ".join(t.text for t in head[first : at + 1])

    def _in_capitals(self, head: Tokens) -> Resolved:
        """The speaker of a turn in a transcript: "TRUMP:", "ANN LEE:"."""
        if names_medium(head, (0, len(head) - 1)):
            return " ".join(t.text for t in head), "media"
        words = [t.text for t in head if t.is_word]
        known = {name.upper(): full for name, full in self.people.full_name.items()}
        name = known.get(" ".join(words)) or known.get(words[-1]) or " ".join(words).title()
        noun = source_nouns().get(words[-1].lower())
        if noun in ("unnamed_person", "unnamed_group"):  # "MODERATOR:"
            return None, cast(SourceType, noun)
        return name, "named_person"

    def _stated(self, head: Tokens, statement: Statement) -> str | None:
        """The name in a phrase; the capital at the start of a sentence does not make a name ("Local papers")."""
        assert statement.source is not None
        opens = _opens_sentence(statement.unit.tokens, statement.source[0])
        if (
            opens
            and len(head) > 1
            and not head[1].text[0].isupper()
            and head[1].is_word
            and head[0].text not in self.people.full_name
        ):
            return _name_of(head[1:])
        return _name_of(head)

    def _role(self, head: Tokens, lowered: list[str], noun: str | None) -> Resolved:
        """The person with a role if the article names one ("the mayor"), else a person without a name."""
        name = self.descriptions.of(head, head[0].start)
        if name is not None:
            return name, "named_person"
        if lowered[0] == "the" and len(lowered) <= 2 and self.last is not None and noun in {"man", "woman"}:
            return self.last[0], "named_person"
        return None, "unnamed_person"

    def _capitalised(self, name: str, lowered: list[str], statement: Statement) -> Resolved:
        """Speaker and type of a name that is no known person: a people, a body, or somebody known by surname only."""
        kinds = entity_words()
        known = {kinds.get(part.lower().rstrip(".")) for part in name.split()}
        if (
            COINED.match(name)
            and "’" not in name
            and "'" not in name
            and " " not in name
            and name not in self.people.full_name
        ):
            return name, "named_organisation"
        if known == {"people"}:
            plural = name.endswith("s") or lowered[0] not in {"a", "an", "the", "one"}
            return None, "unnamed_group" if plural else "unnamed_person"
        if known & {"organisation", "place", "people"} or name.isupper() or lowered[0] in ARTICLES or " " in name:
            return name, "named_organisation"
        opens = statement.source is not None and _opens_sentence(statement.unit.tokens, statement.source[0])
        if opens and name.endswith("s") and name not in self.people.full_name:
            return None, "unnamed_group"  # "Villagers say"
        return self.people.full_name.get(name, name), "named_person"


def _document(head: Tokens, noun: str | None) -> str | None:
    """The name of a document: "the Mueller report"; ``None`` where it has none."""
    at = next(k for k, t in enumerate(head) if t.lower == noun)
    first = at
    while first > 0 and head[first - 1].is_capitalised and head[first - 1].lower not in ARTICLES:
        first -= 1
    if first == at or head[0].lower in {"a", "an"} or head[at - 1].lower.endswith(("'s", "s'")):
        return None
    return " ".join(t.text for t in head[first : at + 1])


def names_medium(tokens: Tokens, source: Range) -> bool:
    """True where a source is a newspaper, an agency or a broadcaster."""
    return any(
        (entity_words().get(t.lower) == "media" and t.is_capitalised) or source_nouns().get(t.lower) == "media"
        for t in tokens[source[0] : source[1] + 1]
    )


def _opens_sentence(tokens: Tokens, index: int) -> bool:
    """True for the first token of a sentence."""
    return index == 0 or tokens[index - 1].text in {".", "!", "?"}


def _owns(tokens: Tokens, mention: Mention) -> bool:
    """True where the name is a possessive: "Smith's lawyer" is not Smith."""
    return any(t.lower.endswith(("'s", "s'")) for t in tokens if t.start <= mention.end <= t.end)


def _is_title(tokens: Tokens, start: int, end: int) -> bool:
    """True where only a title stands between two positions: "the author, Democratic state Sen. Justin Wayne"."""
    between = [t for t in tokens if start <= t.start < end]
    if not between:
        return True
    roles = all(
        t.text == "." or t.is_capitalised or common_words().get(t.lower, "").startswith(("NN", "JJ")) for t in between
    )
    last = between[-1].lower if between[-1].text != "." else between[-2].lower
    return (
        roles
        and len(between) < LONGEST_ADDED_TITLE
        and (entity_words().get(last) == "title" or last in singular_roles())
    )


def _police(head: Tokens) -> str | None:
    """ "Salem police", "the Salem Police"."""
    words = [t for t in head if t.lower not in ARTICLES]
    named = len(words) > 1 and words[0].is_capitalised and words[-1].lower == "police"
    return " ".join(t.text for t in words) if named and words[0].text not in {"Local", "Federal", "State"} else None


def _names_body(head: Tokens, noun: str | None) -> bool:
    """True for a name that ends with the plural of a word for a body: "Salem Christian Schools"."""
    at = next((k for k, t in enumerate(head) if t.lower == noun), 0)
    singular = (noun or "")[:-1]
    return (
        at > 0
        and head[at].is_capitalised
        and head[at - 1].is_capitalised
        and head[at - 1].lower not in ARTICLES
        and source_nouns().get(singular) == "named_organisation"
    )


def _first_of_list(head: Tokens) -> Tokens:
    """The first part of a list: "the Retail Federation" of "the Retail Federation and 150 other groups"."""
    at = next((k for k, t in enumerate(head) if t.lower == "and"), 0)
    return head[:at] if at > 1 and head[at - 1].is_capitalised and not head[-1].is_capitalised else ()


def _is_body(name: str) -> bool:
    """True for a name with a word of an organisation."""
    return any(entity_words().get(word.lower()) == "organisation" for word in name.split())


def _only_owns(head: Tokens) -> bool:
    """True where the last name in a phrase owns the thing that speaks: "a defence of Lee's crimes"."""
    last = max(k for k, t in enumerate(head) if t.is_capitalised and t.lower not in ARTICLES)
    return last < len(head) - 1 and head[last].lower.endswith(("'s", "s'")) and head[last + 1].text.islower()


def _names_group(head: Tokens, mention: Mention) -> bool:
    """True where a name only describes a group: "Trump officials"."""
    after = next((t for t in head if t.start >= mention.end), None)
    return after is not None and after.text.islower() and source_nouns().get(after.lower) == "unnamed_group"


def _depends_on_role(head: Tokens, role: int | None, mention: Mention) -> bool:
    """True where a preposition leads to a name: "a spokesman for Smith"; not "Secretary of State Mara Pell"."""
    before = [t for t in head if t.end <= mention.start]
    if role is None or role >= len(before):
        return any(t.lower in PREPOSITIONS for t in before)
    if head[role].is_capitalised and before[-1].is_capitalised:
        return False
    if [t.lower for t in before[role + 1 :]] == ["of", "staff"]:
        return False  # "chief of staff Mara Pell"
    return any(t.lower in PREPOSITIONS for t in before[role + 1 :])


def _undescribed(words: list[str], statement: Statement) -> Resolved:
    """The type of an unlisted noun: a group in the plural, a person in the singular before a verb of saying."""
    first = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    lowered = words[:first]
    plural = any(
        word.endswith("s") and not word.endswith("'s") and len(word) > 3 and word not in DETERMINERS for word in lowered
    )
    if plural:
        return None, "unnamed_group"
    if lowered[0] in DETERMINERS and len(lowered) > 1 and statement.lemma in SAYING_LEMMAS:
        return None, "unnamed_person"
    return UNRESOLVED


def _head_noun(tokens: Tokens) -> str | None:
    """The noun that determines the type of a phrase: the last listed one before a preposition or a clause."""
    nouns = source_nouns()
    found = None
    for token in tokens:
        if found is not None and (token.lower in PREPOSITIONS or token.lower in {"who", "that", "familiar", "close"}):
            break
        if token.lower in nouns:
            found = token.lower
    return found


def _in_name(tokens: Tokens) -> bool:
    """True where a noun for a document is part of a name: "the Washington Post"."""
    return all(t.is_capitalised for t in tokens if source_nouns().get(t.lower) == "document")


def _before_addition(tokens: Tokens) -> Tokens:
    """The tokens up to the first comma or relative clause: the phrase without additions."""
    for index, token in enumerate(tokens):
        if index and (token.text == "," or token.lower in RELATIVE):
            return tokens[:index]
    return tokens


def _addition(tokens: Tokens, comma: int) -> Tokens:
    """The addition after the comma, if it begins with a name: "the airline, Corsalis Air"."""
    after = tokens[comma + 1 :]
    if len(after) < 2 or not (after[0].is_capitalised or (after[0].lower == "the" and after[1].is_capitalised)):
        return ()
    return _before_addition(after)


def _name_of(tokens: Tokens) -> str | None:
    """The capitalised words of a phrase as one name, or ``None``."""
    first = next((k for k, t in enumerate(tokens) if t.is_capitalised and t.lower not in ARTICLES), None)
    if first is None:
        return None
    last = first
    for index in range(first + 1, len(tokens)):
        token = tokens[index]
        if token.is_capitalised or token.lower in {"&", "."}:
            last = index
        elif not (
            token.lower in {"of", "the", "for", "and", "de"}
            and index + 1 < len(tokens)
            and tokens[index + 1].is_capitalised
        ):
            break
    parts: list[str] = []
    for token in tokens[first : last + 1]:
        if parts and token.text == ".":
            parts[-1] += "."
        else:
            parts.append(token.text)
    name = re.sub(r"[’']s$", "", " ".join(parts))
    return f"{name}." if re.search(r"\.[A-Z]$", name) else name
