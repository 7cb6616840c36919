"""Stories in, the tables and numbers of the page Stories out. Pure."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import hypergeom  # type: ignore[import-untyped]

from analysis.attribution.cues import states_something
from analysis.compare import ENOUGH_ARTICLES, benjamini_hochberg
from analysis.stories.summary import DAYS_AROUND
from analysis.types import Measure, ScoredArticle
from dashboard.selection import day, outlet_name, topic_name
from dashboard.views import View

NO_HEADLINE = "(no headline)"
Counts = npt.NDArray[np.intp]
#: what a table says of an article whose text others carry later, and of one whose text began outside the story
EARLIEST, ELSEWHERE = "the earliest of its text", "an article outside this story"
#: a story is one that so many outlets tell
FEWEST_OUTLETS = 2
#: so many others must tell a story before it counts whether an outlet does
WIDELY_TOLD = 3
#: where fewer are expected, even no article at all may well be chance (e to the power of -3 is 0.05)
ENOUGH_EXPECTED = 3
#: the part of the topics shown that may be there by chance
FALSE_FINDS = 0.05
#: a smaller q is not written out
SMALLEST_Q = 0.0001


# -- the list of stories ----------------------------------------------------------------------


def story_list(
    stories: pd.DataFrame, frame: pd.DataFrame, tone: Measure, hedging: Measure, unnamed: Measure
) -> pd.DataFrame:
    """The stories that several selected outlets tell, those of most outlets first.

    ``story, title, first_day, last_day, articles, outlets, tone, hedging, unnamed, terms``. ``stories`` is the table
    of ``Store.stories``, ``frame`` the counts of the three measures. ``tone`` and ``hedging`` are the highest minus the
    lowest outlet of the story, missing below two outlets with a value; ``unnamed`` is pooled over its articles.
    """
    told = stories[stories["selected_outlets"] >= FEWEST_OUTLETS]
    by_outlet = pooled(frame, ["story", "outlet"], {m.key: m for m in (tone, hedging)}).dropna(subset=["value"])
    values = by_outlet.groupby(["story", "measure"])["value"].agg(["min", "max", "count"])
    spread = (values["max"] - values["min"])[values["count"] >= FEWEST_OUTLETS].unstack("measure")
    share = pooled(frame, ["story"], {unnamed.key: unnamed}).set_index("story")["value"]
    listed = pd.DataFrame({
        "story": told["story"],
        "title": told["title"].fillna(NO_HEADLINE),
        "first_day": pd.to_datetime(told["first_day"]).dt.date,
        "last_day": pd.to_datetime(told["last_day"]).dt.date,
        "articles": told["selected"],
        "outlets": told["selected_outlets"],
    })  # fmt: skip
    for measure, column in ((tone, "tone"), (hedging, "hedging")):
        found = spread[measure.key] if measure.key in spread else pd.Series(dtype=float)
        listed[column] = listed["story"].map(found).astype(float).round(measure.decimals)
    listed["unnamed"] = listed["story"].map(share).astype(float).round(unnamed.decimals)
    listed["terms"] = [", ".join(terms) for terms in told["terms"]]
    return listed.reset_index(drop=True)


def found_by(listed: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """The stories whose title and terms hold every word, in any case."""
    searched = (listed["title"] + " " + listed["terms"]).str.lower()
    found = pd.Series(True, index=listed.index)
    for word in words:
        found &= searched.str.contains(word.lower(), regex=False)
    return listed[found]


def pooled(frame: pd.DataFrame, by: Sequence[str], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Counts of a table of ``Store.measured`` added up: ``*by, measure, count, denominator, articles, value``.

    Copies weigh as the selection says; ``value`` is missing where nothing was there to count.
    """
    kept = frame[frame["measure"].isin(list(measures))]
    kept = kept.assign(count=kept["count"] * kept["weight"], denominator=kept["denominator"] * kept["weight"])
    table = kept.groupby([*by, "measure"], sort=False).agg(
        count=("count", "sum"), denominator=("denominator", "sum"), articles=("id", "nunique")
    ).reset_index()  # fmt: skip
    scale = table["measure"].map({key: measure.scale for key, measure in measures.items()}).astype(float)
    table["value"] = scale * table["count"] / table["denominator"].where(table["denominator"] > 0)
    return table


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
    """
    table = pooled(frame, ["outlet"], measures)
    table["outlet"] = table["outlet"].map(outlet_name)
    table.insert(2, "measure_title", table["measure"].map(lambda key: measures[key].title))
    table["unit"] = table["measure"].map(lambda key: measures[key].unit)
    return View("story-side-by-side", "One story, outlet by outlet (n: its articles)", "", table)


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

    ``story`` is a row of ``Store.stories``.
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


# -- blind spots ------------------------------------------------------------------------------


def rare_topics(articles: pd.DataFrame, outlets: Sequence[str], topics: Sequence[str] = ()) -> pd.DataFrame:
    """Topics that an outlet has less of than chance would give it: ``outlet, topic, articles, expected, q``.

    ``articles`` are all outlets' on all topics; those without a topic are left out. Tested are ``outlets`` with
    ``ENOUGH_ARTICLES`` articles on ``topics`` (or on all) of which at least ``ENOUGH_EXPECTED`` would be expected: how
    likely are so few, or fewer, where the corpus's articles on the topic fall on outlets at random (hypergeometric,
    one side of Fisher's exact test)? Rows with q below ``FALSE_FINDS``, the smallest first, after Benjamini & Hochberg
    over all tests. Articles count as independent of each other, which those of one story are not.
    """
    known = articles[(articles["topic"] != "") & (articles["outlet"] != "")]
    sizes = known.groupby(["outlet", "topic"]).size().to_dict()
    of_outlet, of_topic = (known[column].value_counts().to_dict() for column in ("outlet", "topic"))
    pairs = [
        (outlet, topic, sizes.get((outlet, topic), 0), of_outlet[outlet], of_topic[topic])
        for outlet in outlets
        for topic in topics or of_topic
        if of_outlet.get(outlet, 0) >= ENOUGH_ARTICLES and topic in of_topic
    ]
    table = pd.DataFrame(pairs, columns=["outlet", "topic", "articles", "of_outlet", "of_topic"])
    table = table.astype({"articles": int, "of_outlet": int, "of_topic": int})
    table["expected"] = table["of_outlet"] * table["of_topic"] / max(1, len(known))
    table = table[table["expected"] >= ENOUGH_EXPECTED]
    chance = hypergeom.cdf(table["articles"], len(known), table["of_topic"], table["of_outlet"])
    table["q"] = benjamini_hochberg(np.asarray(chance, dtype=float))
    table = table[table["q"] < FALSE_FINDS].sort_values(["q", "outlet", "topic"], ignore_index=True)
    table["outlet"], table["topic"] = table["outlet"].map(outlet_name), table["topic"].map(topic_name)
    table["q"] = [f"{q:.4f}" if q >= SMALLEST_Q else f"below {SMALLEST_Q}" for q in table["q"]]
    return table[["outlet", "topic", "articles", "expected", "q"]].round({"expected": 1})


def untold_stories(stories: pd.DataFrame, articles: pd.DataFrame, outlets: Sequence[str]) -> pd.DataFrame:
    """Stories that ``WIDELY_TOLD`` other outlets tell and one does not: ``outlet, untold, expected, told, largest``.

    ``untold`` are those on a topic that the outlet covers and of days when it published (``Story.absent``), ``told``
    the others that it tells; of outlets with ``ENOUGH_ARTICLES`` articles. ``expected`` is how many of both it would
    leave out where the articles around each story's days fall on outlets at random (hypergeometric). It is no test:
    outlets rarely tell a story twice, so that most leave out fewer than that. Those furthest above it come first.
    ``largest`` is the title of the story that most others tell. ``stories`` and ``articles`` are all outlets'.
    """
    dated = articles.dropna(subset=["published"]).sort_values("published")
    stories = stories.dropna(subset=["first_day"])
    stories = stories.assign(around=_around(dated["published"], stories))
    told_by, absent = ([set(names) for names in stories[column]] for column in ("outlets", "absent"))
    tellers = stories["selected_outlets"].to_numpy()
    sizes, rows = articles["outlet"].value_counts(), []
    for outlet in (outlet for outlet in outlets if outlet and sizes.get(outlet, 0) >= ENOUGH_ARTICLES):
        untold = stories[np.array([outlet in names for names in absent], dtype=bool) & (tellers >= WIDELY_TOLD)]
        told = stories[np.array([outlet in names for names in told_by], dtype=bool) & (tellers > WIDELY_TOLD)]
        if len(untold):
            both = pd.concat([untold, told])
            own = _around(dated.loc[dated["outlet"] == outlet, "published"], both)
            expected = hypergeom.pmf(0, both["around"], both["selected"], own).sum()
            largest = untold["title"].fillna(NO_HEADLINE).iloc[0]
            rows.append((outlet_name(outlet), len(untold), float(expected), len(told), largest))
    table = pd.DataFrame(rows, columns=["outlet", "untold", "expected", "told", "largest"])
    above = (table["untold"] - table["expected"]).astype(float)
    table = table.loc[above.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
    return table.round({"expected": 1})


def _around(days: pd.Series, stories: pd.DataFrame) -> Counts:
    """How many of the sorted ``days`` fall on a story's days or within ``DAYS_AROUND`` of them, for each story."""
    room = pd.Timedelta(days=DAYS_AROUND)
    first = days.searchsorted(stories["first_day"] - room, side="left")
    past = days.searchsorted(stories["last_day"] + room, side="right")
    return np.asarray(past) - np.asarray(first)
