"""Who is quoted, with a name or without, and how statements are introduced: five parts, of which one is shown."""

import dataclasses
import html

import pandas as pd
import streamlit as st

from analysis.columns.articles import SAMPLED_ARTICLES
from analysis.statistics import ENOUGH_ARTICLES
from analysis.store.filter import SourceFilters
from analysis.types import Measure
from dashboard.cache import queries, searches
from dashboard.figures import profile as profile_figures
from dashboard.figures import sources as sources_figures
from dashboard.figures import speakers as speakers_figures
from dashboard.report.context import Context
from dashboard.views import overview as overview_views
from dashboard.views import profile as profile_views
from dashboard.views import sources as sources_views
from dashboard.views import speakers as speakers_views
from dashboard.views.base import as_sentences, needed, topics_note
from dashboard.views.formatting import topic_name
from dashboard.widgets.choices.controls import choose_one
from dashboard.widgets.choices.lists import choose_from, choose_on_click, choose_outlets_of_list
from dashboard.widgets.downloads import say, show_chart, show_table
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.passages import (
    PART_KEY,
    SENTENCES,
    choose_sources,
    open_sentences,
    sentences_on_click,
    show_passages,
    show_sourced,
)
from dashboard.widgets.people import with_people_table

#: articles whose statements are looked up, the newest first, and articles whose statements are shown
ARTICLES, SHOWN = 40, 15
EVERY_COPY = "Single statements are counted in every copy of a shared text."
A_SAMPLE = f"Single statements come from a random sample of {SAMPLED_ARTICLES:,} of these articles."


CLICK = "Click a dot for its sentences."


def say_every_copy(page: Page) -> Context:
    """Say if statements are counted in every copy; returns the context for downloads, which says so too."""
    counts = queries.columns(page.store).completeness(page.filters)
    if page.filters.wire != "once" or not (counts["copies"] or counts["recycled"]):
        return page.context
    st.caption(EVERY_COPY)
    return dataclasses.replace(page.context, selection=f"{page.context.selection} {EVERY_COPY}")


def load_statements(page: Page) -> tuple[pd.DataFrame, Context]:
    """The statements of the selection, and the context for downloads of them. Raises ``PageEnd`` if there are none.

    The context and a caption say if statements are counted in every copy, or taken from a sample of the articles only.
    """
    context = say_every_copy(page)
    if len(page.selected) > SAMPLED_ARTICLES:
        context = dataclasses.replace(context, selection=f"{context.selection} {A_SAMPLE}")
        st.caption(
            f"{A_SAMPLE} The tables count attributions and articles in this sample; narrow the selection to see all."
        )
    statements = sources_views.without_attitudes(queries.sources(page.store, page.filters))
    if statements.empty:
        st.info(
            "No statement in this selection has a known source. Widen the selection, or run: python -m analysis score"
        )
        raise PageEnd
    return statements, context


# -- sources without a name -------------------------------------------------------------------


def show_unnamed(page: Page) -> None:
    """The share of sources without a name by outlet, the kinds of source, and where most have no name."""
    unnamed = page.measure("sourcing.unnamed")
    st.caption(unnamed.description)
    ranking = page.view(profile_views.ranking, unnamed.key)
    if ranking.empty:
        load_statements(page)  # ends the page with an explanation
    say(overview_views.spread_sentence(ranking.table, unnamed), "unnamed", page.context)
    figure = profile_figures.ranking(ranking, page.theme, page.styles, page.context.caption, unnamed.decimals)
    alt = "Share of attributions to a source without a name, by outlet, as dots with intervals, highest first."
    show_chart(
        ranking, figure, page.context, alt=alt,
        clicked=sentences_on_click(ranking.name, lambda _mark: sources_views.WITHOUT_NAME),
    )  # fmt: skip
    st.caption(CLICK)
    statements, context = load_statements(page)
    show_kinds(page, statements, context)
    show_unnamed_by_topic(page, unnamed)
    show_unnamed_sources(statements, context)


def show_kinds(page: Page, statements: pd.DataFrame, context: Context) -> None:
    """The kinds of source of each outlet."""
    kinds = sources_views.source_types(statements)
    if kinds.empty:
        st.info("No outlet in this selection has enough articles to show its kinds of source.")
        return
    figure = sources_figures.source_types(kinds, page.theme, context.provenance)
    alt = "Stacked bars: the kinds of source to which each outlet attributes statements."
    show_chart(kinds, figure, context, alt=alt, clicked=sentences_on_click(kinds.name, sources_views.of_kind))
    st.caption("Click part of a bar for its sentences.")


