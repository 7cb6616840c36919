"""Sourcelight's analysis: text in, measurements with their evidence out.

The entries below are kept stable, for notebooks as for the dashboard.
"""

from __future__ import annotations

from analysis.corpus.stories import group_stories
from analysis.ingest.page import read_page
from analysis.ingest.text import read_text
from analysis.scorers.score import score_article, score_text

__version__ = "0.1.0"
__all__ = ["group_stories", "read_page", "read_text", "score_article", "score_text"]
