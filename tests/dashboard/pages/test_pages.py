"""What single pages of the dashboard show and how they follow the reader's choices, without a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import score_text
from analysis.columns.articles import ArticleColumns
from analysis.scorers import measures, versions
from analysis.statistics import ENOUGH_ARTICLES, estimate
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.markup.how_right import SUBJECTS, how_right_html, sentences
from dashboard.views.start import FIVE
from dashboard.widgets.downloads import column_config
from tests.support.pages import VIEWS, Open, captions, figures, notes, numbers, page_html, selection, without_errors


def test_overview_counts_the_corpus(open_page: Open, stores: dict[str, Path]) -> None:
    app = open_page("overview")
    facts = {name: value for value, name in re.findall(r"<b>(.*?)</b><span>(.*?)</span>", page_html(app))}
    charts = Store(stores["normal"]).charts
    listed = charts.article_list(EVERYTHING)
    assert facts == {
        "articles": "80", "outlets": "7", "topics": f"{len(charts.topics())}", "words": f"{listed['words'].sum():,}",
        "first date": "14 Jan 2025", "last date": "19 Jun 2025", "undated": "1",
    }  # fmt: skip
    [figure] = figures(app)
    assert len(numbers(figure)) == 7 * sum(measure.in_profile for measure in measures().values())


def test_sources_draw_what_the_analysis_says(open_page: Open, stores: dict[str, Path]) -> None:
    key = "sourcing.unnamed"
    frame = ArticleColumns(Store(stores["normal"])).measured(Filters(), [key])
    table = estimate(frame, ["outlet"], {key: measures()[key]}).sort_values("value", ascending=False)
    ranking, kinds = figures(open_page("sources"))
    [introduced] = figures(open_page("sources", part="Stated or claimed"))
    assert numbers(ranking) == pytest.approx(table["value"].tolist())
    assert [label.split(" <span")[0] for label in ranking.layout.yaxis.ticktext] == table["outlet"].tolist()
    low = [trace.x[0] - trace.error_x.arrayminus[0] for trace in ranking.data]
    assert low == pytest.approx(table["low"].tolist())
    for row in range(len(table)):
        assert sum(trace.x[row] for trace in kinds.data) == pytest.approx(100)
    keys = ["sourcing.doubting", "sourcing.endorsing"]
    shares = estimate(
        ArticleColumns(Store(stores["normal"])).measured(Filters(), keys), ["outlet"], {k: measures()[k] for k in keys}
    )
    assert sorted(numbers(introduced)) == pytest.approx(sorted(shares["value"]))
    assert "too few articles" not in notes(introduced)


def test_sources_say_that_statements_are_from_a_sample(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the page, and below the picture of the sample; the shares with intervals are of all articles."""
    monkeypatch.setattr("analysis.columns.articles.SAMPLED_ARTICLES", 70)
    said = "Single statements come from a random sample of 70 of these articles."
    app = open_page("sources")
    assert any(caption.value.startswith(said) for caption in app.caption)
    ranking, kinds = figures(app)
    flat = [notes(figure).replace(" <br>", " ") for figure in (ranking, kinds)]
    assert [said in noted for noted in flat] == [False, True]


#: page, or part of the page Sources -> what it says how right it is, by picture or table
HOW_RIGHT = {
    "start": [tuple(FIVE)],
    "overview": [(*(key for key, measure in measures().items() if measure.in_profile),)],
    "compare": [("hedging.outlet",), ("hedging.outlet",), ("hedging.outlet", "sourcing.unnamed")],
    "stories": [(*(key for key, measure in measures().items() if measure.in_profile),)],
    "sources": [("sourcing.unnamed",), ("kinds-of-source",)],
    "introduced": [("sourcing.doubting",)],
    "anonymity": [("anonymity-by-outlet",)],
    "speakers": [("speakers-by-outlet",), ("speaker-over-time",)],
    "topics": [("hedging.outlet",)],
    "words": [("loaded.outlet", "loaded.sources")],
}


