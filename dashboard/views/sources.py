"""Attributions in, the pictures' numbers and the tables of the page Sources out. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.attribution.anonymity import ASKED
from analysis.attribution.cues import states_something
from analysis.columns.counts import as_measure, counted
from analysis.lexicons import rows
from analysis.statistics import ENOUGH_ARTICLES, estimate
from analysis.types import SOURCE_TYPES, Measure
from dashboard.views.base import SHOWN_OUTLETS, View, in_order, largest, part_shown
from dashboard.views.formatting import outlet_name, topic_name
from dashboard.views.profile import profile

SOURCE_TYPE_NAMES = {
    "named_person": "Person with a name",
    "named_organisation": "Organisation",
    "unnamed_person": "Person without a name",
    "unnamed_group": "Group without a name",
    "media": "Other media",
    "document": "Document",
}
CUE_CLASSES = {"doubting": "with doubt", "endorsing": "as fact", "neutral": "neutral"}
#: an outlet that used a cue less often is not named among those that use it most
ENOUGH_USES = 5
REASON_GIVEN = Measure(
    "anonymity.reason", "Reason given for anonymity", "% of attributions to a person without a name", 100,
    "Of the attributions to a person without a name, the share whose sentence says why the name is withheld.",
    "A reason given in an earlier sentence is not seen.",
)  # fmt: skip


def statements(attributions: pd.DataFrame) -> pd.DataFrame:
    """The attributions that the measures of sourcing count: all but bare attitudes ("opposed the plan").

    ``attributions`` are ``ArticleColumns.sources``'; of these, strings are no categories.
    """
    is_thought = (attributions["act"] == "thought").to_numpy()
    thoughts = attributions[is_thought]
    (cue, cue_names), (start, starts) = (pd.factorize(thoughts[name]) for name in ("cue", "content_start"))
    pairs, number = np.unique(cue * len(starts) + start, return_inverse=True)  # few, of many attributions
    first, second = (np.asarray(values, object) for values in (cue_names, starts))
    states = [states_something("thought", first[at // len(starts)], second[at % len(starts)]) for at in pairs]
    kept = ~is_thought
    kept[is_thought] = np.array(states, bool)[number]
    return pd.DataFrame({name: _plain(column) for name, column in attributions[kept].items()})


def _plain(column: pd.Series) -> pd.Series:
    """A column of strings where it is one of categories that are strings: ten times as quick as ``astype``."""
    if not isinstance(column.dtype, pd.CategoricalDtype) or column.cat.categories.dtype != "str":
        return column
    return pd.Series(column.cat.categories.array.take(column.cat.codes.to_numpy(), allow_fill=True), column.index)


# -- how statements are introduced ------------------------------------------------------------


def introduced(frame: pd.DataFrame, doubting: Measure, endorsing: Measure) -> View:
    """Both shares of every outlet with their intervals, the most doubted first: the table of ``views.profile.profile``."""
    view = profile(frame, {m.key: m for m in (doubting, endorsing)})
    table = view.table
    if not view.empty:
        doubted = table[table["measure"] == doubting.key].sort_values("value", ascending=False, kind="stable")
        table = in_order(table, "outlet", [str(name) for name in doubted["outlet"]])
    return dataclasses.replace(view, name="stated-or-claimed", title="Stated or claimed, by outlet", table=table)


def introduction(frame: pd.DataFrame, doubting: Measure, endorsing: Measure, view: View) -> str:
    """What the picture of ``introduced`` shows, in plain sentences with intervals and numbers of articles."""
    whole: list[Any] = list(estimate(frame, [], {m.key: m for m in (doubting, endorsing)}).itertuples())
    doubted, endorsed = whole
    if pd.isna(doubted.value):
        return (
            f"{doubted.articles:,} of these articles attribute anything: too few for a share; {ENOUGH_ARTICLES} are "
            "needed."
        )
    said = (
        f"Of {doubted.denominator:,.0f} attributions in {doubted.articles:,} articles, {_share(doubted, doubting)} are "
        f"introduced with doubt (“claimed”) and {_share(endorsed, endorsing)} as fact (“admitted”)."
    )
    drawn = view.table[view.table["measure"] == doubting.key].dropna(subset=["value"])
    if drawn["value"].nunique() < 2:
        return said
    highest, *_, lowest = drawn.itertuples()
    alike = int((drawn["value"] == lowest.value).sum())
    least = (
        f"{lowest.outlet} the lowest, {_share(lowest, doubting)} in {lowest.articles:,}"
        if alike == 1
        else f"{alike} share the lowest, {lowest.value:.{doubting.decimals}f} %"
    )
    return (
        f"{said} Of the outlets drawn, {highest.outlet} has the highest share with doubt, "
        f"{_share(highest, doubting)} in {highest.articles:,} articles, and {least}."
    )


def _share(row: Any, measure: Measure) -> str:
    value, low, high = (f"{part:.{measure.decimals}f}".replace("-", "−") for part in (row.value, row.low, row.high))
    return f"{value} % (95 % interval {low} to {high})"


@cache
def _lemmas() -> Mapping[str, str]:
    """A cue as it is written -> the entry of the lexicon that it is a form of; nouns stand there with "that"."""
    return {
        form.removesuffix(" that"): row["lemma"].removeprefix("noun:")
        for row in rows("cues")
        for form in row["forms"].split("|")
    }


def cues(stated: pd.DataFrame, at_most: int = 200) -> pd.DataFrame:
    """Which words introduce statements, the doubting ones first, each class by frequency.

    Columns: ``cue, cue_class, attributions, share, used_most_by, written``; ``share`` is in per cent of all
    attributions of ``stated``. ``used_most_by`` looks at the largest outlets, and there at those with
    ``ENOUGH_ARTICLES`` articles and ``ENOUGH_USES`` uses; it is missing where there is none.
    """
    written = stated["cue"].str.lower()
    found = stated.assign(written=written, cue=written.map(_lemmas()).fillna(written))
    table = found.groupby(["cue", "cue_class"]).size().reset_index(name="attributions")
    table = table.sort_values(["attributions", "cue"], ascending=[False, True])
    table = in_order(table, "cue_class", list(CUE_CLASSES)).head(at_most)
    table["share"] = (100 * table["attributions"] / len(found)).round(2)
    table["written"] = table["cue"].map(_forms(found))
    table["used_most_by"] = table["cue"].map(_used_most(found))
    table["cue_class"] = table["cue_class"].map(CUE_CLASSES)
    return table[["cue", "cue_class", "attributions", "share", "used_most_by", "written"]]


def _forms(found: pd.DataFrame) -> pd.Series:
    """By cue: its four most frequent forms with their counts."""
    forms = found.groupby(["cue", "written"]).size().reset_index(name="uses")
    forms = forms.sort_values("uses", ascending=False, kind="stable")
    return _first(forms["cue"], [f"{row.written} {row.uses:,}" for row in forms.itertuples()], 4)


def _used_most(found: pd.DataFrame) -> pd.Series:
    """By cue: three outlets with their share of their own attributions, the highest first, and their uses."""
    outlets = found.groupby("outlet").agg(articles=("id", "nunique"), attributions=("id", "size"))
    large = outlets[outlets["articles"] >= ENOUGH_ARTICLES].nlargest(SHOWN_OUTLETS, "articles")
    uses = found.groupby(["cue", "outlet"]).size().reset_index(name="uses")
    uses = uses[uses["uses"] >= ENOUGH_USES].merge(large, left_on="outlet", right_index=True)
    uses["share"] = 100 * uses["uses"] / uses["attributions"]
    uses = uses.sort_values("share", ascending=False, kind="stable")
    texts = [f"{outlet_name(str(row.outlet))} {row.share:.1f} % ({row.uses:,})" for row in uses.itertuples()]
    return _first(uses["cue"], texts, 3)


def _first(cues_of: pd.Series, texts: list[str], at_most: int) -> pd.Series:
    """By cue: the first few of its texts, joined."""
    by_cue: dict[str, list[str]] = {}
    for cue, text in zip(cues_of.to_numpy(object), texts, strict=True):
        by_cue.setdefault(cue, []).append(text)
    return pd.Series({cue: ", ".join(some[:at_most]) for cue, some in by_cue.items()}, dtype=object)


# -- sources without a name -------------------------------------------------------------------


def unnamed_cells(frame: pd.DataFrame, unnamed: Measure, at_most: int = 20) -> pd.DataFrame:
    """Where sources have no name most often: ``outlet, topic, value, low, high, articles, attributions``.

    A row an outlet and topic with ``ENOUGH_ARTICLES`` articles, shares in per cent, the highest first.
    """
    told = counted(frame, unnamed.key)
    articles = told.groupby(["outlet", "topic"])["id"].transform("size")
    enough = as_measure(told[articles >= ENOUGH_ARTICLES], unnamed.key)
    table = estimate(enough, ["outlet", "topic"], {unnamed.key: unnamed})
    table = table.sort_values("value", ascending=False, kind="stable", ignore_index=True).head(at_most)
    table["outlet"], table["topic"] = table["outlet"].map(outlet_name), table["topic"].map(topic_name)
    table = table.rename(columns={"denominator": "attributions"}).astype({"attributions": int, "articles": int})
    return _rounded(table[["outlet", "topic", "value", "low", "high", "articles", "attributions"]], unnamed)


def anonymity_by_outlet(stated: pd.DataFrame) -> pd.DataFrame:
    """How often an outlet says why a person has no name: ``outlet, attributions, asked, reasons, share, low, high``.

    ``asked`` counts the attributions whose sentence speaks of anonymity at all, ``reasons`` those that say why. Shares
    in per cent, missing where fewer than ``ENOUGH_ARTICLES`` articles have a person without a name.
    """
    unnamed = stated[stated["source_type"] == "unnamed_person"]
    marked = unnamed.assign(asked=unnamed["anonymity"].notna(), count=unnamed["anonymity"].map(_is_reason))
    by_article = marked.groupby(["outlet", "id"], sort=False).agg(
        count=("count", "sum"), denominator=("count", "size"), asked=("asked", "sum"), story=("story", "first")
    )
    frame = by_article.reset_index()
    table = estimate(as_measure(frame, REASON_GIVEN.key), ["outlet"], {REASON_GIVEN.key: REASON_GIVEN})
    table["asked"] = table["outlet"].map(frame.groupby("outlet")["asked"].sum())
    table["outlet"] = table["outlet"].map(outlet_name)
    table = table.rename(columns={"denominator": "attributions", "count": "reasons", "value": "share"})
    table = table.astype({"attributions": int, "reasons": int, "asked": int, "articles": int})
    table = table.sort_values(["attributions", "outlet"], ascending=[False, True], ignore_index=True)
    columns = ["outlet", "articles", "attributions", "asked", "reasons", "share", "low", "high"]
    return _rounded(table[columns], REASON_GIVEN)


def anonymity(explained: pd.DataFrame) -> pd.DataFrame:
    """What is said of anonymity, as written, a row a source and article: reasons, then requests, the latest first.

    Columns: ``words, reason, source, outlet, published, title, attributions``; ``reason`` is "no" where the words only
    ask not to be named. ``explained`` are attributions with words in ``anonymity``, and the ``title`` of each.
    """
    lines = []
    for (_, words, source), same in explained.groupby(["id", "anonymity", "source"], sort=False, dropna=False):
        first = same.iloc[0]
        reason = "yes" if _is_reason(words) else "no"
        published, outlet = first["published"], outlet_name(first["outlet"])
        lines.append((words, reason, source, outlet, published, first["title"], len(same)))
    columns = ["words", "reason", "source", "outlet", "published", "title", "attributions"]
    table = pd.DataFrame(lines, columns=columns).sort_values(["reason", "published"], ascending=False)
    table["published"] = pd.to_datetime(table["published"]).dt.date
    return table.reset_index(drop=True)


def _is_reason(words: object) -> bool:
    """True for words that say why, False where they only ask not to be named or where there are none."""
    return isinstance(words, str) and ASKED.fullmatch(words) is None


def _rounded(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Numbers and intervals as readers see them."""
    return table.round(dict.fromkeys(("value", "share", "low", "high"), measure.decimals))


