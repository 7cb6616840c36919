"""The table of outlets and their feeds: ``seeds/outlets.csv``, or a user's table with the same columns."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from analysis.paths import SEEDS

TABLE = SEEDS / "outlets.csv"
COLUMNS = ("name", "domain", "country", "type", "feed", "found", "tried")
REQUIRED = ("name", "feed")


class BadOutlets(ValueError):
    """A table of outlets that cannot be used; the message says where it is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet and one of its feeds.

    ``found`` is the source of the feed's address, ``tried`` the result of the last check of the feed.
    """

    name: str
    domain: str
    country: str
    type: str
    feed: str
    found: str
    tried: str


def read_outlets(path: Path = TABLE) -> list[Outlet]:
    """Read a table of outlets; only the columns ``name`` and ``feed`` are required. Raises ``BadOutlets``."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        columns = ", ".join(COLUMNS)
        raise BadOutlets(f"{path} cannot be read ({error}); give a CSV in UTF-8 with the columns {columns}") from error
    outlets = []
    for number, row in enumerate(rows, start=1):
        if not all((row.get(name) or "").strip() for name in REQUIRED):
            raise BadOutlets(f"{path}, row {number}: the name or the feed is missing")
        outlets.append(Outlet(*((row.get(name) or "").strip() for name in COLUMNS)))
    if not outlets:
        raise BadOutlets(f"{path} has no outlets; add one row per outlet")
    return outlets
