"""The tables of topics, copies and stories, as ``analysis.run.relate`` reads and writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus.copies import BOILERPLATE_ARTICLES, Copy
from analysis.corpus.stories import COVERS, DAYS_AROUND, RULES, OpenStory, Vector, days_later, series_of
from analysis.corpus.topics import OTHER
from analysis.store import records
from analysis.store.query import StorePart, first_column
from analysis.store.schema import RELATION_TABLES
from analysis.types import Article

#: a term that occurs in more articles of the period distinguishes few stories and is not looked up
MAX_TERM_ARTICLES = 1000
#: candidate stories per article, the most similar by rare terms, that are compared in full
MAX_CANDIDATES = 12
#: the fields of ``Copy`` in the order of the table's columns
COPY_FIELDS = ("article_id", "group", "kind", "share", "origin", "first", "published", "named", "words", "shared")
#: SQL for the first of the topics ``t`` of an article; missing if there is none
FIRST_TOPIC = f"arg_min(t.topic, t.rowid) FILTER (t.topic <> '{OTHER}')"
Rows = Sequence[tuple[Any, ...]]
#: the SQL condition that a vector's article is close enough in time
IN_PERIOD = "(v.day BETWEEN $first AND $last OR v.day IS NULL)"


class Relations(StorePart):
    """The part of a store that holds topics, copies and stories, and the data for adding later articles to them."""

    def stamp(self) -> str | None:
        """Return the stamp of the rules by which the relations were computed, ``None`` if they were not."""
        with self._file.reading() as connection:
            found = first_column(connection, "SELECT value FROM meta WHERE key = 'related'", [])
        return found[0] if found else None

    def reset(self, stamp: str) -> None:
        """Delete all relations, and record the stamp of the rules by which they will be computed again."""
        with self._file.writing() as connection:
            for table in RELATION_TABLES:
                connection.execute(f"DELETE FROM {table}")
            connection.execute("DELETE FROM meta WHERE key IN ('related', 'absent')")
            connection.execute("INSERT INTO meta VALUES ('related', ?)", [stamp])

    def unrelated(self) -> pa.ChunkedArray:
        """Return the IDs of the articles that have no story yet, by date and then by ID, those without a date last."""
        with self._file.reading() as connection:
            found = connection.sql(
                "SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM members) "
                "ORDER BY published NULLS LAST, id"
            )
            return found.to_arrow_table()["id"]

    # -- copies -------------------------------------------------------------------------------

    def matching_samples(self, incoming: pd.DataFrame) -> pd.DataFrame:
        """Return the stored rows that have a hash in common with ``incoming`` (``copies.sampled_shingles``)."""
        with self._file.reading() as connection:
            connection.register("incoming", incoming)
            return connection.execute(
                "SELECT s.*, a.words FROM samples s JOIN articles a ON a.id = s.article_id "
                "WHERE hash IN (SELECT hash FROM incoming) ORDER BY s.rowid"
            ).df()

    def copies_in_groups_of(self, article_ids: Iterable[str]) -> list[Copy]:
        """Return all copies in the groups to which these articles belong."""
        with self._file.reading() as connection:
            found = connection.execute(
                "SELECT article_id, text_group, kind, share, origin, earliest, published, named, words, shared "
                "FROM copies WHERE text_group IN (SELECT text_group FROM copies WHERE article_id IN "
                "(SELECT unnest(?::VARCHAR[])))",
                [list(article_ids)],
            ).fetchall()
        return [Copy(**dict(zip(COPY_FIELDS, (*row[:-1], tuple(row[-1])), strict=True))) for row in found]

    # -- stories ------------------------------------------------------------------------------

    def frequencies(self, words: Iterable[str]) -> tuple[int, dict[str, int]]:
        """Return the number of articles counted, and how often each of these words occurs in them."""
        with self._file.reading() as connection:
            [(articles,)] = connection.execute("SELECT count(*) FROM members").fetchall()
            connection.register("wanted", pa.table({"word": pa.array(words, pa.string())}))
            found = connection.execute("SELECT word, articles FROM frequencies SEMI JOIN wanted USING (word)")
            return articles, dict(found.fetchall())

    def candidate_stories(self, articles: Sequence[tuple[Article, Vector]]) -> dict[str, list[OpenStory]]:
        """Return, by article ID, the stored stories that an article may belong to, by the rare terms in common."""
        days = [article.published for article, _ in articles if article.published is not None]
        with self._file.reading() as connection:
            connection.register("wanted", records.vector_table(articles, {a.id: a.id for a, _ in articles}))
            if len(days) < len(articles):  # articles without a date are compared with the latest stories
                last = first_column(connection, "SELECT max(day) FROM vectors", [])[0]
                days += [dt.date.fromisoformat(str(last))] if last is not None else []
            bounds: dict[str, Any] = {
                "first": days_later(min(days), -RULES.window_days) if days else None,
                "last": days_later(max(days), RULES.window_days) if days else None,
            }
            chosen = connection.execute(
                f"WITH rare AS (SELECT term FROM vectors v SEMI JOIN wanted USING (term) WHERE {IN_PERIOD} "
                "GROUP BY term HAVING count(*) <= $max_articles), "
                "products AS (SELECT w.article_id, any_value(w.day) AS published, v.story, "
                "sum(w.weight * v.weight) AS product FROM wanted w JOIN rare USING (term) JOIN vectors v USING (term) "
                f"WHERE {IN_PERIOD} GROUP BY w.article_id, v.story) "
                "SELECT article_id, story FROM products JOIN stories s USING (story) QUALIFY row_number() OVER "
                "(PARTITION BY article_id ORDER BY product / s.articles * greatest(if(s.articles > $few, $least, 0), "
                "1 / sqrt(1 + coalesce(greatest(0, published - s.last_day, s.first_day - published), $unknown) "
                "/ $fading)) DESC, story) <= $max_stories",
                bounds
                | {"max_articles": MAX_TERM_ARTICLES, "max_stories": MAX_CANDIDATES}
                | {"fading": RULES.fading_days, "unknown": RULES.unknown_days}
                | {"least": RULES.least, "few": RULES.few},
            ).fetchall()
            stories = _open_stories(connection, {story for _, story in chosen})
        candidates: dict[str, list[OpenStory]] = {}
        for article_id, story in chosen:
            candidates.setdefault(article_id, []).append(stories[story])
        return candidates

    def members_of(self, stories: Iterable[str]) -> dict[str, list[tuple[Article, Vector]]]:
        """Return the stored articles of these stories, without their text, and their vectors.

        ``topic`` is the first of those found in the words, ``None`` if there is none.
        """
        chosen = list(stories)
        with self._file.reading() as connection:
            vectors = _vectors(connection, "article_id", chosen)
            found = connection.execute(
                "SELECT m.story, a.id, a.outlet, a.title, a.published, "
                f"{FIRST_TOPIC} AS topic FROM members m JOIN articles a ON a.id = m.article_id "
                "LEFT JOIN topics t ON t.article_id = a.id WHERE m.story IN (SELECT unnest(?::VARCHAR[])) "
                "GROUP BY m.story, a.id, a.outlet, a.title, a.published",
                [chosen],
            ).fetchall()
        members: dict[str, list[tuple[Article, Vector]]] = {story: [] for story in chosen}
        for story, article_id, outlet, title, published, topic in found:
            article = Article(article_id, outlet, title, "", published, topic)
            members[story].append((article, vectors.get(article_id, {})))
        return members

    # -- writing ------------------------------------------------------------------------------

    def save(self, tables: Mapping[str, Rows | pa.Table], samples: pd.DataFrame, days: Sequence[dt.date]) -> None:
        """Store the relations of more articles, dated ``days``; copies and stories with the same ID are replaced.

        ``tables`` are rows by table, ``samples`` is a table of ``copies.sampled_shingles``.
        """
        found = {
            name: rows if isinstance(rows, pa.Table) else records.relation_table(name, rows)
            for name, rows in tables.items()
        }
        with self._file.writing() as connection:
            for name, key in (("copies", "article_id"), ("stories", "story")):
                connection.register("incoming", found[name])
                connection.execute(f"DELETE FROM {name} WHERE {key} IN (SELECT {key} FROM incoming)")
            for name in ("topics", "copies", "members", "stories", "vectors"):
                connection.register("incoming", found[name])
                connection.execute(f"INSERT INTO {name} SELECT * FROM incoming")
            connection.register("incoming", found["frequencies"])
            connection.execute(
                "UPDATE frequencies f SET articles = f.articles + i.articles FROM incoming i WHERE i.word = f.word"
            )
            connection.execute("INSERT INTO frequencies SELECT i.* FROM incoming i ANTI JOIN frequencies USING (word)")
            connection.register("incoming", samples)
            # once a shingle is known to be an outlet's boilerplate, further occurrences need not be stored
            connection.execute(
                "INSERT INTO samples SELECT i.hash, i.article_id, i.outlet FROM incoming i ANTI JOIN (SELECT s.hash, "
                "s.outlet FROM samples s SEMI JOIN incoming USING (hash) WHERE s.outlet IS NOT NULL "
                f"GROUP BY ALL HAVING count(*) > {BOILERPLATE_ARTICLES}) f ON f.hash = i.hash AND f.outlet = i.outlet"
            )
            for day in {min(days), max(days)} if days else ():
                connection.execute("INSERT INTO meta VALUES ('absent', ?)", [f"{day}"])

    def update_absent(self) -> None:
        """Update ``absent``, the outlets that do not cover a story, around the days of the articles added since."""
        with self._file.writing() as connection:
            days = first_column(connection, "SELECT value FROM meta WHERE key = 'absent'", [])
            if not days:
                return
            connection.execute(
                f"CREATE TEMP TABLE covering AS SELECT t.topic, a.outlet FROM articles a JOIN (SELECT article_id, "
                f"{FIRST_TOPIC} AS topic FROM topics t GROUP BY article_id) t ON t.article_id = a.id "
                "WHERE a.outlet IS NOT NULL AND t.topic IS NOT NULL GROUP BY ALL HAVING count(*) >= $covers",
                {"covers": COVERS},
            )
            bounds = {"first": min(days), "last": max(days), "around": DAYS_AROUND}
            connection.execute(
                "CREATE TEMP TABLE around AS SELECT DISTINCT outlet, published AS day FROM articles "
                "WHERE outlet IS NOT NULL AND published IS NOT NULL",
            )
            connection.execute(
                "CREATE TEMP TABLE affected AS SELECT story, topic, first_day - $around::INTEGER AS first, "
                "last_day + $around::INTEGER AS last, outlets FROM stories WHERE topic IS NOT NULL AND "
                "last_day >= $first::DATE - $around::INTEGER AND first_day <= $last::DATE + $around::INTEGER",
                bounds,
            )
            # the ASOF JOIN finds an outlet's next day from ``first`` on; the outlet published if that is by ``last``
            connection.execute(
                "UPDATE stories s SET absent = coalesce(f.absent, []) FROM (SELECT l.story, (SELECT list(o ORDER BY o) "
                "FROM unnest(p.outlets) AS t(o)) AS absent FROM affected l LEFT JOIN (SELECT l.story, "
                "list(c.outlet) AS outlets FROM affected l JOIN covering c USING (topic) ASOF JOIN around d "
                "ON d.outlet = c.outlet AND d.day >= l.first WHERE d.day <= l.last AND NOT "
                "list_contains(l.outlets, c.outlet) GROUP BY l.story) p USING (story)) f WHERE f.story = s.story"
            )
            connection.execute("DELETE FROM meta WHERE key = 'absent'")


def _vectors(connection: duckdb.DuckDBPyConnection, key: str, stories: Sequence[str]) -> dict[str, Vector]:
    """Return the vectors of these stories, summed by ``key``: ``article_id`` or ``story``."""
    found = connection.execute(
        f"SELECT {key}, list(term ORDER BY term), list(weight ORDER BY term) FROM (SELECT {key}, term, "
        "sum(weight::DOUBLE) AS weight FROM vectors "
        "WHERE story IN (SELECT unnest($stories::VARCHAR[])) AND (day IS NULL OR day >= (SELECT min(first_day) FROM "
        "stories WHERE story IN (SELECT unnest($stories::VARCHAR[])))) GROUP BY ALL) GROUP BY ALL",
        {"stories": list(stories)},
    )
    return {value: dict(zip(terms, weights, strict=True)) for value, terms, weights in found.fetchall()}


def _open_stories(connection: duckdb.DuckDBPyConnection, chosen: set[str]) -> dict[str, OpenStory]:
    weights = _vectors(connection, "story", sorted(chosen))
    found = connection.execute(
        "SELECT story, articles, first_day, last_day, outlets FROM stories "
        "WHERE story IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(chosen)],
    ).fetchall()
    stories = {
        story: OpenStory(story, size, first, last, weights.get(story, {}), set(outlets))
        for story, size, first, last, outlets in found
    }
    titles = connection.execute(
        "SELECT m.story, a.outlet, a.title FROM members m JOIN articles a ON a.id = m.article_id WHERE m.story IN "
        "(SELECT unnest(?::VARCHAR[])) AND a.outlet IS NOT NULL AND regexp_matches(a.title, '[:|]') "
        "ORDER BY a.published NULLS LAST, a.id",
        [sorted(chosen)],
    ).fetchall()
    for story, outlet, title in titles:
        if (series := series_of(outlet, title)) is not None:
            stories[story].series.setdefault(series, title)
    return stories
