"""Articles -> stories, online: each article joins the story it is most like, or begins one.

Single-pass clustering in the order of publication, as in topic detection and tracking (Allan et al. 1998,
*On-line new event detection and tracking*): the likeness of an article to a story is its mean cosine to
the story's articles, lowered by the days that lie between them. What has been grouped is never
regrouped, so the id of a story, taken from its first article, does not change.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.stories.terms import Frequencies, Vector, weighed, words_of
from analysis.types import Article


@dataclass(frozen=True, slots=True)
class Rules:
    """When an article belongs to a story; chosen by cross-validation in ``benchmarks/stories.py``, but for the window.

    A window of a year did best there (by 0.011), since some labelled events span many months; in daily news it joins
    what recurs each month, so it is two months.

    ``likeness`` is the least mean cosine (0 to 1) for two articles of one day; a gap of ``g`` days divides
    the cosine by ``sqrt(1 + g / fading_days)``; a story is closed ``window_days`` after its last article.
    """

    likeness: float = 0.12
    fading_days: float = 30.0
    window_days: int = 60

    def fading(self, days: int | None) -> float:
        """What a cosine is multiplied by, 0 to 1; an unknown gap counts as ``fading_days``."""
        if days is None:
            days = round(self.fading_days)
        return 0.0 if days > self.window_days else 1 / math.sqrt(1 + days / self.fading_days)


RULES = Rules()


@dataclass(slots=True)
class OpenStory:
    """A story that may still grow: its id, its size, its dates (``None`` while undated).

    ``weights`` is the sum of its articles' vectors.
    """

    id: str
    articles: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    weights: Vector = field(default_factory=dict)

    def days_to(self, date: dt.date | None) -> int | None:
        """Days between a date and the nearest of the story's; ``None`` where either is not known."""
        if date is None or self.first is None or self.last is None:
            return None
        return max(0, (date - self.last).days, (self.first - date).days)


class Grouper:
    """The stories that articles have begun or joined here; ``add`` lets more join them.

    With ``closing``, stories too old to grow are forgotten as days pass, so memory grows with the articles of the
    last ``window_days``; articles without a date, which come last, then no longer meet them.
    """

    def __init__(self, rules: Rules = RULES, closing: bool = False) -> None:
        self.rules = rules
        self.closing = closing
        self.open: dict[str, OpenStory] = {}
        # term -> story id -> the sum of its articles' weights: an index of the open stories
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._today: dt.date | None = None

    def add(
        self, articles: Iterable[tuple[Article, Vector]], near: Mapping[str, Sequence[OpenStory]] | None = None
    ) -> dict[str, str]:
        """Group some articles, given in the order of ``in_order``: article id -> story id.

        ``near`` has for an article's id the stories from elsewhere that it may join; they are changed as it does.
        """
        story_of = {}
        for article, vector in articles:
            date = article.published
            if date is not None and (self._today is None or date > self._today):
                self._today = date
                if self.closing:
                    self._close_old()
            story = self._nearest(vector, date, (near or {}).get(article.id, ()))
            self._join(story or OpenStory(article.id), vector, date)
            story_of[article.id] = story.id if story else article.id
        return story_of

    def _nearest(self, vector: Vector, date: dt.date | None, near: Sequence[OpenStory]) -> OpenStory | None:
        products: dict[str, float] = defaultdict(float)
        for term, weight in vector.items():
            for story_id, total in self._weights.get(term, {}).items():
                products[story_id] += weight * total
        found = [(self.open[story_id], product) for story_id, product in products.items()]
        for story in near:
            if story.id not in self.open:
                weights = story.weights
                shared = [weight * weights[term] for term, weight in vector.items() if term in weights]
                found.append((story, sum(shared)))
        best, best_likeness = None, self.rules.likeness
        for story, product in found:
            cosine = product / story.articles
            if cosine < best_likeness:
                continue
            likeness = cosine * self.rules.fading(story.days_to(date))
            if likeness > best_likeness or (likeness == best_likeness and (best is None or story.id < best.id)):
                best, best_likeness = story, likeness
        return best

    def _join(self, story: OpenStory, vector: Vector, date: dt.date | None) -> None:
        if story.id not in self.open:
            self.open[story.id] = story
            for term, weight in story.weights.items():
                self._weights[term][story.id] = weight
        for term, weight in vector.items():
            story.weights[term] = self._weights[term][story.id] = story.weights.get(term, 0.0) + weight
        story.articles += 1
        if date is not None:
            story.first = min(story.first or date, date)
            story.last = max(story.last or date, date)

    def _close_old(self) -> None:
        """Forget the stories too old to grow; undated ones stay open."""
        assert self._today is not None
        oldest = self._today - dt.timedelta(days=self.rules.window_days)
        old = [story for story in self.open.values() if story.last and story.last < oldest]
        for story in old:
            for term in story.weights:
                del self._weights[term][story.id]
                if not self._weights[term]:
                    del self._weights[term]
            del self.open[story.id]


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Each article once, by date and then by id, those without a date last."""
    return sorted({a.id: a for a in articles}.values(), key=lambda a: (a.published or dt.date.max, a.id))


def group_stories(articles: Iterable[Article], rules: Rules = RULES) -> dict[str, str]:
    """Which story each article belongs to: article id -> story id, the id of the story's first article."""
    ordered = in_order(articles)
    closing = all(article.published for article in ordered)
    return Grouper(rules, closing).add(weighed(((a, words_of(a)) for a in ordered), Frequencies()))
