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
        f"Beside all outlets of these days; for outlets with at least {ENOUGH_ARTICLES} articles and topics of which "
        f"at least {blind_spots_views.ENOUGH_EXPECTED} would be expected. Filled marks: of those, at most 5 % are "
        "expected to be chance (Benjamini–Hochberg). This speaks of the articles at hand: whoever collected them may "
        f"have picked some of an outlet’s topics and left others. {as_sentences(topics_note(articles))}"
    )
    if short.empty:
        return
    chosen = show_observed_and_expected(
        page, blind_spots_views.topic_view(short), "articles here",
        "Articles of an outlet on a topic, beside how many chance would give.", "gap", "What is behind",
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
        st.subheader(f"Its articles: {len(own):,}")
        links = article_links(page.with_headlines(own.head(LISTED)), selection)
        st.html(links or '<p class="lead">None at hand.</p>')
    with right:
        st.subheader(f"Stories of others on it: {len(others):,}")
        st.html(story_links(others.head(LISTED), selection) or '<p class="lead">None that two outlets tell.</p>')


def show_stories(page: Page, articles: pd.DataFrame, stories: pd.DataFrame, coverage: StoryCoverage) -> None:
    """The number of stories that each outlet misses, and those of one outlet."""
    st.header("Stories that others tell")
    outlets = page.filters.outlets or page.corpus.outlets
    table = blind_spots_views.missed_stories(stories, coverage, articles, outlets)
    say(blind_spots_views.story_sentence(table), "stories", page.context)
    st.caption(
        f"Stories that at least {blind_spots_views.WIDELY_COVERED} other outlets tell and the outlet does not, "
        f"although it covers their topic (it comes first in the words of at least {COVERS} of its articles) and "
        f"published within {DAYS_AROUND} days of them. Expected: how many it would leave out if the articles of those "
        "days fell on outlets at random. Nothing is tested here: outlets seldom tell a story twice, so most leave out "
        "fewer than that. Few articles leave out many stories."
    )
    if table.empty:
        return
    chosen = show_observed_and_expected(
        page, blind_spots_views.story_view(table), "stories left out",
        "Stories that each outlet leaves out, beside how many it would by chance.", "untold", "Stories left out by",
    )  # fmt: skip
    if chosen is None:
        return
    missed = coverage.missed(stories, outlet_of(page, chosen["outlet"]))
    st.html(story_links(missed.head(LISTED), selection_query()))
    if len(missed) > LISTED:
        st.caption(f"The first {LISTED} of {len(missed):,}; the CSV holds all.")
    columns = ["story", "title", "first_day", "last_day", "selected", "selected_outlets", "topic"]
    csv_button(missed[columns], "sourcelight-untold", page.context)


page = open_page("blind_spots", "Which topics and stories does an outlet leave out, beyond what chance would?")
every_outlet = replace(page.filters, outlets=())
stories = queries.columns(page.store).stories(every_outlet, FEWEST_OUTLETS)
if stories.empty:
    st.info(NO_STORIES)
    raise PageEnd
articles = queries.columns(page.store).selected(replace(every_outlet, topics=()))
coverage = StoryCoverage(queries.columns(page.store).covering_outlets(), queries.columns(page.store).absent_outlets())
show_topics(page, articles, coverage)
show_stories(page, articles, stories, coverage)
