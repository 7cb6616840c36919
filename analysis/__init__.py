"""Sourcelight's analysis: text in, measurements with their evidence out.

The entries below are kept stable, for notebooks as for the dashboard. Each is imported when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.corpus.stories import group_stories
    from analysis.ingest.page import read_page
    from analysis.ingest.text import read_text
    from analysis.scorers.score import score_article, score_text

__version__ = "0.1.0"
__all__ = ["group_stories", "read_page", "read_text", "score_article", "score_text"]
_MODULES = {
    "group_stories": "analysis.corpus.stories",
    "read_page": "analysis.ingest.page",
    "read_text": "analysis.ingest.text",
    "score_article": "analysis.scorers.score",
    "score_text": "analysis.scorers.score",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(importlib.import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
