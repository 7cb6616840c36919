"""How many sources have no name, by outlet, on the real articles; and two versions of the program side by side.

    python -m benchmarks.real.without_name count FILE.json
    python -m benchmarks.real.without_name compare BEFORE.json AFTER.json

``count`` reads all articles with the program as it is. For each outlet it writes the number of articles, of statements
whose source has a known type, and of statements of sources without a name. Run it in checkouts of two versions;
``compare`` prints both as a table.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

from analysis.attribution import attribute
from analysis.attribution.cues import states_something
from analysis.types import UNNAMED_TYPES
from benchmarks.paths import CORPUS

#: articles of an outlet from which it has a line of its own
LEAST = 60


def _counts(row: tuple[str, str, str]) -> tuple[str, int, int]:
    """Outlet, statements and statements of sources without a name of one article."""
    outlet, title, text = row
    kinds = [
        a.source_type
        for a in attribute(text, title or "").attributions
        if a.source_type is not None and states_something(a.act, a.cue.of(text), a.content.of(text))
    ]
    return outlet, len(kinds), sum(kind in UNNAMED_TYPES for kind in kinds)


def count(target: Path) -> None:
    """Write the counts of each outlet."""
    frame = pd.read_parquet(CORPUS, columns=["outlet", "title", "text"])
    rows: Iterable[tuple[str, str, str]] = frame.itertuples(index=False, name=None)
    articles, statements, unnamed = Counter[str](), Counter[str](), Counter[str]()
    with ProcessPoolExecutor() as workers:
        for outlet, known, without in workers.map(_counts, rows, chunksize=50):
            articles[outlet] += 1
            statements[outlet] += known
            unnamed[outlet] += without
    found = {name: [articles[name], statements[name], unnamed[name]] for name in sorted(articles)}
    target.write_text(json.dumps(found), encoding="utf-8")


def compare(before: Path, after: Path) -> None:
    """Print the share of statements whose source has no name, by outlet, of two versions."""
    first, second = (json.loads(path.read_text(encoding="utf-8")) for path in (before, after))
    print("| outlet | articles | statements before | without a name | statements after | without a name |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    lines = [(name, *first[name], *second[name][1:]) for name in second if second[name][0] >= LEAST]
    lines.sort(key=lambda line: -line[1])
    sums = [sum(column) for column in zip(*(list(first[n]) + list(second[n][1:]) for n in second), strict=True)]
    for name, articles, known, without, known_after, without_after in [*lines, ("all outlets", *sums)]:
        print(f"| {name} | {articles:,} | {known:,} | {without / known:.1%} | {known_after:,} | "
              f"{without_after / known_after:.1%} |")  # fmt: skip


def main() -> None:
    """Count or compare."""
    command, *files = sys.argv[1:]
    if command == "count":
        count(Path(files[0]))
    else:
        compare(Path(files[0]), Path(files[1]))


if __name__ == "__main__":
    main()
