"""What is said of an article after it was added: its marks, its values, and how they compare. Pure."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from analysis.columns.counts import Floats, counted
from analysis.scorers import measures
from analysis.statistics import ENOUGH_ARTICLES
from analysis.types import Measure, ScoredArticle
from dashboard.markup.highlight import ATTRIBUTION, kind_titles
from dashboard.markup.passages import NO_HEADLINE, Selection, page_link
from dashboard.views.formatting import number_of, outlet_name, with_unit
from dashboard.views.start import FIVE

#: where the other articles are, in words
CORPUS = "in this corpus"
#: the measures that an article is compared on
COMPARED = tuple(FIVE)
#: whose articles those of the demonstration are, in a comparison
FICTIONAL = "in the demonstration, which are fictional"


def marks_in_words(scored: ScoredArticle) -> str:
    """How many marks of each kind an article has."""
    counts = Counter(mark.kind for mark in scored.marks) + Counter({ATTRIBUTION: len(scored.attributions)})
    found = [f"{title}: {counts[kind]:,}" for kind, title in kind_titles().items() if counts[kind]]
    return " · ".join(found) if found else "No marks"


def compared_with(value: float, others: Floats, whose: str) -> str:
    """Where a value lies among those of other articles, in words; ``whose`` follows their number.

    Empty if they are too few. The share is rounded down, so that it is never overstated.
    """
    total = len(others)
    if total < ENOUGH_ARTICLES:
        return ""
    below, above = int((others < value).sum()), int((others > value).sum())
    if not below and not above:
        return f"the same as all {total:,} other articles {whose}"
    word, share = ("higher", below) if below >= above else ("lower", above)
    if share == total:
        return f"{word} than all {total:,} other articles {whose}"
    return f"{word} than {100 * share // total} % of the {total:,} other articles {whose}"


def too_few(others: int, whose: str) -> str:
    """Why an article is not compared with this number of others; empty if there are enough."""
    if others >= ENOUGH_ARTICLES:
        return ""
    count = f"only {number_of(others, 'other article')}" if others else "no other article"
    return f"{count} {whose}"


def not_compared(scored: ScoredArticle, frame: pd.DataFrame) -> str:
    """Which comparisons are left out because there are too few other articles; empty if none is.

    ``frame`` has a row for each measured article of the corpus.
    """
    outlet = scored.article.outlet or ""
    others = frame[(frame["id"] != scored.article.id).to_numpy(bool)]
    found = [
        too_few(len(others), CORPUS), too_few(int((others["outlet"] == outlet).sum()), f"from {outlet_name(outlet)}"),
    ]  # fmt: skip
    reasons = " and ".join(reason for reason in found if reason)
    return f"Too few to compare with: {reasons}; {ENOUGH_ARTICLES} are needed." if reasons else ""


def values(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The value of each article that has this measure: ``id, outlet, value``; ``frame`` is a table of counts."""
    found = counted(frame, measure.key)
    return found[["id", "outlet"]].assign(value=measure.scale * found["count"] / found["denominator"])


def comparisons(
    scored: ScoredArticle,
    tables: Mapping[str, pd.DataFrame],
    elsewhere: Mapping[str, pd.DataFrame] = MappingProxyType({}),
) -> dict[str, str]:
    """Title of each measure compared -> the article's value, and how it lies among all articles and its outlet's.

    ``tables`` are those of ``values`` for each of these measures, of all articles of the corpus; ``elsewhere`` those of
    the demonstration, which take their place where they are too few.
    """
    outlet, said = scored.article.outlet or "", {}
    for key, table in tables.items():
        measure, own = measures()[key], (table["id"] == scored.article.id).to_numpy(bool)
        if not own.any():
            said[measure.title] = "no value, because this article has nothing to measure it on."
            continue
        every, same = table["value"].to_numpy(float), (table["outlet"] == outlet).to_numpy(bool)
        value = float(every[own][0])
        here = compared_with(value, every[~own], CORPUS)
        if not here and key in elsewhere:
            here = compared_with(value, elsewhere[key]["value"].to_numpy(float), FICTIONAL)
        theirs = compared_with(value, every[same & ~own], f"from {outlet_name(outlet)}")
        parts = [with_unit(value, measure), here, theirs]
        said[measure.title] = "; ".join(part for part in parts if part) + "."
    return said


def added_html(
    scored: Sequence[ScoredArticle], frame: pd.DataFrame, corpus: Selection, demonstration: pd.DataFrame | None = None
) -> str:
    """What is said of the articles added.

    ``frame`` has the counts of all articles of the corpus, with their IDs as ``id``; ``corpus`` is the part of links
    that names the corpus. ``demonstration`` has those of the demonstration, if the corpus has too few articles.
    """
    tables = {key: values(frame, measures()[key]) for key in COMPARED}
    elsewhere = {} if demonstration is None else {key: values(demonstration, measures()[key]) for key in COMPARED}
    shown = "".join(_one(one, tables, elsewhere, corpus) + _note(not_compared(one, frame)) for one in scored)
    return f'<section class="added">{shown}</section>'


def _note(text: str) -> str:
    return f'<p class="lead">{html.escape(text)}</p>' if text else ""


def _one(
    scored: ScoredArticle, tables: Mapping[str, pd.DataFrame], elsewhere: Mapping[str, pd.DataFrame], corpus: Selection
) -> str:
    article = scored.article
    address = html.escape(page_link("article", corpus, article=article.id))
    title = html.escape(article.title or NO_HEADLINE)
    head = f'<h3><a href="{address}" target="_self"><bdi>{title}</bdi></a></h3>'
    outlet = f"<bdi>{html.escape(outlet_name(article.outlet or ''))}</bdi>"
    if not scored.measurements:
        return f'{head}<p class="lead">{outlet} · not measured</p>'
    marks = f'<p class="lead">{outlet} · {html.escape(marks_in_words(scored))}</p>'
    return head + marks + _listed(comparisons(scored, tables, elsewhere))


def _listed(said: Mapping[str, str]) -> str:
    lines = "".join(f"<li><b>{html.escape(title)}</b>: {html.escape(text)}</li>" for title, text in said.items())
    return f'<ul class="reading">{lines}</ul>'
