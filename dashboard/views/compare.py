"""The page Compare: two outlets compared, every outlet against the others, and outlets by topic. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.statistics import Difference, Pair, estimate, explain
from analysis.types import Measure
from dashboard.views.base import EVERY_TOPIC, SHOWN_TOPICS, View, in_order, largest, part_shown
from dashboard.views.formatting import outlet_name, rounded, slug, topic_name

KINDS = {"raw": "All articles", "standardised": "Topics evened out", "matched": "Same stories"}
#: false discovery rate: the share of the outlets called higher or lower that may be due to chance
FALSE_DISCOVERY_RATE = 0.05


# -- two outlets ------------------------------------------------------------------------------


def differences(pair: Pair) -> View:
    """The three differences of a pair: ``compared, value, low, high, articles_left, articles_right, stories, …``.

    Only the matched difference has ``stories``, the number of shared stories; only the standardised one has
    ``covered``, the percentage of the selected articles that are on the topics used. ``note`` says why a value is
    missing.
    """
    measure = pair.measure
    found = (pair.raw, pair.standardised, pair.matched)
    table = pd.DataFrame(
        {
            "compared": [KINDS[d.kind] for d in found],
            "value": pd.Series([d.value for d in found], dtype=float),
            "low": pd.Series([d.low for d in found], dtype=float),
            "high": pd.Series([d.high for d in found], dtype=float),
            "articles_left": [d.articles[0] for d in found],
            "articles_right": [d.articles[1] for d in found],
            "stories": pd.array([d.clusters if d.kind == "matched" else None for d in found], dtype="Int64"),
            "covered": pd.Series([d.covered for d in found], dtype=float).mul(100).round(1),
            "note": [d.note for d in found],
        }
    )
    table.insert(0, "left", outlet_name(pair.left))
    table.insert(1, "right", outlet_name(pair.right))
    table["unit"] = measure.unit
    return View(
        f"difference-{measure.key}".replace(".", "-"), f"{measure.title}: the difference of two outlets",
        f"{outlet_name(pair.left)} minus {outlet_name(pair.right)}, {measure.unit}", table, measures=(measure,),
    )  # fmt: skip


def disagree(pair: Pair) -> bool:
    """True if the difference over all articles and the one within the same stories contradict each other.

    That is, their signs differ (a difference not distinguishable from zero has none), and the interval of the matched
    difference excludes the value of the other.
    """
    return pair.raw.sign != pair.matched.sign and _excludes(pair.matched, pair.raw.value)


def _excludes(difference: Difference, value: float | None) -> bool:
    if difference.low is None or difference.high is None or value is None:
        return False
    return not difference.low <= value <= difference.high


def pair_sentence(pair: Pair) -> str:
    """What the three differences do and do not show, in words."""
    text = explain(pair, outlet_name(pair.left), outlet_name(pair.right))
    return f"The plain comparison and the one inside the same stories disagree. {text}" if disagree(pair) else text


# -- every outlet -----------------------------------------------------------------------------


def against_others(found: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The table of ``outlets_and_others`` for display: ``outlet, reading, value, low, high, stories, articles, q``.

    The highest value comes first, outlets with too few stories last.
    """
    table = found.sort_values(["value", "stories", "outlet"], ascending=[False, False, True], ignore_index=True)
    table["outlet"] = table["outlet"].map(outlet_name)
    table["reading"] = [_reading(value, q) for value, q in zip(table["value"], table["q"], strict=True)]
    table = table[["outlet", "reading", "value", "low", "high", "stories", "articles", "q"]]
    return rounded(table, measure)


def _reading(value: float, q: float) -> str:
    if pd.isna(value):
        return "too few shared stories"
    if q >= FALSE_DISCOVERY_RATE:
        return "not told from chance"
    return "higher" if value > 0 else "lower"


# -- outlets by topic -------------------------------------------------------------------------


def by_topic(frame: pd.DataFrame, measure: Measure, outlets: Sequence[str]) -> View:
    """One measure by outlet, over all topics and on each: ``topic, outlet, value, low, high, articles, …``."""
    chosen = frame[frame["outlet"].isin(list(outlets))]
    topics = largest(chosen, "topic", SHOWN_TOPICS)
    one = {measure.key: measure}
    overall = estimate(chosen, ["outlet"], one)
    within = estimate(chosen[chosen["topic"].isin(topics)], ["topic", "outlet"], one)
    if overall.empty:
        table = within
    else:
        overall.insert(0, "topic", EVERY_TOPIC)
        within["topic"] = within["topic"].map(topic_name)
        table = pd.concat([overall, within], ignore_index=True) if len(within) else overall
        order = [EVERY_TOPIC, *map(topic_name, topics)]
        table = in_order(table, "topic", order, then=("outlet", list(outlets)))
        table["outlet"] = table["outlet"].map(outlet_name)
        table["unit"] = measure.unit
    return View(
        slug("compare", measure.key), f"{measure.title}, by topic", measure.unit, table,
        part_shown(len(topics), chosen["topic"].nunique(), "topics"), measures=(measure,),
    )  # fmt: skip
