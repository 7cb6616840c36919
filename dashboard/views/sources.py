"""The page Sources: kinds of source, words that introduce statements, and reasons for anonymity. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.attribution.anonymity import gives_reason
from analysis.attribution.cues import states_something
from analysis.columns.counts import as_measure, by_topics, codes, counted
from analysis.lexicons import rows
from analysis.statistics import ENOUGH_ARTICLES, estimate
from analysis.store.filter import Reason, SourceFilters
from analysis.types import SOURCE_TYPES, UNNAMED_TYPES, CueClass, Measure
from dashboard.views.base import SHOWN_OUTLETS, View, in_order, largest, needed, part_shown
from dashboard.views.formatting import number_of, outlet_name, topic_name
from dashboard.views.profile import profile
from dashboard.views.speakers import also_written

#: kind of source -> its name for readers
SOURCE_TYPE_NAMES = {
    "named_person": "Person with a name",
    "named_organisation": "Organisation",
    "unnamed_person": "Person without a name",
    "unnamed_group": "Group without a name",
    "media": "Other media",
    "document": "Document",
}
UNKNOWN_TYPE = "Unknown kind"
#: kind of source, "" where it is not known -> its name for readers
TYPE_CHOICES = {**SOURCE_TYPE_NAMES, "": UNKNOWN_TYPE}
#: what is said about the anonymity of a source -> its name for readers
REASONS: dict[Reason, str] = {
    "given": "Reason given", "asked": "Anonymity mentioned, no reason", "none": "Anonymity not mentioned",
}  # fmt: skip
#: class of a cue -> how it introduces a statement
CUE_CLASSES: dict[CueClass, str] = {"doubting": "with doubt", "endorsing": "as fact", "neutral": "neutral"}
#: sources without a name, whatever is said about that; the list of sentences shows those without a reason at first
WITHOUT_NAME = SourceFilters(UNNAMED_TYPES)
WITHOUT_REASON = SourceFilters(UNNAMED_TYPES, ("asked", "none"))
#: an outlet is named among those that use a cue most only if it uses it at least this often
ENOUGH_USES = 5
REASON_GIVEN = Measure(
    "anonymity.reason", "Reason given for anonymity", "% of attributions to a person without a name", 100,
    "Of the attributions to a person without a name, the share whose sentence says why the name is withheld.",
    "A reason given in another sentence is missed.",
)  # fmt: skip


def without_attitudes(attributions: pd.DataFrame) -> pd.DataFrame:
    """The attributions that the measures of sourcing count: all except bare attitudes ("opposed the plan").

    ``attributions`` is the table of ``ArticleColumns.sources``; its categories become strings.
    """
    is_thought = (attributions["act"] == "thought").to_numpy()
    thoughts = attributions[is_thought]
    (cue, cue_names), (start, starts) = (pd.factorize(thoughts[name]) for name in ("cue", "content_start"))
    pairs, number = np.unique(cue * len(starts) + start, return_inverse=True)  # far fewer than attributions
    first, second = (np.asarray(values, object) for values in (cue_names, starts))
    states = [states_something("thought", first[at // len(starts)], second[at % len(starts)]) for at in pairs]
    kept = ~is_thought
    kept[is_thought] = np.array(states, bool)[number]
    return pd.DataFrame({name: _as_strings(column) for name, column in attributions[kept].items()})


def _as_strings(column: pd.Series) -> pd.Series:
    """A categorical column of strings as one of plain strings, ten times as fast as ``astype``; others unchanged."""
    if not isinstance(column.dtype, pd.CategoricalDtype) or column.cat.categories.dtype != "str":
        return column
    return pd.Series(column.cat.categories.array.take(column.cat.codes.to_numpy(), allow_fill=True), column.index)


# -- how statements are introduced ------------------------------------------------------------


def introduced(frame: pd.DataFrame, doubting: Measure, endorsing: Measure) -> View:
    """Statements introduced with doubt and as fact, by outlet: a view like that of ``profile.profile``.

    The outlet with the highest share of doubt comes first.
    """
    view = profile(frame, {m.key: m for m in (doubting, endorsing)})
    table = view.table
    if not view.empty:
        doubted = table[table["measure"] == doubting.key].sort_values("value", ascending=False, kind="stable")
        table = in_order(table, "outlet", [str(name) for name in doubted["outlet"]])
    return dataclasses.replace(view, name="stated-or-claimed", title="Stated or claimed, by outlet", table=table)


def introduced_sentence(frame: pd.DataFrame, doubting: Measure, endorsing: Measure, view: View) -> str:
    """The result that the view of ``introduced`` shows, in words."""
    whole: list[Any] = list(estimate(frame, [], {m.key: m for m in (doubting, endorsing)}).itertuples())
    doubted, endorsed = whole
    if pd.isna(doubted.value):
        return (
            f"Articles with an attribution: {doubted.articles:,}. That is too few for a share, which needs "
            f"{needed(int(doubted.articles))}."
        )
    shares = (
        f"Of {number_of(doubted.denominator, 'attribution')} in {number_of(doubted.articles, 'article')}, "
        f"{_share(doubted, doubting)} are introduced with doubt (“claimed”) and {_share(endorsed, endorsing)} "
        "as fact (“admitted”)."
    )
    drawn = view.table[view.table["measure"] == doubting.key].dropna(subset=["value"])
    if drawn["value"].nunique() < 2:
        return shares
    highest, *_, lowest = drawn.itertuples()
    equal = int((drawn["value"] == lowest.value).sum())
    least = (
        f"{lowest.outlet} the lowest, {_share(lowest, doubting)} in {lowest.articles:,}"
        if equal == 1
        else f"{equal} outlets share the lowest, {lowest.value:.{doubting.decimals}f} %"
    )
    return (
        f"{shares} Of the outlets shown, {highest.outlet} has the highest share with doubt, "
        f"{_share(highest, doubting)} in {number_of(highest.articles, 'article')}, and {least}."
    )


def _share(row: Any, measure: Measure) -> str:
    value, low, high = (f"{part:.{measure.decimals}f}".replace("-", "−") for part in (row.value, row.low, row.high))
    return f"{value} % (95 % interval {low} to {high})"


@cache
def _lemmas() -> Mapping[str, str]:
    """Form of a cue -> its lemma in the lexicon, in which forms of nouns end with "that"."""
    return {
        form.removesuffix(" that"): row["lemma"].removeprefix("noun:")
        for row in rows("cues")
        for form in row["forms"].split("|")
    }


def cues(statements: pd.DataFrame, at_most: int = 200) -> pd.DataFrame:
    """The words that introduce statements: ``cue, cue_class, attributions, share, used_most_by, written``.

    Cues that doubt come first, each class sorted by frequency. ``share`` is a percentage of all ``statements``,
    ``written`` lists the most frequent forms. ``used_most_by`` names up to three of the largest outlets, if they have
    ``ENOUGH_ARTICLES`` articles and use the cue ``ENOUGH_USES`` times; it is missing if there are none.
    """
    written = statements["cue"].str.lower()
    found = statements.assign(written=written, cue=written.map(_lemmas()).fillna(written))
    table = found.groupby(["cue", "cue_class"]).size().reset_index(name="attributions")
    table = table.sort_values(["attributions", "cue"], ascending=[False, True])
    table = in_order(table, "cue_class", list(CUE_CLASSES)).head(at_most)
    table["share"] = (100 * table["attributions"] / len(found)).round(2)
    table["written"] = table["cue"].map(_forms(found))
    table["used_most_by"] = table["cue"].map(_used_most(found))
    table["cue_class"] = table["cue_class"].map(CUE_CLASSES)
    return table[["cue", "cue_class", "attributions", "share", "used_most_by", "written"]]


def _forms(found: pd.DataFrame) -> pd.Series:
    """Cue -> its four most frequent forms with their counts, as text."""
    forms = found.groupby(["cue", "written"]).size().reset_index(name="uses")
    forms = forms.sort_values("uses", ascending=False, kind="stable")
    return _first(forms["cue"], [f"{row.written} {row.uses:,}" for row in forms.itertuples()], 4)


def _used_most(found: pd.DataFrame) -> pd.Series:
    """Cue -> up to three outlets with its share of their attributions, the highest first, and its uses, as text."""
    outlets = found.groupby("outlet").agg(articles=("id", "nunique"), attributions=("id", "size"))
    large = outlets[outlets["articles"] >= ENOUGH_ARTICLES].nlargest(SHOWN_OUTLETS, "articles")
    uses = found.groupby(["cue", "outlet"]).size().reset_index(name="uses")
    uses = uses[uses["uses"] >= ENOUGH_USES].merge(large, left_on="outlet", right_index=True)
    uses["share"] = 100 * uses["uses"] / uses["attributions"]
    uses = uses.sort_values("share", ascending=False, kind="stable")
    texts = [f"{outlet_name(str(row.outlet))} {row.share:.1f} % ({row.uses:,})" for row in uses.itertuples()]
    return _first(uses["cue"], texts, 3)


def _first(keys: pd.Series, texts: list[str], at_most: int) -> pd.Series:
    """Key -> the first ``at_most`` of its texts, joined; ``keys`` has the key of each text."""
    by_key: dict[str, list[str]] = {}
    for key, text in zip(keys.to_numpy(object), texts, strict=True):
        by_key.setdefault(key, []).append(text)
    return pd.Series({key: ", ".join(some[:at_most]) for key, some in by_key.items()}, dtype=object)


# -- sources without a name -------------------------------------------------------------------


def unnamed_by_outlet_and_topic(frame: pd.DataFrame, unnamed: Measure, at_most: int = 20) -> pd.DataFrame:
    """The highest shares of sources without a name: ``outlet, topic, value, low, high, articles, attributions``.

    One row per outlet and topic with ``ENOUGH_ARTICLES`` articles, shares in per cent, the highest first.
    """
    counts = by_topics(counted(frame, unnamed.key))
    articles = counts.groupby(["outlet", "topic"], observed=True)["id"].transform("size")
    enough = as_measure(counts[articles >= ENOUGH_ARTICLES], unnamed.key)
    table = estimate(enough, ["outlet", "topic"], {unnamed.key: unnamed})
    table = table.sort_values("value", ascending=False, kind="stable", ignore_index=True).head(at_most)
    table["outlet"], table["topic"] = table["outlet"].map(outlet_name), table["topic"].map(topic_name)
    table = table.rename(columns={"denominator": "attributions"}).astype({"attributions": int, "articles": int})
    return _rounded(table[["outlet", "topic", "value", "low", "high", "articles", "attributions"]], unnamed)


def unnamed_sources(statements: pd.DataFrame, at_most: int = 200) -> pd.DataFrame:
    """Persons and groups without a name: ``source, source_type, attributions, articles, outlets``, most frequent first.

    ``source`` is the label of a source ("border advocates"), or else its words as written. Sources that differ only in
    case are one; it is shown as it is written most often.
    """
    unnamed = statements[statements["speaker"].isna() & statements["source_type"].isin(UNNAMED_TYPES)]
    spelling, written = pd.factorize(_label_or_words(unnamed))  # numbers are grouped several times as fast as strings
    unnamed, spelling = unnamed[spelling >= 0], spelling[spelling >= 0]
    key, keys = pd.factorize(pd.Series(written, dtype=object).str.lower())
    spellings = pd.DataFrame({"key": key, "written": written, "uses": np.bincount(spelling, minlength=len(written))})
    spellings = spellings.sort_values(["uses", "written"], ascending=[False, True]).drop_duplicates("key")
    found = pd.DataFrame({name: codes(unnamed[name]) for name in ("id", "outlet")} | {"key": key[spelling]})
    found["source_type"] = unnamed["source_type"].to_numpy()
    table = found.groupby(["key", "source_type"]).agg(
        attributions=("id", "size"), articles=("id", "nunique"), outlets=("outlet", "nunique")
    ).reset_index()  # fmt: skip
    table["source"] = table["key"].map(spellings.set_index("key")["written"])
    table["key"] = keys[table["key"]]
    table = table.sort_values(["attributions", "key", "source_type"], ascending=[False, True, True]).head(at_most)
    table["source_type"] = table["source_type"].map(SOURCE_TYPE_NAMES)
    return table[["source", "source_type", "attributions", "articles", "outlets"]].reset_index(drop=True)


def _label_or_words(statements: pd.DataFrame) -> pd.Series:
    """The label of each source, or else its words as written."""
    labels, words = (statements[name].astype(object) for name in ("label", "source"))  # either may be of categories
    return labels.where(labels.notna(), words)


def anonymity_by_outlet(statements: pd.DataFrame) -> pd.DataFrame:
    """How often an outlet says why a person is not named, among its attributions to persons without a name.

    Columns: ``outlet, articles, attributions, asked, reasons, share, low, high``. ``asked`` counts the attributions
    whose sentence mentions anonymity at all, ``reasons`` those that give a reason. ``share`` is the percentage of
    reasons, missing if fewer than ``ENOUGH_ARTICLES`` articles have a person without a name.
    """
    unnamed = statements[statements["source_type"] == "unnamed_person"]
    marked = unnamed.assign(asked=unnamed["anonymity"].notna(), count=unnamed["anonymity"].map(gives_reason))
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
    """The words about anonymity, one row per source and article, with reasons first and then the latest.

    Columns: ``words, reason, source, outlet, published, title, attributions``; ``reason`` is "no" if the words only ask
    for anonymity, and ``source`` is the source's label, or else its words. ``explained`` contains the attributions with
    words in ``anonymity`` and their articles' ``title``.
    """
    lines = []
    shown = explained.assign(source=_label_or_words(explained))
    for (_, words, source), same in shown.groupby(["id", "anonymity", "source"], sort=False, dropna=False):
        first = same.iloc[0]
        reason = "yes" if gives_reason(words) else "no"
        published, outlet = first["published"], outlet_name(first["outlet"])
        lines.append((words, reason, source, outlet, published, first["title"], len(same)))
    columns = ["words", "reason", "source", "outlet", "published", "title", "attributions"]
    table = pd.DataFrame(lines, columns=columns).sort_values(["reason", "published"], ascending=False)
    table["published"] = pd.to_datetime(table["published"]).dt.date
    return table.reset_index(drop=True)


def _rounded(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """A table with its values and intervals rounded to the decimals of the measure."""
    return table.round(dict.fromkeys(("value", "share", "low", "high"), measure.decimals))


def of_kind(mark: Sequence[str]) -> SourceFilters:
    """What a part of a bar of ``source_types`` counts; ``mark`` is an outlet and a kind of source, by name."""
    return SourceFilters(tuple(kind for kind in SOURCE_TYPES if SOURCE_TYPE_NAMES[kind] == mark[1]))


def of_cue_class(mark: Sequence[str]) -> SourceFilters:
    """What a dot of ``introduced`` counts; ``mark`` is an outlet and the key of a measure."""
    return SourceFilters(cue_classes=("doubting" if mark[1] == "sourcing.doubting" else "endorsing",))


# -- who is quoted ----------------------------------------------------------------------------


def source_types(statements: pd.DataFrame) -> View:
    """The kinds of source of each outlet: ``outlet, source_type, share, attributions, of_attributions, articles``.

    ``share`` is a percentage of the outlet's attributions with a known kind of source, whose number is
    ``of_attributions``. Outlets with fewer than ``ENOUGH_ARTICLES`` articles are left out.
    """
    known = statements.dropna(subset=["source_type"])
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


def speakers(statements: pd.DataFrame, at_most: int = 200) -> pd.DataFrame:
    """The speakers quoted most: ``speaker, also_written, attributions, articles, outlets, quoted_most_by, cues``.

    ``statements`` is the table of ``dashboard.views.speakers.with_persons``. ``also_written`` has the other names of
    the speaker in these articles, and is missing if there are none.
    """
    as_measure = statements.dropna(subset=["speaker"])
    most = as_measure["speaker"].value_counts().head(at_most)
    as_measure = as_measure[as_measure["speaker"].isin(most.index)].assign(cue=lambda rows: rows["cue"].str.lower())
    table = as_measure.groupby("speaker").agg(
        attributions=("id", "size"), articles=("id", "nunique"), outlets=("outlet", "nunique")
    )
    table.insert(0, "also_written", pd.Series(also_written(as_measure["speaker"], as_measure["written"]), dtype=object))
    table["quoted_most_by"] = _most_frequent(as_measure, "outlet", 3, lambda name, _uses: outlet_name(name))
    table["cues"] = _most_frequent(as_measure, "cue", 4, lambda cue, uses: f"{cue} {uses}")
    return table.reset_index().sort_values(["attributions", "speaker"], ascending=[False, True], ignore_index=True)


def _most_frequent(as_measure: pd.DataFrame, column: str, at_most: int, text: Callable[[str, int], str]) -> pd.Series:
    """Speaker -> the most frequent values of a column, as text; of equally frequent values, the first in the table."""
    uses = as_measure.groupby(["speaker", column], sort=False).size().reset_index(name="uses")
    uses = uses.sort_values("uses", ascending=False, kind="stable")
    first = uses[uses.groupby("speaker").cumcount() < at_most]
    pairs = zip(first[column].to_numpy(object), first["uses"], strict=True)
    return _first(first["speaker"], [text(str(value), int(count)) for value, count in pairs], at_most)
