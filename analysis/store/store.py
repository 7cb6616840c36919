"""The store: articles and their readings, with a part for each other subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from analysis.store import records
from analysis.store.articles import ids_missing_readings, insert_articles, replace_readings
from analysis.store.charts import Charts
from analysis.store.corrections import Corrections
from analysis.store.export import Exports
from analysis.store.file import StoreFile
from analysis.store.kinds import Kinds
from analysis.store.links import Links
from analysis.store.maintenance import Maintenance
from analysis.store.query import dict_rows, first_column, key_in, scalar
from analysis.store.relations import Furniture, People, Relations
from analysis.store.relations.furniture import furniture_rows, insert_pieces, spans_of
from analysis.store.schema import READING_TABLES
from analysis.store.search import Search
from analysis.store.versions import Versions
from analysis.types import Article, Problem, ScoredArticle

#: the tables with the contents of a ``ScoredArticle``
EVIDENCE = ("measurements", "marks", "attributions", "toward")


class Store:
    """Articles and what was measured on them, in one file, with a part for each other subject.

    ``charts`` reads what is drawn, ``search`` finds words and speakers, ``export`` reads whole records; ``relations``
    holds topics, copies and stories, ``people`` which names mean one person, ``kinds`` the kind of each article,
    ``furniture`` what is kept apart of texts,
    ``links`` the queue of the fetcher, ``versions`` replaces articles, ``corrections`` holds readers' judgements,
    ``maintenance`` checks and backs up. The file is opened only when used.
    Every method raises ``StoreProblem`` if it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.file = StoreFile(path)
        self.charts = Charts(self.file)
        self.search = Search(self.file)
        self.export = Exports(self.file)
        self.relations = Relations(self.file)
        self.people = People(self.file)
        self.kinds = Kinds(self.file)
        self.furniture = Furniture(self.file)
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
        """Return a string that changes whenever the stored data does; takes no lock."""
        return self.file.data_version()

    def size(self) -> int:
        """Return the size of the file in bytes."""
        return self.file.size()

    def migrate(self) -> None:
        """Migrate a store of an earlier schema version; leave any other unchanged."""
        self.file.migrate()

    # -- writing ------------------------------------------------------------------------------

    def add(self, articles: Sequence[Article], problems: Sequence[Problem] = ()) -> int:
        """Store the articles that are not in the store yet, and the problems; return the number of new articles.

        An article is in the store already if its ID is, or an article of the same outlet and page
        (``analysis.urls.page_key``): the first version of a text is kept, so that no page counts twice.
        """
        with self.file.writing() as connection:
            return insert_articles(connection, records.article_table(articles), problems)

    def save(self, scored: Sequence[ScoredArticle], versions: Mapping[str, str]) -> None:
        """Store readings made with these scorer versions; older readings of the articles are replaced."""
        self.save_tables([s.article.id for s in scored], [records.reading_tables(scored, versions)])

    def save_tables(self, article_ids: Sequence[str], parts: Sequence[Mapping[str, pa.Table]]) -> None:
        """Store the rows of ``records.reading_tables`` of these articles; older readings are replaced."""
        tables = {name: pa.concat_tables([part[name] for part in parts]) for name in READING_TABLES}
        with self.file.writing() as connection:
            replace_readings(connection, article_ids, tables)

    def load(
        self,
        articles: Sequence[Article],
        problems: Sequence[Problem],
        tables: Mapping[str, pa.Table],
        versions: Mapping[str, str],
    ) -> int:
        """Store articles that were scored elsewhere, and their rows, in one transaction; return the number of new ones.

        Articles that are in the store already get the rows only if they have no current reading.
        """
        with self.file.writing() as connection:
            new = insert_articles(connection, records.article_table(articles), problems)
            missing = ids_missing_readings(connection, versions, [article.id for article in articles])
            if missing:
                wanted = pa.array(missing, pa.string())
                rows_of = {name: rows.filter(pc.is_in(rows["article_id"], wanted)) for name, rows in tables.items()}
                replace_readings(connection, missing, rows_of)
                known = spans_of(connection, missing)
                insert_pieces(connection, furniture_rows(a for a in articles if a.id in {*missing} - {*known}))
        return new

    # -- reading ------------------------------------------------------------------------------

    def pending(self, versions: Mapping[str, str]) -> list[str]:
        """Return the IDs of the articles that lack a current reading of some scorer, in the order they were stored.

        Articles known to be in another language than English, and texts that are only the beginning of an article, are
        never measured, so they are not among them.
        """
        with self.file.reading() as connection:
            return ids_missing_readings(connection, versions)

    def languages(self) -> dict[str | None, int]:
        """Count the articles by language (ISO 639-1; ``None`` if unknown), the most frequent first."""
        with self.file.reading() as connection:
            found = connection.execute(
                "SELECT language, count(*) AS articles FROM articles GROUP BY language ORDER BY articles DESC, language"
            )
            return dict(found.fetchall())

    def partial(self) -> int:
        """How many articles are only the beginning of an article."""
        with self.file.reading() as connection:
            return scalar(connection, "SELECT count(*) FROM articles WHERE partial")

    def ids(self) -> list[str]:
        """Return the IDs of all articles, in the order they were stored."""
        with self.file.reading() as connection:
            return first_column(connection, "SELECT id FROM articles ORDER BY rowid", [])

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Return the articles with these IDs, in that order; unknown IDs are left out."""
        query = f"SELECT * FROM articles WHERE {key_in('articles', 'id')}"
        with self.file.reading() as connection:
            furniture = spans_of(connection, ids)
            by_id = {
                row["id"]: records.article_of(row, furniture.get(row["id"], ()))
                for row in dict_rows(connection, query, [list(ids)])
            }
        return [by_id[article_id] for article_id in ids if article_id in by_id]

    def find(self, id_prefix: str) -> list[str]:
        """Return the IDs that begin with ``id_prefix``, at most ten."""
        with self.file.reading() as connection:
            return first_column(connection, "SELECT id FROM articles WHERE starts_with(id, ?) LIMIT 10", [id_prefix])

    def scored(self, article_id: str) -> ScoredArticle | None:
        """Return one article with its measurements and evidence, or ``None`` if it does not exist."""
        return next(iter(self.scored_articles([article_id])), None)

    def scored_articles(self, ids: Sequence[str]) -> list[ScoredArticle]:
        """Return articles with their measurements and evidence, in this order; unknown IDs are left out."""
        articles = self.articles(ids)
        evidence: dict[str, dict[str, list[dict[str, Any]]]] = {
            article.id: {table: [] for table in EVIDENCE} for article in articles
        }
        with self.file.reading() as connection:
            for table in EVIDENCE:
                query = f"SELECT * FROM {table} WHERE {key_in(table, 'article_id')} ORDER BY rowid"
                for row in dict_rows(connection, query, [list(evidence)]):
                    evidence[row["article_id"]][table].append(row)
        return [records.scored_of(article, evidence[article.id]) for article in articles]

    def problems(self) -> list[Problem]:
        """Return the inputs that were set aside, in the order they were stored."""
        with self.file.reading() as connection:
            found = dict_rows(connection, "SELECT * FROM problems ORDER BY rowid", [])
        return [Problem(row["file"], row["row_number"], row["reason"]) for row in found]
