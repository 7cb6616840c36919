"""Ingest and scoring do nothing twice and lose nothing when they are stopped."""

from __future__ import annotations

import dataclasses
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.document import Document
from analysis.run import pipeline
from analysis.run.pipeline import ingest
from analysis.run.pipeline import score as score_store
from analysis.scorers import score, scorers, versions
from analysis.scorers.base import Reading
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.types import ScoredArticle
from tests.support.corpora import folder, rows

#: settings for small batches, and for worker processes even with few articles
SMALL = "pipeline.BATCH, pipeline.TASK, pipeline.WORTH_PROCESSES = 8, 4, 0"
#: a run that is killed (it cannot clean up) as soon as it has stored something
SCORE = f"""
import os, signal, sys
from pathlib import Path
from analysis.run import pipeline
from analysis.store import Store
def kill(done, total):
    if done:
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    {SMALL}
    pipeline.score(Store(Path(sys.argv[1])), workers=int(sys.argv[2]), progress=kill)
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return folder(tmp_path / "articles", 12)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use small batches, and worker processes even for few articles."""
    for name, value in (("BATCH", 16), ("TASK", 4), ("WORTH_PROCESSES", 0)):
        monkeypatch.setattr(pipeline, name, value)


def contents(store: Store) -> list[ScoredArticle]:
    found = [store.scored(article_id) for article_id in store.charts.article_list(EVERYTHING)["id"]]
    return [scored for scored in found if scored is not None]


def test_a_folder_is_read_and_scored(tmp_path: Path, articles: Path) -> None:
    (articles / "broken.txt").write_bytes(b"\xff\xfe")
    (articles / "table.csv").write_text('text\n""\n"A word, he said."\n', encoding="utf-8")
    store = Store(tmp_path / "s.duckdb")
    read = ingest(store, [articles])
    assert (read.new, read.known, read.unreadable) == (13, 0, True)
    assert [(Path(p.file).name, p.row) for p in read.problems] == [("broken.txt", None), ("table.csv", 1)]
    assert [str(p) for p in store.problems()] == [str(p) for p in read.problems]
    done = score_store(store, workers=1)
    assert (done.scored, done.problems) == (13, [])
    for stored in contents(store):
        assert stored == score.score_article(stored.article)


def test_a_second_run_does_no_work(tmp_path: Path, articles: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    ingest(store, [articles])
    score_store(store, workers=1)
    before = rows(store)
    again, rescored = ingest(store, [articles]), score_store(store, workers=1)
    assert (again.new, again.known, again.problems) == (0, 12, [])
    assert (rescored.scored, rescored.problems) == (0, [])
    assert rows(store) == before


def test_only_new_articles_are_scored(tmp_path: Path, articles: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    ingest(store, [articles])
    score_store(store, workers=1)
    ingest(store, [articles, folder(tmp_path / "more", 14)])
    assert score_store(store, workers=1).scored == 2


def test_progress_runs_from_zero_to_all(tmp_path: Path, articles: Path, small: None) -> None:
    store = Store(tmp_path / "s.duckdb")
    folder(tmp_path / "more", 30)
    seen: list[tuple[int, int | None]] = []
    ingest(store, [tmp_path / "more"], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(16, None), (30, None)]
    for workers in (1, 2):
        seen.clear()
        store = Store(tmp_path / f"{workers}.duckdb")
        ingest(store, [tmp_path / "more"])
        score_store(store, workers, lambda done, total: seen.append((done, total)))
        assert seen == [(0, 30), (16, 30), (30, 30)]


def test_two_workers_store_the_same_rows_as_one(tmp_path: Path, small: None) -> None:
    pages = folder(tmp_path / "articles", 24)
    stores = []
    for workers in (1, 2):
        store = Store(tmp_path / f"{workers}.duckdb")
        ingest(store, [pages])
        assert score_store(store, workers).scored == 24
        stores.append(store)
    first, second = map(rows, stores)
    assert len(first["readings"]) == 24 * len(scorers())
    assert first["marks"]
    assert first["attributions"]
    assert first == second


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_is_resumed_by_the_next(tmp_path: Path, small: None, workers: int) -> None:
    pages = folder(tmp_path / "articles", 72)
    killed, whole = Store(tmp_path / "killed.duckdb"), Store(tmp_path / "whole.duckdb")
    for store in (killed, whole):
        ingest(store, [pages])
    total = len(killed.pending(versions()))
    assert total == 72
    command = [sys.executable, "-c", SCORE, str(killed.path), str(workers)]
    assert subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == -signal.SIGKILL
    left = len(killed.pending(versions()))
    assert 0 < left < total, "the run was not stopped half-way"
    resumed = score_store(killed, workers=1)
    assert resumed.scored == left
    assert score_store(whole, workers=1).scored == total
    assert rows(killed) == rows(whole)


def test_an_article_that_a_scorer_fails_on_is_set_aside_and_the_rest_is_scored(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = scorers()

    def fragile(document: Document) -> Reading:
        if document.article.title == "Headline 5":
            raise ZeroDivisionError("a rule divided by nothing")
        return first.measure(document)

    store = Store(tmp_path / "s.duckdb")
    ingest(store, [articles])
    with monkeypatch.context() as changed:
        changed.setattr(score, "scorers", lambda: (dataclasses.replace(first, measure=fragile), *others))
        for _ in range(2):
            done = score_store(store, workers=1)
            [problem] = done.problems
        assert done.scored == 0
    assert problem.file == "005.txt"
    assert "could not be scored (ZeroDivisionError: a rule divided by nothing); it is left out" in problem.reason
    assert store.problems() == [problem]
    unscored = [s.article.title for s in contents(store) if not s.measurements]
    assert unscored == ["Headline 5"]
    assert score_store(store, workers=1).scored == 1
    assert store.pending(versions()) == []
