"""One story side by side on the page Stories: its columns, its shared statements, its speakers and its address."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import score_text
from analysis.corpus.claims import shared_claims
from analysis.corpus.copies import sampled_shingles
from analysis.corpus.people.table import NO_TABLE
from analysis.run.pipeline import score
from analysis.store import Store
from analysis.store.records import RELATION_COLUMNS
from analysis.store.relations.furniture import KeptApart
from analysis.types import ScoredArticle, Span
from dashboard.markup.highlight import shown_kinds
from dashboard.markup.tellings import speakers_html, statements_html, tellings_html
from dashboard.views.stories import Speakers, first_tellings, speakers_of_tellings
from tests.support.pages import PICTURE, SCRIPT, Open, article, check_no_markup, page_html, without_errors

FLAT = "The new lighthouse lamp will blind gulls along the northern harbour wall."
HEDGED = FLAT.replace("will", "may")
STORY = "81136a6697e949ff"


def scored(outlet: str, text: str) -> ScoredArticle:
    return score_text(text, title=f"Lamp {SCRIPT}", outlet=outlet)


def columns(app: AppTest) -> list[str]:
    """The outlets of the columns, in order."""
    return re.findall(r"<p class='outlet'><bdi>(.*?)</bdi>", page_html(app))


# -- which tellings ---------------------------------------------------------------------------


def table(**more: object) -> pd.DataFrame:
    rows = {"id": list("abcde"), "outlet": list("AABCD"), "words": [90, 80, 70, 60, 50], "text_group": None}
    return pd.DataFrame(rows | more)


def test_the_longest_articles_of_different_outlets_come_first_without_copies() -> None:
    assert first_tellings(table()) == ["a", "c", "d"]
    assert first_tellings(table(text_group=["t", None, "t", "t", None])) == ["a", "e"]
    assert first_tellings(table(text_group="t")) == ["a", "c", "d"]
    assert first_tellings(table().head(2)) == ["a"]
    assert first_tellings(table().head(0)) == []


# -- columns ----------------------------------------------------------------------------------


def test_a_statement_has_one_number_and_says_who_hedges_it() -> None:
    tellings = [scored("Ledger", f"Nothing else.\n\n{FLAT}"), scored("Courier", HEDGED), scored("Post", "It may rain.")]
    claims = shared_claims(tellings)
    page = tellings_html(tellings, claims, {}, shown_kinds(), {"outlet": ["Ledger"]}, {"Ledger": "#0072B2"})
    found = re.findall(r'<a class="(same [a-z]+)" id="(.*?)" href="#(.*?)" title="(.*?)">(.*?)</a>', page)
    flat, hedged = "unhedged here; also in: Courier (hedged)", "hedged here; also in: Ledger (unhedged)"
    assert found == [
        ("same unhedged", "statement-1-1", "statement-1-2", f"Statement 1, {flat}", "1 unhedged"),
        ("same hedged", "statement-1-2", "statement-1-1", f"Statement 1, {hedged}", "1 hedged"),
    ]
    assert f'title="{found[0][3]}">1 unhedged</a> The new' in page
    assert page.count("<article") == 3
    said = statements_html(claims, tellings)
    assert (
        '<a class="same" href="#statement-1-1">1</a> hedged in <bdi>Courier</bdi>, unhedged in <bdi>Ledger</bdi>'
        in said
    )
    assert "share enough words" in statements_html([], tellings)


def test_marks_lead_to_their_place_on_the_page_article() -> None:
    one, other = scored("Courier", HEDGED), scored("Ledger", FLAT)
    page = tellings_html([one, other], [], {}, shown_kinds(), {"outlet": ["Courier"]}, {})
    [hedge] = one.hedges
    at = f"article?outlet=Courier&amp;article={one.article.id}&amp;at=hedge-{hedge.span.start}-{hedge.span.end}"
    assert re.search(f'<a class="mark-doubt" href="{re.escape(at)}" target="_self"[^>]*>may</a>', page)
    in_file = tellings_html([one, other], [], {}, shown_kinds(), None, {})
    assert "<a " not in in_file
    assert '<span class="mark-doubt"' in in_file


def test_everything_hostile_is_escaped_and_what_is_kept_apart_is_dimmed() -> None:
    tellings = [scored(SCRIPT, f"{HEDGED} {SCRIPT} “It {SCRIPT} may,” said Ann Lee."), scored(PICTURE, FLAT + SCRIPT)]
    claims = shared_claims(tellings)
    apart = {tellings[1].article.id: [KeptApart(Span(0, 3), SCRIPT, 1)]}
    for selection in (None, {"outlet": [SCRIPT]}):
        page = tellings_html(tellings, claims, apart, shown_kinds(), selection, {})
        assert "<script" not in page
        assert 'class="apart"' in page
    assert claims
    assert "<script" not in statements_html(claims, tellings)
    assert "<script" not in speakers_html(Speakers((SCRIPT,), (), ((SCRIPT,), ())), tellings)


def test_speakers_in_common_and_speakers_of_one_telling() -> None:
    lee, dahl, ferro = (f"“We paid for all of it,” said {name}. " for name in ("Ann Lee", "Bo Dahl", "Cy Ferro"))
    tellings = [scored("A", lee + dahl), scored("B", lee + dahl + ferro), scored("C", lee)]
    found = speakers_of_tellings(tellings, {}, NO_TABLE)
    assert found == Speakers(("Ann Lee",), ("Bo Dahl",), ((), ("Cy Ferro",), ()))
    shown = re.sub("<[^>]*>", " ", speakers_html(found, tellings))
    assert "Only in B" in shown
    assert "no one by name" in shown
    assert "In both" in speakers_html(speakers_of_tellings(tellings[:2], {}, NO_TABLE), tellings[:2])


# -- the page ---------------------------------------------------------------------------------


def test_the_tellings_in_the_address_are_shown_in_its_order(open_page: Open, stores: dict[str, Path]) -> None:
    articles = Store(stores["normal"]).charts.of_story(STORY)
    asked = articles["id"].tolist()[:2][::-1]
    app = open_page("stories", story=STORY, telling=asked)
    assert columns(app) == articles["outlet"].tolist()[:2][::-1]
    assert not any("Ignored in this link" in element.proto.body for element in app.get("html"))
    without_errors(app.multiselect(key="chosen-tellings").set_value(articles["id"].tolist()[2:5]).run())
    assert columns(app) == articles["outlet"].tolist()[2:5]
    assert app.query_params["telling"] == articles["id"].tolist()[2:5]
    without_errors(app.multiselect(key="chosen-tellings").set_value(asked[:1]).run())
    assert columns(app) == []
    assert any("at least two" in info.value for info in app.info)


def test_at_first_three_tellings_are_shown_and_another_story_begins_with_its_own(
    open_page: Open, stores: dict[str, Path]
) -> None:
    charts = Store(stores["normal"]).charts
    app = open_page("stories", story=STORY)
    assert "telling" not in app.query_params
    assert len(columns(app)) == 3
    chosen = charts.of_story(STORY)["id"].tolist()[:2]
    without_errors(app.multiselect(key="chosen-tellings").set_value(chosen).run())
    other = app.selectbox(key="chosen-story").options[3]
    without_errors(app.selectbox(key="chosen-story").select(other).run())
    story = app.query_params["story"]
    assert story != STORY
    assert "telling" not in app.query_params
    assert "Ignored in this link" not in page_html(app)
    assert set(app.multiselect(key="chosen-tellings").value) < set(charts.of_story(story)["id"])
    assert len(columns(app)) == 3


@pytest.mark.parametrize("unknown", [["nosuch"], [SCRIPT, "nosuch"]])
def test_an_unknown_article_in_the_link_is_said(open_page: Open, unknown: list[str]) -> None:
    app = open_page("stories", story=STORY, telling=unknown)
    assert "Ignored in this link" in page_html(app)
    assert "nosuch" in page_html(app)
    assert "<script" not in page_html(app)
    assert len(columns(app)) == 3


def test_hostile_tellings_are_plain(open_page: Open, stores: dict[str, Path], tmp_path: Path) -> None:
    store = Store(tmp_path / "story.duckdb")
    articles = [
        article(f"{HEDGED} {SCRIPT} {PICTURE}", f"{SCRIPT}{PICTURE}", f"{PICTURE} {SCRIPT}"),
        article(f"{FLAT} {SCRIPT}", "Ledger", None),
    ]
    store.add(articles)
    score(store, workers=1)
    rows: dict[str, list[tuple[object, ...]]] = {key: [] for key in RELATION_COLUMNS}
    rows["members"] = [(one.id, "story") for one in articles]
    rows["stories"] = [("story", SCRIPT, None, None, 2, [one.outlet for one in articles], SCRIPT, None, [])]
    store.relations.save(rows, sampled_shingles([]), [])
    stores["story"] = store.path
    app = open_page("stories", "story")
    assert len(columns(app)) == 2
    check_no_markup(app)


def test_nothing_is_compared_again_when_the_page_runs_again(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page("stories", story=STORY)

    def again(*_: object) -> None:
        raise AssertionError("compared again")

    monkeypatch.setattr("analysis.corpus.claims.prepare", again)
    monkeypatch.setattr("dashboard.cache.tellings.shared_claims", again)
    monkeypatch.setattr("dashboard.cache.tellings.hedged_and_flat", again)
    without_errors(app.run())
    assert len(columns(app)) == 3
