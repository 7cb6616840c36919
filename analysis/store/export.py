"""The store's articles for export: whole rows of a selection, in batches that fit into memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.store import Store
from analysis.store.file import among
from analysis.store.filter import WHERE, Which

Record = dict[str, Any]
#: the list of an article's record that holds the marks of a kind
LISTS = {
    "hedge": "hedges", "booster": "boosters", "loaded": "loaded", "tone": "tone_words", "sentiment": "tone_words",
}  # fmt: skip


class ExportStore(Store):
    """A store with the queries of an export."""

    def selected(self, which: Which) -> list[str]:
        """The ids of the selected articles, in the order they came in."""
        return [
            str(i) for i in self._select(f"SELECT a.id FROM articles a WHERE {WHERE} ORDER BY a.rowid", which)["id"]
        ]

    def records(self, ids: Sequence[str], evidence: bool) -> list[Record]:
        """The articles with these ids, in that order, each with its measurements by key and, if asked, its evidence."""
        wanted = [list(ids)]

        def of(table: str, columns: str = "*", order: str = "rowid") -> list[Record]:
            key = "id" if table == "articles" else "article_id"
            query = f"SELECT {columns} FROM {table} WHERE {among(table, key)} ORDER BY {order}"
            return self._rows(connection, query, wanted)

        with self._reading() as connection:
            found, numbers = of("articles"), of("measurements", "article_id, measure, value")
            marks, said = [], []
            if evidence:
                marks, said = of("marks", order="first, rowid"), of("attributions", order="content_first")
        by_id = {row["id"]: row for row in found}
        if evidence:
            for row in found:
                row |= {name: [] for name in (*dict.fromkeys(LISTS.values()), "attributions")}
        for number in numbers:
            by_id[number["article_id"]][number["measure"]] = number["value"]
        for mark in marks:
            by_id[mark["article_id"]][LISTS[mark["kind"]]].append(mark)
        for statement in said:
            by_id[statement["article_id"]]["attributions"].append(statement)
        return [by_id[i] for i in ids if i in by_id]

    @staticmethod
    def _rows(connection: Any, query: str, parameters: list[Any]) -> list[Record]:
        found = connection.execute(query, parameters)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
