"""The exports of tools that readers already have, recognised by their columns (``exports.csv``).

``needs`` are the columns by which an export is recognised, ``columns`` our fields in its columns; an export that is
``links_only`` names articles without their text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("exports.csv")


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export: its name, the columns it is known by, and where it keeps our fields."""

    name: str
    needs: frozenset[str]
    columns: Mapping[str, str]
    links_only: bool


@cache
def exports() -> tuple[Export, ...]:
    """The exports that are known, the most particular first."""
    found = []
    with open(TABLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            columns = dict(pair.split("=", 1) for pair in row["columns"].split(";"))
            found.append(Export(row["export"], frozenset(row["needs"].split(";")), columns, row["links_only"] == "yes"))
    return tuple(sorted(found, key=lambda export: -len(export.needs)))


def recognise(names: Iterable[str]) -> Export | None:
    """The export whose columns are all among ``names``, ``None`` where there is none."""
    there = set(names)
    return next((export for export in exports() if export.needs <= there), None)
