"""From an empty store to scored articles: ten outlets' feeds and 500 pages from a server on loopback.

``python -m benchmarks.durability.watching`` prints what each stage took.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from analysis.fetch.fetcher import Limits
from analysis.fetch.watch import Watcher
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.support.local_site import site
from tests.support.newsroom import open_newsrooms


def run(folder: Path, outlets: int, pages: int) -> tuple[Store, dict[str, float]]:
    """Watch once, score, relate, and look again; the store and the seconds of each stage."""
    store = Store(folder / "watched.duckdb")
    took: dict[str, float] = {}
    with site() as web:
        newsrooms = open_newsrooms(web, outlets, pages)
        watcher = Watcher(store, web.fetcher(Limits()), web.policy())

        def timed(stage: str, started: float) -> None:
            took[stage] = time.perf_counter() - started

        started = time.perf_counter()
        summary = watcher.once(newsrooms)
        timed("feeds and pages", started)
        assert not summary.failures, summary.failures[:3]
        assert summary.stored == outlets * pages
        started = time.perf_counter()
        assert score(store).scored == outlets * pages
        timed("scoring", started)
        started = time.perf_counter()
        relate(store)
        timed("topics and stories", started)
        asked = len(web.asked)
        started = time.perf_counter()
        again = watcher.once(newsrooms)
        timed("a second look", started)
        assert again.stored == 0
        assert len(web.asked) == asked
    return store, took


def main() -> None:
    outlets, pages = (int(argument) for argument in sys.argv[1:3]) if len(sys.argv) > 2 else (10, 50)
    with tempfile.TemporaryDirectory() as folder:
        store, took = run(Path(folder), outlets, pages)
        articles = store.charts.article_list(EVERYTHING)
        print(f"{len(articles)} articles of {articles['outlet'].nunique()} outlets")
        for stage, seconds in took.items():
            print(f"{stage}: {seconds:.1f} s")
        print(f"pages a second: {len(articles) / took['feeds and pages']:.0f}")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
