"""Ingest and scoring of a whole store: in batches, on several cores, and resumable without doing work twice."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow as pa

from analysis import parallel
from analysis.faults import Catching
from analysis.ingest import Tally, Unreadable, read_paths
from analysis.ingest.dates import Order
from analysis.parallel import TooLong, WorkerPool, time_limit
from analysis.run.furniture import find_furniture
from analysis.run.kinds import find_kinds
from analysis.scorers import versions
from analysis.scorers.score import score_article, score_text
from analysis.store import Store
from analysis.store.records import article_table, reading_tables
from analysis.types import Article, Problem, ScoredArticle

#: articles per transaction: large enough to be fast, small enough that little work is lost when a run is killed
BATCH = 512
#: articles per task of a worker
TASK = 32
#: articles below which starting processes costs more time than it saves
WORTH_PROCESSES = 200
#: time limit for scoring one article, in seconds
TIME_LIMIT = 60.0

T = TypeVar("T")
#: called with the number of articles done, and in all if that is known
Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class Ingested:
    """The result of an ingest: the numbers of new articles and of articles already there, and what was set aside.

    ``replaced`` articles took the place of an earlier version; ``versions`` of those already there are another
    version of what is stored; ``moved`` and ``lost`` are as in ``analysis.store.versions.Added``. ``tally`` counts what
    was understood of the columns of tables. ``partial`` articles are only beginnings, which are not measured, and
    ``completed`` whole articles took the place of their beginning.
    """

    new: int = 0
    known: int = 0
    replaced: int = 0
    versions: int = 0
    moved: int = 0
    lost: int = 0
    problems: list[Problem] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    partial: int = 0
    completed: int = 0

    @property
    def unreadable(self) -> bool:
        """True if a whole file could not be read."""
        return any(isinstance(problem, Unreadable) for problem in self.problems)


@dataclass(slots=True)
class Scored:
    """The result of a scoring run: the number of articles scored, and the articles that could not be."""

    scored: int = 0
    problems: list[Problem] = field(default_factory=list)


def _no_progress(done: int, total: int | None) -> None:
    """Ignore the progress."""


def ingest(
    store: Store,
    paths: Iterable[Path],
    columns: Mapping[str, str] | None = None,
    progress: Progress = _no_progress,
    newest: bool = False,
    workers: int | None = None,
    dates: Order | None = None,
) -> Ingested:
    """Read articles into the store. Bad rows and files are set aside and counted; the rest is read.

    Of several versions of one page's text the first stays, or with ``newest`` the one that comes in last. ``workers``
    defaults to the machine's cores; little is read in this process. ``dates`` is the order of day and month in columns
    that leave it open.
    """
    result = Ingested(tally=Tally(dates))
    with WorkerPool(workers or os.cpu_count() or 1) as pool:
        return _ingest(store, read_paths(paths, columns, pool, result.tally), pool, progress, newest, result)


def _ingest(
    store: Store,
    items: Iterable[Article | Problem],
    pool: WorkerPool,
    progress: Progress,
    newest: bool,
    result: Ingested,
) -> Ingested:
    done = 0
    for articles, problems, rows in _with_rows(items, pool):
        added = store.versions.put(articles, problems, newest, rows)
        result.known += len(articles) - added.new - added.replaced
        result.new += added.new
        result.replaced += added.replaced if newest else 0
        result.completed += 0 if newest else added.replaced
        result.partial += sum(article.partial for article in articles)
        result.versions += added.versions
        result.moved += added.moved
        result.lost += added.lost
        result.problems.extend(problems)
        done += len(articles) + len(problems)
        progress(done, None)
    return result


def _with_rows(
    items: Iterable[Article | Problem], pool: WorkerPool
) -> Iterator[tuple[list[Article], list[Problem], pa.Table | None]]:
    """Yield batches of articles, problems and, for full batches, the articles' rows, made while the next is read."""
    previous: tuple[list[Article], list[Problem], Callable[[], pa.Table | None]] | None = None
    for batch in _batches(items, BATCH):
        articles = [item for item in batch if isinstance(item, Article)]
        problems = [item for item in batch if isinstance(item, Problem)]
        rows = pool.submit(article_table, articles) if len(batch) == BATCH else lambda: None
        if previous:
            yield previous[0], previous[1], previous[2]()
        previous = articles, problems, rows
    if previous:
        yield previous[0], previous[1], previous[2]()


def score(store: Store, workers: int | None = None, progress: Progress = _no_progress) -> Scored:
    """Score every article that lacks a current reading; each batch is stored when it is done.

    Before that, the kinds of articles that were found by earlier rules are found again.

    An interrupted run is resumed by the next one. ``workers`` defaults to the number of cores; a few articles are
    scored without worker processes.
    """
    current = versions()
    store.migrate()
    find_kinds(store, workers)
    find_furniture(store)
    pending = store.pending(current)
    result = Scored()
    workers = workers or os.cpu_count() or 1
    progress(0, len(pending))
    if workers == 1 or len(pending) < WORTH_PROCESSES:
        for ids in _batches(pending, BATCH):
            _save(store, [score_batch(store.articles(ids), current)], result, progress, len(pending))
        return result
    score_text("The ferry is late, she said.")  # loads lexicons and models once, for all forked processes
    processes = ProcessWorkers(workers, current)
    try:
        score_on_workers(store, pending, processes, result, progress)
        processes.end()
    except BaseException:
        processes.end(cancel=True)
        raise
    return result


