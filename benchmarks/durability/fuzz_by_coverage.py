"""The same two targets as ``benchmarks.durability.fuzz``, led by the branches that an input reaches: a longer run by hand.

    pip install atheris
    python -m benchmarks.durability.fuzz_by_coverage texts|files [libFuzzer's options, as -max_total_time=1800 FOLDER]

Atheris (Google, libFuzzer for Python) changes bytes, Hypothesis makes an example of them; FOLDER keeps the inputs that
reached something new. Findings become tests beside what was wrong.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["analysis"]):
    from benchmarks.durability import fuzz


def main() -> None:
    """Fuzz one target until the time is up or something is found."""
    if len(sys.argv) < 2 or sys.argv[1] not in ("texts", "files"):
        sys.exit(__doc__)
    target = getattr(fuzz, sys.argv.pop(1)).hypothesis.fuzz_one_input
    atheris.Setup(sys.argv, lambda data: target(data) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
