"""The tables of the text that is kept apart: which articles were searched, their lines, and what was found.

``searched`` has a row for each article searched. ``lines`` has a row for each article and line that may be repeated;
``furniture`` a row for each span that is kept apart, with the ``line`` if it was recognised by being repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.furniture import REPEATED, pieces_of
from analysis.store import records
from analysis.store.query import StorePart, first_column, key_in, scalar
from analysis.store.schema import READING_TABLES
from analysis.store.versions import remove_relations
from analysis.types import Article, Span

#: a line in at least this many articles of an outlet, and one in this many of all its articles, is furniture
LEAST_ARTICLES, LEAST_SHARE = 5, 2000
#: days within which similar articles of an outlet may be versions of one story: the carriers must be further apart
VERSION_DAYS = 7
#: the share of the carriers in which the line must stand at the same place, and in which it may occur repeatedly
SAME_PLACE, OFTEN = 0.6, 0.2
#: an article of which more than this share would be kept apart as repeated has none kept apart: it is a version
MOST = 0.5
Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class KeptApart:
    """A span that is kept apart, why, and in how many articles of the outlet it is repeated (0 if it need not be)."""

    span: Span
    why: str
    articles: int


class Furniture(StorePart):
    """The part of a store that holds what is kept apart from the texts of articles."""

    def stamp(self) -> str | None:
        """Return the version of the rules by which the articles were searched, ``None`` if they were not."""
        with self._file.reading() as connection:
            found = first_column(connection, "SELECT value FROM meta WHERE key = 'furniture'", [])
        return found[0] if found else None

    def reset(self, stamp: str) -> None:
        """Have all articles searched again; what was found stays until then, to see which articles change."""
        with self._file.writing() as connection:
            connection.execute("DELETE FROM searched; DELETE FROM lines; UPDATE furniture SET line = NULL")
            connection.execute("DELETE FROM meta WHERE key = 'furniture'")
            connection.execute("INSERT INTO meta VALUES ('furniture', ?)", [stamp])

    def unsearched(self) -> list[str]:
        """Return the IDs of the articles that were not searched, in the order they were stored."""
        query = "SELECT id FROM articles a WHERE id NOT IN (SELECT article_id FROM searched) ORDER BY a.rowid"
        with self._file.reading() as connection:
            return first_column(connection, query, [])

    def searched(self) -> int:
        """Return the number of articles searched."""
        with self._file.reading() as connection:
            return scalar(connection, "SELECT count(*) FROM searched")

    def save(self, ids: Sequence[str], pieces: Rows, lines: Rows) -> int:
        """Store the furniture of searched articles; return the number of articles whose furniture changed.

        ``pieces`` are rows of ``furniture`` that were recognised by their form, ``lines`` are rows of ``lines``. Lines
        that are repeated now are furniture in earlier articles as well. Articles whose furniture changed lose their
        readings and relations, so that these are computed again.
        """
        with self._file.writing() as connection:
            connection.register("incoming", pa.table({"article_id": pa.array(ids, pa.string())}))
            connection.register("incoming_pieces", records.furniture_table(pieces))
            connection.register("incoming_lines", records.line_table(lines))
            connection.execute("INSERT INTO searched SELECT * FROM incoming")
            connection.execute("INSERT INTO lines SELECT * FROM incoming_lines")
            _find_repeated(connection)
            _find_furniture(connection)
            changed = first_column(connection, CHANGED, [])
            _replace(connection, changed)
            for table in ("repeated", "fresh"):
                connection.execute(f"DROP TABLE {table}")
        return len(changed)

    def of(self, article_id: str) -> list[KeptApart]:
        """Return what is kept apart of an article, in the order of its text."""
        with self._file.reading() as connection:
            found = connection.execute(
                "SELECT f.first, f.past, f.why, CASE WHEN f.line IS NULL THEN 0 ELSE (SELECT count(*) FROM furniture g "
                "JOIN articles b ON b.id = g.article_id WHERE g.line = f.line AND b.outlet = a.outlet) END "
                "FROM furniture f JOIN articles a ON a.id = f.article_id WHERE a.id = ? ORDER BY f.first",
                [article_id],
            ).fetchall()
        return [KeptApart(Span(first, past), why, articles) for first, past, why, articles in found]

    def by_outlet(self) -> pd.DataFrame:
        """Count what is kept apart by outlet: ``outlet, articles, of, characters, share, example, times``.

        ``example`` is the piece that stands in most articles of the outlet, ``times`` their number; ``share`` is that
        of the characters of all its texts.
        """
        return self._frame(
            "WITH pieces AS (SELECT coalesce(a.outlet, '') AS outlet, a.id, f.past - f.first AS size, "
            "substr(a.text, f.first + 1, least(f.past - f.first, 200)) AS piece "
            "FROM furniture f JOIN articles a ON a.id = f.article_id), "
            "counted AS (SELECT outlet, piece, count(DISTINCT id) AS times FROM pieces GROUP BY ALL), "
            "examples AS (SELECT outlet, arg_max(piece, (times, piece)) AS example, max(times) AS times FROM counted "
            "GROUP BY outlet), "
            "sizes AS (SELECT coalesce(outlet, '') AS outlet, count(*) AS of, sum(length(text)) AS total FROM articles "
            "GROUP BY ALL), "
            "apart AS (SELECT outlet, count(DISTINCT id) AS articles, sum(size)::BIGINT AS characters FROM pieces "
            "GROUP BY outlet) "
            "SELECT outlet, articles, of, characters, characters / total AS share, example, times FROM apart "
            "JOIN sizes USING (outlet) JOIN examples USING (outlet) ORDER BY characters DESC, outlet"
        )

    def total(self) -> tuple[int, int]:
        """Return the number of articles of which something is kept apart, and of the characters kept apart."""
        with self._file.reading() as connection:
            query = "SELECT count(DISTINCT article_id), coalesce(sum(past - first), 0)::BIGINT FROM furniture"
            [(articles, characters)] = connection.execute(query).fetchall()
        return int(articles), int(characters)


def spans_of(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Return the spans of the furniture of these articles, by their ID; articles without any are left out."""
    found = connection.execute(
        f"SELECT article_id, first, past FROM furniture WHERE {key_in('furniture', 'article_id')}", [list(ids)]
    )
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, first, past in found.fetchall():
        spans.setdefault(article_id, []).append((first, past))
    return spans


