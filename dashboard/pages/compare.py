"""Two outlets compared fairly, a few outlets by topic, two measures, and every outlet against the others."""

from collections.abc import Sequence

import streamlit as st

from analysis.statistics import ENOUGH_ARTICLES, ENOUGH_STORIES
from analysis.types import Measure
from dashboard.cache import comparisons, queries
from dashboard.figures import compare as compare_figures
from dashboard.figures import two_measures as two_measures_figures
from dashboard.markup.passages import article_links
from dashboard.views.base import needed
from dashboard.views.compare import outlets as compare_views
from dashboard.views.compare import two_measures as two_measures_views
from dashboard.views.formatting import number_of, outlet_name
from dashboard.widgets.choices.controls import (
    choose_measure,
    choose_one,
    choose_outlets,
    choose_second_measure,
    open_requested_articles,
    selection_query,
)
from dashboard.widgets.choices.lists import choose_from, choose_on_click
from dashboard.widgets.downloads import csv_button, say, show_chart, show_table
from dashboard.widgets.page import Page, PageEnd, open_page

#: articles listed for a circle
LISTED = 15


def show_pair(page: Page, measure: Measure, outlets: Sequence[str]) -> None:
    """The three differences between the first two outlets chosen."""
    if len(outlets) < 2:
        st.caption("Choose a second outlet to compare.")
        return
    first, second = outlets[:2]
    page = page.drawing((first, second))
    names = outlet_name(first), outlet_name(second)
    pair = comparisons.pair(page.store, page.filters, measure.key, first, second)
    say(compare_views.pair_sentence(pair), "pair", page.context, subject=f"{names[0]} and {names[1]}")
    view = compare_views.differences(pair)
    styles = page.styles[names[0]], page.styles[names[1]]
    figure = compare_figures.differences(view, page.theme, *styles, page.context.provenance, measure.decimals)
    alt = f"{names[0]} minus {names[1]}: three differences with intervals and a zero line."
    show_chart(view, figure, page.context, alt=alt)
    if len(outlets) > 2:
        st.caption("The difference is between the first two outlets chosen.")


def show_by_topic(page: Page, measure: Measure, outlets: Sequence[str]) -> None:
    """The outlets chosen, over all topics and on each."""
    page = page.drawing(outlets)
    view = page.view_of_outlets(outlets, compare_views.by_topic, measure.key)
    figure = compare_figures.by_topic(view, page.theme, page.styles, page.context.caption, measure.decimals)
    drawn = view.table["outlet"].nunique()
    show_chart(
        view, figure, page.context, alt=f"{measure.title} of {drawn} outlets by topic, as dots with intervals.",
        clicked=page.open_articles_on_click(view, "outlet", "topic"),
    )  # fmt: skip
    st.caption("Click a dot to read its articles.")


@st.fragment
def show_two_measures(page: Page, measure: Measure) -> None:
    """Two measures of every outlet or article; changing the second measure draws only this fragment again."""
    open_requested_articles()
    left, right = st.columns([2, 1])
    with left:
        other = page.measure(choose_second_measure(measure.key, "sourcing.unnamed"))
    with right:
        of_articles = choose_one("One dot per", ["outlet", "article"], "each") == "article"
    if of_articles:
        show_two_measures_of_articles(page, measure, other)
        return
    view = page.view(two_measures_views.two_measures, (measure.key, other.key))
    if view.empty:
        st.caption(f"No outlet in this selection has {needed(ENOUGH_ARTICLES)} for both measures.")
        return
    digits = measure.decimals, other.decimals
    figure = two_measures_figures.two_measures(view, page.theme, page.styles, page.context.caption, digits)
    show_chart(
        view, figure, page.context,
        alt=f"{other.title} (vertical) by {measure.title} (horizontal): one dot per outlet, {len(view.table)} in all.",
        clicked=page.open_articles_on_click(view, "outlet"),
    )  # fmt: skip


def show_two_measures_of_articles(page: Page, measure: Measure, other: Measure) -> None:
    """Two measures of every article, their correlation, and the articles of one circle."""
    keys = measure.key, other.key
    result = comparisons.two_measures_of_articles(page.store, page.filters, keys)
    correlation = two_measures_views.correlation_sentence(result.correlation, {m.key: m for m in (measure, other)})
    say(correlation, "together", page.context)
    view = result.view
    if view.empty:
        return
    digits = measure.decimals, other.decimals
    show_chart(
        view, two_measures_figures.articles(view, page.theme, page.context.provenance, digits), page.context,
        alt=f"{other.title} (vertical) by {measure.title} (horizontal): {number_of(result.articles, 'article')}.",
        clicked=choose_on_click(view.name, "cell"),
    )  # fmt: skip
    cell = choose_from("Articles with", "range", list(view.table["cell"]), "cell")
    if cell is None:
        return
    ids = comparisons.ids_in_cell(page.store, page.filters, keys, cell)
    newest_first = queries.columns(page.store).article_list(page.filters, list(ids)).iloc[::-1]
    articles = page.with_headlines(newest_first)
    st.html(article_links(articles.head(LISTED), selection_query()))
    if len(articles) > LISTED:
        st.caption(f"The newest {LISTED} of {len(articles):,}; the CSV has all.")
    csv_button(articles, "sourcelight-articles-with-both", page.context)


def show_against_others(page: Page, measure: Measure) -> None:
    """Every outlet compared with the others in its stories, as a table."""
    found = comparisons.others(page.store, page.filters, measure.key)
    table = compare_views.against_others(found, measure)
    tested = int(table["q"].notna().sum())
    if not tested:
        st.caption(
            f"No outlet in this selection shares {ENOUGH_STORIES} stories with others. To identify stories, run: "
            "python -m analysis score"
        )
        return
    st.caption(
        "For each story: the outlet’s value minus the mean of the other selected outlets. The difference is the mean "
        f"over the outlet’s stories, in {measure.unit}. {tested} of {number_of(len(table), 'outlet')} share "
        f"{ENOUGH_STORIES} stories with others. Each interval is for one outlet alone; q accounts for testing {tested} "
        f"at once. “Higher” and “lower” mean that q is below {compare_views.FALSE_DISCOVERY_RATE}: at most one in "
        "twenty of these is expected to be due to chance."
    )
    headings = {
        "outlet": "Outlet", "reading": "Compared with others", "value": "Difference", "low": "95 % interval from",
        "high": "to", "stories": "Stories", "articles": "Articles", "q": "q",
    }  # fmt: skip
    show_table(table, f"outlets-and-others-{measure.key}".replace(".", "-"), page.context, headings, measure)


page = open_page("compare", "How do outlets differ on one measure, overall, by topic and in the same stories?")
left, right = page.bar.columns([1, 2])
with left:
    measure = page.measure(choose_measure("hedging.outlet"))
with right:
    outlets = choose_outlets("Outlets side by side", page.corpus, page.outlets, usual=2, at_most=6)
page = page.comparing(outlets)
st.caption(measure.description)
if not outlets:
    st.info("Choose at least one outlet above.")
    raise PageEnd
if page.measured(measure.key).empty:
    st.info("These articles have not been scored yet. Run: python -m analysis score")
    raise PageEnd
show_pair(page, measure, outlets)
show_by_topic(page, measure, outlets)
st.subheader("Two measures")
show_two_measures(page, measure)
st.subheader("Each outlet and the others in the same stories")
show_against_others(page, measure)
