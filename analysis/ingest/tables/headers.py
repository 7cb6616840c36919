"""The header of a table: which of its first rows has the names of the columns, and names that are all different."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from analysis.ingest.tables.columns import USUAL_NAMES, bare_name

#: rows among which the header is looked for; above it, some programs write a title or a comment
HEADER_ROWS = 10
#: cells of a row below a single cell from which that cell is a title, and not a header
TABLE_CELLS = 3


def header_row(rows: Sequence[Sequence[Any]]) -> int:
    """The index of the row with the names of the columns.

    It is the first row that is not blank, unless that has no usual name and a later one has two, or unless it is a
    single cell above a row with several.
    """
    filled = [[cell for cell in row if str(cell).strip()] for row in rows[:HEADER_ROWS]]
    first = next((k for k, cells in enumerate(filled) if cells), 0)
    usual = [sum(bare_name(str(cell)) in _usual() for cell in cells) for cells in filled]
    if not filled or usual[first]:
        return first
    below = range(first + 1, len(filled))
    named = next((k for k in below if usual[k] > 1), None)
    if named is None and len(filled[first]) == 1:
        named = next((k for k in below if len(filled[k]) >= TABLE_CELLS), None)
    return first if named is None else named


def different(names: Sequence[str]) -> list[str]:
    """The names, of which a repeated one is given a number: “text (2)”."""
    if len(set(names)) == len(names):
        return list(names)
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


@cache
def _usual() -> frozenset[str]:
    return frozenset(bare_name(name) for names in USUAL_NAMES.values() for name in names)


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of a line by which a header is recognised, without their quotation marks."""
    return [re.sub(r"^\s*[\"']?|[\"']?\s*$", "", cell) for cell in line.split(delimiter)]
