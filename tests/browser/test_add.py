"""Adding articles in a real browser: paste or drop, check, correct, store; and how the page looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from analysis.store import Store
from tests.support.axe import COLOUR_RULES, grave
from tests.support.browser import DESKTOP, PHONE, Watch
from tests.support.dashboard import FINISHED, has_colours, has_paper, screenshot
from tests.support.newsroom import page as html_page
from tests.support.newsroom import write
from tests.support.server import serving

pytestmark = pytest.mark.browser

WRITTEN = write("The Quayside Post", 1)
ROWS = (("The Quayside Post", 1), ("The Open Page", 2))


@pytest.fixture
def own(browser: Browser, watch: Watch, tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """A dashboard on a store that does not exist yet: its address and the store."""
    store = Store(tmp_path / "own.duckdb")
    with serving(store.path, tmp_path / "server.txt") as address:
        watch.allow(address)
        yield address, store


def test_what_is_pasted_or_dropped_is_looked_at_corrected_and_stored(own: tuple[str, Store], page: Page) -> None:
    """One way in on a desktop, the other on a phone; both look right in the dark and on a phone in the light.

    axe-core finds nothing grave: all its rules on both tabs, those about colours in both themes.
    """
    address, store = own
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/add")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add articles")
    paste(page)
    looks_right(page, "add", "dark", DESKTOP, ())
    turn(page, "light", PHONE)
    looks_right(page, "add", "light", PHONE, COLOUR_RULES)
    drop(page)
    looks_right(page, "add-table", "light", PHONE, ())
    turn(page, "dark", DESKTOP)
    looks_right(page, "add-table", "dark", DESKTOP, COLOUR_RULES)
    page.get_by_role("combobox", name="Outlet").click()
    page.get_by_role("option", name="Zeitung").click()
    page.get_by_role("button", name="Store and measure").click()
    expect(page.get_by_text("2 stored.")).to_be_visible()
    page.get_by_role("tab", name="Paste").click()
    page.get_by_role("textbox", name="Title").fill("A better title")
    page.get_by_role("button", name="Store and measure").click()
    expect(page.get_by_text("1 stored.")).to_be_visible()
    stored = [(article.outlet, article.title) for article in store.articles(store.ids())]
    assert stored == [(outlet, write(outlet, k).title) for outlet, k in ROWS] + [
        ("The Quayside Post", "A better title")
    ]


def turn(page: Page, scheme: str, size: dict[str, int]) -> None:
    """Change the theme and the size of the window, and run the page again with what was typed and dropped."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size(size)  # type: ignore[arg-type]
    has_paper(page, scheme)
    page.evaluate("() => document.activeElement.blur()")
    page.locator("body").press("r")


def looks_right(page: Page, name: str, scheme: str, size: dict[str, int], rules: tuple[str, ...]) -> None:
    """Check colours, width and, by these rules of axe-core or by all, accessibility; save a picture."""
    expect(page.locator(FINISHED)).to_be_visible()
    has_colours(page, scheme)
    inside, room = page.locator("[data-testid=stMain]").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside <= room <= size["width"]
    screenshot(page, f"{name}-{'phone' if size == PHONE else scheme}", size)
    assert grave(page, rules) == []


def drop(page: Page) -> None:
    """Drop a table, see its rows and what each column was understood as, and choose the column of the text."""
    page.get_by_role("tab", name="Upload files").click()
    table = "Zeitung,headline,date,Wortlaut\n" + "".join(
        f'{outlet},"{write(outlet, k).title}",2025-03-0{k},"{write(outlet, k).body}"\n' for outlet, k in ROWS
    )
    file = {"name": "articles.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text("Nothing has been read yet")).to_be_visible()
    page.get_by_role("combobox", name="Text").click()
    page.get_by_role("option", name="Wortlaut").click()
    expect(page.get_by_text("2 articles were read")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()


def paste(page: Page) -> None:
    """Paste an article, and see what was understood and what was cut."""
    expect(page.locator(FINISHED)).to_be_visible()
    page.get_by_label("Text of the article").fill(html_page(WRITTEN, 1))
    page.get_by_label("Text of the article").press("Control+Enter")
    expect(page.get_by_label("Title")).to_have_value(WRITTEN.title)
    expect(page.get_by_label("Outlet", exact=True)).to_have_value("The Quayside Post")
    page.get_by_text("Lines removed").click()
    expect(page.get_by_role("listitem").filter(has_text="All rights reserved")).to_be_visible()