# -- who is quoted ----------------------------------------------------------------------------


def source_types(sources: pd.DataFrame) -> View:
    """What kinds of source each outlet attributes to: ``outlet, source_type, share, attributions, articles``."""
    known = sources.dropna(subset=["source_type"])
    shown = largest(known, "outlet", SHOWN_OUTLETS)
    counts = known.groupby(["outlet", "source_type"]).size().to_dict()
    articles = known.groupby("outlet")["id"].nunique().to_dict()
    rows = []
    for outlet in shown:
        if articles[outlet] < ENOUGH_ARTICLES:
            continue
        own = {kind: counts.get((outlet, kind), 0) for kind in SOURCE_TYPES}
        whole = sum(own.values())
        rows += [
            (outlet_name(outlet), SOURCE_TYPE_NAMES[kind], 100 * count / whole, count, whole, articles[outlet])
            for kind, count in own.items()
        ]
    columns = ["outlet", "source_type", "share", "attributions", "of_attributions", "articles"]
    table = pd.DataFrame(rows, columns=columns)
    table["unit"] = "% of attributions with a known kind of source"
    return View(
        "kinds-of-source", "Kinds of source, by outlet", "% of attributions", table,
        part_shown(table["outlet"].nunique(), known["outlet"].nunique(), "outlets"),
    )  # fmt: skip


