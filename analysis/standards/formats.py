"""A report on a draft as a file for other programs: JSON, SARIF and Checkstyle.

SARIF is the OASIS standard for results of checkers (2.1.0, 2020); Checkstyle's XML is read by many editors.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import Any
from xml.etree import ElementTree as ET

import analysis
from analysis.standards.draft import DraftReport, Note
from analysis.standards.rules import RULES, guidelines_of
from analysis.standards.sources import DraftSource

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(report: DraftReport, name: str) -> str:
    """Return the whole report as JSON; positions are characters from 0, ends are the first character after."""
    most = report.most_quoted
    found = {
        "file": name,
        "words": report.words,
        "main_claim": report.claim and report.claim.of(report.article.text),
        "carried_by": [source.name for source in report.carried_by],
        "most_quoted": most and {"name": most[0].name, "share": round(most[1], 4)},
        "sources": [_source(source) for source in report.sources],
        "notes": [_note(note, report.article.text) for note in report.notes],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _source(source: DraftSource) -> Mapping[str, object]:
    return {
        "name": source.name, "named": source.named, "type": source.source_type, "role": source.role,
        "on_behalf_of": source.on_behalf_of, "reason": source.reason, "statements": source.statements,
        "words": source.words,
    }  # fmt: skip


def _note(note: Note, text: str) -> Mapping[str, object]:
    return {
        "rule": note.rule, "title": RULES[note.rule].title, "level": note.level, "first": note.span.start,
        "past": note.span.end, "words": note.span.of(text), "sentence": note.sentence.of(text), "reason": note.reason,
        "guidelines": [str(guideline) for guideline in guidelines_of(note.rule)],
    }  # fmt: skip


def as_sarif(report: DraftReport, name: str) -> str:
    """Return the notes as a SARIF log; lines and columns are counted from 1, columns in characters."""
    used = sorted({note.rule for note in report.notes})
    driver = {
        "name": "Sourcelight", "semanticVersion": analysis.__version__,
        "rules": [
            {"id": key, "name": RULES[key].title, "shortDescription": {"text": RULES[key].meaning}} for key in used
        ],
    }  # fmt: skip
    results = [
        {
            "ruleId": note.rule, "ruleIndex": used.index(note.rule), "level": note.level,
            "message": {"text": note.reason},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": name}, "region": _region(note, report.article.text)}}
            ],
        }
        for note in report.notes
    ]  # fmt: skip
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _region(note: Note, text: str) -> Mapping[str, Any]:
    (first, column), (last, end) = (_place(text, at) for at in (note.span.start, note.span.end))
    return {
        "startLine": first, "startColumn": column, "endLine": last, "endColumn": end, "charOffset": note.span.start,
        "charLength": len(note.span), "snippet": {"text": note.span.of(text)},
    }  # fmt: skip


def as_checkstyle(report: DraftReport, name: str) -> str:
    """Return the notes as Checkstyle XML; lines and columns are counted from 1."""
    root = ET.Element("checkstyle", version="4.3")
    file = ET.SubElement(root, "file", name=name)
    for note in report.notes:
        line, column = _place(report.article.text, note.span.start)
        severity = "warning" if note.level == "warning" else "info"
        ET.SubElement(
            file, "error", line=str(line), column=str(column), severity=severity, message=note.reason,
            source=f"sourcelight.{note.rule}",
        )  # fmt: skip
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _place(text: str, at: int) -> tuple[int, int]:
    """Return the line and the column of a character, both from 1; lines end at a line feed."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    line = bisect_right(starts, at, hi=len(starts) - 1)
    return line, at - starts[line - 1] + 1


FORMATS = {"json": as_json, "sarif": as_sarif, "checkstyle": as_checkstyle}
