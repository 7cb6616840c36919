"""Outlets that the reader chooses: those without articles, those with similar names, and their colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.statistics import ENOUGH_ARTICLES
from tests.support.corpora import measured_store
from tests.support.pages import PAGES, Open, article, figures, page_html, selection, without_errors

#: a selection in which one outlet of the demonstration has no article
ABSENT, PRESENT = "The Brackwater Courier", ["Capital Insider", "The Aldenport Ledger"]
DAYS = ["2025-03-03", "2025-03-06"]
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


def test_choosing_an_outlet_adds_no_other_whose_name_begins_alike(open_page: Open, similar: list[str]) -> None:
    for outlet in similar:
        app = open_page("overview", "similar", outlet=[outlet])
        assert app.multiselect(key="outlet").value == [outlet]
        assert selection(app).startswith(f"{outlet} · ")
        assert selection(app).endswith(f" · {ENOUGH_ARTICLES} articles")
        beside = open_page("compare", "similar", beside=[outlet])
        assert beside.multiselect(key="beside").value == [outlet]
