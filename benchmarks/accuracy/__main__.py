"""``python -m benchmarks.accuracy [--sealed]``: measure everything, record the results, and check the floors."""

from __future__ import annotations

import sys

from benchmarks.accuracy.figures import main

if __name__ == "__main__":
    main(sys.argv[1:])
