"""The tables of attacks and faults in docs/reference/attacks.md are those of the tests.

``python tests/fetch/test_attacks_documented.py`` prints the table of files.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.ingest.test_archives import HARMFUL
from tests.ingest.test_hostile_files import FILES
from tests.support.fetch_cases import table

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "reference" / "attacks.md"


def files() -> str:
    """The table of files that would do harm."""
    rows = [f"| {name} (`{file}`) | set aside: … {reason} … |" for name, file, _, reason in FILES]
    rows += [f"| a zip file with {name} | refused whole: … {reason} … |" for name, _, reason in HARMFUL]
    return "\n".join(["| file | outcome |", "|---|---|", *rows])


def test_both_tables_are_those_of_the_cases() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert table() in document
    assert files() in document


def test_every_test_that_the_document_names_is_there() -> None:
    there = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        there |= {path.stem, *re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}
    named = set(re.findall(r"\btest_\w+", DOCUMENT.read_text(encoding="utf-8")))
    assert len(named) > 30
    assert named <= there


if __name__ == "__main__":
    print(files())
