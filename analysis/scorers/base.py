"""The parts of a scorer: a pure function of a document, its measures, its kinds of marks, and examples as a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.document import Document
from analysis.types import VOICES, Attribution, Mark, Measure, Measurement, Toward, Voice

#: the role that decides the colour of a mark; ``dashboard.theme`` and ``analysis.cli.explain`` have the colours
ColourRole = Literal["doubt", "emphasis", "judgement", "tone", "frame", "other"]


@dataclass(frozen=True, slots=True)
class Count:
    """A measure that counts marks of a kind.

    Counted are the marks in ``voices`` and of ``categories`` (all if empty) but not of ``without``. With ``weighted``
    their weights are added up instead; marks too light to be shown are then missing from the sum.
    """

    measure: str
    voices: tuple[Voice, ...] = VOICES
    categories: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    weighted: bool = False

    def part_of(self, mark: Mark) -> float:
        """Return what a mark of the kind adds to the count of the measure."""
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
    """A kind of mark that a scorer makes, with everything that pages, exports and checks need to know about it.

    ``key`` is the ``Mark.kind`` ("hedge"), ``noun`` names one mark and ``title`` several. ``meaning`` explains the kind
    in the data dictionary, and ``column`` is the name of its column there. ``weight`` is what the weight of a mark
    measures ("tone"), empty if marks have no weight. ``counts`` are the measures that count these marks. ``shown``
    tells whether the page of an article shows them by default.
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
        """Return what a mark adds to the count of each measure, by its key."""
        parts = {count.measure: count.part_of(mark) for count in self.counts}
        return {measure: part for measure, part in parts.items() if part}

    def reason(self, mark: Mark) -> str:
        """Return why a mark counts and how much, if it has a weight: "unfavourable word (weight −0.31), tone −0.12"."""
        if mark.weight is None:
            return mark.why
        weight = f"{self.weight} {mark.weight:+.2f}".replace("-", "−")
        return f"{mark.why}, {weight}" if mark.why else weight


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of one scorer for one document: measurements by measure key, and their evidence."""

    measurements: Mapping[str, Measurement]
    marks: tuple[Mark, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    toward: tuple[Toward, ...] = ()

    def cues(self, text: str) -> tuple[str, ...]:
        """Return the words of every piece of evidence, in reading order."""
        spans = [*(mark.span for mark in self.marks), *(a.cue for a in self.attributions)]
        return tuple(span.of(text) for span in sorted(spans))


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the cues that a scorer must find in it, in order."""

    text: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A scorer: ``measure`` is a pure function of a document, the rest describes it.

    Raise ``version`` when a rule changes; stored results of another version are recomputed. ``kinds`` are the kinds of
    marks that it makes.
    """

    name: str
    title: str
    unit: str
    version: str
    measures: tuple[Measure, ...]
    measure: Callable[[Document], Reading]
    examples: tuple[Example, ...]
    kinds: tuple[MarkKind, ...] = ()
