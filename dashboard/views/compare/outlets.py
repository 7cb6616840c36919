"""The page Compare: two outlets compared, every outlet against the others, and outlets by topic. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.columns.counts import by_topics
from analysis.statistics import ENOUGH_ARTICLES, ENOUGH_STORIES, Difference, Pair, estimate
from analysis.types import Measure
from dashboard.views.base import (
    EVERY_TOPIC,
    SHOWN_TOPICS,
    View,
    in_order,
    largest,
    part_shown,
    topics_note,
    with_enough_articles,
)
from dashboard.views.formatting import number_of, outlet_name, rounded, slug, topic_name

KINDS = {"raw": "All articles", "standardised": "Adjusted for topic mix", "matched": "Same stories"}
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
        f"difference-{measure.key}".replace(".", "-"), f"{measure.title}: difference between two outlets",
        f"{outlet_name(pair.left)} minus {outlet_name(pair.right)}, {measure.unit}", table, measures=(measure,),
    )  # fmt: skip


def disagree(pair: Pair) -> bool:
    """True where the plain difference and the one inside the same stories cannot both be read at face value.

    They point to different sides, or only one of them points to a side, and the interval of the shared stories excludes
    the plain value.
    """
    known = pair.matched.sign is not None and pair.raw.value is not None
    return known and pair.raw.sign != pair.matched.sign and not _includes(pair.matched, pair.raw.value)


def pair_sentence(pair: Pair) -> str:
    """What the three differences do and do not show, in words."""
    text = explain(pair)
    return f"The overall comparison and the same-story comparison disagree. {text}" if disagree(pair) else text


def explain(pair: Pair) -> str:
    """One or two plain sentences on what the differences of a pair show, and what they leave open."""
    names = (outlet_name(pair.left), outlet_name(pair.right))
    raw, matched = pair.raw, pair.matched
    if raw.sign is None:
        return _too_little(pair, names)
    if matched.sign is None:
        return f"{_overall(raw, names)} {_too_few_stories(pair)}"
    stories = number_of(matched.clusters, "shared story", "shared stories")
    if raw.sign and matched.sign == raw.sign:
        return (
            f"{_higher(raw.sign, names)}, both across all articles and within the {stories}: "
            "story choice does not explain it all."
        )
    if raw.sign and matched.sign:
        return (
            f"Across all articles, {_higher(raw.sign, names)}, but within the {stories} "
            f"{_higher(matched.sign, names)}: story choice reverses the overall comparison."
        )
    if raw.sign:
        return f"{_overall(raw, names)} {_only_overall(pair)}"
    if matched.sign:
        return (
            f"Across all articles there is no clear difference, but within the {stories} "
            f"{_higher(matched.sign, names)}: story choice hides it."
        )
    return (
        f"There is no clear difference, either across all articles or within the {stories}. "
        f"Within these stories, any difference from {_range(pair, matched)} remains possible."
    )


def _higher(sign: int, names: tuple[str, str]) -> str:
    first, second = names if sign > 0 else names[::-1]
    return f"{first} is higher than {second}"


def _overall(raw: Difference, names: tuple[str, str]) -> str:
    if raw.sign:
        return f"Across all articles, {_higher(raw.sign, names)}."
    return "Across all articles there is no clear difference."


def _too_little(pair: Pair, names: tuple[str, str]) -> str:
    articles = " and ".join(f"{count:,} from {name}" for name, count in zip(names, pair.raw.articles, strict=True))
    reason = f"Too few articles to compare ({articles}; each outlet needs {ENOUGH_ARTICLES})."
    if min(pair.raw.articles) >= ENOUGH_ARTICLES:
        reason = f"Too few stories to compare: the articles ({articles}) are on only {pair.raw.clusters:,} in all."
    if pair.matched.sign is None:
        return reason
    found = _higher(pair.matched.sign, names) if pair.matched.sign else "there is no clear difference"
    return f"{reason} Within the {number_of(pair.matched.clusters, 'shared story', 'shared stories')} {found}."


def _too_few_stories(pair: Pair) -> str:
    """What the comparison adjusted for topic mix shows where too few stories are shared."""
    stories = pair.matched.clusters
    few = f"They share too few stories for a same-story comparison ({stories} of {ENOUGH_STORIES} needed)"
    even = pair.standardised
    if even.sign is None:
        return f"{few} and too few topics to adjust for topic mix: story choice may explain the difference."
    if pair.raw.sign and even.sign == pair.raw.sign:
        return f"{few}; adjusted for topic mix, the difference remains."
    if pair.raw.sign and even.sign == 0 and not _includes(even, pair.raw.value):
        return f"{few}; adjusted for topic mix, there is no clear difference: topic choice may explain it."
    if even.sign == 0:
        return f"{few}; adjusted for topic mix, it is not clear whether there is a difference."
    return f"{few}; adjusted for topic mix, the result changes: read the overall comparison with care."


def _only_overall(pair: Pair) -> str:
    """On a difference that the shared stories do not show: they rule it out, or are too few to tell."""
    stories = number_of(pair.matched.clusters, "shared story", "shared stories")
    if _includes(pair.matched, pair.raw.value):
        return (
            f"The {stories} cannot show whether this comes from story choice or from how the stories are told: "
            f"within them, any difference from {_range(pair, pair.matched)} is possible."
        )
    return (
        f"Within the {stories} there is no clear difference: as far as these stories can show, story choice explains "
        "it at least in part."
    )


def _includes(difference: Difference, value: float | None) -> bool:
    """True where the difference has an interval and the value lies in it."""
    if difference.low is None or difference.high is None or value is None:
        return False
    return difference.low <= value <= difference.high


def _range(pair: Pair, difference: Difference) -> str:
    digits = pair.measure.decimals
    ends = [f"{end:+.{digits}f}".replace("-", "−") for end in (difference.low or 0.0, difference.high or 0.0)]
    return f"{ends[0]} to {ends[1]} {pair.measure.unit}"


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
        return "no clear difference"
    return "higher" if value > 0 else "lower"


# -- outlets by topic -------------------------------------------------------------------------


def by_topic(frame: pd.DataFrame, measure: Measure, outlets: Sequence[str]) -> View:
    """One measure by outlet, over all topics and on each: ``topic, outlet, value, low, high, articles, …``."""
    chosen = frame[frame["outlet"].isin(list(outlets))]
    on_topics, left_out = with_enough_articles(by_topics(chosen))
    topics = largest(on_topics, "topic", SHOWN_TOPICS)
    one = {measure.key: measure}
    overall = estimate(chosen, ["outlet"], one)
    within = estimate(on_topics[on_topics["topic"].isin(topics)], ["topic", "outlet"], one)
    table = within
    if len(overall):
        overall.insert(0, "topic", EVERY_TOPIC)
        within["topic"] = within["topic"].map(topic_name)
        table = pd.concat([overall, within], ignore_index=True) if len(within) else overall
        order = [EVERY_TOPIC, *map(topic_name, topics)]
        table = in_order(table, "topic", order, then=("outlet", list(outlets)))
        table["outlet"] = table["outlet"].map(outlet_name)
        table["unit"] = measure.unit
    notes = part_shown(len(topics), on_topics["topic"].nunique(), "topics"), topics_note(chosen), left_out
    return View(
        slug("compare", measure.key), f"{measure.title}, by topic", measure.unit, table,
        "; ".join(note for note in notes if note), measures=(measure,),
    )  # fmt: skip
