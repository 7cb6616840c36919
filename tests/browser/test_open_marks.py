"""Marks of an article's text in a real browser: clicked, by keyboard, by link, on a phone, and back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.browser.test_reading import hedged
from tests.support.axe import grave
from tests.support.dashboard import FINISHED, open_page, query

pytestmark = pytest.mark.browser
PANEL = ".st-key-mark-panel"


def is_inside_window(page: Page, selector: str) -> bool:
    """True if an element is completely in the window."""
    found = page.locator(selector).first.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= window.innerHeight; }"
    )
    return bool(found)


def test_a_click_on_a_mark_opens_it_and_back_closes_it(page: Page, server: str, store: Store) -> None:
    scored = hedged(store)
    open_page(page, server, "article", article=scored.article.id)
    page.evaluate("window.same = true")
    for hedge in scored.hedges[:2]:
        at = f"hedge-{hedge.span.start}-{hedge.span.end}"
        page.locator(f'article.reading a[href*="{at}"]').first.click()
        expect(page.locator(f"{PANEL} h3")).to_have_text(f"“{hedge.span.of(scored.article.text)}”")
        assert query(page)["at"] == [at]
    assert page.evaluate("window.same")  # the page was not loaded again
    expect(page.locator(FINISHED)).to_be_visible()
    assert not grave(page)
    page.go_back()
    first = scored.hedges[0]
    expect(page.locator(f"{PANEL} h3")).to_have_text(f"“{first.span.of(scored.article.text)}”")
    page.go_back()
    expect(page.locator(PANEL)).to_have_count(0)
    assert "at" not in query(page)


def test_marks_are_reached_opened_and_closed_by_keyboard(page: Page, server: str, store: Store) -> None:
    scored = hedged(store)
    open_page(page, server, "article", article=scored.article.id)
    marks = page.locator('article.reading a[href*="at="]')
    expect(page.locator('article.reading a[tabindex="0"]')).to_have_count(1)
    page.locator('article.reading a[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h3")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_have_count(0)
    expect(page.locator("article.reading a:focus")).to_have_count(1)


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (1100, 760), (390, 844)])
def test_a_link_to_a_mark_scrolls_to_it_and_its_panel_does_not_cover_it(
    page: Page, server: str, store: Store, width: int, height: int
) -> None:
    scored = hedged(store)
    last = max(scored.hedges, key=lambda hedge: hedge.span)
    page.set_viewport_size({"width": width, "height": height})
    open_page(page, server, "article", article=scored.article.id, at=f"hedge-{last.span.start}-{last.span.end}")
    expect(page.locator(f"{PANEL} h3")).to_be_visible()
    page.wait_for_function(
        """() => {
            const mark = document.querySelector('.asked').getBoundingClientRect();
            const panel = document.querySelector('.st-key-mark-panel').getBoundingClientRect();
            const apart = mark.right <= panel.left || mark.bottom <= panel.top;
            return apart && mark.top > 0 && mark.bottom < window.innerHeight;
        }"""
    )
    assert is_inside_window(page, ".asked")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_others_like_it_lead_to_their_places(page: Page, server: str, store: Store) -> None:
    scored = hedged(store)
    first = next(one for one in scored.hedges if len(store.search.marks_like(EVERYTHING, "hedge", one.cue, 1000)) > 1)
    at = f"hedge-{first.span.start}-{first.span.end}"
    open_page(page, server, "article", article=scored.article.id, at=at)
    page.locator(f"{PANEL} summary", has_text="other “").click()
    other = page.locator(f"{PANEL} .passage a.hit").first
    expect(other).to_be_visible()
    there = parse_qs(urlsplit(other.get_attribute("href") or "").query)
    other.click()
    page.wait_for_function("at => new URL(location).searchParams.get('at') === at", arg=there["at"][0])
    expect(page.locator(f"{PANEL} h3")).to_be_visible()
    assert (query(page)["article"], query(page)["at"]) == (there["article"], there["at"])
    assert there["at"] != [at]
