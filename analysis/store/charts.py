"""The store's tables for charts: selections, counts and stories as data frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.store.filter import WHERE, Filters
from analysis.store.query import StorePart, column, frame_of
from analysis.store.schema import CARRIED

_PLACES = "SELECT id, (row_number() OVER (ORDER BY rowid) - 1)::INTEGER AS place FROM articles"
#: how many articles carry the text of a copy
_CARRIERS = "SELECT article_id, count(*) OVER (PARTITION BY text_group) AS carriers FROM copies WHERE share >= $carried"
_OF_SOURCES = "speaker, source, source_type, cue, cue_class, kind, act, content_start, anonymity"


class Charts(StorePart):
    """Reads what is drawn and counted."""

    def catalogue(self) -> pd.DataFrame:
        """One row an outlet and topic: ``outlet, topic, articles, undated, first, last``."""
        return self._frame(
            "SELECT coalesce(outlet, '') AS outlet, coalesce(topic, '') AS topic, count(*) AS articles, "
            "count(*) FILTER (published IS NULL) AS undated, min(published) AS first, max(published) AS last "
            "FROM articles GROUP BY ALL ORDER BY articles DESC, outlet, topic"
        )

    def article_list(self, filters: Filters, most: int | None = None) -> pd.DataFrame:
        """The selected articles without their text, by date: ``id, outlet, topic, published, title, words, url``."""
        return self._select(
            "SELECT a.id, coalesce(a.outlet, '') AS outlet, coalesce(a.topic, '') AS topic, "
            "a.published::TIMESTAMP AS published, a.title, a.words, a.url "
            f"FROM articles a WHERE {WHERE} ORDER BY a.published, a.rowid LIMIT $most",
            filters,
            most=most,
        )

    def how_many(self, filters: Filters) -> int:
        """The number of the selected articles."""
        return int(
            self._select(f"SELECT count(*) AS articles FROM articles a WHERE {WHERE}", filters)["articles"].sum()
        )

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
            f"LEFT JOIN ({_CARRIERS}) c ON c.article_id = a.id ORDER BY a.rowid",
            {"carried": CARRIED},
        )

    def headlines(self, ids: Iterable[str]) -> pd.DataFrame:
        """The headlines and addresses of some articles: ``id, title, url``."""
        with self._file.reading() as connection:
            connection.register("wanted", pa.table({"id": pa.array(ids, pa.string())}))
            return frame_of(connection, "SELECT id, title, url FROM articles SEMI JOIN wanted USING (id)")

    def titled(self, words: Sequence[str]) -> list[str]:
        """The ids of the articles whose headline holds all of these words or parts of words, in any case."""
        holds = " AND ".join(["contains(lower(title), lower(?))"] * len(words)) or "true"
        with self._file.reading() as connection:
            return column(connection, f"SELECT id FROM articles WHERE {holds}", list(words))

    def attribution_table(self, of: pa.Table | None = None) -> tuple[pd.DataFrame, int]:
        """The attributions of every article, in the order of articles, and the ``mark`` of that order.

        Each with the ``place`` of its article in ``article_table``; ``content_start`` holds the first three characters
        of what is said, ``anonymity`` the reason given for a source without a name. ``of`` asks for the articles with
        these ``id``, given with their ``place``, alone. Strings are categories.
        """
        with self._file.reading() as connection:
            if of is not None:
                connection.register("wanted", of)
            found = frame_of(
                connection,
                f"SELECT p.place, {_OF_SOURCES} FROM {f'({_PLACES})' if of is None else 'wanted'} p "
                "JOIN attributions t ON t.article_id = p.id ORDER BY p.place, t.content_first",
                categories=True,
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

    @contextmanager
    def counts(self, measures: Sequence[str]) -> Iterator[tuple[Iterator[pa.RecordBatch], int]]:
        """What was counted in every article for these measures, in batches, and the ``mark`` of the articles' order.

        ``place, measure, count, denominator``: the place of the article in ``article_table``, and that of the measure
        among those asked for.
        """
        with self._file.reading() as connection:
            mark = _mark(connection)
            counted = connection.sql(
                "SELECT p.place, (list_position($measures, m.measure) - 1)::UTINYINT AS measure, m.count, "
                f"m.denominator FROM measurements m JOIN ({_PLACES}) p ON p.id = m.article_id "
                "WHERE list_contains($measures, m.measure)",
                params={"measures": list(measures)},
            )
            yield counted.to_arrow_reader(), mark

    def mark(self) -> int:
        """A number that is another one when the store holds other articles or in another order."""
        with self._file.reading() as connection:
            return _mark(connection)

    def toward(self, filters: Filters, names: int, outlets: Sequence[str]) -> pd.DataFrame:
        """The tone of these outlets' selected articles where they name the ``names`` that most selected articles name.

        ``id, outlet, topic, published, story, weight, name, kind, tone, sentences, own_tone, own_sentences``: a row an
        article and name, ``weight`` as in ``ArticleColumns.measured``. Strings are categories, ``name`` of all these names.
        """
        most = self._select(  # an article has one row for a name
            f"SELECT name FROM toward WHERE article_id IN (SELECT a.id FROM articles a WHERE {WHERE}) GROUP BY name "
            "ORDER BY count(*) DESC, name LIMIT $names",
            filters,
            names=names,
        )["name"]
        found = self._select(
            "SELECT a.id, coalesce(a.outlet, '') AS outlet, coalesce(a.topic, '') AS topic, "
            "a.published::TIMESTAMP AS published, s.story, "
            "CASE WHEN $wire = 'once' THEN 1.0 / coalesce(c.carriers, 1) ELSE 1.0 END AS weight, "
            "t.* EXCLUDE (article_id) FROM articles a JOIN toward t ON t.article_id = a.id "
            f"LEFT JOIN members s ON s.article_id = a.id LEFT JOIN ({_CARRIERS}) c ON c.article_id = a.id "
            f"WHERE {WHERE} AND list_contains($beside, coalesce(a.outlet, '')) AND list_contains($most, t.name) "
            "ORDER BY name, id",
            filters,
            beside=list(outlets),
            most=most.tolist(),
        )
        found = found.astype(dict.fromkeys(("id", "outlet", "topic", "story", "kind"), "category"))
        return found.assign(name=pd.Categorical(found["name"], categories=most))

    def stories(self, filters: Filters) -> pd.DataFrame:
        """The stories that have selected articles, the largest first, with how many of theirs are selected.

        ``story, title, first_day, last_day, articles, outlets, terms, topic, absent, selected, selected_outlets``
        """
        return self._select(
            "SELECT s.*, c.selected, c.selected_outlets FROM stories s JOIN (SELECT m.story, count(*) AS selected, "
            "count(DISTINCT a.outlet) AS selected_outlets FROM members m JOIN articles a ON a.id = m.article_id "
            f"WHERE {WHERE} GROUP BY m.story) c USING (story) "
            "ORDER BY c.selected_outlets DESC, c.selected DESC, s.first_day, s.story",
            filters,
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
        with self._file.reading() as connection:
            found = column(connection, "SELECT story FROM members WHERE article_id = ?", [article_id])
        return found[0] if found else None

    def topics_of(self, article_id: str) -> pd.DataFrame:
        """The topics of one article, the weightiest first: ``topic, name, score, terms``."""
        return self._frame(
            "SELECT topic, name, score, terms FROM topics WHERE article_id = ? ORDER BY rowid", [article_id]
        )


def _mark(connection: duckdb.DuckDBPyConnection) -> int:
    [found] = column(connection, f"SELECT coalesce(bit_xor(hash(id, place)), 0) FROM ({_PLACES})", [])
    return int(found)
