"""How fast the way from articles to a scored store is, beside TextBlob alone on the same articles.

    python -m benchmarks.speed [PATH …]

Without a path: the corpus in ``$SOURCELIGHT_SHARED`` or ``../shared`` where there is one, else the
demonstration corpus. Ratios of one run count; seconds depend on the machine.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textblob import TextBlob

from analysis.attribution import attribute
from analysis.ingest import read_paths
from analysis.pipeline import ingest, score
from analysis.prepare import prepare
from analysis.scorers import scorers
from analysis.store import Store
from analysis.types import Article

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOURCELIGHT_SHARED") or ROOT.parent / "shared")
CORPUS = SHARED / "corpus" / "news_2018_2019.parquet"
SAMPLE = 500


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def stages(articles: list[Article]) -> None:
    """Print each stage's time over TextBlob's on the same articles, one core."""
    TextBlob("warm up").sentiment  # noqa: B018  # reads its lexicon in
    base = _seconds(lambda: [TextBlob(a.text).sentiment for a in articles])
    words = sum(len(a.text.split()) for a in articles)
    print(f"{len(articles)} articles, {words:,} words, one core")
    print(f"  {'TextBlob(text).sentiment':28} {len(articles) / base:7.0f} articles/s  ratio 1.00")
    took = _seconds(lambda: [prepare(a) for a in articles] and None)
    print(f"  {'prepare (attribution, voices)':28} {len(articles) / took:6.0f} articles/s  ratio {took / base:.2f}")
    documents = [prepare(a) for a in articles]
    gc.collect()
    gc.freeze()  # in a real run one document is alive at a time; here their number would slow every stage alike
    for scorer in scorers():
        scorer.measure(documents[0])
        took = _seconds(lambda s=scorer: [s.measure(d) for d in documents])  # type: ignore[misc]
        print(f"  {scorer.name:28} {len(articles) / took:7.0f} articles/s  ratio {took / base:.2f}")


def growth(article: Article) -> None:
    """Print attribution's time on one article, and on ten and a hundred of it in a row."""
    print(f"attribution on a text of {len(article.text):,} characters, repeated")
    for times in (1, 10, 100):
        text = "\n\n".join([article.text] * times)
        took = min(_seconds(lambda t=text: attribute(t)) for _ in range(3))  # type: ignore[misc]
        print(f"  {times:4} times  {took:8.3f} s")


def pipeline(paths: list[Path]) -> None:
    """Print what ingesting and scoring everything takes, on all cores."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "speed.duckdb")
        reading = _seconds(lambda: ingest(store, paths))
        scoring = _seconds(lambda: score(store))
        again = _seconds(lambda: score(store))
        articles = int(store.catalogue()["articles"].sum())
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"whole corpus: {articles:,} articles, {os.cpu_count()} cores")
        print(f"  ingest {articles / reading:,.0f} articles/s, score {articles / scoring:,.0f} articles/s")
        print(f"  a second scoring run: {again:.2f} s")
        print(f"  peak memory: {own:.0f} MB in the main process, {workers:.0f} MB in the largest worker")
        print(f"  store: {store.size() / 1e6:.1f} MB, {store.size() / max(1, articles) / 1024:.1f} kB an article")


def main() -> None:
    """Run both parts on the paths given, or on the corpus there is."""
    paths = [Path(argument) for argument in sys.argv[1:]] or [
        CORPUS if CORPUS.exists() else ROOT / "seeds" / "articles"
    ]
    sample: list[Article] = []
    for item in read_paths(paths):
        if isinstance(item, Article):
            sample.append(item)
        if len(sample) == SAMPLE:
            break
    pipeline(paths)
    stages(sample)
    growth(sample[0])


if __name__ == "__main__":
    main()
