"""Sentences with their source: what a list of attributions shows of each. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.corpus.passages import Passage, passages_of
from analysis.types import Article, CueClass, SourceType, Span

Part = Literal["source", "cue"]


@dataclass(frozen=True, slots=True)
class SourcedSentence:
    """An attribution in its sentence.

    ``parts`` says what each mark of ``passage`` is. ``source_type`` is ``None`` if it is not known, ``anonymity`` the
    words about anonymity, or ``None`` if there are none. ``content`` is the span of what is said in the article.
    """

    passage: Passage
    parts: tuple[Part, ...]
    source_type: SourceType | None
    cue_class: CueClass
    anonymity: str | None
    content: Span

    def words_of(self, part: Part) -> str | None:
        """Return the words of the source or of the cue; ``None`` if the sentence has no such mark."""
        found = (mark for mark, of in zip(self.passage.marks, self.parts, strict=True) if of == part)
        mark = next(found, None)
        return None if mark is None else mark.of(self.passage.text)


def sourced_sentence(article: Article, row: Mapping[Hashable, Any]) -> SourcedSentence:
    """Return an attribution of an article, a row of ``analysis.store.search.Search.sourced``, in its sentence."""
    marks: list[tuple[Span, Part]] = [(_span(row, "cue"), "cue")]
    if not pd.isna(row["source_first"]):
        marks.append((_span(row, "source"), "source"))
    marks.sort()
    [passage] = passages_of(article, [[span for span, _ in marks]])
    parts = tuple(part for _, part in marks)[: len(passage.marks)]  # a mark behind the end of what is shown is left out
    source_type, anonymity = (None if pd.isna(row[name]) else row[name] for name in ("source_type", "anonymity"))
    return SourcedSentence(passage, parts, source_type, row["cue_class"], anonymity, _span(row, "content"))


def _span(row: Mapping[Hashable, Any], part: str) -> Span:
    return Span(int(row[f"{part}_first"]), int(row[f"{part}_past"]))
