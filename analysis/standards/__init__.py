"""A standards desk for drafts: who is quoted and by what name, and passages that an editor may want to look at again.

``check_draft`` measures one text; nothing is stored. ``guidelines.csv`` names the public guideline that each rule
touches, and ``thresholds.toml`` holds the limits, which a newsroom can set in a file of its own.
"""

from __future__ import annotations

from analysis.standards.draft import DraftReport, Note, check_draft
from analysis.standards.rules import RULES, Rule, guidelines_of
from analysis.standards.sources import DraftSource
from analysis.standards.thresholds import BadThresholds, Thresholds, read_thresholds

__all__ = [
    "RULES", "BadThresholds", "DraftReport", "DraftSource", "Note", "Rule", "Thresholds", "check_draft",
    "guidelines_of", "read_thresholds",
]  # fmt: skip
