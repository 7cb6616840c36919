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
    "outlet": "Outlet", "articles": "Articles with any", "of": "Of articles", "characters": "Characters kept apart",
    "share": "% of its text", "example": "The piece in most articles", "times": "Articles with this piece",
}  # fmt: skip

#: scorer -> why nothing is known of how right it is
NOT_MEASURED = {"sentiment": "is not measured here: the numbers are another library’s, passed on as they are"}

page = open_page("methods", "What does each number mean, and what can it not tell?")
st.markdown(
    f"""
**Voices.** Every word of an article stands in one of three voices: the *outlet’s own*, *inside quotation marks* that
somebody speaks (or in a post that the page shows whole), or *reported from a source* without marks. “Milley said it
will probably fail” is Milley’s doubt, not the paper’s. Titles, slogans and scare quotes are the outlet’s own.

**Rates** are pooled: all cues of the selected articles over all their words, not an average of articles.
Polarity and subjectivity are averages of articles, and so is the number of distinct sources.

**Intervals** are {100 * CONFIDENCE:.0f} % bootstraps over stories ({DRAWS:,} draws, seeded, so the same selection gives
the same interval): articles on one event are drawn together. Fewer than {ENOUGH_ARTICLES} articles give no number: the
page says “too few articles”. How often such intervals contain the true value in simulated corpora is in
docs/measurements/simulations.md.

**Sides.** Words that name a camp, a people or a disputed thing are neither loaded nor favourable or unfavourable, and
an epithet counts as much as its mirror on the other side. Every decision and its rule is in
docs/measurements/lean.md. Polarity and subjectivity are another library’s and not held to this.

**Copies.** Text that several articles carry, such as agency copy, is counted once unless you choose otherwise: each of
its n carriers counts as one nth. Quotations, posts, statements and testimony are no copies. Text that only one outlet
prints, more than once, is called recycled.

**Comparing outlets** over all articles compares what they choose to cover as much as how they cover it. The page
Compare sets beside it the difference with topics evened out and the one inside the same stories. Do not read intent
into any of them.
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
        st.markdown("*How right it is*, on labelled texts (1 is perfect):")
        checked = sentences(measure.key for measure in scorer.measures)
        for sentence in checked:
            st.html(f'<p class="gap">{html.escape(sentence)}</p>')
        if checked:
            st.caption(
                "These sentences are beside every picture of such numbers. Their intervals are Wilson’s, as if labels "
                "were independent. Who labelled and what the rules were written on is said in the table."
            )
        st.html(accuracy_html(figures))
    else:
        st.markdown(f"*How right it is* {NOT_MEASURED.get(scorer.name, 'is not measured yet')}.")
    for limit in dict.fromkeys(m.limits for m in scorer.measures):
        st.markdown(f"*Where it fails.* {limit}")
    st.markdown(f"*To cite:* Sourcelight {__version__}, {scorer.title.lower()}, scorer version {scorer.version}.")

st.subheader("What is kept apart")
apart = queries.kept_apart_by_outlet(page.store)
st.caption(
    "Credits, calls to subscribe, links to other articles, and lines that an outlet repeats at the same place in at "
    f"least {LEAST_ARTICLES} articles stay in the text that you read, dimmed, but are not counted: not in words, "
    "marks, distinctive words, stories or quotations."
)
if apart.empty:
    st.caption("Nothing is kept apart in this corpus.")
else:
    st.markdown(
        f"{number_of(apart['characters'].sum(), 'character')} of {number_of(apart['articles'].sum(), 'article')} are "
        "kept apart. By outlet:"
    )
    show_table(apart.assign(share=(100 * apart["share"]).round(2)), "kept-apart", page.context, APART_HEADINGS)

st.subheader("How right the marks are on this corpus")
st.caption(
    "What readers said of marks on the page Article. A precision counts articles only in which every mark of the kind "
    "was judged, since single judgements favour what looks wrong; marks that the current scorers no longer make are "
    f"left out. Intervals are {100 * CONFIDENCE:.0f} % (Wilson), as if marks were independent: read them with the "
    "number of articles."
)
labelled = page.store.corrections.labelled()
if labelled.empty:
    st.caption("Nobody has judged a mark of this corpus yet.")
else:
    st.html(precision_html(precision(labelled)))
    gone = int((~labelled["still_found"].astype(bool)).sum())
    st.caption(
        f"{number_of(len(labelled), 'mark')} judged; {gone:,} of them {'is' if gone == 1 else 'are'} not made any more."
    )
    csv_button(labelled, "sourcelight-corrections", page.context, "The labelled set as CSV")

st.subheader("How to cite a view")
st.html(f"<p class='gap'>{html.escape(page.context.citation)}</p>")
st.caption("The same line is in every report. The figures on labelled data are also in docs/reference/accuracy.md.")
