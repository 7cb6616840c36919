"""One story side by side in a real browser: columns, a phone, the link, the numbers and the marks."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from analysis.store import Store
from tests.support.axe import COLOUR_RULES, grave
from tests.support.browser import DESKTOP, PHONE
from tests.support.dashboard import has_colours, open_page, query, screenshot, settle

pytestmark = pytest.mark.browser
STORY = "81136a6697e949ff"
#: outlets of which the first hedges what the second states flatly
OUTLETS = ["Meridian Wire", "Harbour 6 News"]


@pytest.fixture(scope="module")
def asked(store: Store) -> list[str]:
    """The IDs of the articles of ``OUTLETS``."""
    articles = store.charts.of_story(STORY).set_index("outlet")["id"]
    return [str(articles[outlet]) for outlet in OUTLETS]


def outlets(page: Page) -> Locator:
    return page.locator("article.telling .outlet")


def lefts_and_tops(page: Page) -> list[tuple[float, float]]:
    boxes = page.locator("article.telling").evaluate_all("es => es.map(e => e.getBoundingClientRect())")
    return [(box["left"], box["top"]) for box in boxes]


def test_columns_stand_side_by_side_and_on_a_phone_one_under_another(page: Page, server: str, asked: list[str]) -> None:
    open_page(page, server, "stories", story=STORY, telling=asked)
    expect(outlets(page)).to_have_text(OUTLETS)
    (left, top), (right, also_top) = lefts_and_tops(page)
    assert left < right
    assert top == also_top
    assert grave(page) == []
    page.emulate_media(color_scheme="dark")
    page.locator("body").press("r")  # Streamlit's key to run the page again
    has_colours(page, "dark")
    assert grave(page, COLOUR_RULES) == []
    unhedged = page.locator(".same.unhedged")  # axe-core does not report text in the colour of its background
    expect(unhedged).to_have_css("color", "rgb(20, 23, 26)")
    expect(unhedged).to_have_css("background-color", "rgb(140, 196, 228)")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').clientWidth === window.innerWidth")
    (left, top), (same_left, below) = lefts_and_tops(page)
    assert left == same_left
    assert top < below
    inside, room = page.locator(".tellings").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside <= room <= PHONE["width"]
    screenshot(page, "side-by-side-phone", PHONE)


def test_a_link_opens_the_same_tellings_elsewhere(
    page: Page, server: str, asked: list[str], elsewhere: BrowserContext
) -> None:
    open_page(page, server, "stories", story=STORY, telling=asked)
    page.get_by_role("combobox", name="Articles", exact=True).press("ArrowDown")
    page.keyboard.type("Capital")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")  # while the list is open, the rest of the page is hidden from roles
    shown = [*OUTLETS, "Capital Insider"]
    expect(outlets(page)).to_have_text(shown)
    there = elsewhere.new_page()
    there.goto(page.url)
    settle(there, "stories")
    expect(outlets(there)).to_have_text(shown)
    assert query(there)["telling"] == query(page)["telling"]
    there.get_by_role("link", name="Read its articles side by side").click()
    expect(there.get_by_role("heading", name="One story side by side")).to_be_in_viewport()
    there.close()


def test_a_number_leads_to_the_other_telling_and_a_mark_to_the_article(
    page: Page, server: str, asked: list[str]
) -> None:
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    open_page(page, server, "stories", story=STORY, telling=asked)
    page.locator("article.telling").first.locator(".same.hedged").click()
    target = page.locator("article.telling").last.locator(".same.unhedged:target")
    expect(target).to_be_in_viewport()
    sentence = page.locator("p", has=page.locator(".same.hedged"))
    sentence.locator("a.mark-doubt").first.click()
    settle(page, "article")
    assert query(page)["article"] == asked[:1]
    expect(page.locator("article.reading .asked").first).to_have_text("probably")
