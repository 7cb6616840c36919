"""Scoring: measures an article or a plain text with every scorer."""

from __future__ import annotations

import datetime as dt
import hashlib

from analysis.document import Document, prepare
from analysis.scorers import scorers
from analysis.scorers.base import Reading
from analysis.types import Article, Measurement, ScoredArticle


def article_id(outlet: str | None, title: str | None, text: str) -> str:
    """Return sixteen hexadecimal digits made from outlet, title and text, the same on every machine."""
    joined = "\x1f".join((outlet or "", title or "", text))
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def score_article(article: Article) -> ScoredArticle:
    """Measure an article with every scorer."""
    document = prepare(article)
    return combine(article, [scorer.measure(document) for scorer in scorers()])


def combine(article: Article, readings: list[Reading]) -> ScoredArticle:
    """Combine the readings of several scorers."""
    measurements: dict[str, Measurement] = {}
    for reading in readings:
        measurements.update(reading.measurements)
    return ScoredArticle(
        article,
        measurements,
        marks=tuple(mark for r in readings for mark in r.marks),
        attributions=tuple(a for r in readings for a in r.attributions),
        toward=tuple(t for r in readings for t in r.toward),
    )


def score_text(
    text: str,
    title: str | None = None,
    outlet: str | None = None,
    published: dt.date | None = None,
    topic: str | None = None,
) -> ScoredArticle:
    """Measure a text without cleaning it; offsets in the result are characters of ``text``.

    A single sentence works as well as a whole article. Never raises on any string.
    """
    return score_article(Article(article_id(outlet, title, text), outlet, title, text, published, topic))


__all__ = ["Document", "article_id", "combine", "score_article", "score_text"]
