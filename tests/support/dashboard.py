"""Opening, reading and using the dashboard's pages in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import LocatorAssertions, Page, expect

from dashboard.widgets.choices.navigation import PAGES, group_of, title_of
from tests.support.pages import CHARTS
from tests.support.server import ROOT

#: query parameters without which a page draws no chart
NEEDED: dict[str, dict[str, object]] = {"search": {"query": "may"}}
SCREENSHOTS = ROOT / "test-results" / "screenshots"
#: colours of the paper and of the text below a page's heading
PAPER = {"light": "#FFFDF9", "dark": "#14171A"}
LEAD = {"light": "#5A564F", "dark": "#B4B0A8"}
#: the page that answers while a server runs
HEALTH = "/_stcore/health"
FINISHED = "[data-testid=stApp][data-test-script-state=notRunning]"
#: the values of a dot chart once every trace has them: while a page is drawn again they are missing for a moment
VALUES = """
    const chart = document.querySelectorAll('.js-plotly-plot')[WHICH];
    const traces = chart && chart.data;
    const now = traces && traces.every(t => t.x) && traces.flatMap(t => Array.from(t.x)).filter(x => x !== null);
"""


def open_page(page: Page, server: str, name: str, **query: object) -> None:
    """Open a page by its address and wait until it is complete."""
    query = NEEDED.get(name, {}) | query
    path = "" if name == PAGES[0] else name
    page.goto(f"{server}/{path}" + ("?" + urlencode(query, doseq=True) if query else ""))
    settle(page, name)


def go_to(page: Page, name: str) -> None:
    """Follow the links to a page: that of its group in the menu, then its own."""
    group = group_of(name)
    page.get_by_role("link", name=group.title, exact=True).first.click()
    first = next(iter(group.pages))
    expect(page.get_by_role("heading", level=1)).to_have_text(title_of(first))
    if name != first:
        page.locator(".st-key-group").get_by_role("link", name=group.pages[name], exact=True).click()


def settle(page: Page, name: str, charts: int | None = None) -> None:
    """Wait until the page's script has run and its charts, by default as many as the page usually has, are drawn."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title_of(name))
    expect(page.locator(FINISHED)).to_be_visible()
    titles = page.locator(".js-plotly-plot .main-svg .infolayer .g-gtitle")
    expect(titles).to_have_count(CHARTS[name] if charts is None else charts)


def selection(page: Page) -> LocatorAssertions:
    """Return the assertions about the line that states which articles the page is about."""
    return expect(page.locator(".selection"))


def query(page: Page) -> dict[str, list[str]]:
    """Return the query parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def choose_outlet(page: Page, outlet: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Outlets").click()
    page.get_by_role("option", name=outlet).click()
    page.keyboard.press("Escape")  # while the list is open, the rest of the page is hidden from roles


def drawn(page: Page, which: int = 0) -> dict[str, Any]:
    """Return the data and layout that the browser has of a chart."""
    found = page.locator(".js-plotly-plot").nth(which).evaluate("e => ({data: e.data, layout: e.layout})")
    assert isinstance(found, dict)
    return found


def numbers(page: Page) -> list[float]:
    """Return every value drawn in the first chart, which is one of dots."""
    found = page.wait_for_function("() => {" + VALUES.replace("WHICH", "0") + "return now; }")
    return [float(x) for x in found.json_value()]


def wait_for_change(page: Page, before: list[float]) -> list[float]:
    """Wait until the numbers of the first chart differ from ``before``; return the new ones."""
    found = page.wait_for_function(
        "before => {" + VALUES.replace("WHICH", "0") + "return now && JSON.stringify(now) !== before && now; }",
        arg=page.evaluate("b => JSON.stringify(b)", before),
    )
    return [float(x) for x in found.json_value()]


def click_mark(page: Page, chart: str, which: int) -> None:
    """Click a mark of a chart where it is drawn."""
    mark = page.locator(f".st-key-chart-{chart} .scatterlayer .points path.point").nth(which)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(f".st-key-chart-{chart} .hoverlayer .hovertext").first).to_be_visible()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def download(page: Page, button: str, folder: Path) -> Path:
    """Click a download button; return the file, saved in ``folder`` under the name that the page suggests."""
    with page.expect_download() as started:
        page.get_by_role("button", name=button, exact=True).first.click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def has_paper(page: Page, scheme: str) -> None:
    """Wait until the page's background has the colour of this scheme."""
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", _rgb(PAPER[scheme]))


def has_colours(page: Page, scheme: str) -> None:
    """Wait until the page, its style sheet and its charts have the colours of this scheme."""
    has_paper(page, scheme)
    page.wait_for_function(
        """([paper, colour]) => {
            const lead = document.querySelector('.lead');  // absent for a moment while a page is drawn again
            const charts = [...document.querySelectorAll('.js-plotly-plot')];
            return lead && charts.every(e => e.layout?.paper_bgcolor === paper)
                && getComputedStyle(lead).color === colour;
        }""",
        arg=[PAPER[scheme], _rgb(LEAD[scheme])],
    )
    expect(page.locator(FINISHED)).to_be_visible()


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def screenshot(page: Page, name: str, size: dict[str, int]) -> None:
    """Save a picture of the whole page, which otherwise scrolls inside its window; ``size`` is the window's own."""
    height = page.get_by_test_id("stMainBlockContainer").evaluate("e => e.getBoundingClientRect().height")
    page.set_viewport_size({"width": size["width"], "height": min(4000, max(size["height"], int(height) + 20))})
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")
    page.set_viewport_size(size)  # type: ignore[arg-type]


def leave(page: Page, server: str) -> None:
    """Leave the dashboard for the health page of a server, where nothing is loading.

    It belongs to the same site. After ``about:blank`` the next page would open in a new renderer, which compiles every
    script again.
    """
    page.goto(server + HEALTH)
