"""Maintenance of a store: consistency checks and backup."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from analysis.scorers.base import Count
from analysis.store.file import StoreFile, StoreProblem
from analysis.store.query import StorePart, scalar
from analysis.store.schema import FURNITURE_TABLES, READING_TABLES

#: tables with a column ``article_id``
TABLES_WITH_ARTICLE = (
    *READING_TABLES, "topics", "copies", "members", "vectors", "samples", "people", *FURNITURE_TABLES,
)  # fmt: skip
#: the columns with the start and end of the spans of each table
SPANS = {
    "furniture": (("first", "past"),),
    "marks": (("first", "past"),),
    "attributions": (
        ("content_first", "content_past"), ("source_first", "source_past"), ("cue_first", "cue_past"),
        ("anonymity_first", "anonymity_past"),
    ),
}  # fmt: skip


class Maintenance(StorePart):
    """The part of a store that counts inconsistent rows and makes backups."""

    def orphans(self) -> dict[str, int]:
        """Count the rows of each table whose article does not exist; tables without any are left out."""
        return self._found(
            {
                t: f"SELECT count(*) FROM {t} WHERE article_id NOT IN (SELECT id FROM articles)"
                for t in TABLES_WITH_ARTICLE
            }
        )

    def duplicates(self) -> dict[str, int]:
        """Count duplicates in the tables with one row per article, or per article and scorer or measure."""
        keys = {
            "articles": "id", "members": "article_id", "copies": "article_id", "readings": "article_id, scorer",
            "measurements": "article_id, measure", "people": "article_id, name", "searched": "article_id",
        }  # fmt: skip
        return self._found(
            {t: f"SELECT count(*) FROM (FROM {t} SELECT {k} GROUP BY ALL HAVING count(*) > 1)" for t, k in keys.items()}
        )

    def spans_outside(self) -> dict[str, int]:
        """Count the rows of each table with a span that is not inside the text of their article."""
        wrong = {
            table: " OR ".join(f"{first} < 0 OR {first} > {past} OR {past} > length(a.text)" for first, past in spans)
            for table, spans in SPANS.items()
        }
        return self._found(
            {t: f"SELECT count(*) FROM {t} JOIN articles a ON a.id = article_id WHERE {w}" for t, w in wrong.items()}
        )

    def miscounted(self, kind: str, count: Count) -> int:
        """Count the articles in which the count of a measure differs from the number of marks that it counts."""
        with self._file.reading() as connection:
            return scalar(
                connection,
                "SELECT count(*) FROM measurements m LEFT JOIN (SELECT article_id, count(*) AS marks FROM marks "
                "WHERE kind = $kind AND list_contains($voices, voice) AND NOT coalesce(list_contains($without, "
                "category), FALSE) AND (len($categories) = 0 OR list_contains($categories, category)) "
                "GROUP BY article_id) k USING (article_id) "
                "WHERE m.measure = $measure AND m.count <> coalesce(k.marks, 0)",
                {
                    "kind": kind,
                    "measure": count.measure,
                    "voices": list(count.voices),
                    "categories": list(count.categories),
                    "without": list(count.without),
                },
            )

    def story_mismatches(self) -> int:
        """Count the stories that do not exist although they have members, or state another number of members."""
        with self._file.reading() as connection:
            return scalar(
                connection,
                "SELECT count(*) FROM (SELECT story, count(*) AS articles FROM members GROUP BY story) m "
                "FULL JOIN stories s USING (story) WHERE s.articles IS DISTINCT FROM m.articles",
            )

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Return every row of a table, in the order stored."""
        with self._file.reading() as connection:
            return connection.table(table).fetchall()

    def backup(self, out: Path) -> int:
        """Write a consistent copy of the store to a new file and return its size in bytes.

        The store may be in use: readers go on, writers wait. The copy gets its name when it is complete. Raises
        ``StoreProblem`` if it cannot be written or the file exists already.
        """
        if out.exists():
            raise StoreProblem(f"{out} already exists; name a new file")
        part = out.with_name(out.name + ".part")
        try:
            # an open reader keeps writers out; closed transactions are in the file or in its log
            with self._file.reading():
                shutil.copyfile(self._file.path, part)
                log = self._file.path.with_name(self._file.path.name + ".wal")
                if log.exists():
                    shutil.copyfile(log, part.with_name(part.name + ".wal"))
            with StoreFile(part).writing():  # replays the log, so that the copy is a single file
                pass
            part.replace(out)
        except OSError as error:
            raise StoreProblem(f"{out} cannot be written: {error.strerror}; the store is unchanged") from error
        finally:
            part.unlink(missing_ok=True)
            part.with_name(part.name + ".wal").unlink(missing_ok=True)
        return out.stat().st_size

    def _found(self, queries: dict[str, str]) -> dict[str, int]:
        with self._file.reading() as connection:
            rows = {table: connection.execute(query).fetchall()[0][0] for table, query in queries.items()}
        return {table: int(number) for table, number in rows.items() if number}
