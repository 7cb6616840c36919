"""What a scorer is: a pure function of a document, its measures, the marks it makes, and examples as its first test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.document import Document
from analysis.types import VOICES, Attribution, Mark, Measure, Measurement, Toward, Voice

#: how a mark is tinted in a text; the colours of each role are in ``dashboard.theme`` and ``analysis.cli.explain``
ColourRole = Literal["doubt", "emphasis", "judgement", "tone", "frame", "other"]


@dataclass(frozen=True, slots=True)
class Count:
    """A measure whose count is the number of some marks of a kind: those in ``voices``, of ``categories`` (all where
    none is named) but not of ``without``. With ``weighted``, their weights are added up instead; marks too light to be
    shown are then missing from the sum.
    """

    measure: str
    voices: tuple[Voice, ...] = VOICES
    categories: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    weighted: bool = False

    def part_of(self, mark: Mark) -> float:
        """What a mark of the kind adds to the count of the measure."""
        counted = (
            mark.voice in self.voices
            and mark.category not in self.without
            and (not self.categories or mark.category in self.categories)
        )
        if not counted:
            return 0.0
        return (mark.weight or 0.0) if self.weighted else 1.0


@dataclass(frozen=True, slots=True)
class MarkKind:
    """A kind of mark that a scorer makes, and all that pages, exports and checks need to know of it.

    ``key`` is the ``Mark.kind`` ("hedge"), ``noun`` names one mark and ``title`` all of them. ``meaning`` explains the
    kind in the data dictionary, where ``column`` is the name of its list. ``weight`` says what a mark's weight is
    ("tone"), and is empty where marks have none. ``counts`` are the measures that these marks make. ``shown`` says
    whether an article shows them unasked.
    """

    key: str
    noun: str
    title: str
    meaning: str
    column: str
    colour: ColourRole
    counts: tuple[Count, ...] = ()
    weight: str = ""
    shown: bool = True

    def parts_of(self, mark: Mark) -> dict[str, float]:
        """What a mark adds to the counts of measures, by their keys."""
        parts = {count.measure: count.part_of(mark) for count in self.counts}
        return {measure: part for measure, part in parts.items() if part}

    def reason(self, mark: Mark) -> str:
        """Why a mark counts and, where it has a weight, how much: "unfavourable word (weight −0.31), tone −0.12"."""
        if mark.weight is None:
            return mark.why
        weight = f"{self.weight} {mark.weight:+.2f}".replace("-", "−")
        return f"{mark.why}, {weight}" if mark.why else weight


@dataclass(frozen=True, slots=True)
class Reading:
    """What one scorer found in one document: measurements by measure key, and their evidence."""

    measurements: Mapping[str, Measurement]
    marks: tuple[Mark, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    toward: tuple[Toward, ...] = ()

    def cues(self, text: str) -> tuple[str, ...]:
        """The words of every piece of evidence, in reading order."""
        spans = [*(mark.span for mark in self.marks), *(a.cue for a in self.attributions)]
        return tuple(span.of(text) for span in sorted(spans))


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the cues a scorer must find in it, in order; its first test."""

    text: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A measure of articles: a pure function of a document, and what to say about it.

    A changed rule raises ``version``; stored readings of another version are made again. ``kinds`` are the kinds of
    mark that it makes.
    """

    name: str
    title: str
    unit: str
    version: str
    measures: tuple[Measure, ...]
    measure: Callable[[Document], Reading]
    examples: tuple[Example, ...]
    kinds: tuple[MarkKind, ...] = ()
