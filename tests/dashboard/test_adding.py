"""Adding articles: what was understood and cut, corrections, and a door that shuts on the server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.fetch.watch import Watcher
from analysis.ingest.text import NoArticle
from analysis.store import Store
from analysis.store.versions import Added
from analysis.types import Article
from dashboard import access as server
from dashboard import adding
from dashboard.access import Access, AccessDenied
from tests.support.local_site import Site, site, status
from tests.support.newsroom import page, write

WRITTEN = write("The Quayside Post", 1)
TEXT = f"{WRITTEN.title}\nShare this article\n\n{WRITTEN.body}\n\n© 2025 The Quayside Post. All rights reserved."


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def watcher(web: Site, tmp_path: Path) -> Watcher:
    return Watcher(Store(tmp_path / "added.duckdb"), web.fetcher(), web.policy())


def test_a_pasted_text_shows_what_was_understood_and_what_was_cut() -> None:
    found = adding.understand(Access(), TEXT)
    assert (found.article.title, found.article.outlet) == (WRITTEN.title, "The Quayside Post")
    assert found.article.text == WRITTEN.body
    assert "© 2025 The Quayside Post. All rights reserved." in found.cut
    assert not any(line in WRITTEN.body for line in found.cut)


def test_pasted_html_is_read_as_a_page() -> None:
    found = adding.understand(Access(), page(WRITTEN, 1))
    assert found.article.title == WRITTEN.title
    assert found.article.published == dt.date(2025, 1, 2)
    assert any("All rights reserved" in line for line in found.cut)


@pytest.mark.parametrize("raw", ["", " \n ", "x" * (adding.LONGEST_PASTE + 1), "<html></html>"])
def test_what_holds_no_article_is_said(raw: str) -> None:
    with pytest.raises(NoArticle):
        adding.understand(Access(), raw)


def test_a_correction_changes_the_article_and_its_id() -> None:
    article = adding.understand(Access(), TEXT).article
    same = adding.corrected(article, article.title or "", article.outlet or "", article.published)
    other = adding.corrected(article, " A  title ", "", dt.date(2025, 1, 2), "Body.\n")
    assert same == article
    assert (other.title, other.outlet, other.published, other.text) == ("A title", None, dt.date(2025, 1, 2), "Body.")
    assert other.id != article.id


def test_what_is_stored_is_measured(watcher: Watcher) -> None:
    article = adding.understand(Access(), TEXT).article
    assert adding.stored(Access(), watcher, [article]) == Added(new=1)
    assert adding.stored(Access(), watcher, [article]) == Added()
    scored = watcher.store.scored(article.id)
    assert scored is not None
    assert scored.measurements


def test_links_are_looked_at_before_anything_is_stored(web: Site, watcher: Watcher) -> None:
    web.serve("/good", page(WRITTEN, 1))
    web.routes["/bad"] = status(500)
    good, bad = adding.fetched(Access(), watcher, [web.link("/good"), web.link("/bad")])
    assert isinstance(good.outcome, Article)
    assert not watcher.store.exists or watcher.store.links.in_state("stored") == []
    assert [state.reason for state in adding.failed(watcher)] == ["the server has a fault of its own (HTTP 500)"]
    adding.stored(Access(), watcher, [good.outcome])
    web.serve("/bad", page(write("The Open Page", 2), 2))
    assert adding.tried_again(Access(), watcher, [bad.link]).stored == 1
    assert adding.failed(watcher) == []
    assert len(watcher.store.ids()) == 2


WAYS: dict[str, Callable[[Access, Watcher, str], object]] = {
    "understand": lambda access, watcher, link: adding.understand(access, TEXT),
    "previewed": lambda access, watcher, link: adding.previewed(access, "a.csv", b"text\nWords.\n"),
    "listed": lambda access, watcher, link: adding.listed(access, "a.csv", b"url\nhttps://post.example/a\n"),
    "uploaded": lambda access, watcher, link: adding.uploaded(access, "a.txt", TEXT.encode()),
    "fetched": lambda access, watcher, link: adding.fetched(access, watcher, [link]),
    "tried_again": lambda access, watcher, link: adding.tried_again(access, watcher, [link]),
    "stored": lambda access, watcher, link: adding.stored(access, watcher, [Article("i", None, None, "Text.")]),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("shut", ["read-only", "signed out"])
def test_every_way_in_is_shut_on_the_server(
    web: Site, watcher: Watcher, monkeypatch: pytest.MonkeyPatch, way: Callable, shut: str
) -> None:
    if shut == "read-only":
        monkeypatch.setenv(server.READ_ONLY, "1")
    access = Access(signed_in=shut == "read-only")
    with pytest.raises(AccessDenied):
        way(access, watcher, web.link("/good"))
    assert not web.asked
    assert not watcher.store.exists


@pytest.mark.parametrize("off", ["", "0", "false", "No", " off "])
def test_the_door_is_open_where_read_only_is_off(monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    monkeypatch.setenv(server.READ_ONLY, off)
    Access().check()
    Access(signed_in=True).check()
