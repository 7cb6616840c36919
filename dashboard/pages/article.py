"""One article with its evidence highlighted, explained and open to correction."""

import html
from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis.attribution.cues import states_something
from analysis.corpus.kinds import title_of
from analysis.scorers import measures
from analysis.types import ScoredArticle, Voice
from dashboard.cache import queries
from dashboard.cache.corpora import store_option
from dashboard.markup import highlight
from dashboard.markup.highlight import Evidence, Highlight, measurements_html, source_shown
from dashboard.report.context import HtmlText, Table
from dashboard.views.formatting import day, label, markdown_escaped, number_of, outlet_name, topic_name
from dashboard.views.stories import NO_HEADLINE
from dashboard.widgets import judgements, marks, share
from dashboard.widgets.choices.controls import (
    choose_article,
    choose_one,
    choose_several,
    enter_search_words,
    id_in_address,
    open_id,
    switch,
)
from dashboard.widgets.choices.missing import say_missing
from dashboard.widgets.downloads import csv_button, show_table
from dashboard.widgets.page import Page, PageEnd, open_page

#: articles in the list of choices
LISTED = 400
#: words shown per topic, and other articles of the same story
TERMS, ELSEWHERE = 5, 12
HOW_TO_OPEN = (
    "<p class='lead how-to-open'>Click a marked word to see why it counts and what the score would be without it."
    "<span class='by-keyboard'> Keyboard: Tab to the text, arrow keys to move between marks, Enter to open, Escape to "
    "close.</span></p>"
)


def find_article(page: Page) -> str | None:
    """Search the headlines and choose an article; returns its ID. Raises ``PageEnd`` if no headline matches."""
    left, right = st.columns([1, 3])
    with left:
        words = tuple(enter_search_words("Find in headlines").lower().split())
    matches = queries.ids_by_headline(page.store, words) if words else None
    found = queries.columns(page.store).article_list(page.filters, matches)
    if found.empty:
        st.info("No headline in this selection contains these words.")
        raise PageEnd
    listed = found.head(LISTED)
    requested = id_in_address("article")
    if requested and requested not in set(listed["id"]) and (matches is None or requested in matches):
        listed = pd.concat([queries.columns(page.store).article_list(page.filters, [requested]), listed])
    labels = {str(row["id"]): article_label(row) for row in page.with_headlines(listed).to_dict("records")}
    outside = bool(requested) and requested not in labels and bool(queries.scored_articles(page.store, str(requested)))
    with right:
        chosen = choose_article(list(labels), labels.__getitem__, outside)
    if len(found) > LISTED:
        st.caption(f"{LISTED} of {len(found):,} articles listed; use the search to find others.")
    if chosen:
        show_neighbours(list(labels), chosen)
    return chosen


def show_neighbours(ids: list[str], chosen: str) -> None:
    """Buttons that open the previous and the next article of the list."""
    index = ids.index(chosen)
    with st.container(horizontal=True, gap="small", key="neighbours"):
        for text, neighbour in (("← Previous", index - 1), ("Next →", index + 1)):
            exists = 0 <= neighbour < len(ids)
            target = ids[neighbour] if exists else chosen
            st.button(text, disabled=not exists, on_click=open_id, args=("article", target))


def article_label(row: dict[Hashable, Any]) -> str:
    """An article's headline, outlet and day, for a list of choices."""
    title, published = row["title"], row["published"]
    dated = isinstance(published, pd.Timestamp) and not pd.isna(published)
    headline = title if isinstance(title, str) else NO_HEADLINE
    return label(headline, outlet_name(str(row["outlet"])), day(published.date()) if dated else "")


def show_text(page: Page, scored: ScoredArticle) -> None:
    """The text with the chosen evidence highlighted, and the panel of the mark that is open."""
    titles, article = highlight.kind_titles(), scored.article.id
    kinds = choose_several("Mark", list(titles), highlight.shown_kinds(), "mark", titles.__getitem__)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        voice = highlight.VOICES[choose_one("Voice", list(highlight.VOICES), "voice")]
    with right:
        notes = switch("Reasons in the margin", "notes", default=True)
    every = highlight.evidence_of(scored, list(titles), None)
    at = id_in_address("at") or ""
    asked = next((evidence for evidence in every if evidence.id == at), None)
    if at and asked is None:
        say_missing([("mark", at)], outside=False)
    legend = highlight.legend_html(kinds)
    st.html(legend + HOW_TO_OPEN)
    highlights = marks_of(page, scored, kinds, voice, asked)
    with st.container(key="reading"):
        st.html(reading_html(page, scored, highlights, notes, asked.id if asked else ""))
        marks.open_on_click(article, asked.id if asked else "")
        if asked is not None:
            shown = [evidence for evidence in every if evidence.kind in kinds and voice in (None, evidence.voice)]
            marks.show_mark(page, scored, asked, shown, every)
    without_links = [replace(one, link="") for one in highlights]
    page.context.content.parts["text"] = HtmlText(legend + reading_html(page, scored, without_links, notes))
    if apart := queries.kept_apart(page.store, article):
        size = sum(len(piece.span) for piece in apart)
        st.caption(
            f"Dimmed: {size:,} of {number_of(len(scored.article.text), 'character')} are excluded. They belong to the "
            "page, not to the article, and no number counts them."
        )


def marks_of(
    page: Page, scored: ScoredArticle, kinds: Collection[str], voice: Voice | None, asked: Evidence | None
) -> list[Highlight]:
    """The highlights of the chosen evidence, of what is kept apart, of what was judged wrong, and of the open mark."""
    article = scored.article.id
    link = partial(marks.mark_link, article, marks.selection_and_choices())
    found = highlight.highlights_of(scored, kinds, voice, link)
    found += highlight.apart_highlights(queries.kept_apart(page.store, article))
    corrections = judgements.corrections_of(page.store, article)
    for evidence in highlight.evidence_of(scored, kinds, voice):
        judgement = judgements.judgement_text(evidence, corrections)
        if judgement.startswith("judged wrong"):
            found.append(Highlight(evidence.span, "wrong", judgement))
    return found + (highlight.asked_highlights(asked, link(asked.id)) if asked else [])


