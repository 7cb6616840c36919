"""Check that nothing is lost when ingest, scoring and relating are killed at random moments and run again.

    python -m benchmarks.durability.kills [KILLS [ARTICLES]]

Runs the three steps in a process of their own and ends it with SIGKILL at a random moment, ``KILLS`` times (default
100), on the first ``ARTICLES`` of the corpus (default 160). Each killed run is started again on the same store; the
finished store is compared, row by row, with that of an undisturbed run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.paths import CORPUS, DEMONSTRATION
from tests.support.kills import kill_steps


def main() -> None:
    """Kill runs over the first articles of the corpus and print what was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 160
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = DEMONSTRATION
        if CORPUS.exists():
            source = folder / "articles.parquet"
            pq.write_table(pq.read_table(CORPUS).slice(0, articles), source)
        found = kill_steps(source, folder, kills, report=lambda sentence: print(sentence, flush=True))
    steps = ", ".join(f"{count} in {step}" for step, count in sorted(found.kills.items()))
    print(f"{found.kills.total()} kills ({steps}); {found.compared} stores compared with an undisturbed run, "
          f"{len(found.unequal)} tables not equal: {', '.join(found.unequal) or 'none'}")  # fmt: skip


if __name__ == "__main__":
    main()
