"""The stories that several outlets tell, and one of them side by side."""

import pandas as pd
import streamlit as st

from analysis.corpus.claims import hedged_and_flat
from analysis.scorers import measures
from dashboard.cache import queries
from dashboard.figures import stories as stories_figures
from dashboard.markup.claims import claims_html, claims_table
from dashboard.markup.highlight import legend_html
from dashboard.markup.passages import article_links
from dashboard.views import stories as stories_views
from dashboard.views.formatting import day
from dashboard.widgets.controls import choose_story, kept, search_words
from dashboard.widgets.downloads import csv_button, show_chart, show_table
from dashboard.widgets.page import NothingMore, Page, open_page

#: so many stories are offered to be opened, and so many pairs of sentences are written out
LISTED, PAIRS = 200, 20
#: so many stories are set into the table
TABLED = 1_000
#: articles of a story whose sentences are looked into, the earliest first
LOOKED_AT = 60


def show_list(page: Page, stories: pd.DataFrame) -> str | None:
    """The searchable list of stories; return the one that is chosen."""
    left, right = st.columns([1, 3])
    with left:
        words = search_words("Find in titles and terms").split()
    found = stories_views.found_by(stories, words)
    if found.empty:
        st.info("No story of this selection holds these words in its title or terms.")
        return None
    labels = story_labels(found.head(LISTED))
    asked = st.query_params.get("story")
    if asked not in labels:
        labels = story_labels(found[found["story"] == asked]) | labels
    with right:
        chosen = choose_story(list(labels), labels.__getitem__)
    shown = found.head(TABLED)
    tone, hedging, unnamed = (page.measure(key) for key in ("tone.outlet", "hedging.outlet", "sourcing.unnamed"))
    frame = page.measured_in(shown["story"].tolist(), tone.key, hedging.key, unnamed.key)
    listed = stories_views.story_list(shown, frame, tone, hedging, unnamed)
    st.caption(
        f"{_counted(len(found), 'story', 'stories')} with articles of {stories_views.FEWEST_OUTLETS} selected outlets or "
        "more, found by the words of the articles; some join two events. Spread: the highest outlet’s value less the "
        "lowest’s, in the outlets’ own voice. With one article an outlet, most of it is chance."
        + (f" The first {LISTED} can be opened; find others by their words." if len(found) > LISTED else "")
        + (f" The table holds the first {TABLED:,}." if len(found) > TABLED else "")
    )
    show_table(
        listed.drop(columns="story"),
        "stories",
        page.context,
        {
            "title": "Story",
            "first_day": "First day",
            "last_day": "Last day",
            "articles": "Articles",
            "outlets": "Outlets",
            "tone": "Spread of tone",
            "hedging": "Spread of hedging",
            "unnamed": "Sources without a name, %",
            "terms": "Terms",
        },
    )
    return chosen


def _counted(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def story_labels(listed: pd.DataFrame) -> dict[str, str]:
    """Story id -> what the list of choices shows; each part keeps its own direction of writing."""
    return {
        str(row["story"]): " – ".join(
            f"\u2068{part}\u2069"
            for part in (
                row["title"] if isinstance(row["title"], str) else stories_views.NO_HEADLINE,
                f"{row['selected_outlets']} outlets", "" if pd.isna(row["first_day"]) else day(row["first_day"].date()),
            )
            if part
        )
        for row in listed.to_dict("records")
    }  # fmt: skip


def show_story(page: Page, story: pd.Series) -> None:
    """One story: its articles, its outlets' measures, whom they quote, and what one hedges and another does not."""
    everything = queries.of_story(page.store, story["story"])
    articles = everything[page.holds(everything["id"])]
    everywhere = queries.columns(page.store).absent_outlets()
    absent = [
        outlet
        for outlet in everywhere.loc[everywhere["story"] == story["story"], "outlet"]
        if not page.filters.outlets or outlet in page.filters.outlets
    ]
    st.html(stories_views.heading_html(story, len(articles), absent))
    st.html(article_links(articles, kept()))
    with st.expander("The same as a table, with words and shared text"):
        show_table(
            stories_views.articles_table(articles),
            "story-articles",
            page.context,
            {
                "published": "Date",
                "outlet": "Outlet",
                "title": "Headline",
                "words": "Words",
                "copy": "Text of",
                "share": "Shared text, %",
                "agency": "Agency",
            },
        )
    st.caption("The store keeps days, not hours: of articles of one day none is known to be the first.")

    profile = {key: measure for key, measure in measures().items() if measure.in_profile}
    view = stories_views.side_by_side(page.measured_in([story["story"]], *profile), profile)
    if not view.empty:
        caption = f"{story['title'] or ''}\n{page.context.origin}"
        digits = {key: measure.decimals for key, measure in profile.items()}
        show_chart(
            view,
            stories_figures.side_by_side(view, page.theme, page.styles, caption, digits),
            page.context,
            alt="Every measure of each outlet in this story, as dots without intervals.",
        )
        st.caption(
            "One article has no interval: a dot is what this article does, not what its outlet is like, which the page "
            "Overview shows. No dot: nothing to count."
        )

    scored = queries.scored(page.store, *map(str, articles["id"].head(LOOKED_AT)))
    st.subheader("Who is quoted by whom")
    quoted = stories_views.quoted(scored)
    st.caption(stories_views.quoted_sentence(quoted))
    if not quoted.empty:
        headings = {name: name.removeprefix("by ") for name in quoted.columns}
        show_table(
            quoted, "story-quoted", page.context, headings | {"speaker": "Speaker", "only_by": "By this outlet only"}
        )

    st.subheader("Hedged here, flat there")
    claims = hedged_and_flat(scored)
    st.caption(
        "Pairs of sentences with many words in common (dotted): one is hedged, the other outlet’s has no hedge at all. "
        "They are found by these shared words, not by their meaning: of 20 pairs that one reader checked, 13 made "
        "one claim. Either sentence may be the right one."
    )
    if not claims:
        st.caption("No such pair was found in this story.")
        return
    st.html(legend_html(["hedge"]) + claims_html(claims[:PAIRS]))
    if len(claims) > PAIRS:
        st.caption(f"The first {PAIRS} of {len(claims)} pairs; the CSV holds all.")
    csv_button(claims_table(claims), "sourcelight-hedged-and-flat", page.context)


page = open_page("Stories", "How do outlets tell the same story?")
stories = queries.columns(page.store).stories(page.filters, stories_views.FEWEST_OUTLETS)
if stories.empty:
    st.info(stories_views.NO_STORIES)
    raise NothingMore
opened = show_list(page, stories)
if opened is not None:
    show_story(page, stories[stories["story"] == opened].iloc[0])
