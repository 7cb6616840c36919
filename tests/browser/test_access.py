"""The headers of everything that the server sends, and its compression."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Response

from tests.support.dashboard import open_page

pytestmark = pytest.mark.browser


def test_every_answer_has_its_headers_and_is_compressed(page: Page, server: str) -> None:
    """Playwright also reports answers from the browser's cache, with the headers that they were sent with."""
    answers: list[Response] = []

    def collect(answer: Response) -> None:
        answers.append(answer)

    page.on("response", collect)
    open_page(page, server, "start")
    page.remove_listener("response", collect)
    for answer in (answer for answer in answers if answer.url.startswith(server)):
        headers = answer.headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"], answer.url
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff", answer.url
        assert headers["referrer-policy"] == "no-referrer", answer.url
    scripts = {answer.url.removeprefix(server): answer.headers for answer in answers}
    assert scripts["/plotly.js"]["content-encoding"] == "gzip"
    assert not any("PlotlyChart" in url for url in scripts)  # Plotly comes once, with the page
    compressed = [a.url for a in answers if a.headers.get("content-encoding") == "gzip"]
    assert any(url.endswith(".js") for url in compressed)
    assert server + "/" in compressed
