"""Can everybody use it: axe-core on every page in both themes, the keyboard, and the headers of what is served."""

from __future__ import annotations

import json
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, Response

from tests.browser.test_dashboard import PAGES, open_page, settle

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
#: what is Streamlit's own: the rule, and a part of the element's selector or text; see ``docs/access.md``
STREAMLITS_OWN: tuple[tuple[str, str], ...] = ()


def findings(page: Page) -> list[str]:
    """Serious and critical findings in what is ours: rule, element, and what axe says of it."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not any(rule == violation["id"] and part in json.dumps(node) for rule, part in STREAMLITS_OWN)
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_grave(page: Page, server: str, name: str) -> None:
    open_page(page, server, name)
    light = findings(page)
    page.emulate_media(color_scheme="dark")
    page.reload()
    settle(page, name)
    dark = findings(page)
    page.emulate_media(color_scheme="light")
    assert (light, dark) == ([], [])


def test_every_answer_has_its_headers_and_is_compressed(page: Page, server: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # Playwright takes no built-in function
    open_page(page, server, "overview")
    for answer in (answer for answer in answers if answer.url.startswith(server)):
        headers = answer.headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"], answer.url
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff", answer.url
        assert headers["referrer-policy"] == "no-referrer", answer.url
    compressed = [a.url for a in answers if a.headers.get("content-encoding") == "gzip"]
    assert any(url.endswith(".js") for url in compressed)
    assert server + "/" in compressed
