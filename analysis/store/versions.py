"""Versions of one page's text: of those that come in, the first stays, or the newest takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from analysis.corpus.stories import counted, words_of
from analysis.store import records
from analysis.store.articles import insert_articles
from analysis.store.query import StorePart, tables_of
from analysis.store.schema import OF_AN_ARTICLE
from analysis.types import Article, Problem
from analysis.urls import page_key

#: characters on each side of a judged mark that must stand in the new text for the judgement to go along
AROUND = 60
#: an article of the store, and one that comes in from the same page of the same outlet
SAME_PAGE = "articles a JOIN incoming i ON a.page = i.page AND a.outlet IS NOT DISTINCT FROM i.outlet"


@dataclass(frozen=True, slots=True)
class Added:
    """What was stored: articles that are new, and articles in the place of an earlier version of their page's.

    ``versions`` counts those that are another version of a stored article and were left out; ``moved`` and ``lost``
    the readers' judgements of marks that went along to a new text, and those whose passage the new text does not have.
    """

    new: int = 0
    replaced: int = 0
    versions: int = 0
    moved: int = 0
    lost: int = 0


class Versions(StorePart):
    """The store as it takes in articles of which it may have an earlier version."""

    def put(
        self,
        articles: Sequence[Article],
        problems: Sequence[Problem] = (),
        newest: bool = False,
        rows: pa.Table | None = None,
    ) -> Added:
        """Store articles and problems as ``Store.add`` does; with ``newest`` the version that comes in last stays.

        A version is another text or headline of the same page of the same outlet. What was measured on the earlier one
        goes with it, and what relates it to other articles is found anew with the next ``relate``; all of it or
        nothing is done. ``rows`` are the ``article_table`` of the articles where it is there already.
        """
        rows = records.article_table(articles) if rows is None else rows
        with self._file.writing() as connection:
            if not newest:
                new = insert_articles(connection, rows, problems)
                left_out = self._left_out(connection, rows) if new < len(articles) else 0
                return Added(new, versions=left_out)
            last = {_place(article): article for article in articles}
            rows = rows.filter(pa.array([last[_place(article)] is article for article in articles], pa.bool_()))
            later = self._later(connection, rows, {article.id: article for article in last.values()})
            moved, lost = self._take_out(connection, later)
            added = insert_articles(connection, rows, problems)
            replaced = len({article.id for article in later.values()})
            return Added(added - replaced, replaced, 0, moved, lost)

    @staticmethod
    def _left_out(connection: duckdb.DuckDBPyConnection, articles: pa.Table) -> int:
        connection.register("incoming", articles)
        query = f"SELECT count(DISTINCT i.id) FROM {SAME_PAGE} WHERE i.id NOT IN (SELECT id FROM articles)"
        [(number,)] = connection.execute(query).fetchall()
        return int(number)

    @staticmethod
    def _later(
        connection: duckdb.DuckDBPyConnection, rows: pa.Table, articles: Mapping[str, Article]
    ) -> dict[str, Article]:
        """Of stored articles, by id, the version among ``articles`` that is to take their place."""
        connection.register("incoming", rows)
        found = connection.execute(
            f"SELECT a.id, i.id FROM {SAME_PAGE} WHERE i.id NOT IN (SELECT id FROM articles) ORDER BY a.rowid"
        ).fetchall()
        return {old: articles[new] for old, new in found}

    @staticmethod
    def _take_out(connection: duckdb.DuckDBPyConnection, later: Mapping[str, Article]) -> tuple[int, int]:
        """Take articles out with what was measured on them; how many judgements moved along, and were lost."""
        if not later:
            return 0, 0
        old = list(later)
        tables = tables_of(connection)
        moved, lost = _move_judgements(connection, later) if "corrections" in tables else (0, 0)
        if "links" in tables:
            pairs = pa.table({"old": old, "new": [article.id for article in later.values()]})
            connection.register("pairs", pairs)
            connection.execute("UPDATE links SET article_id = p.new FROM pairs p WHERE links.article_id = p.old")
        _part(connection, old)
        for table in OF_AN_ARTICLE:
            connection.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [old])
        connection.execute("DELETE FROM articles WHERE id IN (SELECT unnest(?::VARCHAR[]))", [old])
        return moved, lost


def _place(article: Article) -> tuple[str | None, str]:
    """What two versions of an article have in common; one that names no page is its own only version."""
    page = page_key(article.url)
    return (None, article.id) if page is None else (article.outlet, page)


def _move_judgements(connection: duckdb.DuckDBPyConnection, later: Mapping[str, Article]) -> tuple[int, int]:
    """Let judgements follow their passage where the new text has it once; delete the others."""
    judged = connection.execute(
        "SELECT c.article_id, kind, first, past, a.text FROM corrections c JOIN articles a ON a.id = c.article_id "
        "WHERE c.article_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(later)],
    ).fetchall()
    moved = 0
    for old, kind, first, past, text in judged:
        mark = [old, kind, first, past]
        if (by := _shift(text, later[old].text, first, past)) is None:
            connection.execute(
                "DELETE FROM corrections WHERE article_id = ? AND kind = ? AND first = ? AND past = ?", mark
            )
        else:
            moved += 1
            connection.execute(
                "UPDATE corrections SET article_id = ?, first = first + ?, past = past + ? "
                "WHERE article_id = ? AND kind = ? AND first = ? AND past = ?",
                [later[old].id, by, by, *mark],
            )
    return moved, len(judged) - moved


def _shift(old: str, new: str, first: int, past: int) -> int | None:
    """How far a passage stands further on in the new text; ``None`` where that has it not, or more than once."""
    begin = max(0, first - AROUND)
    passage = old[begin : past + AROUND]
    return new.index(passage) - begin if new.count(passage) == 1 else None


def _part(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> None:
    """Forget what relates these articles, and with them all of their stories and of the texts that they share.

    The others stand by themselves until the next ``relate`` finds them anew.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE apart (article_id VARCHAR)")
    connection.execute(
        "INSERT INTO apart SELECT article_id FROM members WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(ids)],
    )
    grown, size = 0, -1
    while grown != size:
        size = grown
        connection.execute(
            "INSERT INTO apart SELECT article_id FROM members WHERE article_id NOT IN (FROM apart) AND ("
            "story IN (SELECT story FROM members SEMI JOIN apart USING (article_id)) OR article_id IN (SELECT "
            "article_id FROM copies WHERE text_group IN (SELECT text_group FROM copies SEMI JOIN apart "
            "USING (article_id))))"
        )
        [(grown,)] = connection.execute("SELECT count(*) FROM apart").fetchall()
    found = connection.execute("SELECT title, text, published FROM articles a SEMI JOIN apart p ON p.article_id = a.id")
    words, days = [], set()
    for title, text, day in found.fetchall():
        words.append(words_of(Article("", None, title, text)))
        days |= {day} - {None}
    for day in {min(days), max(days)} if days else ():  # who told a story of these days is looked at again
        connection.execute("INSERT INTO meta VALUES ('absent', ?)", [f"{day}"])
    connection.register("incoming", records.relation_table("frequencies", list(counted(words).items())))
    connection.execute(
        "UPDATE frequencies f SET articles = f.articles - i.articles FROM incoming i WHERE i.word = f.word"
    )
    connection.execute("DELETE FROM frequencies WHERE articles <= 0")
    connection.execute(
        "DELETE FROM stories WHERE story IN (SELECT story FROM members SEMI JOIN apart USING (article_id))"
    )
    for table in ("topics", "copies", "members", "samples", "vectors"):
        connection.execute(f"DELETE FROM {table} WHERE article_id IN (FROM apart)")
    connection.execute("DROP TABLE apart")
