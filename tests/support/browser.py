"""Chrome or Chromium, driven by Playwright: where it is found, how it starts, and what must not happen in it."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Request

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: the browser's command or file on Linux, macOS and Windows, the first choice first
CANDIDATES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip
NOT_FOUND = "no Chrome or Chromium found; install one, or set CHROME to its path"
#: window sizes in CSS pixels
DESKTOP = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}
#: time limit for anything that a test waits for, in milliseconds
TIMEOUT = 60_000
#: put into articles, where it must never run
SCRIPT = "<script>alert('run')</script>"
# Opened at /page, Streamlit first looks for its server below that path, before it finds it at the root.
PROBE = re.compile(r"/[a-z_]+/_stcore/(health|host-config)")


def find_browser() -> str | None:
    """Return the path of the browser that ``$CHROME`` names, or of the first one found; ``None`` if there is none."""
    named = os.environ.get("CHROME")
    candidates = (named,) if named else CANDIDATES
    return next((path for path in map(shutil.which, candidates) if path), None)


@dataclass
class Watch:
    """Collects what must not happen: console errors, uncaught exceptions, dialogs, and requests to foreign hosts."""

    #: the hosts, with their ports, that pages may request
    hosts: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def allow(self, address: str) -> None:
        """Allow requests to the server at this address."""
        self.hosts.add(urlsplit(address).netloc)

    def observe(self, context: BrowserContext) -> None:
        context.on("console", self.console)
        context.on("request", self.request)
        context.on("dialog", self.dialog)
        context.on("weberror", lambda error: self.wrong.append(f"uncaught: {error.error}"))

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            url = message.location["url"]
            if "404" in message.text and PROBE.fullmatch(urlsplit(url).path):
                return
            self.wrong.append(f"console: {message.text} ({url})")

    def request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc not in self.hosts:
            self.wrong.append(f"request to {request.url}")

    def dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def new_context(browser: Browser, watch: Watch) -> BrowserContext:
    """Return a context with a desktop window and an empty cache, observed by ``watch``."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(TIMEOUT)
    watch.observe(context)
    return context
