"""Group articles into stories online: each article joins the most similar story or begins a new one.

Single-pass clustering in the order of publication, as in topic detection and tracking (Allan et al. 1998, *On-line new
event detection and tracking*). The similarity of an article to a story is its mean cosine to the story's articles,
lowered by the number of days between them. Articles are never regrouped, so the ID of a story, which is that of its
first article, does not change.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from analysis.corpus.stories.terms import Frequencies, Vector, count_words, term_vectors
from analysis.types import Article

#: articles whose vectors are multiplied with each other at once
BATCH = 2000
#: the name of a series at the beginning of a headline: "Poll: ", "Podcast | "
SERIES = re.compile(r"\s*([^\W\d_][^:|\n]{1,29}?)\s*[:|]\s+\S")
#: such beginnings that name a kind of article or say how new it is, and no series
NO_SERIES = frozenset({
    "analysis", "breaking", "breaking news", "comment", "commentary", "editorial", "exclusive", "explainer",
    "fact check", "live", "live updates", "opinion", "report", "the latest", "update", "updated", "video", "watch",
})  # fmt: skip
Numbers = npt.NDArray[np.int64]
Products = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rules:
    """When an article belongs to a story.

    ``likeness`` is the minimum mean cosine (0 to 1) for articles of the same day; a gap of ``g`` days divides the
    cosine by ``sqrt(1 + g / fading_days)``, but leaves at least the part ``least`` of it to a story of more than
    ``few`` articles. A gap from an undated article to a dated story counts as ``unknown_days``, one between undated
    articles as ``fading_days``. A story is closed ``window_days`` after its last article. The cosine of an article to a
    story that only its own outlet has had counts the part ``alone`` on later days: an outlet repeats its manner, its
    subjects and the furniture of its pages.

    They were chosen on pairs of articles that were labelled by reading (``benchmarks/events``), so that the stories of
    ``benchmarks/accuracy/stories.py``, some of which last many months, are still found. Daily news is full of new steps
    of old affairs, so a week already counts much, and a window of more than two months joins what recurs each month.
    """

    likeness: float = 0.13
    fading_days: float = 7.0
    unknown_days: int = 30
    window_days: int = 60
    least: float = 0.6
    few: int = 5
    alone: float = 0.5

    def fading(self, story: OpenStory, date: dt.date | None) -> float:
        """Return the factor for the cosine of an article of this date to a story, 0 to 1."""
        days: float | None = story.days_to(date)
        if days is None:
            days = self.fading_days if date is None and story.last is None else self.unknown_days
        if days > self.window_days:
            return 0.0
        return max(self.least if story.articles > self.few else 0.0, 1 / math.sqrt(1 + days / self.fading_days))


RULES = Rules()


@dataclass(slots=True)
class OpenStory:
    """A story that may still grow, with its size and its dates (``None`` while all its articles are undated).

    ``weights`` is the sum of its articles' vectors, ``outlets`` are those that have it, and ``series`` is the headline
    by which each series is in it.
    """

    id: str
    articles: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    weights: Vector = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)
    series: dict[str, str] = field(default_factory=dict)

    def days_to(self, date: dt.date | None) -> int | None:
        """Return the days between a date and the story's nearest date; ``None`` if either is unknown."""
        if date is None or self.first is None or self.last is None:
            return None
        return max(0, (date - self.last).days, (self.first - date).days)

    def has_another_of(self, series: str | None, title: str | None) -> bool:
        """Whether an article of the same series with another headline is in this story."""
        return series is not None and self.series.get(series, title) != title


def series_of(outlet: str | None, title: str | None) -> str | None:
    """Return the series of an outlet that a headline names, such as "Poll:"; ``None`` if it names none."""
    name = SERIES.match(title or "")
    if outlet is None or name is None or name[1].lower() in NO_SERIES:
        return None
    return f"{outlet}\n{name[1].lower()}"


class Grouper:
    """The open stories of the articles added so far; ``add`` groups more articles.

    With ``closing``, stories too old to grow are dropped as days pass, so that memory depends only on the articles of
    the last ``window_days``. Undated articles, which come last, can then no longer join the dropped stories.
    """

    def __init__(self, rules: Rules = RULES, closing: bool = False) -> None:
        self.rules = rules
        self.closing = closing
        self.open: dict[str, OpenStory] = {}

    def add(
        self, articles: Iterable[tuple[Article, Vector]], candidates: Mapping[str, Sequence[OpenStory]] | None = None
    ) -> dict[str, str]:
        """Group articles given in the order of ``in_order``; return the story ID of each article ID.

        ``candidates`` holds, by article ID, stories from elsewhere that the article may join; they are updated if it
        does.
        """
        story_of: dict[str, str] = {}
        remaining = iter(articles)
        while batch := list(islice(remaining, BATCH)):
            story_of |= self._add_batch(batch, candidates or {})
            if self.closing:
                self._close_old(max((a.published for a, _ in batch if a.published is not None), default=None))
        return story_of

    def _add_batch(
        self, articles: Sequence[tuple[Article, Vector]], candidates: Mapping[str, Sequence[OpenStory]]
    ) -> dict[str, str]:
        batch = _Batch(articles, list(self.open.values()), candidates)
        story_of = {}
        for number, (article, vector) in enumerate(articles):
            products = batch.products(number)
            similar = batch.may_join(article.id) & (products >= self.rules.likeness * batch.sizes)
            row = self._most_similar(batch.stories, np.flatnonzero(similar), products, article)
            story = batch.assign(number, row, article.id)
            self._join(story, vector, article)
            story_of[article.id] = story.id
        return story_of

    def _most_similar(
        self, stories: Sequence[OpenStory], rows: Numbers, products: Products, article: Article
    ) -> int | None:
        """Return the row of the story most similar to an article; ties go to the lowest story ID.

        Articles of one series of an outlet report different events, however similar their words are.
        """
        best, best_likeness = None, self.rules.likeness
        series = series_of(article.outlet, article.title)
        for row in rows.tolist():
            story = stories[row]
            if story.has_another_of(series, article.title):
                continue
            likeness = float(products[row]) / story.articles * self.rules.fading(story, article.published)
            if story.days_to(article.published) and article.outlet is not None and story.outlets == {article.outlet}:
                likeness *= self.rules.alone
            if likeness > best_likeness or (
                likeness == best_likeness and (best is None or story.id < stories[best].id)
            ):
                best, best_likeness = row, likeness
        return best

    def _join(self, story: OpenStory, vector: Vector, article: Article) -> None:
        self.open[story.id] = story
        weights, date = story.weights, article.published
        weights.update(
            {term: weights.get(term, 0.0) + weight for term, weight in vector.items()} if weights else vector
        )
        story.articles += 1
        if article.outlet is not None:
            story.outlets.add(article.outlet)
        if article.title is not None and (series := series_of(article.outlet, article.title)) is not None:
            story.series.setdefault(series, article.title)
        if date is not None:
            story.first = min(story.first or date, date)
            story.last = max(story.last or date, date)

    def _close_old(self, today: dt.date | None) -> None:
        """Drop the stories too old to grow; undated ones stay open."""
        if today is not None:
            oldest = days_later(today, -self.rules.window_days)
            self.open = {key: story for key, story in self.open.items() if not story.last or story.last >= oldest}


