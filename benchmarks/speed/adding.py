"""What it costs to add articles to a store, by the size of the store.

    python -m benchmarks.speed.adding STORE ARTICLES COPIES…

For each number of copies, a large store is made by repeating a scored one (``benchmarks.speed.big_store``), each copy
later in time than the one before. Then ``ARTICLES`` articles of the corpus, later than all copies and with words of
their own (``benchmarks.speed.many``), are read, scored and related, each step in a process of its own; and then as
many again, because in the first round the store's file may not be in the operating system's cache yet.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

from analysis.store import Store
from benchmarks.paths import CORPUS
from benchmarks.speed.big_store import repeat
from benchmarks.speed.many import DAYS_APART, changing_words, copied, steps


def main() -> None:
    """Print one line per store and round: the seconds of each step, and the peak memory of its main process."""
    scored, articles, copies = Path(sys.argv[1]), int(sys.argv[2]), [int(argument) for argument in sys.argv[3:]]
    corpus = pd.read_parquet(CORPUS)
    changing = changing_words(corpus["text"])
    with tempfile.TemporaryDirectory(dir=scored.parent) as name:
        for number in copies:
            large, part = Path(name) / f"{number}.duckdb", Path(name) / "part.parquet"
            size = repeat(scored, number, large, apart=DAYS_APART)
            print(f"{size:10,} articles, {large.stat().st_size / 1e9:.2f} GB", flush=True)
            for turn in (0, 1):
                new = corpus.iloc[turn * articles : (turn + 1) * articles]
                copied(new, number, changing).to_parquet(part)
                took = steps(Store(large), part)
                named = zip(("read", "score", "relate"), took, strict=True)
                cells = "  ".join(f"{step} {seconds:5.1f} s {memory:4.0f} MB" for step, (seconds, memory) in named)
                print(f"    and {articles:,} more: {cells}  in all {sum(s for s, _ in took):.1f} s", flush=True)
            large.unlink()


if __name__ == "__main__":
    main()
