"""Topics found in the words and labels of publishers: the choice, its address, and how articles with several count."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import by_topics
from analysis.scorers import measures
from analysis.statistics import estimate, standardised_difference
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.views import blind_spots, topics
from dashboard.views.base import EVERY_OUTLET, EVERY_TOPIC, topics_note
from dashboard.views.compare import outlets as compare
from dashboard.views.selection import corpus_of
from tests.support.corpora import measured_store
from tests.support.pages import Open, article, captions, figures, notes, page_html, selection, without_errors

BORDER = "Asylum seekers may wait at the border, border patrol agents said. The immigration court hears asylum claims."
COURT = "The Supreme Court may hear the lawsuit, judges said. The federal court ruled and the judge heard the appeal."
PUBLISHER = {"topics-by": "Publisher labels"}
HEDGING = measures()["hedging"]
#: text -> the labels of its articles, by turns, and how many each outlet has
CORPUS = {
    BORDER: (("white_house", None), 12), f"{BORDER} {COURT}": (("immigration",), 3), COURT: (("US_Courts",), 12),
    "Perhaps qwx zzv.": (("no topic", "Other"), 2),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(stores: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two outlets with the articles of ``CORPUS``, each of which is a story of its own."""
    made = [
        article(f"{text} Number {outlet} {kind} {k}.", outlet, f"Qwx{outlet}{kind}{k}", topic=labels[k % len(labels)])
        for outlet in ("Ledger", "Courier")
        for kind, (text, (labels, number)) in enumerate(CORPUS.items())
        for k in range(number)
    ]
    stores["topical"] = (found := measured_store(tmp_path_factory.mktemp("topical") / "s.duckdb", made)).path
    return found


def test_articles_are_found_by_each_of_their_topics_with_a_label_or_without(store: Store) -> None:
    memory = ArticleColumns(store)

    def count(*chosen: str, **more: str) -> int:
        filters = Filters(topics=chosen, **more)  # type: ignore[arg-type]
        assert store.charts.count_articles(filters) == len(store.export.selected(filters))
        assert store.charts.count_articles(filters) == len(memory.selected(filters))
        return len(memory.selected(filters))

    assert (count(), count("Immigration"), count("Courts and law")) == (58, 30, 30)
    assert count("Immigration", "Courts and law") == 54
    assert (count("Other"), count("no topic"), count("")) == (0, 0, 0)
    assert (count("immigration"), count("immigration", topics_by="publisher")) == (0, 6)
    assert (count("no topic", topics_by="publisher"), count("", topics_by="publisher")) == (0, 0)
    assert [memory.completeness(Filters(topics_by=by))["with_topic"] for by in ("words", "publisher")] == [54, 42]


def test_lists_have_no_topic_that_says_there_is_none(store: Store) -> None:
    corpus = corpus_of(store.charts.catalogue(), store.charts.topics()["name"].tolist())
    assert set(corpus.topics) == {"Immigration", "Courts and law"}
    assert set(corpus.labels) == {"US_Courts", "white_house", "immigration"}


def test_totals_count_an_article_once_and_topics_in_each_of_its_own(store: Store) -> None:
    memory = ArticleColumns(store)
    view = topics.grid(memory.measured(EVERYTHING, ["hedging"]), HEDGING)
    articles = view.table.set_index(["outlet", "topic"])["articles"].to_dict()
    assert articles[EVERY_OUTLET, EVERY_TOPIC] == 58
    assert articles["Ledger", EVERY_TOPIC] == 29
    assert articles[EVERY_OUTLET, "Immigration"] == articles[EVERY_OUTLET, "Courts and law"] == 30
    assert set(view.table["topic"]) == {EVERY_TOPIC, "Immigration", "Courts and law"}
    assert "an article counts under each of its topics; 4 articles have no topic" in view.left_out
    labels = topics.grid(memory.measured(Filters(topics_by="publisher"), ["hedging"]), HEDGING)
    assert set(labels.table["topic"]) == {EVERY_TOPIC, "US Courts"}
    assert labels.left_out == "16 articles have no topic; 2 topics not shown, because no outlet has 10 articles there"
    dots = compare.by_topic(memory.measured(EVERYTHING, ["hedging"]), HEDGING, ["Ledger", "Courier"])
    assert dots.table.set_index(["topic", "outlet"])["articles"].to_dict()["Immigration", "Ledger"] == 15
    assert "an article counts under each of its topics" in dots.left_out


