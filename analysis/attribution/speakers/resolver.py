"""Stage 7, speakers: resolves each source to a name in the article and to a source type.

A pronoun or a role that the article leaves open stays ``None``; it is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from analysis.attribution.cues import Statement
from analysis.attribution.sentences import Tokens
from analysis.attribution.speakers.antecedents import Antecedents
from analysis.attribution.speakers.descriptions import PARTIES, Descriptions, described_as
from analysis.attribution.speakers.labels import Represented
from analysis.attribution.speakers.names import COINED, NEVER_ALONE, singular_roles
from analysis.attribution.speakers.people import People
from analysis.attribution.speakers.phrases import (
    addition,
    adds_body,
    before_addition,
    depends_on_role,
    document,
    first_of_list,
    head_noun,
    in_name,
    is_added_title,
    is_body,
    is_one_of,
    name_of,
    names_body,
    names_group,
    names_medium,
    only_owns,
    opens_sentence,
    owns,
    person_added,
    police,
)
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
from analysis.types import UNNAMED_TYPES, SourceType

#: full name of the speaker and type of the source
Resolved = tuple[str | None, SourceType | None]
UNRESOLVED: Resolved = (None, None)
#: verbs whose subject is a person
POSSESSIVE = {"his": "he", "her": "she"}
#: endings of nouns for people: "the gambler", "a flautist", "the 46-year-old"
PERSONS = ("er", "or", "ist", "ian", "ant", "ent", "man", "woman", "person", "ee", "year-old")
#: words that open the description of somebody who is named right after it, and the most characters of the name
DEFINITE, LONGEST_ADDED = frozenset("the his her its their our my one".split()), 60
#: parts of those who were asked
SHARES = frozenset("half third quarter fifth majority percent %".split())
#: endings of nouns for several people: "anglers"
PLURAL_PERSONS = ("ers", "ors", "ists", "ians")
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
        tokens = statement.source_tokens
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
        word = tokens[0].lower.partition("'")[0]  # "they've said"
        if len(tokens) == 1 and (word in PRONOUNS or word == "who"):
            quoting = statement.kind == "direct"
            return self._pronoun(word, tokens[0].start, paragraph, quoting)
        if len(tokens) > 2 and tokens[0].lower in PERSONAL and tokens[1].lower == "and":
            return self._pronoun(tokens[0].lower, tokens[0].start, paragraph, False)  # "he and some officials"
        speaker, kind = self._classify(statement, tokens)
        may_be_named_later = kind == "unnamed_person" and paragraph == 0 and tokens[0].lower == "the"
        if may_be_named_later and upcoming and upcoming.split()[-1] in self.title:
            role = next((t.lower for t in tokens if t.lower in singular_roles()), None)
            if role:
                self.people.roles.setdefault(upcoming, set()).add(role)
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
        head = before_addition(tokens)
        if statement.lemma == ":" and all(t.text.isupper() for t in head if t.is_word) and len(head[0].text) > 3:
            return self._in_capitals(head)
        named = self._person(tokens, head) or self._added(statement, tokens)
        if named is not None:
            return named, "named_person"
        lowered = [t.lower for t in head]
        noun = head_noun(head)
        kind = source_nouns().get(noun) if noun else None
        name = self._stated(head, statement)
        added_name = person_added(addition(tokens, len(head)))
        if name is None and added_name is not None and (kind == "unnamed_person" or is_one_of(lowered)):
            return added_name, "named_person"  # "one of my favourite writers, Gore Vidal"
        if name is None and kind in ("unnamed_person", "named_organisation"):
            added = name_of(addition(tokens, len(head)))
            if added is not None:  # "its rival, the Courier", "the landlord, Brisk & Tarrow"
                medium = names_medium(tokens, (len(head), len(tokens) - 1))
                return added, "media" if medium else "named_organisation"
        if names_medium(head, (0, len(head) - 1)) and (
            kind in (None, "media", "named_organisation") or (kind == "document" and in_name(head))
        ):
            return name or self._body(head), "media"
        if kind == "document":
            return self._spoken(tokens, noun) or (document(head, noun), "document")
        if lowered[0] == "the" and (lowered[-1] in PARTIES or lowered[-1].endswith("-year-old")):
            return self._role(head, lowered, described_as(head))
        if kind == "unnamed_person":
            return self._role(head, lowered, noun)
        if kind == "unnamed_group" and noun == "police" and (body := police(head) or self._body(head)):
            return body, "named_organisation"
        if kind == "unnamed_group" and is_one_of(lowered):
            singular = re.sub(r"ies$", "y", noun or "").removesuffix("s")
            of_bodies = source_nouns().get(singular) == "named_organisation"
            return None, "unnamed_group" if of_bodies else "unnamed_person"
        if kind == "unnamed_group":
            if (first := first_of_list(head)) and (body := name_of(first)) and is_body(body):
                return body, "named_organisation"  # "the Retail Federation and 150 other groups"
            return (name, "named_organisation") if names_body(head, noun) else (None, "unnamed_group")
        if kind == "named_organisation" and lowered[0] in POSSESSIVE and noun in OF_PERSON:
            owner = self.antecedents.of(POSSESSIVE[lowered[0]], head[0].start, False)
            if owner is not None:  # "his campaign"
                return f"{owner.split()[-1]} {noun}", "named_organisation"
        if kind == "named_organisation":
            body = self._of_a_place(head, name, noun) if name else self._body(head)
            return body, "named_organisation"
        if name is not None and adds_body(tokens, len(head)):
            return name, "named_organisation"
        if name is not None and not only_owns(head):
            return self._capitalised(name, lowered, statement)
        return _undescribed(lowered, statement)

    def _person(self, tokens: Tokens, head: Tokens) -> str | None:
        """The person that a phrase names: in its head, or right after a comma ("the sculptor, Benno Aas")."""
        nouns = source_nouns()
        role = next(
            (k for k, t in enumerate(head) if t.lower in nouns and nouns[t.lower] != "named_organisation"), None
        )
        people = self.people.within(tokens[0].start, tokens[-1].end)
        in_head = [m for m in people if m.end - m.name.endswith(".") <= head[-1].end]
        if not any(t.lower == "and" for t in head):
            in_head.reverse()  # "Trump lawyer Rudy Giuliani": the last one speaks
        for mention in in_head:
            if (
                not owns(tokens, mention)
                and not depends_on_role(head, role, mention)
                and not names_group(head, mention)
            ):
                return mention.name
        for before, token in pairwise(tokens):
            if before.text == ",":
                added = next((m for m in people if m.start >= token.start), None)
                if added is not None and not owns(tokens, added) and is_added_title(tokens, token.start, added.start):
                    return added.name
        return self._family(head)

    def _added(self, statement: Statement, tokens: Tokens) -> str | None:
        """The person right after a definite source and a comma: "The two senators from Ohio, Ann Lee and Bo Roe,"."""
        assert statement.source is not None
        following = statement.unit.tokens[statement.source[1] + 1 : statement.source[1] + 3]
        if len(following) < 2 or following[0].text != "," or tokens[0].lower not in DEFINITE:
            return None
        added = self.people.within(following[1].start, following[1].start + LONGEST_ADDED)
        is_next = bool(added) and added[0].start == following[1].start and added[0].end < statement.cue.start
        return added[0].name if is_next else None

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
        if noun in UNNAMED_TYPES:  # "MODERATOR:"
            return None, noun
        return name, "named_person"

    def _stated(self, head: Tokens, statement: Statement) -> str | None:
        """The name in a phrase; the capital at the start of a sentence does not make a name ("Local papers")."""
        assert statement.source is not None
        opens = opens_sentence(statement.unit.tokens, statement.source[0])
        if (
            opens
            and len(head) > 1
            and not head[1].text[0].isupper()
            and head[1].is_word
            and head[0].text not in self.people.full_name
        ):
            return name_of(head[1:])
        return name_of(head)

    def _role(self, head: Tokens, lowered: list[str], noun: str | None) -> Resolved:
        """The person with a role if the article names one ("the mayor"), else a person without a name."""
        name = self.descriptions.of(head, head[0].start)
        if name is None and lowered[0] in {"a", "an"}:
            name = self.descriptions.introduced_later(head, head[0].start)
        if name is not None:
            return name, "named_person"
        if lowered[0] == "the" and len(lowered) <= 2 and self.last is not None and noun in {"man", "woman"}:
            return self.last[0], "named_person"
        return None, "unnamed_person"

    def _capitalised(self, name: str, lowered: list[str], statement: Statement) -> Resolved:
        """Speaker and type of a name that is no known person: a people, a body, or somebody known by surname only."""
        kinds = entity_words()
        if name.lower() in NEVER_ALONE:
            return UNRESOLVED  # "There is", "Thursday"
        known = {kinds.get(part.lower().rstrip(".")) for part in name.split()}
        if (
            COINED.match(name)
            and "’" not in name
            and "'" not in name
            and " " not in name
            and name not in self.people.full_name
        ):
            return name, "named_organisation"
        if name in self.people.bodies:
            return name, "named_organisation"
        if known == {"people"}:
            plural = name.endswith("s") or lowered[0] not in {"a", "an", "the", "one"}
            return None, "unnamed_group" if plural else "unnamed_person"
        if known & {"organisation", "place", "people"} or name.isupper() or lowered[0] in ARTICLES or " " in name:
            return name, "named_organisation"
        opens = statement.source is not None and opens_sentence(statement.unit.tokens, statement.source[0])
        if opens and _is_plural(name.lower()) and name not in self.people.full_name:
            return None, "unnamed_group"  # "Villagers say", not "Parnas says"
        return self.people.full_name.get(name, name), "named_person"


def _is_plural(word: str) -> bool:
    """True for the plural of a word of English, or of what somebody does: "villagers", "anglers"."""
    stems = (word, word[:-1], word[:-2], f"{word[:-3]}y" if word.endswith("ies") else "")
    known = any(common_words().get(stem, "").startswith("NN") for stem in stems if stem)
    return word.endswith("s") and (known or word.endswith(PLURAL_PERSONS))


def _undescribed(words: list[str], statement: Statement) -> Resolved:
    """The type of an unlisted noun: a group in the plural, a person in the singular before a verb of saying."""
    first = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    lowered = words[:first]
    if lowered in (["one"], ["another"]):
        return None, "unnamed_person"
    if not SHARES.isdisjoint(lowered):
        return None, "unnamed_group"  # "about a third"
    plural = any(
        word.endswith("s") and not word.endswith("'s") and len(word) > 3 and word not in DETERMINERS for word in lowered
    )
    if plural:
        return None, "unnamed_group"
    if lowered[0] in DETERMINERS and lowered[-1].endswith(PERSONS) and statement.lemma in SAYING_LEMMAS:
        return None, "unnamed_person"
    return UNRESOLVED
