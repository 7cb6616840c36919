"""Versions of one page's text: of those that come in, the first stays, or the newest takes its place.

A text that is only the beginning of an article gives way to the whole article in any case, and never takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from analysis.corpus.stories import count_words, total_counts
from analysis.store import records
from analysis.store.articles import insert_articles
from analysis.store.query import StorePart, scalar, table_names
from analysis.store.schema import FURNITURE_TABLES, READING_TABLES
from analysis.types import Article, Problem, Span
from analysis.urls import page_key

#: characters on each side of a judged mark that must be unchanged for the judgement to be carried over
CONTEXT = 60
#: SQL for pairs of a stored article and an incoming one from the same page of the same outlet
SAME_PAGE = "articles a JOIN incoming i ON a.page = i.page AND a.outlet IS NOT DISTINCT FROM i.outlet"


@dataclass(frozen=True, slots=True)
class Added:
    """What was stored: the number of new articles, and of articles that replaced an earlier version of their page.

    ``versions`` counts articles that were left out as another version of a stored article. ``moved`` counts readers'
    judgements that were carried over to the new text, ``lost`` those whose passage is not in it.
    """

    new: int = 0
    replaced: int = 0
    versions: int = 0
    moved: int = 0
    lost: int = 0


class Versions(StorePart):
    """The part of a store that adds articles of which it may have an earlier version."""

    def put(
        self,
        articles: Sequence[Article],
        problems: Sequence[Problem] = (),
        newest: bool = False,
        rows: pa.Table | None = None,
    ) -> Added:
        """Store articles and problems as ``Store.add`` does; with ``newest``, the last version replaces the others.

        A version is another text or headline from the same page of the same outlet. When an article is replaced, its
        readings are deleted and its relations to others are computed again by the next ``relate``. Everything happens
        in one transaction. ``rows`` are the ``records.article_table`` of the articles if it was made already.
        """
        rows = records.article_table(articles) if rows is None else rows
        with self._file.writing() as connection:
            if not newest:
                replaced, moved, lost = replace_beginnings(connection, rows, articles)
                new = insert_articles(connection, rows, problems) - replaced
                left_out = self._count_left_out(connection, rows) if new + replaced < len(articles) else 0
                return Added(new, replaced, left_out, moved, lost)
            last: dict[tuple[str | None, str], Article] = {}
            for article in articles:
                place = _page_of(article)
                if not article.partial or place not in last or last[place].partial:
                    last[place] = article
            rows = rows.filter(pa.array([last[_page_of(article)] is article for article in articles], pa.bool_()))
            later = _later(
                connection, rows, {article.id: article for article in last.values()}, "a.partial OR NOT i.partial"
            )
            moved, lost = _take_out(connection, later)
            added = insert_articles(connection, rows, problems)
            replaced = len({article.id for article in later.values()})
            return Added(added - replaced, replaced, 0, moved, lost)

    @staticmethod
    def _count_left_out(connection: duckdb.DuckDBPyConnection, articles: pa.Table) -> int:
        connection.register("incoming", articles)
        query = f"SELECT count(DISTINCT i.id) FROM {SAME_PAGE} WHERE i.id NOT IN (SELECT id FROM articles)"
        return scalar(connection, query)


def replace_beginnings(
    connection: duckdb.DuckDBPyConnection, rows: pa.Table, articles: Sequence[Article]
) -> tuple[int, int, int]:
    """Take out stored beginnings of articles of which the whole is among ``articles``, inside a transaction.

    Return how many whole articles take their place, and how many judgements moved along and were lost.
    """
    if not scalar(connection, "SELECT count(*) FROM articles WHERE partial"):
        return 0, 0, 0
    first: dict[tuple[str | None, str], Article] = {}
    for article in articles:
        if not article.partial:
            first.setdefault(_page_of(article), article)
    rows = rows.filter(pa.array([first.get(_page_of(article)) is article for article in articles], pa.bool_()))
    later = _later(connection, rows, {article.id: article for article in first.values()}, "a.partial")
    moved, lost = _take_out(connection, later)
    return len({article.id for article in later.values()}), moved, lost


def _later(
    connection: duckdb.DuckDBPyConnection, rows: pa.Table, articles: Mapping[str, Article], condition: str
) -> dict[str, Article]:
    """Of stored articles, by id, the version among ``articles`` that takes their place if it meets a condition."""
    connection.register("incoming", rows)
    found = connection.execute(
        f"SELECT a.id, i.id FROM {SAME_PAGE} WHERE i.id NOT IN (SELECT id FROM articles) AND ({condition}) "
        "ORDER BY a.rowid, i.id"
    ).fetchall()
    return {old: articles[new] for old, new in found}


def _take_out(connection: duckdb.DuckDBPyConnection, later: Mapping[str, Article]) -> tuple[int, int]:
    """Take articles out with what was measured on them; how many judgements moved along, and were lost."""
    if not later:
        return 0, 0
    old = list(later)
    tables = table_names(connection)
    moved, lost = _move_judgements(connection, later) if "corrections" in tables else (0, 0)
    if "links" in tables:
        pairs = pa.table({"old": old, "new": [article.id for article in later.values()]})
        connection.register("pairs", pairs)
        connection.execute("UPDATE links SET article_id = p.new FROM pairs p WHERE links.article_id = p.old")
    remove_relations(connection, old)
    for table in (*READING_TABLES, *FURNITURE_TABLES, "people"):
        connection.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [old])
    connection.execute("DELETE FROM articles WHERE id IN (SELECT unnest(?::VARCHAR[]))", [old])
    return moved, lost


def _page_of(article: Article) -> tuple[str | None, str]:
    """Return a key that versions of an article share; an article without a page has no other versions."""
    page = page_key(article.url)
    return (None, article.id) if page is None else (article.outlet, page)


def _move_judgements(connection: duckdb.DuckDBPyConnection, newer: Mapping[str, Article]) -> tuple[int, int]:
    """Move judgements whose passage occurs exactly once in the new text, and delete the others; return both numbers."""
    judged = connection.execute(
        "SELECT c.article_id, c.kind, first, past, a.text FROM corrections c JOIN articles a ON a.id = c.article_id "
        "WHERE c.article_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(newer)],
    ).fetchall()
    moved = 0
    for old, kind, first, past, text in judged:
        mark = [old, kind, first, past]
        if (distance := _distance_moved(text, newer[old].text, first, past)) is None:
            connection.execute(
                "DELETE FROM corrections WHERE article_id = ? AND kind = ? AND first = ? AND past = ?", mark
            )
        else:
            moved += 1
            connection.execute(
                "UPDATE corrections SET article_id = ?, first = first + ?, past = past + ? "
                "WHERE article_id = ? AND kind = ? AND first = ? AND past = ?",
                [newer[old].id, distance, distance, *mark],
            )
    return moved, len(judged) - moved


def _distance_moved(old: str, new: str, first: int, past: int) -> int | None:
    """Return how many characters later a passage is in the new text; ``None`` unless it occurs there exactly once."""
    begin = max(0, first - CONTEXT)
    passage = old[begin : past + CONTEXT]
    return new.index(passage) - begin if new.count(passage) == 1 else None


def remove_relations(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> None:
    """Remove the relations of these articles, of all articles in their stories, and of all that share text with them.

    The next ``relate`` computes them again.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE removed (article_id VARCHAR)")
    connection.execute(
        "INSERT INTO removed SELECT article_id FROM members WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(ids)],
    )
    size, before = 0, -1
    while size != before:  # stories and groups of copies overlap, so the set is extended until it stops growing
        before = size
        connection.execute(
            "INSERT INTO removed SELECT article_id FROM members WHERE article_id NOT IN (FROM removed) AND ("
            "story IN (SELECT story FROM members SEMI JOIN removed USING (article_id)) OR article_id IN (SELECT "
            "article_id FROM copies WHERE text_group IN (SELECT text_group FROM copies SEMI JOIN removed "
            "USING (article_id))))"
        )
        size = scalar(connection, "SELECT count(*) FROM removed")
    _subtract_frequencies(connection)
    connection.execute(
        "DELETE FROM stories WHERE story IN (SELECT story FROM members SEMI JOIN removed USING (article_id))"
    )
    for table in ("topics", "copies", "members", "samples", "vectors"):
        connection.execute(f"DELETE FROM {table} WHERE article_id IN (FROM removed)")
    connection.execute("DROP TABLE removed")


def _subtract_frequencies(connection: duckdb.DuckDBPyConnection) -> None:
    """Subtract the words of the articles in ``removed``; their days are checked for absent outlets again."""
    found = connection.execute(
        "SELECT title, text, published, list([f.first, f.past]) FILTER (f.first IS NOT NULL) FROM articles a "
        "SEMI JOIN removed r ON r.article_id = a.id LEFT JOIN furniture f ON f.article_id = a.id "
        "GROUP BY a.id, title, text, published"
    )
    words, days = [], set()
    for title, text, day, spans in found.fetchall():
        furniture = tuple(Span(*span) for span in spans or ())
        words.append(count_words(Article("", None, title, text, furniture=furniture)))
        days |= {day} - {None}
    for day in {min(days), max(days)} if days else ():
        connection.execute("INSERT INTO meta VALUES ('absent', ?)", [f"{day}"])
    connection.register("incoming", records.relation_table("frequencies", list(total_counts(words).items())))
    connection.execute(
        "UPDATE frequencies f SET articles = f.articles - i.articles FROM incoming i WHERE i.word = f.word"
    )
    connection.execute("DELETE FROM frequencies WHERE articles <= 0")
