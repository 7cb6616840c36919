"""Which words count, and what the words around them make of them: Pattern's rules, as TextBlob has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True)
class Assessment:
    """A known word with what changes it, and its polarity (-1 to 1) and subjectivity (0 to 1) after that.

    ``words`` are those of TextBlob, in lower case: usually a negation first, exclamation marks last. The place
    is half-open, in characters of the text; an exclamation mark, which may stand sentences later, is no part
    of it. It is empty where TextBlob itself does the reading and its words are not found again.
    ``intensity`` is what the words multiply a following word by.
    """

    words: list[str]
    polarity: float
    subjectivity: float
    start: int
    end: int
    intensity: float = 1.0
    negated: bool = False


class Word(NamedTuple):
    """What the rules ask of a word, in lower case; ``known`` is its polarity, subjectivity and intensity."""

    lower: str
    known: tuple[float, float, float] | None
    modifies: bool
    is_adverb: bool
    negates: bool
    ends_negation: bool
    ends_modifier: bool
    mood: float | None
    #: false where it can do nothing but end a negation and a modifier that stand before it
    acts: bool


#: a word and its half-open place
Token = tuple[Word, int, int]


class Chunk(NamedTuple):
    """The words of a run of characters between blanks, with places counted from its start.

    ``opener`` is the first word where that may complete an emoticon begun before; ``joins`` is true where the
    words themselves may have to be joined to one. ``acts`` is true for either, and where a word acts; the other
    chunks can only end what stands before them, as ``ends_negation`` and ``ends_modifier`` say.
    """

    tokens: tuple[Token, ...]
    acts: bool
    opener: str = ""
    joins: bool = False

    @property
    def ends_negation(self) -> bool:
        return any(word.ends_negation for word, _, _ in self.tokens)

    @property
    def ends_modifier(self) -> bool:
        return any(word.ends_modifier for word, _, _ in self.tokens)


def assess(
    acting: Iterable[tuple[int, Chunk]], starts: Mapping[int, int], passive: Callable[[int], tuple[bool, bool]]
) -> list[Assessment]:
    """The assessments of the chunks of a text, in order.

    ``acting`` are those that act, each with its number in the text, and ``starts`` their positions; without them
    the places are meaningless. ``passive`` says of another chunk whether it ends a negation and a modifier.
    """
    found: list[Assessment] = []
    modifier: Word | None = None
    negation: Token | None = None
    before = -1
    for number, chunk in acting:
        if modifier is not None or negation is not None:
            for between in range(before + 1, number):
                ends_negation, ends_modifier = passive(between)
                negation = None if ends_negation else negation
                modifier = None if ends_modifier else modifier
                if negation is None and modifier is None:
                    break
        before = number
        at = starts.get(number, 0)
        for word, start, end in chunk.tokens:
            if not word.acts:
                if word.ends_negation:
                    negation = None
                if word.ends_modifier:
                    modifier = None
            elif word.known is not None:
                polarity, subjectivity, intensity = word.known
                if modifier is None:
                    last = Assessment([word.lower], polarity, subjectivity, at + start, at + end, intensity)
                    found.append(last)
                else:
                    last = found[-1]
                    last.words.append(word.lower)
                    last.polarity = max(-1.0, min(polarity * last.intensity, 1.0))
                    last.subjectivity = max(-1.0, min(subjectivity * last.intensity, 1.0))
                    last.intensity = intensity
                    last.end = at + end
                if negation is not None:
                    last.words.insert(0, negation[0].lower)
                    last.intensity = 1.0 / last.intensity
                    last.negated = True
                    last.start = min(last.start, negation[1])
                modifier = word if word.modifies else None
                negation = None
            elif word.negates:
                negation = (word, at + start, at + end)
                if modifier is not None and modifier.is_adverb:
                    last = found[-1]
                    last.words.append(word.lower)
                    last.negated = True
                    last.end = at + end
                    negation = None
                elif word.ends_modifier:
                    modifier = None
            else:
                if word.ends_negation:
                    negation = None
                if word.ends_modifier:
                    modifier = None
                if word.lower == "!" and found:
                    found[-1].words.append("!")
                    found[-1].polarity = max(-1.0, min(found[-1].polarity * 1.25, 1.0))
                elif word.lower == "(!)":
                    found.append(Assessment(["(!)"], 0.0, 1.0, at + start, at + end))
                if word.mood is not None:
                    found.append(Assessment([word.lower], word.mood, 1.0, at + start, at + end))
    for assessment in found:
        if assessment.negated:
            assessment.polarity *= -0.5
    return found
