"""Pattern's rules as TextBlob applies them: which words have a polarity, and how the words around change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

#: what TextBlob multiplies a polarity by for an exclamation mark and for a negation
EXCLAIMED = 1.25
NEGATED = -0.5


@dataclass(slots=True)
class Assessment:
    """A word of the lexicon with the words that change it, and the resulting polarity and subjectivity.

    ``polarity`` is -1 to 1 and ``subjectivity`` 0 to 1. ``words`` are in lower case as TextBlob lists them, usually a
    negation first and exclamation marks last. ``start`` and ``end`` are a half-open position in the text that leaves
    out exclamation marks, which may come sentences later. It is empty if TextBlob itself was used and its words were
    not found again in the text. ``intensity`` multiplies the values of the next word of the lexicon.
    """

    words: list[str]
    polarity: float
    subjectivity: float
    start: int
    end: int
    intensity: float = 1.0
    negated: bool = False


class Word(NamedTuple):
    """What the rules need to know of a word. ``known`` is its polarity, subjectivity and intensity in the lexicon.

    ``mood`` is the polarity of an emoticon. A word that is not ``active`` can only end a negation and a modifier.
    """

    lower: str
    known: tuple[float, float, float] | None
    modifies: bool
    is_adverb: bool
    negates: bool
    ends_negation: bool
    ends_modifier: bool
    mood: float | None
    active: bool


#: a word and its half-open position
Token = tuple[Word, int, int]


class Chunk(NamedTuple):
    """The words of a run of characters between white space, with positions counted from its start.

    ``opener`` is the first word if that may complete an emoticon begun in the chunk before; ``joins`` tells whether
    words of the chunk may have to be joined to an emoticon. A chunk is ``active`` if either is so or one of its words
    is active; other chunks can only end a negation and a modifier, as ``ends_negation`` and ``ends_modifier`` tell.
    """

    tokens: tuple[Token, ...]
    active: bool
    opener: str = ""
    joins: bool = False

    @property
    def ends_negation(self) -> bool:
        return any(word.ends_negation for word, _, _ in self.tokens)

    @property
    def ends_modifier(self) -> bool:
        return any(word.ends_modifier for word, _, _ in self.tokens)


#: for the number of an inactive chunk: does it end a negation, and does it end a modifier?
Ends = Callable[[int], tuple[bool, bool]]


def assess(active: Iterable[tuple[int, Chunk]], starts: Mapping[int, int], ends: Ends) -> list[Assessment]:
    """Return the assessments of a text, in order.

    ``active`` are its active chunks with their numbers, and ``starts`` the positions of numbered chunks; without them
    the positions in the result are meaningless. ``ends`` judges the inactive chunks in between.
    """
    found: list[Assessment] = []
    modifier: Word | None = None
    negation: Token | None = None
    following = 0
    for number, chunk in active:
        if following < number and (modifier is not None or negation is not None):
            modifier, negation = _after_inactive(range(following, number), ends, modifier, negation)
        following = number + 1
        at = starts.get(number, 0)
        for word, start, end in chunk.tokens:
            if word.known is not None:
                _add_known(found, word.known, (word, at + start, at + end), modifier, negation)
                modifier, negation = word if word.modifies else None, None
            elif not word.negates:
                negation = None if word.ends_negation else negation
                modifier = None if word.ends_modifier else modifier
                if word.active:
                    _add_mark(found, word, at + start, at + end)
            elif modifier is not None and modifier.is_adverb:  # "really not"
                _negate(found[-1], word, at + end)
                negation = None
            else:
                negation = (word, at + start, at + end)
                modifier = None if word.ends_modifier else modifier
    for assessment in found:
        if assessment.negated:
            assessment.polarity *= NEGATED
    return found


def _after_inactive(
    numbers: Iterable[int], ends: Ends, modifier: Word | None, negation: Token | None
) -> tuple[Word | None, Token | None]:
    """The modifier and the negation that still apply after inactive chunks."""
    for number in numbers:
        ends_negation, ends_modifier = ends(number)
        negation = None if ends_negation else negation
        modifier = None if ends_modifier else modifier
        if negation is None and modifier is None:
            break
    return modifier, negation


def _add_known(
    found: list[Assessment],
    known: tuple[float, float, float],
    token: Token,
    modifier: Word | None,
    negation: Token | None,
) -> None:
    """Assess a word of the lexicon; after a modifier ("very") it becomes part of the last assessment."""
    polarity, subjectivity, intensity = known
    word, start, end = token
    if modifier is None:
        last = Assessment([word.lower], polarity, subjectivity, start, end, intensity)
        found.append(last)
    else:
        last = found[-1]
        last.words.append(word.lower)
        last.polarity = _limited(polarity * last.intensity)
        last.subjectivity = _limited(subjectivity * last.intensity)
        last.intensity = intensity
        last.end = end
    if negation is not None:
        last.words.insert(0, negation[0].lower)
        last.intensity = 1.0 / last.intensity
        last.negated = True
        last.start = min(last.start, negation[1])


def _negate(last: Assessment, negation: Word, end: int) -> None:
    """Let a negation after an adverb negate its assessment."""
    last.words.append(negation.lower)
    last.negated = True
    last.end = end


def _add_mark(found: list[Assessment], word: Word, start: int, end: int) -> None:
    """Apply an exclamation mark to the last assessment, or add one for the mark of irony or an emoticon."""
    if word.lower == "!" and found:
        found[-1].words.append("!")
        found[-1].polarity = _limited(found[-1].polarity * EXCLAIMED)
    elif word.lower == "(!)":
        found.append(Assessment(["(!)"], 0.0, 1.0, start, end))
    if word.mood is not None:
        found.append(Assessment([word.lower], word.mood, 1.0, start, end))


def _limited(value: float) -> float:
    return max(-1.0, min(value, 1.0))
