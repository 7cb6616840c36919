"""Run the whole pipeline on any number of articles: the time of each stage as the store grows, and memory.

    python -m benchmarks.speed.many ARTICLES [CORPUS]

The corpus is repeated. Each copy follows the one before in time, like a newspaper's next year, and has its own ids,
first sentences and most of its words, so that no article is a duplicate and no story continues from copy to copy.
Words that attribute or hedge are kept, so that attribution has its usual work; a third of loaded words and of words
of tone is kept. A copy shares one shingle in eight with the original, more than articles of different years do, so
finding near-duplicates takes longer than on real articles. Copies are read, scored and related one after another into
one store, each step in a process of its own so that its memory can be measured. TextBlob, which times are relative
to, runs on the first copy.
"""

from __future__ import annotations

import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from textblob import TextBlob

from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.store import Store
from benchmarks.paths import CORPUS, ROOT

#: processes that score
WORKERS = 2
LEXICONS = ROOT / "analysis" / "lexicons"
#: days from one copy to the next: more than the corpus covers
DAYS_APART = 560
#: a word in fewer articles of the corpus than this gets another form in each copy, unless one of these lexicons has it
RARE = 3000
KEPT = ("cues", "sources", "hedges", "boosters")
WORD = re.compile(r"[A-Za-z]{4,}")
#: letters that the endings of changed words are made of
LETTERS = "bcdfghjklmnpqrstvwxz"


def changing_words(texts: pd.Series) -> frozenset[str]:
    """Return the words that get another form in each copy."""
    articles_with = Counter(word for text in texts for word in set(WORD.findall(text)))
    lists = (pd.read_csv(LEXICONS / f"{name}.csv").iloc[:, :2].astype(str) for name in KEPT)
    kept = {word for of_one in lists for cell in of_one.to_numpy().ravel() for word in WORD.findall(cell.lower())}
    return frozenset(word for word, articles in articles_with.items() if articles < RARE and word.lower() not in kept)


def copied(corpus: pd.DataFrame, copy: int, changing: frozenset[str]) -> pd.DataFrame:
    """Return a copy of the corpus with its own ids, days and words, and without URLs; copy 0 is the corpus itself."""
    if copy == 0:
        return corpus
    ending = LETTERS[copy % 20] + "a" + LETTERS[copy // 20 % 20]

    def changed(text: str) -> str:
        return WORD.sub(lambda found: found[0] + ending if found[0] in changing else found[0], text)

    days = pd.to_datetime(corpus["date"], errors="coerce", format="mixed") + pd.Timedelta(days=DAYS_APART * copy)
    return corpus.assign(
        id=corpus["id"] + f"-{copy}", url=None, date=days.dt.strftime("%Y-%m-%d"),
        title=[changed(title or "") for title in corpus["title"]],
        text=[f"Report {copy} follows. {changed(text)}" for text in corpus["text"]],
    )  # fmt: skip


def _in_own_process(work: Callable[..., object], *arguments: object) -> tuple[float, float]:
    """Run a call in a process of its own; return its seconds and peak megabytes."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(sender, work, arguments))
    process.start()
    took: tuple[float, float] = receiver.recv()
    process.join()
    return took


def steps(store: Store, part: Path) -> list[tuple[float, float]]:
    """Return the seconds and peak megabytes of reading a file into a store, scoring it and relating it."""
    return [
        _in_own_process(ingest, store, [part]),
        _in_own_process(score, store, WORKERS),
        _in_own_process(relate, store),
    ]


def _measured(sender, work, arguments) -> None:  # type: ignore[no-untyped-def]
    started = time.perf_counter()
    work(*arguments)
    took = time.perf_counter() - started
    sender.send((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    """Print one line per copy: articles so far, each stage's time over TextBlob's, its memory, and the store's size."""
    wanted, path = int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else CORPUS
    corpus = pd.read_parquet(path)
    changing = changing_words(corpus["text"])
    started = time.perf_counter()
    for text in corpus["text"].head(1_000):
        TextBlob(text).sentiment  # noqa: B018  # a lazy property
    base = (time.perf_counter() - started) / min(len(corpus), 1_000)
    print(f"TextBlob {1 / base:.0f} articles/s; stages as a share of its time, then peak MB", flush=True)
    with tempfile.TemporaryDirectory() as name:
        store, part = Store(Path(name) / "many.duckdb"), Path(name) / "part.parquet"
        articles = 0
        for copy in range(-(-wanted // len(corpus))):
            copied(corpus, copy, changing).head(wanted - articles).to_parquet(part)
            took = steps(store, part)
            new, articles = len(store.ids()) - articles, len(store.ids())
            cells = "  ".join(f"{seconds / new / base:.2f} {memory:4.0f}" for seconds, memory in took)
            whole = sum(seconds for seconds, _ in took) / new / base
            print(f"  {articles:8,} articles  read {cells}  whole {whole:.2f}  "
                  f"store {store.size() / articles / 1024:.1f} kB each", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
