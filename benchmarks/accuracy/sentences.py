"""How accurate the scorers of hedging and of loaded words are on single sentences.

The project's own sets are original. WikiWeasel (Farkas et al. 2010) states no licence and BABE (Spinde et al. 2021) is
under AGPL-3, so both are only used for measuring and no part of them is shipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from analysis.document import prepare
from analysis.scorers import scorers
from analysis.scorers.base import Reading
from analysis.types import Article
from benchmarks.accuracy.data import ROOT, SHARED, Figure, class_f1, f1, lines, macro_f1

HEDGES = ROOT / "tests" / "gold" / "hedges.jsonl"
LOADED = ROOT / "tests" / "gold" / "loaded.jsonl"


def read(scorer: str, text: str) -> Reading:
    """Return what one scorer finds in a sentence."""
    [chosen] = [each for each in scorers() if each.name == scorer]
    return chosen.measure(prepare(Article("", None, None, text)))


def hedging() -> Iterator[Figure]:
    """Yield the figures of the scorer of hedging on the sets that are available."""
    own = list(lines(HEDGES))
    readings = [read("hedging", row["text"]) for row in own]
    labels, guesses = [row["hedged"] for row in own], [_any(reading, "hedge") for reading in readings]
    name = "own hedges"
    yield Figure("hedging", name, "hedged_f1", class_f1(labels, guesses, True), len(own), "sentences")
    yield Figure("hedging", name, "hedged_precision", _precision(labels, guesses), len(own), "sentences")
    yield Figure("hedging", name, "hedged_recall", _precision(guesses, labels), len(own), "sentences")
    yield from _cues("hedging", name, own, readings, "hedges")
    yield from _cues("hedging", name, own, readings, "boosters")
    yield Figure("hedging", name, "labelled_twice_kappa", _kappa(own, "hedged", "second"), len(own), "sentences")
    path = SHARED / "gold" / "wikiweasel_train.jsonl.gz"
    if path.exists():
        rows = list(lines(path))
        guesses = [_any(read("hedging", row["sentence"]), "hedge") for row in rows]
        for label, measure in (("uncertain", "hedged_f1"), ("uncertain_semantic", "hedged_semantic_f1")):
            value = class_f1([row[label] for row in rows], guesses, True)
            yield Figure("hedging", "WikiWeasel", measure, value, len(rows), "sentences")


def _any(reading: Reading, kind: str) -> bool:
    return any(mark.kind == kind for mark in reading.marks)


def loaded() -> Iterator[Figure]:
    """Yield the figures of the scorer of loaded words on the sets that are available."""
    own = list(lines(LOADED))
    readings = [read("loaded", row["text"]) for row in own]
    labels, guesses = [row["loaded"] for row in own], [_any(reading, "loaded") for reading in readings]
    name = "own loaded words"
    yield Figure("loaded", name, "loaded_macro_f1", macro_f1(labels, guesses, (True, False)), len(own), "sentences")
    in_own_voice = [any(word.voice == "outlet" for word in reading.marks) for reading in readings]
    value = macro_f1([row["own"] for row in own], in_own_voice, (True, False))
    yield Figure("loaded", name, "loaded_own_voice_macro_f1", value, len(own), "sentences")
    yield from _cues("loaded", name, own, readings, "words")
    yield Figure("loaded", name, "labelled_twice_kappa", _kappa(own, "loaded", "second"), len(own), "sentences")
    path = SHARED / "gold" / "babe_sg2.jsonl.gz"
    if path.exists():
        rows = [row for row in lines(path) if row["label"] in ("Biased", "Non-biased")]
        labels = [row["label"] == "Biased" for row in rows]
        guesses = [_any(read("loaded", row["sentence"]), "loaded") for row in rows]
        value = macro_f1(labels, guesses, (True, False))
        yield Figure("loaded", "BABE", "loaded_macro_f1", value, len(rows), "sentences")


def _precision(labels: Sequence[bool], guesses: Sequence[bool]) -> float:
    right = sum(label and guess for label, guess in zip(labels, guesses, strict=True))
    return right / max(1, sum(guesses))


def _cues(
    scorer: str, name: str, rows: Sequence[dict[str, Any]], readings: Sequence[Reading], kind: str
) -> Iterator[Figure]:
    """Yield the F1 of finding cues, and the accuracy of category and voice among the cues found."""
    found = predicted = gold = category = voice = 0
    for row, reading in zip(rows, readings, strict=True):
        wanted = {"hedges": "hedge", "boosters": "booster", "words": "loaded"}[kind]
        cues = [mark for mark in reading.marks if mark.kind == wanted]
        predicted, gold = predicted + len(cues), gold + len(row[kind])
        for label in row[kind]:
            start = _place(row["text"], label)
            end = start + len(label["cue"])
            hit = next((c for c in cues if c.span.start < end and start < c.span.end), None)
            if hit is not None:
                found += 1
                category += hit.category == label["category"]
                voice += hit.voice == label["voice"]
    yield Figure(scorer, name, f"{kind}_cue_f1", f1(found, predicted, gold), gold, "cues")
    if kind != "boosters":
        yield Figure(scorer, name, f"{kind}_category", category / max(1, found), found, "cues found")
    yield Figure(scorer, name, f"{kind}_voice", voice / max(1, found), found, "cues found")


def _place(text: str, label: dict[str, Any]) -> int:
    """Return where a labelled cue starts; ``at`` counts its earlier occurrences in the text."""
    start = -1
    for _ in range(label.get("at", 0) + 1):
        start = text.index(label["cue"], start + 1)
    return start


def _kappa(rows: Sequence[dict[str, Any]], first: str, second: str) -> float:
    """Return Cohen's kappa between the labels of the first and the second reading."""
    n = len(rows)
    agree = sum(row[first] == row[second] for row in rows) / n
    chance = (
        sum(
            sum(row[first] == kind for row in rows) * sum(row[second] == kind for row in rows) for kind in (True, False)
        )
        / n**2
    )
    return (agree - chance) / (1 - chance)
