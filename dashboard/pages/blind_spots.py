"""What outlets have less of than chance would give them, and the stories that they do not tell."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.corpus.stories.summary import COVERS, DAYS_AROUND
from analysis.statistics import ENOUGH_ARTICLES
from dashboard.cache import queries
from dashboard.figures import blind_spots as blind_spots_figures
from dashboard.markup.passages import article_links, story_links
from dashboard.views import blind_spots as blind_spots_views
from dashboard.views.base import View
from dashboard.views.blind_spots import Roll
from dashboard.views.formatting import outlet_name, topic_name
from dashboard.views.stories import FEWEST_OUTLETS, NO_STORIES
from dashboard.widgets.controls import choose_from, chosen_by, kept
from dashboard.widgets.downloads import csv_button, say, show_chart
from dashboard.widgets.page import NothingMore, Page, open_page

#: articles and stories listed behind a mark
LISTED = 15


def show_beside_chance(page: Page, view: View, seen: str, alt: str, choice: str, asked: str) -> pd.Series:
    """The picture of a view beside what chance would give, and the row of it that the reader chooses.

    ``seen`` names its marks; ``choice`` is the choice's name in the address, ``asked`` its label.
    """
    show_chart(
        view, blind_spots_figures.seen_and_expected(view, page.theme, page.styles, page.context.origin, seen), page.context,
        alt=alt, clicked=chosen_by(view.name, choice),
    )  # fmt: skip
    chosen = choose_from(asked, [str(label) for label in view.table["label"]], choice)
    return view.table[view.table["label"] == chosen].iloc[0]


def _outlet(page: Page, shown: str) -> str:
    """The outlet that is shown under a name."""
    return next(name for name in page.corpus.outlets if outlet_name(name) == shown)


def show_topics(page: Page, articles: pd.DataFrame, stories: pd.DataFrame, roll: Roll) -> None:
    """Topics of which an outlet has too few articles for chance, and what stands behind one of them."""
    outlets = page.filters.outlets or page.corpus.outlets
    short = blind_spots_views.short_topics(articles, outlets, page.filters.topics)
    say(blind_spots_views.topic_sentence(short), "topics", page.context)
    st.caption(
        f"Beside all outlets of these days; for outlets with at least {ENOUGH_ARTICLES} articles and topics of which "
        f"at least {blind_spots_views.ENOUGH_EXPECTED} would be expected. Filled marks: of those, at most 5 % are expected "
        "to be chance (Benjamini–Hochberg). This speaks of the articles at hand: whoever collected them may have "
        "picked some of an outlet’s topics and left others."
    )
    if short.empty:
        return
    gap = show_beside_chance(
        page, blind_spots_views.topic_view(short), "articles here",
        "Articles of an outlet on a topic, beside how many chance would give.", "gap", "What is behind",
    )  # fmt: skip
    topic = next(name for name in page.corpus.topics if topic_name(name) == gap["topic"])
    outlet = _outlet(page, gap["outlet"])
    own = queries.columns(page.store).article_list(replace(page.filters, outlets=(outlet,), topics=(topic,))).iloc[::-1]
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(f"Its articles: {len(own):,}")
        st.html(article_links(page.with_headlines(own.head(LISTED)), kept()) or '<p class="lead">None at hand.</p>')
    others = blind_spots_views.on_topic_without(stories, roll, topic, outlet)
    with right:
        st.subheader(f"Stories of others on it: {len(others):,}")
        st.html(story_links(others.head(LISTED), kept()) or '<p class="lead">None that two outlets tell.</p>')


def show_stories(page: Page, articles: pd.DataFrame, stories: pd.DataFrame, roll: Roll) -> None:
    """How many stories of others an outlet leaves out, and which."""
    st.header("Stories that others tell")
    table = blind_spots_views.untold_stories(stories, roll, articles, page.filters.outlets or page.corpus.outlets)
    say(blind_spots_views.story_sentence(table), "stories", page.context)
    st.caption(
        f"Stories that at least {blind_spots_views.WIDELY_TOLD} other outlets tell and the outlet does not, although it "
        f"covers their topic (at least {COVERS} articles) and published within {DAYS_AROUND} days of them. Expected: "
        "how many it would leave out if the articles of those days fell on outlets at random. Nothing is tested here: "
        "outlets seldom tell a story twice, so most leave out fewer than that. Few articles leave out many stories."
    )
    if table.empty:
        return
    chosen = show_beside_chance(
        page, blind_spots_views.story_view(table), "stories left out",
        "Stories that each outlet leaves out, beside how many it would by chance.", "untold", "Stories left out by",
    )  # fmt: skip
    left_out = roll.untold(stories, _outlet(page, chosen["outlet"]))
    st.html(story_links(left_out.head(LISTED), kept()))
    if len(left_out) > LISTED:
        st.caption(f"The first {LISTED} of {len(left_out):,}; the CSV holds all.")
    columns = ["story", "title", "first_day", "last_day", "selected", "selected_outlets", "topic"]
    csv_button(left_out[columns], "sourcelight-untold", page.context)


page = open_page("Blind spots", "Which topics and stories does an outlet leave out, beyond what chance would?")
every_outlet = replace(page.filters, outlets=())
stories = queries.columns(page.store).stories(every_outlet, FEWEST_OUTLETS)
if stories.empty:
    st.info(NO_STORIES)
    raise NothingMore
articles = queries.columns(page.store).selected(replace(every_outlet, topics=()))
roll = Roll(queries.columns(page.store).covering_outlets(), queries.columns(page.store).absent_outlets())
show_topics(page, articles, stories, roll)
show_stories(page, articles, stories, roll)
