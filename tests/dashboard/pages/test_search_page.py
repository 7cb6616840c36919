"""The page Search: counts by outlet and sentences, in every field and for any text."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from analysis.corpus.search_terms import SearchProblem, searches_of, terms_of
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.cache import attention
from dashboard.views import search as search_views
from tests.support.pages import SCRIPT, Open, check_no_markup, figures, page_html, without_errors


def test_a_search_counts_articles_by_outlet_and_shows_sentences(open_page: Open) -> None:
    app = open_page("search", query="ferr*")
    [chart, _] = figures(app)
    assert chart.layout.title.text == "Articles with “ferr”*, by outlet"
    assert "of 80 articles contain “ferr”* in the text or headline" in page_html(app)
    outlets = app.selectbox(key="from").options
    assert len(outlets) > 3
    without_errors(app.selectbox(key="from").set_value(outlets[1]).run())
    shown = page_html(app).lower()
    assert '<span class="hit" title="search term">ferr' in shown
    assert f"<small><bdi>{outlets[1].lower()}</bdi>" in shown
    assert f"<small><bdi>{outlets[2].lower()}</bdi>" not in shown


#: what can be searched -> a search that articles of the demonstration corpus match
SEARCHES = {
    "Text and headline": "may", "Speakers": "or*", "Attribution cues": "said", "Hedges": "may", "Boosters": "cl*",
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
    assert len(figures(app)) == 2
    assert 'class="passage"' in page_html(app)


def test_an_empty_search_and_one_without_results_say_what_to_do(open_page: Open) -> None:
    app = open_page("search")
    assert "Type a word above" in app.info[0].value
    assert [heading.value for heading in app.sidebar.subheader] == ["Filters", "This view"]
    app = open_page("search", query="zzyzx")
    assert "No matches" in app.info[0].value
    assert "0 of 80 articles" in page_html(app)
    app = open_page("search", query="a*")
    assert "too short" in app.info[0].value


@pytest.mark.parametrize("typed", [SCRIPT, "'; DROP TABLE articles; --", "[(?i)", "🎉 مرحبا", "\\"])
def test_any_text_can_be_searched_for(open_page: Open, typed: str) -> None:
    check_no_markup(open_page("search", "hostile", query=typed))


def test_the_sentence_says_that_articles_are_too_few_for_a_rate(open_page: Open) -> None:
    app = open_page("search", "one_article", query="the")
    assert "a share needs at least 10 articles" in page_html(app)
    assert search_views.terms_text(terms_of('a "b c" de*')) == "“a” and “b c” and “de”*"


def test_operators_of_other_searches_are_words_and_the_page_says_so(open_page: Open) -> None:
    captions = [caption.value for caption in open_page("search", query='ferry OR "AND" NOT').caption]
    assert any(caption.startswith("“OR” and “NOT” are treated like any other word") for caption in captions)
    assert not any("treated like" in caption.value for caption in open_page("search", query="ferry or").caption)


def test_shares_are_never_above_all_articles(open_page: Open) -> None:
    page = page_html(open_page("search", query="the"))
    assert "80 of 80 articles contain “the” in the text or headline: 100.0 % (95 % interval" in page
    highest = [float(end) for end in re.findall(r"to ([\d.]+)\)", page)]
    assert highest
    assert max(highest) <= 100


SEVERAL = 'ferry; "the ferry";council'


def test_several_searches_are_drawn_side_by_side(open_page: Open, stores: dict[str, Path]) -> None:
    app = open_page("search", query=SEVERAL, period="quarter")
    by_outlet, over_time = figures(app)
    store = Store(stores["normal"])
    for terms in searches_of(SEVERAL):
        found = len(store.search.matching(EVERYTHING, terms, "text"))
        assert f"{found} of 80 articles contain {search_views.terms_text(terms)} in the text or headline" in page_html(
            app
        )
    texts = [search_views.terms_text(terms) for terms in searches_of(SEVERAL)]
    for figure in (by_outlet, over_time):
        titles = "\n".join(str(note.text) for note in figure.layout.annotations)
        assert all(f"<b>{text}</b>" in titles for text in texts)
    assert {search for trace in by_outlet.data for _, search in trace.customdata or ()} == set(texts)
    assert {trace.customdata[0][0] for trace in over_time.data if trace.customdata is not None} == set(texts)


@pytest.mark.parametrize("query", ["ferry", SEVERAL])
def test_the_counts_of_all_periods_add_up_to_the_search(stores: dict[str, Path], query: str) -> None:
    store = Store(stores["normal"])
    dated = Filters(wire="all", first=dt.date(2000, 1, 1))
    searches = searches_of(query)
    subjects = tuple(attention.Subject("words", search_views.terms_text(terms), terms=terms) for terms in searches)
    table = attention.by_period(store, dated, subjects, (), "quarter")
    known = table.dropna(subset=["share"])
    assert known["share"].between(0, 100).all()
    assert (known["share_low"] >= 0).all()
    assert (known["share_high"] <= 100).all()
    own = table.groupby("subject", sort=False)
    matching = [len(store.search.matching(dated, terms, "text")) for terms in searches]
    assert own["found"].sum().tolist() == matching
    assert min(matching) > 0
    assert set(own["articles"].sum()) == {store.charts.count_articles(dated)}


def test_a_mark_over_time_opens_its_sentences(open_page: Open) -> None:
    [_, over_time] = figures(open_page("search", query="ferry", period="quarter"))
    outlet, span = over_time.data[1].customdata[0]
    app = open_page("search", query="ferry", period="quarter")
    without_errors(app.selectbox(key="when").set_value(span).run())
    first, last = search_views.days_of(span)
    shown = re.findall(r"<bdi>(\d+ \w{3} \d{4})</bdi> · <a", page_html(app))
    assert shown
    assert all(first <= dt.datetime.strptime(day, "%d %b %Y").date() <= last for day in shown)
    assert outlet == "All selected outlets"
    assert outlet in app.selectbox(key="from").options


def test_the_sentences_are_those_of_the_search_chosen(open_page: Open) -> None:
    app = open_page("search", query=SEVERAL, which="“council”")
    assert '<span class="hit" title="search term">council' in page_html(app).lower()
    assert '<span class="hit" title="search term">ferry' not in page_html(app).lower()


def test_semicolons_inside_quotation_marks_are_part_of_a_phrase() -> None:
    assert [search_views.terms_text(terms) for terms in searches_of('a b; “c; d”\n e;; ;E')] == [
        "“a” and “b”", "“c; d”", "“e”", "“E”",
    ]  # fmt: skip
    assert searches_of(";; \n") == ()
    with pytest.raises(SearchProblem, match="At most 5 searches are made at once; these are 6"):
        searches_of("a;b;c;d;e;f")


@pytest.mark.parametrize(("name", "said"), [("from", "outlet"), ("which", "search"), ("when", "period")])
def test_a_link_to_sentences_that_do_not_exist_says_so(open_page: Open, name: str, said: str) -> None:
    app = open_page("search", query=SEVERAL, **{name: "Nobody's"})
    assert f"does not exist here: {said} “Nobody&#x27;s”." in page_html(app)
    assert 'class="passage"' not in page_html(app)
    assert len(figures(app)) == 2


def test_an_undated_corpus_has_no_time_to_search_over(open_page: Open) -> None:
    app = open_page("search", "undated", query="the; may")
    assert not any("over time" in figure.layout.title.text for figure in figures(app))
    assert any("there is no chart over time" in caption.value for caption in app.caption)
    assert 'class="passage"' in page_html(app)
