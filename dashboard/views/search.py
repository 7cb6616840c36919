"""What was searched for, in the numbers of the page Search. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.columns.counts import named
from analysis.corpus.search_terms import Place, Term
from analysis.statistics import ENOUGH_ARTICLES, estimate
from analysis.types import Measure
from dashboard.views.base import View, ranking

PLACES: dict[str, Place] = {
    "Texts": "text",
    "Speakers": "speaker",
    "Cues of speech": "said",
    "Hedges": "hedge",
    "Boosters": "booster",
    "Loaded words": "loaded",
    "Tone words": "tone",
}
#: what an article does that is counted, by place
DOES: dict[Place, str] = {
    "text": "hold {terms} in text or headline",
    "speaker": "give a statement to a speaker whose name holds {terms}",
    "said": "introduce a statement with {terms}",
    "hedge": "hedge with {terms}",
    "booster": "strengthen with {terms}",
    "loaded": "use the loaded word {terms}",
    "tone": "hold the tone word {terms}",
}
FOUND = Measure(
    "search", "Articles found", "per 1,000 articles", 1000,
    "Of 1,000 articles of an outlet, how many hold what was searched for.",
    "Spelling is taken as it is typed; what an article means is not looked at.", decimals=1,
)  # fmt: skip


def by_outlet(found: pd.DataFrame, terms: Sequence[Term]) -> View:
    """Articles found per 1,000, by outlet with intervals, as ``views.ranking`` has them."""
    view = ranking(named(found, FOUND.key), FOUND)
    return dataclasses.replace(view, name="search", title=f"Articles with {listed(terms)}, by outlet")


def listed(terms: Sequence[Term]) -> str:
    """The terms as readers see them."""
    return " and ".join(str(term) for term in terms)


def sentence(found: pd.DataFrame, terms: Sequence[Term], place: Place, view: View) -> str:
    """What the picture shows, in plain sentences with intervals and numbers of articles."""
    hits = int((found["count"] > 0).sum())
    does = DOES[place].format(terms=listed(terms))
    whole: list[Any] = list(estimate(named(found, FOUND.key), [], {FOUND.key: FOUND}).itertuples())
    said = f"{hits:,} of {len(found):,} articles {does}"
    if not whole or pd.isna(whole[0].value):
        return f"{said}; {ENOUGH_ARTICLES} articles are needed for a rate."
    said += f": {_rate(whole[0])} per 1,000."
    drawn = view.table.dropna(subset=["value"])
    if hits == 0 or drawn["value"].nunique() < 2:
        return said
    highest, *_, lowest = drawn.itertuples()
    alike = int((drawn["value"] == lowest.value).sum())
    least = (
        f"{lowest.outlet} the lowest, {_rate(lowest)} in {lowest.articles:,}" if alike == 1
        else f"{alike} share the lowest, {lowest.value:.1f}"
    )  # fmt: skip
    return (
        f"{said} Of the outlets drawn, {highest.outlet} has the highest rate, {_rate(highest)} in "
        f"{highest.articles:,} articles, and {least}."
    )


def _rate(row: Any) -> str:
    return f"{row.value:.1f} (95 % interval {row.low:.1f} to {row.high:.1f})"
