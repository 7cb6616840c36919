"""The words by which notices and other parts around an article are recognised, from ``phrases.csv``.

Each row has a ``pattern`` and its ``use``:
- ``gate`` and ``offer`` are calls to subscribe, ``consent`` is a sentence of a cookie notice.
- ``error title`` and ``error text`` are of error pages and of checks for robots; ``vague title`` is a title that only
  some of these have, and some articles too.
- ``biography`` is a sentence on an author, ``browser`` one of a notice about the browser of the reader.
- ``end`` is a heading after the end of an article, ``list`` the heading of a list of links, ``line`` a line about the
  page itself; each matches a whole line.
- ``define NAME`` is a part of other patterns, which contain it as ``%NAME%``.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("phrases.csv")
DEFINITION = re.compile(r"%(\w+)%")


@cache
def phrases(use: str) -> re.Pattern[str]:
    """One pattern of all rows with a use."""
    found = [DEFINITION.sub(lambda name: _rows()[f"define {name[1]}"][0], pattern) for pattern in _rows()[use]]
    return re.compile("|".join(found), re.IGNORECASE)


@cache
def _rows() -> dict[str, list[str]]:
    """The patterns of each use."""
    patterns: dict[str, list[str]] = {}
    with open(TABLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            patterns.setdefault(row["use"], []).append(row["pattern"])
    return patterns
