"""The words that an outlet uses more or less often than others in the same stories, and loaded words."""

import html

import pandas as pd
import streamlit as st

from analysis.columns.counts import counted
from analysis.corpus.search_terms import Term
from analysis.statistics import ENOUGH_STORIES
from analysis.types import Measure
from dashboard.cache import searches
from dashboard.cache.searches import DistinctiveWords
from dashboard.figures import profile as profile_figures
from dashboard.figures import words as words_figures
from dashboard.theme import style_of
from dashboard.views import words as words_views
from dashboard.views.base import View
from dashboard.views.formatting import number_of, outlet_name
from dashboard.views.selection import no_articles
from dashboard.widgets.choices.controls import id_in_address, switch
from dashboard.widgets.choices.history import keep
from dashboard.widgets.choices.lists import choose_from, choose_on_click
from dashboard.widgets.downloads import say, show_chart, show_table
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.passages import show_passages

#: articles whose sentences are looked up, and articles whose sentences are shown
ARTICLES, SHOWN = 60, 12


def show_distinctive(page: Page) -> None:
    """The distinctive words of one outlet, and the sentences that contain one of them."""
    left, right = page.bar.columns([1, 2], vertical_alignment="bottom")
    with left:
        asked = id_in_address("whose")
        absent = [one for one in page.corpus.outlets if one not in page.outlets and outlet_name(one) == asked]
        outlet = choose_from("Outlet", "outlet", [*page.outlets, *absent], "whose", outlet_name)
    with right:
        explanation = "Otherwise words with a capital inside a sentence, such as names of agencies, are left out."
        names = switch("Include names", "names", explanation=explanation)
    if outlet is None:
        return
    if outlet in absent:
        st.html(f'<p class="gap">{html.escape(no_articles(outlet))}</p>')
        return
    found = searches.distinctive_words(page.store, page.filters, outlet, names)
    if found.words.empty:
        too_few = (
            f"In this selection, {outlet_name(outlet)} shares {number_of(found.shared, 'story', 'stories')} with "
            f"other outlets; {ENOUGH_STORIES} are needed. Widen the selection, or choose another outlet."
        )
        say(too_few, "distinctive", page.context)
        return
    view = words_views.distinctive(found.words, outlet)
    show_distinctive_picture(page, view, outlet, found)
    show_sentences(page, view, outlet, found.articles, names)
    headings = {
        "word": "Word", "times": "Times as often", "low": "95 % interval from", "high": "to", "count": "Uses",
        "others": "Uses by others", "stories": "Stories", "q": "q", "use": "Used",
    }  # fmt: skip
    with st.expander("More words, as a table"):
        show_table(words_views.word_table(found.words), "words", page.context, headings)


def show_distinctive_picture(page: Page, view: View, outlet: str, found: DistinctiveWords) -> None:
    """The picture of an outlet's distinctive words, with its method and its result in words."""
    st.caption(
        "Log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), shown as ratios; the "
        "intervals allow for words that cluster in a few stories. Hollow dots may be due to chance, because so many "
        "words are tested. Text that an outlet repeats under every article is included. Click a dot for its sentences."
    )
    result = words_views.distinctive_sentence(found.words, outlet, found.stories, found.shared)
    say(result, "distinctive", page.context)
    style = style_of(page.styles, outlet_name(outlet))
    caption = f"{page.context.provenance}\nBars: 95 % intervals over stories."
    show_chart(
        view, words_figures.distinctive(view, page.theme, style, caption), page.context,
        alt=f"Words that {outlet_name(outlet)} uses more and less often than other outlets, with intervals.",
        clicked=choose_on_click(view.name, "word"),
    )  # fmt: skip


def show_sentences(page: Page, view: View, outlet: str, articles: frozenset[str], names: bool) -> None:
    """The sentences with one word, of the outlet and of others, among the articles compared."""
    word = choose_from("Sentences containing", "word", [str(word) for word in view.table["word"]], "word")
    if word is None:
        return
    terms = (Term((word,)),)
    newest = searches.matching_articles(page.store, page.filters, terms, "text", tuple(sorted(articles))).newest
    own = newest["outlet"] == outlet
    sides = ((outlet_name(outlet), newest[own], "own"), ("Other outlets", newest[~own], "others"))
    for column, (name, matches, side) in zip(st.columns(2, gap="large"), sides, strict=True):
        with column:
            st.html(f"<h3>{html.escape(name)}</h3>")
            passages = searches.word_passages(page.store, word, names, tuple(matches["id"].head(ARTICLES)))
            if not passages:
                st.caption("No sentences in these stories.")
                continue
            show_passages(passages, f"sentences-{side}", page.context, SHOWN)


def show_loaded(page: Page, own: Measure, sources: Measure, frame: pd.DataFrame) -> None:
    """Loaded words by outlet and voice, the sentences with one of them, and all of them as a table."""
    st.header("Loaded words")
    st.caption(f"{own.description} {own.limits}")
    measures = {m.key: m for m in (own, sources)}
    view = words_views.loaded(frame, measures)
    say(words_views.loaded_sentence(frame, own, sources, view), "loaded", page.context)
    digits = {key: measure.decimals for key, measure in measures.items()}
    figure = profile_figures.profile(view, page.theme, page.styles, page.context.caption, digits, columns=2)
    alt = "Loaded words per 1,000 words by outlet, in its own voice and in its sources’, as dots with intervals."
    show_chart(view, figure, page.context, alt=alt)
    words = words_views.loaded_words(searches.cues(page.store, page.filters, "loaded"), counted(frame, own.key))
    if words.empty:
        st.caption("No loaded words in this selection.")
        return
    show_loaded_sentences(page, words)
    st.caption(
        "All loaded words in the selection. “Used most by” gives uses in an outlet’s own voice per 100,000 own words "
        f"and, in brackets, their number, for the largest outlets with at least {words_views.ENOUGH_USES} uses."
    )
    headings = {
        "word": "Word", "category": "Category", "own": "Own voice", "quoted": "Quoted", "reported": "Reported",
        "outlets": "Outlets", "used_most_by": "Used most by",
    }  # fmt: skip
    show_table(words, "loaded-words", page.context, headings, own, sources)


def show_loaded_sentences(page: Page, words: pd.DataFrame) -> None:
    """The sentences with one loaded word; bare marks such as “?” cannot be chosen."""
    options = [word for word in dict.fromkeys(words["word"]) if any(character.isalnum() for character in word)]
    word = choose_from("Sentences containing the loaded word", "loaded word", options, "loaded")
    if word is None:
        return
    terms = (Term(tuple(word.split())),)
    matches = searches.matching_articles(page.store, page.filters, terms, "loaded")
    passages = searches.passages(page.store, terms, "loaded", tuple(matches.newest["id"].head(ARTICLES)))
    st.caption(
        f"In {number_of(sum(matches.articles.values()), 'article')}, newest first, each with the voice it is in."
    )
    show_passages(passages, "sentences-loaded", page.context, SHOWN)


page = open_page("words", "Which words does an outlet use more than others, and which carry a judgement?")
keep("measure", "beside")
own, sources = page.measure("loaded.outlet"), page.measure("loaded.sources")
frame = page.measured(own.key, sources.key)
if frame.empty:
    st.info("These articles have not been scored yet. Run: python -m analysis score")
    raise PageEnd
show_distinctive(page)
show_loaded(page, own, sources, frame)
