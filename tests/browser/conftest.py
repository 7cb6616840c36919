"""A real browser on a real server: one browser, one tab and one server for all tests that need no other configuration.

Other servers are started by the first test that asks for one. Without Chrome or Chromium the tests are skipped, in CI
they fail.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from analysis.run.relate import relate
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.types import Article
from tests.support.browser import ARGUMENTS, DESKTOP, NOT_FOUND, SCRIPT, TIMEOUT, Watch, find_browser, new_context
from tests.support.corpora import measured_store
from tests.support.dashboard import leave
from tests.support.server import serving


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
def store(demo_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration articles in a store of the server's own, scored and related."""
    path = tmp_path_factory.mktemp("browser") / "demonstration.duckdb"
    demo_store.maintenance.backup(path)
    related = Store(path)
    relate(related)
    return related


@pytest.fixture(scope="session")
def server(browser: Browser, store: Store, watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard on the demonstration articles. (``browser`` comes first so that a skip is quick.)"""
    with serving(store.path, tmp_path_factory.mktemp("log") / "server.txt") as address:
        watch.allow(address)
        yield address


@pytest.fixture(scope="session")
def demonstration_server(
    browser: Browser, stores: dict[str, Path], watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the dashboard on the whole demonstration corpus."""
    with serving(stores["demonstration"], tmp_path_factory.mktemp("log") / "server.txt") as address:
        watch.allow(address)
        yield address


@pytest.fixture(scope="session")
def hostile_server(browser: Browser, watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on articles whose every field tries to run a script or load an image."""
    folder = tmp_path_factory.mktemp("hostile")
    outlet = f"{SCRIPT} ![x](https://news.example/x.png)"
    texts = [f"{SCRIPT} It may rain {k} times, said Ann Smith. <img src=x onerror=alert(2)>" for k in range(12)]
    articles = [
        Article(article_id(outlet, SCRIPT, text), outlet=outlet, title=SCRIPT, text=text, topic=SCRIPT,
                published=dt.date(2025, 3, 1), url="javascript:alert(3)", authors=(SCRIPT,), captions=(SCRIPT,))
        for text in texts
    ]  # fmt: skip
    articles += [Article(article_id("Plain", "Plain", text), "Plain", "Plain", text) for text in texts]
    made = measured_store(folder / "hostile.duckdb", articles)
    with serving(made.path, folder / "server.txt") as address:
        watch.allow(address)
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NOT_FOUND)
        pytest.skip(NOT_FOUND)
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chrome
        chrome.close()


@pytest.fixture(scope="session")
def tab(browser: Browser, watch: Watch) -> Iterator[Page]:
    """The tab that all tests share: its renderer keeps compiled scripts, so a page opens three times as fast."""
    context = new_context(browser, watch)
    yield context.new_page()
    context.close()


@pytest.fixture
def open_tab(tab: Page, watch: Watch) -> Iterator[Page]:
    """The shared tab as the last test left it. The test fails if anything goes wrong in it (see ``Watch``)."""
    watch.wrong.clear()
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    yield tab
    assert not watch.wrong


@pytest.fixture
def page(open_tab: Page, server: str) -> Iterator[Page]:
    """The shared tab as a new reader has it, with no page open."""
    leave(open_tab, server)
    yield open_tab
    leave(open_tab, server)


@pytest.fixture(scope="session")
def elsewhere(browser: Browser, watch: Watch) -> Iterator[BrowserContext]:
    """Another reader's browser: nothing is cached or stored in it."""
    context = new_context(browser, watch)
    yield context
    context.close()
