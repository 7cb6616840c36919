"""What has been fetched, what waits, and what failed and why: the store's tables for links and feeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from analysis.store.articles import insert_articles
from analysis.store.query import StorePart, column, tables_of
from analysis.store.records import article_table
from analysis.types import Article
from analysis.urls import page_key

State = Literal["waiting", "stored", "failed"]
TABLES = """
CREATE TABLE IF NOT EXISTS feeds (
    feed VARCHAR NOT NULL, outlet VARCHAR, etag VARCHAR, modified VARCHAR, asked TIMESTAMP, next_try TIMESTAMP,
    failures INTEGER NOT NULL, reason VARCHAR);
CREATE TABLE IF NOT EXISTS links (
    link VARCHAR NOT NULL, feed VARCHAR, outlet VARCHAR, title VARCHAR, published DATE, state VARCHAR NOT NULL,
    article_id VARCHAR, reason VARCHAR, tries INTEGER NOT NULL, next_try TIMESTAMP, seen TIMESTAMP NOT NULL,
    fetched TIMESTAMP);
"""
LINK = (
    "link", "feed", "outlet", "title", "published", "state", "article_id", "reason", "tries", "next_try", "seen",
    "fetched",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed. Times are in UTC; ``failures`` counts those since the last success."""

    feed: str
    outlet: str | None = None
    etag: str | None = None
    modified: str | None = None
    asked: dt.datetime | None = None
    next_try: dt.datetime | None = None
    failures: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is remembered of a link. ``outlet``, ``title`` and ``published`` are what its feed or list states.

    A failed link with a ``next_try`` is tried again by itself, one without is not.
    """

    link: str
    seen: dt.datetime
    feed: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: dt.date | None = None
    state: State = "waiting"
    article_id: str | None = None
    reason: str | None = None
    tries: int = 0
    next_try: dt.datetime | None = None
    fetched: dt.datetime | None = None


class Links(StorePart):
    """The store with its memory of links and feeds. Raises ``StoreProblem`` where the file cannot be used."""

    @contextmanager
    def _changing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._file.writing() as connection:
            connection.execute(TABLES)
            yield connection

    def feeds(self) -> dict[str, FeedState]:
        """What is remembered of each feed, by its link."""
        return {row["feed"]: FeedState(**_utc(row)) for row in self._rows("feeds", "SELECT * FROM feeds")}

    def in_state(self, state: State | None = None) -> list[LinkState]:
        """The links in this state, or all, in the order they were seen."""
        found = self._rows("links", "SELECT * FROM links WHERE ? IS NULL OR state = ? ORDER BY rowid", [state, state])
        return [LinkState(**_utc(row)) for row in found]

    def due(self, now: dt.datetime, latest: dt.datetime) -> list[LinkState]:
        """The links to fetch now: those waiting, and those whose next try has come.

        A next try after ``latest`` was set by a clock that was wrong, and has come as well.
        """
        found = self._rows(
            "links",
            "SELECT * FROM links WHERE state = 'waiting' OR (state = 'failed' AND (next_try <= ? OR next_try > ?)) "
            "ORDER BY rowid",
            [_naive(now), _naive(latest)],
        )
        return [LinkState(**_utc(row)) for row in found]

    def add(self, links: Sequence[LinkState], feed: FeedState | None = None) -> int:
        """Remember links that are new, and in the same transaction what their feed said; return how many are new.

        A link to a page that an article of the store is from, in whatever spelling, is remembered as stored.
        """
        with self._changing() as connection:
            if feed is not None:
                connection.execute("DELETE FROM feeds WHERE feed = ?", [feed.feed])
                connection.execute(
                    "INSERT INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [feed.feed, feed.outlet, feed.etag, feed.modified, _naive(feed.asked), _naive(feed.next_try),
                     feed.failures, feed.reason],
                )  # fmt: skip
            asked = [link.link for link in links]
            pages = {link: page for link in asked if (page := page_key(link))}
            known = set(
                column(connection, "SELECT link FROM links WHERE link IN (SELECT unnest(?::VARCHAR[]))", [asked])
            )
            of_page = dict(
                connection.execute(
                    "SELECT page, min(id) FROM articles WHERE page IN (SELECT unnest(?::VARCHAR[])) GROUP BY page",
                    [[*pages.values()]],
                ).fetchall()
            )
            there = {link: of_page[page] for link, page in pages.items() if page in of_page}
            new = 0
            for link in {link.link: link for link in links if link.link not in known}.values():
                new += link.link not in there
                stored: dict[str, Any] = {"state": "stored", "article_id": there.get(link.link)}
                _insert(connection, link, stored if link.link in there else {})
            return new

    def save_fetched(self, links: Sequence[LinkState], articles: Mapping[str, Article]) -> set[str]:
        """Store what links gave, all of it or nothing; return the links whose article is new.

        ``articles`` holds the articles by link. One whose page or id the store already has is not stored twice.
        """
        new: set[str] = set()
        with self._changing() as connection:
            for link in links:
                article = articles.get(link.link)
                given: dict[str, Any] = {}
                if article is not None:
                    there = column(
                        connection,
                        "SELECT id FROM articles WHERE id = ? OR page = ? LIMIT 1",
                        [article.id, page_key(article.url)],
                    )
                    given["article_id"] = there[0] if there else article.id
                    if not there:
                        insert_articles(connection, article_table([article]))
                        new.add(link.link)
                connection.execute("DELETE FROM links WHERE link = ?", [link.link])
                _insert(connection, link, given)
        return new

    def retry_failed(self, now: dt.datetime) -> int:
        """Set every failed link and feed to be tried at once; return how many links."""
        with self._changing() as connection:
            failed = column(connection, "SELECT link FROM links WHERE state = 'failed'", [])
            connection.execute("UPDATE links SET state = 'waiting', tries = 0 WHERE state = 'failed'")
            connection.execute("UPDATE feeds SET next_try = ? WHERE failures > 0", [_naive(now)])
            return len(failed)

    def _rows(self, table: str, query: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """What a query finds; nothing where nothing has been fetched into this store yet."""
        if not self._file.exists:
            return []
        with self._file.open(read_only=True) as connection:
            if self._file.layout(connection) is None:
                return []
            if table not in tables_of(connection):
                return []
            found = connection.execute(query, list(parameters))
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _insert(connection: duckdb.DuckDBPyConnection, link: LinkState, given: Mapping[str, Any]) -> None:
    values = [given.get(name, getattr(link, name)) for name in LINK]
    connection.execute(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_naive(value) if isinstance(value, dt.datetime) else _plain(value) for value in values],
    )


def _plain(value: object) -> object:
    """What UTF-8 cannot hold (lone surrogates) becomes “?”."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _naive(time: dt.datetime | None) -> dt.datetime | None:
    return None if time is None else time.astimezone(dt.UTC).replace(tzinfo=None)


def _utc(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) else value for name, value in row.items()
    }
