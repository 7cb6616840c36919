"""A search for words, speakers and cues in all selected articles."""

import streamlit as st

from analysis.corpus.search_terms import SearchProblem, operators, terms_of
from dashboard.cache import searches
from dashboard.figures import profile as profile_figures
from dashboard.figures.base import with_customdata
from dashboard.views import search as search_views
from dashboard.views.formatting import number_of, outlet_name
from dashboard.widgets.controls import choose_from, choose_on_click, choose_one, enter_text
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import PageEnd, open_page
from dashboard.widgets.passages import show_passages

#: articles whose sentences are shown
SHOWN = 25
EVERY_OUTLET = "All outlets"

page = open_page("search", "Which outlets write it, how often, and in which sentences?")
query = enter_text("Words, “phrases”, or beginnings with a *", "query", 'recount, "climate change" or immigra*')
fields = search_views.fields()
field = fields[choose_one("Look in", list(fields), "in")]
try:
    terms = terms_of(query)
except SearchProblem as problem:
    st.info(str(problem))
    raise PageEnd from None
if not terms:
    st.info(
        "Type a word above. Several words must all stand in an article, in any order; a phrase in “quotation marks” is "
        "found as it is; a star stands for the rest of a word. Capitals do not matter."
    )
    raise PageEnd
if found := operators(query):
    st.caption(search_views.operators_sentence(found))
result = searches.search(page.store, page.filters, terms, field)
view, matches = result.view, result.matches
say(result.sentence, "search", page.context)
if not matches.articles:
    st.info("Nothing of this selection holds it. Search elsewhere above, for fewer words, or widen the selection.")
    raise PageEnd
figure = profile_figures.ranking(view, page.theme, page.styles, page.context.caption, search_views.FOUND.decimals)
show_chart(
    view, with_customdata(figure, view, "outlet"), page.context,
    alt=f"The share of articles that hold {search_views.terms_text(terms)}, by outlet, as dots with intervals.",
    clicked=choose_on_click(view.name, "from"),
)  # fmt: skip
st.caption("Click a mark for that outlet’s sentences. Copies of one text weigh as the sidebar says.")

outlets = {outlet_name(outlet): outlet for outlet in page.outlets if outlet in matches.articles}
chosen = outlets.get(choose_from("Sentences of", [EVERY_OUTLET, *outlets], "from"))
articles = sum(matches.articles.values()) if chosen is None else matches.articles[chosen]
newest = matches.newest if chosen is None else matches.newest[matches.newest["outlet"] == chosen]
st.subheader(f"{number_of(articles, 'article')}, the newest first")
if articles > searches.NEWEST:
    st.caption(f"Sentences are looked up in the newest {searches.NEWEST}.")
passages = searches.passages(page.store, terms, field, tuple(newest["id"].head(searches.NEWEST)))
show_passages(passages, "search-sentences", page.context, SHOWN)
