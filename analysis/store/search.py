"""The queries behind searches for words, cues and speakers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.attribution.anonymity import ASKED
from analysis.attribution.cues import INFINITIVE, stating_thoughts
from analysis.corpus.search_terms import Term
from analysis.scorers import mark_kinds
from analysis.store.filter import WHERE, Filters, SourceFilters
from analysis.store.query import StorePart, key_in
from analysis.store.relations.furniture import spans_of
from analysis.types import Span, blanked

#: shared stories of an outlet, the newest, in which its words are compared
MAX_STORIES = 1000
STATEMENT_COLUMNS = (
    "speaker, cue, kind, act, content_first, content_past, source_first, source_past, cue_first, cue_past, "
    "content_start"
)
#: the selected articles to search, a sample of them if there are more than ``$at_most``
_SEARCHED = (
    "WITH searched AS MATERIALIZED (SELECT a.id, a.published, a.rowid AS position FROM articles a "
    f"WHERE {WHERE} ORDER BY hash(a.id) LIMIT $at_most)"
)
#: the attributions of ``Search.sourced``; bare attitudes are left out as by ``attribution.cues.states_something``
SOURCED = f"""
    FROM attributions t JOIN articles a ON a.id = t.article_id WHERE {WHERE}
    AND (t.act <> 'thought'
        OR (list_contains($thoughts, lower(t.cue)) AND NOT starts_with(coalesce(t.content_start, ''), $infinitive)))
    AND ($source_types IS NULL OR list_contains($source_types, coalesce(t.source_type, '')))
    AND ($reasons IS NULL OR list_contains($reasons, CASE WHEN t.anonymity IS NULL THEN 'none'
        WHEN regexp_full_match(t.anonymity, $asked) THEN 'asked' ELSE 'given' END))
    AND ($cue_classes IS NULL OR list_contains($cue_classes, t.cue_class))
