"""Stage 7, speakers: how a source without a name is shown, and on whose behalf a source speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.attribution.sentences import Token, Tokens
from analysis.attribution.speakers.descriptions import Descriptions
from analysis.attribution.speakers.people import People
from analysis.attribution.words import (
    CLAUSE_MARKS,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    common_words,
    entity_words,
    source_nouns,
)

#: words before a label that say nothing about who speaks
LEADING = frozenset("the this that these those some many several his her its their our my most all such".split())
#: words at which a label ends
ENDS = frozenset("who which that whose where when including".split())
#: nouns for those who speak for somebody: the stems of "spokesman", "lawyers", "officials"
SPEAKING_FOR = (
    "spokes", "press secretary", "representative", "lawyer", "attorney", "counsel", "official", "aide", "adviser",
    "advisor", "executive", "leader", "publicist", "staffer", "employee", "diplomat",
)  # fmt: skip
#: those among them whose work it is to speak for others
BY_PROFESSION = ("spokes", "lawyer", "attorney", "publicist")
#: adjectives of parties, which are nobody's voice: "Senior Democratic aides"
PARTY_ADJECTIVES = frozenset("democratic democrat republican gop liberal conservative".split())
#: nouns for what bodies make public
MADE = frozenset(
    "poll polls survey surveys study studies report reports analysis research estimate estimates data statement "
    "statements database website release figures statistics post posts tweet tweets email emails message".split()
)
#: nouns that can stand for each other, by how they begin
SAME = {
    "spokes": "spokes", "representative": "spokes", "lawyer": "lawyer", "attorney": "lawyer", "counsel": "lawyer",
    "poll": "poll", "survey": "poll", "study": "study", "studies": "study", "research": "study", "report": "study",
    "analysis": "study",
}  # fmt: skip
#: prepositions between a source and the one for whom it speaks
LEADS_TO = frozenset("for of at from with by".split())
#: words before the name of whom somebody speaks for
OPENING = DETERMINERS | {"former", "senior", "top", "special", "acting", "deputy", "then"}
#: words that join the parts of a name
JOINS = frozenset("of for the and on in & de".split())
#: most words of a label
LONGEST_LABEL = 12
_POSSESSIVE = re.compile(r"[’']s?$")


def label_of(source: Tokens) -> str | None:
    """Return how a source is shown that has no name: "border advocates", "a 2021 report"; ``None`` for a pronoun."""
    words: list[str] = []
    for before, token in zip((None, *source), source, strict=False):
        if _ends_label(before, token) or len(words) == LONGEST_LABEL:
            break
        words.append(token.text)
    while len(words) > 1 and words[0].lower() in LEADING and words[1].lower() not in PREPOSITIONS:
        words = words[1:]
    while words and words[-1].lower() in PREPOSITIONS | DETERMINERS | {"and"}:
        words.pop()
    only_word = len(words) == 1 and (
        words[0].lower().replace("’", "'").partition("'")[0] in DETERMINERS | FINITE | PRONOUNS or len(words[0]) < 3
    )
    return None if only_word or not words else re.sub(r" (?=[/.%-])|(?<=[/-]) ", "", " ".join(words))


def _ends_label(before: Token | None, token: Token) -> bool:
    """True for a mark or a clause after the noun phrase: "the lawsuit — filed in May"."""
    if token.quote is not None or token.lower in ENDS:
        return True
    if token.text in CLAUSE_MARKS:
        return not (before is not None and before.end == token.start and token.text in "-/")
    participle = token.text.islower() and token.lower.endswith("ed") and token.lower not in {"united", "indeed"}
    return before is not None and participle and before.lower in source_nouns()


@dataclass(frozen=True, slots=True)
class Represented:
    """Finds on whose behalf the sources of one article speak."""

    people: People
    descriptions: Descriptions
    known: dict[str, str] = field(default_factory=dict)
    opens: dict[str, bool] = field(default_factory=dict)

    def by(self, source: Tokens, named: bool = False) -> str | None:
        """Return the person or organisation that a source speaks for, or ``None``.

        ``named``: the source is a person with a name, who speaks for somebody only by profession.
        "a spokesman for Acme", "Acme officials", "Lee's lawyer", "company officials", "a statement from Acme".
        """
        end = next((k for k, token in enumerate(source) if k and token.lower in ENDS), len(source))
        source = source[:end]
        nouns = BY_PROFESSION if named else SPEAKING_FOR
        at = next((k for k, token in enumerate(source) if _speaks_for(token, nouns, named)), None)
        if at is None:
            return None
        kind = next((kind for kind in SAME if source[at].lower.startswith(kind)), source[at].lower.rstrip("s"))
        kind = SAME.get(kind, kind)
        name = self._after(source, at) or self._before(source, at)
        definite = at < 3 and source[0].lower in {"the", "that", "these", "those"}
        if name is None and definite and not any(t.is_capitalised for t in source[1 : at + 1]):
            return self.known.get(kind)  # "the spokesman", "the poll"
        if name is not None:
            self.known[kind] = name
        return name

    def _after(self, source: Tokens, noun: int) -> str | None:
        """The name after "for", "of" or "from"."""
        for index in range(noun + 1, min(noun + 4, len(source) - 1)):
            token = source[index]
            if token.text in CLAUSE_MARKS or token.lower in ENDS:
                return None
            if token.lower in LEADS_TO:
                return self._name(source, index + 1)
        return None

    def _name(self, source: Tokens, first: int) -> str | None:
        """The name with which the noun phrase at ``first`` begins or ends, else what "the company" means."""
        while first < len(source) and source[first].lower in DETERMINERS:
            first += 1
        phrase = []
        for index in range(first, len(source)):
            token = source[index]
            if token.quote is not None or token.text in CLAUSE_MARKS or token.lower in ENDS:
                break
            phrase.append(token)
        start = next((k for k, t in enumerate(phrase) if t.is_capitalised), None)
        if start is None:
            return self._body(phrase[0], phrase[0].start) if len(phrase) == 1 else None
        kind = next((k for k, t in enumerate(phrase) if source_nouns().get(t.lower) == "named_organisation"), 0)
        if start < kind < len(phrase) - 1 and not phrase[kind].is_capitalised and phrase[kind + 1].is_capitalised:
            start = kind + 1  # "the Vermont nonprofit Crime Research Group"
        end = start
        for index in range(start, len(phrase)):
            if phrase[index].is_capitalised:
                end = index
            elif phrase[index].lower not in JOINS and phrase[index].text != ".":
                break
            elif phrase[index].lower in {"on", "in"} and not _is_of_body(phrase[index - 1]):
                break  # "Love on Instagram"
        return self._full(" ".join(t.text for t in phrase[start : end + 1]))

    def _before(self, source: Tokens, noun: int) -> str | None:
        """The name before the noun: "Acme officials", "the White House's lawyers"; or "company officials"."""
        last = noun - 1
        while last >= 0 and source[last].text.islower() and source[last].lower not in source_nouns():
            last -= 1  # "Trump campaign’s senior"
        if last < 0:
            return None
        if not source[last].is_capitalised or (last == 0 and source[last].lower in source_nouns()):
            return self._body(source[last], source[last].start)
        first = last
        while first > 0 and (source[first - 1].is_capitalised or source[first - 1].text in {".", "/", "&"}):
            first -= 1
        while first <= last and (source[first].lower in OPENING or (first == 0 and self._only_opens(source, last))):
            first += 1
        if first > last or all(t.lower in PARTY_ADJECTIVES for t in source[first : last + 1]):
            return None
        words = re.sub(r" (?=[/.])|(?<=/) ", "", " ".join(t.text for t in source[first : last + 1]))
        if source[first].lower in DETERMINERS or entity_words().get(words.lower()) in {"people", "date", "title"}:
            return None
        return self._full(words)

    def _only_opens(self, source: Tokens, last: int) -> bool:
        """True for a word of English, whose capital only opens the sentence ("Senior Acme"), not "Southern Edison"."""
        word = source[0].lower
        if word not in common_words() or entity_words().get(word) is not None:
            return False
        name = " ".join(token.text for token in source[: last + 1])
        if name not in self.opens:
            self.opens[name] = re.search(rf"[a-z,] {re.escape(name)}\b", self.descriptions.antecedents.text) is None
        return self.opens[name]

    def _body(self, token: Token, position: int) -> str | None:
        """The organisation that "the company" or "district" means, if the article names it."""
        noun = _POSSESSIVE.sub("", token.lower)
        if source_nouns().get(noun) != "named_organisation":
            return None
        return self.descriptions.body_called(noun, position)

    def _full(self, name: str) -> str:
        name = _POSSESSIVE.sub("", name)
        return self.people.full_name.get(name) or self.people.bodies.get(name, name)


def _is_of_body(token: Token) -> bool:
    """True for a word in the names of bodies: "Committee on Rules"."""
    return entity_words().get(token.lower) == "organisation"


def _speaks_for(token: Token, nouns: tuple[str, ...], named: bool) -> bool:
    """True for a noun for somebody who speaks for others, or for what bodies make public."""
    return token.lower.startswith(nouns) or (not named and token.text in MADE)
