"""The page Blind spots: topics and stories that an outlet covers less often than expected."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.statistics import ENOUGH_ARTICLES
from dashboard.figures import blind_spots as blind_spots_figures
from dashboard.theme import Theme, outlet_styles
from dashboard.views import blind_spots as blind_spots_views
from tests.support.corpora import measured_store
from tests.support.pages import SCRIPT, Open, article, figures, page_html, without_errors


def corpus(**counts: tuple[int, int]) -> pd.DataFrame:
    """The given numbers of articles on ferries and on fish for each outlet, all of one day."""
    rows = [(f, "ferry") for f, (ferry, _) in counts.items() for _ in range(ferry)]
    rows += [(f, "fish") for f, (_, fish) in counts.items() for _ in range(fish)]
    return pd.DataFrame(rows, columns=["outlet", "topic"]).assign(published=pd.Timestamp(2025, 3, 1))


def test_a_topic_with_fewer_articles_than_chance_predicts_is_found() -> None:
    articles = corpus(Courier=(0, 30), Ledger=(30, 30), Gazette=(29, 31), Small=(0, ENOUGH_ARTICLES - 1))
    [row] = blind_spots_views.short_topics(articles, list(articles["outlet"].unique()), ["ferry"]).itertuples()
    assert (row.outlet, row.topic, row.seen, row.clear) == ("Courier", "Ferry", 0, True)
    assert row.q < 0.0001
    assert row.expected == pytest.approx(30 * 59 / len(articles), abs=0.05)
    assert blind_spots_views.short_topics(articles, ["Courier"], ["fish"]).empty
    assert blind_spots_views.short_topics(articles, ["Nobody"]).empty
    assert blind_spots_views.short_topics(articles.assign(topic=None), ["Courier"]).empty
    even = blind_spots_views.short_topics(corpus(Courier=(15, 15), Ledger=(14, 16)), ["Courier", "Ledger"])
    assert not even["clear"].any()


def test_missed_stories_of_others_are_counted() -> None:
    articles = corpus(A=(20, 0), B=(20, 0), C=(20, 0), D=(20, 0))
    stories = pd.DataFrame({
        "story": ["s1", "s2", "s3"], "topic": "ferry",
        "title": ["Lamp", None, "Gulls"], "first_day": pd.Timestamp(2025, 3, 2), "last_day": pd.Timestamp(2025, 3, 3),
        "selected": [3, 4, 2], "selected_outlets": [3, 4, 2],
    })  # fmt: skip
    tellers = [("s1", "A"), ("s1", "B"), ("s1", "C"), *(("s2", o) for o in "ABCD"), ("s3", "A"), ("s3", "B")]
    absent = [("s1", "D"), ("s3", "C"), ("s3", "D")]
    coverage = blind_spots_views.StoryCoverage(
        *(pd.DataFrame(pairs, columns=["story", "outlet"]) for pairs in (tellers, absent))
    )
    [row] = blind_spots_views.missed_stories(stories, coverage, articles, ["A", "B", "C", "D"]).itertuples()
    assert (row.outlet, row.seen, row.told, row.largest) == ("D", 1, 1, "Lamp")
    lamp, other = (60 * 59 * 58) / (80 * 79 * 78), (60 * 59 * 58 * 57) / (80 * 79 * 78 * 77)
    assert row.expected == pytest.approx(lamp + other, abs=0.05)
    assert blind_spots_views.missed_stories(stories.head(0), coverage, articles, ["D"]).empty
    assert blind_spots_views.missed_stories(stories.assign(first_day=pd.NaT), coverage, articles, ["D"]).empty
    assert coverage.missed(stories, "D")["story"].tolist() == ["s1"]
    assert blind_spots_views.stories_of_others(stories, coverage, "D")["story"].tolist() == ["s1", "s3"]
    assert blind_spots_views.stories_of_others(stories.assign(selected_outlets=1), coverage, "D").empty


@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_draws_observed_and_expected_numbers(dark: bool) -> None:
    articles = corpus(Courier=(0, 30), Ledger=(30, 30), Gazette=(20, 31))
    short = blind_spots_views.short_topics(articles, ["Courier", "Ledger", "Gazette"])
    view = blind_spots_views.topic_view(short)
    theme, styles = Theme(dark), outlet_styles(["Courier", "Ledger", "Gazette"])
    figure = go.Figure(blind_spots_figures.observed_and_expected(view, theme, styles, "", "articles in this corpus"))
    _, chance, there = figure.data
    assert list(chance.x) == view.table["expected"].tolist()
    assert list(there.x) == view.table["seen"].tolist()
    assert [picked[0] for picked in there.customdata] == view.table["label"].tolist()
    hollow = [symbol.endswith("-open") for symbol in there.marker.symbol]
    assert hollow == [not clear for clear in view.table["clear"]]
    assert blind_spots_views.topic_sentence(short, 9).startswith("2 outlet–topic pairs")
    assert "Courier on Ferry, 0 articles against" in blind_spots_views.topic_sentence(short, 9)


def test_the_sentence_on_topics_says_what_the_picture_draws() -> None:
    short = blind_spots_views.short_topics(corpus(Courier=(0, 30), Ledger=(30, 30)), ["Courier", "Ledger"])
    unclear = short.assign(clear=False)
    assert blind_spots_views.topic_sentence(short.head(0), 4).startswith("No outlet has fewer articles on a topic")
    assert blind_spots_views.topic_sentence(short.head(0), 0).startswith("Topics cannot be tested")
    assert blind_spots_views.topic_sentence(unclear, 4).startswith(f"{len(short)} of 4 outlet–topic pairs ha")
    assert "each may be due to chance" in blind_spots_views.topic_sentence(unclear, 4)


def test_no_row_has_as_many_articles_as_the_expected_number_that_is_shown() -> None:
    """A number such as 100.04 is shown as 100.0, so that 100 articles are not fewer."""
    for other in range(95, 106):
        short = blind_spots_views.short_topics(corpus(A=(100, 100), B=(other, 101)), ["A", "B"])
        assert (short["seen"] < short["expected"]).all()
        assert (short["expected"] == short["expected"].round(1)).all()


def test_the_sentence_on_stories_says_above_only_where_the_picture_draws_it() -> None:
    rows = [("A", 2, 5.0, 7, "x"), ("B", 1, 6.0, 8, "y")]
    table = pd.DataFrame(rows, columns=["outlet", "seen", "expected", "told", "largest"])
    said = blind_spots_views.story_sentence(table)
    assert said.startswith("None of the 2 outlets with missed stories misses more than expected")
    assert "Closest to the expected number: A, 2 missed against 5.0 expected" in said
    above = blind_spots_views.story_sentence(table.assign(seen=[9, 1]))
    assert above.startswith("1 of the 2 outlets")
    assert "Furthest above the expected number: A, 9 missed against 5.0" in above
    assert "counting only stories on topics that it covers" in blind_spots_views.story_sentence(table.head(0))


@pytest.fixture(scope="module")
def lopsided(stores: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three outlets cover eight stories on ferries; a fourth writes only about fish."""
    made = []
    for k in range(8):
        for outlet in ("Ledger", "Gazette", "Tribune"):
            text = (
                f"Ferry number {k} of the Quillhaven line struck the pier{k} beacon{k} near Lorrick{k} on Monday. "
                f"Crew{k} members of vessel{k} said the harbour{k} pilot{k} had warned of fog{k}."
            )
            made.append(article(f"{text} {outlet} reports.", outlet, f"Ferry {k} strikes pier{k} beacon{k}",
                                topic="ferry", published=dt.date(2025, 3, 1 + k)))  # fmt: skip
    for k in range(30):
        made.append(article(f"Herring{k} prices{k} rose at market{k} stall{k} in town{k}.", SCRIPT, f"{SCRIPT} {k}",
                            topic="fish", published=dt.date(2025, 3, 1 + k % 9)))  # fmt: skip
    stores["lopsided"] = measured_store(tmp_path_factory.mktemp("lopsided") / "store.duckdb", made).path
    return stores["lopsided"]


