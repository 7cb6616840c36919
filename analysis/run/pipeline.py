"""read -> prepare -> score -> store: in batches, on several cores, resumable, nothing done twice."""

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
from analysis.ingest import Unreadable, read_paths
from analysis.parallel import WorkerPool, time_limit
from analysis.scorers import versions
from analysis.scorers.score import score_article, score_text
from analysis.store import Store
from analysis.store.records import article_table, reading_tables
from analysis.types import Article, Problem, ScoredArticle

#: articles stored in one transaction: large enough to be quick, small enough to lose little
BATCH = 512
#: articles handed to a worker at a time
TASK = 32
#: below this, starting processes costs more than it saves
WORTH_PROCESSES = 200
#: seconds that one article may take to score
LONGEST = 60.0

T = TypeVar("T")
Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class Ingested:
    """What an ingest did: new articles, articles already there, and what was set aside.

    ``replaced`` articles took the place of an earlier version; ``versions`` of those already there are another
    version of what is stored; ``moved`` and ``lost`` are as in ``store_versions.Added``.
    """

    new: int = 0
    known: int = 0
    replaced: int = 0
    versions: int = 0
    moved: int = 0
    lost: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def unreadable(self) -> bool:
        """True where a whole file could not be read."""
        return any(isinstance(problem, Unreadable) for problem in self.problems)


@dataclass(slots=True)
class Scored:
    """What a scoring run did: articles scored, and those that a scorer failed on."""

    scored: int = 0
    problems: list[Problem] = field(default_factory=list)


def _nothing(done: int, total: int | None) -> None:
    """Progress that nobody watches."""


def ingest(
    store: Store,
    paths: Iterable[Path],
    columns: Mapping[str, str] | None = None,
    progress: Progress = _nothing,
    newest: bool = False,
    workers: int | None = None,
) -> Ingested:
    """Read articles into the store. Bad rows and files are set aside and counted, the rest goes on.

    Of several versions of one page's text the first stays, or with ``newest`` the one that comes in last. ``workers``
    defaults to the machine's cores; little is read in this process.
    """
    with WorkerPool(workers or os.cpu_count() or 1) as pool:
        return _ingest(store, read_paths(paths, columns, pool), pool, progress, newest)


def _with_rows(
    items: Iterable[Article | Problem], pool: WorkerPool
) -> Iterator[tuple[list[Article], list[Problem], pa.Table | None]]:
    """Articles and problems in batches, with the articles' rows; those of one batch are made while the next is read."""
    waiting: tuple[list[Article], list[Problem], Callable[[], pa.Table | None]] | None = None
    for batch in _batches(items, BATCH):
        articles = [item for item in batch if isinstance(item, Article)]
        problems = [item for item in batch if isinstance(item, Problem)]
        rows = pool.submit(article_table, articles) if len(batch) == BATCH else lambda: None
        if waiting:
            yield waiting[0], waiting[1], waiting[2]()
        waiting = articles, problems, rows
    if waiting:
        yield waiting[0], waiting[1], waiting[2]()


def _ingest(
    store: Store, items: Iterable[Article | Problem], pool: WorkerPool, progress: Progress, newest: bool
) -> Ingested:
    result = Ingested()
    taking = store
    done = 0
    for articles, problems, rows in _with_rows(items, pool):
        added = taking.versions.put(articles, problems, newest, rows)
        result.known += len(articles) - added.new - added.replaced
        result.new += added.new
        result.replaced += added.replaced
        result.versions += added.versions
        result.moved += added.moved
        result.lost += added.lost
        result.problems.extend(problems)
        done += len(articles) + len(problems)
        progress(done, None)
    return result


def score(store: Store, workers: int | None = None, progress: Progress = _nothing) -> Scored:
    """Score every article that has no current reading; each batch is stored as it is done.

    An interrupted run goes on where it stopped. ``workers`` defaults to the machine's cores; few
    articles are scored in this process.
    """
    current = versions()
    store.migrate()
    todo = store.pending(current)
    result = Scored()
    workers = workers or os.cpu_count() or 1
    progress(0, len(todo))
    if workers == 1 or len(todo) < WORTH_PROCESSES:
        for ids in _batches(todo, BATCH):
            _save(store, [score_batch(store.articles(ids), current)], result, progress, len(todo))
        return result
    score_text("The ferry is late, she said.")  # word lists and models are read in once, for all processes forked
    pool = _Processes(workers, current)
    try:
        spread(store, todo, pool, result, progress)
        pool.end()
    except BaseException:
        pool.end(at_once=True)
        raise
    return result


