"""Store and selection in, the numbers of each picture out. Pure: no Streamlit, no drawing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns.counts import codes
from analysis.statistics import estimate
from analysis.types import Measure
from dashboard.views.selection import outlet_name, topic_name

EVERY_OUTLET = "All selected outlets"
EVERY_TOPIC = "All topics"
SHOWN_OUTLETS = 20
SHOWN_TOPICS = 16
SHOWN_LINES = 6
PERIODS = {"month": "M", "quarter": "Q", "week": "W", "day": "D"}


@dataclass(frozen=True, slots=True)
class View:
    """The numbers of one picture. ``table`` holds exactly what is drawn, a row a mark.

    ``name`` is the stem of its files; ``left_out`` says what the selection holds and the picture does not.
    """

    name: str
    title: str
    unit: str
    table: pd.DataFrame
    left_out: str = ""

    @property
    def empty(self) -> bool:
        """True where nothing can be drawn."""
        return self.table.empty


def largest(frame: pd.DataFrame, column: str, at_most: int) -> list[str]:
    """The names in a column with the most articles, the largest first."""
    number, names = pd.factorize(frame[column])
    articles = codes(frame["id"])[number >= 0]
    number = number[number >= 0]
    if np.bincount(articles).max(initial=0) > 1:  # several rows an article
        size = int(articles.max()) + 1
        number = pd.unique(number * size + articles) // size
    sizes = np.bincount(number, minlength=len(names))
    ordered = sorted(zip(-sizes, map(str, names), strict=True))
    return [name for _, name in ordered[:at_most]]


def part_shown(shown: int, total: int, noun: str) -> str:
    """What a picture says where it shows only the largest of the selection; nothing where it shows all."""
    return (
        "" if shown >= total else f"{shown} of {total} {noun}, those with most articles; choose others in the sidebar"
    )


def slug(*parts: str) -> str:
    """The stem of a picture's files."""
    joined = "-".join(parts).lower()
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in joined).strip("-").replace("--", "-")


def profile(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """Every measure of every outlet with its interval: ``outlet, measure, value, low, high, articles, …``."""
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    table = estimate(frame[frame["outlet"].isin(shown)], ["outlet"], measures)
    if not table.empty:
        table = in_order(table, "outlet", shown)
        table["outlet"] = table["outlet"].map(outlet_name)
        table.insert(2, "measure_title", table["measure"].map(lambda key: measures[key].title))
        table["unit"] = table["measure"].map(lambda key: measures[key].unit)
    total = frame["outlet"].nunique()
    return View("outlet-profile", "Outlets at a glance", "", table, part_shown(len(shown), total, "outlets"))


def sorted_by(view: View, key: str | None) -> View:
    """The table of ``profile`` with the outlets in the order of one measure, the highest first; ``None`` leaves it."""
    if key is None or view.empty:
        return view
    values = view.table[view.table["measure"] == key].sort_values("value", ascending=False, na_position="last")
    return dataclasses.replace(view, table=in_order(view.table, "outlet", values["outlet"].tolist()))


def by_topic(frame: pd.DataFrame, measure: Measure, outlets: Sequence[str]) -> View:
    """One measure by outlet, over all topics and in each: ``topic, outlet, value, low, high, articles, …``."""
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
        part_shown(len(topics), chosen["topic"].nunique(), "topics"),
    )  # fmt: skip


def signed(value: float, digits: int) -> str:
    """A difference with its sign and a true minus, with the digits that keep a small one from reading as zero."""
    while digits < 6 and value and abs(value) < 0.5 * 10**-digits:
        digits += 1
    return f"{value:+.{digits}f}".replace("-", "−")


def grid(frame: pd.DataFrame, measure: Measure) -> View:
    """One measure by outlet and topic, with a row and a column for all: ``outlet, topic, value, …``."""
    outlets, topics = largest(frame, "outlet", SHOWN_OUTLETS), largest(frame, "topic", SHOWN_TOPICS)
    one = {measure.key: measure}
    drawn = {"outlet": frame["outlet"].isin(outlets), "topic": frame["topic"].isin(topics)}
    parts = []
    for by in ([], ["topic"], ["outlet"], ["outlet", "topic"]):
        inside = [drawn[name] for name in by]
        found = estimate(frame[np.all(inside, axis=0)] if by else frame, by, one)
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
        part_shown(len(topics), frame["topic"].nunique(), "topics"),
    ]
    return View(
        slug("topics", measure.key), f"{measure.title}, by outlet and topic", measure.unit, table,
        "; ".join(note for note in notes if note),
    )  # fmt: skip


