"""Signing in to add articles, with Streamlit's own OpenID Connect against a provider on loopback."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis.store import Store
from tests.support.browser import Watch
from tests.support.dashboard import leave
from tests.support.newsroom import write
from tests.support.openid import CLIENT, SECRET, Provider, openid_provider
from tests.support.server import serving

pytestmark = pytest.mark.browser

WRITTEN = write("The Quayside Post", 1)
TEXT = f"{WRITTEN.title}\n\n{WRITTEN.body}\n\n© 2025 The Quayside Post. All rights reserved."


@pytest.fixture
def provider(watch: Watch) -> Iterator[Provider]:
    with openid_provider() as made:
        watch.allow(made.address)
        yield made


@contextmanager
def dashboard(provider: Provider, folder: Path, watch: Watch) -> Iterator[tuple[str, Store]]:
    """Serve a dashboard with sign-in on a store that does not exist yet; yield its address and the store."""
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
            watch.allow(address)
            yield address, store


def expect_shut(page: Page, address: str) -> None:
    """Open the page Add articles and see that it asks to sign in."""
    page.goto(f"{address}/add")
    expect(page.get_by_text("Sign in to add articles.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def sign_in(page: Page, address: str) -> None:
    """Sign in at the provider and come back."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="I am Ann Lee").click()
    page.wait_for_url(f"{address}/**")


def test_only_who_is_signed_in_may_add(
    provider: Provider, page: Page, server: str, watch: Watch, tmp_path: Path
) -> None:
    """Neither a forged cookie nor a token for another client opens the page, and signing out closes it again.

    The server logs a traceback for the token, which ``serving`` reports.
    """
    with pytest.raises(AssertionError, match="OAuth token exchange failed"):
        try_to_add(provider, page, server, watch, tmp_path)


def try_to_add(provider: Provider, page: Page, elsewhere: str, watch: Watch, folder: Path) -> None:
    with dashboard(provider, folder, watch) as (address, store):
        forged = {"name": "_streamlit_user", "value": '{"is_logged_in": true}.c2lnbmF0dXJl', "url": address}
        page.context.add_cookies([forged])  # type: ignore[list-item]
        expect_shut(page, address)
        provider.lies = {"aud": "another"}
        sign_in(page, address)
        expect_shut(page, address)
        assert not provider.codes, "the code was exchanged"
        provider.lies = {}
        sign_in(page, address)
        page.goto(f"{address}/add")
        page.get_by_label("Text of the article").fill(TEXT)
        page.get_by_label("Text of the article").press("Control+Enter")
        page.get_by_role("button", name="Store and measure").click()
        expect(page.get_by_text("1 stored.")).to_be_visible()
        assert len(store.ids()) == 1
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{address}/")
        assert provider.ended == [f"{address}/oauth2callback"]
        expect_shut(page, address)
        assert "_streamlit_user" not in {cookie["name"] for cookie in page.context.cookies()}
        leave(page, elsewhere)  # before the server ends
