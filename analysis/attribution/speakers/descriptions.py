"""Stage 7, speakers: whom "the senator", "the 52-year-old" and "the Ohio Democrat" mean.

A description means the nearest person to whom the article gives that role. Where it gives the role to nobody, it means
the person that the sentences just before are about, unless they speak of somebody without a name ("a student").
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from analysis.attribution.sentences import Tokens
from analysis.attribution.speakers.antecedents import Antecedents
from analysis.attribution.speakers.names import singular_roles
from analysis.attribution.speakers.titles import TitlesOfPeople
from analysis.attribution.words import PREPOSITIONS, entity_words

#: words that stand for each other as roles
SAME_ROLE = (
    frozenset("senator lawmaker legislator congressman congresswoman representative politician".split()),
    frozenset("lawyer attorney counsel".split()),
    frozenset("professor academic scholar researcher scientist economist".split()),
    frozenset("executive ceo chief chairman chairwoman chair founder billionaire businessman".split()),
    frozenset("officer sergeant lieutenant captain".split()),
    frozenset("candidate nominee hopeful contender".split()),
    frozenset("author writer novelist".split()),
    frozenset("player athlete".split()),
)
#: members of a party, who are people and no organisations
PARTIES = frozenset("republican democrat conservative liberal socialist independent libertarian".split())
#: sentences back in which the person may be whom the text is about
REACH = 3
#: characters before a description in which somebody without a name may be introduced
INTRODUCED = 1500
#: capitalised words before a noun that are no name
OPENERS = frozenset("The A An This That His Her Its Their Our Local Some When After While As If And But".split())
#: bodies of a place, and the characters before a description in which their name is looked for
LOCAL, NAMED = (
    frozenset("county district university township parish administration campaign government police".split()),
    4000,
)
#: offices that one person of an article holds, so that the name may come later
OFFICES = frozenset("president mayor governor chancellor premier pope king queen prince speaker senator".split())
#: offices of somebody whom a first sentence leaves without a name: "A federal judge ruled"
NAMED_LATER = OFFICES | frozenset(
    "judge senator congressman congresswoman lawmaker legislator minister sheriff".split()
)
#: words that lead to a time or an occasion
TIME_LEADS = frozenset("over during in on at after before".split())
#: sentences back in which a company may be named
COMPANY_REACH = 12
#: words for any body that is no part of a government
COMPANIES = frozenset(
    "company firm group organisation organization nonprofit utility carmaker automaker airline retailer bank maker "
    "manufacturer startup giant chain lender insurer operator developer pollster lobby union charity".split()
)
#: words for a body -> the words in the names of such bodies
KIND_OF_BODY = {
    **dict.fromkeys(("newspaper", "paper", "outlet", "site", "website", "magazine", "network", "broadcaster", "channel",
                     "station", "publication"), frozenset({"media"})),
    **dict.fromkeys(("agency", "regulator", "watchdog"), frozenset(
        "agency administration bureau service commission authority acronym".split())),
    **dict.fromkeys(("university", "school", "college"), frozenset({"university", "college", "school", "institute"})),
}  # fmt: skip
#: words in the names of bodies of a government
OF_GOVERNMENT = frozenset(
    "department ministry court senate house congress committee commission council office agency bureau administration "
    "government army navy force police parliament board".split()
)
#: roles that are too general to mean whom the text is about
NEVER_SALIENT = frozenset(
    "spokesman spokeswoman spokesperson official source person victim reporter journalist interviewer moderator "
    "employee staffer aide insider witness caller reader".split()
)
AGE = re.compile(r"\d{1,2}-year-old")


@dataclass(slots=True)
class Descriptions:
    """Resolves the descriptions of one article, in reading order."""

    antecedents: Antecedents
    bodies: Antecedents
    titles: TitlesOfPeople

    def body(self, head: Tokens, position: int) -> str | None:
        """Return the name of the body that "the company" or "the department" means, or ``None``."""
        words = [token.lower for token in head]
        if words in (["police"], ["the", "police"]):
            return self._local("police", position)
        if words[0] not in {"the", "this", "its"} or len(words) > 4 or any(token.is_capitalised for token in head[1:]):
            return None
        return self.body_called(words[-1], position)

    def body_called(self, noun: str, position: int) -> str | None:
        """Return the name of the body of a kind ("company", "district") that is meant at a position, or ``None``."""
        kind = KIND_OF_BODY.get(noun)
        if kind is not None:
            return self.bodies.nearest(position, lambda name: bool(kinds_of(name) & kind))
        own = self.bodies.nearest(position, lambda name: noun in name.lower().split()) or self._local(noun, position)
        return own or (self.bodies.nearest(position, is_company, COMPANY_REACH) if noun in COMPANIES else None)

    def _local(self, noun: str, position: int) -> str | None:
        """The last county or district that is named before a position: "Alameda County"."""
        if noun not in LOCAL:
            return None
        before = self.antecedents.text[max(0, position - NAMED) : position]
        named = re.findall(rf"((?:[A-Z][\w’'-]+ )+(?:{noun}|{noun.title()}(?: Department)?))\b", before)
        names = (name.removeprefix("The ") for name in reversed(named))
        return next((name for name in names if " " in name and name.split()[0] not in OPENERS), None)

    def of(self, head: Tokens, position: int) -> str | None:
        """Return the full name of the person that a definite description means, or ``None``."""
        head = _without_time(head)
        words = [token.lower for token in head]
        noun = described_as(head)
        if noun is None or words[0] not in {"the", "this", "that"}:
            return None
        titled = self._with_title(head, noun)
        if titled is not None or any(w in PREPOSITIONS for w in words[1:-1]):
            return titled
        former = "former" in words
        roles = self.antecedents.people.roles
        named = None
        if former:
            named = self.antecedents.nearest(position, lambda name: f"former {noun}" in roles.get(name, ()))
        named = named or self.antecedents.nearest(position, lambda name: self._bears(name, noun, former))
        if named is not None:
            return named
        later = [name for name in roles if self._bears(name, noun, former)]
        if len(later) == 1 and noun in OFFICES:
            return later[0]
        if len(head) > 6 or noun in NEVER_SALIENT or self._is_introduced(noun, position):
            return None
        return self.antecedents.nearest(position, lambda name: not self._is_other(name, noun), REACH)

    def introduced_later(self, head: Tokens, position: int) -> str | None:
        """The person whom "A federal judge ruled" means, where the next lines name the only one with this office."""
        noun = described_as(head)
        if noun not in NAMED_LATER or any(token.is_capitalised for token in head[1:]):
            return None
        bearers = [name for name in self.antecedents.people.roles if self._bears(name, noun, False)]
        mentions = self.antecedents.people.mentions
        first = next((m.start for m in mentions if bearers and m.name == bearers[0]), None)
        later = first is not None and position < first < position + INTRODUCED
        return bearers[0] if len(bearers) == 1 and later else None

    def _with_title(self, head: Tokens, noun: str) -> str | None:
        """The only person whose title has the names of a description: "the mayor of Salem", "the Ohio senator"."""
        wanted = {token.lower.removesuffix("'s") for token in head[1:] if token.is_capitalised}
        if not wanted:
            return None
        found = []
        for name in self.antecedents.people.roles:
            title = {word.strip(".,()’'").lower() for word in (self.titles.of(name) or "").split()}
            found += [name] if wanted <= title and _is_role_of(noun, title) else []
        return found[0] if len(found) == 1 else None

    def _bears(self, name: str, noun: str, former: bool) -> bool:
        """Whether the article gives a person this role, or one that stands for it."""
        roles = self.antecedents.people.roles.get(name, set())
        return (former and f"former {noun}" in roles) or _is_role_of(noun, roles)

    def _is_other(self, name: str, noun: str) -> bool:
        """Whether a person cannot be meant: a party or an office of its own says so."""
        roles = self.antecedents.people.roles.get(name, set())
        return noun in PARTIES and bool(roles & (PARTIES - {noun}))

    def _is_introduced(self, noun: str, position: int) -> bool:
        """Whether somebody without a name is introduced before: "a student", "another senior official"."""
        before = self.antecedents.text[max(0, position - INTRODUCED) : position]
        return re.search(rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:[\w-]+ ){{0,3}}{re.escape(noun)}\b", before) is not None


def _is_role_of(noun: str, roles: Set[str]) -> bool:
    """True for one of the roles, and for a word that stands for one of them."""
    return noun in roles or any(noun in same and roles & same for same in SAME_ROLE)


def _without_time(head: Tokens) -> Tokens:
    """A description without "over the weekend", "in a tweet": what comes after its noun."""
    end = next((k for k, t in enumerate(head) if k > 1 and t.lower in TIME_LEADS), len(head))
    return head[:end]


def kinds_of(name: str) -> set[str]:
    """The words of a body's name, and the kinds that they show: "media"."""
    words = {word.lower().rstrip(".") for word in name.split()}
    if name.isupper() and len(name) > 2 and entity_words().get(name.lower()) is None:
        words.add("acronym")
    return words | {kind for word in words if (kind := entity_words().get(word)) is not None}


def is_company(name: str) -> bool:
    """Whether a body is no part of a government, as far as its name shows."""
    return not kinds_of(name) & OF_GOVERNMENT


def described_as(head: Tokens) -> str | None:
    """The role in a definite description of one person: "senator", "vice president", "52-year-old"; else ``None``."""
    roles = singular_roles()
    words = [token.lower for token in head]
    if AGE.fullmatch(words[-1]):
        return words[-1]
    if words[-1] in PARTIES:
        return words[-1]
    for index in range(len(words) - 1, 0, -1):
        if words[index] in roles:
            vice = words[index] == "president" and words[index - 1] in {"vice", "vice-"}
            return "vice president" if vice else words[index]
    return None
