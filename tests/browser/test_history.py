"""Back and forward: every choice of measure, outlets, kind and page is one step."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.dashboard import choose_outlet, go_to, open_page, query, selection, settle

pytestmark = pytest.mark.browser


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_every_choice_is_one_step_back_and_forward(page: Page, server: str) -> None:
    open_page(page, server, "overview")
    choose(page, "Measure", "Sources without a name")
    expect(page.get_by_text("Sorted by: Sources without a name.")).to_be_visible()
    choose_outlet(page, "Meridian Wire")
    selection(page).to_contain_text("Meridian Wire")
    choose(page, "Kind of article", "All kinds")
    selection(page).to_contain_text("Meridian Wire · all topics · all kinds")
    settle(page, "overview")
    go_to(page, "methods")
    selection(page).to_contain_text("Meridian Wire · all topics · all kinds")

    measure, outlet, kind = {"measure": ["Sources without a name"]}, {"outlet": ["Meridian Wire"]}, "All kinds"
    assert query(page) == outlet | {"kind": [kind]}
    page.go_back()
    settle(page, "overview")
    assert query(page) == measure | outlet | {"kind": [kind]}
    expect(page.get_by_text("Sorted by: Sources without a name.")).to_be_visible()
    page.go_back()
    selection(page).to_contain_text("Meridian Wire · all topics · news only")
    assert query(page) == measure | outlet
    page.go_back()
    selection(page).to_contain_text("all outlets")
    assert query(page) == measure
    page.go_back()
    expect(page.get_by_text("Sorted by: Hedging in the outlet’s own voice.")).to_be_visible()
    assert query(page) == {}
    page.go_forward()
    expect(page.get_by_text("Sorted by: Sources without a name.")).to_be_visible()
    page.go_forward()
    selection(page).to_contain_text("Meridian Wire")
    assert query(page) == measure | outlet


def test_choices_hold_on_every_page_of_the_group(page: Page, server: str) -> None:
    open_page(page, server, "compare")
    choose(page, "Measure", "Sources without a name")
    expect(page.get_by_text("Share of attributions whose source").first).to_be_visible()
    settle(page, "compare")
    page.get_by_test_id("stMain").get_by_role("button", name="Remove Carrowmere Standard").last.click()
    expect(page.get_by_role("button", name="Remove Carrowmere Standard")).to_have_count(0)
    choose(page, "Outlets side by side", "The Aldenport Ledger")
    page.keyboard.press("Escape")
    expect(page.locator("p.gap", has_text="Capital Insider and The Aldenport Ledger.")).to_be_visible()
    for name in ("words", "topics"):
        go_to(page, name)
        settle(page, name)
    go_to(page, "timeline")
    expect(page.get_by_role("combobox", name="Measure")).to_have_value("Sources without a name")
    expect(page.get_by_role("button", name="Remove The Aldenport Ledger").last).to_be_visible()
    expect(page.get_by_role("button", name="Remove Carrowmere Standard")).to_have_count(0)


def test_a_link_within_the_dashboard_wins_over_what_was_chosen_before(page: Page, server: str) -> None:
    open_page(page, server, "start")
    choose_outlet(page, "Meridian Wire")
    selection(page).to_contain_text("Meridian Wire")
    page.get_by_test_id("stSidebar").get_by_role("button", name="Remove Meridian Wire").last.click()
    selection(page).to_contain_text("all outlets")
    page.get_by_role("link", name="Read the sentences of Capital Insider").click()
    settle(page, "sources", charts=0)
    selection(page).to_contain_text("Capital Insider")
    page.go_back()
    settle(page, "start")
    selection(page).to_contain_text("all outlets")
