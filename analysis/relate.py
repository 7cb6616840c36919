"""Articles beside each other: topics, copies of one text, and stories, for a whole store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from analysis.store import Store
from analysis.stories import describe_stories, group_stories
from analysis.topics import read_topics, topics_of
from analysis.types import Article
from analysis.wire import shared_text

TOPICS = Path(__file__).resolve().parent.parent / "seeds" / "topics.csv"
#: raised with a changed rule, so that what an older one found is found anew
VERSION = "1"


def relate(store: Store, said: Callable[[str], None] = lambda _: None) -> bool:
    """Find topics, copies and stories of all articles; return whether there was anything to do.

    Nothing is done where neither the articles nor the table of topics have changed since the last time. ``said`` is
    told each step. Raises ``BadTopics`` where the table of topics cannot be used.
    """
    ids = store.ids()
    stamp = _stamp(ids)
    if store.related() == stamp:
        return False
    table = read_topics(TOPICS)
    articles = store.articles(ids)
    said("topics")
    topics = {article.id: topics_of(article, table) for article in articles}
    said("copies of one text")
    copies = shared_text(articles)
    said("stories")
    story_of = group_stories(articles)
    stories = describe_stories([_with_topic(a, topics[a.id][0].id) for a in articles], story_of)
    store.relate(
        {
            "topics": [
                (at, topic.id, topic.name, topic.score, [word.term for word in topic.words])
                for at, found in topics.items()
                for topic in found
            ],
            "copies": [(c.article_id, c.group, c.kind, c.share, c.origin, c.first) for c in copies],
            "members": list(story_of.items()),
            "stories": [
                (s.id, s.title, s.first, s.last, len(s.articles), s.outlets, s.terms, s.topic, s.absent)
                for s in stories
            ],
        },
        stamp,
    )
    return True


def _with_topic(article: Article, topic: str) -> Article:
    """The publisher's topic where there is one, else the one that was found."""
    return article if article.topic is not None else replace(article, topic=topic)


def _stamp(ids: list[str]) -> str:
    joined = "\x1f".join([VERSION, hashlib.blake2b(TOPICS.read_bytes(), digest_size=8).hexdigest(), *ids])
    return hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=8).hexdigest()
