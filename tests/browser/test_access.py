"""The headers of what is served, and that it is compressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Response

from tests.browser.test_dashboard import open_page

pytestmark = pytest.mark.browser


def test_every_answer_has_its_headers_and_is_compressed(stranger: Page, server: str) -> None:
    answers: list[Response] = []
    stranger.on("response", lambda answer: answers.append(answer))  # Playwright takes no built-in function
    open_page(stranger, server, "overview")
    for answer in (answer for answer in answers if answer.url.startswith(server)):
        headers = answer.headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"], answer.url
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff", answer.url
        assert headers["referrer-policy"] == "no-referrer", answer.url
    scripts = {answer.url.removeprefix(server): answer.headers for answer in answers}
    assert scripts["/plotly.js"]["content-encoding"] == "gzip"
    assert not any("PlotlyChart" in url for url in scripts)  # it comes once, with the page
    compressed = [a.url for a in answers if a.headers.get("content-encoding") == "gzip"]
    assert any(url.endswith(".js") for url in compressed)
    assert server + "/" in compressed
