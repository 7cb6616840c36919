"""The word lists, one CSV each; ``README.md`` beside them says what the columns mean."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The entries of ``<name>.csv``, one dictionary a row, in file order.

    Raises ``FileNotFoundError`` where there is no such list.
    """
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(name: str, key: str, value: str) -> dict[str, str]:
    """One column of a list as a dictionary: ``{row[key]: row[value]}``."""
    return {row[key]: row[value] for row in rows(name)}
