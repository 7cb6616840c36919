"""What a story is, for readers: its title, its dates, its outlets, its terms, and who did not cover it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.corpus.stories.grouping import in_order
from analysis.corpus.stories.terms import Frequencies, Vector, weighed, words_of
from analysis.types import Article

#: a story is described by so many terms
DISTINCT_TERMS = 8
#: a term is the story's when at least this share of its articles has it among their heaviest
TERM_SHARE = 0.5
#: an outlet covers a topic when so many of its articles, outside the story, are on it
COVERS = 5
#: and it was publishing: it has an article within so many days of the story
DAYS_AROUND = 3


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event. ``id`` is that of its first article, ``title`` that of its most central one.

    ``outlets`` and ``articles`` (ids) are in order of publication; ``terms`` are those that make the story
    distinct, heaviest first. ``absent`` are the outlets that cover the story's topic, had articles around its
    days, and none of this story among the articles at hand; it is empty where the topic or the dates are unknown.
    """

    id: str
    title: str | None
    first: dt.date | None
    last: dt.date | None
    outlets: tuple[str, ...]
    articles: tuple[str, ...]
    terms: tuple[str, ...]
    topic: str | None
    absent: tuple[str, ...]


def describe_stories(articles: Iterable[Article], story_of: Mapping[str, str]) -> list[Story]:
    """The stories of grouped articles, largest first; articles that ``story_of`` does not know are left out."""
    ordered = in_order(articles)
    vectors = weighed(((article, words_of(article)) for article in ordered), Frequencies())
    vector_of = {article.id: vector for article, vector in vectors}
    members: dict[str, list[Article]] = defaultdict(list)
    for article in ordered:
        if article.id in story_of:
            members[story_of[article.id]].append(article)
    coverage = _Coverage(ordered)
    stories = [coverage.fill(describe(at, own, [vector_of[a.id] for a in own])) for at, own in members.items()]
    return sorted(stories, key=lambda story: -len(story.articles))


class _Coverage:
    """Which outlet has how many articles on a topic, and on which days it published."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.on_topic: dict[str, Counter[str]] = defaultdict(Counter)
        self.days: dict[str, set[dt.date]] = defaultdict(set)
        for article in articles:
            if article.outlet is not None:
                if article.topic is not None:
                    self.on_topic[article.topic][article.outlet] += 1
                if article.published is not None:
                    self.days[article.outlet].add(article.published)

    def fill(self, story: Story) -> Story:
        """The story with the outlets that are absent from it."""
        if story.topic is None or story.first is None or story.last is None:
            return story
        around = dt.timedelta(days=DAYS_AROUND)
        first, last = story.first - around, story.last + around
        found = sorted(
            outlet
            for outlet, count in self.on_topic[story.topic].items()
            if count >= COVERS
            and outlet not in story.outlets
            and any(first <= day <= last for day in self.days[outlet])
        )
        return replace(story, absent=tuple(found))


def describe(story_id: str, articles: Sequence[Article], vectors: Sequence[Vector]) -> Story:
    """A story from its articles, in order, and their vectors, ``absent`` left empty; plays no part: their text."""
    total: Vector = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight
    # rounded, since of two articles each is as near as the other, but for the order in which terms are added up
    nearness = [round(sum(weight * total[term] for term, weight in vector.items()), 6) for vector in vectors]
    central = max(range(len(articles)), key=lambda k: (articles[k].title is not None, nearness[k], -k))
    carriers = Counter(term for vector in vectors for term in vector)
    distinct = [term for term in total if carriers[term] >= TERM_SHARE * len(articles)]
    dates = [article.published for article in articles if article.published is not None]
    topic, _ = Counter(article.topic for article in articles).most_common(1)[0]
    return Story(
        id=story_id,
        title=articles[central].title,
        first=min(dates, default=None),
        last=max(dates, default=None),
        outlets=tuple(dict.fromkeys(article.outlet for article in articles if article.outlet is not None)),
        articles=tuple(article.id for article in articles),
        terms=tuple(sorted(distinct, key=lambda term: (-total[term], term))[:DISTINCT_TERMS]),
        topic=topic,
        absent=(),
    )
