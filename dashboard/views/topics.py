"""The page Topics: one measure by outlet and topic. Pure."""

from __future__ import annotations

import pandas as pd

from analysis.columns.counts import by_topics
from analysis.statistics import estimate
from analysis.types import Measure
from dashboard.views.base import (
    EVERY_OUTLET,
    EVERY_TOPIC,
    SHOWN_OUTLETS,
    SHOWN_TOPICS,
    View,
    in_order,
    largest,
    needed,
    part_shown,
    topics_note,
    with_enough_articles,
)
from dashboard.views.formatting import number_of, outlet_name, row_of, slug, topic_name, with_interval


def grid(frame: pd.DataFrame, measure: Measure) -> View:
    """One measure by outlet and topic, also for all outlets and all topics together: ``outlet, topic, value, …``."""
    on_topics, left_out = with_enough_articles(by_topics(frame))
    outlets, topics = largest(frame, "outlet", SHOWN_OUTLETS), largest(on_topics, "topic", SHOWN_TOPICS)
    number_of_topics = on_topics["topic"].nunique()
    one = {measure.key: measure}
    of_outlets = frame[frame["outlet"].isin(outlets)]
    on_topics = on_topics[on_topics["topic"].isin(topics)]
    both = on_topics[on_topics["outlet"].isin(outlets)]
    parts = []
    for part, by in ((frame, []), (on_topics, ["topic"]), (of_outlets, ["outlet"]), (both, ["outlet", "topic"])):
        found = estimate(part, by, one)
        if found.empty:
            continue
        found["outlet"] = found["outlet"].map(outlet_name) if "outlet" in found else EVERY_OUTLET
        found["topic"] = found["topic"].map(topic_name) if "topic" in found else EVERY_TOPIC
        parts.append(found)
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if not table.empty:
        order = [EVERY_TOPIC, *map(topic_name, topics)]
        rows = [EVERY_OUTLET, *map(outlet_name, outlets)]
        table = in_order(table, "outlet", rows, then=("topic", order))
        table = table[["outlet", "topic", *[c for c in table if c not in ("outlet", "topic")]]]
        table["unit"] = measure.unit
    notes = [
        part_shown(len(outlets), frame["outlet"].nunique(), "outlets"),
        part_shown(len(topics), number_of_topics, "topics"),
        topics_note(frame),
        left_out,
    ]
    return View(
        slug("topics", measure.key), f"{measure.title}, by outlet and topic", measure.unit, table,
        "; ".join(note for note in notes if note), measures=(measure,),
    )  # fmt: skip


def furthest_topic_sentence(table: pd.DataFrame, measure: Measure) -> str:
    """The cell that differs most from all outlets on its topic, in words. ``table`` is that of ``grid``."""
    known = table.dropna(subset=["value"])
    everyone = known[known["outlet"] == EVERY_OUTLET].set_index("topic")
    cells = known[(known["outlet"] != EVERY_OUTLET) & (known["topic"] != EVERY_TOPIC)]
    cells = cells[cells["topic"].isin(everyone.index)]
    if cells.empty:
        own = table[(table["outlet"] != EVERY_OUTLET) & (table["topic"] != EVERY_TOPIC)]
        return f"No outlet has {needed(own['articles'])} on any one topic, the minimum for a number."
    usual = cells["topic"].map(everyone["value"])
    clear = cells[
        (cells["low"] > cells["topic"].map(everyone["high"])) | (cells["high"] < cells["topic"].map(everyone["low"]))
    ]
    if clear.empty:
        return (
            f"{measure.title}: no clear difference between an outlet and all outlets on the same topic, in any of "
            f"{number_of(len(cells), 'cell')} with enough articles."
        )
    row = row_of(clear, (clear["value"] - usual[clear.index]).abs().idxmax())
    whole = row_of(everyone, row.topic)
    return (
        f"{measure.title}: the largest clear difference is {row.outlet} on {row.topic}, "
        f"{with_interval(row, measure, unit=True)} against {with_interval(whole, measure)} for all outlets. "
        f"{len(clear)} of {number_of(len(cells), 'cell')} clearly differ from all outlets on their topic; with so many "
        "comparisons, some of these are due to chance."
    )
