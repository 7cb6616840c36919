"""``python -m benchmarks.speed``: time the pipeline next to other tools."""

from __future__ import annotations

from benchmarks.speed.pipeline import main

if __name__ == "__main__":
    main()