def reading_html(
    page: Page, scored: ScoredArticle, highlights: Sequence[Highlight], notes: bool, at: str = ""
) -> str:  # fmt: skip
    """The article as HTML: headline, outlet and day, topics, highlighted text, and captions, which are not scored.

    ``at`` is the ID of the mark that is open.
    """
    article = scored.article
    about = [outlet_name(article.outlet or ""), day(article.published) or "no date"]
    about += [f"publisher’s topic label: {topic_name(article.topic)}"] if article.topic else []
    line = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in about)
    head = f"<h2>{html.escape(article.title or NO_HEADLINE)}</h2><p class='lead'>{line}</p>"
    topics = queries.topics_of(page.store, article.id).to_dict("records")
    names = "; ".join(f"{topic['name']} ({', '.join(topic['terms'][:TERMS])})" for topic in topics)
    if names:
        head += f"<p class='lead'>Topics found in the text: {html.escape(names)}</p>"
    if kind := queries.kind_of(page.store, article.id):
        head += f"<p class='lead'>Kind: {html.escape(title_of(kind[0]))} – {html.escape(kind[1])}</p>"
    captions = "".join(f"<p>{html.escape(caption)}</p>" for caption in article.captions)
    below = f'<div class="captions"><b>Captions (not measured)</b>{captions}</div>' if captions else ""
    body = highlight.marked_html(article.text, highlights, notes)
    noted = " noted" if notes else ""
    return f'<article class="reading{noted}" data-at="{html.escape(at)}">{head}{body}</article>{below}'


def show_elsewhere(page: Page, article_id: str) -> None:
    """Buttons that open the other selected articles of the same story."""
    story = page.store.charts.story_of(article_id)
    others = queries.articles_of_story(page.store, story) if story else pd.DataFrame()
    if len(others):
        others = others[others["id"] != article_id]
    st.subheader("The same story in other outlets")
    if others.empty:
        st.caption("No other article on this story was found in this corpus.")
        return
    selected = others[page.are_selected(others["id"])]
    with st.container(gap=None, key="elsewhere"):
        for row in selected.head(ELSEWHERE).to_dict("records"):
            st.button(
                markdown_escaped(article_label(row)), key=f"to-{row['id']}", type="tertiary", on_click=open_id,
                args=("article", row["id"]),
            )  # fmt: skip
    left_out = len(others) - min(len(selected), ELSEWHERE)
    if left_out:
        st.caption(f"{left_out:,} more not listed here; those in the selection are on the page *Side by side*.")


def show_measurements(page: Page, scored: ScoredArticle) -> None:
    """Every measurement of the article."""
    known = {key: m for key, m in measures().items() if key in scored.measurements}
    st.subheader("Measurements")
    st.html(measurements_html({key: m for key, m in known.items() if m.in_profile}, scored.measurements))
    with st.expander("More measurements"):
        st.html(measurements_html({key: m for key, m in known.items() if not m.in_profile}, scored.measurements))
    found = ((measure, scored.measurements[key]) for key, measure in known.items())
    table = pd.DataFrame(
        [(measure.title, one.value, measure.unit, one.count, one.denominator) for measure, one in found],
        columns=["measure", "value", "unit", "count", "of"],
    )
    headings = {"measure": "Measure", "value": "Value", "unit": "Unit", "count": "Count", "of": "Divided by"}
    page.context.content.parts["measurements"] = Table(table, headings, tuple(known.values()))
    csv_button(table, f"sourcelight-article-{scored.article.id}", page.context)


def show_attributions(page: Page, scored: ScoredArticle) -> None:
    """Every attribution of the article: its source, cue and content; its role and whom it speaks for where stated.

    Attitudes are listed with a note that the measures of sourcing do not count them.
    """
    text = scored.article.text
    st.subheader("Who says what")
    table = pd.DataFrame(
        [
            (
                source_shown(a, text) or "–",
                a.title,
                a.on_behalf_of,
                (a.source_type or "unknown").replace("_", " "),
                a.cue.of(text),
                a.kind,
                "yes" if states_something(a.act, a.cue.of(text), a.content.of(text)) else "no: an attitude",
                a.content.of(text),
            )
            for a in scored.attributions
        ],
        columns=["source", "title", "on_behalf_of", "kind_of_source", "cue", "kind", "counted", "content"],
    )
    table = table.drop(columns=[name for name in ("title", "on_behalf_of") if table[name].isna().all()])
    headings = {
        "source": "Source", "title": "Role", "on_behalf_of": "On behalf of", "kind_of_source": "Kind of source",
        "cue": "Cue", "kind": "Kind", "counted": "Counted", "content": "What is said",
    }  # fmt: skip
    show_table(table, f"attributions-{scored.article.id}", page.context, headings)


page = open_page("article", "Which words in this text were counted, and why?")
chosen = find_article(page)
page.context.content.address = share.address()  # now that it contains the article chosen
found = queries.scored_articles(page.store, chosen) if chosen else []
if not found:
    raise PageEnd
[scored] = found
show_text(page, scored)
show_elsewhere(page, scored.article.id)
if not scored.measurements:
    st.info(f"This article has not been scored yet. Run: python -m analysis score{store_option(page.store)}")
    raise PageEnd
left, right = st.columns([2, 3], gap="large")
with left:
    show_measurements(page, scored)
with right:
    show_attributions(page, scored)
