"""Signing in to add articles, with Streamlit's own OpenID Connect against a provider on loopback."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from analysis.store import Store
from tests.browser.conftest import Watch, new_context, serving
from tests.browser.openid import CLIENT, SECRET, Provider, openid_provider
from tests.support.newsroom import write

pytestmark = pytest.mark.browser

WRITTEN = write("The Quayside Post", 1)
TEXT = f"{WRITTEN.title}\n\n{WRITTEN.body}\n\n© 2025 The Quayside Post. All rights reserved."


@pytest.fixture
def provider(watch: Watch) -> Iterator[Provider]:
    with openid_provider() as made:
        watch.hosts.add(urlsplit(made.address).netloc)
        yield made


@contextmanager
def dashboard(provider: Provider, folder: Path, watch: Watch) -> Iterator[tuple[str, Store]]:
    """A dashboard that asks readers to sign in, on a store that does not exist yet."""
    store = Store(folder / "own.duckdb")
    (folder / "secrets.toml").write_text(
        "[auth]\n"
        'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{secrets.token_urlsafe(32)}"\n'
        f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
        f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        with serving(store.path, folder / "server.txt") as address:
            watch.hosts.add(urlsplit(address).netloc)
            yield address, store


@pytest.fixture
def context(browser: Browser, watch: Watch) -> Iterator[BrowserContext]:
    """One of its own, so that nobody else is signed in."""
    made = new_context(browser, watch)
    yield made
    made.close()


def shut(page: Page, address: str) -> None:
    page.goto(f"{address}/add")
    expect(page.get_by_text("Sign in to add articles.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def sign_in(page: Page, address: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="I am Ann Lee").click()
    page.wait_for_url(f"{address}/**")


def test_only_who_is_signed_in_may_add(provider: Provider, page: Page, watch: Watch, tmp_path: Path) -> None:
    """Neither a cookie of one's own nor a token for another client opens the page; who signs out shuts it."""
    with pytest.raises(AssertionError, match="OAuth token exchange failed"):  # of the token for another client
        try_to_add(provider, page, watch, tmp_path)


def try_to_add(provider: Provider, page: Page, watch: Watch, folder: Path) -> None:
    with dashboard(provider, folder, watch) as (address, store):
        own = {"name": "_streamlit_user", "value": '{"is_logged_in": true}.c2lnbmF0dXJl', "url": address}
        page.context.add_cookies([own])  # type: ignore[list-item]
        shut(page, address)
        provider.lies = {"aud": "another"}
        sign_in(page, address)
        shut(page, address)
        assert not provider.codes, "the code was exchanged"
        provider.lies = {}
        sign_in(page, address)
        page.goto(f"{address}/add")
        page.get_by_label("The article’s text").fill(TEXT)
        page.get_by_label("The article’s text").press("Control+Enter")
        page.get_by_role("button", name="Store and measure").click()
        expect(page.get_by_text("1 stored.")).to_be_visible()
        assert len(store.ids()) == 1
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{address}/")
        assert provider.ended == [f"{address}/oauth2callback"]
        shut(page, address)
        assert "_streamlit_user" not in {cookie["name"] for cookie in page.context.cookies()}
        page.goto("about:blank")  # nothing is loading any more when the server ends
