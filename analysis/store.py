"""The store: articles, readings, evidence and what relates articles. The one place that knows SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import rows as shape
from analysis.schema import CARRIED, OF_AN_ARTICLE, WHERE
from analysis.store_care import StoreCare
from analysis.store_file import DEFAULT, DEMONSTRATION, ENVIRONMENT, StoreProblem, among, column, default_path
from analysis.store_related import RelatedStore
from analysis.types import Article, Problem, ScoredArticle
from analysis.which import Which

#: of an attribution ``t`` in an article ``a``
_PLACES = "SELECT id, (row_number() OVER (ORDER BY rowid) - 1)::INTEGER AS place FROM articles"
_OF_SOURCES = (
    "t.speaker, t.source, t.source_type, t.cue, t.cue_class, t.kind, t.act, "
    "substr(a.text, t.content_first + 1, 3) AS content_start, "
    "substr(a.text, t.anonymity_first + 1, t.anonymity_past - t.anonymity_first) AS anonymity"
)


class Store(RelatedStore, StoreCare):
    """Articles and what was measured on them, in one file.

    Nothing is opened until it is needed. Raises ``StoreProblem`` where the file cannot be used.
    """

    # -- writing ------------------------------------------------------------------------------

    def add(self, articles: Sequence[Article], problems: Sequence[Problem] = ()) -> int:
        """Store the articles that are not there yet, and the problems; return how many were new.

        An article is there already where its id is, or where its outlet has one from the same page
        (``analysis.page_key``): of two versions of a text the first stays, so that no page counts twice.
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

    # -- reading: articles --------------------------------------------------------------------

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
        articles = self.articles([article_id])
        if not articles:
            return None
        with self._reading() as connection:
            by_table = {
                table: _dictionaries(
                    connection, f"SELECT * FROM {table} WHERE article_id = ? ORDER BY rowid", [article_id]
                )
                for table in ("measurements", "marks", "attributions", "toward")
            }
        return shape.scored_of(articles[0], by_table)

    def problems(self) -> list[Problem]:
        """What was set aside, in the order it was met."""
        with self._reading() as connection:
            found = _dictionaries(connection, "SELECT * FROM problems ORDER BY rowid", [])
        return [Problem(row["file"], row["row_number"], row["reason"]) for row in found]

    # -- reading: tables for charts -----------------------------------------------------------

    def catalogue(self) -> pd.DataFrame:
        """One row an outlet and topic: ``outlet, topic, articles, undated, first, last``."""
        return self._frame(
            "SELECT coalesce(outlet, '') AS outlet, coalesce(topic, '') AS topic, count(*) AS articles, "
            "count(*) FILTER (published IS NULL) AS undated, min(published) AS first, max(published) AS last "
            "FROM articles GROUP BY ALL ORDER BY articles DESC, outlet, topic"
        )

    def article_list(self, which: Which, most: int | None = None) -> pd.DataFrame:
        """The selected articles without their text, by date: ``id, outlet, topic, published, title, words, url``."""
        return self._select(
            "SELECT a.id, coalesce(a.outlet, '') AS outlet, coalesce(a.topic, '') AS topic, a.published, a.title, "
            f"a.words, a.url FROM articles a WHERE {WHERE} ORDER BY a.published, a.rowid LIMIT $most",
            which,
            most=most,
        )

    def how_many(self, which: Which) -> int:
        """The number of the selected articles."""
        return int(self._select(f"SELECT count(*) AS articles FROM articles a WHERE {WHERE}", which)["articles"].sum())

    def article_table(self) -> pd.DataFrame:
        """Every article in the order of arrival, with all that a selection can ask of it.

        ``id, outlet, topic, published, words, story, outlet_stated, topic_stated, carriers, scored, other_language``:
        ``carriers`` is how many articles carry the text of a copy, and missing for other articles.
        """
        return self._columns(
            "SELECT a.id, coalesce(a.outlet, '') AS outlet, coalesce(a.topic, '') AS topic, "
            "a.published::TIMESTAMP AS published, a.words, s.story, "
            "a.outlet IS NOT NULL AS outlet_stated, a.topic IS NOT NULL AS topic_stated, "
            "c.carriers, a.id IN (SELECT article_id FROM readings) AS scored, "
            "a.language IS NOT NULL AND NOT starts_with(lower(a.language), 'en') AS other_language "
            "FROM articles a LEFT JOIN members s ON s.article_id = a.id "
            "LEFT JOIN (SELECT article_id, count(*) OVER (PARTITION BY text_group) AS carriers FROM copies "
            "WHERE share >= $carried) c ON c.article_id = a.id ORDER BY a.rowid",
            {"carried": CARRIED},
        )

    def headlines(self, ids: Iterable[str]) -> pd.DataFrame:
        """The headlines and addresses of some articles: ``id, title, url``."""
        with self._reading() as connection:
            connection.register("wanted", pa.table({"id": pa.array(ids, pa.string())}))
            return _table(connection, "SELECT id, title, url FROM articles SEMI JOIN wanted USING (id)")

    def titled(self, words: Sequence[str]) -> list[str]:
        """The ids of the articles whose headline holds all of these words or parts of words, in any case."""
        holds = " AND ".join(["contains(lower(title), lower(?))"] * len(words)) or "true"
        with self._reading() as connection:
            return column(connection, f"SELECT id FROM articles WHERE {holds}", list(words))

    def attribution_table(self) -> tuple[pd.DataFrame, int]:
        """The attributions of every article, in the order of articles, and the ``mark`` of that order.

        Each with the ``place`` of its article in ``article_table``; ``content_start`` holds the first three characters
        of what is said, ``anonymity`` the reason given for a source without a name.
        """
        with self._reading() as connection:
            found = _table(
                connection,
                f"SELECT p.place, {_OF_SOURCES} FROM articles a JOIN ({_PLACES}) p USING (id) JOIN attributions t "
                "ON t.article_id = a.id ORDER BY p.place, t.content_first",
            )
            return found, _mark(connection)

    def story_table(self) -> pd.DataFrame:
        """Every story that several outlets tell: ``story, title, first_day, last_day, articles, topic, terms``."""
        return self._columns(
            "SELECT story, title, first_day::TIMESTAMP AS first_day, last_day::TIMESTAMP AS last_day, articles, topic, "
            "array_to_string(terms, ', ') AS terms FROM stories WHERE len(outlets) > 1"
        )

    def absent_table(self) -> pd.DataFrame:
        """Who does not tell them although they might have: ``story, outlet``."""
        return self._columns("SELECT story, unnest(absent) AS outlet FROM stories WHERE len(outlets) > 1")

    def counts(self, measures: Sequence[str]) -> tuple[pd.DataFrame, int]:
        """What was counted in every article for these measures, and the ``mark`` of the articles' order then.

        ``place, measure, count, denominator``: the place of the article in ``article_table``, and that of the measure
        among those asked for.
        """
        with self._reading() as connection:
            counted = _table(
                connection,
                "SELECT p.place, (list_position($measures, m.measure) - 1)::UTINYINT AS measure, m.count, "
                f"m.denominator FROM measurements m JOIN ({_PLACES}) p ON p.id = m.article_id "
                "WHERE list_contains($measures, m.measure)",
                {"measures": list(measures)},
            )
            return counted, _mark(connection)

    def mark(self) -> int:
        """A number that is another one when the store holds other articles or in another order."""
        with self._reading() as connection:
            return _mark(connection)

    def toward(self, which: Which, names: int) -> pd.DataFrame:
        """The tone of the selected articles where they name the ``names`` that most of them name.

        ``id, outlet, topic, published, name, kind, tone, sentences, own_tone, own_sentences``
        """
        return self._select(
            "WITH chosen AS (SELECT a.id, coalesce(a.outlet, '') AS outlet, coalesce(a.topic, '') AS topic, "
            "a.published, t.* EXCLUDE (article_id) FROM articles a JOIN toward t ON t.article_id = a.id "
            f"WHERE {WHERE}), most AS (SELECT name FROM chosen GROUP BY name ORDER BY count(DISTINCT id) DESC, name "
            "LIMIT $names) SELECT * FROM chosen WHERE name IN (SELECT name FROM most) ORDER BY name, id",
            which,
            names=names,
        )

    def stories(self, which: Which) -> pd.DataFrame:
        """The stories that have selected articles, the largest first, with how many of theirs are selected.

        ``story, title, first_day, last_day, articles, outlets, terms, topic, absent, selected, selected_outlets``
        """
        return self._select(
            "SELECT s.*, c.selected, c.selected_outlets FROM stories s JOIN (SELECT m.story, count(*) AS selected, "
            "count(DISTINCT a.outlet) AS selected_outlets FROM members m JOIN articles a ON a.id = m.article_id "
            f"WHERE {WHERE} GROUP BY m.story) c USING (story) "
            "ORDER BY c.selected_outlets DESC, c.selected DESC, s.first_day, s.story",
            which,
        )

    def of_story(self, story: str) -> pd.DataFrame:
        """The articles of a story by date, and of which of them carry one text.

        ``id, outlet, topic, published, title, words, url, kind, share, origin, text_group``
        """
        return self._frame(
            "SELECT a.id, coalesce(a.outlet, '') AS outlet, coalesce(a.topic, '') AS topic, a.published, a.title, "
            "a.words, a.url, c.kind, c.share, c.origin, c.text_group FROM members m JOIN articles a "
            "ON a.id = m.article_id LEFT JOIN copies c ON c.article_id = a.id WHERE m.story = ? "
            "ORDER BY a.published, a.rowid",
            [story],
        )

    def story_of(self, article_id: str) -> str | None:
        """The story that an article is part of, ``None`` where there is none."""
        with self._reading() as connection:
            found = column(connection, "SELECT story FROM members WHERE article_id = ?", [article_id])
        return found[0] if found else None

    def topics_of(self, article_id: str) -> pd.DataFrame:
        """The topics of one article, the weightiest first: ``topic, name, score, terms``."""
        return self._frame(
            "SELECT topic, name, score, terms FROM topics WHERE article_id = ? ORDER BY rowid", [article_id]
        )

    def _frame(self, query: str, parameters: object = None) -> pd.DataFrame:
        with self._reading() as connection:
            return connection.execute(query, parameters).df()

    def _columns(self, query: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The same for many rows: strings stay in Arrow’s memory."""
        with self._reading() as connection:
            return _table(connection, query, parameters)

    def _select(self, query: str, which: Which, **more: Any) -> pd.DataFrame:
        parameters: dict[str, Any] = {
            "outlets": list(which.outlets) or None,
            "topics": list(which.topics) or None,
            "first": which.first,
            "last": which.last,
            "words": which.min_words,
            "wire": which.wire,
            "carried": CARRIED,
        }
        return self._frame(query, parameters | more)


def _table(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any] | None = None
) -> pd.DataFrame:
    found = connection.sql(query, params=dict(parameters or {})).to_arrow_table().combine_chunks()
    strings = {pa.string(): pd.StringDtype(na_value=np.nan)}
    frame: pd.DataFrame = found.to_pandas(types_mapper=strings.get, date_as_object=False)
    del found
    pa.default_memory_pool().release_unused()  # which Arrow would keep for later
    return frame


def _mark(connection: duckdb.DuckDBPyConnection) -> int:
    [found] = column(connection, f"SELECT coalesce(bit_xor(hash(id, place)), 0) FROM ({_PLACES})", [])
    return int(found)


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
