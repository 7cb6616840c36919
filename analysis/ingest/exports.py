"""Recognition of other tools' exports (NELA-GT, Media Cloud, Zotero, …) by their columns, listed in ``exports.csv``.

``needs`` are the columns that identify an export, ``columns`` maps our fields to its columns, and ``links_only`` marks
exports that list articles without their text.
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
    """One kind of export: its name, the columns that identify it, and which of its columns has which of our fields."""

    name: str
    needs: frozenset[str]
    columns: Mapping[str, str]
    links_only: bool


@cache
def exports() -> tuple[Export, ...]:
    """All known exports, those with the most identifying columns first."""
    known = []
    with open(TABLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            columns = dict(pair.split("=", 1) for pair in row["columns"].split(";"))
            known.append(Export(row["export"], frozenset(row["needs"].split(";")), columns, row["links_only"] == "yes"))
    return tuple(sorted(known, key=lambda export: -len(export.needs)))


def recognise(names: Iterable[str]) -> Export | None:
    """The first export whose identifying columns are all among ``names``, or ``None``."""
    present = set(names)
    return next((export for export in exports() if export.needs <= present), None)
