"""Adding articles: reading, correcting and storing them, and refusing to where that is not allowed."""

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


def test_a_pasted_text_gives_the_article_and_the_lines_cut() -> None:
    found = adding.read_pasted(Access(), TEXT)
    assert (found.article.title, found.article.outlet) == (WRITTEN.title, "The Quayside Post")
    assert found.article.text == WRITTEN.body
    assert "© 2025 The Quayside Post. All rights reserved." in found.cut
    assert not any(line in WRITTEN.body for line in found.cut)


def test_pasted_html_is_read_as_a_page() -> None:
    found = adding.read_pasted(Access(), page(WRITTEN, 1))
    assert found.article.title == WRITTEN.title
    assert found.article.published == dt.date(2025, 1, 2)
    assert any("All rights reserved" in line for line in found.cut)


@pytest.mark.parametrize("raw", ["", " \n ", "x" * (adding.LONGEST_PASTE + 1), "<html></html>"])
def test_a_pasted_text_without_an_article_is_refused(raw: str) -> None:
    with pytest.raises(NoArticle):
        adding.read_pasted(Access(), raw)


def test_a_correction_changes_the_article_and_its_id() -> None:
    article = adding.read_pasted(Access(), TEXT).article
    same = adding.correct(article, article.title or "", article.outlet or "", article.published)
    other = adding.correct(article, " A  title ", "", dt.date(2025, 1, 2), "Body.\n")
    assert same == article
    assert (other.title, other.outlet, other.published, other.text) == ("A title", None, dt.date(2025, 1, 2), "Body.")
    assert other.id != article.id


def test_a_stored_article_is_scored(watcher: Watcher) -> None:
    article = adding.read_pasted(Access(), TEXT).article
    assert adding.store_articles(Access(), watcher, [article]) == Added(new=1)
    assert adding.store_articles(Access(), watcher, [article]) == Added()
    scored = watcher.store.scored(article.id)
    assert scored is not None
    assert scored.measurements


def test_fetching_links_stores_nothing_but_failures(web: Site, watcher: Watcher) -> None:
    web.serve("/good", page(WRITTEN, 1))
    web.routes["/bad"] = status(500)
    good, bad = adding.fetch_links(Access(), watcher, [web.link("/good"), web.link("/bad")])
    assert isinstance(good.outcome, Article)
    assert not watcher.store.exists or watcher.store.links.in_state("stored") == []
    assert [state.reason for state in adding.failed_links(watcher)] == ["the server failed (HTTP 500)"]
    adding.store_articles(Access(), watcher, [good.outcome])
    web.serve("/bad", page(write("The Open Page", 2), 2))
    assert adding.retry_links(Access(), watcher, [bad.link]).stored == 1
    assert adding.failed_links(watcher) == []
    assert len(watcher.store.ids()) == 2


WAYS: dict[str, Callable[[Access, Watcher, str], object]] = {
    "read_pasted": lambda access, watcher, link: adding.read_pasted(access, TEXT),
    "preview_file": lambda access, watcher, link: adding.preview_file(access, "a.csv", b"text\nWords.\n"),
    "links_of_file": lambda access, watcher, link: adding.links_of_file(
        access, "a.csv", b"url\nhttps://post.example/a\n"
    ),
    "read_file": lambda access, watcher, link: adding.read_file(access, "a.txt", TEXT.encode()),
    "fetch_links": lambda access, watcher, link: adding.fetch_links(access, watcher, [link]),
    "retry_links": lambda access, watcher, link: adding.retry_links(access, watcher, [link]),
    "store_articles": lambda access, watcher, link: adding.store_articles(
        access, watcher, [Article("i", None, None, "Text.")]
    ),
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
def test_adding_is_allowed_if_read_only_is_off(monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    monkeypatch.setenv(server.READ_ONLY, off)
    Access().check()
    Access(signed_in=True).check()


@pytest.mark.parametrize(
    ("files", "known", "outlet"),
    [
        (["fox_news-2019.csv"], (), "Fox News"),
        (["border (Fox News).html"], (), "Fox News"),
        (["The Quayside Post 12.txt"], ("The Quayside Post",), "The Quayside Post"),
        (["quayside_post.txt"], ("The Quayside Post",), "The Quayside Post"),
        (["article 1.txt"], ("The Quayside Post",), ""),
        (["why Fox News is right.txt"], (), ""),
        (["fox news.csv", "cnn.csv"], (), ""),
        (["fox news.csv", "foxnews_2.csv"], (), "Fox News"),
        ([], (), ""),
        ([".."], ("", "."), ""),
    ],
)
def test_the_name_of_a_file_suggests_an_outlet_that_is_known(
    files: list[str], known: tuple[str, ...], outlet: str
) -> None:
    assert adding.suggested_outlet(files, known) == outlet


def test_articles_without_an_outlet_get_one_or_are_counted() -> None:
    named = adding.read_pasted(Access(), TEXT).article
    without = adding.correct(named, "B", "", None)
    assert adding.with_outlet([named, without], " ") == ([named], 1)
    [same, other], left_out = adding.with_outlet([named, without], "The Open Page")
    assert (same, other.outlet, left_out) == (named, "The Open Page", 0)
    assert other.id != without.id


def test_an_article_without_an_outlet_is_refused(watcher: Watcher) -> None:
    article = adding.correct(adding.read_pasted(Access(), TEXT).article, "B", "", None)
    with pytest.raises(ValueError, match="without an outlet"):
        adding.store_articles(Access(), watcher, [article])
    assert not watcher.store.exists


@pytest.mark.parametrize("act", [
    lambda watcher: adding.store_articles(Access(), watcher, []),
    lambda watcher: adding.fetch_links(Access(), watcher, []),
    lambda watcher: adding.retry_links(Access(), watcher, []),
])  # fmt: skip
def test_nothing_is_added_to_the_demonstration(data: Path, act: Callable[[Watcher], object]) -> None:
    with pytest.raises(AccessDenied, match="Articles cannot be added to the demonstration"):
        act(adding.watcher(data / "demonstration.duckdb"))
    act(adding.watcher(data / "other.duckdb"))


def test_a_new_corpus_needs_the_same_access(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert adding.new_corpus(Access(), "New") == data / "New.duckdb"
    with pytest.raises(AccessDenied, match="Sign in"):
        adding.new_corpus(Access(signed_in=False), "New")
    monkeypatch.setenv(server.READ_ONLY, "1")
    with pytest.raises(AccessDenied, match="read-only"):
        adding.new_corpus(Access(), "New")
