"""What each measure means, with examples, its accuracy and its limits."""

import html

import streamlit as st

from analysis import __version__
from analysis.scorers import scorers
from analysis.scorers.score import score_text
from analysis.statistics import CONFIDENCE, DRAWS, ENOUGH_ARTICLES
from analysis.store.relations.furniture import LEAST_ARTICLES
from dashboard.cache import queries
from dashboard.markup.accuracy import accuracy_html, accuracy_of
from dashboard.markup.highlight import ATTRIBUTION, highlights_of, marked_html
from dashboard.markup.how_right import sentences
from dashboard.markup.precision import precision, precision_html
from dashboard.views.formatting import number_of
from dashboard.widgets.downloads import csv_button, show_table
from dashboard.widgets.page import open_page

APART_HEADINGS = {
    "outlet": "Outlet", "articles": "Articles with any", "of": "Articles", "characters": "Characters excluded",
    "share": "% of its text", "example": "Most frequent excluded text", "times": "Articles with it",
}  # fmt: skip

#: scorer -> why nothing is known of its accuracy
NOT_MEASURED = {"sentiment": "is not measured here: the numbers come unchanged from another library"}

page = open_page("methods", "What does each number mean, and what can it not tell?")
st.markdown(
    f"""
**Voices.** Every word of an article is in one of three voices: the *outlet’s own*, *inside quotation marks* (somebody’s
words, or a post that the page shows whole), or *reported from a source* without quotation marks. “Milley said it will
probably fail” is Milley’s doubt, not the paper’s. Titles, slogans and scare quotes count as the outlet’s own.

**Rates** are pooled: all cues in the selected articles divided by all their words. They are not averages over articles;
only polarity, subjectivity and the number of distinct sources are.

**Intervals** are {100 * CONFIDENCE:.0f} % bootstrap intervals over stories ({DRAWS:,} draws): articles on one event are
drawn together. The same selection always gives the same interval. Below {ENOUGH_ARTICLES} articles there is no number,
and the page says “too few articles”. docs/measurements/simulations.md shows how often such intervals contain the true
value in simulated corpora.

**Sides.** Words that name a political side, a people or a disputed thing do not count as loaded, favourable or
unfavourable, and an epithet for one side counts like its counterpart for the other. Every decision and its rule is in
docs/measurements/lean.md. Polarity and subjectivity come from another library, to which this does not apply.

**Copies.** Shared text, such as wire copy, counts once unless you choose otherwise: each of its n copies counts as one
nth. Shared quotations, posts, statements and testimony do not make an article a copy. Text that one outlet alone prints
more than once is called recycled.

**Comparing outlets** across all articles compares what they choose to cover as much as how they cover it. The page
*Outlets side by side* also shows the difference adjusted for topic mix and the difference within the same stories. None
of them says anything about intent.
"""
)
for scorer in scorers():
    st.subheader(scorer.title, anchor=scorer.name)
    st.caption(f"Scorer “{scorer.name}”, version {scorer.version}")
    for measure in scorer.measures:
        st.markdown(f"**{measure.title}** ({measure.unit}). {measure.description}")
    kinds = [kind.key for kind in scorer.kinds] or [ATTRIBUTION]
    rows = []
    for example in scorer.examples[:6]:
        marked = marked_html(example.text, highlights_of(score_text(example.text), kinds, None))
        rows.append(marked.replace("<p>", "<li>").replace("</p>", "</li>"))
    st.html(f'<ul class="reading" aria-label="Examples of {html.escape(scorer.title)}">{"".join(rows)}</ul>')
    figures = accuracy_of(scorer.name)
    if figures:
        st.markdown("*Accuracy* on labelled texts (1 is perfect):")
        checked = sentences(measure.key for measure in scorer.measures)
        for sentence in checked:
            st.html(f'<p class="gap">{html.escape(sentence)}</p>')
        if checked:
            st.caption(
                "These sentences appear next to every chart of such numbers. Their intervals (Wilson) treat labels as "
                "independent. The table says who labelled the texts and which texts the rules were written on."
            )
        st.html(accuracy_html(figures))
    else:
        st.markdown(f"*Accuracy* {NOT_MEASURED.get(scorer.name, 'is not measured yet')}.")
    for limit in dict.fromkeys(m.limits for m in scorer.measures):
        st.markdown(f"*Limits.* {limit}")
    st.markdown(f"*To cite:* Sourcelight {__version__}, {scorer.title.lower()}, scorer version {scorer.version}.")

st.subheader("Excluded text")
apart = queries.kept_apart_by_outlet(page.store)
st.caption(
    "Credits, calls to subscribe, links to other articles, and lines that an outlet repeats in the same place in at "
    f"least {LEAST_ARTICLES} articles are dimmed in the text that you read and counted nowhere: not in words, marks, "
    "distinctive words, stories or quotations."
)
if apart.empty:
    st.caption("No text is excluded in this corpus.")
else:
    st.markdown(
        f"{number_of(apart['characters'].sum(), 'character')} of {number_of(apart['articles'].sum(), 'article')} are "
        "excluded. By outlet:"
    )
    show_table(apart.assign(share=(100 * apart["share"]).round(2)), "kept-apart", page.context, APART_HEADINGS)

st.subheader("Precision of the marks in this corpus")
st.caption(
    "From readers’ judgements of marks on the page Article. Precision counts only articles in which every mark of the "
    "kind was judged, because readers who judge single marks tend to pick those that look wrong. Marks that the "
    f"current scorers no longer make are left out. Intervals are {100 * CONFIDENCE:.0f} % (Wilson) and treat marks as "
    "independent: read them together with the number of articles."
)
labelled = page.store.corrections.labelled()
if labelled.empty:
    st.caption("No mark in this corpus has been judged yet.")
else:
    st.html(precision_html(precision(labelled)))
    gone = int((~labelled["still_found"].astype(bool)).sum())
    st.caption(
        f"{number_of(len(labelled), 'mark')} judged; {gone:,} of them {'is' if gone == 1 else 'are'} no longer made."
    )
    csv_button(labelled, "sourcelight-corrections", page.context, "Labelled set as CSV")

st.subheader("How to cite a view")
st.html(f"<p class='gap'>{html.escape(page.context.citation)}</p>")
st.caption("Every report contains this line. The accuracy figures are also in docs/reference/accuracy.md.")