@pytest.mark.parametrize("name", HOW_RIGHT)
def test_pictures_say_how_right_they_are(open_page: Open, name: str) -> None:
    page, query = VIEWS[name]
    shown = re.findall(r"<div class='right'>.*?</div>", page_html(open_page(page, **query)))
    assert shown == [how_right_html(numbers, link="./methods") for numbers in HOW_RIGHT[name]]
    assert all(shown)


def test_a_line_in_time_says_how_right_it_is_and_methods_says_all(open_page: Open) -> None:
    key = "sourcing.unnamed"
    [said] = sentences([key])
    assert said in page_html(open_page("timeline", measure=measures()[key].title, period="quarter"))
    methods = page_html(open_page("methods"))
    for sentence in sentences(SUBJECTS):
        assert sentence in methods


def test_sources_use_all_statements_of_a_small_selection(open_page: Open) -> None:
    assert "random sample" not in captions(open_page("sources"))


@pytest.mark.parametrize(("wire", "is_said"), [("Count once", True), ("Count every copy", False)])
def test_sources_say_that_statements_are_counted_in_every_copy(open_page: Open, wire: str, is_said: bool) -> None:
    said = "Single statements are counted in every copy of a shared text."
    app = open_page("sources", wire=wire)
    assert any(caption.value == said for caption in app.caption) == is_said
    assert [said in notes(figure).replace(" <br>", " ") for figure in figures(app)] == [False, is_said]


def test_compare_without_outlets_asks_for_one(open_page: Open) -> None:
    app = open_page("compare")
    without_errors(app.multiselect(key="beside").set_value([]).run())
    assert "Choose at least one outlet" in app.info[0].value


@pytest.mark.parametrize(
    ("period", "store", "periods"),
    [("month", "demonstration", 12), ("quarter", "normal", 2), ("quarter", "demonstration", 4)],
)
def test_timeline_by_period(open_page: Open, period: str, store: str, periods: int) -> None:
    app = open_page("timeline", store, period=period)
    [figure] = figures(app)
    assert figure.layout.title.text.endswith(f"by {period}")
    assert "1 undated article not shown" in notes(figure)
    assert len(figure.data[-1].x) == periods
    assert "choose a longer period" not in captions(app)


@pytest.mark.parametrize("period", ["month", "week"])
def test_too_short_periods_are_said_and_not_drawn(open_page: Open, period: str) -> None:
    app = open_page("timeline", period=period)
    assert not figures(app)
    assert "choose a longer period" in captions(app)


@pytest.mark.parametrize(
    ("name", "store", "text"),
    [
        ("compare", "demonstration", "too few articles ("),
        ("topics", "demonstration", f"too few articles (fewer than {ENOUGH_ARTICLES})"),
        ("topics", "normal", f"topics not shown, because no outlet has {ENOUGH_ARTICLES} articles there"),
        ("timeline", "normal", "too few articles in every period"),
    ],
)
def test_pictures_say_where_articles_are_too_few(open_page: Open, name: str, store: str, text: str) -> None:
    assert any(text in notes(figure).replace(" <br>", " ") for figure in figures(open_page(name, store)))


def test_one_article_has_no_share_of_doubt(open_page: Open) -> None:
    app = open_page("sources", "one_article", part="Stated or claimed")
    assert not figures(app)
    assert "too few for a share" in page_html(app)


def test_sources_list_cues_and_reasons_for_anonymity(open_page: Open) -> None:
    apps = [open_page("sources", part=part) for part in ("Stated or claimed", "Reasons for anonymity")]
    tables = {tuple(frame.value.columns[:2]): frame.value for app in apps for frame in app.dataframe}
    cues = tables["cue", "cue_class"]
    assert {"claim", "insist"} <= set(cues.loc[cues["cue_class"] == "with doubt", "cue"])
    reasons = tables["words", "reason"]
    assert "because the talks were private" in set(reasons["words"])
    assert set(reasons["outlet"]) <= set(tables["outlet", "articles"]["outlet"])


