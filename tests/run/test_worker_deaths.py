"""A local worker process that dies, once or repeatedly at the same article, loses nothing else."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.document import Document
from analysis.run import pipeline
from analysis.run.pipeline import ingest
from analysis.run.pipeline import score as score_store
from analysis.scorers import score, scorers, versions
from analysis.scorers.base import Reading
from analysis.store import Store
from tests.support.corpora import folder, rows

pytestmark = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="a scorer that kills its process reaches workers by fork only"
)
PAGES = 40


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name, value in (("BATCH", 16), ("TASK", 4), ("WORTH_PROCESSES", 0)):
        monkeypatch.setattr(pipeline, name, value)
    found = Store(tmp_path / "s.duckdb")
    ingest(found, [folder(tmp_path / "pages", PAGES)])
    return found


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes worker processes die at articles with these headlines, while ``when`` is true."""

    def make(titles: set[str], when: Callable[[], bool] = lambda: True) -> None:
        first, *others = scorers()

        def measure(document: Document) -> Reading:
            if document.article.title in titles and multiprocessing.parent_process() is not None and when():
                os.kill(os.getpid(), signal.SIGKILL)
            return first.measure(document)

        monkeypatch.setattr(score, "scorers", lambda: (dataclasses.replace(first, measure=measure), *others))

    return make


def undisturbed(store: Store, path: Path) -> Store:
    """Score the same articles in one process, in which nothing is deadly."""
    plain = Store(path)
    plain.add(store.articles(store.ids()))
    assert score_store(plain, workers=1).scored == PAGES
    return plain


def test_a_worker_that_dies_once_loses_nothing(store: Store, tmp_path: Path, deadly: Callable[..., None]) -> None:
    mark = tmp_path / "died"

    def once() -> bool:
        if mark.exists():
            return False
        mark.touch()
        return True

    deadly({"Headline 9"}, once)
    done = score_store(store, workers=2)
    assert mark.exists()
    assert (done.scored, done.problems) == (PAGES, [])
    assert rows(store) == rows(undisturbed(store, tmp_path / "plain.duckdb"))


def test_articles_that_keep_killing_their_worker_are_set_aside_and_the_others_stored_in_order(
    store: Store, tmp_path: Path, deadly: Callable[..., None]
) -> None:
    fatal = {"Headline 3", "Headline 17", "Headline 39"}
    deadly(fatal)
    done = score_store(store, workers=2)
    assert done.scored == PAGES - 3
    assert len(done.problems) == 3
    assert all("(the process that read it died, twice); it is left out" in str(p) for p in done.problems)
    assert store.problems() == done.problems
    left = store.articles(store.pending(versions()))
    assert {article.title for article in left} == fatal
    ids = {article.id for article in left}
    expected = rows(undisturbed(store, tmp_path / "plain.duckdb"))
    for table in ("readings", "measurements", "marks", "attributions", "toward"):
        assert rows(store)[table] == [row for row in expected[table] if row[0] not in ids], table
