"""What is in this corpus, and how its outlets differ on the measures that describe them at a glance."""

import html

import streamlit as st

from analysis.scorers import measures
from dashboard import figures, views
from dashboard.downloads import show_chart
from dashboard.page import open_page
from dashboard.selection import day

page = open_page("Overview", "What is in this corpus, and how do its outlets differ?")
dated = page.articles["published"].dropna()
facts = {
    "articles": f"{len(page.articles):,}",
    "outlets": f"{page.articles['outlet'].nunique():,}",
    "topics": f"{page.articles['topic'].nunique():,}",
    "words": f"{int(page.articles['words'].sum()):,}",
    "first day": day(dated.min().date()) if len(dated) else "–",
    "last day": day(dated.max().date()) if len(dated) else "–",
    "without a date": f"{int(page.articles['published'].isna().sum()):,}",
}
cells = "".join(f"<div><b>{html.escape(v)}</b><span>{html.escape(k)}</span></div>" for k, v in facts.items())
st.html(f'<div class="facts">{cells}</div>')

shown = {key: measure for key, measure in measures().items() if measure.in_profile}
frame = page.measured(*shown)
if frame.empty:
    st.info("These articles have not been scored yet. Run: python -m analysis score")
    st.stop()
view = views.profile(frame, shown)
figure = figures.profile(
    view, page.look, page.styles, page.context.caption, {key: m.decimals for key, m in shown.items()}
)
show_chart(view, figure, page.context, alt="Small multiples: every measure of every outlet as a dot with its interval.")
