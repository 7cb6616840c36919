"""Watching feeds: new articles are fetched once, failures are stored with their reason and do not affect the others."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.fetch.robots import CrawlPolicy
from analysis.fetch.watch import EVERY, LONGEST_WAIT, TRIES, Summary, Watcher
from analysis.ingest import links_in
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.store.links import LinkState
from analysis.types import Article
from tests.support.local_site import LIMITS, Site, answer, hang, outlet, page, redirect, rss, status
from tests.support.watch import NOW, newsroom, watcher


def failures(summary: Summary) -> list[str]:
    return [failure.reason for failure in summary.failures]


def test_an_outlets_new_articles_are_stored_under_its_name(web: Site, store: Store) -> None:
    summary = watcher(web, store).once([newsroom(web, "Ledger", 3), newsroom(web, "Courier", 2)])
    assert (summary.stored, summary.failures) == (5, [])
    assert {name: (c.links, c.stored) for name, c in summary.outlets.items()} == {"Ledger": (3, 3), "Courier": (2, 2)}
    [article] = store.articles(store.find(store.ids()[0]))
    assert article.outlet in ("Ledger", "Courier")
    assert article.published is not None
    assert "council of Aldenport" in article.text
    assert "All rights reserved" not in article.text


def test_no_article_is_fetched_twice_even_by_a_new_process(web: Site, store: Store) -> None:
    ledger = newsroom(web, "Ledger", 3)
    watcher(web, store).once([ledger])
    newsroom(web, "Ledger", 4)
    later = watcher(web, store, NOW + EVERY)
    assert later.once([ledger]).stored == 1
    assert sorted(path for path in web.paths() if "/news/" in path) == [f"/news/{k}" for k in range(4)]


def test_a_feed_is_polled_only_when_it_is_due_and_only_for_changes(web: Site, store: Store) -> None:
    ledger = newsroom(web, "Ledger", 1)
    web.serve("ledger.example/feed", rss([("one", web.link("/news/0", "ledger.example"))]), "text/xml", ETag='"a"')
    for minutes in (0, 5, 16):
        watcher(web, store, NOW + dt.timedelta(minutes=minutes)).once([ledger])
    asked = [headers.get("If-None-Match") for _, path, headers in web.asked if path == "/feed"]
    assert asked == [None, '"a"']


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (hang, "the server sent nothing for 2 s"),
        (status(500), "the server failed (HTTP 500)"),
        (status(429, Retry_After="7200"), "the server received too many requests (HTTP 429)"),
        (redirect("http://10.0.0.1/feed"),
         "10.0.0.1 is a private or reserved address; only public addresses are fetched"),
        (answer("<html><p>No feed here.</p></html>"), "the link is not to an RSS, Atom or JSON feed or a news sitemap"),
        (answer("<rss", "application/rss+xml"), "the link is not to an RSS, Atom or JSON feed or a news sitemap"),
        (answer(b"\x00\x01\x02", "image/png"),
         "the response has the content type “image/png”; expected was application/rss+xml"),
    ],
)  # fmt: skip
def test_a_feed_that_fails_is_named_and_the_others_go_on(web: Site, store: Store, route: Callable, reason: str) -> None:
    web.routes["bad.example/feed"] = route
    fetcher = web.fetcher(replace(LIMITS, silence=2.0) if route is hang else LIMITS)
    summary = Watcher(store, fetcher, web.policy(), lambda: NOW).once(
        [outlet("Bad", web.link("/feed", "bad.example")), newsroom(web, "Ledger", 2)]
    )
    assert (summary.stored, failures(summary)) == (2, [reason])
    state = store.links.feeds()[web.link("/feed", "bad.example")]
    assert (state.failures, state.reason) == (1, reason)
    assert state.next_try is not None
    wait = state.next_try - NOW
    assert wait >= (dt.timedelta(hours=2) if "429" in reason else EVERY)


def test_a_page_that_fails_is_tried_again_later_and_later_then_left(web: Site, store: Store) -> None:
    ledger = newsroom(web, "Ledger", 2)
    web.routes["ledger.example/news/1"] = status(503)
    now, waits = NOW, []
    for _ in range(TRIES):
        watcher(web, store, now).once([ledger])
        [failed] = store.links.in_state("failed")
        waits.append((failed.next_try - now) / EVERY if failed.next_try else None)
        now += LONGEST_WAIT
    assert [wait and int(wait) for wait in waits] == [1, 2, 4, 8, None]
    assert failed.reason == "the server failed (HTTP 503)"
    web.serve("ledger.example/news/1", page("Mended", 1))
    assert watcher(web, store, now).once([ledger]).stored == 0
    store.links.retry_failed(now)
    assert watcher(web, store, now).once([ledger]).stored == 1
    assert not store.links.in_state("failed")


def test_a_page_without_an_article_is_not_half_stored(web: Site, store: Store) -> None:
    ledger = newsroom(web, "Ledger", 2)
    web.serve("ledger.example/news/1", "<html><body></body></html>")
    summary = watcher(web, store).once([ledger])
    assert (summary.stored, len(store.ids())) == (1, 1)
    [failed] = store.links.in_state("failed")
    assert (failed.article_id, failed.next_try) == (None, None)


def test_robots_are_obeyed_and_an_unreadable_robots_file_keeps_us_out(web: Site, store: Store) -> None:
    web.serve("ledger.example/robots.txt", "User-agent: *\nDisallow: /news/1\n", "text/plain")
    web.routes["courier.example/robots.txt"] = status(500)
    summary = watcher(web, store).once([newsroom(web, "Ledger", 3), newsroom(web, "Courier", 2)])
    assert summary.stored == 2
    assert "the robots.txt of ledger.example disallows this page" in failures(summary)
    assert "its robots.txt could not be read: the server failed (HTTP 500)" in failures(summary)
    assert "/news/1" not in web.paths()


def test_two_links_to_one_page_are_one_article(web: Site, store: Store) -> None:
    host = "ledger.example"
    own = web.link("/story", host)
    for path in ("/story", "/amp/story"):
        web.serve(host + path, page("One story", 3, canonical=own))
    links = [own, own + "?utm_source=feed", own + "#top", web.link("/amp/story", host)]
    web.serve(f"{host}/feed", rss([(link, link) for link in links]), "text/xml")
    summary = watcher(web, store).once([outlet("Ledger", web.link("/feed", host))])
    assert (summary.stored, summary.outlets["Ledger"].known, len(store.ids())) == (1, 1, 1)
    assert [path for path in web.paths() if "story" in path] == ["/story", "/amp/story"]


def test_a_page_whose_article_is_in_the_store_is_not_fetched(web: Site, store: Store) -> None:
    web.serve("ledger.example/story", page("One story", 3))
    store.add([Article("1", "Ledger", None, "An earlier version.", url=web.link("/story", "www.ledger.example"))])
    summary = watcher(web, store).links([web.link("/story/?utm_source=feed", "ledger.example")])
    assert (summary.stored, summary.outlets[""].known, web.paths()) == (0, 1, [])


def test_the_links_of_an_export_are_fetched_and_what_it_states_fills_gaps(
    web: Site, store: Store, tmp_path: Path
) -> None:
    undated = re.sub(r'<meta property="article:published_time"[^>]*>', "", page("One story", 1, "Ledger News"))
    web.serve("ledger.example/1", undated)
    web.serve("ledger.example/2", page("Other story", 2, "Ledger News"))
    rows = [("The Ledger", "/1"), ("ledger.example", "/2"), ("ledger.example", "/missing"), ("The Ledger", "/1#top")]
    lines = [f"{name},2025-03-01,Stated,{web.link(path, 'ledger.example')}" for name, path in rows]
    export = tmp_path / "stories.csv"
    export.write_text("\n".join(["media_name,publish_date,title,url", *lines]), encoding="utf-8")
    summary = watcher(web, store).links(links_in(export))
    assert failures(summary) == ["the server did not return the page (HTTP 404)"]
    stored = {article.title: (article.outlet, article.published) for article in store.articles(store.ids())}
    assert stored["One story"] == ("The Ledger", dt.date(2025, 3, 1))
    assert stored["Other story"][0] == "Ledger News", "the page’s name takes precedence over a host"
    assert stored["Other story"][1] != dt.date(2025, 3, 1)
    assert {name: (c.links, c.stored, c.failed) for name, c in summary.outlets.items()} == {
        "The Ledger": (1, 1, 0), "": (2, 1, 1),
    }  # fmt: skip
    assert watcher(web, store).links(links_in(export)).outlets["The Ledger"].known == 1


def test_a_page_cannot_pass_for_another_sites_article(web: Site, store: Store) -> None:
    web.serve("thief.test.example/x", page("Ours", 3, canonical="http://ledger.org/story"))
    watcher(web, store).links([web.link("/x", "thief.test.example")])
    [article] = store.articles(store.ids())
    assert article.url == web.link("/x", "thief.test.example")


def test_a_clock_that_went_back_stops_nothing(web: Site, store: Store) -> None:
    ledger = newsroom(web, "Ledger", 1)
    web.routes["ledger.example/news/0"] = status(500)
    watcher(web, store, NOW + dt.timedelta(days=3650)).once([ledger])
    web.serve("ledger.example/news/0", page("Now", 0))
    assert watcher(web, store).once([ledger]).stored == 1


def test_a_day_in_the_future_is_no_date(web: Site, store: Store) -> None:
    ledger = newsroom(web, "Ledger", 1)
    undated = re.sub(r'<meta property="article:published_time"[^>]*>', "", page("Undated", 0))
    web.serve("ledger.example/news/0", undated)
    watcher(web, store, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)).once([ledger])
    assert store.charts.article_list(EVERYTHING)["published"].isna().all()


def test_given_links_that_fail_are_stored_with_their_reason(web: Site, store: Store) -> None:
    web.serve("/good", page("Good", 1))
    links = [web.link("/good"), web.link("/gone"), "ftp://x/", web.link("/good?utm_medium=x")]
    summary = watcher(web, store).links(links)
    assert (summary.stored, len(summary.failures)) == (1, 2)
    assert [state.reason for state in store.links.in_state("failed")] == [
        "the server did not return the page (HTTP 404)"
    ]
    again = watcher(web, store).links([web.link("/good")])
    assert (again.stored, again.outlets[""].known, web.paths().count("/good")) == (0, 1, 1)


def test_a_host_is_not_asked_faster_than_its_rate(web: Site, store: Store) -> None:
    web.serve("ledger.example/robots.txt", "User-agent: *\nCrawl-delay: 30\n", "text/plain")
    waits: list[float] = []
    policy = CrawlPolicy(web.fetcher(), 20.0, waits.append, clock=lambda: 0.0)
    Watcher(store, web.fetcher(), policy, lambda: NOW).once([newsroom(web, "Ledger", 2), newsroom(web, "Courier", 2)])
    assert sorted(waits) == [20, 20, 30, 30]


def test_a_link_whose_article_was_stored_otherwise_is_not_fetched(web: Site, store: Store) -> None:
    ledger = newsroom(web, "Ledger", 1)
    watcher(web, store).once([ledger])
    other = Store(store.path.with_name("other.duckdb"))
    other.add(store.articles(store.ids()))
    assert other.links.in_state() == []
    assert watcher(web, other).once([ledger]).stored == 0
    [link] = other.links.in_state()
    assert isinstance(link, LinkState)
    assert (link.state, link.article_id) == ("stored", store.ids()[0])


def in_parts(web: Site, last: Callable | None) -> str:
    """Serve an article on three pages, the third as given, and return the link to the first."""
    for k, following in enumerate(("/long?page=2", "/long?page=3", "/long"), start=1):
        html = page("A long read", 10 * k).replace("</head>", f'<link rel="next" href="{following}"></head>')
        web.serve("/long" if k == 1 else f"/long?page={k}", html)
    if last:
        web.routes["/long?page=3"] = last
    return web.link("/long")


def test_an_article_on_several_pages_is_whole(web: Site, store: Store) -> None:
    watcher(web, store).links([in_parts(web, None)])
    [article] = store.articles(store.ids())
    assert [f"voted {k} to 4" in article.text for k in (15, 25, 35)] == [True] * 3
    assert web.paths().count("/long") == 1


def test_an_article_that_lacks_a_page_is_not_stored_as_if_whole(web: Site, store: Store) -> None:
    summary = watcher(web, store).links([in_parts(web, status(500))])
    assert failures(summary) == ["the server failed (HTTP 500)"]
    assert not store.ids()


def test_a_stored_link_is_fetched_again_only_for_the_newest_version(web: Site, store: Store) -> None:
    first, gone = (web.link(f"/news/{k}", "ledger.example") for k in (0, 1))
    watcher(web, store).once([newsroom(web, "Ledger", 2)])
    before = store.articles(store.ids())
    web.serve("ledger.example/news/0", page("Quayside", 0).replace("Aldenport voted", "Aldenport has since voted"))
    web.routes["ledger.example/news/1"] = status(500)
    assert watcher(web, store).links([first, gone]).of("Ledger").known == 2
    summary = watcher(web, store).links([first, gone, first + "?utm_source=x"], newest=True)
    count = summary.of("Ledger")
    assert (count.replaced, count.known, count.stored, count.failed) == (1, 0, 0, 1)
    after = store.articles(store.ids())
    assert [(a.outlet, a.url) for a in after] == [(a.outlet, a.url) for a in before[::-1]]
    assert "has since voted" in after[-1].text
    assert [state.state for state in store.links.in_state()] == ["stored", "stored"], (
        "the article of the page that failed stays stored"
    )
    assert {state.article_id for state in store.links.in_state()} == set(store.ids())
    assert watcher(web, store).links([first], newest=True).of("Ledger").known == 1
