"""What a reader takes away, in a real browser: links, files that open offline, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from analysis.scorers import measures
from analysis.scorers.hedging.measures import AMOUNTS
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.types import ScoredArticle
from tests.support.browser import TIMEOUT, Watch
from tests.support.dashboard import (
    choose_outlet,
    download,
    drawn,
    numbers,
    open_page,
    query,
    selection,
    settle,
    wait_for_change,
)

pytestmark = pytest.mark.browser
TONE = measures()["tone.outlet"].title


def hedged(store: Store) -> ScoredArticle:
    """Return the first article with two hedges."""
    for article_id in store.charts.article_list(EVERYTHING)["id"]:
        scored = store.scored(article_id)
        if scored is not None and len(scored.hedges) > 1:
            return scored
    raise AssertionError("no article has two hedges")


@pytest.fixture(scope="module")
def offline(browser: Browser, watch: Watch) -> Iterator[BrowserContext]:
    """A browser without a network."""
    context = browser.new_context(offline=True)
    context.set_default_timeout(TIMEOUT)
    context.on("console", watch.console)
    context.on("weberror", lambda error: watch.wrong.append(f"uncaught: {error.error}"))
    yield context
    context.close()


def open_file(offline: BrowserContext, path: Path) -> Page:
    """Open a file that was downloaded, and wait for its charts; it must ask for nothing but itself."""
    tab = offline.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    expect(tab.locator(".js-plotly-plot .main-svg .infolayer .g-gtitle").first).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    return tab


def test_a_picture_opens_offline_with_the_numbers_of_the_page(
    page: Page, server: str, offline: BrowserContext, tmp_path: Path
) -> None:
    open_page(page, server, "topics")
    here = drawn(page)
    file = download(page, "HTML", tmp_path)
    assert file.stat().st_size < 1_000_000
    tab = offline.new_page()
    tab.goto(file.as_uri())
    expect(tab.locator("figure svg").first).to_be_visible()
    assert tab.locator("script").count() == 0
    cells = [line for trace in here["data"] for line in trace.get("hovertext", [])]
    pointed = tab.locator("figure rect > title").evaluate_all("all => all.map(e => e.textContent)")
    assert sorted(pointed) == sorted(re.sub("<[^>]*>", "", cell.replace("<br>", "\n")) for cell in cells)
    assert tab.locator("tbody tr").count() == len(cells)
    expect(tab.locator("footer")).not_to_contain_text("127.0.0.1")
    tab.close()


def test_a_report_opens_offline_and_prints(page: Page, server: str, offline: BrowserContext, tmp_path: Path) -> None:
    open_page(page, server, "sources", outlet=["The Open Page", "Meridian Wire"])
    tab = open_file(offline, download(page, "Report", tmp_path))
    expect(tab.locator(".js-plotly-plot")).to_have_count(page.locator(".js-plotly-plot").count())
    expect(tab.locator("footer")).not_to_contain_text("127.0.0.1")
    expect(tab.locator("header")).to_contain_text(page.locator(".selection").inner_text())
    expect(tab.get_by_text("What the numbers mean, and their accuracy")).to_be_visible()
    assert tab.pdf()[:5] == b"%PDF-"
    tab.close()


def test_a_link_that_is_copied_shows_the_same_view_elsewhere(
    page: Page, server: str, elsewhere: BrowserContext
) -> None:
    """A measure, days and an outlet that were chosen come back with the same numbers in another reader's browser."""
    open_page(page, server, "compare", days=["2025-01-14", "2025-06-12"])
    before = numbers(page)
    page.get_by_role("combobox", name="Measure").fill("Sources without a name")
    page.get_by_role("option", name="Sources without a name", exact=True).click()
    wait_for_change(page, before)
    choose_outlet(page, "Capital Insider")
    selection(page).to_contain_text("Capital Insider · all topics · news only · 14 Jan 2025 – 12 Jun 2025")
    settle(page, "compare", charts=2)
    here = drawn(page)["layout"]["title"]["text"], numbers(page), page.locator(".selection").inner_text()
    assert here[0].startswith("Sources without a name")
    page.get_by_role("button", name="Copy link").click()
    link = page.get_by_label("Link to this view")
    expect(link).to_be_visible()
    expect(link).to_have_value(page.url)
    assert "outlet=" in link.input_value()
    there = elsewhere.new_page()
    there.goto(link.input_value())
    settle(there, "compare", charts=2)
    assert (drawn(there)["layout"]["title"]["text"], numbers(there), there.locator(".selection").inner_text()) == here
    there.close()


def test_a_view_is_kept_by_name_and_opened_again(page: Page, server: str) -> None:
    open_page(page, server, "compare", outlet=["The Open Page", "Meridian Wire"], measure=TONE)
    page.locator("summary", has_text="Saved views").click()
    page.get_by_label("Name of this view").fill("Tone of two")
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("link", name="Tone of two")).to_be_visible()
    page.get_by_role("link", name="Methods", exact=True).click()
    settle(page, "methods")
    page.locator("summary", has_text="Saved views").click()
    page.get_by_role("link", name="Tone of two").click()
    settle(page, "compare")
    assert query(page)["measure"] == [TONE]
    selection(page).to_contain_text("The Open Page")
    page.go_back()
    settle(page, "methods")
    page.locator("summary", has_text="Saved views").click()
    page.get_by_role("button", name="×").click()
    expect(page.get_by_role("link", name="Tone of two")).to_have_count(0)


def test_a_mark_is_asked_about_and_corrected(page: Page, server: str, store: Store) -> None:
    scored = hedged(store)
    mark = next(hedge for hedge in scored.hedges if hedge.category not in AMOUNTS)
    at = f"hedge-{mark.span.start}-{mark.span.end}"
    open_page(page, server, "article", article=scored.article.id, at=at)
    expect(page.locator("article.reading .asked").first).to_contain_text(mark.span.of(scored.article.text))
    expect(page.locator("table.without")).to_contain_text("Hedging, all voices")
    page.get_by_role("button", name="This mark is wrong").click()
    expect(page.get_by_text("Stored. The page Methods shows the result.")).to_be_visible()
    expect(page.locator("article.reading .wrong").first).to_be_visible()
    [correction] = store.corrections.of_article(scored.article.id)
    assert (correction.first, correction.past, correction.correct) == (mark.span.start, mark.span.end, False)
    open_page(page, server, "methods")
    expect(page.get_by_text("1 judged, 1 of them wrong")).to_be_visible()
    labels = pd.read_csv(download(page, "Labelled set as CSV", Path(store.path).parent))
    assert labels["marked"].tolist() == [mark.span.of(scored.article.text)]


def test_the_next_article_is_one_click_away_and_back_leads_back(page: Page, server: str, store: Store) -> None:
    ids = store.charts.article_list(EVERYTHING)["id"].tolist()
    open_page(page, server, "article", article=ids[3])
    title = page.locator("article.reading h2")
    before = title.inner_text()
    page.get_by_role("button", name="Next").click()
    expect(title).not_to_have_text(before)
    assert query(page)["article"] == [ids[4]]
    page.go_back()
    expect(title).to_have_text(before)
    assert query(page)["article"] == [ids[3]]
