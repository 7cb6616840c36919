"""The queries behind exports: whole records of a selection, read in batches that fit into memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.corpus.topics import OTHER
from analysis.scorers import mark_kinds
from analysis.store.filter import WHERE, Filters
from analysis.store.query import StorePart, dict_rows, key_in
from analysis.store.relations.furniture import sizes_of

Record = dict[str, Any]


class Exports(StorePart):
    """The part of a store that reads whole records."""

    def selected(self, filters: Filters) -> list[str]:
        """Return the IDs of the selected articles, in the order they were stored."""
        found = self._select(f"SELECT a.id FROM articles a WHERE {WHERE} ORDER BY a.rowid", filters)
        return [str(article_id) for article_id in found["id"]]

    def records(self, ids: Sequence[str], evidence: bool) -> list[Record]:
        """Return the articles with these IDs, in that order, with measurements by key and optionally their evidence.

        ``topics`` are the names of those found in the words, the clearest first; they are not there if nothing looked.
        An attribution has a ``person``, whom its speaker means.
        """
        wanted = [list(ids)]

        def rows(table: str, columns: str = "*", order: str = "rowid") -> list[Record]:
            key = "id" if table == "articles" else "article_id"
            query = f"SELECT {columns} FROM {table} WHERE {key_in(table, key)} ORDER BY {order}"
            return dict_rows(connection, query, wanted)

        with self._file.reading() as connection:
            apart = sizes_of(connection, ids)
            articles, measurements = rows("articles"), rows("measurements", "article_id, measure, value")
            topics = rows("topics", "article_id, topic, name")
            marks, attributions, people = [], [], []
            if evidence:
                marks, attributions = rows("marks", order="first, rowid"), rows("attributions", order="content_first")
                people = rows("people")
        columns = {key: kind.column for key, kind in mark_kinds().items()}
        by_id = {article["id"]: article | {"kept_apart": apart.get(article["id"], 0)} for article in articles}
        for topic in topics:
            found = by_id[topic["article_id"]].setdefault("topics", [])
            found += [] if topic["topic"] == OTHER else [topic["name"]]
        if evidence:
            for article in by_id.values():
                article |= {name: [] for name in (*columns.values(), "attributions")}
        for measurement in measurements:
            by_id[measurement["article_id"]][measurement["measure"]] = measurement["value"]
        for mark in marks:
            if mark["kind"] in columns:
                by_id[mark["article_id"]][columns[mark["kind"]]].append(mark)
        person_of = {(row["article_id"], row["name"]): row["person"] for row in people}
        for attribution in attributions:
            speaker = attribution["speaker"]
            is_person = attribution["source_type"] == "named_person"
            attribution["person"] = (
                person_of.get((attribution["article_id"], speaker), speaker) if is_person else speaker
            )
            by_id[attribution["article_id"]]["attributions"].append(attribution)
        return [by_id[article_id] for article_id in ids if article_id in by_id]
