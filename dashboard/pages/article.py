"""One article to read, with its evidence marked in place, explained, and open to correction."""

import html
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from analysis.scorers import measures
from analysis.types import ScoredArticle
from dashboard.cache import queries
from dashboard.markup import highlight
from dashboard.markup.highlight import measurements_html
from dashboard.report.context import Passage, Table
from dashboard.views.formatting import day, outlet_name, topic_name
from dashboard.widgets import judgements, share
from dashboard.widgets.controls import choose_article, choose_one, choose_several, enter_search_words, open_id
from dashboard.widgets.downloads import csv_button, show_table
from dashboard.widgets.page import Page, PageEnd, open_page

LISTED = 400
#: so many of the words that decided a topic are named, and so many articles of the same story offered
TERMS, ELSEWHERE = 5, 12


def find_article(page: Page) -> str | None:
    """The search, the list, and the buttons to the neighbours in it."""
    left, right = st.columns([1, 3])
    with left:
        words = tuple(enter_search_words("Find in headlines").lower().split())
    titled = queries.titled(page.store, words) if words else None
    found = queries.columns(page.store).article_list(page.filters, titled)
    if found.empty:
        st.info("No headline of this selection holds these words.")
        raise PageEnd
    listed = found.head(LISTED)
    asked = st.query_params.get("article")
    if asked and asked not in set(listed["id"]) and (titled is None or asked in titled):
        listed = pd.concat([queries.columns(page.store).article_list(page.filters, [asked]), listed])
    labels = {str(row["id"]): article_label(row) for row in page.with_headlines(listed).to_dict("records")}
    with right:
        chosen = choose_article(list(labels), labels.__getitem__)
    if len(found) > LISTED:
        st.caption(f"{LISTED} of {len(found):,} articles are listed; find others by the words of their headline.")
    if chosen:
        ids = list(labels)
        at = ids.index(chosen)
        with st.container(horizontal=True, gap="small", key="neighbours"):
            for label, place in (("← Previous", at - 1), ("Next →", at + 1)):
                there = 0 <= place < len(ids)
                st.button(
                    label, disabled=not there, on_click=open_id, args=("article", ids[place] if there else chosen)
                )  # fmt: skip
    return chosen


def article_label(row: dict[Hashable, Any]) -> str:
    """An article in a list; each part keeps its own direction of writing."""
    title, published = row["title"], row["published"]
    parts = (
        title if isinstance(title, str) else "(no headline)",
        outlet_name(str(row["outlet"])),
        day(published.date()) if isinstance(published, pd.Timestamp) and not pd.isna(published) else "",
    )
    return " – ".join(f"\u2068{part}\u2069" for part in parts if part)


def show_text(page: Page, scored: ScoredArticle) -> None:
    """The text with the chosen marks, and the one mark that the reader asks about."""
    titles = highlight.kind_titles()
    kinds = choose_several(
        "Mark", list(titles), highlight.shown_kinds(), "mark", titles.__getitem__,
    )  # fmt: skip
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        voice = highlight.VOICES[choose_one("Voice", list(highlight.VOICES), "voice")]
    with right:
        notes = st.toggle("Reasons in the margin", value=True, key="notes", bind="query-params")
    article = scored.article
    findings = highlight.evidence_of(scored, kinds, voice)
    corrections = judgements.corrections_of(page.store, article.id)
    st.html(highlight.legend_html(kinds))
    place = st.container()
    st.subheader("Ask about a mark")
    st.caption(
        "Choose a mark to see why it counts and what the score would be without it, and to say whether it is right."
    )
    finding = judgements.choose(findings, corrections)
    marks = highlight.highlights_of(scored, kinds, voice)
    for wrong in (f for f in findings if judgements.judgement_text(f, corrections).startswith("judged wrong")):
        marks.append(highlight.Highlight(wrong.span, "wrong", judgements.judgement_text(wrong, corrections)))
    if finding is not None:
        marks.append(highlight.Highlight(finding.span, "asked", "the mark you ask about", note=False))
        judgements.show(page.store, scored, finding, highlight.evidence_of(scored, list(titles), None))
    reading = reading_html(page, scored, marks, notes)
    page.context.shown.parts["text"] = Passage(highlight.legend_html(kinds) + reading)
    with place:
        st.html(reading)