def show_unnamed_by_topic(page: Page, unnamed: Measure) -> None:
    """The outlets and topics with the highest shares of sources without a name, as a table."""
    st.subheader("Sources without a name, by outlet and topic")
    frame = page.measured(unnamed.key)
    table = sources_views.unnamed_by_outlet_and_topic(frame, unnamed)
    if table.empty:
        st.caption(f"No outlet in this selection has {needed(ENOUGH_ARTICLES)} on any one topic.")
        return
    st.caption(
        f"The {len(table)} highest shares among outlets with at least {ENOUGH_ARTICLES} articles on a topic. The "
        "highest of many are high partly by chance, so read the intervals. The page *Topics* shows all. Tick a row "
        f"for its sentences. {as_sentences(topics_note(frame))}"
    )
    headings = {
        "outlet": "Outlet", "topic": "Topic", "value": "Without a name, %", "low": "95 % interval from", "high": "to",
        "articles": "Articles", "attributions": "Attributions",
    }  # fmt: skip
    topics = {topic_name(topic): topic for topic in page.corpus.topics}

    def picked(row: int) -> None:
        open_sentences(table["outlet"][row], sources_views.WITHOUT_NAME, topics[table["topic"][row]])

    show_table(table, "unnamed-by-outlet-and-topic", page.context, headings, unnamed, picked=picked)


def show_unnamed_sources(statements: pd.DataFrame, context: Context) -> None:
    """The sources without a name as the articles describe them, as a table."""
    table = sources_views.unnamed_sources(statements)
    if table.empty:
        return
    st.subheader("Sources without a name, as the articles describe them")
    headings = {
        "source": "Source", "source_type": "Kind of source", "attributions": "Attributions", "articles": "Articles",
        "outlets": "Outlets",
    }  # fmt: skip
    show_table(table, "unnamed-sources", context, headings)


# -- how statements are introduced ------------------------------------------------------------


def show_introduced(page: Page) -> None:
    """How often statements are introduced with doubt or as fact, and with which words."""
    statements, context = load_statements(page)
    doubting, endorsing = page.measure("sourcing.doubting"), page.measure("sourcing.endorsing")
    st.caption(
        f"{doubting.description} {endorsing.description} Only the verb is classed: “claimed” can be exactly the right "
        "word, and these numbers do not say whether the statements were true."
    )
    frame = page.measured(doubting.key, endorsing.key)
    view = sources_views.introduced(frame, doubting, endorsing)
    say(sources_views.introduced_sentence(frame, doubting, endorsing, view), "introduced", page.context)
    digits = {measure.key: measure.decimals for measure in (doubting, endorsing)}
    figure = sources_figures.introduced(view, page.theme, page.styles, page.context.caption, digits)
    alt = "Shares of attributions introduced with doubt and as fact by outlet, as dots with intervals."
    show_chart(
        view, figure, page.context, alt=alt, clicked=sentences_on_click(view.name, sources_views.of_cue_class)
    )  # fmt: skip
    st.caption(CLICK)
    st.caption(
        "The words behind these numbers. “Used most by” gives the cue’s share of an outlet’s attributions and, in "
        f"brackets, its uses, for the largest outlets with at least {ENOUGH_ARTICLES} articles and "
        f"{sources_views.ENOUGH_USES} uses."
    )
    headings = {
        "cue": "Cue", "cue_class": "Introduced", "attributions": "Attributions", "share": "Share, %",
        "used_most_by": "Used most by", "written": "As written",
    }  # fmt: skip
    show_table(sources_views.cues(statements), "cues", context, headings, doubting, endorsing)


# -- reasons for anonymity --------------------------------------------------------------------


def show_anonymity(page: Page) -> None:
    """How often articles give a reason for withholding a name, and the reasons."""
    statements, context = load_statements(page)
    explained = statements.dropna(subset=["anonymity"])
    explained = explained.assign(id=queries.columns(page.store).ids(explained["id"]))
    reasons = sources_views.anonymity(page.with_headlines(explained))
    if reasons.empty:
        st.caption("No sentence in this selection says why a source has no name.")
        return
    st.caption(
        "How often a sentence that attributes something to a person without a name says why the name is withheld. "
        "“Mentioned” counts attributions whose sentence mentions anonymity at all, “Reason given” those that give a "
        "reason. Groups without a name are in the second table only. Tick an outlet for its sentences with a reason."
    )
    headings = {
        "outlet": "Outlet", "articles": "Articles", "attributions": "Attributions", "asked": "Mentioned",
        "reasons": "Reason given", "share": "Reason given, %", "low": "95 % interval from", "high": "to",
    }  # fmt: skip
    table = sources_views.anonymity_by_outlet(statements)

    def picked(row: int) -> None:
        open_sentences(table["outlet"][row], SourceFilters(("unnamed_person",), ("given",)))

    show_table(table, "anonymity-by-outlet", context, headings, picked=picked)
    headings = {
        "words": "What the article says", "reason": "Reason given", "source": "Source",
        "outlet": "Outlet", "published": "Date", "title": "Headline", "attributions": "Attributions",
    }  # fmt: skip
    show_table(reasons, "anonymity", context, headings)


