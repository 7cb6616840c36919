"""Accuracy on labelled data must reach its floors: on the project's own sets and, if available, on those of others."""

from __future__ import annotations

import json

import pytest

from analysis.types import SOURCE_TYPES
from benchmarks.accuracy import sentences, sourcing
from benchmarks.accuracy.data import SHARED, Figure, class_f1, lines, macro_f1
from benchmarks.accuracy.figures import FLOORS, MEASURED, RESULTS, TEXT, as_text, below_floor, results
from benchmarks.mirrors import exchange

ATTRIBUTIONS = sourcing.own_set()
RECORDED = json.loads(RESULTS.read_text(encoding="utf-8"))


def test_the_own_attributions_are_many_and_cover_every_label() -> None:
    labels = [gold.labels for text in ATTRIBUTIONS for gold in text.gold]
    assert len(labels) >= 250
    assert {label["kind"] for label in labels} == {"direct", "indirect", "mixed"}
    assert {label["act"] for label in labels} == {"speech", "thought", "document"}
    assert {label["cue_class"] for label in labels} == {"neutral", "doubting", "endorsing"}
    assert {label["source_type"] for label in labels} >= set(SOURCE_TYPES)
    assert sum(label["anonymity"] is not None for label in labels) >= 10
    assert sum(not text.gold for text in ATTRIBUTIONS) >= 20, "texts in which nobody says anything"


@pytest.mark.parametrize(
    ("path", "label", "cues", "size"),
    [(sentences.HEDGES, "hedged", "hedges", 300), (sentences.LOADED, "loaded", "words", 200)],
)
def test_the_own_sentences_are_half_hard_negatives(path, label: str, cues: str, size: int) -> None:  # type: ignore[no-untyped-def]
    rows = list(lines(path))
    assert len(rows) == len({row["text"] for row in rows}) == size
    assert sum(row[label] for row in rows) == size // 2
    for row in rows:
        assert bool(row[cues]) == row[label]
        assert all(cue["cue"] in row["text"] for cue in row[cues])
        assert isinstance(row["second"], bool)
    assert {cue["voice"] for row in rows for cue in row[cues]} == {"outlet", "quoted", "attributed"}


@pytest.mark.parametrize("scorer", sorted({row["scorer"] for row in RECORDED if row["dataset"] in FLOORS}))
def test_no_figure_falls_under_its_floor(scorer: str) -> None:
    found = list(MEASURED[scorer]())
    assert below_floor(found) == []
    wanted = {row["dataset"] for row in RECORDED if row["scorer"] == scorer and row["dataset"] in FLOORS}
    if missing := wanted - {figure.dataset for figure in found}:
        pytest.skip(f"not available in {SHARED}: {', '.join(sorted(missing))}")


def test_every_floor_is_of_a_figure_that_is_recorded() -> None:
    recorded = {(row["dataset"], row["measure"]) for row in RECORDED}
    assert {(dataset, measure) for dataset, floors in FLOORS.items() for measure in floors} <= recorded


def test_the_page_of_results_is_made_from_the_file_of_results() -> None:
    assert TEXT.read_text(encoding="utf-8") == as_text(RECORDED)


def test_what_was_not_measured_again_stays_with_its_date() -> None:
    old = {"scorer": "tone", "dataset": "elsewhere", "measure": "r", "value": 0.5, "measured": "2026-01-01"}
    rows = results([Figure("hedging", "here", "f1", 0.7, 10, "sentences")], [old])
    assert [(row["dataset"], row["value"]) for row in rows] == [("here", 0.7), ("elsewhere", 0.5)]
    assert rows[1] is old


def test_a_figure_under_its_floor_is_a_sentence() -> None:
    dataset, floors = next(iter(FLOORS.items()))
    measure, floor = next(iter(floors.items()))
    low = Figure("sourcing", dataset, measure, floor - 0.01, 1, "labels")
    assert below_floor([low]) == [f"{dataset}, {measure}: {floor - 0.01:.3f} is under its floor of {floor}"]


def test_f1_of_classes() -> None:
    assert class_f1([True, True, False], [True, False, True], True) == pytest.approx(0.5)
    assert macro_f1([1, 0, -1], [1, 0, -1], (-1, 0, 1)) == 1
    assert macro_f1([1, 1, 0, -1], [1, 0, 0, 0], (-1, 0, 1)) == pytest.approx((2 / 3 + 2 / 4 + 0) / 3)


def test_terms_are_exchanged_as_whole_words_with_their_capitals() -> None:
    text = "Leftists met a far-right party. The left, she said, left. At the White House, Democrats were pro-life."
    other = (
        "Rightists met a far-left party. The right, she said, left. At the White House, Republicans were pro-choice."
    )
    assert exchange.exchanged(text) == other
    assert exchange.exchanged(other) == text


def test_a_difference_is_kept_as_far_as_the_exchange_does_not_change_it() -> None:
    assert exchange.Compared(-5.0, -4.9, 20.0).kept == pytest.approx(0.98)
    assert exchange.Compared(-5.0, -4.9, 20.0).steady == pytest.approx(0.995)
    assert exchange.Compared(0.0, 0.0, 0.0).kept == exchange.Compared(0.0, 0.0, 0.0).steady == 1
