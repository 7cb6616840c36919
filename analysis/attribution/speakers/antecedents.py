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
_BEFORE = re.compile(r"([\w’'-]+)[ \u00a0]$")
_AFTER = re.compile(r"(?:, [^,.\n]{2,80},)? ([\w’'-]+)")
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


@dataclass(slots=True)
class Antecedents:
    """The people, or the bodies, before each position of one article; positions are asked for in reading order.

    ``mentions`` are the names that can be meant, in order.
    """

    text: str
    sentences: Sequence[Span]
    quotes: Sequence[Quote]
    people: People
    mentions: Sequence[Mention]
    places: list[Place] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _quoted: list[int] = field(default_factory=list)
    _distances: list[float] = field(default_factory=list)
    _mention: int = 0
    _read: int = 0

    def __post_init__(self) -> None:
        self._starts = [sentence.start for sentence in self.sentences]
        self._quoted = [quote.span.start for quote in self.quotes]
        lengths = (self._length(start) for start in self._starts)
        self._distances = list(accumulate(lengths))

    def _length(self, start: int) -> float:
        """How far a sentence leads away from the people before it: not at all inside a quotation."""
        if not self._in_quotes(start):
            return 1
        return float(self._quoted[bisect_right(self._quoted, start) - 1] == start)

    def of(self, pronoun: str, position: int, quoting: bool) -> str | None:
        """Return the full name of the person that "he" or "she" at a position means, or ``None``.

        ``quoting``: the pronoun speaks a quotation, and is more likely whoever spoke before.
        """
        for match in PRONOUN.finditer(self.text, self._read, position):
            if not self._in_quotes(match.start()):
                self._note(match[0].lower(), match.start())
        self._read = max(self._read, position)
        return self._best(pronoun, position, quoting)

    def nearest(self, position: int, fits: Callable[[str], bool], reach: int | None = None) -> str | None:
        """Return the most likely person before a position for whom ``fits`` holds, within ``reach`` sentences."""
        self._add_mentions(position)
        here = self._sentence(position)
        scores: dict[str, float] = {}
        for place in reversed(self.places):
            if reach is not None and here - place.sentence > reach:
                break
            if place.start < position and fits(place.name):
                score = self._score(place, here)
                scores[place.name] = max(scores.get(place.name, score), score)
        return max(scores, key=scores.__getitem__) if scores else None

    def _score(self, place: Place, here: int) -> float:
        apart = self._distances[here] - self._distances[place.sentence]
        return place.weight - DISTANCE * apart + FREQUENT * math.sqrt(min(8, self.counts.get(place.name, 0)))

    def spoke(self, name: str, position: int) -> None:
        """Note that a person speaks at a position."""
        self.places.append(Place(position, self._sentence(position), name, SPOKE, spoke=True))

    def _note(self, pronoun: str, position: int) -> None:
        name = self._best(pronoun, position, quoting=False)
        if name is not None:
            self.places.append(Place(position, self._sentence(position), name, CHAIN))

    def _best(self, pronoun: str, position: int, quoting: bool) -> str | None:
        """The most likely person, with the gender of the pronoun noted where it was not known."""
        self._add_mentions(position)
        here = self._sentence(position)
        scores: dict[str, float] = {}
        for place in reversed(self.places):
            if here - place.sentence > REACH:
                break
            gender = self.gender(place.name)
            if place.start >= position or gender not in (None, pronoun):
                continue
            score = self._score(place, here) + (KNOWN if gender else 0)
            score += TAG if place.spoke and (quoting or place.sentence == here) else 0
            scores[place.name] = max(scores.get(place.name, score), score) + (
                AGAIN if place.name in scores and here - place.sentence < NEAR else 0
            )
        if not scores:
            return None
        best = max(scores, key=scores.__getitem__)
        self.people.gender.setdefault(best, pronoun)
        return best

    def gender(self, name: str) -> str | None:
        """The pronoun of a person, by title, role or pronouns before, else by the first name; ``None`` if unknown."""
        known = self.people.gender.get(name)
        if known is not None or " " not in name:
            return known
        return first_names().get(name.split()[0].lower()) or None

    def _add_mentions(self, position: int) -> None:
        mentions = self.mentions
        added = False
        while self._mention < len(mentions) and mentions[self._mention].start < position:
            mention = mentions[self._mention]
            weight = self._weight(mention.start, mention.end)
            self.places.append(Place(mention.start, self._sentence(mention.start), mention.name, weight))
            self.counts[mention.name] = self.counts.get(mention.name, 0) + 1
            self._mention += 1
            added = True
        if added:
            self.places.sort(key=lambda place: place.sentence)

    def _weight(self, start: int, end: int) -> float:
        """What the words around a name say about it: subject, possessive, object, inside quotation marks."""
        weight = QUOTED if self._in_quotes(start) else 0.0
        if _POSSESSIVE.match(self.text, end):
            return weight + POSSESSIVE
        before = _BEFORE.search(self.text, max(0, start - 25), start)
        if before is not None and before[1].lower() in PREPOSITIONS:
            return weight + OBJECT
        opening = self.text[self._starts[self._sentence(start)] : start]
        after = _AFTER.match(self.text, end)
        if _OPENS.match(opening) or (after is not None and _is_finite(after[1].lower())):
            return weight + SUBJECT
        return weight

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def _in_quotes(self, position: int) -> bool:
        index = bisect_right(self._quoted, position) - 1
        return index >= 0 and position < self.quotes[index].span.end


def _is_finite(word: str) -> bool:
    """True for a verb that can follow its subject."""
    return word in VERBS or word in AUXILIARIES or common_words().get(word, "") in ("VBD", "VBZ", "MD")
