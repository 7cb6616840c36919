"""The sources of a draft: who is quoted or reported, how often, and by what name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.attribution.anonymity import gives_reason
from analysis.document import Document
from analysis.types import UNNAMED_TYPES, Attribution, SourceType, Span

#: where the description of a source goes on after its noun: "two people familiar with the talks"
_AFTER_NOUN = re.compile(r",| (?:of|at|from|with|in|on|for|near|to|who|that|familiar|close|involved|briefed)\b")


@dataclass(frozen=True, slots=True)
class DraftSource:
    """A source with everything that it says in the draft.

    ``name`` is its name, or its description if it has none. ``reason`` is the reason given for leaving it unnamed.
    ``words`` is the number of words of what it says, quoted or reported.
    """

    name: str
    source_type: SourceType | None
    role: str | None
    on_behalf_of: str | None
    reason: str | None
    words: int
    attributions: tuple[Attribution, ...]

    @property
    def named(self) -> bool:
        """True if the draft names it."""
        return self.source_type not in UNNAMED_TYPES

    @property
    def statements(self) -> int:
        """The number of statements attributed to it."""
        return len(self.attributions)


def sources_of(document: Document) -> list[DraftSource]:
    """Return the sources in the order in which they first speak; attitudes and statements of nobody are left out.

    A short description ("the official") means the source before it whose description has the same noun.
    """
    groups: dict[str, list[Attribution]] = {}
    nouns: dict[str, str] = {}
    for attribution in sorted(document.attributions, key=lambda one: one.cue):
        name = _name(attribution, document.text)
        if not name or attribution.act == "thought":
            continue
        key = name.casefold()
        if attribution.source_type in UNNAMED_TYPES:
            noun = noun_of(key)
            key = nouns.get(noun, key) if key == noun else key
            nouns[noun] = key
        groups.setdefault(key, []).append(attribution)
    return [_source(document, group) for group in groups.values()]


def noun_of(description: str) -> str:
    """Return the last word of a description before what explains it: "people" of "two people familiar with it"."""
    words = _AFTER_NOUN.split(description, maxsplit=1)[0].split()
    return words[-1] if words else description


def _name(attribution: Attribution, text: str) -> str | None:
    return attribution.speaker or attribution.label or (attribution.source.of(text) if attribution.source else None)


def _source(document: Document, group: Sequence[Attribution]) -> DraftSource:
    first = group[0]
    said = [one.anonymity.of(document.text) for one in group if one.anonymity is not None]
    return DraftSource(
        _name(first, document.text) or "", first.source_type, _first(one.title for one in group),
        _first(one.on_behalf_of for one in group), next(filter(gives_reason, said), None),
        _words_in(document, [one.content for one in group]), tuple(group),
    )  # fmt: skip


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _words_in(document: Document, spans: Sequence[Span]) -> int:
    """Return the number of words in these spans, each counted once."""
    return sum(any(span.start <= word.start < span.end for span in spans) for word in document.words)
