"""Two outlets fairly compared, a few side by side by topic, and every outlet against the others in its stories."""

import streamlit as st

from analysis.statistics import ENOUGH_STORIES
from analysis.types import Measure
from dashboard.cache import comparisons, queries
from dashboard.figures import compare as compare_figures
from dashboard.figures import two_measures as two_measures_figures
from dashboard.markup.passages import article_links
from dashboard.views import compare as compare_views
from dashboard.views import two_measures as two_measures_views
from dashboard.views.formatting import outlet_name
from dashboard.widgets.controls import (
    choose_from,
    choose_measure,
    choose_on_click,
    choose_one,
    choose_other,
    choose_outlets,
    follow,
    kept,
)
from dashboard.widgets.downloads import csv_button, say, show_chart, show_table
from dashboard.widgets.page import PageEnd, open_page

#: articles listed behind a circle
LISTED = 15

page = open_page("Compare", "How do outlets differ on one measure, overall, by topic and in the same stories?")
left, right = st.columns([1, 2])
with left:
    measure = page.measure(choose_measure("hedging.outlet"))
with right:
    outlets = choose_outlets("Outlets side by side", page.outlets, page.outlets[:3], at_most=6)
st.caption(measure.description)
if not outlets:
    st.info("Choose at least one outlet above.")
    raise PageEnd
frame = page.measured(measure.key)
if frame.empty:
    st.info("Nothing has been measured on these articles yet. Run: python -m analysis score")
    raise PageEnd

if len(outlets) >= 2:
    first, second = outlets[:2]
    names = outlet_name(first), outlet_name(second)
    pair = comparisons.pair(page.store, page.filters, measure.key, first, second)
    say(compare_views.told(pair), "pair", page.context, of=f"{names[0]} and {names[1]}")
    three = compare_views.differences(pair)
    show_chart(
        three,
        compare_figures.differences(
            three, page.theme, page.styles[names[0]], page.styles[names[1]], page.context.provenance, measure.decimals
        ),
        page.context,
        alt=f"{names[0]} minus {names[1]}: three differences with intervals beside a zero line.",
    )
    if len(outlets) > 2:
        st.caption("The difference is that of the first two outlets chosen.")
else:
    st.caption("Choose a second outlet to see how the two differ.")

view = page.view_of(outlets, compare_views.by_topic, measure.key)
figure = compare_figures.by_topic(view, page.theme, page.styles, page.context.caption, measure.decimals)
show_chart(
    view, figure, page.context, alt=f"{measure.title} of {len(outlets)} outlets by topic, as dots with intervals.",
    clicked=page.opens(view, "outlet", "topic"),
)  # fmt: skip
st.caption("Click a dot to read its articles.")


@st.fragment
def two_measures() -> None:
    """Only this picture is drawn again when its own measure is changed."""
    follow()
    left, right = st.columns([2, 1])
    with left:
        other = page.measure(choose_other(measure.key, "sourcing.unnamed"))
    with right:
        of_articles = choose_one("A mark for each", ["outlet", "article"], "each") == "article"
    if of_articles:
        show_articles({measure.key: measure, other.key: other})
        return
    both = page.view(two_measures_views.two_measures, (measure.key, other.key))
    if both.empty:
        st.caption("No outlet of this selection has enough articles for both.")
        return
    digits = measure.decimals, other.decimals
    show_chart(
        both, two_measures_figures.two_measures(both, page.theme, page.styles, page.context.caption, digits), page.context,
        alt=f"{measure.title} across and {other.title} upwards: a dot for each of {len(both.table)} outlets.",
        clicked=page.opens(both, "outlet"),
    )  # fmt: skip


def show_articles(both: dict[str, Measure]) -> None:
    """Articles by both measures, how far the two go together, and the articles of the circle that is chosen."""
    together = comparisons.articles(page.store, page.filters, tuple(both))
    say(two_measures_views.correlation_sentence(together.correlation, both), "together", page.context)
    view = together.view
    if view.empty:
        return
    first, second = both.values()
    show_chart(
        view, two_measures_figures.articles(view, page.theme, page.context.provenance, (first.decimals, second.decimals)), page.context,
        alt=f"{first.title} across and {second.title} upwards: circles for {together.articles:,} articles.",
        clicked=choose_on_click(view.name, "cell"),
    )  # fmt: skip
    cell = choose_from("Articles with", list(view.table["cell"]), "cell")
    here = comparisons.articles_in(page.store, page.filters, tuple(both), cell)
    inside = page.with_headlines(queries.columns(page.store).article_list(page.filters, list(here)).iloc[::-1])
    st.html(article_links(inside.head(LISTED), kept()))
    if len(inside) > LISTED:
        st.caption(f"The newest {LISTED} of {len(inside):,}; the CSV holds all.")
    csv_button(inside, "sourcelight-articles-with-both", page.context)


st.subheader("Two measures")
two_measures()

st.subheader("Every outlet against the others in the same stories")
ranked = compare_views.against_others(comparisons.others(page.store, page.filters, measure.key), measure)
tested = int(ranked["q"].notna().sum())
if not tested:
    st.caption(
        f"No outlet of this selection shares {ENOUGH_STORIES} stories with others. Stories are looked for by: "
        "python -m analysis score"
    )
else:
    st.caption(
        f"In each story, the outlet’s value minus the mean of the other outlets’ of this selection; the mean over its "
        f"stories, in {measure.unit}. {tested} of {len(ranked)} outlets share {ENOUGH_STORIES} stories with others. "
        f"Each interval is for one outlet alone; q allows for looking at {tested} at once. “Higher” or “lower” stands "
        f"where q is below {compare_views.FALSE_FINDS}: at most one in twenty of these is expected to be chance."
    )
    show_table(
        ranked,
        f"outlets-and-others-{measure.key}".replace(".", "-"),
        page.context,
        {
            "outlet": "Outlet",
            "reading": "Than the others",
            "value": "Difference",
            "low": "95 % from",
            "high": "to",
            "stories": "Stories",
            "articles": "Articles",
            "q": "q",
        },
        measure,
    )
