"""The page Over time: one measure over time, with change points and slopes. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.statistics.periods import by_period, in_periods, with_every_period
from analysis.statistics.trend import Change, Slope, Trend
from analysis.types import Measure
from dashboard.views.base import EVERY_OUTLET, View, in_order, too_few_of
from dashboard.views.formatting import day, number_of, outlet_name, rounded, signed_with_interval, slug

#: panels of a picture: one for all outlets together, the others for one outlet each
SHOWN_PANELS = 6
#: slopes with a smaller p-value are called significant
SIGNIFICANCE = 0.05


def timeline(frame: pd.DataFrame, measure: Measure, outlets: Sequence[str], period: str) -> View:
    """One measure by period: ``outlet, period, last_day, value, low, high, articles, …``.

    All selected outlets together come first, then each of ``outlets``. ``period`` is the first day of the period.
    Articles without a date are left out; the note below the picture gives their number.
    """
    dated = in_periods(frame, period)
    one = {measure.key: measure}
    whole = by_period(dated, [], one)
    if whole.empty:
        return View(slug("timeline", measure.key), measure.title, measure.unit, pd.DataFrame(), measures=(measure,))
    whole.insert(0, "outlet", EVERY_OUTLET)
    each = by_period(dated[dated["outlet"].isin(list(outlets))], ["outlet"], one)
    each["outlet"] = each["outlet"].map(outlet_name)
    table = pd.concat([whole, each], ignore_index=True) if len(each) else whole
    table = in_order(table, "outlet", [EVERY_OUTLET, *map(outlet_name, outlets)])
    table = with_every_period(table, ["outlet"], period).assign(unit=measure.unit)
    undated = int(frame["published"].isna().sum())
    notes = [f"{number_of(undated, 'undated article')} not shown" if undated else "", gaps_note(table, period)]
    return View(
        slug("timeline", measure.key, period),
        f"{measure.title}, by {period}",
        measure.unit,
        table,
        "; ".join(filter(None, notes)),
        measures=(measure,),
    )


def too_short(view: View, period: str) -> str:
    """What to do where no period of a view of ``timeline`` has a number; empty if some has."""
    if not view.table["value"].isna().all():
        return ""
    few = too_few_of(view.table["articles"])
    return f"Every {period} has too few {few} to show a number; choose a longer period above."


def gaps_note(table: pd.DataFrame, period: str) -> str:
    """What the marks below the values mean, which stand for periods without a value; empty if there are none."""
    missing = table["value"].isna()
    if not missing.any() or missing.all():
        return ""
    few = missing & (table["articles"] > 0)
    meanings = [f"too few {too_few_of(table.loc[few, 'articles'])}"] if few.any() else []
    meanings += ["no article"] if (missing & ~few).any() else []
    return f"small marks at the bottom: a {period} with {' or with '.join(meanings)}"


def changes(trends: Mapping[str, Trend], measure: Measure) -> pd.DataFrame:
    """The change points of each outlet: ``outlet, date, earliest, latest, before, after, size, low, high``."""
    columns = ["date", "earliest", "latest", "before", "after", "size", "low", "high"]
    rows = [
        (outlet_name(outlet), *(getattr(change, name) for name in columns))
        for outlet, trend in trends.items()
        for change in trend.changes
    ]
    return rounded(pd.DataFrame(rows, columns=["outlet", *columns]), measure)


def slopes(trends: Mapping[str, Trend], measure: Measure) -> pd.DataFrame:
    """The straight line fitted to each outlet, one row each.

    Columns: ``outlet, slope, low, high, p, period, periods, articles, changes, note``. A slope
    is the change per year in the unit of the measure; ``changes`` is the number of change points, ``note`` says why
    there is no slope.
    """
    rows = []
    for outlet, trend in trends.items():
        slope = trend.slope
        line = (None,) * 4 if slope is None else (slope.value, slope.low, slope.high, slope.p)
        looked_for = (trend.period, trend.periods)
        rows.append((outlet_name(outlet), *line, *looked_for, trend.articles, len(trend.changes), trend.note))
    columns = ["outlet", "slope", "low", "high", "p", "period", "periods", "articles", "changes", "note"]
    table = pd.DataFrame(rows, columns=columns)
    return rounded(table.astype(dict.fromkeys(("slope", "low", "high", "p"), float)), measure)


def trend_sentence(trend: Trend) -> str:
    """One outlet's change over time, in words."""
    if trend.slope is None:
        return f"Not tested: {trend.note}."
    changes = " ".join(_change_sentence(change, trend) for change in trend.changes)
    none = "No change point with a clear date was found." if trend.undated else "No change point was found."
    return f"{changes or none} {_slope_sentence(trend.slope, trend.measure)}"


def _change_sentence(change: Change, trend: Trend) -> str:
    digits = trend.measure.decimals
    before, after = (f"{level:.{digits}f}".replace("-", "−") for level in (change.before, change.after))
    return (
        f"Change point: the {trend.period} of {day(change.date)} (95 % interval {day(change.earliest)} to "
        f"{day(change.latest)}), from {before} to {after} {trend.measure.unit}, a difference of "
        f"{signed_with_interval(change.size, change.low, change.high, digits)}."
    )


def _slope_sentence(slope: Slope, measure: Measure) -> str:
    # The p-value is the calibrated test, but readers see the interval, so both must exclude zero.
    significant = slope.p < SIGNIFICANCE and (slope.low > 0 or slope.high < 0)
    verb = ("rising" if slope.value > 0 else "falling") if significant else "no clear rise or fall"
    numbers = signed_with_interval(slope.value, slope.low, slope.high, measure.decimals)
    return f"Linear trend: {verb}, {numbers} {measure.unit} per year."


def events_of(text: str) -> tuple[list[tuple[dt.date, str]], list[str]]:
    """The events in a line such as ``2019-03-24 Report delivered; 2019-04-18 Report published``.

    Returns the events, each a day and a name, and the parts of the line that are not events.
    """
    events, wrong = [], []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        first, _, label = part.partition(" ")
        try:
            events.append((dt.date.fromisoformat(first), label.strip()))
        except ValueError:
            wrong.append(part)
    return events, wrong
