"""The page Names: the tone toward the people and organisations that are named most, by outlet. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.columns.counts import as_measure
from analysis.columns.people import with_own_persons
from analysis.corpus.people.table import PeopleTable
from analysis.statistics import estimate
from analysis.types import Measure
from dashboard.views.base import View, in_order, largest, needed
from dashboard.views.formatting import number_of, outlet_name, row_of, with_interval
from dashboard.views.speakers import also_written

LIMITS = (
    "The tone of a sentence need not be about the person it names. “He” or “the senator” does not count as a name. "
    "Different names for one person are counted together."
)
ALL = Measure(
    "toward.all", "Tone of sentences that name them", "tone, −1 to 1", 1,
    "The mean tone of the sentences that contain a name, whoever speaks in them.", LIMITS, decimals=3,
)  # fmt: skip
OWN = Measure(
    "toward.own", "Tone of the outlet’s own words in sentences that name them", "tone, −1 to 1", 1,
    "What the outlet’s own words add to the tone of the sentences that contain a name; quotations and reported "
    "statements are left out.", LIMITS, decimals=3,
)  # fmt: skip
EVERYBODY = "All these names"
#: a picture has at most this many names
SHOWN_NAMES = 12
#: the number of persons looked up, several of whom may be one by the user's table
LOOKED_UP = 4 * SHOWN_NAMES


def tone_toward(found: pd.DataFrame, measure: Measure, outlets: Sequence[str], people: PeopleTable) -> View:
    """Tone by person and outlet: ``name, outlet, value, low, high, articles, count, denominator, unit, also_written``.

    ``found`` is the table of ``store.charts.toward``, ``people`` the user's own table of persons. All names together
    come first, then the persons in most articles. ``also_written`` has the other names that articles have for a person,
    and is missing if there are none.
    """
    found = with_own_persons(found, "name", people)
    spellings = also_written(found["person"], found["name"])
    found = found.assign(name=found["person"].astype("category"))
    tone, sentences = ("own_tone", "own_sentences") if measure is OWN else ("tone", "sentences")
    frame = found[found["outlet"].isin(list(outlets))]
    frame = _by_article(frame.rename(columns={tone: "count", sentences: "denominator"}), ["name"])
    names = largest(frame, "name", SHOWN_NAMES)
    one = {measure.key: measure}
    each = frame[frame["name"].isin(names)]
    together = _by_article(each, [])
    whole = estimate(as_measure(together, measure.key), ["outlet"], one)
    table = estimate(as_measure(each, measure.key), ["name", "outlet"], one)
    if len(table):
        whole.insert(0, "name", EVERYBODY)
        table = pd.concat([whole, table], ignore_index=True)
        table = in_order(table, "name", [EVERYBODY, *names], then=("outlet", list(outlets)))
        table["outlet"] = table["outlet"].map(outlet_name)
        table["unit"] = measure.unit
        table["also_written"] = table["name"].map(spellings).astype(object)
    return View("tone-toward", f"{measure.title}, by outlet", measure.unit, table, measures=(measure,))


def spellings(view: View) -> pd.DataFrame:
    """The persons of the view of ``tone_toward`` that have several names: ``name, also_written``."""
    if view.empty:
        return pd.DataFrame(columns=["name", "also_written"])
    table = view.table[["name", "also_written"]].dropna()
    return table.drop_duplicates(ignore_index=True)


def _by_article(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sums per article and the columns ``by``, so that an article with several spellings or names counts once."""
    sums = frame.groupby(["id", *by], observed=True, as_index=False, sort=False)[["count", "denominator"]].sum()
    return sums.merge(frame[["id", "outlet", "story", "weight"]].drop_duplicates("id"), on="id")


def furthest_name_sentence(table: pd.DataFrame, measure: Measure) -> str:
    """The name on which two outlets differ most, in words. ``table`` is that of ``tone_toward``."""
    known = table[table["name"] != EVERYBODY].dropna(subset=["value"])
    pairs = [
        (row_of(own, own["value"].idxmax()), row_of(own, own["value"].idxmin()))
        for _, own in known.groupby("name", sort=False)
        if len(own) > 1
    ]
    if not pairs:
        by_name = table[table["name"] != EVERYBODY].groupby("name")["articles"]
        second = max((sorted(sizes)[-2] for _, sizes in by_name if len(sizes) > 1), default=0)
        return f"No name is in {needed(int(second))} at each of two outlets, the minimum for a comparison."
    clear = [(top, bottom) for top, bottom in pairs if top.low > bottom.high]
    if not clear:
        return f"{measure.title}: no clear difference between outlets on any of {number_of(len(pairs), 'name')}."
    top, bottom = max(clear, key=lambda pair: pair[0].value - pair[1].value)
    return (
        f"{measure.title}: the largest clear difference is on {top.name}, {with_interval(top, measure)} at "
        f"{top.outlet} and {with_interval(bottom, measure)} at {bottom.outlet}. Outlets clearly differ on "
        f"{len(clear)} of {number_of(len(pairs), 'name')} (their intervals do not overlap); with so many comparisons, "
        "some of these are due to chance."
    )
