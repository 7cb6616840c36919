"""A mark that is open on the page Article: its panel, the address, and all others like it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.scorers.leave_one_out import without
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from analysis.types import Attribution, ScoredArticle
from dashboard.cache import alike
from dashboard.markup.highlight import Evidence, evidence_of, kind_titles
from dashboard.markup.mark import about_html, without_html
from tests.support.pages import SCRIPT, Open, check_no_markup, page_html, without_errors


def every_evidence(store: Store) -> list[tuple[ScoredArticle, Evidence]]:
    """All evidence of a store, in the order of its articles."""
    found = store.scored_articles(store.ids())
    return [(scored, evidence) for scored in found for evidence in evidence_of(scored, list(kind_titles()), None)]


def open_mark(open_page: Open, scored: ScoredArticle, evidence: Evidence, **query: object) -> AppTest:
    return open_page("article", article=scored.article.id, at=evidence.id, **query)


def first_of(store: Store, kind: str, cue: str = "") -> tuple[ScoredArticle, Evidence]:
    return next((s, e) for s, e in every_evidence(store) if e.kind == kind and cue in ("", e.cue))


@pytest.mark.parametrize("kind", ["hedge", "loaded", "tone", "sentiment", "attribution", "appeal"])
def test_every_kind_of_mark_opens_even_if_it_is_not_highlighted(
    open_page: Open, stores: dict[str, Path], kind: str
) -> None:
    scored, mark = first_of(Store(stores["normal"]), kind)
    shown = page_html(open_mark(open_page, scored, mark))
    assert f"data-at='{mark.id}'" in shown
    assert f'data-at="{mark.id}"' in shown
    assert re.search(r'<a class="[^"]*\basked\b', shown)
    assert about_html(scored, mark, "") in shown
    alone = page_html(open_mark(open_page, scored, mark, mark="Boosters"))
    assert re.search(r'<a class="[^"]*\basked\b', alone)


def test_every_mark_of_the_text_is_a_link_to_itself_with_the_choices_of_the_page(
    open_page: Open, stores: dict[str, Path]
) -> None:
    scored, _ = first_of(Store(stores["normal"]), "booster")
    app = open_page("article", article=scored.article.id, voice="The outlet’s own", outlet=scored.article.outlet)
    found = re.findall(r'<a class="[^"]*" href="(article[?][^"]*)" target="_self"', page_html(app))
    links = [html.unescape(link) for link in found if "at=" in link]
    assert links
    assert all("voice=The+outlet" in link and f"article={scored.article.id}" in link for link in links)
    assert {link.rpartition("at=")[2] for link in links} == {
        e.id for e in evidence_of(scored, ["hedge", "booster", "loaded"], "outlet")
    }


def test_the_next_mark_opens_and_the_panel_closes(open_page: Open, stores: dict[str, Path]) -> None:
    scored, mark = first_of(Store(stores["normal"]), "hedge")
    app = open_mark(open_page, scored, mark)
    [after] = [button for button in app.button if button.label == "Next mark →"]
    without_errors(after.click().run())
    at = app.query_params["at"]
    assert at != mark.id
    assert f'data-at="{at}"' in page_html(app)
    without_errors(app.button(key="close-mark").click().run())
    assert "data-at='" not in page_html(app)
    assert not app.query_params.get("at")


def test_another_article_closes_the_mark(open_page: Open, stores: dict[str, Path]) -> None:
    scored, mark = first_of(Store(stores["normal"]), "hedge")
    app = open_mark(open_page, scored, mark)
    other = next(one for one in Store(stores["normal"]).ids() if one != scored.article.id)
    without_errors(app.selectbox(key="chosen-article").set_value(other).run())
    assert app.query_params["article"] == other
    assert not app.query_params.get("at")
    assert "does not exist here" not in page_html(app)


def test_the_panel_names_the_measures_and_the_score_without_the_mark(stores: dict[str, Path]) -> None:
    scored, mark = first_of(Store(stores["normal"]), "hedge", "may")
    rate = scored.measurements["hedging"]
    shown = without_html(scored, mark, without(scored, mark.item))
    assert "Hedging, all voices" in shown
    assert f"<td>{rate.value:.1f}</td><td>{1000 * (rate.count - 1) / rate.denominator:.1f}</td>" in shown


def test_others_like_a_mark_are_all_with_its_words_in_the_selection(stores: dict[str, Path]) -> None:
    store = Store(stores["normal"])
    scored, mark = first_of(store, "hedge", "may")
    everything = every_evidence(store)
    for filters in (EVERYTHING, Filters(outlets=("The Open Page",))):
        selected = set(store.charts.article_list(filters)["id"])
        expected = {
            (one.article.id, other.id)
            for one, other in everything
            if other.kind == "hedge" and other.cue.lower() == "may" and one.article.id in selected
        } - {(scored.article.id, mark.id)}
        found = alike.others_like(store, filters, scored.article.id, mark, alike.likeness_of(scored, mark))
        assert found.number == len(expected) > 1
        assert {(place.article, place.id) for place in found.places} == expected
        assert found.searched == found.selected == len(store.charts.article_list(filters))


def test_others_like_a_source_without_a_name_are_the_statements_of_this_kind_of_source(stores: dict[str, Path]) -> None:
    store = Store(stores["normal"])
    everything = every_evidence(store)
    counted = [
        (scored, evidence)
        for scored, evidence in everything
        if isinstance(evidence.item, Attribution)
        and evidence.item.source_type == "unnamed_group"
        and alike.likeness_of(scored, evidence).field == "source_type"
    ]
    scored, mark = counted[0]
    found = alike.others_like(store, EVERYTHING, scored.article.id, mark, alike.likeness_of(scored, mark))
    assert found.number == len(counted) - 1 > 1
    unnamed = sum(one.measurements["sourcing.unnamed"].count for one in store.scored_articles(store.ids()))
    both = [e for s, e in everything if alike.likeness_of(s, e).field == "source_type"]
    assert len(both) == unnamed  # what the scorer counts as sources without a name


def test_attitudes_and_statements_with_one_cue_are_not_alike(stores: dict[str, Path]) -> None:
    scored, attitude = next(
        (s, e) for s, e in every_evidence(Store(stores["normal"])) if e.why.endswith("not counted as a statement")
    )
    assert not alike.likeness_of(scored, attitude).states
    assert "no measure counts it" in without_html(scored, attitude, {})


def test_of_a_larger_selection_a_sample_is_searched(stores: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(stores["normal"])
    scored, mark = first_of(store, "hedge", "may")
    whole = len(store.search.marks_like(EVERYTHING, "hedge", "MAY", 10_000))
    part = store.search.marks_like(EVERYTHING, "hedge", "MAY", 10)
    assert 0 < len(part) < whole
    assert part["article_id"].nunique() <= 10
    assert part.equals(store.search.marks_like(EVERYTHING, "hedge", "may", 10))
    monkeypatch.setattr(alike, "SEARCHED", 10)
    likeness = alike.Likeness("hedge", "cue", "may ")  # asked anew, because answers are kept
    found = alike.others_like(store, EVERYTHING, scored.article.id, mark, likeness)
    assert (found.searched, found.selected) == (10, len(store.ids()))


def test_each_sentence_leads_to_its_place(stores: dict[str, Path]) -> None:
    store = Store(stores["normal"])
    scored, mark = first_of(store, "hedge", "may")
    found = alike.others_like(store, EVERYTHING, scored.article.id, mark, alike.likeness_of(scored, mark))
    sentences = alike.sentences(store, found.places)
    assert [(one.article, one.at) for one in sentences] == [(place.article, place.id) for place in found.places]
    for one in sentences:
        assert [span.of(one.text).lower() for span in one.marks] == ["may"]


def test_hostile_text_stays_text_in_the_panel(open_page: Open) -> None:
    app = open_page("article", "hostile")
    links = re.findall(r'href="(article[?][^"]*at=[^"]*)"', page_html(app))
    assert links
    for link in dict.fromkeys(html.unescape(one).rpartition("at=")[2] for one in links):
        app.query_params["at"] = link
        without_errors(app.run())
        check_no_markup(app)
        assert f"data-at='{link}'" in page_html(app)
    app.query_params["at"] = f"hedge-1-2{SCRIPT}"
    without_errors(app.run())
    check_no_markup(app)


def test_who_says_what_tells_which_are_not_counted(open_page: Open, stores: dict[str, Path]) -> None:
    scored, _ = next(
        (s, e) for s, e in every_evidence(Store(stores["normal"])) if e.why.endswith("not counted as a statement")
    )
    app = open_page("article", article=scored.article.id)
    table = next(one.value for one in app.dataframe if "counted" in one.value)
    assert (table["counted"] == "yes").sum() == scored.measurements["sourcing.attributions"].count
    assert set(table["counted"]) == {"yes", "no: an attitude"}