def test_the_article_page_shows_role_principal_and_label_of_a_source(
    open_page: Open, stores: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored = score_text("Mayor Ann Lee said it may rain. Growers said it will snow.", "Rain")
    named, unnamed = (replace(a, title=None, on_behalf_of=None, label=None) for a in scored.attributions)
    described = (replace(named, title="mayor", on_behalf_of="the city"), replace(unnamed, label="fruit growers"))
    for name, attributions in (("described", described), ("bare", (named, unnamed))):
        store = Store(tmp_path / f"{name}.duckdb")
        store.add([scored.article])
        store.save([replace(scored, attributions=attributions)], versions())
        monkeypatch.setitem(stores, name, store.path)
    [table] = [frame.value for frame in open_page("article", "described").dataframe if "cue" in frame.value]
    assert table[["source", "title", "on_behalf_of"]].fillna("").to_numpy().tolist() == [
        ["Ann Lee", "mayor", "the city"], ["fruit growers", "", ""],
    ]  # fmt: skip
    [table] = [frame.value for frame in open_page("article", "bare").dataframe if "cue" in frame.value]
    assert "title" not in table, "a column without any value is left out"


def test_sources_without_a_name_are_listed(open_page: Open) -> None:
    [table] = [frame.value for frame in open_page("sources").dataframe if "source_type" in frame.value]
    assert table["attributions"].is_monotonic_decreasing
    assert "Officials" in set(table["source"].str.capitalize())


def test_the_overview_has_a_column_for_every_measure(open_page: Open) -> None:
    profiled = [measure for measure in measures().values() if measure.in_profile]
    [figure] = figures(open_page("overview"))
    titles = re.sub(r"</b> ?<br><b>| <br>", " ", notes(figure))
    for measure in profiled:
        assert f"<b>{measure.title}</b>" in titles


def test_the_overview_is_sorted_by_a_measure(open_page: Open, stores: dict[str, Path]) -> None:
    key = "sourcing.unnamed"
    table = estimate(
        ArticleColumns(Store(stores["normal"])).measured(Filters(), [key]), ["outlet"], {key: measures()[key]}
    )
    highest_first = table.sort_values("value", ascending=False)["outlet"].tolist()
    app = open_page("overview", measure="Sources without a name")
    [figure] = figures(app)
    assert [re.sub(r" *<.*", "", label) for label in figure.layout.yaxis.ticktext] == highest_first
    assert f"lowest of 7 outlets at {highest_first[-1]}, " in page_html(app)
    assert page_html(app).count("overlap") == 1


def test_a_reader_notes_events_on_the_timeline(open_page: Open) -> None:
    app = open_page("timeline", period="quarter", events="2025-03-02 <b>Vote</b>; soon; 1999-01-01 Too early")
    [figure] = figures(app)
    lines = [shape for shape in figure.layout.shapes if str(shape.x0).startswith("2025-03-02")]
    assert len(lines) == len({trace.xaxis for trace in figure.data})
    assert "&lt;b&gt;Vote" in notes(figure)
    assert "Too early" not in notes(figure)
    assert "Not understood as an event: soon." in page_html(app)


def test_a_short_selection_can_be_drawn_by_day(open_page: Open) -> None:
    assert "day" not in open_page("timeline").get("button_group")[0].options
    app = open_page("timeline", days=["2025-03-01", "2025-04-30"], period="day")
    assert "day" in app.get("button_group")[0].options


def test_topics_hatch_small_cells_and_mark_every_cell(open_page: Open) -> None:
    app = open_page("topics", "demonstration")
    [figure] = figures(app)
    heat, hatched, marks = figure.data
    cells = {(x, y) for x, y in zip(marks.x, marks.y, strict=True)}
    small = {(round(x), round(y)) for x, y in zip(hatched.x, hatched.y, strict=True) if x is not None}
    assert small
    assert small <= cells
    assert all(heat.z[y][x] is None for x, y in small)
    assert ["Meridian Wire", "All topics"] in [list(point) for point in marks.customdata]
    assert "No outlet has 10 articles on any one topic" in page_html(open_page("topics"))


def test_articles_without_dates(open_page: Open) -> None:
    app = open_page("overview", "undated")
    assert " · no dates · " in selection(app)
    assert not app.date_input
    assert "no date" in page_html(open_page("article", "undated"))


def test_marks_of_an_article_follow_the_choices(open_page: Open) -> None:
    app = open_page("article")

    def marks() -> list[str]:
        reading = next(e.proto.body for e in app.get("html") if '<article class="reading' in e.proto.body)
        return re.findall(r'<(?:span|a) class="([^"]*)"[^>]* title="', reading)

    everything = marks()
    assert {"mark-doubt", "cue", "source", "content direct", "content indirect"} <= set(everything)
    without_errors(app.get("button_group")[1].set_value("The outlet’s own").run())
    own = marks()
    assert own
    assert set(own) <= {
        "mark-doubt",
        "mark-emphasis",
        "mark-judgement",
        "mark-emphasis mark-doubt",
        "mark-doubt mark-judgement",
    }
    without_errors(app.get("button_group")[0].set_value(["sentiment", "tone"]).run())
    assert {kind for mark in marks() for kind in mark.split()} == {"mark-frame", "mark-tone"}
    assert re.findall(r'<span><span class="(.*?)">', page_html(app)) == ["mark-frame", "mark-tone"]
    without_errors(app.get("button_group")[0].set_value([]).run())
    assert not marks()
    assert "<td>" in page_html(app)


def test_article_is_found_by_words_of_its_headline(open_page: Open) -> None:
    app = open_page("article")
    assert len(app.selectbox(key="chosen-article").options) == 80
    without_errors(app.text_input(key="find").set_value("FERRY vote").run())
    found = app.selectbox(key="chosen-article").options
    assert 0 < len(found) < 10
    assert all("ferry" in option.lower() and "vote" in option.lower() for option in found)
    without_errors(app.text_input(key="find").set_value("no such headline (").run())
    assert "No headline" in app.info[0].value


def test_a_link_opens_its_article(open_page: Open, stores: dict[str, Path]) -> None:
    ids = Store(stores["normal"]).charts.article_list(EVERYTHING)["id"].tolist()
    app = open_page("article", article=ids[7])
    assert app.selectbox(key="chosen-article").value == ids[7]
    without_errors(app.selectbox(key="chosen-article").set_value(ids[9]).run())
    assert app.query_params["article"] == ids[9]


def test_a_search_that_the_article_does_not_match_opens_the_first_that_does(
    open_page: Open, stores: dict[str, Path]
) -> None:
    store = Store(stores["normal"])
    ids = store.charts.article_list(EVERYTHING)["id"].tolist()
    matching = store.charts.ids_by_title(["ferry"])
    first, other = (next(one for one in ids if (one in matching) == matches) for matches in (True, False))
    app = open_page("article", article=other)
    assert app.selectbox(key="chosen-article").value == other
    without_errors(app.text_input(key="find").set_value("ferry").run())
    assert app.selectbox(key="chosen-article").value == first
    assert app.query_params["article"] == first


def test_methods_explain_every_measure(open_page: Open) -> None:
    app = open_page("methods")
    said = "\n".join(m.value for m in app.markdown)
    for measure in measures().values():
        assert f"**{measure.title}** ({measure.unit}). {measure.description}" in said
        assert measure.limits in said
    for css in ("mark-doubt", "mark-judgement", "mark-tone", "cue"):
        assert f'<span class="{css}"' in page_html(app)


def test_the_decimal_points_of_a_column_align() -> None:
    table = pd.DataFrame({"outlet": ["A", "B"], "value": [9.41, 2.0], "whole": [3.0, None], "stories": [3, 4]})
    config = column_config(table, {"outlet": "Outlet", "value": "Difference", "stories": "Stories"})
    assert config["outlet"] == "Outlet"
    assert config["stories"] == "Stories"
    assert [config[name]["type_config"]["format"] for name in ("value", "whole")] == ["%.2f", "%.0f"]
    assert config["value"]["label"] == "Difference"


def test_names_says_that_a_comparison_needs_more_articles(open_page: Open) -> None:
    assert "No name is in 10 articles at each of two outlets, the minimum for a comparison." in page_html(
        open_page("names")
    )
