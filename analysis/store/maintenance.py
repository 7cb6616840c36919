"""Looking after a store: what its rows must agree on, and a copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from analysis.scorers.base import Count
from analysis.store.file import StoreFile, StoreProblem
from analysis.store.query import StorePart, single
from analysis.store.schema import OF_AN_ARTICLE

OF_ARTICLES = (*OF_AN_ARTICLE, "topics", "copies", "members", "vectors", "samples")
#: first and past columns of the spans of each table
SPANS = {
    "marks": (("first", "past"),),
    "attributions": (
        ("content_first", "content_past"), ("source_first", "source_past"), ("cue_first", "cue_past"),
        ("anonymity_first", "anonymity_past"),
    ),
}  # fmt: skip


class Maintenance(StorePart):
    """Numbers of rows that are not as they should be, and the copy."""

    def orphans(self) -> dict[str, int]:
        """How many rows of each table are of an article that is not there; tables without any are left out."""
        return self._found(
            {t: f"SELECT count(*) FROM {t} WHERE article_id NOT IN (SELECT id FROM articles)" for t in OF_ARTICLES}
        )

    def duplicates(self) -> dict[str, int]:
        """How many articles stand more than once in a table that has one row, or one a scorer or measure, for each."""
        keys = {
            "articles": "id", "members": "article_id", "copies": "article_id", "readings": "article_id, scorer",
            "measurements": "article_id, measure",
        }  # fmt: skip
        return self._found(
            {t: f"SELECT count(*) FROM (FROM {t} SELECT {k} GROUP BY ALL HAVING count(*) > 1)" for t, k in keys.items()}
        )

    def spans_outside(self) -> dict[str, int]:
        """How many rows of each table have a span that is not inside the text of their article."""
        wrong = {
            table: " OR ".join(f"{first} < 0 OR {first} > {past} OR {past} > length(a.text)" for first, past in spans)
            for table, spans in SPANS.items()
        }
        return self._found(
            {t: f"SELECT count(*) FROM {t} JOIN articles a ON a.id = article_id WHERE {w}" for t, w in wrong.items()}
        )

    def miscounted(self, kind: str, count: Count) -> int:
        """How many articles have a count of a measure that is not the number of the marks that make it."""
        with self._file.reading() as connection:
            return single(
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

    def storyless(self) -> int:
        """How many members are in a story that is not there, and stories have another number of members than stated."""
        with self._file.reading() as connection:
            [(rows,)] = connection.execute(
                "SELECT count(*) FROM (SELECT story, count(*) AS articles FROM members GROUP BY story) m "
                "FULL JOIN stories s USING (story) WHERE s.articles IS DISTINCT FROM m.articles"
            ).fetchall()
        return int(rows)

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Every row of a table of the store, in the order stored."""
        with self._file.reading() as connection:
            return connection.table(table).fetchall()

    def backup(self, out: Path) -> int:
        """Write a consistent copy of the store to a file, while others read and write it; return its bytes.

        No writer works while the file is read; the copy takes its name when it is whole. Raises ``StoreProblem``
        where it cannot be written or is there already.
        """
        if out.exists():
            raise StoreProblem(f"{out} is there already; name a file that is not")
        part = out.with_name(out.name + ".part")
        try:
            # an open reader keeps writers out, and what was written last is in the file once it is closed
            with self._file.reading():
                shutil.copyfile(self._file.path, part)
                log = self._file.path.with_name(self._file.path.name + ".wal")
                if log.exists():
                    shutil.copyfile(log, part.with_name(part.name + ".wal"))
            with StoreFile(part).writing():  # takes up the log, so that one file is all of it
                pass
            part.replace(out)
        except OSError as error:
            raise StoreProblem(f"{out} cannot be written: {error.strerror}; the store is as it was") from error
        finally:
            part.unlink(missing_ok=True)
            part.with_name(part.name + ".wal").unlink(missing_ok=True)
        return out.stat().st_size

    def _found(self, queries: dict[str, str]) -> dict[str, int]:
        with self._file.reading() as connection:
            rows = {table: connection.execute(query).fetchall()[0][0] for table, query in queries.items()}
        return {table: int(number) for table, number in rows.items() if number}
