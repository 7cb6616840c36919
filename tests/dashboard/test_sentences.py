"""The list of sentences on the page Sources: it holds exactly what the shares count, and every share opens it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import columns
from analysis.corpus.sourced import sourced_sentence
from analysis.store import Store
from analysis.store.filter import Filters, SourceFilters
from dashboard.cache import searches
from dashboard.markup.sourced import sourced_table
from dashboard.views import sources as sources_views
from dashboard.views.formatting import outlet_name
from dashboard.widgets import passages
from tests.support.pages import Open, article, captions, check_no_markup, figures, page_html, without_errors

EACH_COPY = Filters(wire="all")
#: measure of a share -> the filters that list what it counts
BEHIND = {
    "sourcing.unnamed": sources_views.WITHOUT_NAME,
    "sourcing.doubting": SourceFilters(cue_classes=("doubting",)),
    "sourcing.endorsing": SourceFilters(cue_classes=("endorsing",)),
}
ALL = {"source": list(sources_views.TYPE_CHOICES.values()), "reason": list(sources_views.REASONS.values())}


def listed(store: Store, sources: SourceFilters, filters: Filters = EACH_COPY) -> dict[str, int]:
    found = store.search.count_sourced(filters, sources)
    return dict(zip(found["outlet"], found["attributions"], strict=True))


@pytest.mark.parametrize("measure", BEHIND)
def test_for_each_outlet_as_many_are_listed_as_the_share_counts(demo_store: Store, measure: str) -> None:
    frame = ArticleColumns(demo_store).measured(EACH_COPY, [measure])
    counts = frame.groupby("outlet", observed=True)[columns(measure)[0]].sum()
    assert {outlet: count for outlet, count in counts.items() if count} == listed(demo_store, BEHIND[measure])
    assert counts.sum() > 0


def test_as_many_are_listed_as_the_bars_and_the_table_of_reasons_count(demo_store: Store) -> None:
    statements = sources_views.without_attitudes(ArticleColumns(demo_store).sources(EACH_COPY))
    bars = sources_views.source_types(statements).table
    assert len(bars)
    for row in bars.itertuples():
        of_kind = sources_views.of_kind([row.outlet, row.source_type])
        assert listed(demo_store, of_kind).get(row.outlet, 0) == row.attributions
    reasons = sources_views.anonymity_by_outlet(statements)
    given, asked = (listed(demo_store, SourceFilters(("unnamed_person",), (reason,))) for reason in ("given", "asked"))
    for row in reasons.itertuples():
        assert given.get(row.outlet, 0) == row.reasons
        assert given.get(row.outlet, 0) + asked.get(row.outlet, 0) == row.asked
    assert reasons["reasons"].sum() > 0


def test_as_many_are_listed_for_an_outlet_and_topic(demo_store: Store) -> None:
    for topic in ArticleColumns(demo_store).selected(EACH_COPY)["topic"].dropna().unique():
        filters = Filters(wire="all", topics=(topic,))
        frame = ArticleColumns(demo_store).measured(filters, ["sourcing.unnamed"])
        found = listed(demo_store, sources_views.WITHOUT_NAME, filters)
        assert sum(found.values()) == frame[columns("sourcing.unnamed")[0]].sum()


def test_pages_of_the_list_hold_each_attribution_once_the_newest_first(demo_store: Store) -> None:
    everything = SourceFilters()
    total = sum(listed(demo_store, everything).values())
    whole = demo_store.search.sourced(EACH_COPY, everything, total + 1)
    assert len(whole) == total
    parts = [demo_store.search.sourced(EACH_COPY, everything, 50, first) for first in range(0, total, 50)]
    place = ["article_id", "content_first", "cue_first"]
    assert pd.concat(parts)[place].to_numpy().tolist() == whole[place].to_numpy().tolist()
    published = {article.id: article.published for article in demo_store.articles(list(whole["article_id"].unique()))}
    days = [day for one in whole["article_id"] if (day := published[one])]
    assert days == sorted(days, reverse=True)


def test_the_list_shows_sources_without_a_name_and_without_a_reason_first(
    open_page: Open, stores: dict[str, Path]
) -> None:
    app = open_page("sources", part="Sentences")
    store = Store(stores["normal"])
    expected = sum(listed(store, sources_views.WITHOUT_REASON).values())
    assert f"{expected:,} attributions in" in page_html(app)
    assert '<span class="source" title="source">' in page_html(app)
    assert '<span class="cue" title="cue">' in page_html(app)
    assert "no reason in this sentence" in page_html(app)
    assert "reason given: “" not in page_html(app)
    assert "Person with a name" not in page_html(app)
    assert "&amp;at=attribution-" in page_html(app)


def test_the_list_follows_its_address(open_page: Open, stores: dict[str, Path]) -> None:
    asked = SourceFilters(("unnamed_person",), ("given",), ("neutral",))
    address = {"source": ["Person without a name"], "reason": ["Reason given"], "cue": ["neutral"]}
    found = listed(Store(stores["normal"]), asked)
    app = open_page("sources", part="Sentences", **address)
    assert f"{sum(found.values()):,} attribution" in page_html(app)
    assert page_html(app).count("reason given: “") >= 1
    outlet = next(iter(found))
    app = open_page("sources", part="Sentences", **address, **{"from": outlet_name(outlet)})
    assert f">{found[outlet]:,} attribution" in page_html(app)


@pytest.mark.parametrize(
    ("name", "said"),
    [("from", "outlet"), ("source", "kind of source"), ("reason", "reason"), ("cue", "cue"), ("sheet", "page")],
)
def test_a_link_to_what_is_not_there_says_so_and_lists_nothing(open_page: Open, name: str, said: str) -> None:
    app = open_page("sources", part="Sentences", **{name: "Nobody's <script>"})
    assert f"does not exist here: {said} “Nobody&#x27;s &lt;script&gt;”." in page_html(app)
    assert 'class="passage"' not in page_html(app)
    without_errors(app.run())
    assert f"does not exist here: {said} " in page_html(app), "until the reader chooses"


def test_choosing_something_ends_a_link_to_nothing(open_page: Open) -> None:
    app = open_page("sources", part="Sentences", source=["Nobody"])
    without_errors(app.main.get("button_group")[1].set_value(["unnamed_person"]).run())
    assert "does not exist here" not in page_html(app)
    assert 'class="passage"' in page_html(app)


def test_another_list_begins_with_its_first_page(open_page: Open) -> None:
    app = open_page("sources", part="Sentences", sheet="2", **ALL)
    assert "41 to 80 of" in captions(app)
    without_errors(app.selectbox(key="from").set_value(app.selectbox(key="from").options[1]).run())
    assert "\n1 to " in captions(app)


def test_every_share_opens_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {}
    address: dict[str, list[str]] = {}
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(st, "query_params", address)
    mark = ["The Ledger", "sourcing.doubting"]
    monkeypatch.setattr(passages, "picked_mark", lambda _key: mark)
    passages.sentences_on_click("stated-or-claimed", sources_views.of_cue_class)()
    assert state["part"] == "Sentences"
    assert state["from"] == "The Ledger"
    assert state["cue"] == ["doubting"]
    assert address["cue"] == ["with doubt"]
    assert address["from"] == ["The Ledger"]
    assert state["source"] == list(sources_views.TYPE_CHOICES)
    address.clear()
    passages.open_sentences("The Ledger", sources_views.WITHOUT_NAME, "ferry")
    assert set(address) == {"from", "reason"}, "what is chosen at first is not a part of the address"
    assert state["topic"] == ["ferry"]
    assert state["source"] == ["unnamed_person", "unnamed_group"]
    assert state["reason"] == list(sources_views.REASONS)


def test_the_marks_of_pictures_name_what_they_open(open_page: Open) -> None:
    ranking, kinds = figures(open_page("sources"))
    [introduced] = figures(open_page("sources", part="Stated or claimed"))
    assert all(trace.customdata[0][0] for trace in ranking.data)
    assert {kind for trace in kinds.data for _, kind in trace.customdata} == set(
        sources_views.SOURCE_TYPE_NAMES.values()
    )
    assert {key for trace in introduced.data for _, key in trace.customdata} == {
        "sourcing.doubting",
        "sourcing.endorsing",
    }


@pytest.mark.parametrize("store", ["hostile", "one_article", "undated", "unscored"])
def test_the_list_copes_with_any_store(open_page: Open, store: str) -> None:
    app = open_page("sources", store, part="Sentences", **ALL)
    check_no_markup(app)
    assert ('class="passage"' in page_html(app)) == (store != "unscored")


def test_a_source_behind_the_end_of_what_is_shown_is_left_out_of_its_marks() -> None:
    text = f"It rained, said {'very ' * 200}tired officials."
    source = text.index("tired")
    row = {
        "source_type": "unnamed_group", "cue_class": "neutral", "anonymity": None, "content_first": 0,
        "content_past": 9, "cue_first": 11, "cue_past": 15, "source_first": source, "source_past": len(text) - 1,
    }  # fmt: skip
    sentence = sourced_sentence(article(text, "The Ledger", "Rain"), row)
    assert sentence.words_of("cue") == "said"
    assert sentence.words_of("source") is None
    table = sourced_table([sentence])
    assert table["cue"].tolist() == ["said"]
    assert table["place"].tolist() == ["attribution-0-9"]
    assert table["source"].isna().all()


def test_the_file_has_a_row_for_each_attribution_listed(demo_store: Store) -> None:
    found = searches.sourced(demo_store, EACH_COPY, SourceFilters(reasons=("given",)), 1000)
    table = sourced_table(found)
    assert len(table) == sum(listed(demo_store, SourceFilters(reasons=("given",))).values()) > 0
    assert set(table["reason_given"]) == {"yes"}
    assert table["sentence"].str.len().gt(0).all()