def sizes_of(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, int]:
    """Return how many characters of these articles are kept apart, by their ID; articles without any are left out."""
    spans = spans_of(connection, ids)
    return {article_id: sum(past - first for first, past in found) for article_id, found in spans.items()}


def furniture_rows(articles: Iterable[Article]) -> list[tuple[Any, ...]]:
    """Return the rows of ``furniture`` of articles for what is recognised by its form."""
    return [(a.id, p.first, p.past, p.why, None, p.words) for a in articles for p in pieces_of(a.text)]


def insert_pieces(connection: duckdb.DuckDBPyConnection, pieces: Rows) -> None:
    """Store the furniture of articles that were scored elsewhere, which was recognised by its form.

    They are searched again by the next search, which finds what their outlets repeat.
    """
    connection.register("incoming_pieces", records.furniture_table(pieces))
    connection.execute("INSERT INTO furniture SELECT * FROM incoming_pieces")
    connection.execute(
        "UPDATE articles SET words = articles.words - w.words FROM (SELECT article_id, sum(words)::INTEGER AS words "
        "FROM incoming_pieces GROUP BY article_id) w WHERE w.article_id = id"
    )


#: articles of ``fresh`` whose spans are not those stored
CHANGED = (
    "WITH stored AS (SELECT article_id, first, past FROM furniture SEMI JOIN affected USING (article_id)), "
    "found AS (SELECT article_id, first, past FROM fresh) "
    "SELECT DISTINCT article_id FROM ((FROM stored EXCEPT FROM found) UNION ALL (FROM found EXCEPT FROM stored)) "
    "ORDER BY article_id"
)


