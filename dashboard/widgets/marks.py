"""The marks of an article's text: a click opens what is known about one, beside or below it, and all others like it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from analysis.scorers.leave_one_out import without
from analysis.types import ScoredArticle
from dashboard.cache import alike
from dashboard.cache.alike import Alike, Likeness
from dashboard.cache.components import component
from dashboard.markup.highlight import Evidence
from dashboard.markup.mark import about_html, without_html
from dashboard.markup.passages import Selection, page_link, passages_html, passages_table
from dashboard.views.formatting import markdown_escaped, number_of
from dashboard.views.sources import SOURCE_TYPE_NAMES
from dashboard.widgets import judgements
from dashboard.widgets.choices.controls import open_mark, selection_query
from dashboard.widgets.downloads import csv_button
from dashboard.widgets.page import Page

#: session key of the element that reports which mark was clicked
CLICKED_MARK = "clicked-mark"
#: characters of a mark's words in a label
LONGEST = 40
_JS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def selection_and_choices() -> Selection:
    """The choices in the address apart from the article and its mark, for links to marks of this page."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name not in ("article", "at")}


def mark_link(article: str, choices: Selection, mark: str) -> str:
    """The address of a mark of an article."""
    return page_link("article", choices, article=article, at=mark)


def open_on_click(article: str, at: str) -> None:
    """Open marks that are clicked in the text drawn before this, without loading the page again.

    ``at`` is the ID of the mark that is open; the text scrolls to it.
    """
    component("marks", js=_JS)(
        data={"article": article, "at": at}, key=CLICKED_MARK, on_clicked_change=partial(_clicked, article)
    )


def _clicked(article: str) -> None:
    open_mark(article, str(st.session_state[CLICKED_MARK].get("clicked") or ""))


def show_mark(
    page: Page, scored: ScoredArticle, mark: Evidence, shown: Sequence[Evidence], every: Sequence[Evidence]
) -> None:
    """The panel of a mark: why it counts, the scores without it, its judgement, and all others like it.

    ``shown`` is the evidence highlighted in the text, ``every`` is all evidence of the article.
    """
    store, article = page.store, scored.article.id
    with st.container(key="mark-panel"):
        _show_neighbours(article, mark, shown)
        judgement = judgements.judgement_text(mark, judgements.corrections_of(store, article))
        st.html(about_html(scored, mark, judgement))
        st.html(without_html(scored, mark, without(scored, mark.item)))
        judgements.ask_for_judgement(store, article, mark, every)
        _show_others(page, scored, mark)


def _show_neighbours(article: str, mark: Evidence, shown: Sequence[Evidence]) -> None:
    """Buttons that open the mark before and the mark after in the text, and one that closes the panel."""
    before = [other.id for other in shown if (other.span, other.kind) < (mark.span, mark.kind)]
    after = [other.id for other in shown if (other.span, other.kind) > (mark.span, mark.kind)]
    with st.container(horizontal=True, gap="small", key="mark-neighbours"):
        for text, ids in (("← Previous mark", before[-1:]), ("Next mark →", after[:1])):
            target = ids[0] if ids else mark.id
            st.button(text, disabled=not ids, on_click=open_mark, args=(article, target))
        st.button("Close", key="close-mark", on_click=open_mark, args=(article, ""))


def _show_others(page: Page, scored: ScoredArticle, mark: Evidence) -> None:
    """All others like a mark in the selection: their number, and their sentences when opened."""
    likeness = alike.likeness_of(scored, mark)
    others = alike.others_like(page.store, page.filters, scored.article.id, mark, likeness)
    if not others.number:
        st.caption(f"No other {_described(likeness, mark, 1)} in {_searched(others)}.")
        return
    title = f"{others.number:,} other {_described(likeness, mark, others.number)}"
    folded = st.expander(title, key=f"others-{mark.id}", on_change="rerun")
    if not folded.open:
        return
    with folded:
        found = alike.sentences(page.store, others.places)
        newest = f" These are the newest {len(others.places)}." if others.number > len(others.places) else ""
        st.caption(f"In {_searched(others)}.{newest}")
        st.html(passages_html(found, selection_query(), per_article=None))
        csv_button(passages_table(found), "sourcelight-marks-alike", page.context)


def _described(likeness: Likeness, mark: Evidence, number: int) -> str:
    """What others like a mark are called, as Markdown: its words, or the kind of its source."""
    if likeness.field == "source_type":
        return f"statement{'' if number == 1 else 's'} by a {SOURCE_TYPE_NAMES[likeness.value].lower()}"
    words = " ".join(mark.cue.split())
    return f"“\u2068{markdown_escaped(words if len(words) <= LONGEST else words[:LONGEST] + '…')}\u2069”"


def _searched(others: Alike) -> str:
    """The articles that were searched, in words."""
    if others.selected > others.searched:
        return f"a sample of {others.searched:,} of the {others.selected:,} articles in this selection"
    return f"the {number_of(others.selected, 'article')} in this selection"
