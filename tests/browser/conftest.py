"""A real browser on a real server. Without Chrome or Chromium these tests are skipped, except in CI."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import urllib3
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright
from urllib3.util import Retry

from analysis.paths import ENVIRONMENT
from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.types import Article

ROOT = Path(__file__).resolve().parent.parent.parent
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
DESKTOP = {"width": 1360, "height": 900}
#: times that a starting server is asked, and milliseconds until something must be seen
START, SEEN = 120, 60_000
SCRIPT = "<script>alert('run')</script>"
# Opened at /page, Streamlit first looks for its server below that path, before it finds it at the root.
PROBE = re.compile(r"/[a-z_]+/_stcore/(health|host-config)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests run last: they take longest."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def find_browser() -> str | None:
    asked = os.environ.get("CHROME")
    if asked:
        return shutil.which(asked)
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((path for path in found if path), None)


@dataclass
class Watch:
    """What must not happen: console errors, dialogs, and requests to anywhere but our own servers."""

    hosts: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self.console)
        context.on("request", self.request)
        context.on("dialog", self.dialog)
        context.on("weberror", lambda error: self.wrong.append(f"uncaught: {error.error}"))

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location["url"]
            if "404" in message.text and PROBE.fullmatch(urlsplit(where).path):
                return
            self.wrong.append(f"console: {message.text} ({where})")

    def request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc not in self.hosts:
            self.wrong.append(f"request to {request.url}")

    def dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def serving(store: Path, log: Path, script: Path = ROOT / "streamlit_app.py") -> Iterator[str]:
    """A server of our own on a free port, and its address; its log must hold no traceback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
        "--server.headless", "true", "--server.address", "127.0.0.1",
    ]  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {ENVIRONMENT: str(store)}, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            wait_for(f"{address}/_stcore/health", log)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(20)
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, said


def wait_for(url: str, log: Path) -> None:
    """Ask until the server answers; where nobody listens yet, after a growing pause."""
    asking = Retry(START, backoff_factor=0.05, backoff_max=0.5, status_forcelist=[404, 503])
    try:
        urllib3.PoolManager(retries=asking, timeout=2).request("GET", url)
    except urllib3.exceptions.MaxRetryError:
        pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration corpus, scored."""
    made = Store(tmp_path_factory.mktemp("browser") / "demonstration.duckdb")
    ingest(made, [ROOT / "seeds" / "articles"])
    score(made, workers=1)
    relate(made)
    return made


@pytest.fixture(scope="session")
def server(browser: Browser, store: Store, watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the demonstration corpus. (Asks for the browser first, so that skipping is quick.)"""
    with serving(store.path, tmp_path_factory.mktemp("log") / "server.txt") as address:
        watch.hosts.add(urlsplit(address).netloc)
        yield address


@pytest.fixture(scope="session")
def hostile_server(browser: Browser, watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on articles that try to be a program."""
    folder = tmp_path_factory.mktemp("hostile")
    made = Store(folder / "hostile.duckdb")
    outlet = f"{SCRIPT} ![x](https://news.example/x.png)"
    texts = [f"{SCRIPT} It may rain {k} times, said Ann Smith. <img src=x onerror=alert(2)>" for k in range(12)]
    made.add([
        Article(article_id(outlet, SCRIPT, text), outlet=outlet, title=SCRIPT, text=text, topic=SCRIPT,
                published=dt.date(2025, 3, 1), url="javascript:alert(3)", authors=(SCRIPT,), captions=(SCRIPT,))
        for text in texts
    ])  # fmt: skip
    made.add([Article(article_id("Plain", "Plain", text), "Plain", "Plain", text) for text in texts])
    score(made, workers=1)
    relate(made)
    with serving(made.path, folder / "server.txt") as address:
        watch.hosts.add(urlsplit(address).netloc)
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        missing = "no Chrome or Chromium found; install one, or set CHROME to its path"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=SEEN)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chrome
        chrome.close()


@pytest.fixture(scope="session")
def tab(browser: Browser, watch: Watch) -> Iterator[Page]:
    """One tab for all tests: what it has compiled, the next page need not. A page takes a third of the time."""
    shared = new_context(browser, watch)
    yield shared.new_page()
    shared.close()


def new_context(browser: Browser, watch: Watch) -> BrowserContext:
    made = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    made.set_default_timeout(SEEN)
    watch.over(made)
    return made


@pytest.fixture
def page(tab: Page, watch: Watch) -> Iterator[Page]:
    """The tab as a new reader has it; whatever went wrong in it fails its test."""
    watch.wrong.clear()
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    yield tab
    tab.goto("about:blank")
    assert not watch.wrong


@pytest.fixture
def stranger(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A tab that knows nothing of the others: nothing fetched, nothing set."""
    watch.wrong.clear()
    own = new_context(browser, watch)
    yield own.new_page()
    own.close()
    assert not watch.wrong
