"""The sentence that says how right the numbers of sourcing are: its numbers are those of the benchmark's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.scorers import scorers
from dashboard.markup import accuracy
from dashboard.markup.accuracy import NAMES, RESULTS, SETS, accuracy_html, accuracy_of
from dashboard.markup.how_right import DATASET, SUBJECTS, UNNAMED, how_right_html, sentences

RECORDED = json.loads(RESULTS.read_text(encoding="utf-8"))


def row(measure: str, value: float, n: int, of: str = "sources", articles: int | None = 9) -> dict[str, Any]:
    return {"dataset": DATASET, "measure": measure, "value": value, "n": n, "of": of, "articles": articles}


ROWS = [
    row("without_a_name_precision_both_draws", 0.9, 10),
    row("without_a_name_recall_both_draws", 0.5, 1200, articles=1000),
    row("types_right", 0.75, 4, "labels", None),
]


def test_a_sentence_has_share_interval_and_numbers() -> None:
    """The Wilson intervals of 9 of 10, 600 of 1,200 and 3 of 4, as published tables have them."""
    assert sentences(["sourcing.unnamed"], rows=ROWS) == (
        "Sources without a name, checked on labelled real articles that were not used to write the rules: "
        "90 % of those counted do have no name (95 % interval 60 to 98; 10 sources in 9 articles); "
        "50 % of those without a name are found (95 % interval 47 to 53; 1,200 sources in 1,000 articles).",
    )
    [kinds] = sentences(["kinds-of-source"], rows=ROWS)
    assert kinds.endswith("75 % correct (95 % interval 30 to 95; 4 labels).")


def test_every_subject_is_said_once_and_sources_without_a_name_first() -> None:
    said = sentences(["kinds-of-source", "sourcing.documents", "hedging", "sourcing.unnamed"], rows=ROWS)
    assert [sentence.split(",")[0] for sentence in said] == ["Sources without a name", "Kinds of source"]
    assert sentences(["sourcing.unnamed_words", "kinds-of-source"], ["sourcing.unnamed"], ROWS) == said[1:]


@pytest.mark.parametrize("gone", range(2))
def test_a_share_that_is_not_recorded_leaves_no_half_a_sentence(gone: int) -> None:
    rows = [row for k, row in enumerate(ROWS) if k != gone]
    assert sentences(["sourcing.unnamed"], rows=rows) == ()
    assert sentences(["sourcing.unnamed"], rows=[r | {"dataset": "elsewhere"} for r in ROWS]) == ()


def test_without_the_file_nothing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(accuracy, "RESULTS", tmp_path / "absent.json")
    accuracy.results.cache_clear()
    try:
        assert how_right_html(["sourcing.unnamed"], link="./methods") == ""
    finally:
        monkeypatch.undo()
        accuracy.results.cache_clear()


def test_one_sentence_is_shown_and_the_others_are_folded() -> None:
    page = how_right_html(["sourcing.documents", "sourcing.unnamed"], link="./methods")
    first, folded = page.split("<details>")
    assert "Sources without a name" in first
    assert 'href="./methods#sourcing"' in first
    assert "Kinds of source" in folded
    assert "href" not in how_right_html(["sourcing.unnamed"])
    assert how_right_html(["appeals"], link="./methods") == ""


def test_every_measure_of_sourcing_and_every_share_is_known() -> None:
    [sourcing] = [scorer for scorer in scorers() if scorer.name == "sourcing"]
    assert {measure.key for measure in sourcing.measures} <= set(SUBJECTS)
    recorded = {(row["dataset"], row["measure"]) for row in RECORDED}
    assert {(subject.dataset, figure) for subject in SUBJECTS.values() for figure, _ in subject.figures} <= recorded
    assert {figure for subject in SUBJECTS.values() for figure, _ in subject.figures} <= set(NAMES)


def test_the_table_of_methods_has_the_real_articles_and_what_to_know_of_them() -> None:
    rows = accuracy_of("sourcing")
    assert {"real articles", "real articles, news", "real articles, opinion", "SCU statements"} <= {
        row["dataset"] for row in rows
    }
    assert {figure for figure, _ in UNNAMED.figures} <= {row["measure"] for row in rows}
    for dataset in ("real articles", "real articles, news", "real articles, opinion"):
        assert "the other third is sealed" in SETS[dataset]
    [precision] = [row for row in rows if row["measure"] == UNNAMED.figures[0][0] and row["dataset"] == DATASET]
    assert f"{precision['n']} sources in {precision['articles']} articles" in accuracy_html(rows)
