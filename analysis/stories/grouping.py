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
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from analysis.stories.terms import Frequencies, Vector, words_of
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
    """A story that may still grow: its id, its size, its dates (``None`` while undated) and its terms."""

    id: str
    articles: int
    first: dt.date | None
    last: dt.date | None
    terms: set[str]

    def days_to(self, date: dt.date | None) -> int | None:
        """Days between a date and the nearest of the story's; ``None`` where either is not known."""
        if date is None or self.first is None or self.last is None:
            return None
        return max(0, (date - self.last).days, (self.first - date).days)


class Grouper:
    """The stories so far; ``add`` lets new articles join them.

    Memory grows with the articles of the last ``window_days`` and with the number of different words.
    """

    def __init__(self, rules: Rules = RULES) -> None:
        self.rules = rules
        self._frequencies = Frequencies()
        self._open: dict[str, OpenStory] = {}
        # term -> story id -> the sum of its articles' weights: index and centroids in one
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._today: dt.date | None = None

    def add(self, articles: Iterable[Article]) -> dict[str, str]:
        """Group some articles: article id -> story id.

        Within one call they are taken by date, then by id; those without a date come last and are compared
        with every story of the call and every open one. An id that occurs twice in one call is grouped once.
        """
        once = {article.id: article for article in articles}
        ordered = sorted(once.values(), key=lambda a: (a.published or dt.date.max, a.id))
        all_dated = all(article.published for article in ordered)
        story_of = {}
        for article in ordered:
            date = article.published
            if date is not None and (self._today is None or date > self._today):
                self._today = date
                if all_dated:  # else the undated ones are still to be compared with the old stories
                    self._close_old()
            story_of[article.id] = self._place(article)
        self._close_old()
        return story_of

    def _place(self, article: Article) -> str:
        date = article.published
        counts = words_of(article)
        self._frequencies.add(counts)
        vector = self._frequencies.vector(counts)
        story = self._nearest(vector, date)
        if story is None:
            story = self._open.setdefault(article.id, OpenStory(article.id, 0, None, None, set()))
        self._join(story, vector, date)
        return story.id

    def _nearest(self, vector: Vector, date: dt.date | None) -> OpenStory | None:
        products: dict[str, float] = defaultdict(float)
        for term, weight in vector.items():
            for story_id, total in self._weights.get(term, {}).items():
                products[story_id] += weight * total
        best, best_likeness = None, self.rules.likeness
        for story_id, product in products.items():
            story = self._open[story_id]
            cosine = product / story.articles
            if cosine < best_likeness:
                continue
            likeness = cosine * self.rules.fading(story.days_to(date))
            if likeness >= best_likeness:
                best, best_likeness = story, likeness
        return best

    def _join(self, story: OpenStory, vector: Vector, date: dt.date | None) -> None:
        for term, weight in vector.items():
            stories = self._weights[term]
            stories[story.id] = stories.get(story.id, 0.0) + weight
        story.terms.update(vector)
        story.articles += 1
        if date is not None:
            story.first = min(story.first or date, date)
            story.last = max(story.last or date, date)

    def _close_old(self) -> None:
        """Forget the stories too old to grow; undated ones stay open."""
        if self._today is None:
            return
        oldest = self._today - dt.timedelta(days=self.rules.window_days)
        old = [story for story in self._open.values() if story.last and story.last < oldest]
        for story in old:
            for term in story.terms:
                del self._weights[term][story.id]
                if not self._weights[term]:
                    del self._weights[term]
            del self._open[story.id]

    def state(self) -> dict[str, Any]:
        """Everything that later articles need, as plain rows: the open stories and the words counted."""
        terms = {s.id: sorted((t, self._weights[t][s.id]) for t in s.terms) for s in self._open.values()}
        return {
            "today": self._today and self._today.isoformat(),
            "articles": self._frequencies.articles,
            "frequencies": sorted(self._frequencies.counts.items()),
            "stories": [
                [s.id, s.articles, s.first and s.first.isoformat(), s.last and s.last.isoformat(), terms[s.id]]
                for s in self._open.values()
            ],
        }

    @classmethod
    def from_state(cls, state: dict[str, Any], rules: Rules = RULES) -> Grouper:
        """Go on from what ``state`` gave, also after a trip through JSON."""
        grouper = cls(rules)
        grouper._today = _date(state["today"])
        grouper._frequencies = Frequencies(state["articles"], ((word, count) for word, count in state["frequencies"]))
        for story_id, articles, first, last, terms in state["stories"]:
            grouper._open[story_id] = OpenStory(story_id, articles, _date(first), _date(last), {t for t, _ in terms})
            for term, weight in terms:
                grouper._weights[term][story_id] = weight
        return grouper


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def group_stories(articles: Iterable[Article]) -> dict[str, str]:
    """Which story each article belongs to: article id -> story id, the id of the story's first article."""
    return Grouper().add(articles)
