"""Who is quoted, with a name or without, and how their statements are introduced: four parts, one drawn at a time."""

import dataclasses

import pandas as pd
import streamlit as st

from analysis.columns.articles import SAMPLED_ARTICLES
from analysis.statistics import ENOUGH_ARTICLES
from dashboard.cache import queries, searches
from dashboard.figures import profile as profile_figures
from dashboard.figures import sources as sources_figures
from dashboard.figures import speakers as speakers_figures
from dashboard.report.context import Context
from dashboard.views import overview as overview_views
from dashboard.views import profile as profile_views
from dashboard.views import sources as sources_views
from dashboard.views import speakers as speakers_views
from dashboard.widgets.controls import choose_from, choose_one, chosen_by
from dashboard.widgets.downloads import say, show_chart, show_table
from dashboard.widgets.page import NothingMore, Page, open_page
from dashboard.widgets.passages import show_passages

#: so many of the newest articles are looked into, and so many are shown
ARTICLES, SHOWN = 40, 15
EVERY_COPY = "Single statements are counted in every copy of a text."
A_PART = f"Of these articles {SAMPLED_ARTICLES:,}, drawn at random, are looked into for single statements."


def stated(page: Page) -> tuple[pd.DataFrame, Context]:
    """The statements of the selection, and what downloads say of them; where there is none, a word ends the page."""
    context = page.context
    if page.filters.wire == "once" and queries.columns(page.store).completeness(page.filters)["copies"]:
        context = dataclasses.replace(context, selection=f"{context.selection} {EVERY_COPY}")
        st.caption(EVERY_COPY)
    if len(page.selected) > SAMPLED_ARTICLES:
        context = dataclasses.replace(context, selection=f"{context.selection} {A_PART}")
        st.caption(
            f"{A_PART} Numbers of attributions and articles in the tables are theirs; narrow the selection to see all."
        )
    found = sources_views.statements(queries.sources(page.store, page.filters))
    if found.empty:
        st.info(
            "No statement of this selection has a known source. Widen the selection, or run: python -m analysis score"
        )
        raise NothingMore
    return found, context


def without_a_name(page: Page) -> None:
    """How many sources have no name, what kinds there are, and where most are without one."""
    unnamed = page.measure("sourcing.unnamed")
    st.caption(unnamed.description)
    ranked = page.view(profile_views.ranking, unnamed.key)
    if ranked.empty:
        stated(page)
    say(overview_views.spread(ranked.table, unnamed), "unnamed", page.context)
    show_chart(
        ranked,
        profile_figures.ranking(ranked, page.theme, page.styles, page.context.caption, unnamed.decimals),
        page.context,
        alt="Share of attributions without a name by outlet, as dots with intervals, the highest first.",
    )
    sources, context = stated(page)
    kinds = sources_views.source_types(sources)
    if kinds.empty:
        st.info("No outlet of this selection has enough articles to show its kinds of source.")
    else:
        show_chart(
            kinds, sources_figures.source_types(kinds, page.theme, context.origin), context,
            alt="Stacked bars: the kinds of source each outlet attributes statements to.",
        )  # fmt: skip

    st.subheader("Sources without a name, by outlet and topic")
    cells = sources_views.unnamed_cells(page.measured(unnamed.key), unnamed)
    if cells.empty:
        st.caption(f"No outlet of this selection has {ENOUGH_ARTICLES} articles on one topic.")
    else:
        st.caption(
            f"The {len(cells)} highest shares among outlets with at least {ENOUGH_ARTICLES} articles on a topic. The "
            "highest of many are partly so by chance: read the intervals. The page Topics draws them all."
        )
        show_table(
            cells,
            "unnamed-by-outlet-and-topic",
            page.context,
            {
                "outlet": "Outlet",
                "topic": "Topic",
                "value": "Without a name, %",
                "low": "95 % from",
                "high": "to",
                "articles": "Articles",
                "attributions": "Attributions",
            },
            unnamed,
        )


def stated_or_claimed(page: Page) -> None:
    """With which words statements are introduced, and which of these doubt or endorse."""
    sources, context = stated(page)
    doubting, endorsing = page.measure("sourcing.doubting"), page.measure("sourcing.endorsing")
    st.caption(
        f"{doubting.description} {endorsing.description} The class belongs to the verb: “claimed” can be the exact "
        "word, and a number here does not say whether the statements were true."
    )
    introduced = sources_views.introduced(page.measured(doubting.key, endorsing.key), doubting, endorsing)
    said = sources_views.introduction(page.measured(doubting.key, endorsing.key), doubting, endorsing, introduced)
    say(said, "introduced", page.context)
    show_chart(
        introduced,
        sources_figures.introduced(
            introduced,
            page.theme,
            page.styles,
            page.context.caption,
            {m.key: m.decimals for m in (doubting, endorsing)},
        ),
        page.context,
        alt="Shares of attributions introduced with doubt and as fact by outlet, as dots with intervals.",
    )
    st.caption(
        "The words that make these numbers. “Used most by” gives an outlet’s share of its own attributions and its "
        f"uses, among the outlets with most articles, where there are {ENOUGH_ARTICLES} articles and "
        f"{sources_views.ENOUGH_USES} uses at least."
    )
    show_table(
        sources_views.cues(sources),
        "cues",
        context,
        {
            "cue": "Cue",
            "cue_class": "Introduced",
            "attributions": "Attributions",
            "share": "Share, %",
            "used_most_by": "Used most by",
            "written": "As written",
        },
        doubting,
        endorsing,
    )


