"""Relations between the articles of a store: topics, copies, stories and persons.

New articles are added to existing relations, a batch at a time in the order of their dates. What was found before is
looked up in the store; only what is similar to the batch is held in memory.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.corpus.copies import Copy, TextMatch, candidate_pairs, compare_pairs, merge_copies, sampled_shingles
from analysis.corpus.stories import (
    Frequencies,
    Grouper,
    Story,
    Vector,
    WordCounts,
    count_words,
    describe,
    in_order,
    term_vectors,
    total_counts,
)
from analysis.corpus.topics import OTHER, TopicScore, TopicTable, read_topics, topics_of
from analysis.parallel import WorkerPool
from analysis.paths import SEEDS
from analysis.run.furniture import find_furniture
from analysis.run.people import find_persons
from analysis.store import Store
from analysis.store.records import vector_table
from analysis.text import plain_words
from analysis.types import Article

TOPICS = SEEDS / "topics.csv"
#: increased with every change of the rules, so that all relations are computed again
VERSION = "5"
#: articles per transaction. Each batch searches the data of all earlier articles once, so batches grow with these: a
#: ``GROWTH``-th of their number, between ``BATCH`` and ``LARGEST``
BATCH, LARGEST, GROWTH = 2000, 8000, 100
#: articles, or pairs of articles, per task of a worker
TASK = 100
#: articles below which starting processes costs more time than it saves
WORTH_PROCESSES = 500
#: pairs of articles whose texts are in memory at once
PAIRS = 1000
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Features:
    """What was computed from each article by itself: topics and word counts by article, and tables of shingles."""

    topics: list[tuple[TopicScore, ...]]
    words: list[WordCounts]
    samples: list[pd.DataFrame]


def relate(
    store: Store,
    progress: Callable[[int, int], None] = lambda done, total: None,
    workers: int | None = None,
    sparing: bool = False,
) -> bool:
    """Find topics, copies and stories of the articles that have none; return whether there were any.

    Articles that were not searched for furniture are searched before. Existing relations are kept, unless the table of
    topics or a rule has changed: then all are computed again. Then the persons whom names mean are found again if any
    names have changed; ``sparing`` is that of ``find_persons``.
    ``progress`` is called with the number of articles done and in all. An interrupted run is resumed by the next one.
    ``workers`` defaults to the number of cores; a few articles are processed without worker processes.
    Raises ``BadTopics`` if the table of topics cannot be used.
    """
    stamp = _stamp()
    _topic_table(stamp)
    find_furniture(store)
    if store.relations.stamp() != stamp:
        store.relations.reset(stamp)
    ids = store.relations.unrelated()
    before, _ = store.relations.frequencies(())
    done = 0
    progress(done, len(ids))
    workers = workers or os.cpu_count() or 1
    with WorkerPool(workers if len(ids) >= WORTH_PROCESSES else 1) as pool:
        for articles, features in _batches(store, ids, before, stamp, pool):
            _relate_batch(store, articles, features, pool)
            done += len(articles)
            progress(done, len(ids))
    store.relations.update_absent()
    find_persons(store, sparing)
    return bool(len(ids))


def _relate_batch(store: Store, articles: Sequence[Article], features: Features, pool: WorkerPool) -> None:
    """Find and store the relations of a batch of articles to each other and to those stored."""
    topic_rows: Rows = [
        (article.id, topic.id, topic.name, topic.score, [word.term for word in topic.words])
        for article, found in zip(articles, features.topics, strict=True)
        for topic in found
    ]
    samples = pd.concat(features.samples, ignore_index=True)
    with_topic = [
        replace(article, topic=None if found[0].id == OTHER else found[0].id)
        for article, found in zip(articles, features.topics, strict=True)
    ]
    stories, story_rows = _stories(store, with_topic, dict(zip([a.id for a in articles], features.words, strict=True)))
    store.relations.save(
        {
            "topics": topic_rows,
            "copies": [
                (c.article_id, c.group, c.kind, c.share, c.origin, c.first, c.published, c.named, c.words, c.shared)
                for c in _copies(store, articles, samples, pool)
            ],
            "stories": [
                (s.id, s.title, s.first, s.last, len(s.articles), s.outlets, s.terms, s.topic, s.absent)
                for s in stories
            ],
            **story_rows,
        },
        samples,
        [article.published for article in articles if article.published is not None],
    )


def _batches(
    store: Store, ids: pa.ChunkedArray, before: int, stamp: str, pool: WorkerPool
) -> Iterator[tuple[list[Article], Features]]:
    """Yield the articles in batches with their features; those of the next batch are computed in the meantime.

    ``before`` is the number of articles that have relations already.
    """
    pending: deque[tuple[list[Article], list[Callable[[], Features]]]] = deque()

    def first() -> tuple[list[Article], Features]:
        articles, parts = pending.popleft()
        done = [part() for part in parts]
        topics, words, samples = ([*chain.from_iterable(getattr(r, name) for r in done)] for name in Features.__slots__)
        return articles, Features(topics, words, samples)

    start = 0
    while start < len(ids):
        size = min(LARGEST, max(BATCH, (before + start) // GROWTH))
        articles = store.articles(ids[start : start + size].to_pylist())
        start += size
        parts = (articles[k : k + TASK] for k in range(0, len(articles), TASK))
        pending.append((articles, [pool.submit(_features, part, stamp) for part in parts]))
        if len(pending) > 1:
            yield first()
    while pending:
        yield first()


def _features(articles: Sequence[Article], stamp: str) -> Features:
    table = _topic_table(stamp)
    words = [plain_words(article.text) for article in articles]
    own_words = [
        plain_words(article.own_text) if article.furniture else every
        for article, every in zip(articles, words, strict=True)
    ]
    return Features(
        [topics_of(article, table) for article in articles],
        [count_words(article, own) for article, own in zip(articles, own_words, strict=True)],
        [sampled_shingles(articles, words)],
    )


@lru_cache(1)
def _topic_table(stamp: str) -> TopicTable:
    """Return the table of topics, read once per process and stamp."""
    return read_topics(TOPICS)


def _copies(store: Store, articles: Sequence[Article], samples: pd.DataFrame, pool: WorkerPool) -> list[Copy]:
    """Return the copies among these articles and the stored ones, with all others of the groups they belong to."""
    new = {article.id: article for article in articles}
    stored_samples = store.relations.matching_samples(samples)
    pairs = [pair for pair in candidate_pairs(pd.concat([stored_samples, samples])) if pair[0] in new or pair[1] in new]
    matches: list[TextMatch] = []
    matched = dict(new)
    remaining = iter(pairs)
    while batch := list(islice(remaining, PAIRS)):
        stored = store.articles(sorted({key for pair in batch for key in pair if key not in new}))
        texts = new | {article.id: article for article in stored}
        parts = [batch[k : k + TASK] for k in range(0, len(batch), TASK)]
        tasks = [
            pool.submit(compare_pairs, part, {key: texts[key] for key in chain.from_iterable(part)}) for part in parts
        ]
        found = [match for task in tasks for match in task()]
        matches += found
        matched |= {key: texts[key] for match in found for key in (match.left, match.right)}
    known = store.relations.copies_in_groups_of({key for match in matches for key in (match.left, match.right)})
    return merge_copies(known, matches, matched)


def _stories(
    store: Store, articles: Sequence[Article], words: Mapping[str, WordCounts]
) -> tuple[list[Story], dict[str, Rows | pa.Table]]:
    """Return the stories that these articles begin or join, and the rows for members, frequencies and vectors."""
    ordered = in_order(articles)
    counts = total_counts([*words.values()])
    articles_before, counts_before = store.relations.frequencies(counts)
    frequencies = Frequencies(articles_before, counts_before.items())
    vectors = list(term_vectors([(a, words[a.id]) for a in ordered], frequencies))
    story_of = Grouper().add(vectors, store.relations.candidate_stories(vectors))
    members = store.relations.members_of(sorted(set(story_of.values())))
    for article, vector in vectors:
        members[story_of[article.id]].append((article, vector))
    stories = [_described(story, own) for story, own in members.items()]
    return stories, {
        "members": list(story_of.items()),
        "frequencies": list(counts.items()),
        "vectors": vector_table(vectors, story_of),
    }


def _described(story: str, members: Sequence[tuple[Article, Vector]]) -> Story:
    vector_of = {article.id: vector for article, vector in members}
    ordered = in_order(article for article, _ in members)
    return describe(story, ordered, [vector_of[article.id] for article in ordered])


def _stamp() -> str:
    """Return a string that changes with the rules and with the table of topics."""
    return f"{VERSION} {hashlib.blake2b(TOPICS.read_bytes(), digest_size=8).hexdigest()}"
