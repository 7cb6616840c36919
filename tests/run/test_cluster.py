"""Scoring on a local Dask cluster: the rows equal those of one process, whatever dies in between."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.run import cluster, pipeline
from analysis.run.cluster import ClusterProblem
from analysis.run.pipeline import ingest
from analysis.run.pipeline import score as score_here
from analysis.scorers import versions
from analysis.store import Store
from tests.support.corpora import folder, rows
from tests.support.partitions import as_stored, loaded, one_process, parquet

PAGES = 40
#: a preload script for workers that must fail: scoring "Headline 9" never returns
BREAK = """
import re
from analysis.run import pipeline
from analysis.scorers import score
inner = score.score_article
def deadly(article):
    if article.title == "Headline 9":
        re.match(r"(a+)+b", "a" * 60)
    return inner(article)
pipeline.score_article, pipeline.TIME_LIMIT = deadly, 1.0
"""

Cluster = Any


@pytest.fixture(scope="module")
def distributed() -> Iterator[Any]:
    """Dask, set to keep workers that are lost for a moment: otherwise it closes them some time after a death."""
    found = pytest.importorskip("distributed", reason="Dask is not installed; see requirements-cluster.txt")
    import dask

    with dask.config.set({"distributed.deploy.lost-worker-timeout": "1 hour"}):
        yield found


@pytest.fixture(scope="module")
def workers(distributed: Any) -> Iterator[Cluster]:
    """A scheduler with two worker processes; a worker that dies is restarted."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as found:
        yield found


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("BATCH", 16), ("TASK", 4)):
        monkeypatch.setattr(pipeline, name, value)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("cluster") / "pages", PAGES)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, pages: Path) -> Store:
    """A store whose articles were scored in one process."""
    store = Store(tmp_path_factory.mktemp("whole") / "s.duckdb")
    ingest(store, [pages])
    assert score_here(store, workers=1).scored == PAGES
    return store


@pytest.fixture
def store(tmp_path: Path, pages: Path) -> Store:
    found = Store(tmp_path / "s.duckdb")
    ingest(found, [pages])
    return found


def at_the_first_batch(act: Callable[[], object]) -> pipeline.Progress:
    called = False

    def progress(done: int, total: int | None) -> None:
        nonlocal called
        if done and not called:
            called = True
            act()

    return progress


def pids(workers: Cluster) -> list[int]:
    return [worker.pid for worker in workers.workers.values()]


def test_the_rows_are_those_of_one_process_in_the_same_order(workers: Cluster, store: Store, whole: Store) -> None:
    seen: list[tuple[int, int | None]] = []
    done = cluster.score(store, workers.scheduler_address, lambda *counts: seen.append(counts))
    assert (done.scored, done.problems) == (PAGES, [])
    assert seen == [(0, 40), (16, 40), (32, 40), (40, 40)]
    assert rows(store) == rows(whole)
    assert cluster.score(store, workers.scheduler_address).scored == 0


def test_a_worker_that_is_killed_loses_nothing(workers: Cluster, store: Store, whole: Store) -> None:
    before = pids(workers)
    done = cluster.score(
        store, workers.scheduler_address, at_the_first_batch(lambda: os.kill(before[0], signal.SIGKILL))
    )
    assert (done.scored, done.problems) == (PAGES, [])
    assert rows(store) == rows(whole)
    assert before[0] not in pids(workers)


def test_an_interrupted_run_is_resumed(workers: Cluster, store: Store, whole: Store) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cluster.score(store, workers.scheduler_address, at_the_first_batch(interrupt))
    assert len(store.pending(versions())) == PAGES - 16
    said = CliRunner().invoke(app, ["score", "--cluster", workers.scheduler_address, "--store", str(store.path)])
    assert said.exit_code == 0
    assert f"{PAGES - 16} articles scored, 0 set aside" in said.output
    assert rows(store) == rows(whole)