def test_a_topic_has_the_interval_of_the_articles_that_are_selected_by_it(store: Store) -> None:
    memory = ArticleColumns(store)
    frame = memory.measured(EVERYTHING, ["hedging"]).drop(columns="story")  # else all are of a few stories
    on_topics = by_topics(frame)
    table = estimate(on_topics, ["topic"], {"hedging": HEDGING}).set_index("topic")
    for topic in ("Immigration", "Courts and law"):
        alone = memory.measured(Filters(topics=(topic,)), ["hedging"]).drop(columns="story")
        alone = estimate(alone, [], {"hedging": HEDGING})
        assert alone["high"].notna().all()
        assert table.loc[topic, ["low", "value", "high"]].tolist() == alone[["low", "value", "high"]].iloc[0].tolist()


def test_topics_are_evened_out_by_the_first_topic_of_each_article(store: Store) -> None:
    frame = ArticleColumns(store).measured(EVERYTHING, ["hedging"]).drop(columns="story")
    several = standardised_difference(frame, HEDGING, "Ledger", "Courier")
    first = standardised_difference(frame.drop(columns=["topic_2", "topic_3"]), HEDGING, "Ledger", "Courier")
    assert several == first
    assert first.low is not None
    assert first.articles == (27, 27)
    assert first.covered == pytest.approx(54 / 58)


def test_blind_spots_count_an_article_in_each_of_its_topics(store: Store) -> None:
    pairs = blind_spots.tested_pairs(ArticleColumns(store).selected(EVERYTHING), ["Ledger"], ["Immigration"])
    [row] = pairs.itertuples()
    assert (row.seen, row.of_outlet, row.of_topic, row.of_all) == (15, 27, 30, 54)


def test_the_note_says_only_what_applies() -> None:
    articles = pd.DataFrame({"topic": ["a", None, None], "topic_2": None})
    assert topics_note(articles) == "2 articles have no topic"
    assert topics_note(articles.head(1)) == ""
    assert topics_note(articles.head(2)) == "1 article has no topic"


def test_the_sidebar_offers_topics_of_the_words_and_labels_as_a_choice(open_page: Open, store: Store) -> None:
    app = open_page("topics", "topical")
    assert sorted(app.multiselect(key="topic").options) == ["Courts and law", "Immigration"]
    without_errors(app.multiselect(key="topic").set_value(["Immigration"]).run())
    assert selection(app).startswith("all outlets · Immigration · ")
    without_errors(app.segmented_control(key="topics-by").set_value("publisher").run())
    assert selection(app).startswith("all outlets · Immigration (publishers’ labels) · ")
    assert sorted(app.multiselect(key="topic").options) == ["Immigration", "US Courts", "White House"]
    without_errors(app.multiselect(key="topic").set_value(["white_house"]).run())
    without_errors(app.segmented_control(key="topics-by").set_value("words").run())
    assert selection(app).startswith("all outlets · all topics · ")
    assert "an article counts under each of its topics" in notes(figures(app)[0])
    assert "An article counts under each of its topics. 4 articles have no topic." in captions(
        open_page("sources", "topical")
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"topic": ["Immigration"]}, "Immigration · "),
        ({"topic": ["Immigration"], **PUBLISHER}, "Immigration (publishers’ labels) · "),
        ({"topic": ["White House"]}, "White House (publishers’ labels) · "),
        ({"topic": ["White house"]}, "White House (publishers’ labels) · "),
        ({"topic": ["Immigration", "White House"]}, "Immigration · "),
        ({"topic": ["courts and law", "immigration"]}, "Courts and law, Immigration · "),
        ({"topic": ["Courts and law", "immigration"]}, "Courts and law, Immigration · "),
    ],
)
def test_links_open_what_they_ask_for(
    open_page: Open, store: Store, asked: dict[str, object], said: str
) -> None:  # fmt: skip
    """Those made when topics were labels only, too."""
    app = open_page("overview", "topical", **asked)
    assert selection(app).startswith(f"all outlets · {said}")
    assert ("Ignored unknown settings in this link: White House" in page_html(app)) == (
        asked["topic"] == ["Immigration", "White House"]
    )
    assert ("topics-by" in app.query_params) == ("publishers’" in said)
    assert selection(without_errors(app.run())).startswith(f"all outlets · {said}")


@pytest.mark.parametrize(
    "asked",
    [
        {"topic": ["(no topic)"]}, {"topic": ["Other"]}, {"topic": ["White House"], "topics-by": "Article text"},
        {"topic": ["Courts and law"], **PUBLISHER},
    ],
)  # fmt: skip
def test_a_link_to_a_topic_that_does_not_exist_says_so(
    open_page: Open, store: Store, asked: dict[str, object]
) -> None:  # fmt: skip
    app = open_page("overview", "topical", **asked)
    assert "This link asks for something that does not exist here: topic “" in page_html(app)
    assert not figures(app)


def test_a_link_with_an_unknown_choice_of_topics_says_so(open_page: Open, store: Store) -> None:
    assert "Ignored unknown settings in this link: Readers" in page_html(
        open_page("overview", "topical", **{"topics-by": "Readers"})
    )
