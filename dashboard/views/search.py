"""The page Search: how many articles of each outlet match a search. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.columns.counts import as_measure, columns
from analysis.corpus.search_terms import Term
from analysis.scorers import mark_kinds
from analysis.statistics import estimate
from analysis.statistics.attention import SHARE
from analysis.store.filter import Filters
from analysis.store.search import Field
from dashboard.views.base import View, needed
from dashboard.views.formatting import number_of
from dashboard.views.profile import profile, ranking, sorted_by

#: the name of the picture over time
OVER_TIME = "search-over-time"

#: field searched -> what the sentence about the result says that matching articles do; see ``_does`` for kinds of mark
DOES = {
    "text": "contain {terms} in the text or headline",
    "speaker": "attribute a statement to a speaker whose name contains {terms}",
    "said": "introduce a statement with {terms}",
}


#: voice -> its name for readers
VOICES = {"": "Any voice", "outlet": "Outlet’s own", "quoted": "Quoted", "attributed": "Reported"}


def fields() -> dict[str, Field]:
    """Name for readers -> field that can be searched."""
    marks = {kind.title: key for key, kind in mark_kinds().items()}
    return {"Text and headline": "text", "Speakers": "speaker", "Attribution cues": "said"} | marks


def _does(field: Field, terms: Sequence[Term]) -> str:
    kind, _, voice = field.partition("@")
    if kind in DOES:
        return DOES[kind].format(terms=terms_text(terms))
    where = f" ({VOICES[voice].lower()})" if voice else ""
    use = f"use the {mark_kinds()[kind].noun} {terms_text(terms)}" if terms else f"have {searched(terms, field)}"
    return f"{use}{where}"


def by_outlet(found: Sequence[pd.DataFrame], searches: Sequence[Sequence[Term]], field: Field) -> View:
    """The share of matching articles by outlet: for one search a view like that of ``profile.ranking``.

    For several it is one like that of ``profile.profile``, whose ``measure`` is the search in words; the outlet with
    the highest share in the first comes first. ``found`` has the table of ``ArticleColumns.flagged`` for each search.
    """
    if len(searches) == 1:
        view = ranking(as_measure(found[0], SHARE.key), SHARE)
        return dataclasses.replace(
            view, name="search", title=f"Articles with {searched(searches[0], field)}, by outlet"
        )
    texts = [terms_text(terms) for terms in searches]
    frame = as_measure(found[0], texts[0])
    for text, other in zip(texts[1:], found[1:], strict=True):
        count, denominator = columns(text)
        frame = frame.assign(**{count: other["count"], denominator: other["denominator"]})
    measures = {text: dataclasses.replace(SHARE, key=text, title=text) for text in texts}
    view = sorted_by(profile(frame, measures), texts[0])
    title = f"Articles with each of {len(texts)} searches, by outlet"
    return dataclasses.replace(view, name="search", title=title, unit=SHARE.unit, measures=(SHARE,))


def over_time_title(searches: Sequence[Sequence[Term]], field: Field, period: str) -> str:
    """The title of the picture over time."""
    if len(searches) == 1:
        return f"Articles with {searched(searches[0], field)}, by {period}"
    return f"Articles with each of {len(searches)} searches, by {period}"


def days_of(span: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a period as a mark of a picture over time names it, ``first/last``."""
    first, _, last = span.partition("/")
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def periods_of(view: View) -> list[str]:
    """The periods with articles of a picture over time, as its marks name them, the latest first."""
    table = view.table[view.table["articles"] > 0]
    days = zip(table["period"], table["last_day"], strict=True)
    return sorted({f"{first}/{last}" for first, last in days}, reverse=True)


def within(filters: Filters, span: str) -> Filters:
    """The filters for the articles of a period alone."""
    first, last = days_of(span)
    return dataclasses.replace(
        filters, first=max(first, filters.first or first), last=min(last, filters.last or last)
    )  # fmt: skip


def terms_text(terms: Sequence[Term]) -> str:
    """The terms as readers see them, joined with "and"."""
    return " and ".join(str(term) for term in terms)


def searched(terms: Sequence[Term], field: Field) -> str:
    """What is searched for, as readers see it: the terms, or without any all marks of the kind."""
    return terms_text(terms) if terms else mark_kinds()[field.partition("@")[0]].title.lower()


def operators_sentence(found: Sequence[str]) -> str:
    """What happens to the operators of other searches (``search_terms.operators``), in words."""
    quoted = " and ".join(f"“{operator}”" for operator in found)
    return (
        f"{quoted} {'is' if len(found) == 1 else 'are'} treated like any other word: an article must contain every "
        "word. To find either of two words, make two searches, separated by a semicolon."
    )


def search_sentence(found: pd.DataFrame, terms: Sequence[Term], field: Field, alone: bool = True) -> str:
    """The result of a search, in words, and if it is made ``alone`` the outlets with the highest and lowest share.

    ``found`` is the table of ``ArticleColumns.flagged``.
    """
    hits = int((found["count"] > 0).sum())
    does = _does(field, terms)
    whole: list[Any] = list(estimate(as_measure(found, SHARE.key), [], {SHARE.key: SHARE}).itertuples())
    result = f"{hits:,} of {number_of(len(found), 'article')} {does}"
    if not whole or pd.isna(whole[0].value):
        return f"{result}; a share needs at least {needed(len(found))}."
    once = "weight" in found and bool((found["weight"] < 1).any())
    result += f": {_rate(whole[0])}{', with each text counted once' if once else ''}."
    if not alone:
        return result
    drawn = ranking(as_measure(found, SHARE.key), SHARE).table.dropna(subset=["value"])
    if hits == 0 or drawn["value"].nunique() < 2:
        return result
    highest, *_, lowest = drawn.itertuples()
    equal = int((drawn["value"] == lowest.value).sum())
    least = (
        f"{lowest.outlet} the lowest, {_rate(lowest)} of {lowest.articles:,}" if equal == 1
        else f"{equal} outlets share the lowest, {lowest.value:.1f} %"
    )  # fmt: skip
    return (
        f"{result} Of the outlets shown, {highest.outlet} has the highest share, {_rate(highest)} of "
        f"{number_of(highest.articles, 'article')}, and {least}."
    )


def _rate(row: Any) -> str:
    return f"{row.value:.1f} % (95 % interval {row.low:.1f} to {row.high:.1f})"
