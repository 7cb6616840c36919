"""The page Search: how many articles of each outlet match a search. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.columns.counts import as_measure
from analysis.corpus.search_terms import Term
from analysis.scorers import mark_kinds
from analysis.statistics import estimate
from analysis.store.search import Field
from analysis.types import Measure
from dashboard.views.base import View, needed
from dashboard.views.formatting import number_of
from dashboard.views.profile import ranking

#: field searched -> what the sentence about the result says that matching articles do; see ``_does`` for kinds of mark
DOES = {
    "text": "hold {terms} in text or headline",
    "speaker": "give a statement to a speaker whose name holds {terms}",
    "said": "introduce a statement with {terms}",
}
FOUND = Measure(
    "search", "Articles found", "% of articles", 100,
    "The share of an outlet’s articles that hold what was searched for.",
    "Spelling is taken as it is typed; what an article means is not looked at.", decimals=1,
)  # fmt: skip


def fields() -> dict[str, Field]:
    """Name for readers -> field that can be searched."""
    marks = {kind.title: key for key, kind in mark_kinds().items()}
    return {"Texts": "text", "Speakers": "speaker", "Cues of speech": "said"} | marks


def _does(field: Field) -> str:
    return DOES[field] if field in DOES else f"use the {mark_kinds()[field].noun} {{terms}}"


def by_outlet(found: pd.DataFrame, terms: Sequence[Term]) -> View:
    """The share of matching articles by outlet, a view like that of ``profile.ranking``.

    ``found`` is the table of ``ArticleColumns.flagged``.
    """
    view = ranking(as_measure(found, FOUND.key), FOUND)
    return dataclasses.replace(view, name="search", title=f"Articles with {terms_text(terms)}, by outlet")


def terms_text(terms: Sequence[Term]) -> str:
    """The terms as readers see them, joined with "and"."""
    return " and ".join(str(term) for term in terms)


def operators_sentence(found: Sequence[str]) -> str:
    """What happens to the operators of other searches (``search_terms.operators``), in words."""
    quoted = " and ".join(f"“{operator}”" for operator in found)
    return (
        f"{quoted} {'is' if len(found) == 1 else 'are'} looked for like any other word: every word must stand in an "
        "article. To find one word or another, search for each."
    )


def search_sentence(found: pd.DataFrame, terms: Sequence[Term], field: Field, view: View) -> str:
    """The result that the view of ``by_outlet`` shows, in words."""
    hits = int((found["count"] > 0).sum())
    does = _does(field).format(terms=terms_text(terms))
    whole: list[Any] = list(estimate(as_measure(found, FOUND.key), [], {FOUND.key: FOUND}).itertuples())
    result = f"{hits:,} of {number_of(len(found), 'article')} {does}"
    if not whole or pd.isna(whole[0].value):
        return f"{result}; {needed(len(found))} are needed for a share."
    once = "weight" in found and bool((found["weight"] < 1).any())
    result += f": {'each text counted once, ' if once else ''}{_rate(whole[0])}."
    drawn = view.table.dropna(subset=["value"])
    if hits == 0 or drawn["value"].nunique() < 2:
        return result
    highest, *_, lowest = drawn.itertuples()
    equal = int((drawn["value"] == lowest.value).sum())
    least = (
        f"{lowest.outlet} the lowest, {_rate(lowest)} of {lowest.articles:,}" if equal == 1
        else f"{equal} share the lowest, {lowest.value:.1f} %"
    )  # fmt: skip
    return (
        f"{result} Of the outlets drawn, {highest.outlet} has the highest share, {_rate(highest)} of "
        f"{number_of(highest.articles, 'article')}, and {least}."
    )


def _rate(row: Any) -> str:
    return f"{row.value:.1f} % (95 % interval {row.low:.1f} to {row.high:.1f})"
