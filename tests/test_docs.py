"""The documents: every link leads somewhere, and the generated pages are current."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from analysis.cli import app
from docs.generate import FOLDER, PAGES

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = (".git", ".venv", "data", "node_modules")
DOCUMENTS = sorted(
    path for path in ROOT.rglob("*.md") if not any(part in SKIPPED for part in path.relative_to(ROOT).parts)
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
#: a path of a document in code, in data, or on a page
CITED = re.compile(r"\bdocs/[\w./-]+\.(?:md|png)\b")
CODE = (".py", ".csv", ".json", ".js", ".txt", ".toml")


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for document in ROOT.glob("docs/*/*.md"):
        assert f"({document.relative_to(ROOT / 'docs').as_posix()})" in index, document


def test_every_document_that_code_cites_is_there() -> None:
    cited = set()
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix in CODE and not any(part in SKIPPED for part in parts) and path.is_file():
            cited |= set(CITED.findall(path.read_text(encoding="utf-8")))
    assert len(cited) > 5
    assert {name for name in cited if not (ROOT / name).exists()} == set()


def test_a_measurement_has_its_date_in_its_first_line() -> None:
    for document in ROOT.glob("docs/measurements/*.md"):
        assert re.search(r"\b2026\b", document.read_text(encoding="utf-8").splitlines()[0]), document


@pytest.mark.parametrize("name", PAGES)
def test_the_generated_pages_are_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_every_command_argument_and_option_is_explained() -> None:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        for param in command.params:
            assert param.help, f"{name}: {param.name}"
