"""The page Attention: how much is written on a subject over time, and which outlets wrote first. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics import ENOUGH_STORIES
from analysis.statistics.attention import ALL_OUTLETS, SHARE
from analysis.statistics.firsts import Firsts
from dashboard.views.base import EVERY_OUTLET, View
from dashboard.views.formatting import number, number_of, outlet_name
from dashboard.views.timeline import gaps_note

#: what is drawn -> its name for readers, its unit, and its column with those of its interval, if it has one
DRAWN: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "share": ("Share of articles", "% of articles", ("share", "share_low", "share_high")),
    "number": ("Number of articles", "articles found", ("found",)),
    "relative": (
        "Relative to average", "100 = its average share", ("relative", "relative_low", "relative_high"),
    ),
}  # fmt: skip
#: what is drawn -> what its numbers mean
MEANING = {
    "share": "Each dot: the articles found, in per cent of all articles of the period. A text that several articles "
    "carry counts as chosen in the sidebar.",
    "number": "Each dot: the number of articles found; every copy is an article. A number also depends on how many "
    "articles this corpus has of the period.",
    "relative": "Each dot: the share of the period, where 100 is the share in all periods together, so that rare and "
    "frequent subjects compare. The interval is that of the period’s share alone.",
}
#: headings of the tables of who wrote first
FIRSTS_HEADINGS = {
    "outlet": "Outlet", "stories": "Stories", "first": "First in", "alone": "Alone", "expected": "First by chance",
    "expected_low": "95 % of dealings from", "expected_high": "to", "p": "p", "q": "q", "lead": "Days ahead, median",
    "leads": "Of stories", "behind": "Days behind, median", "followed": "Of stories ",
}  # fmt: skip
EARLIEST_HEADINGS = {
    "outlet": "Outlet", "first_day": "First article", "days_later": "Days later", "found": "Articles found",
    "articles": "Of articles", "since": "In the selection since",
}  # fmt: skip
DIGITS = {"share": SHARE.decimals, "number": 0, "relative": 0}
#: outlets drawn in the picture of who wrote first, those in most stories
SHOWN_FIRST = 20
#: q below which an outlet is said to differ from chance
CLEAR = 0.05
CHANCE = "By chance: the days on which outlets wrote on a story, dealt to them at random, to each as many as it has."


def over_time(
    table: pd.DataFrame, drawn: str, period: str, undated: int, name: str = "attention", title: str = ""
) -> View:  # fmt: skip
    """Attention by period, a view like that of ``timeline.timeline``; ``drawn`` is a key of ``DRAWN``.

    ``table`` is that of ``attention_by_period``, of which all columns are kept. ``undated`` articles are not in it.
    """
    heading, unit, columns = DRAWN[drawn]
    title = title or f"{heading}, by {period}"
    if table.empty:
        return View(name, title, unit, table, measures=(SHARE,))
    ends = {new: table[old] for new, old in zip(("value", "low", "high"), columns, strict=False)}
    table = table.assign(**({"low": np.nan, "high": np.nan} | ends), unit=unit)
    table["value"] = table["value"].astype(float)
    table["outlet"] = [EVERY_OUTLET if outlet == ALL_OUTLETS else outlet_name(outlet) for outlet in table["outlet"]]
    notes = [f"{number_of(undated, 'undated article')} not shown" if undated else "", gaps_note(table, period)]
    return View(name, title, unit, table, "; ".join(filter(None, notes)), measures=(SHARE,))


def in_all_sentence(table: pd.DataFrame, subject: str) -> str:
    """How many articles are on a subject, in words; ``table`` is that of ``attention_in_all``."""
    row: Any = next(table[table["subject"] == subject].itertuples())
    counted = f"{row.found:,} of {number_of(row.articles, 'article')}"
    if pd.isna(row.share):
        return f"{counted}."
    low, high = (number(end, SHARE.decimals) for end in (row.share_low, row.share_high))
    return f"{counted}, {number(row.share, SHARE.decimals)} % (95 % interval {low} to {high})."


def first_articles(table: pd.DataFrame) -> pd.DataFrame:
    """The table of ``firsts.first_articles`` with outlets as readers see them."""
    return table.assign(outlet=table["outlet"].map(outlet_name))


def firsts_table(firsts: Firsts) -> pd.DataFrame:
    """How often each outlet was first, with what chance gives, in the columns of ``FIRST_COLUMNS``."""
    table = firsts.outlets
    return table.assign(outlet=table["outlet"].map(outlet_name)).round({"expected": 1, "p": 3, "q": 3})


def first_view(firsts: Firsts, subject: str) -> View:
    """How often each outlet was first, as a share of its stories, with the range of chance.

    ``outlet, value, expected, chance_low, chance_high, …``: the first four numbers are percentages of ``stories``.
    Outlets in fewer than ``ENOUGH_STORIES`` stories are left out.
    """
    table = firsts_table(firsts)
    enough = table[table["stories"] >= ENOUGH_STORIES]
    shown = enough.sort_values(["stories", "outlet"], ascending=[False, True], kind="stable").head(SHOWN_FIRST).index
    table = enough[enough.index.isin(shown)].reset_index(drop=True)
    scaled = {
        new: (100 * table[old] / table["stories"]).astype(float).round(1)
        for new, old in (
            ("value", "first"), ("expected", "expected"), ("chance_low", "expected_low"),
            ("chance_high", "expected_high"),
        )
    }  # fmt: skip
    kept = table[["outlet", "stories", "first", "alone", "p", "q", "lead", "leads", "behind", "followed"]]
    left = len(firsts.outlets) - len(table)
    note = (
        f"{number_of(left, 'outlet')} not shown, in fewer than {ENOUGH_STORIES} stories or beyond the largest"
        if left
        else ""
    )
    return View(
        "who-wrote-first", f"Who wrote first on {subject}, by outlet", "% of the outlet’s stories",
        kept.assign(**scaled), note,
    )  # fmt: skip


def first_sentence(firsts: Firsts, subject: str) -> str:
    """What the picture of who wrote first shows, in words."""
    if not firsts.stories:
        return (
            f"{subject}: there is no story in which two outlets wrote on different days, so nobody can be said to have "
            "written first."
        )
    compared = (
        f"{subject}: {number_of(firsts.stories, 'story', 'stories')} in which at least two outlets wrote, on different "
        "days."
    )
    tested = firsts.outlets.dropna(subset=["q"])
    if tested.empty:
        return f"{compared} No outlet is in {ENOUGH_STORIES} of them, the fewest for a comparison with chance."
    clear: list[Any] = list(tested[tested["q"] < CLEAR].itertuples())
    if not clear:
        return f"{compared} No outlet is first clearly more or less often than by chance."
    parts = [
        f"{outlet_name(row.outlet)} is first {'more' if row.first > row.expected else 'less'} often than by chance: in "
        f"{row.first} of {row.stories} stories, {row.expected:.1f} by chance ({_range(row)})"
        for row in clear
    ]
    return f"{compared} {'; '.join(parts)}."


def _range(row: Any) -> str:
    return f"{row.expected_low} to {row.expected_high} in 95 % of random dealings"


def limits(firsts: Firsts) -> str:
    """What the numbers of who wrote first cannot tell."""
    left_out = [
        f"{number_of(firsts.same_day, 'more story has', 'more stories have')} all outlets on one day, which tells "
        "nothing" if firsts.same_day else "",
        f"{number_of(firsts.undated, 'article')} without a date left out" if firsts.undated else "",
    ]  # fmt: skip
    notes = "; ".join(filter(None, left_out))
    return (
        f"{CHANCE} "
        + (f"{notes[:1].upper()}{notes[1:]}. " if notes else "")
        + "Only days are known, no times, as the source states them, in its own time zone; several outlets can be "
        "first on one day. Articles that this corpus lacks could have been earlier. Copies count as articles; who took "
        "a text from whom is not known: to be early is not to be the source. q accounts for testing many outlets; "
        "it is too low where outlets write several articles each on hundreds of stories."
    )
