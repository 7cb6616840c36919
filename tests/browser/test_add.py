"""Adding articles in a real browser: paste, look, correct, store; and how the page looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from analysis.store import Store
from benchmarks.newsroom import page as html_page
from benchmarks.newsroom import write
from tests.browser.conftest import DESKTOP, Watch, serving
from tests.browser.test_dashboard import PHONE, in_colours, screenshot

pytestmark = pytest.mark.browser

WRITTEN = write("The Quayside Post", 1)


@pytest.fixture
def own(browser: Browser, watch: Watch, tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """A dashboard on a store that does not exist yet."""
    store = Store(tmp_path / "own.duckdb")
    with serving(store.path, tmp_path / "server.txt") as address:
        watch.hosts.add(urlsplit(address).netloc)
        yield address, store


def test_a_pasted_page_is_looked_at_corrected_and_stored(own: tuple[str, Store], page: Page) -> None:
    address, store = own
    for scheme, size in (("dark", DESKTOP), ("light", PHONE), ("light", DESKTOP)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        paste(page, address)
        in_colours(page, scheme)
        inside, room = page.locator("[data-testid=stMain]").evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert inside <= room <= size["width"]
        screenshot(page, f"add-{'phone' if size == PHONE else scheme}", size)
    page.get_by_label("Title").fill("A better title")
    page.get_by_role("button", name="Store and measure").click()
    expect(page.get_by_text("1 stored.")).to_be_visible()
    [article] = store.articles(store.ids())
    assert (article.title, article.outlet) == ("A better title", "The Quayside Post")


def paste(page: Page, address: str) -> None:
    """Open the page, paste an article, and see what was understood and cut."""
    page.goto(f"{address}/add")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add articles")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    page.get_by_label("The article’s text").fill(html_page(WRITTEN, 1))
    page.get_by_label("The article’s text").press("Control+Enter")
    expect(page.get_by_label("Title")).to_have_value(WRITTEN.title)
    expect(page.get_by_label("Outlet", exact=True)).to_have_value("The Quayside Post")
    page.get_by_text("What was cut").click()
    expect(page.get_by_role("listitem").filter(has_text="All rights reserved")).to_be_visible()
