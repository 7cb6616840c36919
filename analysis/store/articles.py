"""Inside a transaction: articles into the store, their readings, and which of them have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.store import records
from analysis.store.query import among, column, single
from analysis.store.schema import OF_AN_ARTICLE
from analysis.types import Problem


def insert_articles(connection: duckdb.DuckDBPyConnection, articles: pa.Table, problems: Sequence[Problem] = ()) -> int:
    """``Store.add`` inside a transaction; ``articles`` are rows of ``records.article_table``."""
    before = single(connection, "SELECT count(*) FROM articles")
    if len(articles):
        connection.register("incoming", _first_of_each(articles))
        connection.execute(
            "INSERT INTO articles SELECT * FROM incoming WHERE id NOT IN ("
            "SELECT i.id FROM incoming i JOIN articles a USING (id) UNION ALL SELECT i.id FROM incoming i JOIN "
            "articles a ON a.page = i.page AND a.outlet IS NOT DISTINCT FROM i.outlet)"
        )
    if problems:
        connection.register("found", records.problem_table([*dict.fromkeys(problems)]))
        connection.execute(
            "INSERT INTO problems SELECT * FROM found f WHERE NOT EXISTS (SELECT 1 FROM problems p WHERE "
            "p.file = f.file AND p.row_number IS NOT DISTINCT FROM f.row_number AND p.reason = f.reason)"
        )
    return single(connection, "SELECT count(*) FROM articles") - before


def _first_of_each(articles: pa.Table) -> pa.Table:
    """Of several articles with one id, or of one outlet's from one page, the first."""
    first: list[int] = []
    seen: set[object] = set()
    columns = (articles[name].to_pylist() for name in ("id", "outlet", "page"))
    for at, (article_id, outlet, page) in enumerate(zip(*columns, strict=True)):
        keys = {article_id} if page is None else {article_id, (outlet, page)}
        if seen.isdisjoint(keys):
            first.append(at)
            seen |= keys
    return articles if len(first) == len(articles) else articles.take(first)


def replace_readings(
    connection: duckdb.DuckDBPyConnection, done: Sequence[str], tables: Mapping[str, pa.Table]
) -> None:
    """Store rows of ``records.reading_tables`` in place of any older ones of the articles with these ids."""
    # of articles never measured there is nothing to delete, and looking for it would read all marks
    read_before = f"SELECT DISTINCT article_id FROM readings WHERE {among('readings', 'article_id')}"
    again = column(connection, read_before, [done])
    for table in OF_AN_ARTICLE:
        if again:
            connection.execute(f"DELETE FROM {table} WHERE {among(table, 'article_id')}", [again])
        connection.register("incoming", tables[table])
        connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")
        connection.unregister("incoming")


def unread(
    connection: duckdb.DuckDBPyConnection, versions: Mapping[str, str], of: Sequence[str] | None = None
) -> list[str]:
    """The ids, ``of`` these or of all, without a current reading of every scorer; see ``Store.pending``."""
    connection.register("wanted", pd.DataFrame({"scorer": list(versions), "version": list(versions.values())}))
    return column(
        connection,
        "SELECT id FROM articles a WHERE coalesce(a.language, 'en') = 'en' AND (SELECT count(*) FROM readings "
        "r JOIN wanted USING (scorer, version) WHERE r.article_id = a.id) < $scorers "
        f"AND ($of IS NULL OR {among('articles', 'id', '$of')}) ORDER BY a.rowid",
        {"scorers": len(versions), "of": None if of is None else list(of)},
    )
