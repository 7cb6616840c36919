"""The store: articles and what was measured on them, and its parts for every other subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from analysis.store import records
from analysis.store.articles import insert_articles, replace_readings, unread
from analysis.store.charts import Charts
from analysis.store.corrections import Corrections
from analysis.store.export import Exports
from analysis.store.file import StoreFile
from analysis.store.links import Links
from analysis.store.maintenance import Maintenance
from analysis.store.query import among, column, dictionaries
from analysis.store.relations import Relations
from analysis.store.schema import OF_AN_ARTICLE
from analysis.store.search import Search
from analysis.store.versions import Versions
from analysis.types import Article, Problem, ScoredArticle

#: the tables of what a scored article holds
EVIDENCE = ("measurements", "marks", "attributions", "toward")


class Store:
    """Articles and what was measured on them, in one file, with its parts for each subject.

    ``charts`` reads what is drawn, ``search`` words and speakers, ``export`` whole records; ``relations`` holds topics,
    copies and stories; ``links`` what was fetched, ``versions`` replacements of articles, ``corrections`` the readers'
    judgements; ``maintenance`` checks and backs up. Nothing is opened until it is needed. Raises ``StoreProblem`` where
    the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.file = StoreFile(path)
        self.charts = Charts(self.file)
        self.search = Search(self.file)
        self.export = Exports(self.file)
        self.relations = Relations(self.file)
        self.links = Links(self.file)
        self.versions = Versions(self.file)
        self.corrections = Corrections(self.file)
        self.maintenance = Maintenance(self.file)

    @property
    def path(self) -> Path:
        return self.file.path

    @property
    def exists(self) -> bool:
        return self.file.exists

    def data_version(self) -> str:
        """Changes whenever the stored data does; costs no lock."""
        return self.file.data_version()

    def size(self) -> int:
        """Bytes on disk."""
        return self.file.size()

    def migrate(self) -> None:
        """Bring a store that an earlier version wrote to the current layout; of any other, change nothing."""
        self.file.migrate()

    # -- writing ------------------------------------------------------------------------------

    def add(self, articles: Sequence[Article], problems: Sequence[Problem] = ()) -> int:
        """Store the articles that are not there yet, and the problems; return how many were new.

        An article is there already where its id is, or where its outlet has one from the same page
        (``analysis.urls``): of two versions of a text the first stays, so that no page counts twice.
        """
        with self.file.writing() as connection:
            return insert_articles(connection, records.article_table(articles), problems)

    def save(self, scored: Sequence[ScoredArticle], versions: Mapping[str, str]) -> None:
        """Store readings made with these scorer versions in place of any older ones of the articles."""
        self.save_tables([s.article.id for s in scored], [records.reading_tables(scored, versions)])

    def save_tables(self, done: Sequence[str], parts: Sequence[Mapping[str, pa.Table]]) -> None:
        """Store the rows of ``records.reading_tables`` in place of any older ones of the articles with these ids."""
        with self.file.writing() as connection:
            replace_readings(
                connection, done, {t: pa.concat_tables([part[t] for part in parts]) for t in OF_AN_ARTICLE}
            )

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
        with self.file.writing() as connection:
            new = insert_articles(connection, records.article_table(articles), problems)
            lacking = pa.array(unread(connection, versions, [article.id for article in articles]), pa.string())
            if len(lacking):
                of_these = {t: rows.filter(pc.is_in(rows["article_id"], lacking)) for t, rows in tables.items()}
                replace_readings(connection, lacking.to_pylist(), of_these)
        return new

    # -- reading ------------------------------------------------------------------------------

    def pending(self, versions: Mapping[str, str]) -> list[str]:
        """The ids of the articles without a current reading of every scorer, in the order they came in.

        Articles known to be in another language than English are never measured, so they are not among them.
        """
        with self.file.reading() as connection:
            return unread(connection, versions)

    def languages(self) -> dict[str | None, int]:
        """How many articles are in which language (ISO 639-1; ``None``: not known), the commonest first."""
        with self.file.reading() as connection:
            found = connection.execute(
                "SELECT language, count(*) AS articles FROM articles GROUP BY language ORDER BY articles DESC, language"
            )
            return dict(found.fetchall())

    def ids(self) -> list[str]:
        """The ids of all articles, in the order they came in."""
        with self.file.reading() as connection:
            return column(connection, "SELECT id FROM articles ORDER BY rowid", [])

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """The articles with these ids, in that order; unknown ids are left out."""
        with self.file.reading() as connection:
            found = connection.execute(f"SELECT * FROM articles WHERE {among('articles', 'id')}", [list(ids)])
            names = [column[0] for column in found.description]
            by_id = {row[0]: records.article_of(dict(zip(names, row, strict=True))) for row in found.fetchall()}
        return [by_id[i] for i in ids if i in by_id]

    def find(self, id_prefix: str) -> list[str]:
        """The ids that begin with ``id_prefix``, at most ten."""
        with self.file.reading() as connection:
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
        with self.file.reading() as connection:
            for table in EVIDENCE:
                query = f"SELECT * FROM {table} WHERE {among(table, 'article_id')} ORDER BY rowid"
                for row in dictionaries(connection, query, [list(evidence)]):
                    evidence[row["article_id"]][table].append(row)
        return [records.scored_of(article, evidence[article.id]) for article in articles]

    def problems(self) -> list[Problem]:
        """What was set aside, in the order it was met."""
        with self.file.reading() as connection:
            found = dictionaries(connection, "SELECT * FROM problems ORDER BY rowid", [])
        return [Problem(row["file"], row["row_number"], row["reason"]) for row in found]
