"""What Sourcelight is, what stands out in the open corpus, and four questions to begin with."""

import streamlit as st

from analysis.store.filter import SourceFilters
from dashboard.cache import comparisons, queries
from dashboard.figures import overview as overview_figures
from dashboard.views import start as start_views
from dashboard.views.sources import WITHOUT_NAME
from dashboard.views.stories import FEWEST_OUTLETS
from dashboard.widgets.choices.controls import selection_query
from dashboard.widgets.choices.navigation import link
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.passages import PART_KEY, SENTENCES, sentences_query

#: measure -> the page and the part of its address that show the sentences behind it
EVIDENCE = {
    "hedging.outlet": ("search", {"in": ["Hedges"], "voice": ["Outlet’s own"]}),
    "loaded.outlet": ("search", {"in": ["Loaded words"], "voice": ["Outlet’s own"]}),
    "sourcing.unnamed": ("sources", sentences_query(WITHOUT_NAME)),
    "sourcing.sources": ("sources", sentences_query(SourceFilters())),
    "sourcing.quoted_words": ("sources", sentences_query(SourceFilters())),
}


def show_findings(page: Page, found: list[start_views.Finding]) -> None:
    """The findings side by side, each with a link to its sentences."""
    st.subheader("What stands out")
    if not found:
        st.caption(start_views.NOTHING)
        return
    for place, finding in zip(st.columns(start_views.FINDINGS, gap="medium"), found, strict=False):
        most = finding.most.outlet
        matched = comparisons.in_shared_stories(page.store, page.filters, finding)
        with place.container(key=f"finding-{finding.measure.key.replace('.', '-')}"):
            text = f"{start_views.sentence(finding)} {start_views.in_shared_stories(matched)}"
            say(text, finding.measure.key, page.context, subject=finding.measure.title)
            name, choices = EVIDENCE[finding.measure.key]
            link(name, f"Read the sentences of {most}", selection_query({"outlet": [most]}) | choices)
    st.caption(start_views.CAUTION)


def show_questions(page: Page) -> None:
    """Four questions, each a link to the page that answers it."""
    st.subheader("What do you want to know?")
    stories = queries.columns(page.store).stories(page.filters, FEWEST_OUTLETS)
    story = {} if stories.empty else {"story": [str(stories["story"].iloc[0])]}
    selection = selection_query()
    questions = {
        "Compare two outlets": ("compare", {}),
        "Read one story in several outlets": ("stories", story),
        "Check sources without a name": ("sources", {PART_KEY: [SENTENCES]}),
        "Analyse my own text": ("add", {}),
    }
    with st.container(horizontal=True, gap="small", key="questions"):
        for question, (name, choices) in questions.items():
            link(name, question, selection | choices)


page = open_page(
    "start",
    "See how news outlets tell the same story differently: how much they hedge, which loaded words they use, whom they "
    "quote, and whether by name.",
)
view = page.view(start_views.five_measures, tuple(start_views.FIVE))
if view.empty:
    st.info("These articles have not been scored yet. Run: python -m analysis score")
    raise PageEnd
show_findings(page, start_views.findings(view))
show_questions(page)
digits = {measure.key: measure.decimals for measure in view.measures}
show_chart(
    view, overview_figures.overview(view, page.theme, page.styles, page.context.caption, digits), page.context,
    alt="One row per outlet, one column for each of five measures, each with a dot and its interval.",
    clicked=page.open_articles_on_click(view, "outlet"),
)  # fmt: skip
st.caption("Click a dot to read the outlet’s articles.")
with st.container(key="more-measures"):
    link("overview", "More measures for every outlet", selection_query())
