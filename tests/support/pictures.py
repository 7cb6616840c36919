"""Take the pictures in docs/images again: ``python -m tests.support.pictures``.

It reads and scores the demonstration corpus into its own store, as ``make run`` does, and needs Chrome or Chromium.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from analysis.paths import DEMONSTRATION, SEEDS
from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.store import Store
from tests.support.browser import ARGUMENTS, DESKTOP, NOT_FOUND, TIMEOUT, find_browser
from tests.support.dashboard import open_page
from tests.support.server import ROOT, serving

FOLDER = ROOT / "docs" / "images"
#: page -> the height of its picture in CSS pixels, and the query parameters of its address
PICTURES: dict[str, tuple[int, dict[str, object]]] = {
    "start": (900, {}),
    "compare": (740, {"beside": ["The Aldenport Ledger", "Capital Insider"]}),
}


def main() -> None:
    """Save a picture of each page."""
    path = find_browser()
    if path is None:
        raise SystemExit(NOT_FOUND)
    store = Store(DEMONSTRATION)
    ingest(store, [SEEDS / "articles"])
    score(store)
    relate(store)
    expect.set_options(timeout=TIMEOUT)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(store.path, Path(folder) / "server.txt") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        page = browser.new_page(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
        page.set_default_timeout(TIMEOUT)
        for name, (height, query) in PICTURES.items():
            page.set_viewport_size({"width": DESKTOP["width"], "height": height})
            open_page(page, address, name, **query)
            page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
        browser.close()


if __name__ == "__main__":
    main()
