"""The store: articles, readings, evidence and what relates articles. It and the files beside it alone know SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.store import records as shape
from analysis.store.charts import StoreTables
from analysis.store.file import DEFAULT, DEMONSTRATION, ENVIRONMENT, StoreProblem, among, column, default_path
from analysis.store.maintenance import StoreCare
from analysis.store.relations import RelatedStore
from analysis.store.schema import OF_AN_ARTICLE
from analysis.types import Article, Problem, ScoredArticle

#: the tables of what a scored article holds
EVIDENCE = ("measurements", "marks", "attributions", "toward")


class Store(RelatedStore, StoreCare, StoreTables):
    """Articles and what was measured on them, in one file.

    Nothing is opened until it is needed. Raises ``StoreProblem`` where the file cannot be used.
    """

    # -- writing ------------------------------------------------------------------------------

    def add(self, articles: Sequence[Article], problems: Sequence[Problem] = ()) -> int:
        """Store the articles that are not there yet, and the problems; return how many were new.

        An article is there already where its id is, or where its outlet has one from the same page
        (``analysis.urls``): of two versions of a text the first stays, so that no page counts twice.
        """
        with self._writing() as connection:
            return self._add(connection, shape.article_table(articles), problems)

    @staticmethod
    def _add(connection: duckdb.DuckDBPyConnection, articles: pa.Table, problems: Sequence[Problem] = ()) -> int:
        """``add`` within a transaction that holds more; ``articles`` are those of ``rows.article_table``."""
        before = _one(connection, "SELECT count(*) FROM articles")
        if len(articles):
            connection.register("incoming", _first_of_each(articles))
            connection.execute(
                "INSERT INTO articles SELECT * FROM incoming WHERE id NOT IN ("
                "SELECT i.id FROM incoming i JOIN articles a USING (id) UNION ALL SELECT i.id FROM incoming i JOIN "
                "articles a ON a.page = i.page AND a.outlet IS NOT DISTINCT FROM i.outlet)"
            )
        if problems:
            connection.register("found", shape.problem_table([*dict.fromkeys(problems)]))
            connection.execute(
                "INSERT INTO problems SELECT * FROM found f WHERE NOT EXISTS (SELECT 1 FROM problems p WHERE "
                "p.file = f.file AND p.row_number IS NOT DISTINCT FROM f.row_number AND p.reason = f.reason)"
            )
        return _one(connection, "SELECT count(*) FROM articles") - before

    def save(self, scored: Sequence[ScoredArticle], versions: Mapping[str, str]) -> None:
        """Store readings made with these scorer versions in place of any older ones of the articles."""
        self.save_tables([s.article.id for s in scored], [shape.reading_tables(scored, versions)])

    def save_tables(self, done: Sequence[str], parts: Sequence[Mapping[str, pa.Table]]) -> None:
        """Store the rows of ``rows.reading_tables`` in place of any older ones of the articles with these ids."""
        with self._writing() as connection:
            self._save(connection, done, {t: pa.concat_tables([part[t] for part in parts]) for t in OF_AN_ARTICLE})

    @staticmethod
    def _save(connection: duckdb.DuckDBPyConnection, done: Sequence[str], tables: Mapping[str, pa.Table]) -> None:
        # of articles never measured there is nothing to delete, and looking for it would read all marks
        read_before = f"SELECT DISTINCT article_id FROM readings WHERE {among('readings', 'article_id')}"
        again = column(connection, read_before, [done])
        for table in OF_AN_ARTICLE:
            if again:
                connection.execute(f"DELETE FROM {table} WHERE {among(table, 'article_id')}", [again])
            connection.register("incoming", tables[table])
            connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")
            connection.unregister("incoming")

    def load(
        self,
        articles: Sequence[Article],
        problems: Sequence[Problem],
        tables: Mapping[str, pa.Table],
        versions: Mapping[str, str],
    ) -> int:
        """Store articles that were scored elsewhere with their rows, all or nothing; return how many were new.

        Of articles that are there already only what they lack is taken: rows where they have no current reading.
        """
        with self._writing() as connection:
            new = self._add(connection, shape.article_table(articles), problems)
            lacking = pa.array(_unread(connection, versions, [article.id for article in articles]), pa.string())
            if len(lacking):
                of_these = {t: rows.filter(pc.is_in(rows["article_id"], lacking)) for t, rows in tables.items()}
                self._save(connection, lacking.to_pylist(), of_these)
        return new

    # -- reading ------------------------------------------------------------------------------

    def pending(self, versions: Mapping[str, str]) -> list[str]:
        """The ids of the articles without a current reading of every scorer, in the order they came in.

        Articles known to be in another language than English are never measured, so they are not among them.
        """
        with self._reading() as connection:
            return _unread(connection, versions)

    def languages(self) -> dict[str | None, int]:
        """How many articles are in which language (ISO 639-1; ``None``: not known), the commonest first."""
        with self._reading() as connection:
            found = connection.execute(
                "SELECT language, count(*) AS articles FROM articles GROUP BY language ORDER BY articles DESC, language"
            )
            return dict(found.fetchall())

    def ids(self) -> list[str]:
        """The ids of all articles, in the order they came in."""
        with self._reading() as connection:
            return column(connection, "SELECT id FROM articles ORDER BY rowid", [])

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """The articles with these ids, in that order; unknown ids are left out."""
        with self._reading() as connection:
            found = connection.execute(f"SELECT * FROM articles WHERE {among('articles', 'id')}", [list(ids)])
            names = [column[0] for column in found.description]
            by_id = {row[0]: shape.article_of(dict(zip(names, row, strict=True))) for row in found.fetchall()}
        return [by_id[i] for i in ids if i in by_id]

    def find(self, id_prefix: str) -> list[str]:
        """The ids that begin with ``id_prefix``, at most ten."""
        with self._reading() as connection:
            return column(connection, "SELECT id FROM articles WHERE starts_with(id, ?) LIMIT 10", [id_prefix])

    def scored(self, article_id: str) -> ScoredArticle | None:
        """One article with its stored measurements and evidence, or ``None`` where there is none."""
        return next(iter(self.scored_articles([article_id])), None)

    def scored_articles(self, ids: Sequence[str]) -> list[ScoredArticle]:
        """The same of several articles, in that order; unknown ids are left out."""
        articles = self.articles(ids)
        evidence: dict[str, dict[str, list[dict[str, Any]]]] = {
            article.id: {table: [] for table in EVIDENCE} for article in articles
        }
        with self._reading() as connection:
            for table in EVIDENCE:
                query = f"SELECT * FROM {table} WHERE {among(table, 'article_id')} ORDER BY rowid"
                for row in _dictionaries(connection, query, [list(evidence)]):
                    evidence[row["article_id"]][table].append(row)
        return [shape.scored_of(article, evidence[article.id]) for article in articles]

    def problems(self) -> list[Problem]:
        """What was set aside, in the order it was met."""
        with self._reading() as connection:
            found = _dictionaries(connection, "SELECT * FROM problems ORDER BY rowid", [])
        return [Problem(row["file"], row["row_number"], row["reason"]) for row in found]


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


def _unread(
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


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    [(number,)] = connection.execute(query).fetchall()
    return int(number)


def _dictionaries(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[Any]) -> list[dict[str, Any]]:
    found = connection.execute(query, parameters)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


__all__ = ["DEFAULT", "DEMONSTRATION", "ENVIRONMENT", "Store", "StoreProblem", "default_path"]
