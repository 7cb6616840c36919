"""Readers' judgements of marks: right, or wrong and why. They are kept when articles are scored again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import pandas as pd

from analysis.scorers import scorer_of_kind, versions
from analysis.store.query import StorePart, table_names
from analysis.types import Voice

TABLE = """
CREATE TABLE IF NOT EXISTS corrections (
    article_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL,
    cue VARCHAR NOT NULL, voice VARCHAR NOT NULL, correct BOOLEAN NOT NULL, reason VARCHAR NOT NULL,
    scorer VARCHAR NOT NULL, version VARCHAR NOT NULL, made_on DATE NOT NULL);
"""
#: all current marks in the articles that have a judgement
CURRENT_MARKS = """
    SELECT DISTINCT * FROM (
        SELECT article_id, kind, first, past FROM marks UNION ALL
        SELECT article_id, 'attribution', content_first, content_past FROM attributions)
    WHERE article_id IN (SELECT article_id FROM corrections)
"""
#: characters of context on each side of a mark in the labelled set
CONTEXT = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """A reader's judgement of a mark: ``correct``, or wrong with a ``reason``.

    ``first`` and ``past`` are half-open offsets in the article's text; for an attribution, those of what is said.
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
    """The part of a store that holds corrections. Its table is created with the first one."""

    def save(self, corrections: Sequence[Correction]) -> None:
        """Store judgements; an earlier judgement of the same mark is replaced."""
        current = versions()
        with self._file.writing() as connection:
            connection.execute(TABLE)
            for correction in corrections:
                kind = correction.kind
                scorer = "sourcing" if kind == "attribution" else scorer_of_kind(kind).name
                mark = [correction.article_id, kind, correction.first, correction.past]
                connection.execute(
                    "DELETE FROM corrections WHERE article_id = ? AND kind = ? AND first = ? AND past = ?", mark
                )
                *values, made_on = astuple(correction)
                row = [*values, scorer, current[scorer], made_on]
                connection.execute(f"INSERT INTO corrections VALUES ({', '.join('?' * len(row))})", row)

    def of_article(self, article_id: str) -> list[Correction]:
        """Return the judgements of the marks of one article."""
        names = ", ".join(f.name for f in fields(Correction))
        with self._file.reading() as connection:
            if "corrections" not in table_names(connection):
                return []
            found = connection.execute(f"SELECT {names} FROM corrections WHERE article_id = ?", [article_id])
            return [Correction(*row) for row in found.fetchall()]

    def labelled(self) -> pd.DataFrame:
        """Return all corrections as a labelled set, one row per mark.

        ``article_id, outlet, title, kind, first, past, cue, voice, correct, reason, scorer, version, made_on, before,
        marked, after, still_found, read_through``. ``before``, ``marked`` and ``after`` are the text; ``still_found``
        tells whether the current scorer still makes the mark; ``read_through`` whether all marks of this kind in the
        article were judged, so that the selection of marks cannot be biased towards wrong ones.
        """
        with self._file.reading() as connection:
            if "corrections" not in table_names(connection):
                connection.execute(TABLE.replace("TABLE", "TEMP TABLE"))
            return connection.execute(
                f"WITH found AS ({CURRENT_MARKS}), "
                "unjudged AS (SELECT DISTINCT f.article_id, f.kind FROM found f "
                "ANTI JOIN corrections c USING (article_id, kind, first, past)) "
                "SELECT c.article_id, a.outlet, a.title, c.* EXCLUDE (article_id), "
                f"substr(a.text, greatest(c.first - {CONTEXT}, 0) + 1, least(c.first, {CONTEXT})) AS before, "
                "substr(a.text, c.first + 1, c.past - c.first) AS marked, "
                f"substr(a.text, c.past + 1, {CONTEXT}) AS after, f.first IS NOT NULL AS still_found, "
                "u.kind IS NULL AS read_through FROM corrections c JOIN articles a ON a.id = c.article_id "
                "LEFT JOIN found f ON f.article_id = c.article_id AND f.kind = c.kind AND f.first = c.first AND "
                "f.past = c.past LEFT JOIN unjudged u ON u.article_id = c.article_id AND u.kind = c.kind "
                "ORDER BY a.rowid, c.first, c.past, c.kind"
            ).df()