class PendingTask(Protocol):
    """Articles that were submitted to a worker."""

    def result(self) -> TaskResult:
        """Wait for the result; raises ``Workers.worker_died`` if the worker died."""


class Workers(Protocol):
    """Something that scores articles elsewhere: processes of this machine, or a cluster."""

    @property
    def worker_died(self) -> type[Exception]:
        """The exception raised when a worker died."""

    @property
    def batches_ahead(self) -> int:
        """The number of batches to submit beyond the one that is waited for, so that no worker is idle."""

    def submit(self, articles: list[Article]) -> PendingTask:
        """Submit articles to a worker."""


def score_on_workers(
    store: Store, ids: Sequence[str], workers: Workers, result: Scored, progress: Progress = _no_progress
) -> None:
    """Score the articles with these IDs on workers. Only this process writes to the store, in order, batch by batch.

    Articles whose worker died are tried again one at a time while nothing else is running; an article whose worker dies
    again is set aside. ``result`` is updated as batches are stored.
    """
    submitted: deque[list[tuple[list[Article], PendingTask]]] = deque()

    def finished(task: PendingTask) -> TaskResult | None:
        try:
            return task.result()
        except workers.worker_died:
            return None

    def retried(article: Article) -> TaskResult:
        return finished(workers.submit([article])) or _failure(article, "the process that read it died, twice")

    def save_first_batch() -> None:
        batch = submitted.popleft()
        done = [finished(task) for _, task in batch]
        if None in done:
            for _, task in chain.from_iterable(submitted):
                finished(task)
        results: list[TaskResult] = []
        for (articles, _), task_result in zip(batch, done, strict=True):
            results += map(retried, articles) if task_result is None else [task_result]
        _save(store, results, result, progress, len(ids))

    for batch_ids in _batches(ids, BATCH):
        tasks = _batches(store.articles(batch_ids), TASK)
        submitted.append([(task, workers.submit(task)) for task in tasks])
        if len(submitted) > workers.batches_ahead:
            save_first_batch()
    while submitted:
        save_first_batch()


class ProcessWorkers:
    """Worker processes of this machine. A process that dies breaks its whole pool, so a new pool is started then."""

    worker_died = BrokenProcessPool
    batches_ahead = 1

    def __init__(self, workers: int, current: Mapping[str, str]) -> None:
        self._workers, self._current = workers, current
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return parallel.start_workers(self._workers)

    def submit(self, articles: list[Article]) -> Future[TaskResult]:
        """Submit articles, on a new pool if the current one is broken."""
        try:
            return self._pool.submit(score_batch, articles, self._current)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._start()
            return self._pool.submit(score_batch, articles, self._current)

    def end(self, cancel: bool = False) -> None:
        """Stop the processes when their tasks are done, or cancel these."""
        self._pool.shutdown(wait=not cancel, cancel_futures=cancel)


@dataclass(slots=True)
class TaskResult:
    """The result of scoring some articles: the IDs of those scored, their rows by table, and those set aside.

    Rows are sent between processes as columns: pickling the values themselves takes longer than TextBlob takes to read
    the articles.
    """

    ids: list[str]
    tables: dict[str, pa.Table]
    problems: list[Problem]


def score_batch(articles: Sequence[Article], current: Mapping[str, str]) -> TaskResult:
    """Score articles one by one; an article that fails becomes a problem and does not stop the others."""
    scored: list[ScoredArticle] = []
    problems: list[Problem] = []
    for article in articles:
        with Catching() as caught:
            try:
                with time_limit(TIME_LIMIT):
                    scored.append(score_article(article))
            except TooLong as error:
                problems += _failure(article, f"TooLong: {error}").problems
        if caught.fault is not None:
            place = f"; the error is in {caught.fault.place}"
            problems += _failure(article, f"{caught.fault.kind}: {caught.error}", place).problems
    return TaskResult([s.article.id for s in scored], reading_tables(scored, current), problems)


def _failure(article: Article, why: str, place: str = "") -> TaskResult:
    reason = f"article {article.id} could not be scored ({why}); it is left out{place}"
    return TaskResult([], reading_tables([], {}), [Problem(article.source or article.id, None, reason)])


def _save(store: Store, done: Sequence[TaskResult], result: Scored, progress: Progress, total: int) -> None:
    ids = [article_id for task in done for article_id in task.ids]
    problems = [problem for task in done for problem in task.problems]
    if ids:
        store.save_tables(ids, [task.tables for task in done])
    if problems:
        store.add([], problems)
    result.scored += len(ids)
    result.problems.extend(problems)
    progress(result.scored + len(result.problems), total)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
