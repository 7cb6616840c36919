"""The whole pipeline on as many articles as asked for: seconds of each stage as the store grows, and memory.

    python -m benchmarks.speed.many ARTICLES [CORPUS]

The corpus is repeated. Each copy follows the one before in time, as a newspaper's next year does, and has ids, first
sentences and most of its words of its own, so that no article is a duplicate and no story goes on from copy to copy.
Words that attribute or hedge stay, so that attribution has its work; of loaded words and words of tone a third stays.
A copy shares one shingle in eight with the original, which articles of different years do not: finding copies has more
to do than in life. Copies are read, scored and related one after another into one store, in a process of its own for
each, so that its memory can be told; TextBlob is timed on the first.
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
from benchmarks.speed.pipeline import CORPUS, ROOT

WORKERS = 2
LEXICONS = ROOT / "analysis" / "lexicons"
#: days from one copy to the next: more than the corpus has
APART = 560
#: a word that stands in fewer of the corpus’s articles gets another form in each copy, but for those of these lists
RARE = 3000
KEPT = ("cues", "sources", "hedges", "boosters")
WORD = re.compile(r"[A-Za-z]{4,}")
LETTERS = "bcdfghjklmnpqrstvwxz"


def changing_words(texts: pd.Series) -> frozenset[str]:
    """The words that get another form in each copy."""
    held = Counter(word for text in texts for word in set(WORD.findall(text)))
    lists = (pd.read_csv(LEXICONS / f"{name}.csv").iloc[:, :2].astype(str) for name in KEPT)
    kept = {word for of_one in lists for cell in of_one.to_numpy().ravel() for word in WORD.findall(cell.lower())}
    return frozenset(word for word, articles in held.items() if articles < RARE and word.lower() not in kept)


def copied(corpus: pd.DataFrame, copy: int, changing: frozenset[str]) -> pd.DataFrame:
    """One copy, with ids, days, addresses and words of its own; the first is the corpus itself."""
    if copy == 0:
        return corpus
    ending = LETTERS[copy % 20] + "a" + LETTERS[copy // 20 % 20]

    def changed(text: str) -> str:
        return WORD.sub(lambda found: found[0] + ending if found[0] in changing else found[0], text)

    days = pd.to_datetime(corpus["date"], errors="coerce", format="mixed") + pd.Timedelta(days=APART * copy)
    return corpus.assign(
        id=corpus["id"] + f"-{copy}", url=None, date=days.dt.strftime("%Y-%m-%d"),
        title=[changed(title or "") for title in corpus["title"]],
        text=[f"Report {copy} follows. {changed(text)}" for text in corpus["text"]],
    )  # fmt: skip


def _apart(work: Callable[..., object], *arguments: object) -> tuple[float, float]:
    """Seconds of a call in a process of its own, and the megabytes that it held at most."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(sender, work, arguments))
    process.start()
    took: tuple[float, float] = receiver.recv()
    process.join()
    return took


def steps(store: Store, part: Path) -> list[tuple[float, float]]:
    """Seconds and megabytes of reading a file into a store, of scoring and of relating what is new there."""
    return [_apart(ingest, store, [part]), _apart(score, store, WORKERS), _apart(relate, store)]


def _measured(sender, work, arguments) -> None:  # type: ignore[no-untyped-def]
    started = time.perf_counter()
    work(*arguments)
    took = time.perf_counter() - started
    sender.send((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    """Print a line a copy: articles so far, articles a second of each stage, memory, and the size of the store."""
    wanted, path = int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else CORPUS
    corpus = pd.read_parquet(path)
    changing = changing_words(corpus["text"])
    started = time.perf_counter()
    for text in corpus["text"].head(1_000):
        TextBlob(text).sentiment  # noqa: B018  # worked out when it is asked for
    base = (time.perf_counter() - started) / min(len(corpus), 1_000)
    print(f"TextBlob {1 / base:.0f} articles/s; stages as a share of its time, then MB at most", flush=True)
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
