"""The lexicons, one CSV file each; ``README.md`` in this folder explains the columns."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``<name>.csv`` as dictionaries, in file order.

    Raises ``FileNotFoundError`` if there is no such lexicon.
    """
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(name: str, key: str, value: str) -> dict[str, str]:
    """Return two columns of a lexicon as a dictionary: ``{row[key]: row[value]}``."""
    return {row[key]: row[value] for row in rows(name)}
