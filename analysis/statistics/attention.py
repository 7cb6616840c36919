"""Attention: how many articles of an outlet, and what share of them, are about a subject, by period.

A subject is a search, a topic or a person. For each there is a table of ``ArticleColumns.flagged``: all selected
articles, with ``count`` 1 for those on the subject. Subjects of one selection have the same articles in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.columns.counts import as_measure, columns
from analysis.statistics.periods import by_period, in_periods, with_every_period
from analysis.statistics.rates import estimate
from analysis.statistics.trend import Trend, search_period, trend
from analysis.types import Measure

SHARE = Measure(
    "attention", "Articles found", "% of articles", 100,
    "The share of an outlet’s articles that are about the subject: that match a search, have a topic or name a person.",
    "A search matches spelling, not meaning. An article counts in full if it is on the subject at all.", decimals=1,
)  # fmt: skip
#: the name of all outlets together in the tables of this module
ALL_OUTLETS = "All selected outlets"
#: where the share of a whole selection is 100
USUAL = 100.0
BOUNDS = ("share", "share_low", "share_high")


def attention_by_period(subjects: Mapping[str, pd.DataFrame], outlets: Sequence[str], period: str) -> pd.DataFrame:
    """Return the articles on each subject by period: of all outlets together, then of each of ``outlets``.

    ``subject, outlet, period, last_day, found, articles, share, share_low, share_high, relative, relative_low,
    relative_high, count, denominator``. ``found`` of ``articles`` articles are on the subject, every copy counted.
    ``share`` is in per cent with its 95 % interval, weighted as ``count`` and ``denominator`` are, and missing where
    ``estimate`` gives none. ``relative`` is the share divided by the subject's share in all periods of the same outlet,
    times 100; its interval is that of the share alone. Articles without a date are left out. Empty without any date.
    """
    parts = []
    for subject, frame in subjects.items():
        dated = in_periods(as_measure(frame, SHARE.key), period)
        for outlet in (None, *outlets):
            own = dated if outlet is None else dated[dated["outlet"] == outlet]
            if len(own):
                parts.append(_of_outlet(own).assign(subject=subject, outlet=ALL_OUTLETS if outlet is None else outlet))
    if not parts:
        return pd.DataFrame()
    table = with_every_period(pd.concat(parts, ignore_index=True), ["subject", "outlet"], period)
    return table[
        ["subject", "outlet", "period", "last_day", "found", "articles", *BOUNDS,
         *(name.replace("share", "relative") for name in BOUNDS), "count", "denominator"]
    ]  # fmt: skip


def _of_outlet(dated: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one subject and outlet, whose articles are ``dated``."""
    table = by_period(dated, [], {SHARE.key: SHARE})
    table = table.rename(columns=dict(zip(("value", "low", "high"), BOUNDS, strict=True))).drop(columns="measure")
    found = (dated[columns(SHARE.key)[0]] > 0).groupby(dated["period"]).sum()
    usual = SHARE.scale * table["count"].sum() / table["denominator"].sum()
    relative = {
        name.replace("share", "relative"): table[name] * (USUAL / usual) if usual else np.nan for name in BOUNDS
    }
    return table.assign(found=table["period"].map(found).astype(np.int64), **relative)


def attention_in_all(subjects: Mapping[str, pd.DataFrame], outlets: Sequence[str]) -> pd.DataFrame:
    """Return the articles on each subject in the whole selection, also those without a date.

    ``subject, outlet, found, articles, share, share_low, share_high, count, denominator``, as ``attention_by_period``.
    """
    parts = []
    for subject, frame in subjects.items():
        measured = as_measure(frame, SHARE.key)
        whole = estimate(measured, [], {SHARE.key: SHARE})
        whole.insert(0, "outlet", ALL_OUTLETS)
        each = estimate(measured[measured["outlet"].isin(list(outlets))], ["outlet"], {SHARE.key: SHARE})
        found = frame.loc[frame["count"] > 0, "outlet"].value_counts().to_dict()
        table = pd.concat([whole, each], ignore_index=True).assign(subject=subject)
        table["found"] = [found.get(name, 0) for name in table["outlet"]]
        table.loc[0, "found"] = int((frame["count"] > 0).sum())
        order = {outlet: k for k, outlet in enumerate((ALL_OUTLETS, *outlets))}
        parts.append(table.sort_values("outlet", key=lambda names: names.map(order), kind="stable"))
    table = pd.concat(parts, ignore_index=True)
    table = table.rename(columns=dict(zip(("value", "low", "high"), BOUNDS, strict=True)))
    return table[["subject", "outlet", "found", "articles", *BOUNDS, "count", "denominator"]]


def attention_trend(frame: pd.DataFrame, outlet: str | None = None) -> Trend:
    """Return the change points and slope of the share of one subject, of one outlet or of all.

    Weeks are searched, months or quarters where there are too many weeks (``search_period`` of the whole selection).
    """
    own = frame if outlet is None else frame[frame["outlet"] == outlet]
    return trend(as_measure(own, SHARE.key), SHARE, search_period(frame["published"]))
