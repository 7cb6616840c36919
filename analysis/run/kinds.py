"""The kinds of articles of a store that was written by earlier rules, found again."""

from __future__ import annotations

import os

from analysis.corpus.kinds import VERSION
from analysis.parallel import WorkerPool
from analysis.store import Store
from analysis.store.records import kind_table

#: articles per transaction, and per task of a worker
BATCH, TASK = 4000, 200
#: articles below which starting processes costs more time than it saves
WORTH_PROCESSES = 2000


def find_kinds(store: Store, workers: int | None = None) -> int:
    """Find the kinds of the articles that have none by the rules of now; return how many there were.

    New articles get theirs when they are stored. An interrupted run is resumed by the next one.
    """
    outdated = store.kinds.outdated(VERSION)
    count = workers or os.cpu_count() or 1
    with WorkerPool(count if len(outdated) >= WORTH_PROCESSES else 1) as pool:
        for start in range(0, len(outdated), BATCH):
            articles = store.articles(outdated[start : start + BATCH])
            tasks = [pool.submit(kind_table, articles[k : k + TASK]) for k in range(0, len(articles), TASK)]
            store.kinds.save([task() for task in tasks])
    return len(outdated)
