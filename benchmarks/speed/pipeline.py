"""How fast articles become a scored store, compared with TextBlob alone on the same articles.

    python -m benchmarks.speed [PATH …]

Without a path it reads the corpus in ``$SOURCELIGHT_SHARED`` or ``../shared`` if there is one, otherwise the
demonstration articles. Compare the ratios within one run; seconds depend on the machine.
"""

from __future__ import annotations

import gc
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
from benchmarks.paths import CORPUS, DEMONSTRATION

#: articles that the stages are timed on
SAMPLE = 500
#: articles scored before the clock starts
WARM_UP = 2_000
#: articles that slow tools are timed on
SLOW_SAMPLE = 50
#: processes that score
WORKERS = 2


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _line(name: str, took: float, articles: int, base: float, note: str = "") -> None:
    print(f"  {name:38} {articles / took:8.0f} articles/s  ratio {took / base:6.2f}{note}")


def _textblob(articles: list[Article]) -> float:
    """Return the seconds that ``TextBlob(text).sentiment`` takes for all articles on one core."""
    TextBlob("warm up").sentiment  # noqa: B018  # loads its lexicon
    return _seconds(lambda: [TextBlob(a.text).sentiment for a in articles])


def stages(articles: list[Article], warm_up: list[Article]) -> None:
    """Print each stage's time over TextBlob's on the same articles, on one core.

    Scorers cache words, so the articles of ``warm_up`` are scored first, as if in the middle of a run over a corpus.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # as in the scoring processes
    for article in warm_up:
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
    gc.freeze()  # a real run has one document at a time; this many would slow garbage collection in every stage
    for scorer in scorers():
        took = _seconds(lambda s=scorer: [s.measure(d) and None for d in documents])  # type: ignore[misc]
        _line(scorer.name, took, len(articles), base)
    _other_tools(articles, documents, base)


def _plain(text: str) -> None:
    """Do what comes before attribution: find a text's words, paragraphs, quotations and sentences."""
    words_of(text)
    lines = paragraphs(text)
    find_quotes(text, lines)
    sentence_spans(text, lines)


def _other_tools(articles: list[Article], documents: list[Document], base: float) -> None:
    """Print the time of other tools on the same articles, without those that are not installed."""
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
    some = articles[:SLOW_SAMPLE]
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
        except Exception:  # noqa: BLE001  # exceptions are counted
            failed += 1
    took += time.perf_counter() - start
    note = f"  ({failed} of {len(some)} raised an exception)"
    _line(f"textacy {version('textacy')} quotations", took, len(some), base * len(some) / len(articles), note)


def growth(article: Article) -> None:
    """Print the time of attribution on an article, and on a text that repeats it ten and a hundred times."""
    print(f"attribution on a text of {len(article.text):,} characters, repeated")
    for times in (1, 10, 100):
        text = "\n\n".join([article.text] * times)
        took = min(_seconds(lambda t=text: attribute(t)) for _ in range(3))  # type: ignore[misc]
        print(f"  {times:4} times  {took:8.3f} s")


def pipeline(paths: list[Path]) -> None:
    """Print the time of every step on two cores over TextBlob's on the same articles on one core.

    TextBlob reads a quarter of them before each step and after the last, so that a busy machine slows both.
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
    """Time the pipeline, its stages and their growth on the given paths, or on the default articles."""
    paths = [Path(argument) for argument in sys.argv[1:]] or [CORPUS if CORPUS.exists() else DEMONSTRATION]
    readable = (item for item in read_paths(paths) if isinstance(item, Article))
    first = list(islice(readable, SAMPLE + WARM_UP))
    sample, warm_up = first[:SAMPLE], first[SAMPLE:]
    pipeline(paths)
    stages(sample, warm_up)
    growth(sample[0])
