"""``python -m benchmarks.accuracy``: measure everything, record the results, and check the floors."""

from __future__ import annotations

from benchmarks.accuracy.figures import main

if __name__ == "__main__":
    main()
