"""The kinds of articles: their names, and the answer that says which one an article is and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Name = Literal["news", "analysis", "opinion", "live", "interview", "review", "list", "release", "unknown"]
#: each kind -> its name for readers
TITLES: dict[Name, str] = {
    "news": "News report",
    "analysis": "Analysis",
    "opinion": "Opinion",
    "live": "Live blog",
    "interview": "Interview or transcript",
    "review": "Review",
    "list": "List",
    "release": "Press release",
    "unknown": "Unknown",
}


def title_of(name: str) -> str:
    """The name for readers of a stored kind; a kind of another version keeps its name."""
    return next((title for kind, title in TITLES.items() if kind == name), name)


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of an article and the reason in a few words.

    ``stated`` is true if the source states it (a section, an address, a label), false if it was found by the words.
    """

    name: Name
    reason: str
    stated: bool
