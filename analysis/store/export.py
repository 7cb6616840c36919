"""The store's articles for export: whole rows of a selection, in batches that fit into memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.scorers import mark_kinds
from analysis.store.filter import WHERE, Filters
from analysis.store.query import StorePart, among, dictionaries

Record = dict[str, Any]


class Exports(StorePart):
    """Whole records of a selection."""

    def selected(self, filters: Filters) -> list[str]:
        """The ids of the selected articles, in the order they came in."""
        return [
            str(i) for i in self._select(f"SELECT a.id FROM articles a WHERE {WHERE} ORDER BY a.rowid", filters)["id"]
        ]

    def records(self, ids: Sequence[str], evidence: bool) -> list[Record]:
        """The articles with these ids, in that order, each with its measurements by key and, if asked, its evidence."""
        wanted = [list(ids)]

        def of(table: str, columns: str = "*", order: str = "rowid") -> list[Record]:
            key = "id" if table == "articles" else "article_id"
            query = f"SELECT {columns} FROM {table} WHERE {among(table, key)} ORDER BY {order}"
            return dictionaries(connection, query, wanted)

        with self._file.reading() as connection:
            found, numbers = of("articles"), of("measurements", "article_id, measure, value")
            marks, said = [], []
            if evidence:
                marks, said = of("marks", order="first, rowid"), of("attributions", order="content_first")
        lists = {key: kind.column for key, kind in mark_kinds().items()}
        by_id = {row["id"]: row for row in found}
        if evidence:
            for row in found:
                row |= {name: [] for name in (*lists.values(), "attributions")}
        for number in numbers:
            by_id[number["article_id"]][number["measure"]] = number["value"]
        for mark in marks:
            if mark["kind"] in lists:
                by_id[mark["article_id"]][lists[mark["kind"]]].append(mark)
        for statement in said:
            by_id[statement["article_id"]]["attributions"].append(statement)
        return [by_id[i] for i in ids if i in by_id]
