"""A reader whose connection breaks keeps the selection."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_dashboard import choose_outlet, numbers, open_page, query, selection, wait_for_change

pytestmark = pytest.mark.browser

#: keeps the page's connections, so that they can be broken
KEPT = """
window.connections = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); window.connections.push(this); }
};
"""


def test_a_broken_connection_keeps_the_selection(stranger: Page, server: str) -> None:
    page = stranger
    page.add_init_script(KEPT)
    open_page(page, server, "sources")
    before = numbers(page)
    choose_outlet(page, "Meridian Wire")
    one = wait_for_change(page, before)
    broken = page.evaluate("() => { connections.forEach(c => c.close()); return connections.length; }")
    page.wait_for_function("n => connections.length > n && connections.at(-1).readyState === 1", arg=broken)
    choose_outlet(page, "The Open Page")
    two = wait_for_change(page, one)
    assert len(two) == 2
    assert set(one) <= set(two)
    selection(page).to_contain_text("Meridian Wire, The Open Page")
    assert sorted(query(page)["outlet"]) == ["Meridian Wire", "The Open Page"]
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources")
