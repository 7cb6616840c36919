"""Stories: the articles, of any outlets, that report the same event."""

from __future__ import annotations

from analysis.corpus.stories.grouping import (
    RULES,
    Grouper,
    OpenStory,
    Rules,
    days_later,
    group_stories,
    in_order,
    series_of,
)
from analysis.corpus.stories.summary import COVERS, DAYS_AROUND, Story, describe, describe_stories
from analysis.corpus.stories.terms import Frequencies, Vector, WordCounts, count_words, term_vectors, total_counts

__all__ = [
    "COVERS", "DAYS_AROUND", "RULES", "Frequencies", "Grouper", "OpenStory", "Rules", "Story", "Vector", "WordCounts",
    "count_words", "days_later", "describe", "describe_stories", "group_stories", "in_order", "series_of",
    "term_vectors", "total_counts",
]  # fmt: skip