def days_later(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or earlier if negative; at most the first or last day that a date can be."""
    return dt.date.fromordinal(min(max(dt.date.min.toordinal(), day.toordinal() + days), dt.date.max.toordinal()))


class _Batch:
    """Articles to be grouped and the ``stories`` they may join: open ones, candidates, and new ones as they begin.

    All inner products of the articles with each other and with the stories are computed once. The product of an article
    with a story is the sum of its products with the story's articles: those added before, whose vectors are summed in
    ``OpenStory.weights``, and those of this batch that have joined it so far.
    """

    def __init__(
        self,
        articles: Sequence[tuple[Article, Vector]],
        open_stories: list[OpenStory],
        candidates: Mapping[str, Sequence[OpenStory]],
    ) -> None:
        self.stories = list(open_stories)
        self._rows = {story.id: row for row, story in enumerate(self.stories)}
        self._candidates = candidates
        for article, _ in articles:
            for story in candidates.get(article.id, ()):
                if story.id not in self._rows:
                    self._rows[story.id] = len(self.stories)
                    self.stories.append(story)
        self._with_stories, self._with_articles = _products(
            [vector for _, vector in articles], [story.weights for story in self.stories]
        )
        rows = len(self.stories) + len(articles)  # every article may begin a story
        self._open_to_all = np.arange(rows) < len(open_stories)
        #: the number of articles of each story, 1 for those not begun yet
        self.sizes = np.array([story.articles for story in self.stories] + [1] * len(articles))
        self._row_of_article = np.zeros(len(articles), np.int64)

    def may_join(self, article_id: str) -> npt.NDArray[np.bool_]:
        """Return the stories that an article may join: those open to all and its own candidates."""
        may_join = self._open_to_all.copy()
        may_join[[self._rows[story.id] for story in self._candidates.get(article_id, ())]] = True
        return may_join

    def products(self, number: int) -> Products:
        """Return the product of an article, given by its number in the batch, with each story."""
        products = np.zeros(len(self.sizes))
        rows, values = _row(self._with_stories, number)
        products[rows] = values
        others, values = _row(self._with_articles, number)
        earlier = others < number
        np.add.at(products, self._row_of_article[others[earlier]], values[earlier])
        return products

    def assign(self, number: int, row: int | None, article_id: str) -> OpenStory:
        """Assign an article to the story in this row, or to a new one; return the story."""
        if row is None:
            row = len(self.stories)
            self.stories.append(OpenStory(article_id))
        else:
            self.sizes[row] += 1
        self._open_to_all[row] = True
        self._row_of_article[number] = row
        return self.stories[row]


def _products(articles: Sequence[Vector], stories: Sequence[Vector]) -> tuple[csr_array, csr_array]:
    """Return the inner products of each article with each story, and with each article."""
    vectors = [*articles, *stories]
    sizes = np.fromiter(map(len, vectors), np.int64, len(vectors))
    terms = pa.array(chain.from_iterable(vectors), pa.string()).dictionary_encode()
    weights = np.fromiter(chain.from_iterable(vector.values() for vector in vectors), np.float64, len(terms))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    shape = (len(vectors), max(1, len(terms.dictionary)))
    matrix = csr_array((weights, terms.indices.to_numpy(), starts), shape=shape)
    article_rows = matrix[: len(articles)]
    return article_rows @ matrix[len(articles) :].T.tocsr(), article_rows @ article_rows.T.tocsr()


def _row(products: csr_array, number: int) -> tuple[Numbers, Products]:
    """Return the columns and the values of one row of a sparse matrix."""
    part = slice(products.indptr[number], products.indptr[number + 1])
    return products.indices[part], products.data[part]


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Return each article once, by date and then by ID, those without a date last."""
    return sorted({a.id: a for a in articles}.values(), key=lambda a: (a.published or dt.date.max, a.id))


def group_stories(articles: Iterable[Article], rules: Rules = RULES) -> dict[str, str]:
    """Return the story of each article: article ID -> story ID, which is the ID of the story's first article."""
    ordered = in_order(articles)
    closing = all(article.published for article in ordered)
    return Grouper(rules, closing).add(term_vectors(((a, count_words(a)) for a in ordered), Frequencies()))
