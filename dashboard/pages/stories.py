"""The stories that several outlets cover, and one of them outlet by outlet."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.corpus.claims import Claim
from analysis.scorers import measures
from analysis.types import ScoredArticle
from dashboard.cache import people, queries, tellings
from dashboard.figures import stories as stories_figures
from dashboard.markup.claims import claims_html, claims_table
from dashboard.markup.highlight import legend_html
from dashboard.markup.passages import article_links, page_link
from dashboard.views import stories as stories_views
from dashboard.views.formatting import number_of
from dashboard.widgets.choices.controls import choose_story, enter_search_words, id_in_address, selection_query
from dashboard.widgets.downloads import csv_button, show_chart, show_table
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.people import with_people_table
from dashboard.widgets.tellings import ANCHOR, show_side_by_side

#: stories that can be opened, rows of the table of stories, and pairs of sentences that are shown
LISTED, ROWS, PAIRS = 200, 1_000, 20
#: articles of a story whose sentences are compared, the earliest first
COMPARED = 60


def find_stories(page: Page, stories: pd.DataFrame) -> tuple[pd.DataFrame, str | None]:
    """Search the stories and choose one; returns the stories found and the ID of the one chosen."""
    left, right = st.columns([1, 3])
    with left:
        words = enter_search_words("Search titles and terms").split()
    found = stories_views.with_words(stories, words)
    if found.empty:
        st.info("No story in this selection has these words in its title or terms.")
        return found, None
    labels = stories_views.story_labels(found.head(LISTED))
    requested = id_in_address("story")
    if requested not in labels:
        labels = stories_views.story_labels(found[found["story"] == requested]) | labels
    outside = requested not in labels and not queries.articles_of_story(page.store, str(requested)).empty
    with right:
        return found, choose_story(list(labels), labels.__getitem__, outside)


def show_list(page: Page, found: pd.DataFrame) -> None:
    """The stories found, as a table."""
    shown = found.head(ROWS)
    tone, hedging, unnamed = (page.measure(key) for key in ("tone.outlet", "hedging.outlet", "sourcing.unnamed"))
    frame = page.measured_in_stories(shown["story"].tolist(), tone.key, hedging.key, unnamed.key)
    table = stories_views.story_list(shown, frame, tone, hedging, unnamed)
    st.caption(
        f"{number_of(len(found), 'story', 'stories')} covered by at least {stories_views.FEWEST_OUTLETS} selected "
        "outlets. Stories are found by the words of the articles; some combine two events. Spread: highest minus "
        "lowest outlet, in the outlets’ own voice; with one article per outlet, most of it is chance."
        + (f" The first {LISTED} can be opened; use the search to find others." if len(found) > LISTED else "")
        + (f" The table lists the first {ROWS:,}." if len(found) > ROWS else "")
    )
    headings = {
        "title": "Story", "first_day": "First date", "last_day": "Last date", "articles": "Articles",
        "outlets": "Outlets", "tone": "Spread of tone", "hedging": "Spread of hedging",
        "unnamed": "Sources without a name, %", "terms": "Terms",
    }  # fmt: skip
    show_table(table.drop(columns="story"), "stories", page.context, headings)


def show_articles(page: Page, story: pd.Series, articles: pd.DataFrame) -> None:
    """The heading of a story, the outlets that could have covered it, and its selected articles."""
    absent = queries.columns(page.store).absent_outlets()
    outlets = absent.loc[absent["story"] == story["story"], "outlet"]
    selected = [outlet for outlet in outlets if not page.filters.outlets or outlet in page.filters.outlets]
    st.html(stories_views.heading_html(story, len(articles), selected))
    st.html(f'<p class="lead"><a href="#{ANCHOR}">Read its articles side by side</a></p>')
    st.html(article_links(articles, selection_query()))
    headings = {
        "published": "Date", "outlet": "Outlet", "title": "Headline", "words": "Words", "copy": "Shared text from",
        "share": "Shared text, %", "agency": "Agency",
    }  # fmt: skip
    with st.expander("As a table, with word counts and shared text"):
        show_table(stories_views.articles_table(articles), "story-articles", page.context, headings)
    st.caption("Times of day are not stored, so it is not known which article of a day came first.")


def show_measures(page: Page, story: pd.Series) -> None:
    """The outlets of a story on every measure of the profile."""
    profile = {key: measure for key, measure in measures().items() if measure.in_profile}
    view = stories_views.side_by_side(page.measured_in_stories([story["story"]], *profile), profile)
    if view.empty:
        return
    caption = f"{story['title'] or ''}\n{page.context.provenance}"
    digits = {key: measure.decimals for key, measure in profile.items()}
    figure = stories_figures.side_by_side(view, page.theme, page.styles, caption, digits)
    alt = "Every measure of each outlet in this story, as dots without intervals."
    show_chart(view, figure, page.context, alt=alt)
    st.caption(
        "No intervals, because there are few articles: a dot describes these articles, not the outlet (see the page "
        "*All outlets*). No dot: nothing to count."
    )


def show_speakers(page: Page, scored: Sequence[ScoredArticle]) -> None:
    """Who is quoted by which outlet, as a table."""
    st.subheader("Who quotes whom")
    table, context = with_people_table(page.context)
    person_of = people.persons_of_articles(page.store, *(one.article.id for one in scored))
    quoted = stories_views.quoted(scored, person_of, table)
    st.caption(stories_views.quoted_sentence(quoted))
    if not quoted.empty:
        headings = {name: name.removeprefix("by ") for name in quoted.columns}
        headings |= {"speaker": "Speaker", "only_by": "Only quoted by", "also_written": "Also written"}
        show_table(quoted, "story-quoted", context, headings)


def show_claims(page: Page, story: str, ids: Sequence[str]) -> None:
    """Pairs of sentences that make the same claim, one hedged and one not."""
    st.subheader("Hedged in one outlet, not in another")
    claims = tellings.hedged_claims(page.store, *ids)
    st.caption(
        "Pairs of sentences with many words in common (dotted underline): one is hedged, the other outlet’s has no "
        "hedge. They are found by shared words, not by meaning: of 20 pairs that one reader checked, 13 made the same "
        "claim. Either sentence may be the right one."
    )
    if not claims:
        st.caption("No such pairs in this story.")
        return
    selection = selection_query()

    def address(claim: Claim) -> str:
        both = [claim.hedged.article, claim.flat.article]
        return page_link("stories", {**selection, "telling": both}, story=story)

    st.html(legend_html(["hedge"]) + claims_html(claims[:PAIRS], address))
    if len(claims) > PAIRS:
        st.caption(f"The first {PAIRS} of {number_of(len(claims), 'pair')}; the CSV has all.")
    csv_button(claims_table(claims), "sourcelight-hedged-and-flat", page.context)


def show_story(page: Page, story: pd.Series) -> None:
    """One story: its articles, measures, speakers and claims, and some of its tellings side by side."""
    every = queries.articles_of_story(page.store, story["story"])
    articles = every[page.are_selected(every["id"])]
    page = page.comparing(articles["outlet"].dropna().unique().tolist())
    show_articles(page, story, articles)
    show_measures(page, story)
    compared = articles.head(COMPARED)
    ids = [str(one) for one in compared["id"]]
    scored = queries.scored_articles(page.store, *ids)
    show_speakers(page, scored)
    show_claims(page, str(story["story"]), ids)
    show_side_by_side(page, str(story["story"]), compared, {one.article.id: one for one in scored})


page = open_page("stories", "How do outlets tell the same story?")
stories = queries.columns(page.store).stories(page.filters, stories_views.FEWEST_OUTLETS)
if stories.empty:
    st.info(stories_views.NO_STORIES)
    raise PageEnd
found, chosen = find_stories(page, stories)
if chosen is not None:
    show_list(page, found)
    show_story(page, stories[stories["story"] == chosen].iloc[0])
