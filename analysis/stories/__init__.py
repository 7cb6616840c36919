"""Stories: the articles, of whatever outlets, that report one event."""

from __future__ import annotations

from analysis.stories.grouping import RULES, Grouper, Rules, group_stories
from analysis.stories.summary import Story, describe_stories

__all__ = ["RULES", "Grouper", "Rules", "Story", "describe_stories", "group_stories"]
