"""What it costs to add articles to a store, by the size of the store.

    python -m benchmarks.speed.adding STORE ARTICLES COPIES…

For each number of copies a large store is made of a scored one (``benchmarks.speed.big_store``; the copies follow each other
in time), and so many articles of the corpus, later than all of it and with words of their own (``benchmarks.speed.many``),
are read, scored and related into it, each step in a process of its own. Then as many again: the first to come may
find the store's file not yet in the machine's memory.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

from analysis.store import Store
from benchmarks.speed.big_store import repeat
from benchmarks.speed.many import APART, changing_words, copied, steps
from benchmarks.speed.pipeline import CORPUS


def main() -> None:
    """Print a line a store and round: seconds of each step, and the megabytes that its main process held at most."""
    scored, articles, copies = Path(sys.argv[1]), int(sys.argv[2]), [int(argument) for argument in sys.argv[3:]]
    corpus = pd.read_parquet(CORPUS)
    changing = changing_words(corpus["text"])
    with tempfile.TemporaryDirectory(dir=scored.parent) as name:
        for number in copies:
            large, part = Path(name) / f"{number}.duckdb", Path(name) / "part.parquet"
            held = repeat(scored, number, large, apart=APART)
            print(f"{held:10,} articles, {large.stat().st_size / 1e9:.2f} GB", flush=True)
            for turn in (0, 1):
                some = corpus.iloc[turn * articles : (turn + 1) * articles]
                copied(some, number, changing).to_parquet(part)
                took = steps(Store(large), part)
                named = zip(("read", "score", "relate"), took, strict=True)
                cells = "  ".join(f"{step} {seconds:5.1f} s {memory:4.0f} MB" for step, (seconds, memory) in named)
                print(f"    and {articles:,} more: {cells}  in all {sum(s for s, _ in took):.1f} s", flush=True)
            large.unlink()


if __name__ == "__main__":
    main()
