"""The data types that all parts of Sourcelight share. This module imports nothing else of the project.

Offsets are half-open character positions in ``Article.text``, which no later step changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Voice = Literal["outlet", "quoted", "attributed"]
VOICES: tuple[Voice, ...] = ("outlet", "quoted", "attributed")

Kind = Literal["direct", "indirect", "mixed"]
Act = Literal["speech", "thought", "document"]
SourceType = Literal["named_person", "named_organisation", "unnamed_person", "unnamed_group", "media", "document"]
SOURCE_TYPES: tuple[SourceType, ...] = (
    "named_person",
    "named_organisation",
    "unnamed_person",
    "unnamed_group",
    "media",
    "document",
)
#: the sources that have no name
UNNAMED_TYPES: tuple[SourceType, ...] = ("unnamed_person", "unnamed_group")
CueClass = Literal["neutral", "doubting", "endorsing"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range ``[start, end)`` in ``Article.text``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of ``text`` in this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True if ``other`` is completely inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned news article.

    ``text`` is the body alone: no headline or caption. ``furniture`` are the spans of the text that are not part of the
    article, such as credits and calls to subscribe (``analysis.furniture``); ``own_text`` leaves them out.
    ``published`` is the date the source states, or ``None``; it is never guessed. ``id`` depends on outlet, title and
    text only, so it is the same on every machine. ``source`` says where the article was read from.
    ``partial`` is true if the text is only the beginning of the article; such a text is never scored.
    """

    id: str
    outlet: str | None
    title: str | None
    text: str
    published: dt.date | None = None
    topic: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    captions: tuple[str, ...] = ()
    wire: str | None = None
    language: str | None = None
    source: str | None = None
    partial: bool = False
    furniture: tuple[Span, ...] = ()

    @property
    def own_text(self) -> str:
        """The text with spaces in place of its furniture, so that all offsets stay the same."""
        return blanked(self.text, self.furniture)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with spaces in place of these spans; line breaks and the length stay the same."""
    for span in spans:
        inside = "\n".join(" " * len(line) for line in span.of(text).split("\n"))
        text = f"{text[: span.start]}{inside}{text[span.end :]}"
    return text


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of evidence in a text: a word or phrase that a scorer counts.

    ``kind`` is the key of a ``MarkKind`` that a scorer declares ("hedge"), and ``category`` a finer class within it or
    ``None``. ``cue`` is the text of the span as the scorer read it. ``weight`` is what the mark adds to its scores, or
    ``None`` if each mark counts as one. ``why`` is the reason in a few words.
    """

    kind: str
    span: Span
    cue: str
    category: str | None
    voice: Voice
    weight: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what.

    ``content`` is what is said, ``cue`` the words that introduce it, and ``source`` the words that name the speaker
    (``None`` if the text names nobody). ``speaker`` is the full name that ``source`` stands for in this article, or
    ``None`` if it has no name or could not be resolved. ``relayed_by`` is the medium that passed the statement on ("per
    the Associated Press"). ``anonymity`` is the reason given for not naming the source ("because the talks were
    private"). An ``act`` of thought may also be a bare attitude ("opposed the plan").

    ``title`` is the role of the source as the article states it anywhere ("Ohio senator"). ``on_behalf_of`` is the
    person or organisation that the source speaks for ("a spokeswoman for Acme"). ``label`` is how a source without a
    name is shown ("border advocates", "a 2021 report").
    """

    content: Span
    source: Span | None
    cue: Span
    kind: Kind
    act: Act
    speaker: str | None
    source_type: SourceType | None
    relayed_by: str | None = None
    cue_class: CueClass = "neutral"
    anonymity: Span | None = None
    title: str | None = None
    on_behalf_of: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Toward:
    """The tone of an article toward a person or an organisation that it names.

    ``tone`` is the sum over the sentences that contain the name, and ``sentences`` their number. ``own_tone`` counts
    only words in the outlet's own voice; ``own_sentences`` is the number of these sentences that have such words.
    """

    name: str
    kind: Literal["person", "organisation"]
    tone: float
    sentences: int
    own_tone: float
    own_sentences: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number about one article.

    ``value = scale * count / denominator`` with the scale of its ``Measure``; ``None`` if the denominator is zero. The
    pooled value of several articles is the sum of counts over the sum of denominators.
    """

    value: float | None
    count: float
    denominator: float
    unit: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number means: its key, its title for readers, its unit and its scale.

    ``decimals`` is how many are shown; ``in_profile`` marks the few measures that summarise an outlet.
    """

    key: str
    title: str
    unit: str
    scale: float
    description: str
    limits: str
    decimals: int = 1
    in_profile: bool = False

    def of(self, count: float, denominator: float) -> Measurement:
        """Return the measurement of one article from a count and its denominator."""
        value = self.scale * count / denominator if denominator else None
        return Measurement(value, count, denominator, self.unit)


@dataclass(frozen=True, slots=True)
class ScoredArticle:
    """An article with all its measurements by key, and the evidence for them."""

    article: Article
    measurements: Mapping[str, Measurement] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    toward: tuple[Toward, ...] = ()

    def marks_of(self, kind: str) -> tuple[Mark, ...]:
        """Return the marks of one kind, in the order in which the scorer made them."""
        return tuple(mark for mark in self.marks if mark.kind == kind)

    @property
    def hedges(self) -> tuple[Mark, ...]:
        """Words that weaken a statement."""
        return self.marks_of("hedge")

    @property
    def boosters(self) -> tuple[Mark, ...]:
        """Words that strengthen a statement."""
        return self.marks_of("booster")

    @property
    def loaded(self) -> tuple[Mark, ...]:
        """Words that carry a judgement."""
        return self.marks_of("loaded")


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that was set aside: its file, its row if it has one, and the reason as a sentence."""

    file: str
    row: int | None
    reason: str

    def __str__(self) -> str:
        where = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{where}: {self.reason}"
