"""Words, speakers and cues, across all articles of the selection."""

import streamlit as st

from analysis.corpus.search_terms import SearchProblem, terms_of
from dashboard.cache import searches
from dashboard.figures import profile as profile_figures
from dashboard.figures.base import with_customdata
from dashboard.views import search as search_views
from dashboard.views.formatting import outlet_name
from dashboard.widgets.controls import choose_from, choose_on_click, choose_one, typed
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import PageEnd, open_page
from dashboard.widgets.passages import show_passages

#: sentences shown at once
SHOWN = 25
EVERY = "All outlets"

page = open_page("Search", "Which outlets write it, how often, and in which sentences?")
asked = typed("Words, “phrases”, or beginnings with a *", "query", 'recount, "climate change" or immigra*')
fields = search_views.fields()
field = fields[choose_one("Look in", list(fields), "in")]
try:
    terms = terms_of(asked)
except SearchProblem as problem:
    st.info(str(problem))
    raise PageEnd from None
if not terms:
    st.info(
        "Type a word above. Several words must all stand in an article, in any order; a phrase in “quotation marks” is "
        "found as it is; a star stands for the rest of a word. Capitals do not matter."
    )
    raise PageEnd
found = searches.found(page.store, page.filters, terms, field)
view, held = found.view, found.held
say(found.said, "search", page.context)
if not held.articles:
    st.info("Nothing of this selection holds it. Search elsewhere above, for fewer words, or widen the selection.")
    raise PageEnd
show_chart(
    view,
    with_customdata(
        profile_figures.ranking(view, page.theme, page.styles, page.context.caption, search_views.FOUND.decimals),
        view,
        "outlet",
    ),
    page.context,
    alt=f"Articles per 1,000 that hold {search_views.listed(terms)}, by outlet, as dots with intervals.",
    clicked=choose_on_click(view.name, "from"),
)
st.caption("Click a mark for that outlet’s sentences. Copies of one text weigh as the sidebar says.")

present = {outlet_name(outlet): outlet for outlet in page.outlets if outlet in held.articles}
chosen = present.get(choose_from("Sentences of", [EVERY, *present], "from"))
those = sum(held.articles.values()) if chosen is None else held.articles[chosen]
newest = held.newest if chosen is None else held.newest[held.newest["outlet"] == chosen]
st.subheader(f"{those:,} article{'' if those == 1 else 's'}, the newest first")
if those > searches.NEWEST:
    st.caption(f"Sentences are looked up in the newest {searches.NEWEST}.")
passages = searches.passages(page.store, terms, field, tuple(newest["id"].head(searches.NEWEST)))
show_passages(passages, "search-sentences", page.context, SHOWN)
