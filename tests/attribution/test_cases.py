"""Short invented passages after faults on real articles: each has exactly the attributions that are right.

These are the passages that are read rightly so far, so they guard against steps back and measure nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.attribution import attribute
from analysis.types import Span

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "gold" / "sourcing_cases.jsonl").read_text("utf-8").splitlines()
]
#: fields of an attribution that are words of the text
WORDS = ("content", "source", "cue")


@pytest.mark.parametrize("case", CASES, ids=[case["covers"][:40] for case in CASES])
def test_a_passage_has_the_right_attributions(case: dict[str, Any]) -> None:
    text = case["text"]

    def value(found: object, field: str) -> object:
        given = getattr(found, field)
        return given.of(text) if isinstance(given, Span) else given

    wanted = case["attributions"]
    fields = (*WORDS, "kind", "act", "speaker", "source_type")
    assert [{field: value(found, field) for field in fields} for found in attribute(text).attributions] == wanted
