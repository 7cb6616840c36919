"""What a story is, for readers: its title, its dates, its outlets, its terms, and who did not cover it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.stories.terms import Frequencies, Vector, words_of
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
    ordered = sorted(articles, key=lambda a: (a.published or dt.date.max, a.id))
    frequencies = Frequencies()
    members: dict[str, list[Article]] = defaultdict(list)
    for article in ordered:
        frequencies.add(words_of(article))
        if article.id in story_of:
            members[story_of[article.id]].append(article)
    coverage = _Coverage(ordered)
    stories = [_describe(story_id, own, frequencies, coverage) for story_id, own in members.items()]
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

    def absent(self, topic: str, first: dt.date, last: dt.date, present: Iterable[str]) -> tuple[str, ...]:
        around = dt.timedelta(days=DAYS_AROUND)
        return tuple(
            sorted(
                outlet
                for outlet, count in self.on_topic[topic].items()
                if count >= COVERS
                and outlet not in present
                and any(first - around <= day <= last + around for day in self.days[outlet])
            )
        )


def _describe(story_id: str, articles: Sequence[Article], frequencies: Frequencies, coverage: _Coverage) -> Story:
    vectors = [frequencies.vector(words_of(article)) for article in articles]
    total: Vector = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight
    nearness = [sum(weight * total[term] for term, weight in vector.items()) for vector in vectors]
    central = max(range(len(articles)), key=lambda k: (articles[k].title is not None, nearness[k], -k))
    carriers = Counter(term for vector in vectors for term in vector)
    distinct = [term for term in total if carriers[term] >= TERM_SHARE * len(articles)]
    dates = [article.published for article in articles if article.published is not None]
    outlets = tuple(dict.fromkeys(article.outlet for article in articles if article.outlet is not None))
    topic, _ = Counter(article.topic for article in articles).most_common(1)[0]
    known = topic is not None and bool(dates)
    return Story(
        id=story_id,
        title=articles[central].title,
        first=min(dates, default=None),
        last=max(dates, default=None),
        outlets=outlets,
        articles=tuple(article.id for article in articles),
        terms=tuple(sorted(distinct, key=lambda term: (-total[term], term))[:DISTINCT_TERMS]),
        topic=topic,
        absent=coverage.absent(topic, min(dates), max(dates), outlets) if topic is not None and known else (),
    )
