"""A reader whose connection breaks keeps the selection."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.dashboard import choose_outlet, leave, numbers, open_page, query, selection, wait_for_change

pytestmark = pytest.mark.browser

#: a script that keeps the page's connections, so that they can be broken
KEEP_CONNECTIONS = """
window.connections = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); window.connections.push(this); }
};
"""


def test_a_broken_connection_keeps_the_selection(page: Page, server: str) -> None:
    own = page.context.new_page()  # a tab of its own, because its script cannot be removed again
    own.add_init_script(KEEP_CONNECTIONS)
    open_page(own, server, "sources")
    before = numbers(own)
    choose_outlet(own, "Meridian Wire")
    one = wait_for_change(own, before)
    broken = own.evaluate("() => { connections.forEach(c => c.close()); return connections.length; }")
    own.wait_for_function("n => connections.length > n && connections.at(-1).readyState === 1", arg=broken)
    choose_outlet(own, "The Open Page")
    two = wait_for_change(own, one)
    assert len(two) == 2
    assert set(one) <= set(two)
    selection(own).to_contain_text("Meridian Wire, The Open Page")
    assert sorted(query(own)["outlet"]) == ["Meridian Wire", "The Open Page"]
    expect(own.get_by_role("heading", level=1)).to_have_text("Sources")
    leave(own, server)
    own.close()
