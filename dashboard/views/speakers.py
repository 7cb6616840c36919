"""Two pictures of the page Sources: speakers by outlet, and one speaker over time. Pure."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.columns.people import with_own_persons
from analysis.corpus.people.table import PeopleTable
from analysis.statistics import ENOUGH_ARTICLES
from dashboard.views.base import SHOWN_OUTLETS, View, largest, part_shown
from dashboard.views.formatting import number_of, outlet_name

#: speakers in the picture of all outlets, and speakers that can be chosen
SHOWN_SPEAKERS, LISTED = 14, 200
#: other names of a person that are shown
SPELLINGS = 4
#: outlets with a row of their own in the picture of one speaker; all others share a row
OUTLETS_OF_SPEAKER = 12
THE_REST = "All other outlets"
EVERYTHING = "All statements"


def with_persons(statements: pd.DataFrame, table: PeopleTable) -> pd.DataFrame:
    """Statements with the person of each speaker as ``speaker``, and the name as the article has it as ``written``.

    ``statements`` is the table of ``dashboard.views.sources.without_attitudes``, ``table`` the user's own, which is
    followed first. The functions below take the result.
    """
    found = with_own_persons(statements, "speaker", table)
    return found.assign(written=found["speaker"], speaker=found["person"])


def also_written(persons: pd.Series, written: pd.Series) -> dict[str, str]:
    """Person -> the other names that articles have for them with the numbers of rows, the most frequent first."""
    others = pd.DataFrame({"person": persons.astype(object), "written": written.astype(object)}).dropna()
    others = others[others["person"] != others["written"]]
    counts = others.groupby(["person", "written"]).size().reset_index(name="rows")
    counts = counts.sort_values(["rows", "written"], ascending=[False, True])
    by_person: dict[str, list[str]] = {}
    for row in counts.itertuples():
        by_person.setdefault(str(row.person), []).append(f"{row.written} {row.rows:,}")
    return {
        person: ", ".join(names[:SPELLINGS]) + (f" and {len(names) - SPELLINGS} more" if names[SPELLINGS:] else "")
        for person, names in by_person.items()
    }


def by_outlet(statements: pd.DataFrame) -> View:
    """The shares of each outlet's named attributions.

    ``outlet, speaker, share, attributions, of, articles, unit, also_written``: the last column has the other names of
    the speaker in these articles, missing if there are none. The picture has the speakers quoted most and the outlets
    with most articles, among outlets with ``ENOUGH_ARTICLES`` articles that quote somebody by name. A pair without a
    quotation has no row.
    """
    named = statements.dropna(subset=["speaker"])
    sizes = named.groupby("outlet")["id"].nunique()
    enough = named[named["outlet"].map(sizes) >= ENOUGH_ARTICLES]
    title, unit = "Who quotes whom", "% of an outlet’s attributions to named speakers"
    if enough.empty:
        return View("speakers-by-outlet", title, unit, pd.DataFrame())
    outlets = largest(enough, "outlet", SHOWN_OUTLETS)
    kept = enough[enough["outlet"].isin(outlets)]
    speakers = list(kept["speaker"].value_counts().head(SHOWN_SPEAKERS).index)
    totals = kept.groupby("outlet").size()
    pairs = kept[kept["speaker"].isin(speakers)].groupby(["outlet", "speaker"])
    table = pairs.agg(attributions=("id", "size"), articles=("id", "nunique")).reset_index()
    table["of"] = table["outlet"].map(totals)
    table["share"] = (100 * table["attributions"] / table["of"]).round(1)
    place = {name: k for k, name in enumerate(outlets)} | {name: k for k, name in enumerate(speakers)}
    table = table.loc[table[["outlet", "speaker"]].map(place.get).sort_values(["outlet", "speaker"]).index]
    table["outlet"] = table["outlet"].map(outlet_name)
    table["unit"] = "% of attributions to named speakers"
    table["also_written"] = table["speaker"].map(also_written(kept["speaker"], kept["written"])).astype(object)
    columns = ["outlet", "speaker", "share", "attributions", "of", "articles", "unit", "also_written"]
    table = table[columns].reset_index(drop=True)
    return View(
        "speakers-by-outlet", title, unit, table,
        part_shown(len(outlets), int((sizes >= ENOUGH_ARTICLES).sum()), "outlets"),
    )  # fmt: skip


def by_outlet_sentence(view: View) -> str:
    """The largest share in the view of ``by_outlet``, and how evenly outlets quote that speaker, in words."""
    table = view.table
    top: Any = next(table.sort_values("share", ascending=False).itertuples())
    same = table[table["speaker"] == top.speaker]
    outlets, quoting = table["outlet"].nunique(), len(same)
    return (
        f"Largest share: {top.speaker}, {top.share:.1f} % of {top.outlet}’s {number_of(top.of, 'attribution')} to "
        f"named speakers, in {number_of(top.articles, 'article')}. Of the {number_of(outlets, 'outlet')} shown, "
        f"{quoting} {'quotes' if quoting == 1 else 'quote'} {top.speaker}; the median share is "
        f"{same['share'].median():.1f} %."
    )


def names(statements: pd.DataFrame) -> list[str]:
    """The ``LISTED`` speakers with most attributions, the most frequent first."""
    counts = statements["speaker"].dropna().value_counts().rename_axis("speaker").reset_index(name="n")
    ordered = counts.sort_values(["n", "speaker"], ascending=[False, True])
    return [str(name) for name in ordered["speaker"].head(LISTED)]


def over_time(statements: pd.DataFrame, speaker: str) -> View:
    """One speaker's statements by outlet and month: ``outlet, month, statements, articles, cell``.

    ``month`` is the first day of the month, ``cell`` the outlet and month in words. Statements in articles without a
    date are left out; the note below the picture gives their number.
    """
    own = statements[statements["speaker"] == speaker]
    dated = own.dropna(subset=["published"])
    table = (
        with_cells(dated)
        .groupby(["outlet", "month", "cell"])
        .agg(statements=("id", "size"), articles=("id", "nunique"))
    )
    order = [*dict.fromkeys(map(outlet_name, largest(dated, "outlet", OUTLETS_OF_SPEAKER))), THE_REST]
    table = table.reset_index().assign(unit="statements")
    table = table.sort_values("month", kind="stable")
    table = table.iloc[table["outlet"].map(order.index).argsort(kind="stable")].reset_index(drop=True)
    undated = len(own) - len(dated)
    note = f"{number_of(undated, 'statement')} from undated articles not shown" if undated else ""
    return View(
        "speaker-over-time", f"{speaker}: statements by outlet and month", "statements",
        table[["outlet", "month", "statements", "articles", "cell", "unit"]], note,
    )  # fmt: skip


def with_cells(statements: pd.DataFrame) -> pd.DataFrame:
    """Dated statements with the ``outlet``, ``month`` and ``cell`` of ``over_time`` that each belongs to."""
    own_row = largest(statements, "outlet", OUTLETS_OF_SPEAKER)
    outlets = statements["outlet"].where(statements["outlet"].isin(own_row)).map(outlet_name, na_action="ignore")
    months = pd.to_datetime(statements["published"]).dt.to_period("M")
    outlets = outlets.fillna(THE_REST)
    cells = [f"{outlet}, {month:%b %Y}" for outlet, month in zip(outlets, months, strict=True)]
    return statements.assign(outlet=outlets, month=months.dt.start_time.dt.date, cell=cells)


def over_time_sentence(statements: pd.DataFrame, speaker: str) -> str:
    """How often one speaker is quoted, by how many outlets, and how the statements are introduced, in words."""
    own = statements[statements["speaker"] == speaker]
    direct = int((own["kind"] == "direct").sum())
    classes = own["cue_class"].value_counts()
    doubted, endorsed = int(classes.get("doubting", 0)), int(classes.get("endorsing", 0))
    return (
        f"{number_of(len(own), 'statement')} by {speaker} in {number_of(own['id'].nunique(), 'article')} from "
        f"{number_of(own['outlet'].nunique(), 'outlet')}: {direct:,} quoted word for word, {doubted:,} "
        f"introduced with doubt (“claimed”), {endorsed:,} as fact (“admitted”)."
    )
