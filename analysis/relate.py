"""Articles beside each other: topics, copies of one text, and stories, for a whole store.

New articles join what was found before, a batch at a time in the order of their dates: what has been found is looked
up in the store, and only what is near the batch is held in memory.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.store import Store
from analysis.stories import Frequencies, Grouper, Story, Vector, describe, in_order, weighed, words_of
from analysis.topics import read_topics, topics_of
from analysis.types import Article
from analysis.wire import Copy, Link, candidates, carriers, compared, joined

TOPICS = Path(__file__).resolve().parent.parent / "seeds" / "topics.csv"
#: raised with a changed rule, so that what an older one found is found anew
VERSION = "2"
#: articles related in one transaction: each looks through the index once
BATCH = 2000
#: pairs whose texts are held at once
PAIRS = 1000
Rows = list[tuple[Any, ...]]


def relate(store: Store, said: Callable[[int, int], None] = lambda done, total: None) -> bool:
    """Find topics, copies and stories of the articles that have none; return whether there was anything to do.

    What was found before stays as it was, but where the table of topics or a rule has changed all is found anew.
    ``said`` is told how many articles are done, and of how many. An interrupted run goes on where it stopped.
    Raises ``BadTopics`` where the table of topics cannot be used.
    """
    table = read_topics(TOPICS)
    stamp = _stamp()
    if store.related() != stamp:
        store.forget_relations(stamp)
    ids = store.unrelated()
    for done in range(0, len(ids), BATCH):
        said(done, len(ids))
        articles = store.articles(ids[done : done + BATCH].to_pylist())
        topics = {article.id: topics_of(article, table) for article in articles}
        topic_rows: Rows = [
            (at, topic.id, topic.name, topic.score, [word.term for word in topic.words])
            for at, found in topics.items()
            for topic in found
        ]
        samples = carriers(articles)
        stories, story_rows = _stories(store, [_with_topic(a, topics[a.id][0].id) for a in articles])
        store.relate(
            {
                "topics": topic_rows,
                "copies": [
                    (c.article_id, c.group, c.kind, c.share, c.origin, c.first, c.published, c.named, c.words, c.shared)
                    for c in _copies(store, articles, samples)
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
    store.mark_absent()
    return bool(len(ids))


def _copies(store: Store, articles: Sequence[Article], samples: Any) -> list[Copy]:
    """The copies among these articles and the stored ones, with all others of the groups that they join."""
    import pandas as pd

    new = {article.id: article for article in articles}
    known = store.carriers(samples)
    pairs = [pair for pair in candidates(pd.concat([known, samples])) if pair[0] in new or pair[1] in new]
    links: list[Link] = []
    met = dict(new)
    waiting = iter(pairs)
    while some := list(islice(waiting, PAIRS)):
        stored = store.articles(sorted({at for pair in some for at in pair if at not in new}))
        texts = new | {article.id: article for article in stored}
        links += (found := compared(some, texts))
        met |= {at: texts[at] for link in found for at in (link.left, link.right)}
    return joined(store.copies_with({at for link in links for at in (link.left, link.right)}), links, met)


def _stories(store: Store, articles: Sequence[Article]) -> tuple[list[Story], dict[str, Rows]]:
    """The stories that these articles begin or join, and the rows that tell which and let others join."""
    ordered = in_order(articles)
    counts = [words_of(article) for article in ordered]
    counted: Counter[str] = Counter()
    for words in counts:
        counted.update(words)
    articles_before, before = store.frequencies(counted)
    frequencies = Frequencies(articles_before, before.items())
    vectors = list(weighed(zip(ordered, counts, strict=True), frequencies))
    story_of = Grouper().add(vectors, store.near_stories(vectors))
    members = store.members_of(sorted(set(story_of.values())))
    for article, vector in vectors:
        members[story_of[article.id]].append((article, vector))
    stories = [_described(story, own) for story, own in members.items()]
    return stories, {
        "members": list(story_of.items()),
        "frequencies": list(counted.items()),
        "vectors": [
            (article.id, story_of[article.id], article.published, term, weight)
            for article, vector in vectors
            for term, weight in vector.items()
        ],
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
