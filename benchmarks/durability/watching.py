"""Time the way from an empty store to scored articles: outlets' feeds and pages from a server on loopback.

    python -m benchmarks.durability.watching [OUTLETS PAGES]

Ten outlets with 50 pages each by default. Prints the seconds of each stage, pages per second and peak memory.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from analysis.store.filter import EVERYTHING
from tests.support.watch import watch_newsrooms


def main() -> None:
    """Watch, score and relate; print what each stage took."""
    outlets, pages = (int(argument) for argument in sys.argv[1:3]) if len(sys.argv) > 2 else (10, 50)
    with tempfile.TemporaryDirectory() as folder:
        store, seconds = watch_newsrooms(Path(folder), outlets, pages)
        articles = store.charts.article_list(EVERYTHING)
        print(f"{len(articles)} articles of {articles['outlet'].nunique()} outlets")
        for stage, took in seconds.items():
            print(f"{stage}: {took:.1f} s")
        print(f"pages a second: {len(articles) / seconds['feeds and pages']:.0f}")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
