"""The time of reading web pages, as a multiple of that of another version of the project.

    python -m benchmarks.speed.pages FOLDER [ROUNDS]

FOLDER is the other version, for example from ``git worktree add FOLDER COMMIT``. Two processes read the labelled pages,
one page each in turn, so that other programs slow both down alike; processor time counts.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median

from benchmarks.paths import ROOT

ROUNDS = 3
#: reads the page whose number it is sent, and answers with the seconds that took
WORKER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from benchmarks.accuracy.extraction import BODIES, OUTLETS, gold, read
pages = [page for path in (BODIES, OUTLETS) for page in gold(path)]
read(pages[0])
print(len(pages), flush=True)
for line in sys.stdin:
    start = time.process_time()
    read(pages[int(line)])
    print(time.process_time() - start, flush=True)
"""


class Reader:
    """A process that reads pages with the version of the project in a folder."""

    def __init__(self, folder: str) -> None:
        command = [sys.executable, "-c", WORKER, folder]
        self._process = subprocess.Popen(  # noqa: S603  # this program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
        )
        self.pages = int(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def seconds(self, page: int) -> float:
        """Read a page and return the seconds it took."""
        assert self._process.stdin is not None
        print(page, file=self._process.stdin, flush=True)
        return float(self._answer())


def main() -> None:
    """Print the ratio of each round, and their median."""
    here, other = Reader(str(ROOT)), Reader(sys.argv[1])
    ratios: list[float] = []
    for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS):
        times = {here: 0.0, other: 0.0}
        for page in range(here.pages):
            for reader in (here, other) if (page + number) % 2 else (other, here):
                times[reader] += reader.seconds(page)
        ratios.append(times[here] / times[other])
        print(f"{times[here]:.2f} s here, {times[other]:.2f} s there: {ratios[-1]:.3f}")
    print(f"median {median(ratios):.2f}")


if __name__ == "__main__":
    main()
