"""The tables of attacks and faults in docs/reference/attacks.md list the cases of the tests, with their outcomes.

``python -m tests.fetch.test_attacks_documented`` prints the table of files, ``python -m tests.support.fetch_cases`` the
table of links and servers.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.fetch_cases import table
from tests.support.files.hostile_files import FILES, ZIP_FILES

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "reference" / "attacks.md"


def files() -> str:
    """The table of harmful files."""
    rows = [f"| {name} (`{file}`) | set aside: … {reason} … |" for name, file, _, reason in FILES]
    rows += [f"| a zip file with {name} | refused as a whole: … {reason} … |" for name, _, reason in ZIP_FILES]
    return "\n".join(["| file | outcome |", "|---|---|", *rows])


def test_both_tables_list_the_cases() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert table() in document
    assert files() in document


def test_every_test_that_the_document_names_exists() -> None:
    existing = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        existing |= {path.stem, *re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}
    named = set(re.findall(r"\btest_\w+", DOCUMENT.read_text(encoding="utf-8")))
    assert len(named) > 30
    assert named <= existing


if __name__ == "__main__":
    print(files())
