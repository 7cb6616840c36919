"""The queue of links to fetch and the state of feeds: what is waiting, stored, or failed and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from analysis.store.articles import insert_articles
from analysis.store.query import StorePart, dict_rows, first_column, table_names
from analysis.store.records import article_table
from analysis.store.versions import replace_beginnings
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
LINK_COLUMNS = (
    "link", "feed", "outlet", "title", "published", "state", "article_id", "reason", "tries", "next_try", "seen",
    "fetched",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedState:
    """The stored state of a feed. Times are in UTC; ``failures`` counts failures since the last success."""

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
    """The stored state of a link. ``outlet``, ``title`` and ``published`` are what its feed or list states.

    A failed link is retried automatically only if it has a ``next_try``.
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
    """The part of a store that holds links and feeds. Its tables are created when first written."""

    @contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._file.writing() as connection:
            connection.execute(TABLES)
            yield connection

    def feeds(self) -> dict[str, FeedState]:
        """Return the state of each feed, by the feed's address."""
        return {row["feed"]: FeedState(**_utc(row)) for row in self._rows("feeds", "SELECT * FROM feeds")}

    def in_state(self, state: State | None = None) -> list[LinkState]:
        """Return the links in this state, or all, in the order they were first seen."""
        found = self._rows("links", "SELECT * FROM links WHERE ? IS NULL OR state = ? ORDER BY rowid", [state, state])
        return [LinkState(**_utc(row)) for row in found]

    def due(self, now: dt.datetime, latest: dt.datetime) -> list[LinkState]:
        """Return the links to fetch now: those waiting, and failed ones whose next try is due.

        A next try after ``latest`` was set by a wrong clock and counts as due.
        """
        found = self._rows(
            "links",
            "SELECT * FROM links WHERE state = 'waiting' OR (state = 'failed' AND (next_try <= ? OR next_try > ?)) "
            "ORDER BY rowid",
            [_naive(now), _naive(latest)],
        )
        return [LinkState(**_utc(row)) for row in found]

    def add(self, links: Sequence[LinkState], feed: FeedState | None = None) -> int:
        """Store links that are not known yet and, in the same transaction, their feed; return how many are to fetch.

        A link to a page whose article is in the store already, whatever its spelling, is recorded as stored.
        """
        with self._writing() as connection:
            if feed is not None:
                connection.execute("DELETE FROM feeds WHERE feed = ?", [feed.feed])
                connection.execute(
                    "INSERT INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [feed.feed, feed.outlet, feed.etag, feed.modified, _naive(feed.asked), _naive(feed.next_try),
                     feed.failures, feed.reason],
                )  # fmt: skip
            addresses = [link.link for link in links]
            pages = {link: page for link in addresses if (page := page_key(link))}
            query = "SELECT link FROM links WHERE link IN (SELECT unnest(?::VARCHAR[]))"
            known = set(first_column(connection, query, [addresses]))
            article_of_page = dict(
                connection.execute(
                    "SELECT page, min(id) FROM articles WHERE page IN (SELECT unnest(?::VARCHAR[])) "
                    "AND NOT coalesce(partial, false) GROUP BY page",
                    [[*pages.values()]],
                ).fetchall()
            )
            stored = {link: article_of_page[page] for link, page in pages.items() if page in article_of_page}
            new = 0
            for link in {link.link: link for link in links if link.link not in known}.values():
                new += link.link not in stored
                changes: dict[str, Any] = {"state": "stored", "article_id": stored.get(link.link)}
                _insert(connection, link, changes if link.link in stored else {})
            return new

    def save_fetched(self, links: Sequence[LinkState], articles: Mapping[str, Article]) -> set[str]:
        """Store fetched links and their articles in one transaction; return the links whose article is new.

        ``articles`` holds the articles by link. One whose page or id the store already has is not stored twice, unless
        the store has only its beginning.
        """
        new: set[str] = set()
        with self._writing() as connection:
            for link in links:
                article = articles.get(link.link)
                changes: dict[str, Any] = {}
                if article is not None:
                    rows = article_table([article])
                    replace_beginnings(connection, rows, [article])
                    there = first_column(
                        connection,
                        "SELECT id FROM articles WHERE id = ? OR page = ? LIMIT 1",
                        [article.id, page_key(article.url)],
                    )
                    changes["article_id"] = there[0] if there else article.id
                    if not there:
                        insert_articles(connection, rows)
                        new.add(link.link)
                connection.execute("DELETE FROM links WHERE link = ?", [link.link])
                _insert(connection, link, changes)
        return new

    def retry_failed(self, now: dt.datetime) -> int:
        """Make every failed link and feed due now; return the number of links."""
        with self._writing() as connection:
            failed = first_column(connection, "SELECT link FROM links WHERE state = 'failed'", [])
            connection.execute("UPDATE links SET state = 'waiting', tries = 0 WHERE state = 'failed'")
            connection.execute("UPDATE feeds SET next_try = ? WHERE failures > 0", [_naive(now)])
            return len(failed)

    def _rows(self, table: str, query: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query; none if the store or the table does not exist yet."""
        if not self._file.exists:
            return []
        with self._file.open(read_only=True) as connection:
            if self._file.schema_version(connection) is None or table not in table_names(connection):
                return []
            return dict_rows(connection, query, list(parameters))


def _insert(connection: duckdb.DuckDBPyConnection, link: LinkState, changes: Mapping[str, Any]) -> None:
    values = [changes.get(name, getattr(link, name)) for name in LINK_COLUMNS]
    connection.execute(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_naive(value) if isinstance(value, dt.datetime) else _without_surrogates(value) for value in values],
    )


def _without_surrogates(value: object) -> object:
    """Replace characters that UTF-8 cannot encode (lone surrogates) by “?”."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _naive(time: dt.datetime | None) -> dt.datetime | None:
    """Convert a time to UTC without a time zone, as the tables store it."""
    return None if time is None else time.astimezone(dt.UTC).replace(tzinfo=None)


def _utc(row: dict[str, Any]) -> dict[str, Any]:
    """Add the time zone to the times of a row."""
    return {
        name: value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) else value for name, value in row.items()
    }
