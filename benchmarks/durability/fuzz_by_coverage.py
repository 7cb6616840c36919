"""Coverage-guided fuzzing of the targets of ``benchmarks.durability.fuzz``, for longer runs by hand.

    pip install atheris
    python -m benchmarks.durability.fuzz_by_coverage texts|files [libFuzzer options, e.g. -max_total_time=1800 FOLDER]

Atheris (Google, libFuzzer for Python) mutates bytes and Hypothesis makes an example of them; ``FOLDER`` keeps the
inputs that reached new branches. Turn each finding into a test next to those of the code that was wrong.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["analysis"]):
    from benchmarks.durability import fuzz


def main() -> None:
    """Fuzz the target named on the command line until the time is up or something is found."""
    if len(sys.argv) < 2 or sys.argv[1] not in ("texts", "files"):
        sys.exit(__doc__)
    target = getattr(fuzz, sys.argv.pop(1)).hypothesis.fuzz_one_input
    atheris.Setup(sys.argv, lambda data: target(data) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
