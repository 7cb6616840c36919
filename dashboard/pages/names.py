"""The tone of outlets toward the same people and organisations."""

import streamlit as st

from dashboard.cache import comparisons
from dashboard.figures import compare as compare_figures
from dashboard.report.context import Context
from dashboard.views import names as names_views
from dashboard.views.base import View
from dashboard.widgets.choices.controls import choose_one, choose_outlets
from dashboard.widgets.choices.history import keep
from dashboard.widgets.downloads import say, show_chart, show_table
from dashboard.widgets.page import PageEnd, open_page
from dashboard.widgets.people import with_people_table

#: choice in the address -> its name on the page, and its measure
WORDS = {"all": "All words in the sentence", "own": "The outlet’s own words"}
MEASURES = {"all": names_views.ALL, "own": names_views.OWN}


def show_spellings(view: View, context: Context) -> None:
    """The names that are counted as one person, as a folded table."""
    table = names_views.spellings(view)
    if not table.empty:
        with st.expander("Names counted as one person"):
            headings = {"name": "Person", "also_written": "Also written (in articles of the outlets shown)"}
            show_table(table, "names-also-written", context, headings)


page = open_page("names", "How favourable is each outlet’s tone where it names the same people?")
keep("measure")
left, right = page.bar.columns([1.3, 2])
with left:
    measure = MEASURES[choose_one("Count", list(WORDS), "words-of", WORDS.__getitem__)]
with right:
    outlets = choose_outlets("Outlets side by side", page.corpus, page.outlets, usual=3, at_most=6)
page = page.comparing(outlets).drawing(outlets)
st.caption(f"{measure.description} {measure.limits}")
if not outlets:
    st.info("Choose at least one outlet above.")
    raise PageEnd
_, context = with_people_table(page.context)
view = comparisons.tone_toward(page.store, page.filters, outlets, measure.key)
if view.empty:
    st.info("No article in this selection names anyone. Widen the selection, or run: python -m analysis score")
    raise PageEnd
say(names_views.furthest_name_sentence(view.table, measure), "furthest", context)
figure = compare_figures.by_topic(view, page.theme, page.styles, context.caption, measure.decimals, column="name")
show_chart(
    view,
    figure,
    context,
    alt=f"{measure.title} of {view.table['outlet'].nunique()} outlets, by name, as dots with intervals.",
)
show_spellings(view, context)
