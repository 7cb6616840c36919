"""Articles beside each other: topics, copies of one text, and stories, for a whole store.

New articles join what was found before, a batch at a time in the order of their dates: what has been found is looked
up in the store, and only what is near the batch is held in memory.
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

from analysis.corpus.copies import Copy, Link, candidates, carriers, compared, joined
from analysis.corpus.stories import (
    Frequencies,
    Grouper,
    Story,
    Vector,
    Words,
    counted,
    describe,
    in_order,
    weighed,
    words_of,
)
from analysis.corpus.topics import TopicScore, TopicTable, read_topics, topics_of
from analysis.parallel import WorkerPool
from analysis.paths import SEEDS
from analysis.store import Store
from analysis.store.records import vector_table
from analysis.text import plain_words
from analysis.types import Article

TOPICS = SEEDS / "topics.csv"
#: raised with a changed rule, so that what an older one found is found anew
VERSION = "3"
#: articles related in one transaction. Each looks once through what all articles before it left, so batches grow with
#: them: a hundredth of those, in bounds
BATCH, LARGEST, GROWTH = 2000, 8000, 100
#: articles, or pairs of them, handed to a worker at a time
TASK = 100
#: below this, starting processes costs more than it saves
WORTH_PROCESSES = 500
#: pairs whose texts are held at once
PAIRS = 1000
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Alone:
    """What articles hold by themselves, whatever stands beside them: each one's topics and words, and all shingles."""

    topics: list[tuple[TopicScore, ...]]
    words: list[Words]
    samples: list[pd.DataFrame]


def relate(
    store: Store, said: Callable[[int, int], None] = lambda done, total: None, workers: int | None = None
) -> bool:
    """Find topics, copies and stories of the articles that have none; return whether there was anything to do.

    What was found before stays as it was, but where the table of topics or a rule has changed all is found anew.
    ``said`` is told how many articles are done, and of how many. An interrupted run goes on where it stopped.
    ``workers`` defaults to the machine's cores; few articles are read in this process.
    Raises ``BadTopics`` where the table of topics cannot be used.
    """
    stamp = _stamp()
    _table(stamp)
    if store.relations.stamp() != stamp:
        store.relations.reset(stamp)
    ids = store.relations.unrelated()
    before, _ = store.relations.frequencies(())
    done = 0
    said(done, len(ids))
    workers = workers or os.cpu_count() or 1
    with WorkerPool(workers if len(ids) >= WORTH_PROCESSES else 1) as pool:
        for articles, alone in _read(store, ids, before, stamp, pool):
            _relate(store, articles, alone, pool)
            done += len(articles)
            said(done, len(ids))
    store.relations.mark_absent()
    return bool(len(ids))


def _relate(store: Store, articles: Sequence[Article], alone: Alone, pool: WorkerPool) -> None:
    """Store what is found of some articles, next to each other and to those stored."""
    topic_rows: Rows = [
        (article.id, topic.id, topic.name, topic.score, [word.term for word in topic.words])
        for article, found in zip(articles, alone.topics, strict=True)
        for topic in found
    ]
    samples = pd.concat(alone.samples, ignore_index=True)
    with_topic = [_with_topic(a, found[0].id) for a, found in zip(articles, alone.topics, strict=True)]
    stories, story_rows = _stories(store, with_topic, dict(zip([a.id for a in articles], alone.words, strict=True)))
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


def _read(
    store: Store, ids: pa.ChunkedArray, before: int, stamp: str, pool: WorkerPool
) -> Iterator[tuple[list[Article], Alone]]:
    """The articles in batches, each with what it holds by itself: the next is read while one is related.

    ``before`` is how many articles were related before these.
    """
    waiting: deque[tuple[list[Article], list[Callable[[], Alone]]]] = deque()

    def first() -> tuple[list[Article], Alone]:
        articles, parts = waiting.popleft()
        read = [part() for part in parts]
        topics, words, samples = ([*chain.from_iterable(getattr(r, name) for r in read)] for name in Alone.__slots__)
        return articles, Alone(topics, words, samples)

    at = 0
    while at < len(ids):
        size = min(LARGEST, max(BATCH, (before + at) // GROWTH))
        articles = store.articles(ids[at : at + size].to_pylist())
        at += size
        parts = (articles[k : k + TASK] for k in range(0, len(articles), TASK))
        waiting.append((articles, [pool.submit(_alone, part, stamp) for part in parts]))
        if len(waiting) > 1:
            yield first()
    while waiting:
        yield first()


def _alone(articles: Sequence[Article], stamp: str) -> Alone:
    table = _table(stamp)
    of_text = [plain_words(article.text) for article in articles]
    return Alone(
        [topics_of(article, table) for article in articles],
        [words_of(article, words) for article, words in zip(articles, of_text, strict=True)],
        [carriers(articles, of_text)],
    )


@lru_cache(1)
def _table(stamp: str) -> TopicTable:
    """The topics of a stamp, read once in each process."""
    return read_topics(TOPICS)


def _copies(store: Store, articles: Sequence[Article], samples: pd.DataFrame, pool: WorkerPool) -> list[Copy]:
    """The copies among these articles and the stored ones, with all others of the groups that they join."""
    new = {article.id: article for article in articles}
    known = store.relations.carriers(samples)
    pairs = [pair for pair in candidates(pd.concat([known, samples])) if pair[0] in new or pair[1] in new]
    links: list[Link] = []
    met = dict(new)
    waiting = iter(pairs)
    while some := list(islice(waiting, PAIRS)):
        stored = store.articles(sorted({at for pair in some for at in pair if at not in new}))
        texts = new | {article.id: article for article in stored}
        parts = [some[k : k + TASK] for k in range(0, len(some), TASK)]
        asked = [pool.submit(compared, part, {at: texts[at] for at in chain.from_iterable(part)}) for part in parts]
        links += (found := [link for part in asked for link in part()])
        met |= {at: texts[at] for link in found for at in (link.left, link.right)}
    return joined(store.relations.copies_with({at for link in links for at in (link.left, link.right)}), links, met)


def _stories(
    store: Store, articles: Sequence[Article], words: Mapping[str, Words]
) -> tuple[list[Story], dict[str, Rows | pa.Table]]:
    """The stories that these articles begin or join, and the rows that tell which and let others join."""
    ordered = in_order(articles)
    met = counted([*words.values()])
    articles_before, before = store.relations.frequencies(met)
    vectors = list(weighed([(a, words[a.id]) for a in ordered], Frequencies(articles_before, before.items())))
    story_of = Grouper().add(vectors, store.relations.near_stories(vectors))
    members = store.relations.members_of(sorted(set(story_of.values())))
    for article, vector in vectors:
        members[story_of[article.id]].append((article, vector))
    stories = [_described(story, own) for story, own in members.items()]
    return stories, {
        "members": list(story_of.items()),
        "frequencies": list(met.items()),
        "vectors": vector_table(vectors, story_of),
    }


def _described(story: str, members: Sequence[tuple[Article, Vector]]) -> Story:
    vector_of = {article.id: vector for article, vector in members}
    ordered = in_order(article for article, _ in members)
    return describe(story, ordered, [vector_of[article.id] for article in ordered])


def _with_topic(article: Article, topic: str) -> Article:
    """The publisher's topic where there is one, else the one that was found."""
    return article if article.topic is not None else replace(article, topic=topic)


def _stamp() -> str:
    return f"{VERSION} {hashlib.blake2b(TOPICS.read_bytes(), digest_size=8).hexdigest()}"
