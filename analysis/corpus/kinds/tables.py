"""The tables of this folder."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def rows(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a table as dictionaries, in the order of the file."""
    with open(path, encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
