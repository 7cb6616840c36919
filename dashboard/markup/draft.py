"""What the standards desk found in a draft, as HTML. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import groupby

import pandas as pd

from analysis.standards import RULES, DraftReport, DraftSource, Note, guidelines_of
from analysis.types import Span
from dashboard.markup.highlight import Highlight, marked_html
from dashboard.views.formatting import number_of

#: the class of the mark of a rule; the rest are about sources
CLASSES = {
    "hedge": "mark-doubt", "headline": "mark-doubt", "booster": "mark-emphasis", "loaded": "mark-judgement",
    "scare_quotes": "mark-judgement",
}  # fmt: skip


def summary_html(report: DraftReport) -> str:
    """The counts of sources and notes, the main claim with who carries it, and the source that speaks most."""
    named = sum(source.named for source in report.sources)
    others = len(report.notes) - len(report.warnings)
    lines = [
        f"<b>{number_of(len(report.sources), 'source')}</b>, {named} of them named; "
        f"<b>{number_of(len(report.warnings), 'warning')}</b>, {number_of(others, 'note')}; {report.words:,} words."
    ]
    if report.claim is not None:
        claim = " ".join(report.claim.of(report.article.text).split())
        names = ", ".join(source.name for source in report.carried_by) or "nobody"
        lines += [f"Main claim: “<bdi>{_safe(claim)}</bdi>”", f"Said by: <bdi>{_safe(names)}</bdi>."]
    if report.most_quoted is not None:
        source, share = report.most_quoted
        lines.append(f"Most quoted: <bdi>{_safe(source.name)}</bdi>, {100 * share:.0f} % of what sources say.")
    return "".join(f'<p class="gap">{line}</p>' for line in lines)


def _safe(text: str) -> str:
    return html.escape(text)


def notes_html(report: DraftReport) -> str:
    """The notes by rule, warnings first, each in its sentence with the reason; below each rule its guidelines."""
    order = list(RULES)
    notes = sorted(report.notes, key=lambda note: (note.level != "warning", order.index(note.rule), note.span))
    return "".join(_rule_html(rule, list(found), report) for rule, found in groupby(notes, key=lambda note: note.rule))


def _rule_html(rule: str, notes: Sequence[Note], report: DraftReport) -> str:
    items = "".join(f"<li>{_sentence_html(report, note)}<br><small>{_safe(note.reason)}</small></li>" for note in notes)
    guidelines = "".join(
        f'<li><a href="{_safe(one.address)}" target="_blank" rel="noreferrer">{_safe(one.publisher)}, '
        f"{_safe(one.document)}</a> ({_safe(one.date)}): {_safe(one.says)}</li>"
        for one in guidelines_of(rule)
    )
    more = f"<details><summary>Guidelines</summary><ul>{guidelines}</ul></details>" if guidelines else ""
    head = f'<h3>{RULES[rule].title} ({len(notes)})</h3><p class="lead">{RULES[rule].meaning}</p>'
    return f"<section>{head}<ul>{items}</ul>{more}</section>"


def _sentence_html(report: DraftReport, note: Note) -> str:
    text, (start, end) = report.article.text, (note.sentence.start, note.sentence.end)
    inside = Span(max(note.span.start, start) - start, min(note.span.end, end) - start)
    mark = Highlight(inside, CLASSES.get(note.rule, "mark-frame"), note.reason)
    return marked_html(text[start:end].replace("\n", " "), [mark])


def draft_html(report: DraftReport) -> str:
    """The draft with its notes in the margin."""
    marks = [
        Highlight(note.span, CLASSES.get(note.rule, "mark-frame"), f"{RULES[note.rule].title}. {note.reason}")
        for note in report.notes
    ]
    title = f"<h2>{_safe(report.article.title)}</h2>" if report.article.title else ""
    return f'<div class="reading noted">{title}{marked_html(report.article.text, marks, notes=True)}</div>'


def sources_table(sources: Iterable[DraftSource]) -> pd.DataFrame:
    """The sources as a table for readers; what is not known is missing."""
    rows = [
        (
            source.name, source.role, source.on_behalf_of, "yes" if source.named else "no", source.reason,
            source.statements, source.words,
        )
        for source in sources
    ]  # fmt: skip
    names = ["Source", "Role", "Speaks for", "Named", "Reason for no name", "Statements", "Words"]
    return pd.DataFrame(rows, columns=names)


def notes_table(report: DraftReport) -> pd.DataFrame:
    """The notes as a table, in the order of the text."""
    text = report.article.text
    rows = [
        (note.level, RULES[note.rule].title, note.span.of(text), " ".join(note.sentence.of(text).split()), note.reason)
        for note in report.notes
    ]
    return pd.DataFrame(rows, columns=["level", "rule", "words", "sentence", "reason"])
