"""The page Search: counts by outlet and sentences, in every field and for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.corpus.search_terms import terms_of
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from dashboard.views import search as search_views
from tests.support.pages import SCRIPT, Open, check_no_markup, figures, page_html, without_errors


def test_a_search_counts_articles_by_outlet_and_shows_sentences(open_page: Open) -> None:
    app = open_page("search", query="ferr*")
    [chart] = figures(app)
    assert chart.layout.title.text == "Articles with “ferr”*, by outlet"
    assert "of 80 articles hold “ferr”* in text or headline" in page_html(app)
    outlets = app.selectbox(key="from").options
    assert len(outlets) > 3
    without_errors(app.selectbox(key="from").set_value(outlets[1]).run())
    shown = page_html(app).lower()
    assert '<span class="hit" title="looked for">ferr' in shown
    assert f"<small><bdi>{outlets[1].lower()}</bdi>" in shown
    assert f"<small><bdi>{outlets[2].lower()}</bdi>" not in shown


#: what can be searched -> a search that articles of the demonstration corpus match
SEARCHES = {
    "Texts": "may", "Speakers": "or*", "Cues of speech": "said", "Hedges": "may", "Boosters": "cl*",
    "Appeals": "let*", "Loaded words": "re*", "Sentiment words (TextBlob)": "hard", "Tone words": "cr*",
}  # fmt: skip


@pytest.mark.parametrize("place", search_views.fields())
def test_every_place_can_be_searched(open_page: Open, stores: dict[str, Path], place: str) -> None:
    query = SEARCHES[place]
    field = search_views.fields()[place]
    articles = len(Store(stores["normal"]).search.matching(EVERYTHING, terms_of(query), field))
    assert articles
    app = open_page("search", query=query, **{"in": place})
    assert f"{articles} of 80 articles" in page_html(app)
    assert len(figures(app)) == 1
    assert 'class="passage"' in page_html(app)


def test_an_empty_search_and_one_without_results_say_what_to_do(open_page: Open) -> None:
    app = open_page("search")
    assert "Type a word above" in app.info[0].value
    assert [heading.value for heading in app.sidebar.subheader] == ["Selection", "This view"]
    app = open_page("search", query="zzyzx")
    assert "Nothing of this selection holds it" in app.info[0].value
    assert "0 of 80 articles" in page_html(app)
    app = open_page("search", query="a*")
    assert "too short" in app.info[0].value


@pytest.mark.parametrize("typed", [SCRIPT, "'; DROP TABLE articles; --", "[(?i)", "🎉 مرحبا", "\\"])
def test_any_text_can_be_searched_for(open_page: Open, typed: str) -> None:
    check_no_markup(open_page("search", "hostile", query=typed))


def test_the_sentence_says_that_articles_are_too_few_for_a_rate(open_page: Open) -> None:
    app = open_page("search", "one_article", query="the")
    assert "articles are needed for a share" in page_html(app)
    assert search_views.terms_text(terms_of('a "b c" de*')) == "“a” and “b c” and “de”*"


def test_operators_of_other_searches_are_words_and_the_page_says_so(open_page: Open) -> None:
    captions = [caption.value for caption in open_page("search", query='ferry OR "AND" NOT').caption]
    assert any(caption.startswith("“OR” and “NOT” are looked for like any other word") for caption in captions)
    assert not any("looked for like" in caption.value for caption in open_page("search", query="ferry or").caption)


def test_shares_are_never_above_all_articles(open_page: Open) -> None:
    page = page_html(open_page("search", query="the"))
    assert "80 of 80 articles hold “the” in text or headline: each text counted once, 100.0 % (95 % interval" in page
    highest = [float(end) for end in re.findall(r"to ([\d.]+)\)", page)]
    assert highest
    assert max(highest) <= 100
