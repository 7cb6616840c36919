"""Stories in, the tables and numbers of the page Stories out. Pure."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.attribution.cues import states_something
from analysis.columns.counts import counted, weighted
from analysis.types import Measure, ScoredArticle
from dashboard.views.base import SHOWN_OUTLETS, View, largest, part_shown
from dashboard.views.formatting import day, outlet_name

NO_HEADLINE = "(no headline)"
#: what a table says of an article whose text others carry later, and of one whose text began outside the story
EARLIEST, ELSEWHERE = "the earliest of its text", "an article outside this story"
#: a story is one that so many outlets tell
FEWEST_OUTLETS = 2
NO_STORIES = (
    "No story of this selection has articles of two outlets. Choose more outlets, days or topics. Where stories have "
    "not been looked for yet, run: python -m analysis score"
)


# -- the list of stories ----------------------------------------------------------------------


def story_list(
    stories: pd.DataFrame, frame: pd.DataFrame, tone: Measure, hedging: Measure, unnamed: Measure
) -> pd.DataFrame:
    """Stories as readers see them, in the order given.

    ``story, title, first_day, last_day, articles, outlets, tone, hedging, unnamed, terms``. ``stories`` is a table
    of ``ArticleColumns.stories``, ``frame`` the counts of the three measures in them. ``tone`` and ``hedging`` are the
    highest minus the lowest outlet of the story, missing below two outlets with a value; ``unnamed`` is pooled over its
    articles.
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


def found_by(stories: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """The stories whose title and terms hold every word, in any case."""
    if not words:
        return stories
    searched = (stories["title"].fillna(NO_HEADLINE) + " " + stories["terms"]).str.lower()
    found = pd.Series(True, index=stories.index)
    for word in words:
        found &= searched.str.contains(word.lower(), regex=False)
    return stories[found]


def pooled(frame: pd.DataFrame, by: Sequence[str], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """A table of counts added up: ``*by, measure, count, denominator, articles, value``, a row where there is any.

    Copies weigh as the selection says.
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
    """A story's articles by day: ``published, outlet, title, words, copy, share, agency``.

    ``copy`` says whose text an article carries: the outlet of the earliest article with that text. ``share`` is the
    part of its words that others carry too, in per cent, and ``agency`` the one that a carrier names. All three are
    missing where the text is an article's own, and left out where all texts are.
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
        "copy": pd.Series(copies, index=articles.index, dtype=object),
        "share": (100 * articles["share"]).round(),
        "agency": articles["origin"],
    }).reset_index(drop=True)  # fmt: skip
    return table if table["copy"].notna().any() else table.drop(columns=["copy", "share", "agency"])


def side_by_side(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """A story's outlets on these measures: ``outlet, measure, measure_title, value, articles, count, …``.

    One or two articles have no interval: there is none, and ``articles`` says of how many each value is.
    Of more than ``SHOWN_OUTLETS`` outlets, those with most articles.
    """
    shown = largest(frame, "outlet", SHOWN_OUTLETS)
    left_out = part_shown(len(shown), frame["outlet"].nunique(), "outlets")
    table = pooled(frame[frame["outlet"].isin(shown)], ["outlet"], measures)
    table["outlet"] = table["outlet"].map(outlet_name)
    table.insert(2, "measure_title", table["measure"].map(lambda key: measures[key].title))
    table["unit"] = table["measure"].map(lambda key: measures[key].unit)
    return View(
        "story-side-by-side",
        "One story, outlet by outlet (n: its articles)",
        "",
        table,
        left_out,
        measures=tuple(measures.values()),
    )


def quoted(scored: Sequence[ScoredArticle]) -> pd.DataFrame:
    """Who is quoted by whom: ``speaker, by <outlet> …, only_by``, those whom most outlets quote first.

    Counts attributions to a name that report a statement. ``only_by`` is the one outlet that quotes a speaker, empty
    where there are more.
    """
    outlets = list(dict.fromkeys(outlet_name(one.article.outlet or "") for one in scored))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in scored:
        text = one.article.text
        for a in one.attributions:
            if a.speaker is not None and states_something(a.act, a.cue.of(text), a.content.of(text)):
                counts[a.speaker][outlet_name(one.article.outlet or "")] += 1
    ordered = sorted(counts.items(), key=lambda found: (-len(found[1]), -found[1].total(), found[0]))
    rows = [
        (speaker, *(by[outlet] for outlet in outlets), next(iter(by)) if len(by) == 1 else "")
        for speaker, by in ordered
    ]
    return pd.DataFrame(rows, columns=["speaker", *(f"by {outlet}" for outlet in outlets), "only_by"])


def quoted_sentence(table: pd.DataFrame) -> str:
    """How many of the speakers of ``quoted`` one outlet alone quotes."""
    if table.empty:
        return "No article of this story quotes anybody by name."
    alone = int((table["only_by"] != "").sum())
    people = "1 name is" if len(table) == 1 else f"{len(table)} names are"
    return f"{people} quoted in this story, {alone} of them by one outlet only."


def heading_html(story: pd.Series, selected: int, absent: Sequence[str]) -> str:
    """A story's headline, its days, how many of its articles are selected, and who has none, as escaped HTML.

    ``story`` is a row of ``ArticleColumns.stories``.
    """
    days = [day(date.date()) for date in dict.fromkeys((story["first_day"], story["last_day"])) if not pd.isna(date)]
    total = story["articles"]
    shown = f"{selected} of its {total} articles" if selected < total else f"{total} articles"
    lines = [f"{' – '.join(days) or 'no date'} · {shown}"]
    if absent:
        outlets = ", ".join(f"<bdi>{html.escape(outlet_name(name))}</bdi>" for name in absent)
        lines.append(f"No article here, although they cover the topic and published in these days: {outlets}")
    title = story["title"] if isinstance(story["title"], str) else NO_HEADLINE
    told = "".join(f"<p class='lead'>{line}</p>" for line in lines)
    return f"<section class='story'><h2>{html.escape(title)}</h2>{told}</section>"
