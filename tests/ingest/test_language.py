"""Language detection: English is measured, other languages are stored, counted and reported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.ingest.language import language_of
from analysis.run.pipeline import ingest, score
from analysis.store import Store
from tests.support.cli import run

ENGLISH = (
    "The harbour council voted on Tuesday to close the old ferry pier. Officials said that it had become unsafe, "
    "and traders on the quay said nobody had asked them before the vote."
)
GERMAN = (
    "Der Hafenrat stimmte am Dienstag für die Schließung des alten Fähranlegers. Er sei nicht mehr sicher, sagten die "
    "Beamten, und die Händler am Kai beklagten, dass niemand sie vor der Abstimmung gefragt habe."
)
FRENCH = (
    "Le conseil du port a voté mardi la fermeture de l’ancien quai du bac. Les responsables ont déclaré qu’il était "
    "devenu dangereux, et les commerçants ont regretté que personne ne les ait consultés avant le vote."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        ("Too short to tell.", None),
        ("1234567890 " * 20, None),
        ("", None),
    ],
)
def test_the_language_is_detected_from_the_beginning_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_english_is_detected_without_loading_the_model() -> None:
    code = (
        "import sys; from analysis.ingest.language import language_of\n"
        f"assert language_of({ENGLISH!r}) == 'en'; print('py3langid' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    rows = [
        {"text": text, "outlet": "The Aldenport Ledger"}
        for text in (ENGLISH, GERMAN, FRENCH, FRENCH + " Bis.", "Brief.")
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_only_english_and_unknown_articles_are_scored_and_all_are_counted(tmp_path: Path, table: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    assert ingest(store, [table]).new == 5
    assert score(store, workers=1).scored == 2
    assert score(store, workers=1).scored == 0, "the others are not pending"
    assert store.languages() == {"fr": 2, "de": 1, "en": 1, None: 1}


def test_the_command_line_counts_articles_that_are_not_measured(tmp_path: Path, table: Path) -> None:
    run("ingest", table, "--store", tmp_path / "s.duckdb")
    output = run("score", "--store", tmp_path / "s.duckdb").output
    assert "Not in English (stored, not measured): 2 in “fr”, 1 in “de”" in output


def test_the_command_line_names_the_recognised_export(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "URL,MobileURL,Date,Title\nhttps://ledger.example/a,,2019-03-05,Old pier closes\n", encoding="utf-8"
    )
    output = run("ingest", path, "--store", tmp_path / "s.duckdb").output
    assert "list.csv was read as: GDELT DOC article list (CSV)" in output
