"""The queries behind persons: the names of all articles, and which person each of them means.

The table ``people`` has a row for each name of an article that is shown as another one, such as "Trump" of an article
in which it means Donald Trump. A name without a row is the person's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.corpus.people import FirstNames, Mention, Together
from analysis.store.query import StorePart, first_column, key_in

#: the last word of a name without "Jr." and the like, as SQL: only names that share it are compared
SURNAME = r"regexp_extract(lower(strip_accents(name)), '(\pL+)(?:[''’]s)?(?:,? (?:jr|sr|ii|iii|iv)\.?)*\PL*$', 1)"
#: the names of persons in each article, as sources and in the text, with the title that the article gives them;
#: ``only`` is a condition on the name
_NAMES = (
    "SELECT article_id, name, min(title) AS title FROM (SELECT article_id, speaker AS name, title FROM attributions "
    "WHERE source_type = 'named_person' AND speaker IS NOT NULL UNION ALL "
    "SELECT article_id, name, NULL FROM toward WHERE kind = 'person') {only} GROUP BY ALL"
)
NAMES = _NAMES.format(only="")
#: the same with the person whom each means
WITH_PERSONS = (
    f"SELECT n.*, coalesce(p.person, n.name) AS person FROM ({NAMES}) n LEFT JOIN people p USING (article_id, name)"
)
#: months are counted from the year 0
MONTH = "(year(a.published) * 12 + month(a.published))::INTEGER"
#: by surname, name, title, outlet and month, the number of articles, in alphabetical order
MENTIONS = (
    f"SELECT n.surname, n.name, n.title, a.outlet, {MONTH} AS month, count(*) AS articles FROM named n JOIN articles a "
    "ON a.id = n.article_id WHERE n.surname IN (SELECT surname FROM named GROUP BY surname HAVING count(DISTINCT name) "
    "> 1 OR count(DISTINCT title) > 1) GROUP BY ALL ORDER BY ALL"
)
#: by surname, the pairs of names in one article of which one ends in "Jr." or the like, with the number of articles
TOGETHER = (
    "SELECT j.surname, least(j.name, n.name) AS one, greatest(j.name, n.name) AS other, count(DISTINCT n.article_id) "
    "FROM named j JOIN named n USING (article_id, surname) WHERE j.name <> n.name AND "
    r"regexp_matches(j.name, '(?i)[ ,](jr|sr|ii|iii|iv)\b') GROUP BY ALL"
)
#: the first words of names of several words, with the numbers of articles and of surnames
FIRST_WORDS = (
    r"SELECT regexp_extract(lower(strip_accents(name)), '^\PL*(\pL+)', 1) AS word, count(*), count(DISTINCT surname) "
    "FROM named WHERE contains(name, ' ') GROUP BY word"
)
#: rows that are Python objects at once
BATCH = 10_000
#: the versions by which articles were read, their number, and a digest of what their names depend on
STATE = (
    "SELECT coalesce(string_agg(DISTINCT r.rules, ',' ORDER BY r.rules), '-'), count(DISTINCT r.article_id), "
    "coalesce(bit_xor(hash(r.article_id, r.rules, a.outlet, a.published)), 0) "
    "FROM (SELECT article_id, scorer || '=' || version AS rules FROM readings WHERE scorer IN ('sourcing', 'tone')) r "
    "JOIN articles a ON a.id = r.article_id"
)


@dataclass(frozen=True, slots=True)
class State:
    """What the names of a store depend on: the versions of its readings, the number of articles, and a digest."""

    versions: str
    articles: int
    digest: int


@dataclass(frozen=True, slots=True)
class Surname:
    """The mentions of all names with one surname.

    ``together`` has the pairs of names of which one ends in "Jr." or the like, ``first_names`` those of all surnames.
    """

    mentions: list[Mention]
    together: Together
    first_names: FirstNames


class People(StorePart):
    """The part of a store that knows which names mean one person."""

    def stamp(self) -> str | None:
        """Return the stamp of the names and rules from which the persons were found, ``None`` if they were not."""
        with self._file.reading() as connection:
            found = first_column(connection, "SELECT value FROM meta WHERE key = 'people'", [])
        return found[0] if found else None

    def state(self) -> State:
        """Return what the names of all articles depend on now."""
        with self._file.reading() as connection:
            [(versions, articles, digest)] = connection.execute(STATE).fetchall()
        return State(versions, articles, digest)

    def of_articles(self, ids: Sequence[str]) -> dict[tuple[str, str], str]:
        """Return the persons of the names in these articles that are not the person's own, by article ID and name."""
        with self._file.reading() as connection:
            found = connection.execute(f"SELECT * FROM people WHERE {key_in('people', 'article_id')}", [list(ids)])
            return {(article_id, name): person for article_id, name, person in found.fetchall()}

    def names(self) -> pd.DataFrame:
        """Return the names of persons and whom they mean: ``name, person, articles``, one row per name and person."""
        return self._large_frame(
            f"SELECT name, person, count(*) AS articles FROM ({WITH_PERSONS}) GROUP BY ALL ORDER BY ALL"
        )

    def days_of(self, names: Sequence[str]) -> pd.DataFrame:
        """Return where some names are used: ``name, person, outlet, published, articles``, a row per outlet and day."""
        return self._large_frame(
            "SELECT n.name, n.person, coalesce(a.outlet, '') AS outlet, a.published::TIMESTAMP AS published, count(*) "
            f"AS articles FROM ({WITH_PERSONS}) n JOIN articles a ON a.id = n.article_id "
            "WHERE list_contains($names, n.name) GROUP BY ALL ORDER BY ALL",
            {"names": list(names)},
        )

    def naming(self, names: Sequence[str]) -> pd.DataFrame:
        """Return where names of persons are used and whom they mean there: ``id, name, person, outlet, published``."""
        return self._large_frame(
            "SELECT n.article_id AS id, n.name, coalesce(p.person, n.name) AS person, "
            "coalesce(a.outlet, '') AS outlet, "
            f"a.published::TIMESTAMP AS published FROM ({_NAMES.format(only='WHERE list_contains($names, name)')}) n "
            "JOIN articles a ON a.id = n.article_id LEFT JOIN people p USING (article_id, name) ORDER BY ALL",
            {"names": list(names)},
        )

    def every_name(self) -> list[str]:
        """Return all names of sources, and of persons and organisations in texts."""
        with self._file.reading() as connection:
            query = "SELECT speaker FROM attributions WHERE speaker IS NOT NULL UNION SELECT name FROM toward"
            return first_column(connection, query, [])

    def surnames(self) -> Iterator[Surname]:
        """Yield the names of all articles by surname, those with a surname and title of their own left out.

        The names are grouped before the first is returned; no other process has to wait longer than that.
        """
        with self._file.reading() as connection:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE named AS SELECT *, {SURNAME} AS surname FROM ({NAMES})")
            mentions, pairs, first_words = (
                connection.sql(query).to_arrow_table() for query in (MENTIONS, TOGETHER, FIRST_WORDS)
            )
            connection.execute("DROP TABLE named")
        together: dict[str, dict[tuple[str, str], int]] = {}
        for surname, one, other, articles in _rows(pairs):
            together.setdefault(surname, {})[one, other] = articles
        words = list(_rows(first_words))
        first_names = FirstNames(
            {word: articles for word, articles, _ in words}, {word: surnames for word, _, surnames in words}
        )
        for surname, rows in groupby(_rows(mentions), key=itemgetter(0)):
            found = [Mention(*row[1:]) for row in rows]
            yield Surname(found, together.get(surname, {}), first_names)

    def save(self, persons: Sequence[tuple[Mention, str]], stamp: str) -> None:
        """Replace all persons by those of these mentions, and record the stamp of the names and rules."""
        columns = ("name", "title", "outlet", "month", "person")
        rows = [(m.name, m.title, m.outlet, m.month, person) for m, person in persons]
        table = pa.table(
            [
                pa.array([row[k] for row in rows], pa.int32() if name == "month" else pa.string())
                for k, name in enumerate(columns)
            ],
            names=list(columns),
        )
        with self._file.writing() as connection:
            connection.register("incoming", table)
            connection.execute("DELETE FROM people")
            names = _NAMES.format(only="WHERE name IN (SELECT name FROM incoming)")
            # materialised, because a name alone is in far too many articles to be joined by it first
            connection.execute(
                f"INSERT INTO people WITH placed AS MATERIALIZED (SELECT n.*, a.outlet, {MONTH} AS month "
                f"FROM ({names}) n JOIN articles a ON a.id = n.article_id) "
                "SELECT p.article_id, p.name, i.person FROM placed p JOIN incoming i ON i.name = p.name "
                "AND i.title IS NOT DISTINCT FROM p.title AND i.outlet IS NOT DISTINCT FROM p.outlet "
                "AND i.month IS NOT DISTINCT FROM p.month ORDER BY p.article_id, p.name"
            )
            connection.execute("DELETE FROM meta WHERE key = 'people'")
            connection.execute("INSERT INTO meta VALUES ('people', ?)", [stamp])


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table; few at a time are Python objects."""
    for batch in table.to_batches(max_chunksize=BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
