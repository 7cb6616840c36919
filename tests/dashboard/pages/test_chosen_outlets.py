"""Outlets that the reader chooses: those without articles, those with similar names, and their colours."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go
import pytest

from analysis.statistics import ENOUGH_ARTICLES
from dashboard.theme import FIRST_HUES, HUES, outlet_styles
from dashboard.views.base import SHOWN_OUTLETS
from tests.support.corpora import measured_store
from tests.support.pages import PAGES, Open, article, figures, page_html, selection, without_errors

#: a selection in which one outlet of the demonstration has no article
ABSENT, PRESENT = "The Brackwater Courier", ["Capital Insider", "The Aldenport Ledger"]
DAYS = ["2025-03-03", "2025-03-06"]
#: outlets of which the first and the last have the same usual colour
MANY = ["Outlet 00", "Outlet 03", "Outlet 08"]
NAMED = f"{ABSENT}: no articles"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_a_chosen_outlet_without_articles(open_page: Open, name: str) -> None:
    app = open_page(name, outlet=[ABSENT, *PRESENT], days=DAYS)
    assert selection(app).startswith(f"{', '.join(PRESENT)} · ")
    assert selection(app).endswith(f" · {NAMED}")


@pytest.mark.parametrize("name", ["compare", "timeline", "names"])
def test_an_outlet_to_compare_without_articles_is_named_and_not_drawn(open_page: Open, name: str) -> None:
    app = open_page(name, beside=[ABSENT, *PRESENT], days=DAYS)
    assert f'<p class="gap">{NAMED}</p>' in page_html(app)
    assert ABSENT not in "".join(str(figure) for figure in figures(app))
    assert set(app.multiselect(key="beside").value) == {ABSENT, *PRESENT}
    without_errors(app.run())
    assert f'<p class="gap">{NAMED}</p>' in page_html(app)
    without_errors(app.multiselect(key="beside").set_value(PRESENT).run())
    assert "no articles" not in page_html(app)


def test_no_words_of_another_outlet_stand_in_place_of_one_without_articles(open_page: Open) -> None:
    app = open_page("words", whose=ABSENT, days=DAYS)
    assert f'<p class="gap">{NAMED}</p>' in page_html(app)
    assert app.selectbox(key="whose").value == ABSENT
    assert figures(app) == []
    assert "for a number; 10 articles are needed." in page_html(app), "in place of the picture of loaded words"
    without_errors(app.selectbox(key="whose").set_value(PRESENT[0]).run())
    assert NAMED not in page_html(app)


@pytest.fixture
def similar(stores: dict[str, Path], tmp_path: Path) -> list[str]:
    """Outlets whose names begin alike, in the store ``similar``."""
    outlets = ["Fox News", "Fox News Opinion", "Fox", "fox news"]
    stores["similar"] = tmp_path / "similar.duckdb"
    measured_store(stores["similar"], [
        article(f"Perhaps {outlet} number {k} may be right, officials said.", outlet, f"{outlet} {k}")
        for outlet in outlets for k in range(ENOUGH_ARTICLES)
    ])  # fmt: skip
    return outlets


@pytest.fixture
def many(stores: dict[str, Path], tmp_path: Path) -> None:
    """Twelve outlets, in the store ``many``, each of whose articles is a story of its own."""
    stores["many"] = tmp_path / "many.duckdb"
    measured_store(stores["many"], [
        article(
            f"Perhaps {' '.join(f'{chr(97 + one)}q{chr(97 + k)}{chr(97 + j)}z' for j in range(20))} may close.",
            f"Outlet {one:02}", f"{one} {k}",
        )
        for one in range(12) for k in range(ENOUGH_ARTICLES)
    ])  # fmt: skip


def test_choosing_an_outlet_adds_no_other_whose_name_begins_alike(open_page: Open, similar: list[str]) -> None:
    for outlet in similar:
        app = open_page("overview", "similar", outlet=[outlet])
        assert app.multiselect(key="outlet").value == [outlet]
        assert selection(app).startswith(f"{outlet} · ")
        assert selection(app).endswith(f" · {ENOUGH_ARTICLES} articles")
        beside = open_page("compare", "similar", beside=[outlet])
        assert beside.multiselect(key="beside").value == [outlet]


# -- colours ----------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True])
def test_no_colour_is_there_twice(dark: bool) -> None:
    assert len({pair[dark] for pair in HUES}) == len(HUES) > SHOWN_OUTLETS


def test_outlets_side_by_side_never_share_a_colour() -> None:
    corpus = [f"outlet {k}" for k in range(100)]
    usual = outlet_styles(corpus)
    for chosen in ([corpus[k] for k in (3, 11, 19, 27, 35, 43)], corpus[50 : 50 + SHOWN_OUTLETS], corpus[::-5]):
        styles = outlet_styles(corpus, chosen)
        assert len({styles[outlet].hue for outlet in chosen}) == len(chosen)
        assert styles[chosen[0]].hue == usual[chosen[0]].hue % len(FIRST_HUES) or len(chosen) > len(FIRST_HUES)
        assert set(styles) == set(corpus)
    six = [corpus[k] for k in (3, 11, 19, 27, 35, 43)]
    assert {outlet_styles(corpus, six)[outlet].hue for outlet in six} < set(range(len(FIRST_HUES)))


def colours(figure: go.Figure) -> dict[str, str]:
    return {trace.name: trace.marker.color for trace in figure.data if trace.name}


def test_outlets_whose_usual_colours_are_alike_differ_on_the_page(open_page: Open, many: None) -> None:
    _, by_topic = map(colours, figures(open_page("compare", "many", beside=MANY))[:2])
    assert set(by_topic) == set(MANY)
    assert len(set(by_topic.values())) == len(MANY)


def test_an_outlet_has_one_colour_in_all_charts_of_a_page(open_page: Open) -> None:
    _, by_topic, both = figures(open_page("compare", beside=[*PRESENT, ABSENT]))
    [trace] = both.data
    dots = {str(data[0]): colour for data, colour in zip(trace.customdata, trace.marker.color, strict=True)}
    assert len(set(dots.values())) == len(dots)
    assert {outlet: dots[outlet] for outlet in colours(by_topic)} == colours(by_topic)
