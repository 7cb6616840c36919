"""One article with its evidence marked in place."""

import html

import pandas as pd
import streamlit as st

from analysis.scorers import measures
from dashboard import data, highlight
from dashboard.downloads import csv_button, show_table
from dashboard.filters import choose_article, choose_one, choose_some, search_words
from dashboard.highlight import measurements_html
from dashboard.page import open_page
from dashboard.selection import day, outlet_name, topic_name

LISTED = 400
#: so many of the words that decided a topic are named
TERMS = 5

page = open_page("Article", "What in this text made the numbers?")
left, right = st.columns([1, 3])
with left:
    words = search_words("Find in headlines").lower().split()
found = page.articles
if words:
    titles = found["title"].fillna("").str.lower()
    for word in words:
        found = found[titles.loc[found.index].str.contains(word, regex=False)]
if found.empty:
    st.info("No headline of this selection holds these words.")
    st.stop()
listed = found.head(LISTED)
asked = st.query_params.get("article")
if asked and asked not in set(listed["id"]):
    listed = pd.concat([found[found["id"] == asked], listed])
labels = {
    str(row["id"]): " – ".join(
        f"\u2068{part}\u2069"  # each part keeps its own direction of writing
        for part in (
            row["title"] if isinstance(row["title"], str) else "(no headline)",
            outlet_name(row["outlet"]),
            "" if pd.isna(row["published"]) else day(row["published"]),
        )
        if part
    )
    for row in listed.to_dict("records")
}

with right:
    chosen = choose_article(list(labels), lambda article_id: labels[article_id])
if len(found) > LISTED:
    st.caption(f"{LISTED} of {len(found):,} articles are listed; find others by the words of their headline.")
scored = data.scored(page.store, chosen) if chosen else None
if scored is None:
    st.info("Choose an article above.")
    st.stop()

kinds = choose_some(
    "Mark", list(highlight.KINDS), ["hedge", "booster", "loaded", "attribution"], "mark",
    lambda kind: highlight.KINDS[kind],
)  # fmt: skip
voice = highlight.VOICES[choose_one("Voice", list(highlight.VOICES), "voice")]
article = scored.article
about = [outlet_name(article.outlet or ""), day(article.published) or "no date", topic_name(article.topic or "")]
line = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in about)
text, numbers = st.columns([3, 2], gap="large")
with text:
    st.html(highlight.legend_html(kinds))
    head = f"<h2>{html.escape(article.title or '(no headline)')}</h2><p class='lead'>{line}</p>"
    topics = data.topics_of(page.store, article.id).to_dict("records")
    decided = "; ".join(f"{topic['name']} ({', '.join(topic['terms'][:TERMS])})" for topic in topics)
    if decided:
        head += f"<p class='lead'>Topics by their words: {html.escape(decided)}</p>"
    captions = "".join(f"<p>{html.escape(caption)}</p>" for caption in article.captions)
    below = f'<div class="captions"><b>Captions, not scored</b>{captions}</div>' if captions else ""
    body = highlight.marked_html(article.text, highlight.marks_of(scored, kinds, voice))
    st.html(f'<article class="reading">{head}{body}</article>{below}')
with numbers:
    st.subheader("Measurements")
    if not scored.measurements:
        st.info("This article has not been scored yet. Run: python -m analysis score")
        st.stop()
    known = {key: m for key, m in measures().items() if key in scored.measurements}
    st.html(measurements_html({key: m for key, m in known.items() if m.in_profile}, scored.measurements))
    with st.expander("All measurements"):
        st.html(measurements_html({key: m for key, m in known.items() if not m.in_profile}, scored.measurements))
    table = pd.DataFrame(
        [(m.title, f.value, m.unit, f.count, f.denominator) for m, f in
         ((m, scored.measurements[key]) for key, m in known.items())],
        columns=["measure", "value", "unit", "count", "of"],
    )  # fmt: skip
    csv_button(table, f"sourcelight-article-{article.id}", page.context)
    st.subheader("Who says what")
    said = pd.DataFrame(
        [
            (
                a.speaker or (a.source.of(article.text) if a.source else "–"),
                (a.source_type or "unknown").replace("_", " "),
                a.cue.of(article.text),
                a.kind,
                a.content.of(article.text),
            )
            for a in scored.attributions
        ],
        columns=["source", "kind_of_source", "cue", "kind", "content"],
    )
    show_table(
        said,
        f"attributions-{article.id}",
        page.context,
        {
            "source": "Source",
            "kind_of_source": "Kind of source",
            "cue": "Cue",
            "kind": "Kind",
            "content": "What is said",
        },
    )
