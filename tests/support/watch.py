"""Watching feeds and pages on loopback, and from an empty store to scored articles."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from analysis.fetch.fetcher import Limits
from analysis.fetch.outlets import Outlet
from analysis.fetch.watch import Watcher
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.store import Store
from tests.support.local_site import Site, outlet, page, rss, site
from tests.support.newsroom import open_newsrooms

#: the time at which ``watcher`` watches
NOW = dt.datetime(2025, 3, 4, 12, tzinfo=dt.UTC)


def newsroom(web: Site, name: str, pages: int = 1, first: int = 0) -> Outlet:
    """An outlet with a feed and its pages under its own host."""
    host = f"{name.lower()}.example"
    links = []
    for k in range(first, first + pages):
        path = f"/news/{k}"
        web.serve(host + path, page(f"{name} reports story {k}", k, name))
        links.append((f"{name} reports story {k}", web.link(path, host)))
    web.serve(f"{host}/feed", rss(links), "application/rss+xml")
    return outlet(name, web.link("/feed", host))


def watcher(web: Site, store: Store, now: dt.datetime = NOW) -> Watcher:
    """A watcher of this site at a fixed time."""
    return Watcher(store, web.fetcher(), web.policy(), lambda: now)


def watch_newsrooms(folder: Path, outlets: int, pages: int) -> tuple[Store, dict[str, float]]:
    """Watch this many outlets with this many pages each, score, relate, and look into the feeds a second time.

    Returns the store and the seconds of each stage. Asserts that every page is stored and scored, and that the second
    look requests nothing.
    """
    store = Store(folder / "watched.duckdb")
    seconds: dict[str, float] = {}
    with site() as web:
        newsrooms = open_newsrooms(web, outlets, pages)
        watcher = Watcher(store, web.fetcher(Limits()), web.policy())
        started = time.perf_counter()
        summary = watcher.once(newsrooms)
        seconds["feeds and pages"] = time.perf_counter() - started
        assert not summary.failures, summary.failures[:3]
        assert summary.stored == outlets * pages
        started = time.perf_counter()
        assert score(store).scored == outlets * pages
        seconds["scoring"] = time.perf_counter() - started
        started = time.perf_counter()
        relate(store)
        seconds["topics and stories"] = time.perf_counter() - started
        requests = len(web.asked)
        started = time.perf_counter()
        again = watcher.once(newsrooms)
        seconds["a second look"] = time.perf_counter() - started
        assert again.stored == 0
        assert len(web.asked) == requests
    return store, seconds
