"""What readers said of the marks: right or wrong, and why. It outlives every scoring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import pandas as pd

from analysis.scorers import scorer_of_kind, versions
from analysis.store.query import StorePart, tables_of
from analysis.types import Voice

TABLE = """
CREATE TABLE IF NOT EXISTS corrections (
    article_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL,
    cue VARCHAR NOT NULL, voice VARCHAR NOT NULL, correct BOOLEAN NOT NULL, reason VARCHAR NOT NULL,
    scorer VARCHAR NOT NULL, version VARCHAR NOT NULL, made_on DATE NOT NULL);
"""
#: the marks of a kind as the current scorers make them, in articles that somebody judged
FOUND = """
    SELECT DISTINCT * FROM (
        SELECT article_id, kind, first, past FROM marks UNION ALL
        SELECT article_id, 'attribution', content_first, content_past FROM attributions)
    WHERE article_id IN (SELECT article_id FROM corrections)
"""
#: characters of the text on each side of a mark in the labelled set
AROUND = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """One reader's word on one mark: ``correct``, or else the ``reason`` why it is wrong.

    ``first`` and ``past`` are half-open offsets in the article's text; an attribution's are those of what is said.
    """

    article_id: str
    kind: str
    first: int
    past: int
    cue: str
    voice: Voice
    correct: bool
    reason: str
    made_on: dt.date


class Corrections(StorePart):
    """The corrections in a store's file. A store that has none yet is read as one without any."""

    def save(self, corrections: Sequence[Correction]) -> None:
        """Store what was said, in place of what was said of the same marks before."""
        current = versions()
        with self._file.writing() as connection:
            connection.execute(TABLE)
            for one in corrections:
                scorer = "sourcing" if one.kind == "attribution" else scorer_of_kind(one.kind).name
                mark = [one.article_id, one.kind, one.first, one.past]
                connection.execute(
                    "DELETE FROM corrections WHERE article_id = ? AND kind = ? AND first = ? AND past = ?", mark
                )
                *said, made_on = astuple(one)
                row = [*said, scorer, current[scorer], made_on]
                connection.execute(f"INSERT INTO corrections VALUES ({', '.join('?' * len(row))})", row)

    def of_article(self, article_id: str) -> list[Correction]:
        """What was said of the marks of one article."""
        names = ", ".join(f.name for f in fields(Correction))
        with self._file.reading() as connection:
            if "corrections" not in tables_of(connection):
                return []
            found = connection.execute(f"SELECT {names} FROM corrections WHERE article_id = ?", [article_id])
            return [Correction(*row) for row in found.fetchall()]

    def labelled(self) -> pd.DataFrame:
        """All corrections as a labelled set, a row a mark.

        ``article_id, outlet, title, kind, first, past, cue, voice, correct, reason, scorer, version, made_on, before,
        marked, after, still_found, read_through``: the mark with the text around it; whether the current scorer still
        makes it; and whether every mark of this kind in the article was judged, so that the choice of marks cannot
        have favoured the wrong ones.
        """
        with self._file.reading() as connection:
            if "corrections" not in tables_of(connection):
                connection.execute(TABLE.replace("TABLE", "TEMP TABLE"))
            return connection.execute(
                f"WITH found AS ({FOUND}), unread AS (SELECT DISTINCT f.article_id, f.kind FROM found f ANTI JOIN "
                "corrections c USING (article_id, kind, first, past)) "
                "SELECT c.article_id, a.outlet, a.title, c.* EXCLUDE (article_id), "
                f"substr(a.text, greatest(c.first - {AROUND}, 0) + 1, least(c.first, {AROUND})) AS before, "
                "substr(a.text, c.first + 1, c.past - c.first) AS marked, "
                f"substr(a.text, c.past + 1, {AROUND}) AS after, f.first IS NOT NULL AS still_found, "
                "u.kind IS NULL AS read_through FROM corrections c JOIN articles a ON a.id = c.article_id "
                "LEFT JOIN found f USING (article_id, kind, first, past) LEFT JOIN unread u ON "
                "u.article_id = c.article_id AND u.kind = c.kind ORDER BY a.rowid, c.first, c.past, c.kind"
            ).df()
