"""The queries behind charts and lists: selections, counts and stories as data frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus.topics import OTHER
from analysis.store.filter import LABEL, WHERE, Filters
from analysis.store.query import StorePart, first_column, read_frame, scalar
from analysis.store.schema import COPY_SHARE

#: the position of each article in the order of the store
_POSITIONS = "SELECT id, (row_number() OVER (ORDER BY rowid) - 1)::INTEGER AS position FROM articles"
#: the number of articles that share the text of each copy
_GROUP_SIZES = (
    "SELECT article_id, text_group, count(*) OVER (PARTITION BY text_group) AS group_size FROM copies "
    "WHERE share >= $copy_share"
)
#: the groups of copies of which all are of one outlet: it recycles its own text
_RECYCLED = (
    "SELECT c.text_group FROM copies c JOIN articles a ON a.id = c.article_id GROUP BY c.text_group "
    "HAVING count(DISTINCT coalesce(a.outlet, a.id)) = 1"
)
#: the names of articles as ``toward`` has them, with the person whom each means
_TOWARD = (
    "(SELECT t.*, coalesce(n.person, t.name) AS person FROM toward t LEFT JOIN people n ON n.article_id = t.article_id "
    "AND n.name = t.name AND t.kind = 'person')"
)
#: the condition that a row of topics is a topic
_FOUND = f"WHERE topic <> '{OTHER}'"
#: the stories, with the name of their topic
_STORIES = (
    "(SELECT s.* REPLACE (coalesce(n.name, s.topic) AS topic) FROM stories s LEFT JOIN "
    "(SELECT topic, any_value(name) AS name FROM topics GROUP BY topic) n ON n.topic = s.topic)"
)
_ATTRIBUTION_COLUMNS = "speaker, source, source_type, cue, cue_class, kind, act, content_start, anonymity, label"


class Charts(StorePart):
    """The part of a store that reads what is drawn, listed and counted."""

    def catalogue(self) -> pd.DataFrame:
        """Return one row per outlet and publisher's label: ``outlet, label, articles, undated, first, last``.

        ``label`` is "" for articles whose publisher states no topic.
        """
        return self._frame(
            f"SELECT coalesce(outlet, '') AS outlet, coalesce({LABEL}, '') AS label, count(*) AS articles, "
            "count(*) FILTER (published IS NULL) AS undated, min(published) AS first, max(published) AS last "
            "FROM articles a GROUP BY ALL ORDER BY articles DESC, outlet, label"
        )

    def topics(self) -> pd.DataFrame:
        """Return the topics found in the words of articles, those of most articles first: ``topic, name, articles``."""
        return self._frame(
            "SELECT any_value(topic) AS topic, name, count(*) AS articles FROM topics "
            f"{_FOUND} GROUP BY name ORDER BY articles DESC, name"
        )

    def article_list(self, filters: Filters, limit: int | None = None) -> pd.DataFrame:
        """Return the selected articles by date: ``id, outlet, published, title, words, url, kind, topics``.

        ``topics`` are joined by semicolons, and missing where there are none.
        """
        return self._select(
            # topics are joined last, to those listed only, since those of a million articles take too much memory
            "WITH listed AS (SELECT a.id, coalesce(a.outlet, '') AS outlet, "
            f"a.published::TIMESTAMP AS published, a.title, a.words, a.url, coalesce(a.kind, 'unknown') AS kind, "
            f"{LABEL} AS label, a.rowid AS place FROM articles a WHERE {WHERE} "
            "ORDER BY a.published, a.rowid LIMIT $limit), named AS (SELECT article_id, "
            "string_agg(name, '; ' ORDER BY rowid) AS names FROM topics WHERE article_id IN "
            f"(SELECT id FROM listed) AND topic <> '{OTHER}' GROUP BY article_id) "
            "SELECT a.* EXCLUDE (label, place), CASE WHEN $topics_by = 'publisher' THEN label ELSE names END AS topics "
            "FROM listed a LEFT JOIN named ON article_id = id ORDER BY published, place",
            filters,
            limit=limit,
        )

    def count_articles(self, filters: Filters) -> int:
        """Return the number of selected articles."""
        return int(
            self._select(f"SELECT count(*) AS articles FROM articles a WHERE {WHERE}", filters)["articles"].sum()
        )

    def article_table(self) -> pd.DataFrame:
        """Return every article in the order of the store, with all columns that selections depend on.

        ``id, outlet, label, kind, published, words, story, outlet_stated, group_size, recycled, scored,
        other_language``: ``label`` is the topic that the publisher states; ``group_size`` is the number of articles
        that share the text of a copy, and missing for other articles; ``recycled`` says that only the article's own
        outlet carries this text.
        """
        return self._large_frame(
            f"SELECT a.id, coalesce(a.outlet, '') AS outlet, {LABEL} AS label, "
            "coalesce(a.kind, 'unknown') AS kind, a.published::TIMESTAMP AS published, a.words, s.story, "
            "a.outlet IS NOT NULL AS outlet_stated, "
            f"c.group_size, coalesce(c.text_group IN ({_RECYCLED}), false) AS recycled, "
            "a.id IN (SELECT article_id FROM readings) AS scored, "
            "a.language IS NOT NULL AND NOT starts_with(lower(a.language), 'en') AS other_language "
            "FROM articles a LEFT JOIN members s ON s.article_id = a.id "
            f"LEFT JOIN ({_GROUP_SIZES}) c ON c.article_id = a.id ORDER BY a.rowid",
            {"copy_share": COPY_SHARE},
        )

    def topic_table(self) -> tuple[pd.DataFrame, list[str], int]:
        """Return the topics found in the words of all articles, their names, and the ``order_digest``.

        ``position, topic, row``: the position of the article in ``article_table``, and of the topic in the names.
        ``row`` is lower for the clearer topics of an article. The rows are in no particular order.
        """
        with self._file.reading() as connection:
            names = first_column(connection, f"SELECT DISTINCT name FROM topics {_FOUND} ORDER BY name", [])
            found = read_frame(
                connection,
                "SELECT p.position, (list_position($names, t.name) - 1)::SMALLINT AS topic, t.rowid AS row "
                f"FROM topics t JOIN ({_POSITIONS}) p ON p.id = t.article_id {_FOUND}",
                {"names": names},
            )
            return found, names, _order_digest(connection)

    def headlines(self, ids: Iterable[str]) -> pd.DataFrame:
        """Return the headlines and addresses of the articles with these IDs: ``id, title, url``."""
        with self._file.reading() as connection:
            connection.register("wanted", pa.table({"id": pa.array(ids, pa.string())}))
            return read_frame(connection, "SELECT id, title, url FROM articles SEMI JOIN wanted USING (id)")

    def ids_by_title(self, words: Sequence[str]) -> list[str]:
        """Return the IDs of the articles whose headline contains all of these words or parts of words, in any case."""
        condition = " AND ".join(["contains(lower(title), lower(?))"] * len(words)) or "true"
        with self._file.reading() as connection:
            return first_column(connection, f"SELECT id FROM articles WHERE {condition}", list(words))

    def attribution_table(self, articles: pa.Table | None = None) -> tuple[pd.DataFrame, int]:
        """Return the attributions in the order of their articles, and the ``order_digest``.

        ``position`` is the position of the article in ``article_table``, ``content_start`` the first three characters
        of what is said, ``anonymity`` the reason given for leaving a source unnamed, ``person`` the person whom the
        name of the speaker means. ``articles`` (``id, position``) limits the result to these articles. Strings are
        categories.
        """
        with self._file.reading() as connection:
            if articles is not None:
                connection.register("wanted", articles)
            found = read_frame(
                connection,
                f"SELECT p.position, {_ATTRIBUTION_COLUMNS}, coalesce(n.person, t.speaker) AS person FROM "
                f"{f'({_POSITIONS})' if articles is None else 'wanted'} p JOIN attributions t ON t.article_id = p.id "
                "LEFT JOIN people n ON n.article_id = t.article_id AND n.name = t.speaker AND "
                "t.source_type = 'named_person' ORDER BY p.position, t.content_first, t.rowid",
                categories=True,
            )
            return found, _order_digest(connection)

    def story_table(self) -> pd.DataFrame:
        """Return the stories of several outlets: ``story, title, first_day, last_day, articles, topic, terms``."""
        return self._large_frame(
            "SELECT story, title, first_day::TIMESTAMP AS first_day, last_day::TIMESTAMP AS last_day, articles, topic, "
            f"array_to_string(terms, ', ') AS terms FROM {_STORIES} WHERE len(outlets) > 1"
        )

    def absent_table(self) -> pd.DataFrame:
        """Return the outlets that miss these stories although they cover their topic: ``story, outlet``."""
        return self._large_frame("SELECT story, unnest(absent) AS outlet FROM stories WHERE len(outlets) > 1")

    @contextmanager
    def counts(self, measures: Sequence[str]) -> Iterator[tuple[Iterator[pa.RecordBatch], int]]:
        """Open the counts of these measures in all articles, as batches of rows, and return the ``order_digest``.

        ``position, measure, count, denominator``: the position of the article in ``article_table``, and of the measure
        in ``measures``.
        """
        with self._file.reading() as connection:
            digest = _order_digest(connection)
            counted = connection.sql(
                "SELECT p.position, (list_position($measures, m.measure) - 1)::UTINYINT AS measure, m.count, "
                f"m.denominator FROM measurements m JOIN ({_POSITIONS}) p ON p.id = m.article_id "
                "WHERE list_contains($measures, m.measure)",
                params={"measures": list(measures)},
            )
            yield counted.to_arrow_reader(), digest

    def order_digest(self) -> int:
        """Return a digest of the IDs of the articles and their order."""
        with self._file.reading() as connection:
            return _order_digest(connection)

    def toward(self, filters: Filters, persons: int, outlets: Sequence[str], also: Sequence[str] = ()) -> pd.DataFrame:
        """Return the tone of these outlets' selected articles towards the persons named most.

        These are the ``persons`` (a number) that occur in most selected articles of all outlets, and those whose name
        is one of ``also``. ``id, outlet, published, story, weight, name, kind, tone, sentences, own_tone,
        own_sentences, person``: one row per article and name, with ``weight`` as in ``ArticleColumns.measured``;
        ``person`` is whom the name means. An organisation counts as a person. Strings are categories; those of
        ``person`` are all the persons, also those whom these outlets do not name.
        """
        most = self._select(
            f"SELECT person FROM {_TOWARD} WHERE article_id IN (SELECT a.id FROM articles a WHERE {WHERE}) "
            "GROUP BY person ORDER BY count(*) DESC, person LIMIT $persons",
            filters,
            persons=persons,
        )["person"]
        found = self._select(
            "SELECT a.id, coalesce(a.outlet, '') AS outlet, a.published::TIMESTAMP AS published, s.story, "
            "CASE WHEN $wire = 'once' THEN 1.0 / coalesce(c.group_size, 1) ELSE 1.0 END AS weight, "
            f"t.* EXCLUDE (article_id) FROM articles a JOIN {_TOWARD} t ON t.article_id = a.id "
            f"LEFT JOIN members s ON s.article_id = a.id LEFT JOIN ({_GROUP_SIZES}) c ON c.article_id = a.id "
            f"WHERE {WHERE} AND list_contains($shown, coalesce(a.outlet, '')) AND (list_contains($most, t.person) OR "
            "list_contains($also, t.person) OR list_contains($also, t.name)) ORDER BY name, id",
            filters,
            shown=list(outlets),
            most=most.tolist(),
            also=list(also),
        )
        found = found.astype(dict.fromkeys(("id", "outlet", "story", "kind", "name"), "category"))
        chosen = list(dict.fromkeys([*most, *found["person"]]))
        return found.assign(person=pd.Categorical(found["person"], categories=chosen))

    def stories(self, filters: Filters) -> pd.DataFrame:
        """Return the stories with selected articles, those of most selected outlets first.

        ``story, title, first_day, last_day, articles, outlets, terms, topic, absent, selected, selected_outlets``: the
        last two are the numbers of selected articles and of their outlets.
        """
        return self._select(
            f"SELECT s.*, c.selected, c.selected_outlets FROM {_STORIES} s JOIN (SELECT m.story, count(*) AS selected, "
            "count(DISTINCT a.outlet) AS selected_outlets FROM members m JOIN articles a ON a.id = m.article_id "
            f"WHERE {WHERE} GROUP BY m.story) c USING (story) "
            "ORDER BY c.selected_outlets DESC, c.selected DESC, s.first_day, s.story",
            filters,
        )

    def of_story(self, story: str) -> pd.DataFrame:
        """Return the articles of a story by date, and how they share text with others.

        ``id, outlet, published, title, words, url, kind, share, origin, text_group, recycled``: all from
        ``kind`` to ``text_group``, as in ``analysis.corpus.copies.Copy``, are missing for articles that are not copies;
        ``recycled`` is true for a copy whose text only its own outlet carries.
        """
        return self._frame(
            "SELECT a.id, coalesce(a.outlet, '') AS outlet, a.published, a.title, "
            "a.words, a.url, c.kind, c.share, c.origin, c.text_group, "
            f"coalesce(c.text_group IN ({_RECYCLED}), false) AS recycled FROM members m JOIN articles a "
            "ON a.id = m.article_id LEFT JOIN copies c ON c.article_id = a.id WHERE m.story = ? "
            "ORDER BY a.published, a.rowid",
            [story],
        )

    def story_of(self, article_id: str) -> str | None:
        """Return the story that an article belongs to, or ``None``."""
        with self._file.reading() as connection:
            found = first_column(connection, "SELECT story FROM members WHERE article_id = ?", [article_id])
        return found[0] if found else None

    def topics_of(self, article_id: str) -> pd.DataFrame:
        """Return the topics of one article, the highest score first: ``topic, name, score, terms``."""
        return self._frame(
            f"SELECT topic, name, score, terms FROM topics WHERE article_id = ? AND topic <> '{OTHER}' ORDER BY rowid",
            [article_id],
        )


def _order_digest(connection: duckdb.DuckDBPyConnection) -> int:
    return scalar(connection, f"SELECT coalesce(bit_xor(hash(id, position)), 0) FROM ({_POSITIONS})")
