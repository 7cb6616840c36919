"""Stage 7, speakers: whom "he" and "she" mean.

Every person named before a pronoun is a candidate. A candidate is more likely the nearer it is, as the subject of its
sentence, outside quotation marks, and as somebody who speaks; after Lappin and Leass (1994), whose factors need a
parser and are read here from the words around a name. What is found for one pronoun is a candidate for the next.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from analysis.attribution.quotes import Quote
from analysis.attribution.speakers.people import Mention, People
from analysis.attribution.words import AUXILIARIES, PREPOSITIONS, VERBS, common_words, first_names
from analysis.types import Span

#: sentences before a pronoun in which its person is looked for
REACH = 14
#: what the factors weigh
DISTANCE, SUBJECT, POSSESSIVE, OBJECT, QUOTED, SPOKE, CHAIN, FREQUENT = 1.0, 1.6, -0.7, -0.4, -3.0, 1.5, 0.6, 0.25
#: what each further place within so many sentences weighs
AGAIN, NEAR = 0.2, 3
#: what it weighs that a first name, a title or a pronoun before shows the gender
KNOWN = 0.8
#: what it weighs to have spoken before, for a pronoun that speaks a quotation
TAG = 1.5
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_AFTER = re.compile(r"(?:, [^,.\n]{2,80},)? ([\w’'-]+)")
#: most characters of a word before a name, and of the words with which a sentence opens before its subject
LONGEST_WORD, LONGEST_OPENING = 25, 60
_OPENS = re.compile(r"^[“\"‘'(]?(?:[\w’'.-]+ ){0,3}$")
_POSSESSIVE = re.compile(r"[’']s\b|[’'](?= )")


@dataclass(frozen=True, slots=True)
class Place:
    """A name, or a pronoun whose person is known, in the text: where, in which sentence, and what it weighs."""

    start: int
    sentence: int
    name: str
    weight: float
    spoke: bool = False


class Layout:
    """Where the sentences and the quotations of a text are, and how far its sentences lie apart."""

    def __init__(self, text: str, sentences: Sequence[Span], quotes: Sequence[Quote]) -> None:
        self.text = text
        self.starts = [sentence.start for sentence in sentences]
        self._quotes = quotes
        self._quoted = [quote.span.start for quote in quotes]
        #: the sum of the lengths of all sentences up to each one
        self.distances = list(accumulate(map(self._length, self.starts)))

    def _length(self, start: int) -> float:
        """How far a sentence leads away from the people before it: not at all inside a quotation."""
        if not self.in_quotes(start):
            return 1
        return float(self._quoted[bisect_right(self._quoted, start) - 1] == start)

    def sentence(self, position: int) -> int:
        """Return the number of the sentence at a position."""
        return max(0, bisect_right(self.starts, position) - 1)

    def in_quotes(self, position: int) -> bool:
        """True inside a quotation."""
        index = bisect_right(self._quoted, position) - 1
        return index >= 0 and position < self._quotes[index].span.end


@dataclass(slots=True)
class Antecedents:
    """The people, or the bodies, before each position of one article; positions are asked for in reading order.

    ``mentions`` are the names that can be meant, in order.
    """

    layout: Layout
    people: People
    mentions: Sequence[Mention]
    places: list[Place] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    _mention: int = 0
    _read: int = 0

    @property
    def text(self) -> str:
        return self.layout.text

    def of(self, pronoun: str, position: int, quoting: bool) -> str | None:
        """Return the full name of the person that "he" or "she" at a position means, or ``None``.

        ``quoting``: the pronoun speaks a quotation, and is more likely whoever spoke before.
        """
        near = self.layout.starts[max(0, self.layout.sentence(position) - REACH)]
        for match in PRONOUN.finditer(self.text, max(self._read, near), position):
            if not self.layout.in_quotes(match.start()):
                self._note(match[0].lower(), match.start())
        self._read = max(self._read, position)
        return self._meant(pronoun, position, quoting)

    def nearest(self, position: int, fits: Callable[[str], bool], reach: int | None = None) -> str | None:
        """Return the most likely person before a position for whom ``fits`` holds, within ``reach`` sentences."""
        return self._likeliest(position, lambda name: 0 if fits(name) else None, reach)

    def spoke(self, name: str, position: int) -> None:
        """Note that a person speaks at a position."""
        self.places.append(Place(position, self.layout.sentence(position), name, SPOKE, spoke=True))

    def gender(self, name: str) -> str | None:
        """The pronoun of a person, by title, role or pronouns before, else by the first name; ``None`` if unknown."""
        known = self.people.gender.get(name)
        if known is not None or " " not in name:
            return known
        return first_names().get(name.split()[0].lower()) or None

    def _note(self, pronoun: str, position: int) -> None:
        name = self._meant(pronoun, position, quoting=False)
        if name is not None:
            self.places.append(Place(position, self.layout.sentence(position), name, CHAIN))

    def _meant(self, pronoun: str, position: int, quoting: bool) -> str | None:
        """The most likely person, with the gender of the pronoun noted where it was not known."""

        def agreement(name: str) -> float | None:
            gender = self.gender(name)
            return 0 if gender is None else KNOWN if gender == pronoun else None

        best = self._likeliest(position, agreement, REACH, quoting)
        if best is not None:
            self.people.gender.setdefault(best, pronoun)
        return best

    def _likeliest(
        self, position: int, agreement: Callable[[str], float | None], reach: int | None, quoting: bool = False
    ) -> str | None:
        """The person before a position with the most weight; ``agreement`` is what a name itself weighs, if it fits."""
        self._add_mentions(position)
        here, distances = self.layout.sentence(position), self.layout.distances
        own: dict[str, float | None] = {}
        scores: dict[str, float] = {}
        for place in reversed(self.places):
            apart, name = here - place.sentence, place.name
            if reach is not None and apart > reach:
                break
            if name not in own:
                weight = agreement(name)
                often = FREQUENT * math.sqrt(min(8, self.counts.get(name, 0)))
                own[name] = None if weight is None else weight + often
            weight = own[name]
            if weight is None or place.start >= position:
                continue
            score = place.weight + weight - DISTANCE * (distances[here] - distances[place.sentence])
            if place.spoke and (quoting or not apart):
                score += TAG
            known = scores.get(name)
            scores[name] = score if known is None else max(known, score) + (AGAIN if apart < NEAR else 0)
        return max(scores, key=scores.__getitem__) if scores else None

    def _add_mentions(self, position: int) -> None:
        mentions = self.mentions
        added = False
        while self._mention < len(mentions) and mentions[self._mention].start < position:
            mention = mentions[self._mention]
            weight = self._weight(mention.start, mention.end)
            self.places.append(Place(mention.start, self.layout.sentence(mention.start), mention.name, weight))
            self.counts[mention.name] = self.counts.get(mention.name, 0) + 1
            self._mention += 1
            added = True
        if added:
            self.places.sort(key=lambda place: place.sentence)

    def _weight(self, start: int, end: int) -> float:
        """What the words around a name say about it: subject, possessive, object, inside quotation marks."""
        weight = QUOTED if self.layout.in_quotes(start) else 0.0
        if _POSSESSIVE.match(self.text, end):
            return weight + POSSESSIVE
        before = self.text[max(0, start - LONGEST_WORD) : start].split()
        if before and before[-1].lower() in PREPOSITIONS:
            return weight + OBJECT
        opening = self.layout.starts[self.layout.sentence(start)]
        if start - opening < LONGEST_OPENING and _OPENS.match(self.text[opening:start]):
            return weight + SUBJECT
        after = _AFTER.match(self.text, end)
        return weight + SUBJECT if after is not None and _is_finite(after[1].lower()) else weight


def _is_finite(word: str) -> bool:
    """True for a verb that can follow its subject."""
    return word in VERBS or word in AUXILIARIES or common_words().get(word, "") in ("VBD", "VBZ", "MD")
