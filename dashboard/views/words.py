"""The page Words: the distinctive words of an outlet, and loaded words by outlet. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics import ENOUGH_ARTICLES, estimate
from analysis.types import VOICES, Measure
from dashboard.views.base import SHOWN_OUTLETS, View, largest, needed
from dashboard.views.formatting import number_of, outlet_name
from dashboard.views.profile import profile

#: words used more often, and as many used less often, that are drawn and that are listed
DRAWN, LISTED = 14, 150
#: false discovery rate: the share of the words marked as clear that may be due to chance
FALSE_DISCOVERY_RATE = 0.05
#: an outlet is named among those that use a word most only if it uses it at least this often
ENOUGH_USES = 5
MORE, LESS = "more often", "less often"


def distinctive(words: pd.DataFrame, outlet: str) -> View:
    """The words that an outlet uses most clearly more or less often: ``word, times, low, high, count, others, …``.

    ``words`` is the table of ``distinctive_in_stories``; the columns are explained at ``with_ratios``.
    """
    table = with_ratios(words)
    more, less = table[table["z"] > 0].head(DRAWN), table[table["z"] < 0].tail(DRAWN).iloc[::-1]
    drawn = pd.concat([more, less], ignore_index=True)
    drawn["unit"] = "times as often as the others"
    left = len(table) - len(drawn)
    return View(
        "distinctive-words", f"Words that {outlet_name(outlet)} uses more and less often",
        "times as often as others in the same stories, with 95 % intervals", drawn,
        f"{left:,} words that differ less clearly not shown" if left > 0 else "",
    )  # fmt: skip


def with_ratios(words: pd.DataFrame) -> pd.DataFrame:
    """Words with ratios in place of logarithms: ``word, times, low, high, count, others, stories, z, q, use, clear``.

    ``times`` is the odds ratio: for all but the most common words, how many times as often the outlet uses the word as
    the others do. ``use`` is ``MORE`` or ``LESS``, and ``clear`` means q is below ``FALSE_DISCOVERY_RATE``.
    """
    columns = ["word", "times", "low", "high", "count", "others", "stories", "z", "q", "use", "clear"]
    if words.empty:
        return pd.DataFrame(columns=columns)
    ratios = words.assign(
        times=np.exp(words["log_odds"]), low=np.exp(words["low"]), high=np.exp(words["high"]),
        use=np.where(words["z"] > 0, MORE, LESS), clear=words["q"] < FALSE_DISCOVERY_RATE,
    )  # fmt: skip
    return ratios[columns]


def word_table(words: pd.DataFrame) -> pd.DataFrame:
    """The ``LISTED`` words used most clearly more often and as many used less often, rounded for readers."""
    table = with_ratios(words)
    ends = table if len(table) <= 2 * LISTED else pd.concat([table.head(LISTED), table.tail(LISTED)])
    return ends.drop(columns=["z", "clear"]).round({"times": 2, "low": 2, "high": 2, "q": 4}).reset_index(drop=True)


def distinctive_sentence(words: pd.DataFrame, outlet: str, stories: int, shared: int) -> str:
    """The result that the view of ``distinctive`` shows, in words.

    ``stories`` of the ``shared`` stories that the outlet shares with others were compared.
    """
    name = outlet_name(outlet)
    inside = f"the {stories:,} stories" if stories == shared else f"the newest {stories:,} of the {shared:,} stories"
    table = with_ratios(words)
    clear = table[table["clear"].astype(bool)]
    said = (
        f"In {inside} that {name} shares with other outlets, it uses {len(clear):,} of {len(table):,} words clearly "
        f"more or less often than the others (q below {FALSE_DISCOVERY_RATE})."
    )
    for side, rows in ((MORE, clear[clear["z"] > 0].head(1)), (LESS, clear[clear["z"] < 0].tail(1))):
        for row in rows.itertuples():
            said += (
                f" Most clearly {side}: “{row.word}”, {_times(row.times)} times as often (95 % interval "
                f"{_times(row.low)} to {_times(row.high)}; {number_of(row.count, 'use')} against {row.others:,})."
            )
    return said


def _times(value: Any) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


# -- loaded words -----------------------------------------------------------------------------


def loaded(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """Loaded words in an outlet's own voice and in its sources' voices, a view like that of ``profile.profile``."""
    return dataclasses.replace(
        profile(frame, measures), name="loaded-by-outlet", title="Loaded words of the outlet and of its sources"
    )


def loaded_sentence(frame: pd.DataFrame, own: Measure, sources: Measure, view: View) -> str:
    """The result that the view of ``loaded`` shows, in words."""
    whole: list[Any] = list(estimate(frame, [], {m.key: m for m in (own, sources)}).itertuples())
    if len(whole) < 2 or any(pd.isna(row.value) for row in whole):
        fewest = min((int(row.articles) for row in whole), default=0) if len(whole) == 2 else 0
        return f"Too few of these articles have both own words and words of sources; {needed(fewest)} are needed."
    said = (
        f"In {number_of(whole[0].articles, 'article')}, outlets use {_rate(whole[0], own)} loaded words per "
        f"1,000 words of their own; the sources that they quote or report use {_rate(whole[1], sources)} per 1,000."
    )
    drawn = view.table[view.table["measure"] == own.key].dropna(subset=["value"]).sort_values("value")
    if len(drawn) < 2:
        return said
    (lowest, highest) = drawn.iloc[[0, -1]].itertuples()
    return (
        f"{said} Of the outlets shown, {highest.outlet} has the highest rate in its own voice, {_rate(highest, own)}, "
        f"and {lowest.outlet} the lowest, {_rate(lowest, own)}."
    )


def _rate(row: Any, measure: Measure) -> str:
    value, low, high = (f"{part:.{measure.decimals}f}" for part in (row.value, row.low, row.high))
    return f"{value} (95 % interval {low} to {high})"


def loaded_words(cues: pd.DataFrame, frame: pd.DataFrame, at_most: int = 300) -> pd.DataFrame:
    """Loaded words with their uses by voice: ``word, category, own, quoted, reported, outlets, used_most_by``.

    The words that outlets use most in their own voice come first. ``cues`` is the table of ``store.search.cues``,
    ``frame`` the counts of ``loaded.outlet`` (see ``counted``). ``used_most_by`` names up to three of the largest
    outlets with their uses per 100,000 words of their own and the number of uses, if that is at least ``ENOUGH_USES``.
    """
    by_voice = cues.pivot_table(index=["cue", "category"], columns="voice", values="uses", aggfunc="sum", fill_value=0)
    table = by_voice.reindex(columns=list(VOICES), fill_value=0).reset_index()
    table.columns = pd.Index(["word", "category", "own", "quoted", "reported"])
    outlets, most = cues.groupby("cue")["outlet"].nunique(), _used_most(cues, frame)
    table["outlets"] = table["word"].map(outlets)
    table["used_most_by"] = [most.get(word, "") for word in table["word"]]
    ordered = table.sort_values(["own", "quoted", "word"], ascending=[False, False, True], ignore_index=True)
    return ordered.head(at_most)


def _used_most(cues: pd.DataFrame, frame: pd.DataFrame) -> dict[str, str]:
    """Word -> the outlets that use it most in their own voice, as text; see ``loaded_words``."""
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    sizes = frame.groupby("outlet").agg(words=("denominator", "sum"), articles=("id", "size"))
    sizes = sizes[(sizes["articles"] >= ENOUGH_ARTICLES) & (sizes["words"] > 0) & sizes.index.isin(shown)]
    own = cues[(cues["voice"] == "outlet") & cues["outlet"].isin(sizes.index)]
    uses = own.groupby(["cue", "outlet"], as_index=False)["uses"].sum()
    uses = uses[uses["uses"] >= ENOUGH_USES]
    if uses.empty:
        return {}
    uses["rate"] = 100_000 * uses["uses"] / uses["outlet"].map(sizes["words"])
    first = uses.sort_values("rate", ascending=False).groupby("cue", sort=False).head(3)
    found: dict[str, list[str]] = {}
    for row in first.itertuples():
        found.setdefault(str(row.cue), []).append(f"{outlet_name(str(row.outlet))} {row.rate:.1f} ({row.uses:,})")
    return {cue: ", ".join(texts) for cue, texts in found.items()}
