"""The attributions of a text in short form, for tests."""

from __future__ import annotations

from analysis.attribution import attribute
from analysis.types import Attribution, Span


def statements(text: str) -> list[tuple[str | None, str, str]]:
    """Return source, cue and content of each attribution, as words of the text."""
    return [(words(text, a.source), a.cue.of(text), a.content.of(text)) for a in attribute(text).attributions]


def said(text: str) -> list[tuple[str | None, str]]:
    """Return source and content of each attribution that is no thought, as words of the text."""
    spoken = (a for a in attribute(text).attributions if a.act != "thought")
    return [(words(text, a.source), a.content.of(text)) for a in spoken]


def last(text: str) -> Attribution:
    """Return the last attribution of a text."""
    return attribute(text).attributions[-1]


def words(text: str, span: Span | None) -> str | None:
    """Return the words of a span, or ``None`` where there is none."""
    return None if span is None else span.of(text)
