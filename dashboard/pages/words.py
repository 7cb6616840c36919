"""What an outlet says and the others do not, inside the same stories; and loaded words, with the sentences."""

import html

import pandas as pd
import streamlit as st

from analysis.columns.counts import counted
from analysis.corpus.search_terms import Term
from analysis.statistics import ENOUGH_STORIES
from analysis.types import Measure
from dashboard.cache import searches
from dashboard.figures import profile as profile_figures
from dashboard.figures import words as words_figures
from dashboard.theme import style_of
from dashboard.views import words as words_views
from dashboard.views.base import View
from dashboard.views.formatting import outlet_name
from dashboard.widgets.controls import choose_from, choose_on_click, switch
from dashboard.widgets.downloads import say, show_chart, show_table
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.passages import show_passages

#: so many articles are looked into, and so many are shown
ARTICLES, SHOWN = 60, 12


def show_distinctive(page: Page) -> None:
    """The words that set one outlet apart."""
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        outlet = choose_from("Outlet", page.outlets, "whose", outlet_name)
    with right:
        names = switch(
            "Names too", "names", "Words that have a capital inside a sentence are left out otherwise, agencies too."
        )
    found = searches.distinct(page.store, page.filters, outlet, names)
    if found.words.empty:
        said = (
            f"Of this selection, {outlet_name(outlet)} shares {found.shared} stories with other outlets; "
            f"{ENOUGH_STORIES} are needed. Widen the selection, or choose another outlet."
        )
        say(said, "distinctive", page.context)
        return
    st.caption(
        "Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), as a ratio; the intervals allow "
        "for words that come in bursts, story by story. Hollow: may well be chance, for so many words are looked at. "
        "What an outlet repeats under every article is found as well. Click a mark for its sentences."
    )
    said = words_views.distinctive_sentence(found.words, outlet, found.stories, found.shared)
    say(said, "distinctive", page.context)
    view = words_views.distinctive(found.words, outlet)
    style = style_of(page.styles, outlet_name(outlet))
    show_chart(
        view, words_figures.distinctive(view, page.theme, style, _caption(page)), page.context,
        alt=f"Words that {outlet_name(outlet)} uses more and less often than other outlets, with intervals.",
        clicked=choose_on_click(view.name, "word"),
    )  # fmt: skip
    show_sentences(page, view, outlet, found.articles, names)
    with st.expander("More words, as a table"):
        show_table(
            words_views.listed(found.words),
            "words",
            page.context,
            {
                "word": "Word",
                "times": "Times as often",
                "low": "95 % from",
                "high": "to",
                "count": "Uses",
                "others": "Uses by others",
                "stories": "Stories",
                "q": "q",
                "use": "Used",
            },
        )


def _caption(page: Page) -> str:
    return f"{page.context.provenance}\nBars: 95 % intervals over stories."


def show_sentences(page: Page, view: View, outlet: str, inside: frozenset[str], names: bool) -> None:
    """One word's sentences of the outlet and of the others, in the stories that they share."""
    word = choose_from("The sentences that hold", [str(word) for word in view.table["word"]], "word")
    newest = searches.holding(page.store, page.filters, (Term((word,)),), "text", tuple(sorted(inside))).newest
    own = newest["outlet"] == outlet
    sides = ((outlet_name(outlet), newest[own], "own"), ("Other outlets", newest[~own], "others"))
    for column, (name, articles, side) in zip(st.columns(2, gap="large"), sides, strict=True):
        with column:
            st.html(f"<h3>{html.escape(name)}</h3>")
            passages = searches.word_passages(page.store, word, names, tuple(articles["id"].head(ARTICLES)))
            if not passages:
                st.caption("No sentence of these stories holds it.")
                continue
            show_passages(passages, f"sentences-{side}", page.context, SHOWN)


def show_loaded(page: Page, own: Measure, sources: Measure, frame: pd.DataFrame) -> None:
    """Loaded words by outlet and voice, and the sentences of one."""
    st.header("Loaded words")
    st.caption(f"{own.description} {own.limits}")
    measures = {m.key: m for m in (own, sources)}
    view = words_views.loaded(frame, measures)
    said = words_views.loaded_sentence(frame, own, sources, view)
    say(said, "loaded", page.context)
    digits = {key: measure.decimals for key, measure in measures.items()}
    show_chart(
        view, profile_figures.profile(view, page.theme, page.styles, page.context.caption, digits, columns=2), page.context,
        alt="Loaded words per 1,000 words by outlet, in its own voice and in its sources’, as dots with intervals.",
    )  # fmt: skip
    words = words_views.loaded_words(searches.cues(page.store, page.filters, "loaded"), counted(frame, own.key))
    if words.empty:
        st.caption("No article of this selection holds a loaded word.")
        return
    word = choose_from("The sentences that hold the loaded word", _looked_up(words), "loaded")
    terms = (Term(tuple(word.split())),)
    held = searches.holding(page.store, page.filters, terms, "loaded")
    passages = searches.passages(page.store, terms, "loaded", tuple(held.newest["id"].head(ARTICLES)))
    st.caption(f"In {sum(held.articles.values()):,} articles, the newest first; each says whose voice it is.")
    show_passages(passages, "sentences-loaded", page.context, SHOWN)
    st.caption(
        "All loaded words of the selection. “Used most by” gives uses in an outlet’s own voice per 100,000 words of "
        f"its own, and how many, among the largest outlets, where there are {words_views.ENOUGH_USES} at least."
    )
    show_table(
        words,
        "loaded-words",
        page.context,
        {
            "word": "Word",
            "category": "Category",
            "own": "Own voice",
            "quoted": "Quoted",
            "reported": "Reported",
            "outlets": "Outlets",
            "used_most_by": "Used most by",
        },
        own,
        sources,
    )


def _looked_up(words: pd.DataFrame) -> list[str]:
    """The words that can be looked up: all but bare marks such as “?”."""
    return [word for word in dict.fromkeys(words["word"]) if any(c.isalnum() for c in word)]


page = open_page("Words", "Which words set an outlet apart, and which carry a judgement?")
own, sources = page.measure("loaded.outlet"), page.measure("loaded.sources")
measured = page.measured(own.key, sources.key)
if measured.empty:
    st.info("Nothing has been measured on these articles yet. Run: python -m analysis score")
    raise PageEnd
show_distinctive(page)
show_loaded(page, own, sources, measured)