class Waiting(Protocol):
    """Articles handed to a worker."""

    def result(self) -> Outcome:
        """Wait for what becomes of them; raise ``Workers.lost`` where the worker dies."""


class Workers(Protocol):
    """What scores articles elsewhere: processes of this machine, or a cluster."""

    @property
    def lost(self) -> type[Exception]:
        """What is raised where a worker died."""

    @property
    def ahead(self) -> int:
        """Batches handed out beyond the one that is waited for, so that no worker is idle."""

    def submit(self, articles: list[Article]) -> Waiting:
        """Hand articles to a worker."""


def spread(store: Store, todo: Sequence[str], workers: Workers, result: Scored, progress: Progress = _nothing) -> None:
    """Let workers score the articles with these ids; this process alone stores, in their order, batch by batch.

    Articles whose worker died are tried again one at a time, with nothing else under way; the one whose worker dies
    again is set aside. ``result`` is added to as batches are stored.
    """
    under_way: deque[list[tuple[list[Article], Waiting]]] = deque()

    def ended(waiting: Waiting) -> Outcome | None:
        try:
            return waiting.result()
        except workers.lost:
            return None

    def alone(article: Article) -> Outcome:
        return ended(workers.submit([article])) or _failed(article, "the process that read it died, twice")

    def save_first() -> None:
        batch = under_way.popleft()
        done = [ended(waiting) for _, waiting in batch]
        if None in done:
            for _, waiting in chain.from_iterable(under_way):
                ended(waiting)
        outcomes: list[Outcome] = []
        for (articles, _), outcome in zip(batch, done, strict=True):
            outcomes += map(alone, articles) if outcome is None else [outcome]
        _save(store, outcomes, result, progress, len(todo))

    for ids in _batches(todo, BATCH):
        tasks = _batches(store.articles(ids), TASK)
        under_way.append([(task, workers.submit(task)) for task in tasks])
        if len(under_way) > workers.ahead:
            save_first()
    while under_way:
        save_first()


class _Processes:
    """Processes of this machine. One that dies takes its whole pool with it, so a new pool is begun."""

    lost = BrokenProcessPool
    ahead = 1

    def __init__(self, workers: int, current: Mapping[str, str]) -> None:
        self._workers, self._current = workers, current
        self._pool = self._begin()

    def _begin(self) -> ProcessPoolExecutor:
        return parallel.start_workers(self._workers)

    def submit(self, articles: list[Article]) -> Future[Outcome]:
        try:
            return self._pool.submit(score_batch, articles, self._current)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._begin()
            return self._pool.submit(score_batch, articles, self._current)

    def end(self, at_once: bool = False) -> None:
        self._pool.shutdown(wait=not at_once, cancel_futures=at_once)


@dataclass(slots=True)
class Outcome:
    """What became of some articles: the ids of those scored, their rows by table, and what was set aside.

    Rows go between processes as columns: sending the values themselves takes longer than TextBlob takes to read them.
    """

    ids: list[str]
    tables: dict[str, pa.Table]
    problems: list[Problem]


def score_batch(articles: Sequence[Article], current: Mapping[str, str]) -> Outcome:
    """Score articles one by one; one that a scorer fails on becomes a problem and stops nobody."""
    scored: list[ScoredArticle] = []
    problems: list[Problem] = []
    for article in articles:
        try:
            with time_limit(LONGEST):
                scored.append(score_article(article))
        except Exception as error:  # noqa: BLE001  # one poison article must not stop a corpus
            problems += _failed(article, f"{type(error).__name__}: {error}").problems
    return Outcome([s.article.id for s in scored], reading_tables(scored, current), problems)


def _failed(article: Article, why: str) -> Outcome:
    reason = f"article {article.id} could not be scored ({why}); it is left out"
    return Outcome([], reading_tables([], {}), [Problem(article.source or article.id, None, reason)])


def _save(store: Store, done: Sequence[Outcome], result: Scored, progress: Progress, total: int) -> None:
    ids = [article_id for outcome in done for article_id in outcome.ids]
    problems = [problem for outcome in done for problem in outcome.problems]
    if ids:
        store.save_tables(ids, [outcome.tables for outcome in done])
    if problems:
        store.add([], problems)
    result.scored += len(ids)
    result.problems.extend(problems)
    progress(result.scored + len(result.problems), total)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
