"""The table of outlets and their public feeds, ``seeds/outlets.csv`` or one in its shape."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from analysis.paths import SEEDS

TABLE = SEEDS / "outlets.csv"
COLUMNS = ("name", "domain", "country", "type", "feed", "found", "tried")
NEEDED = ("name", "feed")


class BadOutlets(ValueError):
    """A table of outlets that cannot be used; the message says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet and a public feed of it. ``found``: where the feed's address is stated; ``tried``: what it gave."""

    name: str
    domain: str
    country: str
    type: str
    feed: str
    found: str
    tried: str


def read_outlets(path: Path = TABLE) -> list[Outlet]:
    """The outlets of a table with the columns ``name, feed`` and any of the others. Raises ``BadOutlets``."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadOutlets(f"{path} cannot be read ({error}); give a CSV in UTF-8 with {', '.join(COLUMNS)}") from error
    outlets = []
    for number, row in enumerate(rows, start=1):
        if not all((row.get(name) or "").strip() for name in NEEDED):
            raise BadOutlets(f"{path}, row {number}: an outlet needs a name and a feed")
        outlets.append(Outlet(*((row.get(name) or "").strip() for name in COLUMNS)))
    if not outlets:
        raise BadOutlets(f"{path} holds no outlets")
    return outlets
