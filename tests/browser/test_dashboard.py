"""What a reader does and sees in a real browser: every page in both themes, filters, downloads and evidence."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from analysis.store import Store
from analysis.store.filter import EVERYTHING
from dashboard.markup.how_right import sentences
from tests.support.axe import COLOUR_RULES, grave
from tests.support.browser import DESKTOP, PHONE, SCRIPT
from tests.support.dashboard import (
    HEALTH,
    NEEDED,
    choose_outlet,
    click_mark,
    download,
    drawn,
    go_to,
    has_colours,
    has_paper,
    numbers,
    open_page,
    query,
    screenshot,
    selection,
    settle,
    wait_for_change,
)
from tests.support.pages import PAGES

pytestmark = pytest.mark.browser

ALL_SELECTED = "all outlets · all topics · all kinds · 14 Jan 2025 – 19 Jun 2025 · 80 articles"


@pytest.mark.parametrize("name", PAGES)
def test_page_draws_in_light_dark_and_on_a_phone(open_tab: Page, server: str, name: str) -> None:
    """And axe-core finds nothing grave: all its rules in the light theme, those about colours in the dark as well.

    From page to page a reader follows the links, which is faster than to load the application each time.
    """
    page = open_tab
    if not page.url.startswith(server) or page.url.endswith(HEALTH) or name in NEEDED:
        open_page(page, server, name)
    else:
        go_to(page, name)
        settle(page, name)
    selection(page).to_have_text(ALL_SELECTED)
    has_colours(page, "light")
    screenshot(page, f"{name}-light", DESKTOP)
    assert grave(page) == []
    page.emulate_media(color_scheme="dark")
    has_paper(page, "dark")
    page.locator("body").press("r")  # Streamlit's key to run the page again
    has_colours(page, "dark")
    screenshot(page, f"{name}-dark", DESKTOP)
    assert grave(page, COLOUR_RULES) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.wait_for_function(
        """() => document.querySelector('[data-testid=stMain]').clientWidth === window.innerWidth
            && [...document.querySelectorAll('.js-plotly-plot')].every(e => e.layout.width === e.clientWidth)"""
    )
    for element in ("html", "[data-testid=stMain]", "[data-testid=stMainBlockContainer]"):
        # tables shrink a moment after the window
        page.wait_for_function(
            "name => (e => e.scrollWidth <= e.clientWidth)(document.querySelector(name))", arg=element
        )
        inside, room = page.locator(element).evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert inside <= room <= PHONE["width"], f"{element} scrolls sideways"
    screenshot(page, f"{name}-phone", PHONE)


def test_an_outlet_chosen_in_the_sidebar_changes_everything(page: Page, server: str) -> None:
    open_page(page, server, "sources")
    before = numbers(page)
    assert len(before) == 7
    choose_outlet(page, "Meridian Wire")
    selection(page).to_contain_text("Meridian Wire · all topics")
    [left] = wait_for_change(page, before)
    assert left in before
    assert query(page) == {"outlet": ["Meridian Wire"]}
    assert "Meridian Wire · all topics" in str(drawn(page)["layout"]["annotations"]).replace("\\xa0", " ")


def test_days_typed_into_the_field_change_the_numbers(page: Page, server: str) -> None:
    open_page(page, server, "sources")
    before = numbers(page)
    page.get_by_role("spinbutton", name="day, Dates start date").click()
    page.keyboard.type("15")
    page.get_by_role("heading", level=1).click()  # the field is read when it loses the focus
    selection(page).to_contain_text("15 Jan 2025 – 19 Jun 2025")
    after = wait_for_change(page, before)
    assert query(page) == {"days": ["2025-01-15", "2025-06-19"]}
    assert after != before


def test_a_page_change_keeps_the_selection(page: Page, server: str) -> None:
    open_page(page, server, "overview")
    choose_outlet(page, "The Open Page")
    selection(page).to_contain_text("The Open Page · all topics")
    for name in ("topics", "article", "compare"):
        go_to(page, name)
        settle(page, name, charts=2 if name == "compare" else None)  # a single outlet has no chart of differences
        selection(page).to_contain_text("The Open Page · all topics")
        assert urlsplit(page.url).path == f"/{name}"
        assert query(page)["outlet"] == ["The Open Page"]


def test_downloads_hold_what_is_drawn(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, server, "sources", words=100)
    for size, (width, wide) in {"column": (1004, "85mm"), "page": (2008, "170mm"), "slide": (1920, "1920px")}.items():
        page.get_by_label("Size of the file").first.select_option(size)
        png = download(page, "PNG", tmp_path)
        assert png.name == f"sourcelight-outlets-sourcing-unnamed-{size}.png"
        head = png.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        across, down = struct.unpack(">II", head[16:24])
        assert across == width
        assert size != "slide" or down == 1080

        svg = download(page, "SVG", tmp_path)
        root = ElementTree.parse(svg).getroot()
        assert root.attrib["width"] == wide
        text = " ".join("".join(root.itertext()).split())
        finding = page.locator(".gap").first.inner_text()
        assert finding.split(". ")[0] in text
        assert "Sources without a name, by outlet, % of attributions" in text
        assert "at least 100 words" in text
        assert "Source: " in text
        assert "127.0.0.1" not in text
        assert "n = " in text
        assert "data:font/woff2" in text, "the font is inside"
    [said] = sentences(["sourcing.unnamed"])
    expect(page.get_by_text(said).first).to_be_visible()

    table = pd.read_csv(download(page, "CSV", tmp_path))
    traces = drawn(page)["data"]
    assert table["value"].tolist() == pytest.approx([trace["x"][0] for trace in traces])
    assert (table["high"] - table["value"]).tolist() == pytest.approx([t["error_x"]["array"][0] for t in traces])
    labels = drawn(page)["layout"]["yaxis"]["ticktext"]
    assert [label.split(" <")[0] for label in labels] == table["outlet"].tolist()
    assert table.columns[-4:].tolist() == ["how_right", "selection", "versions", "made_on"]
    assert table["how_right"].unique().tolist() == [said]
    assert table["selection"].unique().tolist() == [page.locator(".selection").inner_text()]
    assert re.fullmatch(r"Sourcelight \S+ \(appeals \S+, hedging \S+, .*\)", table["versions"][0])
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
    hedges = page.locator("article.reading .mark-doubt")
    expect(hedges.first).to_be_visible()
    assert page.locator("article.reading .cue").count()
    assert page.locator("article.reading .content").count()
    every = hedges.count()
    page.get_by_role("radio", name="The outlet’s own").click()
    expect(page.locator("article.reading .content")).to_have_count(0)
    assert 0 < hedges.count() < every
    assert query(page)["voice"] == ["The outlet’s own"]
    page.get_by_role("radio", name="Inside quotation marks").click()
    expect(page.locator("article.reading .content.direct").first).to_be_visible()
    assert "inside quotation marks" in (hedges.first.get_attribute("title") or "")


@pytest.mark.parametrize(("name", "charts"), [("compare", 0), ("stories", 1), ("words", 0), ("article", 0)])
def test_articles_cannot_run_anything(page: Page, hostile_server: str, name: str, charts: int) -> None:
    """The ``page`` fixture fails the test if there was a dialog, an error or a request to another host."""
    page.goto(f"{hostile_server}/{name}")
    settle(page, name, charts)
    if name == "article":
        expect(page.locator("article.reading")).to_contain_text(SCRIPT)
        expect(page.locator("article.reading .mark-doubt").first).to_be_visible()
    assert page.locator("main script, main img, [data-testid=stMain] script, [data-testid=stMain] img").count() == 0
    if name == "compare":
        expect(page.locator(".gap").first).to_contain_text(SCRIPT)


def test_a_click_keeps_the_kind_where_another_is_the_default(page: Page, server: str) -> None:
    """All kinds are the default of all outlets, and news that of Capital Insider."""
    open_page(page, server, "compare", beside=["Capital Insider", "The Open Page"])
    assert drawn(page, 1)["data"][0]["customdata"][0][0] == "Capital Insider"
    click_mark(page, "compare-hedging-outlet", 0)
    settle(page, "article")
    assert query(page) == {"outlet": ["Capital Insider"], "kind": ["All kinds"]}
    selection(page).to_contain_text("Capital Insider · all topics · all kinds")


def test_seldom_needed_filters_open_by_keyboard_and_stay_open_once_set(page: Page, server: str) -> None:
    open_page(page, server, "overview")
    copies = page.get_by_role("radiogroup", name="Shared (wire) copy")
    expect(copies).not_to_be_visible()
    page.get_by_test_id("stSidebar").locator("summary", has_text="More filters").focus()
    page.keyboard.press("Enter")
    expect(copies).to_be_visible()
    settle(page, "overview")
    copies.get_by_text("Leave out").click()
    selection(page).to_contain_text("copies excluded")
    expect(page.get_by_test_id("stSidebar").locator("summary", has_text="More filters (1 set)")).to_be_visible()
    expect(copies).to_be_visible()
    copies.get_by_text("Count once").click()
    selection(page).not_to_contain_text("copies excluded")
    expect(copies).to_be_visible()


def test_the_kind_of_article_is_chosen_and_comes_back_from_a_link(page: Page, server: str) -> None:
    open_page(page, server, "overview")
    page.get_by_role("combobox", name="Kind of article").click()
    page.get_by_role("option", name="Opinion only").click()
    selection(page).to_contain_text("opinion only")
    settle(page, "overview", charts=0)
    assert query(page) == {"kind": ["Opinion only"]}
    shown = page.locator(".selection").inner_text()
    page.goto(page.url)
    settle(page, "overview", charts=0)
    assert page.locator(".selection").inner_text() == shown
    expect(page.get_by_role("combobox", name="Kind of article")).to_have_value("Opinion only")