def reading_html(page: Page, scored: ScoredArticle, marks: list[highlight.Highlight], notes: bool) -> str:
    """Headline, where and when, topics, the marked text, and the captions that are not scored."""
    article = scored.article
    about = [outlet_name(article.outlet or ""), day(article.published) or "no date", topic_name(article.topic or "")]
    line = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in about)
    head = f"<h2>{html.escape(article.title or '(no headline)')}</h2><p class='lead'>{line}</p>"
    topics = queries.topics_of(page.store, article.id).to_dict("records")
    decided = "; ".join(f"{topic['name']} ({', '.join(topic['terms'][:TERMS])})" for topic in topics)
    if decided:
        head += f"<p class='lead'>Topics by their words: {html.escape(decided)}</p>"
    captions = "".join(f"<p>{html.escape(caption)}</p>" for caption in article.captions)
    below = f'<div class="captions"><b>Captions, not scored</b>{captions}</div>' if captions else ""
    body = highlight.marked_html(article.text, marks, notes)
    noted = " noted" if notes else ""
    return f'<article class="reading{noted}">{head}{body}</article>{below}'


def show_elsewhere(page: Page, article_id: str) -> None:
    """The other articles of the same story, one click away."""
    story = page.store.charts.story_of(article_id)
    others = queries.of_story(page.store, story) if story else pd.DataFrame()
    if len(others):
        others = others[others["id"] != article_id]
    st.subheader("The same story elsewhere")
    if others.empty:
        st.caption("No other article of this corpus was found to tell this story.")
        return
    selected = others[page.holds(others["id"])]
    with st.container(gap=None, key="elsewhere"):
        for row in selected.head(ELSEWHERE).to_dict("records"):
            st.button(
                _plain(article_label(row)), key=f"to-{row['id']}", type="tertiary", on_click=open_id,
                args=("article", row["id"]),
            )  # fmt: skip
    left_out = len(others) - min(len(selected), ELSEWHERE)
    if left_out:
        st.caption(f"{left_out:,} more are not shown here; the page Stories shows them, within the selection.")


def _plain(label: str) -> str:
    """A button's label is Markdown: what would be markup is written out."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|$:~&" else c for c in label)


def show_numbers(page: Page, scored: ScoredArticle) -> None:
    """Every measurement of the article, and who says what."""
    article = scored.article
    left, right = st.columns([2, 3], gap="large")
    known = {key: m for key, m in measures().items() if key in scored.measurements}
    with left:
        st.subheader("Measurements")
        st.html(measurements_html({key: m for key, m in known.items() if m.in_profile}, scored.measurements))
        with st.expander("All measurements"):
            st.html(measurements_html({key: m for key, m in known.items() if not m.in_profile}, scored.measurements))
        table = pd.DataFrame(
            [(m.title, f.value, m.unit, f.count, f.denominator) for m, f in
             ((m, scored.measurements[key]) for key, m in known.items())],
            columns=["measure", "value", "unit", "count", "of"],
        )  # fmt: skip
        headings = {"measure": "Measure", "value": "Value", "unit": "Unit", "count": "Count", "of": "Of"}
        page.context.shown.parts["measurements"] = Table(table, headings, tuple(known.values()))
        csv_button(table, f"sourcelight-article-{article.id}", page.context)
    with right:
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
        headings = {
            "source": "Source", "kind_of_source": "Kind of source", "cue": "Cue", "kind": "Kind",
            "content": "What is said",
        }  # fmt: skip
        show_table(said, f"attributions-{article.id}", page.context, headings)


page = open_page("Article", "What in this text made the numbers?")
chosen = find_article(page)
page.context.shown.address = share.address()  # with the article that was just chosen
found = queries.scored(page.store, chosen) if chosen else []
if not found:
    st.info("Choose an article above.")
    raise PageEnd
[scored] = found
show_text(page, scored)
show_elsewhere(page, scored.article.id)
if not scored.measurements:
    st.info("This article has not been scored yet. Run: python -m analysis score")
    raise PageEnd
show_numbers(page, scored)
