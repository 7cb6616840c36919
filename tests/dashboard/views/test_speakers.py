"""Speakers by outlet, and one speaker over time: numbers, pictures and page."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.corpus.people.table import NO_TABLE, Line, PeopleTable
from analysis.statistics import ENOUGH_ARTICLES
from dashboard.figures import speakers as speakers_figures
from dashboard.theme import Theme
from dashboard.views import sources as sources_views
from dashboard.views import speakers as speakers_views
from tests.support.pages import SCRIPT, Open, figures, page_html, without_errors


def statements(*rows: tuple[str, str, str | None, str | None]) -> pd.DataFrame:
    """Statements from rows of article, outlet, speaker and day."""
    frame = pd.DataFrame(rows, columns=["id", "outlet", "speaker", "published"])
    frame["published"] = pd.to_datetime(frame["published"])
    return frame.assign(kind="direct", cue_class="neutral", written=frame["speaker"])


def many() -> pd.DataFrame:
    rows = [(f"a{k}", "Ledger", "Ann Lee" if k % 2 else "Bo Dahl", "2025-03-01") for k in range(ENOUGH_ARTICLES)]
    rows += [(f"b{k}", "Courier", "Ann Lee", "2025-04-02") for k in range(ENOUGH_ARTICLES)]
    return statements(*rows, ("c", "Small", "Ann Lee", "2025-04-02"), ("d", "Ledger", None, "2025-04-02"))


def test_shares_are_of_an_outlets_named_attributions() -> None:
    view = speakers_views.by_outlet(many())
    rows = {(row.outlet, row.speaker): row for row in view.table.itertuples()}
    assert set(rows) == {("Courier", "Ann Lee"), ("Ledger", "Ann Lee"), ("Ledger", "Bo Dahl")}
    assert rows["Ledger", "Bo Dahl"].share == 50
    assert (rows["Courier", "Ann Lee"].attributions, rows["Courier", "Ann Lee"].of) == (10, 10)
    assert "Ann Lee, 100.0 % of Courier’s 10" in speakers_views.by_outlet_sentence(view)
    figure = go.Figure(speakers_figures.by_outlet(view, Theme(False), ""))
    [trace] = figure.data
    assert list(trace.marker.size) == view.table["share"].tolist()
    assert [name[0] for name in trace.customdata] == view.table["speaker"].tolist()
    assert speakers_views.by_outlet(statements(("a", "Ledger", "Ann Lee", None))).empty


def test_all_names_of_a_person_are_counted_together_and_shown() -> None:
    frame = statements(
        ("a", "L", "Ann Lee", None), ("a", "L", "Lee", "2025-03-01"), ("b", "L", "Ann B. Lee", None),
        ("b", "L", None, None),
    )  # fmt: skip
    frame["person"] = ["Ann Lee", "Ann Lee", "Ann Lee", None]
    joined = speakers_views.with_persons(frame, NO_TABLE)
    assert joined["speaker"].tolist()[:3] == ["Ann Lee"] * 3
    assert joined["written"].tolist()[:3] == ["Ann Lee", "Lee", "Ann B. Lee"]
    assert joined["speaker"].isna().tolist() == [False, False, False, True]
    assert speakers_views.also_written(joined["speaker"], joined["written"]) == {"Ann Lee": "Ann B. Lee 1, Lee 1"}
    table = PeopleTable((Line("Lee", "Bo Lee", "L", dt.date(2025, 3, 1)), Line("Ann Lee", "Ann Lee-Dahl")))
    corrected = speakers_views.with_persons(frame.astype({"speaker": "category", "person": "category"}), table)
    assert corrected["speaker"].tolist()[:3] == ["Ann Lee-Dahl", "Bo Lee", "Ann Lee-Dahl"]


def test_of_many_names_of_a_person_the_most_frequent_are_shown() -> None:
    written = pd.Series([*["Lee"] * 3, "A. Lee", "Ann B. Lee", "Lee’s", "LEE", "Ms. Lee"])
    shown = speakers_views.also_written(pd.Series(["Ann Lee"] * len(written)), written)
    assert shown == {"Ann Lee": "Lee 3, A. Lee 1, Ann B. Lee 1, LEE 1 and 2 more"}


def test_the_most_quoted_and_the_hovering_text_have_the_other_names() -> None:
    frame = many()
    frame.loc[0, "written"] = "Dahl"
    frame["cue"] = "said"
    table = sources_views.speakers(frame).set_index("speaker")
    assert table["also_written"].fillna("").to_dict() == {"Ann Lee": "", "Bo Dahl": "Dahl 1"}
    figure = speakers_figures.by_outlet(speakers_views.by_outlet(frame), Theme(False), "")
    texts = [text for trace in figure["data"] for text in trace["hovertext"]]
    assert sum("<br>also written Dahl 1" in text for text in texts) == 1 < len(texts)


def test_statements_fall_into_months_and_the_small_outlets_share_a_row() -> None:
    rows = [(f"a{k}", f"Outlet {k:02}", "Ann Lee", "2025-03-05") for k in range(speakers_views.OUTLETS_OF_SPEAKER + 2)]
    frame = statements(*rows, ("a0", "Outlet 00", "Ann Lee", "2025-03-09"), ("n", "Outlet 00", "Ann Lee", None))
    view = speakers_views.over_time(frame, "Ann Lee")
    assert view.table["statements"].sum() == len(rows) + 1
    assert view.table.iloc[-1]["cell"] == f"{speakers_views.THE_REST}, Mar 2025"
    assert view.table.iloc[-1]["statements"] == 2
    assert view.left_out == "1 statement from undated articles not shown"
    for dark in (False, True):
        figure = go.Figure(speakers_figures.over_time(view, Theme(dark), ""))
        assert list(figure.data[0].marker.size) == view.table["statements"].tolist()
    assert speakers_views.over_time(frame, "Nobody").empty
    assert speakers_views.over_time(frame.assign(published=pd.NaT), "Ann Lee").empty


def test_a_speaker_is_chosen_and_the_statements_are_shown(open_page: Open) -> None:
    app = open_page("sources", part="Who quotes whom")
    names = app.selectbox(key="speaker").options
    without_errors(app.selectbox(key="speaker").set_value(names[1]).run())
    assert figures(app)[-1].layout.title.text == f"{names[1]}: statements by outlet and month"
    every = page_html(app).count('class="passage"')
    cell = app.selectbox(key="said-in").options[1]
    without_errors(app.selectbox(key="said-in").set_value(cell).run())
    shown = page_html(app)
    assert 0 < shown.count('class="passage"') < every
    assert f"<bdi>{names[1]}, " in shown


@pytest.mark.parametrize("store", ["hostile", "undated"])
def test_speakers_of_awkward_articles_are_shown_as_text(open_page: Open, store: str) -> None:
    app = open_page("sources", store, part="Who quotes whom")
    assert app.selectbox(key="speaker").options
    assert 'class="passage"' in page_html(app)
    assert SCRIPT not in page_html(app)
