"""Fair comparison for the pages Compare and Timeline: differences, ranks among the others, changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.statistics import Difference, Pair, explain
from analysis.statistics.trend import Change, Slope, Trend
from analysis.types import Measure
from dashboard.views.base import View, signed
from dashboard.views.selection import day, outlet_name

KINDS = {"raw": "All articles", "standardised": "Topics evened out", "matched": "Same stories"}
#: among outlets called higher or lower, the share that is expected to be so by chance alone
FALSE_FINDS = 0.05
SURE = 0.05


# -- two outlets ------------------------------------------------------------------------------


def differences(pair: Pair) -> View:
    """The three differences of a pair: ``compared, value, low, high, articles_left, articles_right, stories, …``.

    ``stories`` is of the matched difference only, ``covered`` (the share of the selection's articles that are on the
    topics used, in %) of the standardised one only; ``note`` says why there is no value.
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
        f"{outlet_name(pair.left)} minus {outlet_name(pair.right)}, {measure.unit}", table,
    )  # fmt: skip


def disagree(pair: Pair) -> bool:
    """True where the plain difference and the one inside the same stories cannot both be read as they stand:
    they point to different sides, or one to none, and the stories leave the plain value out."""
    return pair.raw.sign != pair.matched.sign and _leaves_out(pair.matched, pair.raw.value)


def _leaves_out(difference: Difference, value: float | None) -> bool:
    if difference.low is None or difference.high is None or value is None:
        return False
    return not difference.low <= value <= difference.high


def told(pair: Pair) -> str:
    """What the three differences can and cannot tell, in words."""
    said = explain(pair, outlet_name(pair.left), outlet_name(pair.right))
    return f"The plain comparison and the one inside the same stories disagree. {said}" if disagree(pair) else said


# -- every outlet -----------------------------------------------------------------------------


def against_others(found: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The table of ``outlets_and_others`` for readers, the highest first, outlets with too few stories last.

    ``outlet, reading, value, low, high, stories, articles, q``
    """
    table = found.sort_values(["value", "stories", "outlet"], ascending=[False, False, True], ignore_index=True)
    table["outlet"] = table["outlet"].map(outlet_name)
    table["reading"] = [_reading(value, q) for value, q in zip(table["value"], table["q"], strict=True)]
    table = table[["outlet", "reading", "value", "low", "high", "stories", "articles", "q"]]
    return _rounded(table, measure)


def _rounded(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    own = ("value", "slope", "size", "before", "after", "low", "high")
    return table.round(dict.fromkeys(own, measure.decimals + 1) | {"p": 3, "q": 3})


def _reading(value: float, q: float) -> str:
    if pd.isna(value):
        return "too few shared stories"
    if q >= FALSE_FINDS:
        return "not told from chance"
    return "higher" if value > 0 else "lower"


# -- over time --------------------------------------------------------------------------------


def changes(trends: Mapping[str, Trend], measure: Measure) -> pd.DataFrame:
    """The change points of each outlet: ``outlet, date, earliest, latest, before, after, size, low, high``."""
    columns = ["date", "earliest", "latest", "before", "after", "size", "low", "high"]
    rows = [
        (outlet_name(outlet), *(getattr(change, name) for name in columns))
        for outlet, trend in trends.items()
        for change in trend.changes
    ]
    return _rounded(pd.DataFrame(rows, columns=["outlet", *columns]), measure)


def slopes(trends: Mapping[str, Trend], measure: Measure) -> pd.DataFrame:
    """Each outlet's straight line: ``outlet, slope, low, high, p, period, periods, articles, changes, note``.

    A slope is the change in a year, in the unit of the measure.
    """
    rows = []
    for outlet, trend in trends.items():
        slope = trend.slope
        line = (None,) * 4 if slope is None else (slope.value, slope.low, slope.high, slope.p)
        looked_for = (trend.period, trend.periods)
        rows.append((outlet_name(outlet), *line, *looked_for, trend.articles, len(trend.changes), trend.note))
    columns = ["outlet", "slope", "low", "high", "p", "period", "periods", "articles", "changes", "note"]
    table = pd.DataFrame(rows, columns=columns)
    return _rounded(table.astype(dict.fromkeys(("slope", "low", "high", "p"), float)), measure)


def told_over_time(trend: Trend) -> str:
    """One outlet's change over time, in a plain sentence or two."""
    if trend.slope is None:
        return f"Nothing can be said: {trend.note}."
    jumps = " ".join(_jump(change, trend) for change in trend.changes)
    return f"{jumps or 'No change point was found.'} {_line(trend.slope, trend.measure)}"


def _jump(change: Change, trend: Trend) -> str:
    digits = trend.measure.decimals
    before, after = (f"{level:.{digits}f}".replace("-", "−") for level in (change.before, change.after))
    return (
        f"From the {trend.period} of {day(change.date)} (95 % interval {day(change.earliest)} to {day(change.latest)}) "
        f"{after} instead of {before} {trend.measure.unit}: a difference of "
        f"{_with_interval(change.size, change.low, change.high, digits)}."
    )


def _line(slope: Slope, measure: Measure) -> str:
    # The p-value is the calibrated test, the interval is what the reader sees: both must agree.
    sure = slope.p < SURE and (slope.low > 0 or slope.high < 0)
    way = ("It rises" if slope.value > 0 else "It falls") if sure else "It does not rise or fall beyond chance"
    numbers = _with_interval(slope.value, slope.low, slope.high, measure.decimals)
    return f"{way}, taken as a straight line: {numbers} {measure.unit} a year."


def _with_interval(value: float, low: float, high: float, digits: int) -> str:
    return f"{signed(value, digits)} ({signed(low, digits)} to {signed(high, digits)})"
