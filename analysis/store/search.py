"""What the store holds of words, cues and speakers: its queries for searching."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.corpus.search_terms import Term
from analysis.scorers import mark_kinds
from analysis.store.filter import WHERE, Filters
from analysis.store.query import StorePart, among

#: the newest shared stories of an outlet that its words are compared in
MOST_STORIES = 1000
STATEMENT = (
    "speaker, cue, kind, act, content_first, content_past, source_first, source_past, cue_first, cue_past, "
    "content_start"
)


#: where terms are looked for: "text" (and headline), "speaker", "said" (cues of speech), or the key of a kind of mark
Field = str


class Search(StorePart):
    """A store that is asked for words, cues and speakers. Terms reach it as bound values only."""

    def holding(
        self, filters: Filters, terms: Sequence[Term], field: Field, of: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """The selected articles that hold all terms, ``of`` these ids or all, the newest first: ``id, outlet``."""
        # materialised, or all texts would be searched before those asked for are taken
        kept, those = (
            ("NOT MATERIALIZED", "") if of is None else ("MATERIALIZED", f"WHERE {among('articles', 'id', '$of')}")
        )
        return self._select(
            f"WITH asked AS {kept} (SELECT *, rowid AS place FROM articles {those}) "
            f"SELECT a.id, coalesce(a.outlet, '') AS outlet FROM asked a WHERE {WHERE} AND {_holds(terms, field)} "
            "ORDER BY a.published DESC NULLS LAST, a.place",
            filters,
            **_bound(terms, field),
            **({} if of is None else {"of": list(of)}),
        )

    def places(self, ids: Sequence[str], terms: Sequence[Term], field: Field) -> pd.DataFrame:
        """Where these articles' cues and statements stand that hold all terms; of no use for texts.

        ``article_id, first, past, voice`` for marks; for statements ``article_id`` and the columns of ``STATEMENT``.
        """
        table, column, kind = _table_of(field)
        columns = "first, past, voice" if table == "marks" else STATEMENT
        return self._frame(
            f"SELECT article_id, {columns} FROM {table} WHERE {among(table, 'article_id', '$ids')} "
            f"AND {kind} AND {_all(column, terms)} ORDER BY rowid",
            {"ids": list(ids), **_bound(terms, field)},
        )

    def statements(self, ids: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
        """Where the statements of a speaker with these names stand in these articles, as ``places`` has them."""
        return self._frame(
            f"SELECT article_id, {STATEMENT} FROM attributions WHERE {among('attributions', 'article_id', '$ids')} "
            "AND speaker IN (SELECT unnest($names::VARCHAR[])) ORDER BY rowid",
            {"ids": list(ids), "names": list(names)},
        )

    def shared_texts(self, filters: Filters, outlet: str) -> pd.DataFrame:
        """The selected texts of the newest ``MOST_STORIES`` stories that an outlet shares with another.

        ``id, outlet, story, text, stories``; ``stories`` is how many it shares in all.
        """
        return self._select(
            "WITH told AS (SELECT a.id, coalesce(a.outlet, '') AS outlet, m.story, a.text, a.published FROM articles a "
            f"JOIN members m ON m.article_id = a.id WHERE {WHERE}), "
            "shared AS (SELECT story, max(published) AS last, count(*) OVER () AS stories FROM told GROUP BY story "
            "HAVING bool_or(outlet = $outlet) AND bool_or(outlet <> $outlet) "
            "ORDER BY last DESC NULLS LAST, story LIMIT $most) "
            "SELECT t.id, t.outlet, t.story, t.text, s.stories FROM told t JOIN shared s USING (story) ORDER BY t.id",
            filters,
            outlet=outlet,
            most=MOST_STORIES,
        )

    def cues(self, filters: Filters, kind: str) -> pd.DataFrame:
        """Marks of one kind by word, outlet and voice: ``cue, category, outlet, voice, uses``."""
        return self._select(
            # grouped as they stand first: fewer strings are changed
            "WITH found AS (SELECT k.cue, k.category, a.outlet, k.voice, count(*) AS uses FROM marks k "
            f"JOIN articles a ON a.id = k.article_id WHERE k.kind = $kind AND {WHERE} GROUP BY ALL) "
            "SELECT lower(cue) AS cue, coalesce(category, '') AS category, coalesce(outlet, '') AS outlet, voice, "
            "sum(uses)::BIGINT AS uses FROM found GROUP BY ALL ORDER BY uses DESC, cue, category, outlet, voice",
            filters,
            kind=kind,
        )


def _holds(terms: Sequence[Term], field: Field) -> str:
    """The condition that an article ``a`` holds all terms, bound by ``_bound``."""
    if field == "text":
        return " AND ".join(
            f"(regexp_matches(a.text, $term{k}) OR regexp_matches(coalesce(a.title, ''), $term{k}))"
            for k in range(len(terms))
        )
    table, column, kind = _table_of(field)
    return f"a.id IN (SELECT article_id FROM {table} WHERE {kind} AND {_all(column, terms)})"


def _table_of(field: Field) -> tuple[str, str, str]:
    """The table, the column and the condition on its rows, which binds ``$kind``."""
    if field in mark_kinds():
        return "marks", "cue", "kind = $kind"
    return "attributions", "speaker" if field == "speaker" else "cue", "$kind IS NOT NULL"


def _all(column: str, terms: Sequence[Term]) -> str:
    return " AND ".join(f"regexp_matches(coalesce({column}, ''), $term{k})" for k in range(len(terms)))


def _bound(terms: Sequence[Term], field: Field) -> dict[str, str]:
    bound = {f"term{k}": term.stored for k, term in enumerate(terms)}
    return bound if field == "text" else bound | {"kind": field}