# -- speakers ---------------------------------------------------------------------------------


def show_speakers(page: Page) -> None:
    """Who is quoted by whom, and one speaker's statements over time."""
    statements, context = load_statements(page)
    people, context = with_people_table(context)
    statements = speakers_views.with_persons(statements, people)
    view = speakers_views.by_outlet(statements)
    if view.empty:
        st.caption(f"No outlet in this selection has {ENOUGH_ARTICLES} articles that quote someone by name.")
    else:
        say(speakers_views.by_outlet_sentence(view), "quoted", context)
        show_chart(
            view, speakers_figures.by_outlet(view, page.theme, context.provenance), context,
            alt="Circles: the share of each outlet’s attributions to named speakers, for the most quoted speakers.",
            clicked=choose_on_click(view.name, "speaker"),
        )  # fmt: skip
        st.caption("Click a circle for the speaker’s statements below.")
    headings = {
        "speaker": "Speaker", "also_written": "Also written", "attributions": "Attributions", "articles": "Articles",
        "outlets": "Outlets", "quoted_most_by": "Quoted most by", "cues": "Introduced with",
    }  # fmt: skip
    show_table(sources_views.speakers(statements), "quoted-most", context, headings)
    st.subheader("One speaker over time")
    names = speakers_views.names(statements)
    if names:
        speaker = choose_from("Speaker", "speaker", names, "speaker")
        if speaker is not None:
            show_speaker(page, statements, context, speaker)
    else:
        st.caption("No one is quoted by name in this selection.")


def show_speaker(page: Page, statements: pd.DataFrame, context: Context, speaker: str) -> None:
    """One speaker's statements by outlet and month, and the sentences that contain them."""
    say(speakers_views.over_time_sentence(statements, speaker), "speaker", context)
    others = speakers_views.also_written(statements["speaker"], statements["written"]).get(speaker)
    if others:
        st.html(f"<p class='lead'>Also written: {html.escape(others)}</p>")
    own = statements[statements["speaker"] == speaker].sort_values("published", ascending=False, kind="stable")
    view = speakers_views.over_time(statements, speaker)
    if not view.empty:
        show_chart(
            view, speakers_figures.over_time(view, page.theme, context.provenance), context,
            alt=f"Circles: statements of {speaker} by outlet and month.", clicked=choose_on_click(view.name, "said-in"),
        )  # fmt: skip
        cells = [speakers_views.EVERYTHING, *view.table["cell"]]
        cell = choose_from("Statements of", "outlet and month", cells, "said-in")
        if cell is None:
            return
        if cell != speakers_views.EVERYTHING:
            dated = speakers_views.with_cells(own.dropna(subset=["published"]))
            own = dated[dated["cell"] == cell]
    spellings = tuple(sorted(set(own["written"])))
    articles = tuple(dict.fromkeys(queries.columns(page.store).ids(own["id"])))
    passages = searches.statements(page.store, spellings, articles[:ARTICLES])
    show_passages(passages, "statements", context, at_most=SHOWN)
    if len(articles) > ARTICLES:
        st.caption(f"Statements from the newest {ARTICLES} of {len(articles):,} articles.")


# -- sentences --------------------------------------------------------------------------------


def show_sentences(page: Page) -> None:
    """The sentences of all selected articles by kind of source, reason for anonymity and class of cue."""
    st.caption(
        "Every statement counted in the shares, in its sentence. Only a reason for anonymity in the same sentence is "
        "found. If nothing is chosen in a row, all are shown."
    )
    context = say_every_copy(page)
    outlets = choose_outlets_of_list(page.outlets)
    sources = choose_sources()
    if outlets and sources is not None:
        filters = page.filters if len(outlets) == len(page.outlets) else page.filters.only(outlets)
        show_sourced(page.store, filters, sources, context)


PARTS = {
    "Without a name": show_unnamed,
    "Stated or claimed": show_introduced,
    "Reasons for anonymity": show_anonymity,
    "Who quotes whom": show_speakers,
    SENTENCES: show_sentences,
}

page = open_page("sources", "Who is quoted, how often without a name, and how are their statements introduced?")
PARTS[choose_one("Show", list(PARTS), PART_KEY)](page)
