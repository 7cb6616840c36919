"""Readers' judgements of marks: kept when articles are scored again, exported, and counted as a precision."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import score_text
from analysis.scorers import versions
from analysis.scorers.leave_one_out import without
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.corrections import Correction
from analysis.types import Article
from dashboard.access import READ_ONLY
from dashboard.markup.highlight import Evidence, evidence_of, kind_titles
from dashboard.markup.precision import precision, precision_html
from tests.support.cli import run
from tests.support.pages import Open, page_html, without_errors

TODAY = dt.date(2026, 11, 24)
TEXT = "It may rain, and perhaps it will snow. “It could clear,” Ann Lee said."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "s.duckdb")
    scored = score_text(TEXT, title="Weather", outlet="The Aldenport Ledger")
    made.add([scored.article])
    made.save([scored], versions())
    return made


def hedges(store: Store) -> list[Evidence]:
    scored = store.scored(store.ids()[0])
    assert scored is not None
    return evidence_of(scored, ["hedge"], None)


def judge(store: Store, finding: Evidence, correct: bool, reason: str = "") -> None:
    at, span = store.ids()[0], finding.span
    one = Correction(at, finding.kind, span.start, span.end, finding.cue, finding.voice, correct, reason, TODAY)
    store.corrections.save([one])


def test_a_judgement_is_kept_and_the_last_one_counts(store: Store) -> None:
    corrections = store.corrections
    assert corrections.of_article(store.ids()[0]) == []
    assert corrections.labelled().empty
    first, second, _ = hedges(store)
    judge(store, first, correct=True)
    judge(store, second, correct=False, reason="It should not be marked")
    judge(store, first, correct=False, reason="The voice is wrong")
    said = {c.cue: (c.correct, c.reason, c.made_on) for c in corrections.of_article(store.ids()[0])}
    assert said == {"may": (False, "The voice is wrong", TODAY), "perhaps": (False, "It should not be marked", TODAY)}


def test_scoring_again_keeps_corrections_and_shows_which_marks_are_gone(store: Store) -> None:
    for finding in hedges(store):
        judge(store, finding, correct=finding.cue != "may")
    scored = store.scored(store.ids()[0])
    assert scored is not None
    fewer = score_text(TEXT.replace("may", "will"), title="Weather", outlet="The Aldenport Ledger")
    store.save([type(scored)(scored.article, scored.measurements, fewer.hedges[:0] + scored.hedges[1:])], versions())
    labelled = store.corrections.labelled()
    assert labelled["cue"].tolist() == ["may", "perhaps", "could"]
    assert labelled["still_found"].tolist() == [False, True, True]
    assert labelled["read_through"].all()
    assert precision(labelled)["value"].tolist() == [100.0]


def test_precision_is_computed_from_articles_judged_completely(store: Store) -> None:
    first, second, third = hedges(store)
    judge(store, first, correct=False, reason="It should not be marked")
    [row] = precision(store.corrections.labelled()).to_dict("records")
    assert (row["judged"], row["wrong"], row["read"]) == (1, 1, 0)
    assert pd.isna(row["value"])
    assert "no article judged in full yet" in precision_html(precision(store.corrections.labelled()))
    judge(store, second, correct=True)
    judge(store, third, correct=True)
    [row] = precision(store.corrections.labelled()).to_dict("records")
    assert (row["read"], row["right"], row["articles"]) == (3, 2, 1)
    assert row["value"] == pytest.approx(200 / 3)
    assert row["low"] == pytest.approx(20.77, abs=0.01)  # Wilson's interval of 2 in 3
    assert row["high"] == pytest.approx(93.85, abs=0.01)


def test_the_labelled_set_is_exported(store: Store, tmp_path: Path) -> None:
    judge(store, hedges(store)[0], correct=False, reason="=cmd()")
    out = tmp_path / "labels.jsonl"
    assert "1 labelled marks written" in run("export", "--corrections", out, "--store", store.path).output
    [row] = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert row["before"] + row["marked"] + row["after"] == TEXT
    assert (row["marked"], row["kind"], row["correct"], row["version"]) == (
        "may",
        "hedge",
        False,
        versions()["hedging"],
    )
    run("export", "--corrections", tmp_path / "labels.csv", "--store", store.path)
    assert pd.read_csv(tmp_path / "labels.csv")["reason"].tolist() == ["'=cmd()"]


@pytest.mark.parametrize(
    ("word", "plain", "key"),
    [("perhaps", "today", "hedging.outlet"), ("clearly", "today", "hedging.boosters"),
     ("disastrous", "wooden", "loaded.outlet")],
)  # fmt: skip
def test_without_a_mark_the_score_is_that_of_a_text_with_a_plain_word(word: str, plain: str, key: str) -> None:
    text = "The {} ferry plan fails, it may be said.".replace("{}", word)
    scored, other = score_text(text), score_text(text.replace(word, plain))
    marks = [*scored.hedges, *scored.boosters, *scored.loaded]
    mark = next(mark for mark in marks if mark.cue == word)
    assert without(scored, mark)[key].value == other.measurements[key].value
    assert scored.measurements[key].value != other.measurements[key].value


def test_without_a_tone_word_its_weight_is_subtracted() -> None:
    scored = score_text("The terrible disaster killed many people. A wonderful success followed it.")
    word = scored.marks_of("tone")[0]
    [everything, own] = without(scored, word).values()
    before = scored.measurements["tone"]
    assert everything.value == pytest.approx((before.count - word.weight) / before.denominator)
    assert own.value == everything.value
    textblob = scored.marks_of("sentiment")[0]
    assert without(scored, textblob) == {}


@pytest.fixture
def judged(stores: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    """The shared stores, and one of its own for the page to write to."""
    made = Store(tmp_path / "page.duckdb")
    scored = score_text(TEXT, title="Weather", outlet="The Aldenport Ledger")
    article = Article(article_id("The Aldenport Ledger", "Weather", TEXT), "The Aldenport Ledger", "Weather", TEXT)
    made.add([article])
    made.save([type(scored)(article, scored.measurements, scored.hedges)], versions())
    stores["judged"] = made.path
    return stores


def test_a_reader_asks_about_a_mark_and_says_that_it_is_wrong(open_page: Open, judged: dict[str, Path]) -> None:
    first = hedges(Store(judged["judged"]))[0]
    app = open_page("article", "judged", at=first.id)
    assert '<a class="mark-doubt asked"' in page_html(app)
    assert "Without this mark" in page_html(app)
    without_errors(app.button(key="wrong").click().run())
    assert "mark-doubt wrong asked" in page_html(app)
    [said] = Store(judged["judged"]).corrections.of_article(Store(judged["judged"]).ids()[0])
    assert (said.cue, said.correct, said.reason) == ("may", False, "It should not be marked")
    without_errors(app.button(key="rest").click().run())
    assert "2 of 3 right, in 1 article judged in full" in page_html(open_page("methods", "judged"))


def test_a_read_only_server_stores_nothing(
    open_page: Open, judged: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = hedges(Store(judged["judged"]))[0]
    apps = {key: open_page("article", "judged", at=first.id) for key in ("wrong", "rest", "save-view")}
    apps["save-view"].text_input(key="view-name").set_value("Mine")
    monkeypatch.setenv(READ_ONLY, "1")
    for key, app in apps.items():
        without_errors(app.button(key=key).click().run())  # rendered before, as a hostile client may have it
    assert Store(judged["judged"]).corrections.labelled().empty
    assert not judged["judged"].with_suffix(".views.json").exists()
    assert not [button for button in app.button if button.key in ("right", "wrong", "rest", "save-view")]


def test_every_kind_of_mark_can_be_asked_about() -> None:
    text = "Clearly a disastrous plan may fail, “a wonderful idea,” Ann Lee said. “It is over,” she said. We must act."
    scored = score_text(text)
    found = evidence_of(scored, list(kind_titles()), None)
    assert {finding.kind for finding in found} == set(kind_titles())
    assert len({finding.id for finding in found}) == len(found)
    assert {finding.voice for finding in evidence_of(scored, list(kind_titles()), "quoted")} == {"quoted"}
