"""What is in this corpus, and how its outlets differ on the measures of the profile."""

import html

import streamlit as st

from analysis.columns.counts import by_topics
from analysis.scorers import measures
from dashboard.cache import queries
from dashboard.figures import overview as overview_figures
from dashboard.views import overview as overview_views
from dashboard.views import profile as profile_views
from dashboard.views.formatting import day
from dashboard.widgets.choices.controls import choose_measure
from dashboard.widgets.choices.history import keep
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import Page, PageEnd, open_page


def show_facts(page: Page) -> None:
    """How many articles, outlets, topics, words and days the selection has, and how complete it is."""
    dated = page.selected["published"].dropna()
    counts = queries.columns(page.store).completeness(page.filters)
    facts = {
        "articles": f"{counts['articles']:,}",
        "outlets": f"{page.selected['outlet'].nunique():,}",
        "topics": f"{by_topics(page.selected)['topic'].nunique():,}",
        "words": f"{int(page.selected['words'].sum()):,}",
        "first date": day(dated.min().date()) if len(dated) else "–",
        "last date": day(dated.max().date()) if len(dated) else "–",
        "undated": f"{counts['articles'] - counts['dated']:,}",
    }
    cells = "".join(f"<div><b>{html.escape(v)}</b><span>{html.escape(k)}</span></div>" for k, v in facts.items())
    completeness = overview_views.completeness_sentence(counts)
    st.html(f'<div class="facts">{cells}</div><p class="lead">Of these articles: {completeness}</p>')


page = open_page("overview", "How do all outlets differ, and how complete is this corpus?")
keep("beside")
shown = {key: measure for key, measure in measures().items() if measure.in_profile}
with page.bar:
    measure = page.measure(choose_measure("hedging.outlet"))
profile = page.view(profile_views.profile, tuple(shown | {measure.key: measure}))
if profile.empty:
    show_facts(page)
    st.info("These articles have not been scored yet. Run: python -m analysis score")
    raise PageEnd
view = profile_views.sorted_by(profile, measure.key)
spread = overview_views.spread_sentence(view.table[view.table["measure"] == measure.key], measure)
say(spread, "spread", page.context)
digits = {key: one.decimals for key, one in measures().items()}
show_chart(
    view, overview_figures.overview(view, page.theme, page.styles, page.context.caption, digits), page.context,
    alt=f"One row per outlet, one column per measure, each with a dot and its interval. {spread}",
    clicked=page.open_articles_on_click(view, "outlet"),
)  # fmt: skip
st.caption(f"Sorted by: {measure.title}. Click a dot to read the outlet’s articles.")
show_facts(page)