@pytest.fixture(scope="module")
def deadly(distributed: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One worker, which "Headline 9" blocks together with its interpreter, so that only the watchdog can end it."""
    import dask

    script = tmp_path_factory.mktemp("deadly") / "break.py"
    script.write_text(BREAK)
    settings = {"distributed.scheduler.allowed-failures": 0, "distributed.worker.preload": [str(script)]}
    with dask.config.set(settings):  # for this cluster alone
        found = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0")
    with found:
        yield found


def test_an_article_that_keeps_killing_its_worker_is_set_aside_and_the_rest_is_scored(
    deadly: Cluster, tmp_path: Path
) -> None:
    store = Store(tmp_path / "s.duckdb")
    ingest(store, [folder(tmp_path / "pages", 10)])
    done = cluster.score(store, deadly.scheduler_address)
    [problem] = done.problems
    assert done.scored == 9
    assert "could not be scored (the process that read it died, twice); it is left out" in problem.reason
    assert [article.title for article in store.articles(store.pending(versions()))] == ["Headline 9"]


def test_a_partition_that_kills_its_workers_is_named_and_the_others_are_written(
    deadly: Cluster, tmp_path: Path
) -> None:
    source, out = parquet(tmp_path / "articles", 20), tmp_path / "out"
    command = ["score", "--cluster", deadly.scheduler_address, "--from", str(source), "--to", str(out)]
    said = CliRunner().invoke(app, command)
    assert said.exit_code == 1
    assert "3 partitions finished, 0 before, 1 set aside; 16 of 17 articles scored" in said.output
    assert "a.parquet, row 9: row group 1 could not be scored (KilledWorker" in said.output.replace(f"{source}/", "")
    store = loaded(tmp_path / "s.duckdb", str(out))
    assert "Headline 9" not in {article.title for article in store.articles(store.ids())}
    assert [problem.row for problem in store.problems()] == [4, 9]


def test_a_folder_scored_despite_interruption_and_a_killed_worker_equals_one_process(
    workers: Cluster, tmp_path: Path
) -> None:
    source, out, address = parquet(tmp_path / "articles"), tmp_path / "out", workers.scheduler_address

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cluster.score_folder(f"file://{source}", str(out), address, at_the_first_batch(interrupt))
    before = pids(workers)
    done = cluster.score_folder(
        f"file://{source}", str(out), address, at_the_first_batch(lambda: os.kill(before[0], signal.SIGKILL))
    )
    assert done.before >= 1
    assert (done.before + done.finished, done.problems) == (6, [])
    again = CliRunner().invoke(app, ["score", "--cluster", address, "--from", f"file://{source}", "--to", str(out)])
    assert again.exit_code == 0
    assert "0 partitions finished, 6 before, 0 set aside; 0 of 0 articles scored" in again.output
    store = Store(tmp_path / "s.duckdb")
    said = CliRunner().invoke(app, ["load", str(out), "--store", str(store.path)])
    assert said.exit_code == 0
    assert "34 new articles" in said.output
    assert as_stored(store) == as_stored(one_process(tmp_path / "whole.duckdb", source))


def test_a_lost_scheduler_is_reported_and_finished_work_is_kept(
    distributed: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_TIMEOUT", 1)
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=":0", protocol="tcp") as workers,
        pytest.raises(ClusterProblem, match="was lost; finished work is stored; run the same command again"),
    ):
        cluster.score(store, workers.scheduler_address, at_the_first_batch(workers.close))
    assert len(store.pending(versions())) == PAGES - 16


def test_workers_of_another_edition_are_refused(
    workers: Cluster, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "edition", lambda: "Python 2.7")
    with pytest.raises(ClusterProblem, match=r"a different edition .*Python 2\.7 here\); give all of them"):
        cluster.score(store, workers.scheduler_address)
    assert len(store.pending(versions())) == PAGES


def test_a_missing_scheduler_is_reported_in_a_sentence(
    distributed: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_TIMEOUT", 0.5)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        for address in (f"tcp://127.0.0.1:{unused.getsockname()[1]}", "nowhere"):
            said = CliRunner().invoke(app, ["score", "--cluster", address, "--store", str(store.path)])
            assert said.exit_code == 1
            assert f"no Dask scheduler answers at {address}" in said.output


def test_without_dask_the_message_says_how_to_install_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = CliRunner().invoke(app, ["score", "--cluster", "tcp://127.0.0.1:8786", "--store", str(store.path)])
    assert said.exit_code == 1
    assert "install it with: pip install -r requirements-cluster.txt" in said.output


def test_workers_and_cluster_cannot_be_combined(store: Store) -> None:
    said = CliRunner().invoke(app, ["score", "--workers", "2", "--cluster", "tcp://h:1", "--store", str(store.path)])
    assert said.exit_code == 2
    assert "Either --workers" in said.output
