"""The page Search: counts by outlet and sentences, from a link, and with anything typed."""

from __future__ import annotations

import pytest

from analysis.corpus.search_terms import terms_of
from dashboard.views import search as search_views
from tests.support.pages import SCRIPT, Open, figures, sound, written


def test_a_search_counts_articles_by_outlet_and_shows_sentences(open_page: Open) -> None:
    app = open_page("search", query="ferr*")
    [chart] = figures(app)
    assert chart.layout.title.text == "Articles with “ferr”*, by outlet"
    assert "of 80 articles hold “ferr”* in text or headline" in written(app)
    outlets = app.selectbox(key="from").options
    assert len(outlets) > 3
    sound(app.selectbox(key="from").set_value(outlets[1]).run())
    shown = written(app).lower()
    assert '<span class="hit" title="looked for">ferr' in shown
    assert f"<small><bdi>{outlets[1].lower()}</bdi>" in shown
    assert f"<small><bdi>{outlets[2].lower()}</bdi>" not in shown


@pytest.mark.parametrize("place", list(search_views.fields()))
def test_every_place_can_be_searched(open_page: Open, place: str) -> None:
    typed = {
        "Speakers": "a*n*",
        "Cues of speech": "said",
        "Boosters": "cl*",
        "Loaded words": "re*",
        "Tone words": "cr*",
    }
    app = open_page("search", query=typed.get(place, "may").replace("a*n*", "or*"), **{"in": place})
    assert app.get("html")
    said = written(app)
    assert "of 80 articles" in said
    if figures(app):
        assert 'class="passage"' in said


def test_nothing_typed_and_nothing_found_say_what_to_do(open_page: Open) -> None:
    app = open_page("search")
    assert "Type a word above" in app.info[0].value
    assert [heading.value for heading in app.sidebar.subheader] == ["Selection", "This view"]
    app = open_page("search", query="zzyzx")
    assert "Nothing of this selection holds it" in app.info[0].value
    assert "0 of 80 articles" in written(app)
    app = open_page("search", query="a*")
    assert "too short" in app.info[0].value


@pytest.mark.parametrize("store", ["normal", "hostile", "one_article"])
@pytest.mark.parametrize("typed", [SCRIPT, "'; DROP TABLE articles; --", "[(?i)", "🎉 مرحبا", "\\"])
def test_anything_may_be_typed(open_page: Open, store: str, typed: str) -> None:
    app = open_page("search", store, query=typed)
    assert "<script" not in written(app)


def test_the_sentence_says_where_a_rate_is_not_known(open_page: Open) -> None:
    app = open_page("search", "one_article", query="the")
    assert "articles are needed for a rate" in written(app)
    assert search_views.terms_text(terms_of('a "b c" de*')) == "“a” and “b c” and “de”*"