def speakers(sources: pd.DataFrame, at_most: int = 200) -> pd.DataFrame:
    """Who is quoted most by name: ``speaker, attributions, articles, outlets, quoted_most_by, cues``."""
    named = sources.dropna(subset=["speaker"])
    most = named["speaker"].value_counts().head(at_most)
    named = named[named["speaker"].isin(most.index)].assign(cue=lambda rows: rows["cue"].str.lower())
    table = named.groupby("speaker").agg(
        attributions=("id", "size"), articles=("id", "nunique"), outlets=("outlet", "nunique")
    )
    table["quoted_most_by"] = _most_frequent(named, "outlet", 3, lambda name, _uses: outlet_name(name))
    table["cues"] = _most_frequent(named, "cue", 4, lambda cue, uses: f"{cue} {uses}")
    return table.reset_index().sort_values(["attributions", "speaker"], ascending=[False, True], ignore_index=True)


def _most_frequent(named: pd.DataFrame, column: str, at_most: int, text: Callable[[str, int], str]) -> pd.Series:
    """By speaker: the few most frequent values of a column as text, of equals the one that comes first."""
    uses = named.groupby(["speaker", column], sort=False).size().reset_index(name="uses")
    uses = uses.sort_values("uses", ascending=False, kind="stable")
    first = uses[uses.groupby("speaker").cumcount() < at_most]
    pairs = zip(first[column].to_numpy(object), first["uses"], strict=True)
    return _first(first["speaker"], [text(str(value), int(count)) for value, count in pairs], at_most)
