"""What a reader does and sees, in a real browser."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.browser.axe import grave
from tests.browser.conftest import DESKTOP, ROOT, SCRIPT, Watch, new_context
from tests.support.pages import CHARTS, PAGES

pytestmark = pytest.mark.browser

#: what a page needs in its address to draw
ASKED: dict[str, dict[str, object]] = {"search": {"query": "may"}}
SCREENSHOTS = ROOT / "test-results" / "screenshots"
PHONE = {"width": 390, "height": 844}
PAPER = {"light": "#FFFDF9", "dark": "#14171A"}
EVERYTHING_SAID = "all outlets · all topics · 14 Jan 2025 – 19 Jun 2025 · 80 articles"


def open_page(page: Page, server: str, name: str, **query: object) -> None:
    path = "" if name == "overview" else name
    query = ASKED.get(name, {}) | query
    page.goto(f"{server}/{path}" + ("?" + urlencode(query, doseq=True) if query else ""))
    settle(page, name)


def settle(page: Page, name: str, charts: int | None = None) -> None:
    """Wait until the page's script has run and its pictures are drawn."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name.replace("_", " ").capitalize())
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    titles = page.locator(".js-plotly-plot .main-svg .infolayer .g-gtitle")
    expect(titles).to_have_count(CHARTS[name] if charts is None else charts)


def selection(page: Page) -> Any:
    return expect(page.locator(".selection"))


def drawn(page: Page, which: int = 0) -> dict[str, Any]:
    """The data and layout that the browser holds of a picture."""
    found = page.locator(".js-plotly-plot").nth(which).evaluate("e => ({data: e.data, layout: e.layout})")
    assert isinstance(found, dict)
    return found


#: the values of a picture of dots, once every trace has them: a page being drawn again has a moment without
VALUES = """
    const chart = document.querySelectorAll('.js-plotly-plot')[WHICH];
    const traces = chart && chart.data;
    const now = traces && traces.every(t => t.x) && traces.flatMap(t => Array.from(t.x)).filter(x => x !== null);
"""


def numbers(page: Page, which: int = 0) -> list[float]:
    """Every value drawn in a picture of dots."""
    found = page.wait_for_function("() => {" + VALUES.replace("WHICH", str(which)) + "return now; }")
    return [float(x) for x in found.json_value()]


def wait_for_change(page: Page, before: list[float]) -> list[float]:
    """The numbers of the first picture as soon as they are others."""
    found = page.wait_for_function(
        "before => {" + VALUES.replace("WHICH", "0") + "return now && JSON.stringify(now) !== before && now; }",
        arg=page.evaluate("b => JSON.stringify(b)", before),
    )
    return [float(x) for x in found.json_value()]


