"""Tests of the commands codebook and agreement, with the example of ``docs/guide/coding.md``."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.cli import run
from tests.support.pages import ROOT

GUIDE = (ROOT / "docs" / "guide" / "coding.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """The example of the guide in this language."""
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_the_guide(tmp_path: Path) -> None:
    book, codes = tmp_path / "tones.yaml", tmp_path / "codes.csv"
    book.write_text(example("yaml"), encoding="utf-8")
    codes.write_text(example("csv"), encoding="utf-8")
    assert "Is the sentence angry?" in run("codebook", book, "--format", "csv").output
    output = run("agreement", codes, "--codebook", book).output
    assert re.search(r"angry +│ Ida, Per +│ +1 │", output)
    assert "angry, in dispute: s1" in output


def test_rows_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    codes = tmp_path / "codes.csv"
    lines = ["u1,Ida,hedged,1", "u1,Per,hedged,1", "u1,Per,hedged,0", "u2,Ida,hedged,maybe", "u2,Ida,colour,red", ",,,"]
    codes.write_text("unit,coder,variable,value\n" + "\n".join(lines) + "\n", encoding="utf-8")
    output = run("agreement", codes, "--codebook", "hedges").output
    assert "row 4" in output
    assert "row 5" in output
    assert "“colour” is not in the codebook “hedges”" in output


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    assert "hedges" in run("codebook").output
    assert "ready-made: hedges" in run("codebook", "nothing", code=1).output
    assert "--format takes" in run("codebook", "hedges", "--format", "xml", code=2).output
    broken = tmp_path / "codes.csv"
    broken.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "the columns unit, coder, variable, value are missing" in run(
        "agreement", broken, "--codebook", "hedges", code=1
    ).output.replace("\n", " ")
    assert "cannot be read" in run("agreement", tmp_path / "none.csv", "--codebook", "hedges", code=1).output
