"""Articles -> stories, online: each article joins the story it is most like, or begins one.

Single-pass clustering in the order of publication, as in topic detection and tracking (Allan et al. 1998,
*On-line new event detection and tracking*): the likeness of an article to a story is its mean cosine to
the story's articles, lowered by the days that lie between them. What has been grouped is never
regrouped, so the id of a story, taken from its first article, does not change.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from analysis.corpus.stories.terms import Frequencies, Vector, weighed, words_of
from analysis.types import Article

#: articles whose vectors are multiplied with each other at once
AT_ONCE = 2000
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rules:
    """When an article belongs to a story; chosen by cross-validation in ``benchmarks/accuracy/stories.py``, but for the window.

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

    def add(
        self, articles: Iterable[tuple[Article, Vector]], near: Mapping[str, Sequence[OpenStory]] | None = None
    ) -> dict[str, str]:
        """Group some articles, given in the order of ``in_order``: article id -> story id.

        ``near`` has for an article's id the stories from elsewhere that it may join; they are changed as it does.
        """
        story_of: dict[str, str] = {}
        waiting = iter(articles)
        while some := list(islice(waiting, AT_ONCE)):
            story_of |= self._add(some, near or {})
            if self.closing:
                self._close_old(max((a.published for a, _ in some if a.published is not None), default=None))
        return story_of

    def _add(
        self, articles: Sequence[tuple[Article, Vector]], near: Mapping[str, Sequence[OpenStory]]
    ) -> dict[str, str]:
        """Group some articles; the products of their vectors are all worked out before.

        An article's product with a story is the sum of those with the story's articles: with those stored or added
        before, and with those among ``articles`` that have joined it so far.
        """
        places = {story_id: place for place, story_id in enumerate(self.open)}
        stories = list(self.open.values())
        for article, _ in articles:
            for story in near.get(article.id, ()):
                if story.id not in places:
                    places[story.id] = len(stories)
                    stories.append(story)
        with_stories, with_articles = _products([vector for _, vector in articles], [s.weights for s in stories])
        places_in_all = len(stories) + len(articles)
        open_to_all = np.arange(places_in_all) < len(self.open)
        sizes = np.array([story.articles for story in stories] + [1] * len(articles))
        place_of = np.zeros(len(articles), np.int64)
        story_of = {}
        for number, (article, vector) in enumerate(articles):
            may_join = open_to_all.copy()
            may_join[[places[story.id] for story in near.get(article.id, ())]] = True
            products = np.zeros(places_in_all)
            others, product = _row(with_stories, number)
            products[others] = product
            others, product = _row(with_articles, number)
            earlier = others < number
            np.add.at(products, place_of[others[earlier]], product[earlier])
            like = np.flatnonzero(may_join & (products >= self.rules.likeness * sizes))
            place = self._nearest(stories, like, products, article.published)
            if place is None:
                place = len(stories)
                stories.append(OpenStory(article.id))
            else:
                sizes[place] += 1
            open_to_all[place] = True
            place_of[number] = place
            self._join(stories[place], vector, article.published)
            story_of[article.id] = stories[place].id
        return story_of

    def _nearest(
        self, stories: Sequence[OpenStory], among: Numbers, products: npt.NDArray[np.float64], date: dt.date | None
    ) -> int | None:
        """Where the story stands that an article of this date is most like; where two are, the first by its id."""
        best, best_likeness = None, self.rules.likeness
        for place in among.tolist():
            story = stories[place]
            likeness = float(products[place]) / story.articles * self.rules.fading(story.days_to(date))
            if likeness > best_likeness or (
                likeness == best_likeness and (best is None or story.id < stories[best].id)
            ):
                best, best_likeness = place, likeness
        return best

    def _join(self, story: OpenStory, vector: Vector, date: dt.date | None) -> None:
        self.open[story.id] = story
        met = story.weights
        met.update({term: met.get(term, 0.0) + weight for term, weight in vector.items()} if met else vector)
        story.articles += 1
        if date is not None:
            story.first = min(story.first or date, date)
            story.last = max(story.last or date, date)

    def _close_old(self, today: dt.date | None) -> None:
        """Forget the stories too old to grow; undated ones stay open."""
        if today is not None:
            oldest = today - dt.timedelta(days=self.rules.window_days)
            self.open = {at: story for at, story in self.open.items() if not story.last or story.last >= oldest}


def _products(articles: Sequence[Vector], stories: Sequence[Vector]) -> tuple[csr_array, csr_array]:
    """The inner product of each article with each story, and with each article."""
    vectors = [*articles, *stories]
    sizes = np.fromiter(map(len, vectors), np.int64, len(vectors))
    terms = pa.array(chain.from_iterable(vectors), pa.string()).dictionary_encode()
    weights = np.fromiter(chain.from_iterable(vector.values() for vector in vectors), np.float64, len(terms))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    shape = (len(vectors), max(1, len(terms.dictionary)))
    every = csr_array((weights, terms.indices.to_numpy(), starts), shape=shape)
    own = every[: len(articles)]
    return own @ every[len(articles) :].T.tocsr(), own @ own.T.tocsr()


def _row(products: csr_array, number: int) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """The columns and the values of one row."""
    part = slice(products.indptr[number], products.indptr[number + 1])
    return products.indices[part], products.data[part]


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Each article once, by date and then by id, those without a date last."""
    return sorted({a.id: a for a in articles}.values(), key=lambda a: (a.published or dt.date.max, a.id))


def group_stories(articles: Iterable[Article], rules: Rules = RULES) -> dict[str, str]:
    """Which story each article belongs to: article id -> story id, the id of the story's first article."""
    ordered = in_order(articles)
    closing = all(article.published for article in ordered)
    return Grouper(rules, closing).add(weighed(((a, words_of(a)) for a in ordered), Frequencies()))