def test_the_page_draws_a_gap_and_lists_its_articles_and_stories(open_page: Open, lopsided: Path) -> None:
    app = open_page("blind_spots", "lopsided", **{"topics-by": "Publisher labels"})
    assert f"{SCRIPT} on Ferry" not in page_html(app)
    assert "on Ferry, 0 articles against" in page_html(app)
    assert len(figures(app)) == 1
    labels = app.selectbox(key="gap").options
    assert f"{SCRIPT} · Ferry" in labels
    without_errors(app.selectbox(key="gap").set_value(f"{SCRIPT} · Ferry").run())
    shown = page_html(app)
    assert "None in this corpus." in shown
    assert "stories?topics-by=Publisher+labels&amp;story=" in shown
    assert "<script" not in shown.replace("<style", "")


def test_the_page_keeps_the_selection_in_its_links(open_page: Open, lopsided: Path) -> None:
    app = open_page("blind_spots", "lopsided", topic=["Ferry"], gap=f"{SCRIPT} · Ferry")
    assert "stories?topic=Ferry&amp;topics-by=Publisher+labels&amp;story=" in page_html(app)


def test_a_small_balanced_corpus_says_that_it_is_too_small(open_page: Open) -> None:
    app = open_page("blind_spots")
    assert "Topics cannot be tested: no outlet with 10 articles has a topic" in page_html(app)
    assert "misses a story that 3 others cover, counting only stories on topics that it covers" in page_html(app)
    assert not figures(app)
