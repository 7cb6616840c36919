"""What is in this corpus, and how its outlets differ on the measures of the profile."""

import html

import streamlit as st

from analysis.scorers import measures
from dashboard.cache import queries
from dashboard.figures import overview as overview_figures
from dashboard.views import overview as overview_views
from dashboard.views import profile as profile_views
from dashboard.views.formatting import day
from dashboard.widgets.controls import choose_order, open_requested_articles
from dashboard.widgets.downloads import say, show_chart
from dashboard.widgets.page import PageEnd, open_page

page = open_page("Overview", "What is in this corpus, how complete is it, and how do its outlets differ?")
dated = page.selected["published"].dropna()
counts = queries.columns(page.store).completeness(page.filters)

facts = {
    "articles": f"{counts['articles']:,}",
    "outlets": f"{page.selected['outlet'].nunique():,}",
    "topics": f"{page.selected['topic'].nunique():,}",
    "words": f"{int(page.selected['words'].sum()):,}",
    "first day": day(dated.min().date()) if len(dated) else "–",
    "last day": day(dated.max().date()) if len(dated) else "–",
    "without a date": f"{counts['articles'] - counts['dated']:,}",
}
cells = "".join(f"<div><b>{html.escape(v)}</b><span>{html.escape(k)}</span></div>" for k, v in facts.items())
completeness = overview_views.completeness_sentence(counts)
st.html(f'<div class="facts">{cells}</div><p class="lead">Of these articles: {completeness}</p>')

shown = {key: measure for key, measure in measures().items() if measure.in_profile}
profile = page.view(profile_views.profile, tuple(shown))
if profile.empty:
    st.info("These articles have not been scored yet. Run: python -m analysis score")
    raise PageEnd


@st.fragment
def outlets_at_a_glance() -> None:
    """The picture in the order that the reader chooses; changing the order draws only this fragment again."""
    open_requested_articles()
    order = choose_order(shown)
    view = profile_views.sorted_by(profile, order)
    measure = shown[order or next(iter(shown))]
    spread = overview_views.spread_sentence(view.table[view.table["measure"] == measure.key], measure)
    say(spread, "spread", page.context)
    digits = {key: measure.decimals for key, measure in shown.items()}
    show_chart(
        view, overview_figures.overview(view, page.theme, page.styles, page.context.caption, digits), page.context,
        alt=f"A row for each outlet, a column for each measure, in each a dot with its interval. {spread}",
        clicked=page.open_articles_on_click(view, "outlet"),
    )  # fmt: skip
    st.caption("Click a dot to read the articles of its outlet.")


outlets_at_a_glance()
