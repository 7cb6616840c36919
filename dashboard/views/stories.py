"""The page Stories: the list of stories, one story outlet by outlet, and some of its tellings side by side. Pure."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.attribution.cues import states_something
from analysis.columns.counts import counted, weighted
from analysis.corpus.people.table import Line, PeopleTable, person_by_table
from analysis.types import Measure, ScoredArticle
from dashboard.views.base import SHOWN_OUTLETS, View, largest, part_shown
from dashboard.views.formatting import day, label, number_of, outlet_name
from dashboard.views.speakers import also_written

NO_HEADLINE = "(no headline)"
#: how a table describes an article whose text others published later, and one whose text is from outside the story
EARLIEST, ELSEWHERE = "first of several copies", "an article outside this story"
#: what is said of text that only one outlet has printed more than once
RECYCLED = "its own text, recycled"
#: a story is listed if at least this many selected outlets cover it
FEWEST_OUTLETS = 2
#: tellings that are side by side at least, at first and at most
FEWEST_TELLINGS, FIRST_TELLINGS, MOST_TELLINGS = 2, 3, 5
NO_STORIES = (
    "No story in this selection has articles from two outlets. Choose more outlets, dates or topics. If stories have "
    "not been identified yet, run: python -m analysis score"
)


# -- the list of stories ----------------------------------------------------------------------


def story_list(
    stories: pd.DataFrame, frame: pd.DataFrame, tone: Measure, hedging: Measure, unnamed: Measure
) -> pd.DataFrame:
    """Stories for display, in the order given.

    Columns: ``story, title, first_day, last_day, articles, outlets, tone, hedging, unnamed, terms``. ``stories`` is the
    table of ``ArticleColumns.stories``, ``frame`` has the counts of the three measures in their articles. ``tone`` and
    ``hedging`` are the difference between the highest and the lowest outlet of the story, missing unless two outlets
    have a value; ``unnamed`` is pooled over the articles of the story.
    """
    by_outlet = pooled(frame, ["story", "outlet"], {m.key: m for m in (tone, hedging)}).dropna(subset=["value"])
    values = by_outlet.groupby(["story", "measure"])["value"].agg(["min", "max", "count"])
    spread = (values["max"] - values["min"])[values["count"] >= FEWEST_OUTLETS].unstack("measure")
    share = pooled(frame, ["story"], {unnamed.key: unnamed}).set_index("story")["value"]
    listed = pd.DataFrame({
        "story": stories["story"],
        "title": stories["title"].fillna(NO_HEADLINE),
        "first_day": pd.to_datetime(stories["first_day"]).dt.date,
        "last_day": pd.to_datetime(stories["last_day"]).dt.date,
        "articles": stories["selected"],
        "outlets": stories["selected_outlets"],
    })  # fmt: skip
    for measure, column in ((tone, "tone"), (hedging, "hedging")):
        found = spread[measure.key] if measure.key in spread else pd.Series(dtype=float)
        listed[column] = listed["story"].map(found).astype(float).round(measure.decimals)
    listed["unnamed"] = listed["story"].map(share).astype(float).round(unnamed.decimals)
    listed["terms"] = stories["terms"]
    return listed.reset_index(drop=True)


def with_words(stories: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """The stories whose title or terms contain every word, ignoring case."""
    if not words:
        return stories
    searched = (stories["title"].fillna(NO_HEADLINE) + " " + stories["terms"]).str.lower()
    found = pd.Series(True, index=stories.index)
    for word in words:
        found &= searched.str.contains(word.lower(), regex=False)
    return stories[found]


def story_labels(stories: pd.DataFrame) -> dict[str, str]:
    """Story ID -> its title, number of selected outlets and first day, for a list of choices."""
    return {
        str(row["story"]): label(
            row["title"] if isinstance(row["title"], str) else NO_HEADLINE,
            number_of(row["selected_outlets"], "outlet"),
            "" if pd.isna(row["first_day"]) else day(row["first_day"].date()),
        )
        for row in stories.to_dict("records")
    }


def pooled(frame: pd.DataFrame, by: Sequence[str], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Pooled rates by the columns ``by``: ``*by, measure, count, denominator, articles, value``.

    Copies are weighted as the selection demands.
    """
    parts = []
    for key, measure in measures.items():
        kept = counted(frame, key)
        count, denominator = weighted(kept)
        kept = kept.assign(count=count, denominator=denominator)
        table = kept.groupby(list(by), sort=False).agg(
            count=("count", "sum"), denominator=("denominator", "sum"), articles=("id", "size")
        ).reset_index()  # fmt: skip
        table.insert(len(by), "measure", key)
        parts.append(table.assign(value=measure.scale * table["count"] / table["denominator"]))
    return pd.concat(parts, ignore_index=True)


