"""The rules of the standards desk, and the public guidelines that they touch."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_GUIDELINES = Path(__file__).with_name("guidelines.csv")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the desk looks for: ``title`` for a heading, ``meaning`` in a sentence."""

    key: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Guideline:
    """A public guideline that a rule touches; ``says`` is its content in this project's words."""

    publisher: str
    document: str
    date: str
    address: str
    says: str

    def __str__(self) -> str:
        return f"{self.publisher}, {self.document} ({self.date}): {self.says}"


RULES = {
    rule.key: rule
    for rule in (
        Rule("unnamed", "Source without a name or a reason", "The draft does not say why this source is not named."),
        Rule("vague", "Vague source", "Readers cannot tell who these people are, or how many."),
        Rule("single_source", "Few sources for the main claim", "The main claim rests on few sources."),
        Rule("unsourced", "Main claim without a source", "No source is given for the main claim."),
        Rule("most_quoted", "One source speaks most", "Most quoted and reported words come from one source."),
        Rule("headline", "Headline firmer than the text", "The headline states flatly what the text hedges."),
        Rule("loaded", "Loaded word", "A word that carries a judgement, in the outlet’s own voice."),
        Rule("booster", "Booster", "A word that makes a statement firmer, in the outlet’s own voice."),
        Rule("hedge", "Doubt without an owner", "A hedge in a sentence that names no source: whose doubt is it?"),
        Rule("scare_quotes", "Scare quotes", "A word in quotation marks that nobody is quoted with."),
        Rule("doubting_cue", "Verb that doubts", "The verb suggests that what the source said is not true."),
        Rule("endorsing_cue", "Verb that endorses", "The verb suggests that what the source said is true."),
    )
}


@cache
def guidelines_of(rule: str) -> tuple[Guideline, ...]:
    """Return the guidelines that a rule touches; none where no public one was found."""
    with _GUIDELINES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Guideline(row["publisher"], row["document"], row["date"], row["address"], row["says"])
        for row in rows
        if row["rule"] == rule
    )
