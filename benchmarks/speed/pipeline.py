"""How fast the way from articles to a scored store is, beside TextBlob alone on the same articles.

    python -m benchmarks.speed.pipeline [PATH …]

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
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.attribution import attribute
from analysis.attribution.quotes import find_quotes, paragraphs
from analysis.attribution.sentences import sentence_spans
from analysis.document import Document, prepare
from analysis.ingest import read_paths
from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.scorers import scorers
from analysis.store import Store
from analysis.text import words_of
from analysis.types import Article

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SOURCELIGHT_SHARED") or ROOT.parent / "shared")
CORPUS = SHARED / "corpus" / "news_2018_2019.parquet"
SAMPLE = 500
#: articles read before the clock starts
BEFORE = 2_000
#: how many articles the slow tools are given
SLOW = 50
WORKERS = 2


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _line(name: str, took: float, articles: int, base: float, note: str = "") -> None:
    print(f"  {name:38} {articles / took:8.0f} articles/s  ratio {took / base:6.2f}{note}")


def _textblob(articles: list[Article]) -> float:
    """Seconds that ``TextBlob(text).sentiment`` takes for all articles, one core."""
    TextBlob("warm up").sentiment  # noqa: B018  # reads its lexicon in
    return _seconds(lambda: [TextBlob(a.text).sentiment for a in articles])


def stages(articles: list[Article], before: list[Article]) -> None:
    """Print each stage's time over TextBlob's on the same articles, one core, after the articles ``before``.

    Scorers remember words, as they do in a run over a corpus: so other articles are read first, and none twice.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # as the scoring processes have it
    for article in before:
        document = prepare(article)
        for scorer in scorers():
            scorer.measure(document)
    documents = [prepare(a) for a in articles]
    base = _textblob(articles)
    words = sum(len(d.words) for d in documents)
    print(f"{len(articles)} articles, {words:,} words, one core")
    _line("TextBlob(text).sentiment", base, len(articles), base)
    _line(
        "prepare (attribution, voices)", _seconds(lambda: [prepare(a) and None for a in articles]), len(articles), base
    )
    _line("  of it, without attribution", _seconds(lambda: [_plain(a.text) for a in articles]), len(articles), base)
    gc.freeze()  # in a real run one document is alive at a time; here their number would slow every stage alike
    for scorer in scorers():
        took = _seconds(lambda s=scorer: [s.measure(d) and None for d in documents])  # type: ignore[misc]
        _line(scorer.name, took, len(articles), base)
    _instead(articles, documents, base)


def _plain(text: str) -> None:
    """What every scorer needs of a text before anybody speaks in it: words, lines, quotation marks, sentences."""
    words_of(text)
    lines = paragraphs(text)
    find_quotes(text, lines)
    sentence_spans(text, lines)


def _instead(articles: list[Article], documents: list[Document], base: float) -> None:
    """Print what other tools take on the same articles; those that are not installed are left out."""
    print("what a user would do instead")
    frame = pd.DataFrame({"text": [a.text for a in articles]})
    took = _seconds(lambda: frame["text"].map(lambda text: TextBlob(text).sentiment))
    _line(f"TextBlob {version('textblob')} over a pandas column", took, len(articles), base)
    vader = SentimentIntensityAnalyzer()
    took = _seconds(lambda: [vader.polarity_scores(s.of(d.text)) for d in documents for s in d.sentences])
    _line(f"VADER {version('vaderSentiment')} per sentence", took, len(articles), base)
    if find_spec("spacy") is None or find_spec("en_core_web_sm") is None:
        print("  spaCy small, textacy: not installed")
        return
    import spacy

    nlp = spacy.load("en_core_web_sm")
    some = articles[:SLOW]
    parsed = []
    took = _seconds(lambda: parsed.extend(nlp.pipe(a.text for a in some)))
    _line(f"spaCy {spacy.__version__} small", took, len(some), base * len(some) / len(articles))
    if find_spec("textacy") is None:
        print("  textacy: not installed")
        return
    from textacy.extract import direct_quotations

    failed = 0
    start = time.perf_counter()
    for document in parsed:
        try:
            list(direct_quotations(document))
        except Exception:  # noqa: BLE001  # what is counted here
            failed += 1
    took += time.perf_counter() - start
    note = f"  ({failed} of {len(some)} raised an exception)"
    _line(f"textacy {version('textacy')} quotations", took, len(some), base * len(some) / len(articles), note)


def growth(article: Article) -> None:
    """Print attribution's time on one article, and on ten and a hundred of it in a row."""
    print(f"attribution on a text of {len(article.text):,} characters, repeated")
    for times in (1, 10, 100):
        text = "\n\n".join([article.text] * times)
        took = min(_seconds(lambda t=text: attribute(t)) for _ in range(3))  # type: ignore[misc]
        print(f"  {times:4} times  {took:8.3f} s")


def pipeline(paths: list[Path]) -> None:
    """Print what everything takes, on two cores, over TextBlob on the same articles on one.

    TextBlob reads a quarter of them before each step and after the last: a machine that slows down slows both.
    """
    texts = [item for item in read_paths(paths) if isinstance(item, Article)]
    quarters = [texts[k::4] for k in range(4)]
    base = _textblob(quarters[0])
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "speed.duckdb")
        work: dict[str, Callable[[], object]] = {
            "read and store": lambda: ingest(store, paths),
            "prepare, score and store": lambda: score(store, WORKERS),
            "topics, copies and stories": lambda: relate(store),
        }
        steps: dict[str, float] = {}
        for quarter, (name, step) in zip(quarters[1:], work.items(), strict=True):
            steps[name] = _seconds(step)
            base += _textblob(quarter)
        again = _seconds(lambda: score(store, WORKERS))
        articles = int(store.charts.catalogue()["articles"].sum())
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"the whole pipeline: {articles:,} articles, {WORKERS} workers")
        _line("TextBlob(text).sentiment, one core", base, articles, base)
        for step, took in steps.items():
            _line(step, took, articles, base)
        _line("the whole pipeline", sum(steps.values()), articles, base)
        print(f"  a second scoring run: {again:.2f} s")
        print(f"  peak memory: {own:.0f} MB in the main process, {workers:.0f} MB in the largest worker")
        print(f"  store: {store.size() / 1e6:.1f} MB, {store.size() / max(1, articles) / 1024:.1f} kB an article")


def main() -> None:
    """Run both parts on the paths given, or on the corpus there is."""
    paths = [Path(argument) for argument in sys.argv[1:]] or [
        CORPUS if CORPUS.exists() else ROOT / "seeds" / "articles"
    ]
    readable = (item for item in read_paths(paths) if isinstance(item, Article))
    some = list(islice(readable, SAMPLE + BEFORE))
    sample, before = some[:SAMPLE], some[SAMPLE:]
    pipeline(paths)
    stages(sample, before)
    growth(sample[0])


if __name__ == "__main__":
    main()