# -- one story --------------------------------------------------------------------------------


def articles_table(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles of a story: ``published, outlet, title, words, copy, share, agency``.

    ``copy`` is the outlet of the earliest article with the same text, ``share`` the percentage of the article's words
    that others publish too, ``agency`` the agency that one of these articles names. All three are missing for an
    article with a text of its own, and the columns are left out if no article has a copy. Text that only one outlet has
    printed, more than once, is called recycled and has no agency.
    """
    outlets = dict(zip(articles["id"], articles["outlet"].map(outlet_name), strict=True))
    copies = [
        None if pd.isna(group) else EARLIEST if group == own else outlets.get(group, ELSEWHERE)
        for own, group in zip(articles["id"], articles["text_group"], strict=True)
    ]
    table = pd.DataFrame({
        "published": pd.to_datetime(articles["published"]).dt.date,
        "outlet": articles["outlet"].map(outlet_name),
        "title": articles["title"].fillna(NO_HEADLINE),
        "words": articles["words"],
        "copy": pd.Series(copies, index=articles.index, dtype=object).mask(articles["recycled"], RECYCLED),
        "share": (100 * articles["share"]).round(),
        "agency": articles["origin"].mask(articles["recycled"]),
    }).reset_index(drop=True)  # fmt: skip
    return table if table["copy"].notna().any() else table.drop(columns=["copy", "share", "agency"])


def side_by_side(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """The outlets of a story on these measures: ``outlet, measure, measure_title, value, articles, count, …``.

    There are no intervals, because an outlet has only one or two articles per story; ``articles`` is their number. Of
    more than ``SHOWN_OUTLETS`` outlets, those with most articles are shown.
    """
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    left_out = part_shown(len(shown), frame["outlet"].nunique(), "outlets")
    table = pooled(frame[frame["outlet"].isin(shown)], ["outlet"], measures)
    table["outlet"] = table["outlet"].map(outlet_name)
    table.insert(2, "measure_title", table["measure"].map(lambda key: measures[key].title))
    table["unit"] = table["measure"].map(lambda key: measures[key].unit)
    return View(
        "story-side-by-side",
        "One story, outlet by outlet (n: number of articles)",
        "",
        table,
        left_out,
        measures=tuple(measures.values()),
    )


def quoted(
    scored: Sequence[ScoredArticle], person_of: Mapping[tuple[str, str], str], people: PeopleTable
) -> pd.DataFrame:
    """Named speakers with their statements by outlet: ``speaker, by <outlet> …, only_by, also_written``.

    Speakers quoted by most outlets come first. ``person_of`` gives the person of each article and name that is not the
    person's own, ``people`` is the user's table. ``only_by`` is the outlet of a speaker quoted by one outlet only, and
    empty for others. ``also_written`` has the other names of the speaker; without any that column is left out.
    """
    outlets = list(dict.fromkeys(outlet_name(one.article.outlet or "") for one in scored))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    names: list[tuple[str, str]] = []
    for one in scored:
        for person, name in speakers_in(one, person_of, people.by_name()):
            counts[person][outlet_name(one.article.outlet or "")] += 1
            names.append((person, name))
    ordered = sorted(counts.items(), key=lambda found: (-len(found[1]), -found[1].total(), found[0]))
    rows = [
        (speaker, *(by[outlet] for outlet in outlets), next(iter(by)) if len(by) == 1 else "")
        for speaker, by in ordered
    ]
    table = pd.DataFrame(rows, columns=["speaker", *(f"by {outlet}" for outlet in outlets), "only_by"])
    spellings = pd.DataFrame(names, columns=["person", "name"])
    others = also_written(spellings["person"], spellings["name"])
    return table.assign(also_written=table["speaker"].map(others).fillna("")) if others else table


def speakers_in(
    one: ScoredArticle, person_of: Mapping[tuple[str, str], str], lines: Mapping[str, Sequence[Line]]
) -> Iterator[tuple[str, str]]:
    """The person and the name as written of every statement with a named speaker."""
    article = one.article
    for a in one.attributions:
        if a.speaker is not None and states_something(a.act, a.cue.of(article.text), a.content.of(article.text)):
            person = person_of.get((article.id, a.speaker), a.speaker) if a.source_type == "named_person" else a.speaker
            yield person_by_table(lines, a.speaker, person, article.outlet, article.published), a.speaker


def quoted_sentence(table: pd.DataFrame) -> str:
    """How many of the speakers in the table of ``quoted`` are quoted by one outlet only, in words."""
    if table.empty:
        return "No article on this story quotes anyone by name."
    alone = int((table["only_by"] != "").sum())
    people = "1 named speaker is" if len(table) == 1 else f"{len(table)} named speakers are"
    return f"{people} quoted in this story, {alone} of them by one outlet only."


def heading_html(story: pd.Series, selected: int, absent: Sequence[str]) -> str:
    """The heading of a story as HTML: its title, its days, how many articles are selected, and the outlets without any.

    ``story`` is a row of ``ArticleColumns.stories``, ``selected`` the number of its articles that are selected, and
    ``absent`` are outlets that could have covered it but did not. Text from articles is escaped.
    """
    days = [day(date.date()) for date in dict.fromkeys((story["first_day"], story["last_day"])) if not pd.isna(date)]
    total = story["articles"]
    shown = f"{selected} of its {number_of(total, 'article')}" if selected < total else number_of(total, "article")
    lines = [f"{' – '.join(days) or 'no date'} · {shown}"]
    if absent:
        outlets = ", ".join(f"<bdi>{html.escape(outlet_name(name))}</bdi>" for name in absent)
        lines.append(f"No article in this corpus, although they cover the topic and published on these days: {outlets}")
    title = story["title"] if isinstance(story["title"], str) else NO_HEADLINE
    paragraphs = "".join(f"<p class='lead'>{line}</p>" for line in lines)
    return f"<section class='story'><h2>{html.escape(title)}</h2>{paragraphs}</section>"


# -- tellings side by side --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speakers:
    """The named speakers of tellings: those of all, those of several but not all, and those of each one only."""

    common: tuple[str, ...]
    several: tuple[str, ...]
    alone: tuple[tuple[str, ...], ...]


def first_tellings(articles: pd.DataFrame) -> list[str]:
    """The IDs of the longest articles of different outlets, without copies of each other's text where there are enough.

    ``articles`` is a table of ``ArticleCharts.of_story``.
    """
    ordered = articles.sort_values("words", ascending=False, kind="stable").drop_duplicates("outlet")
    text = ordered["text_group"].fillna(ordered["id"])
    own = ordered[~text.duplicated()]
    return [str(found) for found in (own if len(own) >= FEWEST_TELLINGS else ordered)["id"].head(FIRST_TELLINGS)]


def speakers_of_tellings(
    tellings: Sequence[ScoredArticle], person_of: Mapping[tuple[str, str], str], people: PeopleTable
) -> Speakers:
    """Whom all of the tellings, several of them, and only one of them quotes by name, in the order of the texts.

    ``person_of`` and ``people`` are those of ``quoted``.
    """
    lines = people.by_name()
    quoted = [dict.fromkeys(person for person, _ in speakers_in(one, person_of, lines)) for one in tellings]
    number = {person: sum(person in one for one in quoted) for one in quoted for person in one}
    return Speakers(
        tuple(person for person, found in number.items() if found == len(quoted) > 1),
        tuple(person for person, found in number.items() if 1 < found < len(quoted)),
        tuple(tuple(person for person in one if number[person] == 1) for one in quoted),
    )
