"""Description of a story: its title, dates, outlets and terms, and the outlets that did not cover it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.corpus.stories.grouping import days_later, in_order
from analysis.corpus.stories.terms import Frequencies, Vector, count_words, term_vectors
from analysis.types import Article

#: terms that describe a story at most
MAX_TERMS = 8
#: share of a story's articles that must have a term in their vectors for it to describe the story
MIN_TERM_SHARE = 0.5
#: articles on a topic, outside the story, from which an outlet is taken to cover the topic
COVERS = 5
#: days before and after the story within which an outlet must have published to be called absent from it
DAYS_AROUND = 3


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event. ``id`` is that of its first article, ``title`` that of its most central one.

    ``outlets`` and ``articles`` (IDs) are in order of publication; ``terms`` are the most distinctive, heaviest first.
    ``absent`` are the outlets that cover the story's topic and published around its days, but have no article of this
    story in the corpus; it is empty where the topic or the dates are unknown.
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
    """Describe the stories of grouped articles, largest first; articles that ``story_of`` lacks are left out."""
    ordered = in_order(articles)
    vectors = term_vectors(((article, count_words(article)) for article in ordered), Frequencies())
    vector_of = {article.id: vector for article, vector in vectors}
    members: dict[str, list[Article]] = defaultdict(list)
    for article in ordered:
        if article.id in story_of:
            members[story_of[article.id]].append(article)
    coverage = _Coverage(ordered)
    stories = [
        coverage.with_absent(describe(story_id, own, [vector_of[a.id] for a in own]))
        for story_id, own in members.items()
    ]
    return sorted(stories, key=lambda story: -len(story.articles))


class _Coverage:
    """The number of articles of each outlet by topic, and the days on which it published."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.on_topic: dict[str, Counter[str]] = defaultdict(Counter)
        self.days: dict[str, set[dt.date]] = defaultdict(set)
        for article in articles:
            if article.outlet is not None:
                if article.topic is not None:
                    self.on_topic[article.topic][article.outlet] += 1
                if article.published is not None:
                    self.days[article.outlet].add(article.published)

    def with_absent(self, story: Story) -> Story:
        """Return the story with ``absent`` filled in."""
        if story.topic is None or story.first is None or story.last is None:
            return story
        first, last = days_later(story.first, -DAYS_AROUND), days_later(story.last, DAYS_AROUND)
        found = sorted(
            outlet
            for outlet, count in self.on_topic[story.topic].items()
            if count >= COVERS
            and outlet not in story.outlets
            and any(first <= day <= last for day in self.days[outlet])
        )
        return replace(story, absent=tuple(found))


def describe(story_id: str, articles: Sequence[Article], vectors: Sequence[Vector]) -> Story:
    """Describe a story by its articles, in order, and their vectors; ``absent`` is left empty. Texts are not needed."""
    total: Vector = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight
    # rounded, since two articles are equally central but for rounding errors that depend on the order of the terms
    centrality = [round(sum(weight * total[term] for term, weight in vector.items()), 6) for vector in vectors]
    central = max(range(len(articles)), key=lambda k: (articles[k].title is not None, centrality[k], -k))
    articles_with = Counter(term for vector in vectors for term in vector)
    common = [term for term in total if articles_with[term] >= MIN_TERM_SHARE * len(articles)]
    dates = [article.published for article in articles if article.published is not None]
    topic, _ = Counter(article.topic for article in articles).most_common(1)[0]
    return Story(
        id=story_id,
        title=articles[central].title,
        first=min(dates, default=None),
        last=max(dates, default=None),
        outlets=tuple(dict.fromkeys(article.outlet for article in articles if article.outlet is not None)),
        articles=tuple(article.id for article in articles),
        terms=tuple(sorted(common, key=lambda term: (-total[term], term))[:MAX_TERMS]),
        topic=topic,
        absent=(),
    )
