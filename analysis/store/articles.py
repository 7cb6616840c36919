"""Functions that work inside a transaction: store articles and readings, and find articles without readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.store import records
from analysis.store.query import first_column, key_in, scalar
from analysis.store.schema import READING_TABLES
from analysis.types import Problem


def insert_articles(connection: duckdb.DuckDBPyConnection, articles: pa.Table, problems: Sequence[Problem] = ()) -> int:
    """Do what ``Store.add`` does; ``articles`` are rows of ``records.article_table``."""
    before = scalar(connection, "SELECT count(*) FROM articles")
    if len(articles):
        connection.register("incoming", _deduplicated(articles))
        connection.execute(
            "INSERT INTO articles BY NAME SELECT * FROM incoming WHERE id NOT IN ("
            "SELECT i.id FROM incoming i JOIN articles a USING (id) UNION ALL SELECT i.id FROM incoming i JOIN "
            "articles a ON a.page = i.page AND a.outlet IS NOT DISTINCT FROM i.outlet)"
        )
    if problems:
        connection.register("found", records.problem_table([*dict.fromkeys(problems)]))
        connection.execute(
            "INSERT INTO problems SELECT * FROM found f WHERE NOT EXISTS (SELECT 1 FROM problems p WHERE "
            "p.file = f.file AND p.row_number IS NOT DISTINCT FROM f.row_number AND p.reason = f.reason)"
        )
    return scalar(connection, "SELECT count(*) FROM articles") - before


def _deduplicated(articles: pa.Table) -> pa.Table:
    """Of several articles with one id, or of one outlet's from one page, the first; of a page, a whole text if any."""
    first: list[int] = []
    seen: set[object] = set()
    rows = list(zip(*(articles[name].to_pylist() for name in ("id", "outlet", "page", "partial")), strict=True))
    whole = {(outlet, page) for _, outlet, page, partial in rows if not partial}
    for at, (article_id, outlet, page, partial) in enumerate(rows):
        keys = {article_id} if page is None else {article_id, (outlet, page)}
        if seen.isdisjoint(keys) and not (partial and page is not None and (outlet, page) in whole):
            first.append(at)
            seen |= keys
    return articles if len(first) == len(articles) else articles.take(first)


def replace_readings(
    connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str], tables: Mapping[str, pa.Table]
) -> None:
    """Replace everything measured on these articles by the rows of ``records.reading_tables``."""
    # without older readings there is nothing to delete, and a DELETE would scan all marks
    query = f"SELECT DISTINCT article_id FROM readings WHERE {key_in('readings', 'article_id')}"
    measured_before = first_column(connection, query, [article_ids])
    if measured_before:
        connection.execute(f"DELETE FROM people WHERE {key_in('people', 'article_id')}", [measured_before])
    for table in READING_TABLES:
        if measured_before:
            connection.execute(f"DELETE FROM {table} WHERE {key_in(table, 'article_id')}", [measured_before])
        connection.register("incoming", tables[table])
        connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")
        connection.unregister("incoming")


def ids_missing_readings(
    connection: duckdb.DuckDBPyConnection, versions: Mapping[str, str], ids: Sequence[str] | None = None
) -> list[str]:
    """Return those of the ``ids``, or of all, that have no current reading of some scorer; see ``Store.pending``."""
    connection.register("wanted", pd.DataFrame({"scorer": list(versions), "version": list(versions.values())}))
    return first_column(
        connection,
        "SELECT id FROM articles a WHERE coalesce(a.language, 'en') = 'en' AND NOT coalesce(a.partial, false) AND "
        "(SELECT count(*) FROM readings r JOIN wanted USING (scorer, version) WHERE r.article_id = a.id) < $scorers "
        f"AND ($ids IS NULL OR {key_in('articles', 'id', '$ids')}) ORDER BY a.rowid",
        {"scorers": len(versions), "ids": None if ids is None else list(ids)},
    )
