"""What the stages pass on: an attribution before its speaker is known."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.attribution.sentences import Unit
from analysis.attribution.sources import Range
from analysis.types import CueClass, Kind, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution before its speaker is known. ``first`` and ``last`` are the source's tokens."""

    unit: Unit
    cue: Span
    lemma: str
    act: str
    cue_class: CueClass
    source: Range | None
    content: Span
    kind: Kind
    relay: str | None = None

    @property
    def source_span(self) -> Span | None:
        if self.source is None:
            return None
        return Span(self.unit.tokens[self.source[0]].start, self.unit.tokens[self.source[1]].end)
