"""Stories: the articles, of whatever outlets, that report one event."""

from __future__ import annotations

from analysis.corpus.stories.grouping import RULES, Grouper, OpenStory, Rules, group_stories, in_order
from analysis.corpus.stories.summary import COVERS, DAYS_AROUND, Story, describe, describe_stories
from analysis.corpus.stories.terms import Frequencies, Vector, Words, counted, weighed, words_of

__all__ = [
    "COVERS", "DAYS_AROUND", "RULES", "Frequencies", "Grouper", "OpenStory", "Rules", "Story", "Vector", "Words",
    "counted", "describe", "describe_stories", "group_stories", "in_order", "weighed", "words_of",
]  # fmt: skip