def choose_outlet(page: Page, outlet: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Outlets").click()
    page.get_by_role("option", name=outlet).click()
    page.keyboard.press("Escape")  # while the list is open, the rest of the page is hidden from roles


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("name", PAGES)
def test_page_draws_in_light_dark_and_on_a_phone(page: Page, server: str, name: str) -> None:
    """And axe-core finds nothing grave in either."""
    open_page(page, server, name)
    selection(page).to_have_text(EVERYTHING_SAID)
    in_colours(page, "light")
    screenshot(page, f"{name}-light", DESKTOP)
    assert grave(page) == []
    page.emulate_media(color_scheme="dark")
    on_paper(page, "dark")
    page.locator("body").press("r")  # Streamlit's key to run the page again
    in_colours(page, "dark")
    screenshot(page, f"{name}-dark", DESKTOP)
    assert grave(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.wait_for_function(
        """() => document.querySelector('[data-testid=stMain]').clientWidth === window.innerWidth
            && [...document.querySelectorAll('.js-plotly-plot')].every(e => e.layout.width === e.clientWidth)"""
    )
    for element in ("html", "[data-testid=stMain]", "[data-testid=stMainBlockContainer]"):
        inside, room = page.locator(element).evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert inside <= room <= PHONE["width"], f"{element} scrolls sideways"
    screenshot(page, f"{name}-phone", PHONE)


def on_paper(page: Page, scheme: str) -> None:
    red, green, blue = (int(PAPER[scheme][k : k + 2], 16) for k in (1, 3, 5))
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


def in_colours(page: Page, scheme: str) -> None:
    """The page, its style sheet and its pictures have the colours of this scheme."""
    on_paper(page, scheme)
    page.wait_for_function(
        """paper => {
            const lead = document.querySelector('.lead');  // absent for a moment while a page is drawn again
            const charts = [...document.querySelectorAll('.js-plotly-plot')];
            return lead && charts.every(e => e.layout?.paper_bgcolor === paper)
                && getComputedStyle(lead).color === (paper === '#14171A' ? 'rgb(180, 176, 168)' : 'rgb(90, 86, 79)');
        }""",
        arg=PAPER[scheme],
    )
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()


def screenshot(page: Page, name: str, size: dict[str, int]) -> None:
    """The whole page, though it scrolls inside its window."""
    height = page.get_by_test_id("stMainBlockContainer").evaluate("e => e.getBoundingClientRect().height")
    page.set_viewport_size({"width": size["width"], "height": min(4000, max(size["height"], int(height) + 20))})
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")
    page.set_viewport_size(size)  # type: ignore[arg-type]


def test_an_outlet_chosen_in_the_sidebar_changes_everything(page: Page, server: str) -> None:
    open_page(page, server, "sources")
    before = numbers(page)
    assert len(before) == 7
    choose_outlet(page, "Meridian Wire")
    selection(page).to_contain_text("Meridian Wire · all topics")
    [left] = wait_for_change(page, before)
    assert left in before
    assert query(page) == {"outlet": ["Meridian Wire"]}
    assert "Meridian Wire · all topics" in str(drawn(page)["layout"]["annotations"])


def test_days_typed_into_the_field_change_the_numbers(page: Page, server: str) -> None:
    open_page(page, server, "sources")
    before = numbers(page)
    page.get_by_role("spinbutton", name="month, Days start date").click()
    page.keyboard.type("02")
    page.get_by_role("heading", level=1).click()  # the field is read when it is left
    selection(page).to_contain_text("14 Feb 2025 – 19 Jun 2025")
    after = wait_for_change(page, before)
    assert query(page) == {"days": ["2025-02-14", "2025-06-19"]}
    assert after != before


def test_a_page_change_keeps_the_selection(page: Page, server: str) -> None:
    open_page(page, server, "overview")
    choose_outlet(page, "The Open Page")
    selection(page).to_contain_text("The Open Page · all topics")
    for name in ("topics", "article", "compare"):
        page.get_by_role("link", name=name.capitalize(), exact=True).click()
        settle(page, name, charts=2 if name == "compare" else None)  # of one outlet there is no difference
        selection(page).to_contain_text("The Open Page · all topics")
        assert urlsplit(page.url).path == f"/{name}"
        assert query(page)["outlet"] == ["The Open Page"]


def test_a_link_shows_the_same_view_elsewhere(page: Page, server: str, browser: Browser, watch: Watch) -> None:
    open_page(page, server, "compare", days=["2025-01-14", "2025-06-12"])
    before = numbers(page)
    page.get_by_role("combobox", name="Measure").fill("Sources without a name")
    page.get_by_role("option", name="Sources without a name", exact=True).click()
    wait_for_change(page, before)
    choose_outlet(page, "Capital Insider")
    selection(page).to_contain_text("Capital Insider · all topics · 14 Jan 2025 – 12 Jun 2025")
    settle(page, "compare", charts=2)
    here = drawn(page)["layout"]["title"]["text"], numbers(page), page.locator(".selection").inner_text()
    other = new_context(browser, watch)
    there = other.new_page()
    there.goto(page.url)
    settle(there, "compare", charts=2)
    assert (drawn(there)["layout"]["title"]["text"], numbers(there), there.locator(".selection").inner_text()) == here
    assert here[0].startswith("Sources without a name")
    other.close()


def download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("button", name=button, exact=True).first.click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_downloads_hold_what_is_drawn(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, server, "sources", words=100)
    width = page.locator(".js-plotly-plot .main-svg").first.evaluate("e => e.getBoundingClientRect().width")

    png = download(page, "PNG", tmp_path)
    assert png.name == "sourcelight-outlets-sourcing-unnamed.png"
    head = png.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", head[16:20])[0] >= int(2 * width) > 0

    svg = download(page, "SVG", tmp_path)
    assert svg.suffix == ".svg"
    text = "".join(ElementTree.parse(svg).getroot().itertext())
    assert "Sources without a name, by outlet" in text
    assert "at least 100 words" in text

    table = pd.read_csv(download(page, "CSV", tmp_path))
    traces = drawn(page)["data"]
    assert table["value"].tolist() == pytest.approx([trace["x"][0] for trace in traces])
    assert (table["high"] - table["value"]).tolist() == pytest.approx([t["error_x"]["array"][0] for t in traces])
    assert table["outlet"].tolist() == drawn(page)["layout"]["yaxis"]["ticktext"]
    assert table.columns[-3:].tolist() == ["selection", "versions", "made_on"]
    assert table["selection"].unique().tolist() == [page.locator(".selection").inner_text()]
    assert re.fullmatch(r"Sourcelight \S+ \(hedging \S+, .*\)", table["versions"][0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", table["made_on"][0])


def test_an_article_shows_its_evidence(page: Page, server: str, store: Store) -> None:
    listed = store.charts.article_list(EVERYTHING)
    article_id = next(
        found
        for found in listed["id"]
        if (scored := store.scored(found))
        and {"outlet", "quoted"} <= {hedge.voice for hedge in scored.hedges}
        and scored.attributions
    )
    open_page(page, server, "article", article=article_id)
    hedges = page.locator("article.reading span.mark-doubt")
    expect(hedges.first).to_be_visible()
    assert page.locator("article.reading span.cue").count()
    assert page.locator("article.reading span.content").count()
    every = hedges.count()
    page.get_by_role("radio", name="The outlet’s own").click()
    expect(page.locator("article.reading span.content")).to_have_count(0)
    assert 0 < hedges.count() < every
    assert query(page)["voice"] == ["The outlet’s own"]
    page.get_by_role("radio", name="Inside quotation marks").click()
    expect(page.locator("article.reading span.content.direct").first).to_be_visible()
    assert "inside quotation marks" in (hedges.first.get_attribute("title") or "")


@pytest.mark.parametrize(("name", "charts"), [("compare", 2), ("stories", 1), ("words", 1), ("article", 0)])
def test_articles_cannot_run_anything(page: Page, hostile_server: str, name: str, charts: int) -> None:
    """The page fixture sees to it that there was no dialog, no error and no request to elsewhere."""
    page.goto(f"{hostile_server}/{name}")
    settle(page, name, charts)
    if name == "article":
        expect(page.locator("article.reading")).to_contain_text(SCRIPT)
        expect(page.locator("article.reading span.mark-doubt").first).to_be_visible()
    assert page.locator("main script, main img, [data-testid=stMain] script, [data-testid=stMain] img").count() == 0
    if name == "compare":
        expect(page.locator(".gap")).to_contain_text(SCRIPT)
