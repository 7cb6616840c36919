"""The steps of the README's example, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.dashboard import click_mark, drawn, go_to, open_page, query, settle
from tests.support.server import ROOT

pytestmark = pytest.mark.browser
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


def test_the_steps_of_the_example_lead_to_the_mark(page: Page, demonstration_server: str) -> None:
    open_page(page, demonstration_server, "start")
    go_to(page, "compare")
    settle(page, "compare")
    page.get_by_test_id("stMain").get_by_role("button", name="Remove The Brackwater Courier").last.click()
    expect(page.get_by_role("button", name="Remove The Brackwater Courier")).to_have_count(0)
    page.get_by_role("combobox", name="Outlets side by side").click()
    page.get_by_role("option", name="The Aldenport Ledger").click()
    page.keyboard.press("Escape")
    said = page.locator("p.gap", has_text="Capital Insider and The Aldenport Ledger.")
    expect(said).to_be_visible()
    for title, words in (
        ("Hedging, all voices", "no clear difference"),
        ("Hedging in the outlet’s own voice", "is higher"),
    ):
        page.get_by_role("combobox", name="Measure").fill(title)
        page.get_by_role("option", name=title, exact=True).click()
        expect(said).to_contain_text(words)
        settle(page, "compare")
        assert f"“{said.inner_text().partition('. ')[2]}”" in README
    chart = drawn(page, 1)
    index = next(k for k, trace in enumerate(chart["data"]) if trace["customdata"][0][0] == "Capital Insider")
    click_mark(page, "compare-hedging-outlet", index)
    settle(page, "article")
    assert query(page)["outlet"] == ["Capital Insider"]
    assert "topic" not in query(page)
    page.get_by_role("combobox", name="Article", exact=True).click()
    page.get_by_role("option", name="How Marrant counted to 76").click()
    marked = page.locator("article.reading a.mark-doubt", has_text="understood")
    expect(marked).to_have_text("understood")
    note = page.locator("article.reading ul.notes li", has_text="understood")
    expect(note).to_have_text("understood an opinion with no one named as holding it; the outlet’s own voice")