def timeline(frame: pd.DataFrame, measure: Measure, outlets: Sequence[str], period: str) -> View:
    """One measure over time, all selected outlets and each: ``outlet, period, value, low, high, articles, …``."""
    dated = frame.dropna(subset=["published"])
    if dated.empty:
        return View(slug("timeline", measure.key), measure.title, measure.unit, pd.DataFrame())
    dated = dated.assign(period=_first_days(dated["published"], PERIODS[period]))
    one = {measure.key: measure}
    whole = estimate(dated, ["period"], one)
    whole.insert(0, "outlet", EVERY_OUTLET)
    each = estimate(dated[dated["outlet"].isin(list(outlets))], ["outlet", "period"], one)
    each["outlet"] = each["outlet"].map(outlet_name)
    table = pd.concat([whole, each], ignore_index=True) if len(each) else whole
    order = [EVERY_OUTLET, *map(outlet_name, outlets)]
    table = in_order(table, "outlet", order, then=("period", sorted(set(table["period"]))))
    table["unit"] = measure.unit
    periods = pd.to_datetime(table["period"]).dt.to_period(PERIODS[period])
    table["last_day"] = periods.dt.end_time.dt.date
    undated = int(frame["published"].isna().sum())
    note = f"{undated} article{'s' if undated != 1 else ''} without a date left out" if undated else ""
    return View(slug("timeline", measure.key, period), f"{measure.title}, by {period}", measure.unit, table, note)


def _first_days(published: pd.Series, code: str) -> pd.Categorical:
    """The first day of the period of each date."""
    number, days = pd.factorize(published)
    starts = [start.date() for start in pd.PeriodIndex(pd.DatetimeIndex(days), freq=code).start_time]
    of_day, names = pd.factorize(np.array(starts, dtype=object))
    return pd.Categorical.from_codes(of_day[number], categories=pd.Index(names, dtype=object))


def two_measures(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """Two measures of every outlet that has both: ``outlet, value, low, high, other, other_low, other_high, …``.

    ``value`` is the first measure (drawn across), ``other`` the second (drawn upwards).
    """
    across, up = measures.values()
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    found = estimate(frame[frame["outlet"].isin(shown)], ["outlet"], measures).dropna(subset=["value"])
    numbers = ["outlet", "value", "low", "high", "articles"]
    left, right = (found.loc[found["measure"] == m.key, numbers] for m in (across, up))
    table = left.merge(right.drop(columns="articles").set_axis(["outlet", "other", "other_low", "other_high"], axis=1))
    table["outlet"] = table["outlet"].map(outlet_name)
    table = table.assign(measure=across.title, unit=across.unit, other_measure=up.title, other_unit=up.unit)
    return View(
        slug("two-measures", across.key, up.key), f"{across.title} and {up.title[:1].lower()}{up.title[1:]}",
        f"across: {across.unit}; upwards: {up.unit}", table,
        part_shown(len(shown), frame["outlet"].nunique(), "outlets"),
    )  # fmt: skip


def ranking(frame: pd.DataFrame, measure: Measure) -> View:
    """One measure by outlet, the highest first, outlets with too few articles last."""
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    table = estimate(frame[frame["outlet"].isin(shown)], ["outlet"], {measure.key: measure})
    if not table.empty:
        table = table.sort_values(["value", "articles"], ascending=False, na_position="last", ignore_index=True)
        table["outlet"] = table["outlet"].map(outlet_name)
        table["unit"] = measure.unit
    return View(
        slug("outlets", measure.key), f"{measure.title}, by outlet", measure.unit, table,
        part_shown(len(shown), frame["outlet"].nunique(), "outlets"),
    )  # fmt: skip


def in_order(
    table: pd.DataFrame, column: str, order: Sequence[str], then: tuple[str, Sequence[str | dt.date]] | None = None
) -> pd.DataFrame:
    """The rows in the order of the names given for one column, then for another."""
    keys = pd.DataFrame({"first": table[column].astype(object).map({name: k for k, name in enumerate(order)})})
    if then is not None:
        keys["second"] = table[then[0]].astype(object).map({name: k for k, name in enumerate(then[1])})
    return table.loc[keys.sort_values([str(name) for name in keys], kind="stable").index].reset_index(drop=True)
