"""The kinds of the stored articles: which were found by earlier rules, and storing them again."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from analysis.store.query import StorePart, dict_rows, first_column


class Kinds(StorePart):
    """The part of a store that holds the kind of each article, and the reason for it."""

    def outdated(self, rules: str) -> list[str]:
        """Return the IDs of the articles whose kind was not found by these rules, in the order they were stored."""
        with self._file.reading() as connection:
            query = "SELECT id FROM articles WHERE kind_rules IS DISTINCT FROM ? ORDER BY rowid"
            return first_column(connection, query, [rules])

    def save(self, kinds: Sequence[pa.Table]) -> None:
        """Store kinds in one transaction, tables of ``records.kind_table``."""
        with self._file.writing() as connection:
            connection.register("incoming", pa.concat_tables(kinds))
            connection.execute(
                "UPDATE articles SET kind = i.kind, kind_reason = i.kind_reason, kind_rules = i.kind_rules "
                "FROM incoming i WHERE i.id = articles.id"
            )

    def of(self, article_id: str) -> tuple[str, str] | None:
        """Return the kind of an article and the reason; ``None`` if it has none yet or does not exist."""
        with self._file.reading() as connection:
            query = "SELECT kind, kind_reason FROM articles WHERE id = ? AND kind IS NOT NULL"
            found = dict_rows(connection, query, [article_id])
        return (found[0]["kind"], found[0]["kind_reason"]) if found else None
