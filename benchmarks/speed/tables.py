"""Seconds to read 1,000 rows of ordinary tables, beside those of another checkout of this project.

    python -m benchmarks.speed.tables OTHER

Each measurement is a new process; the two checkouts take turns, and the shortest time of each counts, since everything
else that a machine does makes a measurement longer.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet

from benchmarks.paths import CORPUS, ROOT

ROWS = 1_000
#: measurements of each table by each checkout
TIMES = 12
#: reads the table twice, so that what is loaded once does not count, and prints the seconds of the second time
READ = """
import sys, time
from pathlib import Path
from analysis.ingest import read_paths
from analysis.types import Article
for _ in range(2):
    start = time.process_time()
    found = sum(isinstance(item, Article) for item in read_paths([Path(sys.argv[1])]))
    seconds = time.process_time() - start
print(seconds, found)
"""


def main() -> None:
    """Print the seconds and the ratio for each kind of table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("other", type=Path, help="the folder of the other checkout")
    other = parser.parse_args().other
    print(f"{ROWS:,} articles of the corpus; shortest processor time of {TIMES} measurements")
    with tempfile.TemporaryDirectory() as folder:
        for path in _written(Path(folder)):
            times: dict[Path, list[tuple[float, int]]] = {other: [], ROOT: []}
            for _ in range(TIMES):
                for checkout, measured in times.items():
                    measured.append(_seconds(checkout, path))
            (before, articles_before), (now, articles) = (min(times[checkout]) for checkout in (other, ROOT))
            print(
                f"  {path.suffix[1:]:8} other {before:.3f} s ({articles_before:,} articles)  this {now:.3f} s "
                f"({articles:,} articles)  ratio {now / before:.2f}"
            )


def _seconds(checkout: Path, path: Path) -> tuple[float, int]:
    done = subprocess.run(  # noqa: S603  # this project, from two folders
        [sys.executable, "-c", READ, str(path)], cwd=checkout, check=True, capture_output=True, text=True
    )
    seconds, found = done.stdout.split()
    return float(seconds), int(found)


def _written(folder: Path) -> list[Path]:
    """The first articles of the corpus as a table of each kind."""
    columns = ["outlet", "url", "date", "topic", "title", "authors", "text"]
    table = pyarrow.parquet.read_table(CORPUS, columns=columns).slice(0, ROWS)
    rows = [{name: "" if cell is None else cell for name, cell in row.items()} for row in table.to_pylist()]
    with open(folder / "articles.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    lines = (json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)
    (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    pyarrow.parquet.write_table(table, folder / "articles.parquet")
    return sorted(folder.iterdir())


if __name__ == "__main__":
    main()