def _find_repeated(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``repeated``: the lines of the incoming articles that their outlets repeat.

    A line that was recognised before stays recognised, however many articles the outlet has by now.
    """
    connection.execute(
        "CREATE TEMP TABLE repeated AS WITH carriers AS (SELECT a.outlet, a.published, l.line, l.place, l.again "
        "FROM lines l SEMI JOIN incoming_lines i USING (line) JOIN articles a ON a.id = l.article_id), "
        "sizes AS (SELECT outlet, count(*) AS articles FROM articles WHERE outlet IS NOT NULL GROUP BY outlet) "
        "SELECT c.outlet, c.line FROM carriers c JOIN sizes s USING (outlet) GROUP BY c.outlet, c.line, s.articles "
        "HAVING count(*) >= $least AND count(*) * $share >= s.articles "
        "AND count(*) FILTER (c.again) <= $often * count(*) "
        "AND greatest(count(*) FILTER (c.place = 0), count(*) FILTER (c.place = 1), count(*) FILTER (c.place = 2)) "
        ">= $same_place * count(*) "
        "AND (count(c.published) = 0 OR max(c.published) - min(c.published) > $days) "
        "UNION SELECT a.outlet, f.line FROM furniture f SEMI JOIN incoming_lines i USING (line) "
        "JOIN articles a ON a.id = f.article_id",
        {
            "least": LEAST_ARTICLES, "share": LEAST_SHARE, "often": OFTEN, "same_place": SAME_PLACE,
            "days": VERSION_DAYS,
        },
    )  # fmt: skip


def _find_furniture(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``affected`` (articles) and ``fresh`` (all their furniture).

    A piece inside a repeated line is part of it.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE carried AS SELECT l.article_id, l.first, l.past, l.line, l.words FROM lines l "
        "JOIN articles a ON a.id = l.article_id JOIN repeated r ON r.line = l.line AND r.outlet = a.outlet"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE affected AS SELECT article_id FROM incoming UNION SELECT article_id FROM carried "
        "ANTI JOIN furniture USING (article_id, line)"
    )
    connection.execute(
        "CREATE TEMP TABLE fresh AS WITH known AS (SELECT f.* FROM furniture f SEMI JOIN affected USING (article_id) "
        "WHERE f.article_id NOT IN (SELECT article_id FROM incoming)), "
        "lines_found AS (SELECT article_id, first, past, line, words FROM known WHERE line IS NOT NULL "
        "UNION SELECT c.* FROM carried c SEMI JOIN affected USING (article_id)), "
        "versions AS (SELECT article_id FROM lines_found r JOIN articles a ON a.id = r.article_id GROUP BY article_id "
        "HAVING sum(past - first) > $most * any_value(length(a.text))), "
        "kept AS (SELECT * FROM lines_found ANTI JOIN versions USING (article_id)), "
        "by_form AS (SELECT * FROM incoming_pieces UNION ALL SELECT * FROM known WHERE line IS NULL) "
        "SELECT article_id, first, past, $repeated AS why, line, words FROM kept UNION ALL SELECT p.* FROM by_form p "
        "WHERE NOT EXISTS (SELECT 1 FROM kept k WHERE k.article_id = p.article_id AND k.first <= p.first "
        "AND p.past <= k.past)",
        {"most": MOST, "repeated": REPEATED},
    )


def _replace(connection: duckdb.DuckDBPyConnection, changed: Sequence[str]) -> None:
    """Replace the furniture of the affected articles, and count the words of those that changed again.

    Readings and relations of these are removed before, while the stored furniture is still that with which they were
    computed.
    """
    if changed and scalar(connection, "SELECT count(*) FROM members"):
        remove_relations(connection, changed)
    tables = (*READING_TABLES, "people") if changed and scalar(connection, "SELECT count(*) FROM readings") else ()
    for table in tables:
        connection.execute(f"DELETE FROM {table} WHERE {key_in(table, 'article_id')}", [list(changed)])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE fewer AS SELECT article_id, sum(words)::INTEGER AS words FROM ("
        "SELECT article_id, words FROM fresh UNION ALL SELECT article_id, -words FROM furniture "
        "SEMI JOIN affected USING (article_id)) GROUP BY article_id HAVING sum(words) <> 0"
    )
    connection.execute("UPDATE articles SET words = articles.words - w.words FROM fewer w WHERE w.article_id = id")
    connection.execute("DELETE FROM furniture WHERE article_id IN (SELECT article_id FROM affected)")
    connection.execute("INSERT INTO furniture BY NAME SELECT * FROM fresh ORDER BY article_id, first")
