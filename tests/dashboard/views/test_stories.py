"""The page Stories: its numbers, and pairs of sentences of which one is hedged."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis import score_text
from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import counted
from analysis.corpus.claims import hedged_and_flat
from analysis.corpus.people.table import NO_TABLE, Line, PeopleTable
from analysis.scorers import measures
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.types import ScoredArticle
from dashboard.figures import stories as stories_figures
from dashboard.markup.claims import claims_html, claims_table
from dashboard.theme import Theme, outlet_styles
from dashboard.views import stories as stories_views
from tests.support.pages import SCRIPT, Open, figures, notes, page_html, without_errors

TONE, HEDGING, UNNAMED = (measures()[key] for key in ("tone.outlet", "hedging.outlet", "sourcing.unnamed"))
FLAT = "The new lighthouse lamp will blind gulls along the northern harbour wall."
HEDGED = "The new lighthouse lamp may blind gulls along the northern harbour wall."


@pytest.fixture(scope="module")
def related(stores: dict[str, Path]) -> Store:
    return Store(stores["normal"])


def scored(outlet: str, text: str) -> ScoredArticle:
    return score_text(text, title="Lamp", outlet=outlet)


# -- hedged here, flat there ------------------------------------------------------------------


def test_a_claim_hedged_by_one_outlet_and_not_by_another_is_found() -> None:
    [claim] = hedged_and_flat([scored("The Ledger", FLAT), scored("Courier", HEDGED)])
    assert (claim.hedged.outlet, claim.flat.outlet) == ("Courier", "The Ledger")
    assert [hedge.cue for hedge in claim.hedges] == ["may"]
    assert claim.hedges[0].span.of(claim.hedged.text) == "may"
    assert {"lamp", "gulls", "harbour"} <= set(claim.shared)
    assert "may" not in claim.shared
    assert claim.part == 1
    [row] = claims_table([claim]).itertuples()
    assert (row.hedged, row.flat, row.hedges) == (HEDGED, FLAT, "may")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HEDGED, HEDGED),
        (FLAT, FLAT),
        (HEDGED, "Will the new lighthouse lamp blind gulls along the northern harbour wall?"),
        (HEDGED, "The new lighthouse lamp costs forty crowns, and the ferry company paid for its paint."),
        (f"“{HEDGED[:-1]},” said Ann Lee.", FLAT),
        (HEDGED, f"“{FLAT[:-1]},” said Ann Lee."),
        (FLAT.replace("new", "roughly nine-year-old"), FLAT),
        (f"{FLAT[:-1]}, while the ferry line, the bakery, the mill and the tavern may close.", FLAT),
        ("Ann Lee, Bo Dahl and Cy Ferro may resign on Monday.", "Ann Lee, Bo Dahl and Cy Ferro danced on Monday."),
    ],
    ids="both-hedged neither a-question another-claim quoted-hedge quoted-claim approximate far names-only".split(),
)
def test_other_pairs_are_not_claims(one: str, other: str) -> None:
    assert not hedged_and_flat([scored("The Ledger", one), scored("Courier", other)])


def test_one_outlet_and_no_outlet_contradict_nobody() -> None:
    assert not hedged_and_flat([scored("Courier", HEDGED), scored("Courier", FLAT)])
    assert not hedged_and_flat([scored("Courier", HEDGED), score_text(FLAT)])
    assert not hedged_and_flat([])


def test_the_most_similar_sentence_of_each_outlet_is_returned() -> None:
    near, far = FLAT, "The lighthouse lamp will blind gulls at the harbour wall, and the council paid for it."
    claims = hedged_and_flat([scored("Courier", HEDGED), scored("The Ledger", f"{far} {near}"), scored("Gazette", far)])
    assert [(claim.flat.outlet, claim.flat.text) for claim in claims] == [("The Ledger", near), ("Gazette", far)]


def test_pairs_name_the_voice_and_are_escaped() -> None:
    reported = f"Ann Lee said that {HEDGED[0].lower()}{HEDGED[1:]} {SCRIPT}"
    claims = hedged_and_flat([scored(SCRIPT, reported), scored("The Ledger", FLAT)])
    shown = claims_html(claims, lambda claim: f'stories?telling={claim.flat.article}&"<script>')
    assert f'<a href="stories?telling={claims[0].flat.article}&amp;&quot;&lt;script&gt;"' in shown
    assert "hedged; reported from a source" in shown
    assert "no hedge; the outlet’s own voice" in shown
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert re.search(r'<span class="mark-doubt"[^>]*>may</span>', shown)
    assert len(re.findall(r'<span class="shared"[^>]*>lamp</span>', shown)) == 2


# -- lists ------------------------------------------------------------------------------------


def test_the_list_contains_the_stories_of_several_outlets(related: Store) -> None:
    stories = ArticleColumns(related).stories(EVERYTHING, stories_views.FEWEST_OUTLETS)
    keys = [TONE.key, HEDGING.key, UNNAMED.key]
    frame = ArticleColumns(related).measured(EVERYTHING, keys, stories["story"].tolist())
    listed = stories_views.story_list(stories, frame, TONE, HEDGING, UNNAMED)
    assert len(listed) == 12
    row = listed.iloc[3]
    inside = frame[frame["story"] == row["story"]]
    own = counted(inside, HEDGING.key)
    sums = own.groupby("outlet")[["count", "denominator"]].sum()
    rates = 1000 * sums["count"] / sums["denominator"]
    assert row["hedging"] == pytest.approx(rates.max() - rates.min(), abs=0.05)
    of_story = counted(inside, UNNAMED.key)
    count, denominator = (of_story[column] @ of_story["weight"] for column in ("count", "denominator"))
    assert row["unnamed"] == pytest.approx(100 * count / denominator, abs=0.05)
    found = stories_views.with_words(stories, ["FERRY", "marrant"])
    assert found["title"].tolist() == ["Marrant government survives confidence vote over ferry subsidy"]
    assert stories_views.with_words(stories, ["ferry", "no such word ("]).empty
    nothing = stories_views.story_list(stories, frame.head(0), TONE, HEDGING, UNNAMED)
    assert nothing[["tone", "hedging", "unnamed"]].isna().all(axis=None)


def test_copies_name_the_outlet_of_the_earliest_article() -> None:
    frame = pd.DataFrame({
        "id": ["a", "b", "c", "d"], "outlet": ["Wire", "", "Courier", "Gazette"], "title": [None, "T", "U", "V"],
        "published": [pd.Timestamp(2025, 3, 1), pd.NaT, pd.NaT, pd.NaT], "words": 100,
        "share": [1, 0.904, 0.5, None], "origin": ["Wire", "Wire", None, None], "text_group": ["a", "a", "z", None],
        "recycled": False,
    })  # fmt: skip
    table = stories_views.articles_table(frame)
    assert table["copy"].tolist() == [stories_views.EARLIEST, "Wire", stories_views.ELSEWHERE, None]
    assert table["share"].tolist()[:3] == [100, 90, 50]
    assert table["published"].isna().tolist() == [False, True, True, True]
    assert "copy" not in stories_views.articles_table(frame[frame["id"] == "d"])


def test_text_that_one_outlet_prints_again_is_called_recycled_and_has_no_agency() -> None:
    frame = pd.DataFrame({
        "id": ["a", "b"], "outlet": "Courier", "title": ["T", "U"], "published": pd.Timestamp(2025, 3, 1), "words": 100,
        "share": [0.7, 0.8], "origin": "Reuters", "text_group": "a", "recycled": True,
    })  # fmt: skip
    table = stories_views.articles_table(frame)
    assert table["copy"].tolist() == [stories_views.RECYCLED] * 2
    assert table["agency"].isna().all()


def test_who_quotes_whom() -> None:
    both = "“The lamp is bright,” Ann Lee said. “It is new,” Ann Lee said."
    courier = scored("Courier", "“We paid,” said Ann Lee. “We did not,” said Bo Dahl.")
    table = stories_views.quoted([scored("only_by", both), courier], {}, NO_TABLE)
    assert table.to_numpy().tolist() == [["Ann Lee", 2, 1, ""], ["Bo Dahl", 0, 1, "Courier"]]
    assert list(table.columns) == ["speaker", "by only_by", "by Courier", "only_by"]
    assert (
        stories_views.quoted_sentence(table)
        == "2 named speakers are quoted in this story, 1 of them by one outlet only."
    )
    assert (
        stories_views.quoted_sentence(stories_views.quoted([], {}, NO_TABLE))
        == "No article on this story quotes anyone by name."
    )


def test_persons_are_counted_whatever_articles_call_them() -> None:
    ledger = scored("Ledger", "“We paid,” said Ann Lee. “We will pay again,” Ann Lee said.")
    courier = scored("Courier", "“They paid,” Lee said.")
    person_of = {(courier.article.id, "Lee"): "Ann Lee"}
    table = stories_views.quoted([ledger, courier], person_of, NO_TABLE)
    assert table.to_numpy().tolist() == [["Ann Lee", 2, 1, "", "Lee 1"]]
    assert list(table.columns)[-1] == "also_written"
    lines = PeopleTable((Line("Ann Lee", "Ann Lee-Dahl"), Line("Lee", "Bo Lee", "Courier")))
    table = stories_views.quoted([ledger, courier], person_of, lines)
    assert table.to_numpy().tolist() == [
        ["Ann Lee-Dahl", 2, 0, "Ledger", "Ann Lee 2"], ["Bo Lee", 0, 1, "Courier", "Lee 1"],
    ]  # fmt: skip


def test_the_picture_has_a_dot_for_every_value_and_no_interval(related: Store) -> None:
    profile = {key: measure for key, measure in measures().items() if measure.in_profile}
    story = related.charts.stories(EVERYTHING)["story"].iloc[0]
    view = stories_views.side_by_side(ArticleColumns(related).measured(EVERYTHING, list(profile), [story]), profile)
    digits = {key: measure.decimals for key, measure in profile.items()}
    for dark in (False, True):
        picture = stories_figures.side_by_side(view, Theme(dark), outlet_styles(view.table["outlet"]), "", digits)
        figure = go.Figure(picture)
        assert not any(trace.error_x.array for trace in figure.data)
        assert sorted(x for t in figure.data for x in t.x) == pytest.approx(sorted(view.table["value"].dropna()))
        assert all(re.search(r"\bn = \d", label) for label in figure.layout.yaxis.ticktext)
        assert len({trace.xaxis for trace in figure.data}) == len(profile)


# -- the page ---------------------------------------------------------------------------------


def test_a_story_is_found_and_opened_and_its_id_is_in_the_address(open_page: Open, related: Store) -> None:
    app = open_page("stories")
    assert len(app.selectbox(key="chosen-story").options) == 12
    without_errors(app.text_input(key="find").set_value("ferry MARRANT").run())
    [option] = app.selectbox(key="chosen-story").options
    assert option.startswith("\u2068Marrant government survives")
    without_errors(app.text_input(key="find").set_value("no such story (").run())
    assert "No story" in app.info[0].value
    stories = related.charts.stories(EVERYTHING)
    asked = stories["story"].iloc[5]
    app = open_page("stories", story=asked)
    assert f"<h2>{stories['title'].iloc[5]}</h2>" in page_html(app)
    assert stories["title"].iloc[5][:40] in notes(figures(app)[0]).replace(" <br>", " ")
    without_errors(app.selectbox(key="chosen-story").set_value(stories["story"].iloc[2]).run())
    assert app.query_params["story"] == stories["story"].iloc[2]


def test_the_selection_narrows_a_story(open_page: Open, related: Store) -> None:
    story = related.charts.stories(EVERYTHING)["story"].iloc[0]
    app = open_page("stories", story=story, outlet=["Meridian Wire", "Harbour 6 News"])
    assert re.search(r"\d of its \d articles", page_html(app))
    tables = {tuple(frame.value.columns[:2]): frame.value for frame in app.dataframe}
    assert set(tables["published", "outlet"]["outlet"]) == {"Meridian Wire", "Harbour 6 News"}
    app = open_page("stories", outlet=["Meridian Wire"])
    assert "two outlets" in app.info[0].value


def test_a_pair_of_sentences_is_on_the_page(open_page: Open) -> None:
    app = open_page("stories", find="ferry marrant")
    assert '<span class="shared"' in page_html(app)
    assert any("shared words" in caption.value for caption in app.caption)


def test_the_heading_names_absent_outlets() -> None:
    story = pd.Series({"title": None, "first_day": pd.NaT, "last_day": pd.NaT, "articles": 2})
    shown = stories_views.heading_html(story, 2, [SCRIPT])
    assert stories_views.NO_HEADLINE in shown
    assert "no date · 2 articles" in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    dated = pd.Series({
        "title": "Lamp", "first_day": pd.Timestamp(2025, 3, 1), "last_day": pd.Timestamp(2025, 3, 4), "articles": 9,
    })  # fmt: skip
    shown = stories_views.heading_html(dated, 3, [])
    assert "1 Mar 2025 – 4 Mar 2025 · 3 of its 9 articles" in shown
    assert "No article in this corpus" not in shown