"""

#: where to search: "text" (and headline), "speaker", "said" (cues of attributions), or the key of a kind of mark, which
#: may be limited to one voice: "hedge@outlet"
Field = str


class Search(StorePart):
    """The part of a store that searches for words, cues and speakers. Terms reach SQL as bound parameters only."""

    def matching(
        self, filters: Filters, terms: Sequence[Term], field: Field, ids: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return the selected articles, with these IDs or all, that match all terms, newest first: ``id, outlet``."""
        source, parameters = "NOT MATERIALIZED (SELECT *, rowid AS position FROM articles)", _parameters(terms, field)
        if ids is not None:  # materialised, so that only the texts of these articles are searched
            condition = key_in("articles", "id", "$ids")
            source = f"MATERIALIZED (SELECT *, rowid AS position FROM articles WHERE {condition})"
            parameters["ids"] = list(ids)
        return self._select(
            f"WITH searched AS {source} "
            f"SELECT a.id, coalesce(a.outlet, '') AS outlet FROM searched a WHERE {WHERE} AND {_matches(terms, field)} "
            "ORDER BY a.published DESC NULLS LAST, a.position",
            filters,
            **parameters,
        )

    def places(self, ids: Sequence[str], terms: Sequence[Term], field: Field) -> pd.DataFrame:
        """Return the marks or attributions of these articles that match all terms; not for the field "text".

        ``article_id, first, past, voice`` of marks; ``article_id`` and ``STATEMENT_COLUMNS`` of attributions.
        """
        table, column, condition = _table_of(field)
        columns = "first, past, voice" if table == "marks" else STATEMENT_COLUMNS
        return self._frame(
            f"SELECT article_id, {columns} FROM {table} WHERE {key_in(table, 'article_id', '$ids')} "
            f"AND {condition} AND {_all_match(column, terms)} ORDER BY rowid",
            {"ids": list(ids), **_parameters(terms, field)},
        )

    def statements(self, ids: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
        """Return the attributions to a speaker with these names in these articles, with the columns of ``places``."""
        return self._frame(
            f"SELECT article_id, {STATEMENT_COLUMNS} FROM attributions "
            f"WHERE {key_in('attributions', 'article_id', '$ids')} "
            "AND speaker IN (SELECT unnest($names::VARCHAR[])) ORDER BY rowid",
            {"ids": list(ids), "names": list(names)},
        )

    def marks_like(self, filters: Filters, kind: str, cue: str, at_most: int) -> pd.DataFrame:
        """Return the marks of a kind with these words, in any case: ``article_id, first, past, voice``.

        Those of the newest article come first. Of more than ``at_most`` selected articles, a sample of this size is
        searched, always the same.
        """
        return self._select(
            f"{_SEARCHED} SELECT k.article_id, k.first, k.past, k.voice FROM marks k JOIN searched s ON "
            "s.id = k.article_id WHERE k.kind = $kind AND lower(k.cue) = lower($cue) "
            "ORDER BY s.published DESC NULLS LAST, s.position, k.first",
            filters, kind=kind, cue=cue, at_most=at_most,
        )  # fmt: skip

    def attributions_like(self, filters: Filters, column: str, value: str, at_most: int) -> pd.DataFrame:
        """Return the attributions whose ``column`` has this value, in any case, with the columns of ``places``.

        ``column`` is "cue" or "source_type"; the order and ``at_most`` are those of ``marks_like``.
        """
        return self._select(
            f"{_SEARCHED} SELECT t.article_id, {STATEMENT_COLUMNS} FROM attributions t JOIN searched s ON "
            f"s.id = t.article_id WHERE lower(t.{column}) = lower($value) "
            "ORDER BY s.published DESC NULLS LAST, s.position, t.content_first",
            filters, value=value, at_most=at_most,
        )  # fmt: skip

    def sourced(self, filters: Filters, sources: SourceFilters, limit: int, offset: int = 0) -> pd.DataFrame:
        """Return attributions of the selected articles, bare attitudes left out, the newest first.

        ``article_id, source_type, cue_class, anonymity, content_first, content_past, source_first, source_past,
        cue_first, cue_past``: at most ``limit`` of them, from the one at ``offset`` on.
        """
        return self._select(
            "SELECT t.article_id, t.source_type, t.cue_class, t.anonymity, t.content_first, t.content_past, "
            f"t.source_first, t.source_past, t.cue_first, t.cue_past {SOURCED} "
            "ORDER BY a.published DESC NULLS LAST, a.rowid, t.content_first, t.rowid LIMIT $limit OFFSET $offset",
            filters,
            limit=limit,
            offset=offset,
            **_source_parameters(sources),
        )

    def count_sourced(self, filters: Filters, sources: SourceFilters) -> pd.DataFrame:
        """Count the attributions of ``sourced`` and their articles by outlet: ``outlet, attributions, articles``."""
        return self._select(
            "SELECT coalesce(a.outlet, '') AS outlet, count(*) AS attributions, "
            f"count(DISTINCT t.article_id) AS articles {SOURCED} GROUP BY ALL",
            filters,
            **_source_parameters(sources),
        )

    def shared_texts(self, filters: Filters, outlet: str) -> pd.DataFrame:
        """Return the selected texts of the newest ``MAX_STORIES`` stories that an outlet shares with others.

        Spaces stand in place of the texts' furniture.
        ``id, outlet, story, text, stories``; ``stories`` is the number of all stories that it shares.
        """
        found = self._select(
            "WITH covered AS (SELECT a.id, coalesce(a.outlet, '') AS outlet, m.story, a.text, a.published "
            f"FROM articles a JOIN members m ON m.article_id = a.id WHERE {WHERE}), "
            "shared AS (SELECT story, max(published) AS last, count(*) OVER () AS stories FROM covered GROUP BY story "
            "HAVING bool_or(outlet = $outlet) AND bool_or(outlet <> $outlet) "
            "ORDER BY last DESC NULLS LAST, story LIMIT $max_stories) "
            "SELECT c.id, c.outlet, c.story, c.text, s.stories FROM covered c JOIN shared s USING (story) "
            "ORDER BY c.id",
            filters,
            outlet=outlet,
            max_stories=MAX_STORIES,
        )
        with self._file.reading() as connection:
            spans = spans_of(connection, found["id"])
        own_texts = [
            blanked(text, [Span(*span) for span in spans.get(article_id, ())])
            for article_id, text in zip(found["id"], found["text"], strict=True)
        ]
        found["text"] = own_texts
        return found

    def cues(self, filters: Filters, kind: str) -> pd.DataFrame:
        """Count the marks of one kind by cue, outlet and voice: ``cue, category, outlet, voice, uses``."""
        return self._select(
            # grouped before lower(), so that fewer strings have to be converted
            "WITH found AS (SELECT k.cue, k.category, a.outlet, k.voice, count(*) AS uses FROM marks k "
            f"JOIN articles a ON a.id = k.article_id WHERE k.kind = $kind AND {WHERE} GROUP BY ALL) "
            "SELECT lower(cue) AS cue, coalesce(category, '') AS category, coalesce(outlet, '') AS outlet, voice, "
            "sum(uses)::BIGINT AS uses FROM found GROUP BY ALL ORDER BY uses DESC, cue, category, outlet, voice",
            filters,
            kind=kind,
        )


def _matches(terms: Sequence[Term], field: Field) -> str:
    """Return the SQL condition that an article ``a`` matches all terms; ``_parameters`` binds them."""
    if field == "text":
        return " AND ".join(
            f"(regexp_matches(a.text, $term{k}) OR regexp_matches(coalesce(a.title, ''), $term{k}))"
            for k in range(len(terms))
        )
    table, column, condition = _table_of(field)
    return f"a.id IN (SELECT article_id FROM {table} WHERE {condition} AND {_all_match(column, terms)})"


def _table_of(field: Field) -> tuple[str, str, str]:
    """Return the table and column to search, and a condition on the rows, which uses ``$kind``."""
    kind = field.partition("@")[0]
    if kind in mark_kinds():
        return "marks", "cue", "kind = $kind AND ($voice = '' OR voice = $voice)"
    return "attributions", "speaker" if field == "speaker" else "cue", "$kind || $voice IS NOT NULL"


def _all_match(column: str, terms: Sequence[Term]) -> str:
    return " AND ".join(f"regexp_matches(coalesce({column}, ''), $term{k})" for k in range(len(terms))) or "TRUE"


def _parameters(terms: Sequence[Term], field: Field) -> dict[str, Any]:
    parameters: dict[str, Any] = {f"term{k}": term.stored for k, term in enumerate(terms)}
    kind, _, voice = field.partition("@")
    return parameters if field == "text" else parameters | {"kind": kind, "voice": voice}


def _source_parameters(sources: SourceFilters) -> dict[str, Any]:
    return {
        "thoughts": sorted(stating_thoughts()),
        "infinitive": INFINITIVE,
        "asked": f"(?i){ASKED.pattern}",
        "source_types": list(sources.source_types) or None,
        "reasons": list(sources.reasons) or None,
        "cue_classes": list(sources.cue_classes) or None,
    }
