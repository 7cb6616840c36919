"""Stage 7, speakers: the title of a person, as the article states it anywhere: "Ohio senator", "professor of law at X".

An addition after the name ("Ann Lee, a lawyer for the city,") says most and is taken first, then the words before the
name ("Mayor Ann Lee"), then "Ann Lee is a lawyer" and "the city's lawyer, Ann Lee".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.attribution.speakers.names import singular_roles
from analysis.attribution.speakers.people import COURTESY, TITLES, Mention, People
from analysis.attribution.words import DETERMINERS, PREPOSITIONS, TIMES, VERBS, common_words, entity_words

#: characters before and after a name in which its title is looked for
REACH = 180
#: mentions of a person at which a title is looked for
MENTIONS = 12
#: most words of a title
LONGEST_TITLE = 20
#: words of an addition before the word that names the role
LONGEST_HEAD = 8
_WORD = re.compile(r"[\w’'./&-]+|[^\w\s]")
_PARTY = re.compile(r"(?: \(|, )([RDI][-–][A-Z][\w. ]{1,25})\)?")
_AGE = re.compile(r", (?:aged? )?\d{1,3}(?=,)")
#: where an addition ends: a mark, a clause, or a full stop that is none of an abbreviation
_ENDS = re.compile(
    r"[,;:()“”\"\n]| [—–-]+ | (?:who|whose|which|that|where|when|while|said|says|told|tells|wrote|believes|thinks"
    r"|has|had|is|was|are|were|will|would)\b|(?<=[^\W_]{4})[.?!]|[.?!](?=\s*$)"
)
_IS = re.compile(
    r"(?:,? who)? (?:is|was|became|serves? as|served as|works? as|worked as)(?: now)? "
    r"(?=an? |the |one |(?:\w+ ){1,4}(?:of|for|at) )"
    r"|[^.,;“”\"\n]{1,90} and is(?: now)? (?=an? |the |\w+(?: \w+)? of )"
)
#: the organisation after a title: "Director of Policy, Salem Coalition,"
_EMPLOYER = re.compile(
    r", (?:the )?((?:[A-Z][\w’'&-]+(?: (?:of|for|and|the|&))* ?){2,8}?)(?=[,.]? *(?:[,.]|said|told))"
)
#: where a title may begin that ends before ", Ann Lee": after a possessive, or with an article
_TITLE_OPENS = re.compile(r"(?:(?:^|(?<=[.!?”\"] ))An? |[’']s (?=[a-z]))")
#: the subject of the next sentence, and what follows
_NEXT_SENTENCE = re.compile(r"[^.!?\n“\"]{1,160}[.!?]\s+The ([^.,;:“”\"\n]{3,60})")
#: words for people that are no titles
NO_TITLES = frozenset(
    "man woman person boy girl human superhuman child friend wife husband father mother son daughter brother sister "
    "grandson granddaughter grandfather grandmother uncle aunt nephew niece cousin fiance fiancee boyfriend girlfriend "
    "widow neighbor neighbour relative somebody someone source victim suspect".split()
)
#: words in lower case before a title in capitals: "state Sen."
BEFORE_CAPITAL = frozenset("state former then vice acting deputy assistant lieutenant longtime city county".split())
#: endings of words for occupations
ENDINGS = ("ist", "ian", "eon", "member", "man", "woman", "person")
_LEADING = re.compile(
    r"(?:who identif(?:ied|ies) (?:him|her)self as )?(?:(?:one of|now|then|both|himself|herself) )?"
    r"(?:(?:an?|the|our|his|her|its|their) )?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class TitlesOfPeople:
    """Looks up the titles of the people of one article."""

    people: People
    text: str
    known: dict[str, str | None] = field(default_factory=dict)
    _mentions: dict[str, list[Mention]] = field(default_factory=dict)

    def of(self, name: str) -> str | None:
        """Return the title of a person, or ``None`` if the article states none."""
        if not self._mentions:
            for mention in self.people.mentions:
                self._mentions.setdefault(mention.name, []).append(mention)
        if name not in self.known:
            self.known[name] = self._look_up(self._mentions.get(name, [])[:MENTIONS])
        return self.known[name]

    def _look_up(self, mentions: list[Mention]) -> str | None:
        for place in (self._after, self._before, self._predicate, self._before_comma):
            found = next(filter(None, map(place, mentions)), None)
            if found is not None:
                return found
        return self._taken_up(mentions[0]) if mentions else None

    def _after(self, mention: Mention) -> str | None:
        """ ", a lawyer for the city," after a name."""
        rest = self.text[mention.end : mention.end + REACH]
        for skipped in (_PARTY, _AGE):
            match = skipped.match(rest)
            rest = rest[match.end() :] if match else rest
        if not rest.startswith(", "):
            return None
        found = _addition(rest[2:])
        if found is None or self._names_another(mention.end, found):
            return None
        employer = _EMPLOYER.match(rest[2:].partition(found)[2])
        named = employer and any(entity_words().get(word.lower()) == "organisation" for word in employer[1].split())
        return f"{found}, {employer[1]}" if employer and named else found

    def _names_another(self, position: int, title: str) -> bool:
        """True for the next of several people: ", risk officer Rebecca Littlejohn,"."""
        start = self.text.find(title, position)
        named = self.people.within(start, start + len(title)) if start >= 0 else []
        return bool(named) and named[0].end == start + len(title) and not PREPOSITIONS & {*title.lower().split()}

    def _predicate(self, mention: Mention) -> str | None:
        """ " is the mayor of Salem" after a name."""
        rest = self.text[mention.end : mention.end + REACH]
        verb = _IS.match(rest)
        return _addition(rest[verb.end() :]) if verb else None

    def _before(self, mention: Mention) -> str | None:
        """ "Democratic state Sen. " before a name, with the party after it."""
        words = _words_before(self._line_before(mention))
        if not words:
            return None
        party = _PARTY.match(self.text, mention.end)
        title = " ".join(words)
        return f"{title} ({party[1]})" if party else title

    def _before_comma(self, mention: Mention) -> str | None:
        """ "the city's lawyer, " before a name."""
        before = self._line_before(mention)
        if not before.endswith(", "):
            return None
        return " ".join(_words_before(before[:-2])) or _with_complement(before[:-2])

    def _line_before(self, mention: Mention) -> str:
        """The text before a mention, in its paragraph."""
        return self.text[max(0, mention.start - REACH) : mention.start].rpartition("\n\n")[2]

    def _taken_up(self, mention: Mention) -> str | None:
        """ "Ann Lee felt stuck. The Salem guitarist used to tour": a sentence about the only person before it."""
        following = _NEXT_SENTENCE.match(self.text, mention.end)
        if following is None or self.people.within(mention.end + 1, following.end()):
            return None
        if any(
            other.name != mention.name for other in self.people.within(max(0, mention.start - REACH), mention.start)
        ):
            return None
        words = following[1].split()
        before = {word.lower().strip(".,;") for word in self.text[mention.end : following.start(1)].split()}
        if any(_is_role(word) and word.lower() in before for word in words):
            return None  # "Ann Lee sued her landlord. The landlord raised the rent."
        role = next((k for k, word in enumerate(words) if _is_role(word)), None)
        if role is None or role + 1 == len(words) or not _is_verb(words[role + 1]):
            return None
        return " ".join(words[: role + 1])


def _with_complement(before: str) -> str | None:
    """The title in "the city's director of advocacy, " or, at the start of a sentence, "A worker with the Guild, "."""
    for start in _TITLE_OPENS.finditer(before):
        found = _addition(before[start.end() :])
        if found is not None and found == before[start.end() :].strip():
            return found
    return None


def _is_verb(word: str) -> bool:
    return (
        word.lower() in VERBS or common_words().get(word.lower(), "").startswith(("VBD", "VBZ")) or word.endswith("ed")
    )


def _addition(rest: str) -> str | None:
    """The title with which a piece of text begins, or ``None`` where its first noun phrase names no role."""
    end = _ENDS.search(rest)
    if end is None and len(rest) >= REACH - 2:
        return None
    leading = _LEADING.match(rest)
    assert leading is not None  # it matches nothing at all, too
    words = rest[leading.end() : end.start() if end else None].strip(" .").split()
    if words and words[0].lower() in {"and", "who", "whose", "which"}:
        return None
    head = list(_noun_phrase(words))
    if not head or len(words) > LONGEST_TITLE or not any(_is_role(re.sub(r"[’']s$", "", word)) for word in head[-3:]):
        return None
    past, _, now = " ".join(words).rpartition(" and current ")
    return f"current {now}" if past else now


def _noun_phrase(words: list[str]) -> Iterator[str]:
    """The words up to the first preposition or verb."""
    for word in words[:LONGEST_HEAD]:
        if word.lower() in PREPOSITIONS or word.lower() in VERBS:
            return
        yield word


def _words_before(before: str) -> list[str]:
    """The words of a title at the end of a piece of text, in order; none where it does not end with a role."""
    words: list[str] = []
    for word in reversed(_WORD.findall(before)):
        if not _continues_title(word, words) or len(words) >= LONGEST_TITLE:
            break
        words.insert(0, word)
    while words and not _opens_title(words[0]):
        words = words[1:]
    only_courtesy = len(words) == 1 and words[0].lower().rstrip(".") in COURTESY
    return words if words and _is_title(words[-1]) and not only_courtesy else []


def _continues_title(word: str, words: list[str]) -> bool:
    """True where a word can be part of a title, before the words of it that are known."""
    lowered = word.lower()
    if not words:
        return _is_title(word)
    if (
        not word[0].isalnum()
        or lowered in DETERMINERS
        or lowered in TIMES
        or (word.endswith((".", "?")) and len(word) > 4)
    ):
        return False
    if words[0] in {"of", "for"} and not (word[0].isupper() or _is_role(word)):
        return False  # "the impeachment of President"
    if lowered in {"of", "for"}:
        return words[0][0].isupper()
    if lowered == "and":
        return words[0][0].islower()  # "chief systems and services officer"
    if word[0].isupper():
        return True
    if words[0][0].isupper() and lowered not in BEFORE_CAPITAL:
        return common_words().get(lowered, "").startswith("JJ")
    return _is_role(word) or common_words().get(lowered, "NNS" if lowered.endswith("s") else "NN") in {
        "NN",
        "JJ",
        "JJS",
        "JJR",
        "VBG",
    }


def _opens_title(word: str) -> bool:
    """False for a word that only comes before a title: "of", "But", "When"."""
    if word.lower() in PREPOSITIONS or word.lower() == "and":
        return False
    tag = common_words().get(word.lower(), "NN")
    return _is_role(word) or tag.startswith(("NN", "JJ"))


def _is_title(word: str) -> bool:
    lowered = word.lower().rstrip(".")
    return lowered in TITLES or (word[0].isupper() and entity_words().get(lowered) == "title") or _is_role(word)


def _is_role(word: str) -> bool:
    """True for a word for an office or an occupation."""
    lowered = word.lower()
    if lowered in NO_TITLES:
        return False
    return lowered in singular_roles() or (len(lowered) > 6 and lowered.endswith(ENDINGS))