def anonymity(page: Page) -> None:
    """The reasons that articles give for withholding a name."""
    sources, context = stated(page)
    explained = sources.dropna(subset=["anonymity"])
    explained = explained.assign(id=queries.columns(page.store).ids(explained["id"]))
    reasons = sources_views.anonymity(page.with_headlines(explained))
    if reasons.empty:
        st.caption("No sentence of this selection says why a source has no name.")
    else:
        st.caption(
            "How often the sentence that attributes something to a person without a name says why there is none. "
            "“Asked” counts the attributions whose sentence speaks of anonymity at all, “Reason” those that give a "
            "reason. Groups without a name are in the second table only."
        )
        show_table(
            sources_views.anonymity_by_outlet(sources),
            "anonymity-by-outlet",
            context,
            {
                "outlet": "Outlet",
                "articles": "Articles",
                "attributions": "Attributions",
                "asked": "Asked",
                "reasons": "Reason",
                "share": "Reason, %",
                "low": "95 % from",
                "high": "to",
            },
        )
        show_table(
            reasons,
            "anonymity",
            context,
            {
                "words": "Reason, or the request where none is given",
                "reason": "Reason",
                "source": "Source",
                "outlet": "Outlet",
                "published": "Date",
                "title": "Headline",
                "attributions": "Attributions",
            },
        )


def speakers(page: Page) -> None:
    """Who is quoted by whom, and one speaker's statements over time."""
    sources, context = stated(page)
    spoken = speakers_views.joined(sources)
    quoted = speakers_views.by_outlet(spoken)
    if quoted.empty:
        st.caption(f"No outlet of this selection has {ENOUGH_ARTICLES} articles that quote somebody by name.")
    else:
        say(speakers_views.by_outlet_sentence(quoted), "quoted", context)
        show_chart(
            quoted, speakers_figures.by_outlet(quoted, page.theme, context.origin), context,
            alt="Circles: what part of each outlet’s attributions to a name goes to each of the most quoted speakers.",
            clicked=chosen_by(quoted.name, "speaker"),
        )  # fmt: skip
        st.caption("Click a circle for the speaker’s statements below.")
    show_table(
        sources_views.speakers(spoken),
        "quoted-most",
        context,
        {
            "speaker": "Speaker",
            "attributions": "Attributions",
            "articles": "Articles",
            "outlets": "Outlets",
            "quoted_most_by": "Quoted most by",
            "cues": "Introduced with",
        },
    )

    st.subheader("One speaker over time")
    names = speakers_views.names(spoken)
    if not names:
        st.caption("Nobody is quoted by name in this selection.")
        return
    speaker = choose_from("Speaker", names, "speaker")
    say(speakers_views.over_time_sentence(spoken, speaker), "speaker", context)
    own = spoken[spoken["speaker"] == speaker].sort_values("published", ascending=False, kind="stable")
    over_time = speakers_views.over_time(spoken, speaker)
    if not over_time.empty:
        show_chart(
            over_time, speakers_figures.over_time(over_time, page.theme, context.origin), context,
            alt=f"Circles: statements of {speaker} by outlet and month.", clicked=chosen_by(over_time.name, "said-in"),
        )  # fmt: skip
        cell = choose_from("Statements of", [speakers_views.EVERYTHING, *over_time.table["cell"]], "said-in")
        if cell != speakers_views.EVERYTHING:
            placed = speakers_views.in_cells(own.dropna(subset=["published"]))
            own = placed[placed["cell"] == cell]
    written = tuple(sorted(set(own["written"])))
    articles = tuple(dict.fromkeys(queries.columns(page.store).ids(own["id"])))
    show_passages(searches.statements(page.store, written, articles[:ARTICLES]), "statements", context, at_most=SHOWN)
    if len(articles) > ARTICLES:
        st.caption(f"Of {len(articles):,} articles, the newest {ARTICLES} are looked into.")


PARTS = {
    "Without a name": without_a_name,
    "Stated or claimed": stated_or_claimed,
    "Reasons for anonymity": anonymity,
    "Who is quoted by whom": speakers,
}

page = open_page("Sources", "Who is quoted, how many of them without a name, and in which words?")
PARTS[choose_one("Show", list(PARTS), "part")](page)
