"""Topics and stories that an outlet covers less often than chance would predict."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.corpus.stories.summary import COVERS, DAYS_AROUND
from analysis.statistics import ENOUGH_ARTICLES
from dashboard.cache import queries
from dashboard.figures import blind_spots as blind_spots_figures
from dashboard.markup.passages import article_links, story_links
from dashboard.views import blind_spots as blind_spots_views
from dashboard.views.base import View, as_sentences, topics_note
from dashboard.views.blind_spots import StoryCoverage
from dashboard.views.formatting import outlet_name, topic_name
from dashboard.views.stories import FEWEST_OUTLETS, NO_STORIES
from dashboard.widgets.choices.controls import selection_query
from dashboard.widgets.choices.lists import choose_from, choose_on_click
from dashboard.widgets.downloads import csv_button, say, show_chart
from dashboard.widgets.page import Page, PageEnd, open_page

#: articles and stories listed for a row of a picture
LISTED = 15


def show_observed_and_expected(
    page: Page, view: View, observed: str, alt: str, key: str, label: str
) -> pd.Series | None:  # fmt: skip
    """Show a picture of observed and expected numbers, and let the reader choose a row; returns that row.

    ``None`` if the address asks for a row that does not exist. ``observed`` is the legend's name for the observed
    numbers, ``key`` and ``label`` are those of the choice.
    """
    figure = blind_spots_figures.observed_and_expected(view, page.theme, page.styles, page.context.provenance, observed)
    show_chart(view, figure, page.context, alt=alt, clicked=choose_on_click(view.name, key))
    chosen = choose_from(label, "row", [str(option) for option in view.table["label"]], key)
    return None if chosen is None else view.table[view.table["label"] == chosen].iloc[0]


def outlet_of(page: Page, name: str) -> str:
    """The outlet that is shown under this name."""
    return next(outlet for outlet in page.corpus.outlets if outlet_name(outlet) == name)


def show_topics(page: Page, articles: pd.DataFrame, coverage: StoryCoverage) -> None:
    """Topics on which an outlet has fewer articles than expected, and the articles and stories on one of them."""
    outlets = page.filters.outlets or page.corpus.outlets
    short = blind_spots_views.short_topics(articles, outlets, page.filters.topics)
    tested = len(blind_spots_views.tested_pairs(articles, outlets, page.filters.topics))
    say(blind_spots_views.topic_sentence(short, tested), "topics", page.context)
    st.caption(
        f"Compared with all outlets over the same dates, for outlets with at least {ENOUGH_ARTICLES} articles and "
        f"topics on which at least {blind_spots_views.ENOUGH_EXPECTED} would be expected. Filled marks: clear "
        "differences, of which at most 5 % are expected to be due to chance (Benjamini–Hochberg). This describes the "
        "articles in this corpus, which may not include everything that an outlet published. "
        f"{as_sentences(topics_note(articles))}"
    )
    if short.empty:
        return
    chosen = show_observed_and_expected(
        page, blind_spots_views.topic_view(short), "articles in this corpus",
        "Articles of an outlet on a topic, and the number expected by chance.", "gap", "Show articles for",
    )  # fmt: skip
    if chosen is None:
        return
    every_topic = page.corpus.topics_by(page.filters.topics_by)
    topic = next(name for name in every_topic if topic_name(name) == chosen["topic"])
    outlet = outlet_of(page, chosen["outlet"])
    filters = replace(page.filters, outlets=(outlet,), topics=(topic,))
    own = queries.columns(page.store).article_list(filters).iloc[::-1]
    stories = queries.columns(page.store).stories(replace(page.filters, outlets=(), topics=(topic,)), FEWEST_OUTLETS)
    others = blind_spots_views.stories_of_others(stories, coverage, outlet)
    selection = selection_query()
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(f"Articles of {chosen['outlet']}: {len(own):,}")
        links = article_links(page.with_headlines(own.head(LISTED)), selection)
        st.html(links or '<p class="lead">None in this corpus.</p>')
    with right:
        st.subheader(f"Stories of other outlets on this topic: {len(others):,}")
        st.html(story_links(others.head(LISTED), selection) or '<p class="lead">None covered by two outlets.</p>')


def show_stories(page: Page, articles: pd.DataFrame, stories: pd.DataFrame, coverage: StoryCoverage) -> None:
    """The number of stories that each outlet misses, and those of one outlet."""
    st.header("Stories missed")
    outlets = page.filters.outlets or page.corpus.outlets
    table = blind_spots_views.missed_stories(stories, coverage, articles, outlets)
    say(blind_spots_views.story_sentence(table), "stories", page.context)
    st.caption(
        f"Stories that at least {blind_spots_views.WIDELY_COVERED} other outlets cover and this outlet does not, "
        f"although it covers their topic (the main topic of at least {COVERS} of its articles) and published within "
        f"{DAYS_AROUND} days of them. Expected: how many it would miss if the articles of those days were spread over "
        "outlets at random. This is not a test: outlets seldom cover a story twice, so most miss fewer than expected. "
        "An outlet with few articles misses many stories."
    )
    if table.empty:
        return
    chosen = show_observed_and_expected(
        page, blind_spots_views.story_view(table), "stories missed",
        "Stories that each outlet misses, and the number expected by chance.", "untold", "Stories missed by",
    )  # fmt: skip
    if chosen is None:
        return
    missed = coverage.missed(stories, outlet_of(page, chosen["outlet"]))
    st.html(story_links(missed.head(LISTED), selection_query()))
    if len(missed) > LISTED:
        st.caption(f"The first {LISTED} of {len(missed):,}; the CSV has all.")
    columns = ["story", "title", "first_day", "last_day", "selected", "selected_outlets", "topic"]
    csv_button(missed[columns], "sourcelight-untold", page.context)


page = open_page("blind_spots", "Which topics and stories does an outlet cover less than expected?")
every_outlet = replace(page.filters, outlets=())
stories = queries.columns(page.store).stories(every_outlet, FEWEST_OUTLETS)
if stories.empty:
    st.info(NO_STORIES)
    raise PageEnd
articles = queries.columns(page.store).selected(replace(every_outlet, topics=()))
coverage = StoryCoverage(queries.columns(page.store).covering_outlets(), queries.columns(page.store).absent_outlets())
show_topics(page, articles, coverage)
show_stories(page, articles, stories, coverage)
