"""Recognition of other tools' exports (NELA-GT, Media Cloud, Zotero, …) by their columns, listed in ``exports.csv``.

``needs`` are the columns that identify an export, and ``columns`` maps our fields to its columns: ``a.b`` is the value
b of an object in column a, and ``|`` separates columns of which the first that has values is used. ``links_only`` marks
exports that list articles without their text, and ``partial`` those that only have the beginnings of articles.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("exports.csv")


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export: its name, the columns that identify it, and which of its columns has which of our fields."""

    name: str
    needs: frozenset[str]
    columns: Mapping[str, str]
    links_only: bool
    partial: bool = False


@cache
def exports() -> tuple[Export, ...]:
    """All known exports, those with the most identifying columns first."""
    known = []
    with open(TABLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            columns = dict(pair.split("=", 1) for pair in row["columns"].split(";"))
            needs = frozenset(row["needs"].split(";"))
            known.append(Export(row["export"], needs, columns, row["links_only"] == "yes", row["partial"] == "yes"))
    return tuple(sorted(known, key=lambda export: -len(export.needs)))


def recognise(names: Iterable[str], rows: Sequence[Mapping[str, Any]] = ()) -> Export | None:
    """The first export whose identifying columns are all among ``names``, or ``None``.

    ``rows`` are the first rows; they decide which of several columns has the values of a field.
    """
    present = set(names)
    export = next((export for export in exports() if export.needs <= present), None)
    if export is None:
        return None
    columns = {field: _first_with_values(column.split("|"), rows) for field, column in export.columns.items()}
    return replace(export, columns=columns)


def _first_with_values(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    if len(columns) == 1:
        return columns[0]
    return next((c for c in columns if any(value_at(row, c) not in (None, "", [], {}) for row in rows)), columns[0])


def value_at(row: Mapping[str, Any], column: str) -> Any:
    """The value of a column; of ``a.b``, the value b of the object in column a. ``None`` if there is none."""
    if column in row or "." not in column:
        return row.get(column)
    value: Any = row
    for key in column.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
