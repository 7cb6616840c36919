"""The page Words: its numbers, its pictures, and the sentences with a word."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import counted
from analysis.corpus.passages import Passage
from analysis.scorers import measures
from analysis.statistics.distinctive import OutletText, distinctive_in_stories, places_of, words_of
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.types import Span
from dashboard.figures import words as words_figures
from dashboard.markup import passages as passage_views
from dashboard.theme import Style, Theme
from dashboard.views import words as words_views
from tests.support.pages import SCRIPT, Open, figures, page_html, without_errors


@pytest.fixture(scope="module")
def words() -> pd.DataFrame:
    texts = []
    for story in range(12):
        texts.append(OutletText("the crowd was huge and the crowd was loud " * 4, "A", f"s{story}"))
        texts.append(OutletText("the group was huge and the group was loud " * 4, "B", f"s{story}"))
    return distinctive_in_stories(texts, "A")


def test_words_are_drawn_as_ratios_with_the_clearest_first(words: pd.DataFrame) -> None:
    view = words_views.distinctive(words, "A")
    assert view.table["word"].tolist()[0] == "crowd"
    assert "group" in view.table[view.table["use"] == words_views.LESS]["word"].tolist()[:1]
    crowd = view.table.iloc[0]
    assert crowd["low"] < crowd["times"] < crowd["high"]
    assert crowd["low"] > 1
    figure = go.Figure(words_figures.distinctive(view, Theme(False), Style(0, "circle"), ""))
    drawn = {
        name[0]: x for t in figure.data if t.customdata is not None for name, x in zip(t.customdata, t.x, strict=True)
    }
    assert drawn == pytest.approx(dict(zip(view.table["word"], view.table["times"], strict=True)))
    said = words_views.distinctive_sentence(words, "A", 12, 40)
    assert said.startswith("In the newest 12 of the 40 stories that A shares")
    assert "“crowd”" in said
    assert "48 uses" not in words_views.distinctive_sentence(words.head(0), "A", 0, 0)
    assert words_views.distinctive(words.head(0), "A").empty


def test_a_word_is_found_where_it_is_counted() -> None:
    text = "May it end? Close to Mr. Close, they close it; don’t ask. www.close.example and close-up"
    for word in ("close", "may", "don't", "close-up"):
        places = places_of(text, word)
        expected = words_of(text, known={"close", "may"})[word]
        assert len([p for p in places if not text[: p.start].endswith("www.")]) == expected, word
    assert [p.of(text) for p in places_of(text, "close", names=True)][:3] == ["Close", "Close", "close"]
    assert not places_of("", "close")


def test_loaded_words_are_counted_by_voice_and_outlet(demo_store: Store) -> None:
    store = demo_store
    cues = store.search.cues(EVERYTHING, "loaded")
    frame = counted(ArticleColumns(store).measured(EVERYTHING, ["loaded.outlet"]), "loaded.outlet")
    table = words_views.loaded_words(cues, frame)
    assert table["own"].sum() == frame["count"].sum()
    assert table["own"].is_monotonic_decreasing
    assert words_views.loaded_words(cues.head(0), frame).empty
    own, sources = measures()["loaded.outlet"], measures()["loaded.sources"]
    both = ArticleColumns(store).measured(EVERYTHING, [own.key, sources.key])
    view = words_views.loaded(both, {own.key: own, sources.key: sources})
    said = words_views.loaded_sentence(both, own, sources, view)
    assert re.search(r"In 80 articles, outlets use \d+\.\d \(95 % interval", said)
    few = both[both["id"].isin(both["id"].unique()[:2])]
    assert "Too few" in words_views.loaded_sentence(few, own, sources, view)


def test_passages_are_escaped_and_link_to_their_article() -> None:
    one = Passage(
        "a1", SCRIPT, f"{SCRIPT} title", dt.date(2025, 3, 1), f"It {SCRIPT} may rain.", (Span(0, 2),), "quoted"
    )
    two = Passage("a2", "", None, None, "=cmd()", (Span(0, 6),))
    shown = passage_views.passages_html([one, one, one, one, two], {"outlet": ["A & B", '"C"']})
    assert "<script" not in shown
    assert "and 1 more sentence in this article" in shown
    assert 'href="article?outlet=A+%26+B&amp;outlet=%22C%22&amp;article=a1"' in shown
    assert re.search(r'<span class="hit"[^>]*>It</span>', shown)
    assert "(no headline)" in shown
    table = passage_views.passages_table([one, two])
    assert table["found"].tolist() == ["It", "=cmd()"]
    assert passage_views.passages_table([]).columns.tolist() == table.columns.tolist()


def test_a_word_is_chosen_and_its_sentences_are_shown(open_page: Open) -> None:
    app = open_page("words", whose="Meridian Wire")
    assert app.selectbox(key="whose").value == "Meridian Wire"
    chart = figures(app)[0]
    assert chart.layout.title.text == "Words that Meridian Wire uses more and less often"
    options = app.selectbox(key="word").options
    without_errors(app.selectbox(key="word").set_value(options[1]).run())
    shown = page_html(app)
    assert f'title="search term">{options[1]}</span>' in shown.lower()
    assert "article?article=" in shown.replace("whose=Meridian+Wire&amp;", "")
    without_errors(app.toggle(key="names").set_value(True).run())
    assert len(figures(app)) == 2


def test_an_outlet_that_shares_no_story_says_so(open_page: Open) -> None:
    app = open_page("words", "one_outlet")
    assert "shares 0 stories with other outlets" in page_html(app)
    assert len(figures(app)) == 1
