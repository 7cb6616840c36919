"""The command that lists persons with their names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analysis import score_text
from analysis.corpus.people import table as people_table
from analysis.corpus.people.table import read_people
from analysis.scorers import versions
from analysis.store import Store
from tests.support.cli import run

DAY = dt.date(2019, 6, 10)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scored store whose persons have not been looked for, and no table of the user's."""
    store = Store(tmp_path / "s.duckdb")
    scored = [
        score_text(f"{name} said pier {k} may close.", f"{name} {k}", "Ledger", DAY)
        for name, count in (("Cora Brandt", 4), ("Brandt", 2), ("José Peña", 2), ("[b]Ida Dahl", 1))
        for k in range(count)
    ]
    store.add([one.article for one in scored])
    store.save(scored, versions())
    monkeypatch.setattr(people_table, "USER_TABLE", tmp_path / "people.csv")
    return store.path


def test_persons_with_several_names_are_listed(store: Path) -> None:
    said = run("people", "--store", store).output
    assert "Cora Brandt" in said
    assert "Cora Brandt 4, Brandt 2" in said
    assert "Peña" not in said


def test_one_person_is_found_by_part_of_a_name_with_or_without_accents(store: Path) -> None:
    assert "José Peña 2" in run("people", "--name", "PENA", "--store", store).output
    assert "Ida Dahl" in run("people", "--name", "dahl", "--store", store).output
    assert "Brandt" not in run("people", "--name", "pena", "--store", store).output


def test_a_long_list_says_how_to_see_more(store: Path) -> None:
    said = run("people", "--name", "a", "--limit", 1, "--store", store).output
    assert "1 of 3 persons; for more: --limit, or a FILE for all" in said


def test_the_file_is_a_table_that_changes_nothing_until_it_is_edited(store: Path, tmp_path: Path) -> None:
    out, table = tmp_path / "out.csv", tmp_path / "people.csv"
    assert "4 names written to" in run("people", out, "--store", store).output
    assert out.read_text(encoding="utf-8-sig").splitlines()[:3] == [
        "name,outlet,from,until,person,articles", "Cora Brandt,,,,Cora Brandt,4", "Brandt,,,,Cora Brandt,2",
    ]  # fmt: skip
    before = out.read_bytes()
    table.write_bytes(before)
    assert read_people(table).problems == ()
    said = run("people", out, "--store", store)
    assert f"Persons corrected by 4 lines of {table}." in said.stderr
    assert out.read_bytes() == before
    edited = before.decode("utf-8-sig").replace("Brandt,,,,Cora Brandt,2", "Brandt,,,,Otto Brandt,2")
    table.write_text(edited, encoding="utf-8")
    assert "Otto Brandt" in run("people", "--name", "otto", "--store", store).output


def test_wrong_lines_and_lines_without_use_are_named(store: Path, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,person\nBrandt\nBrant,Otto Brandt\n", encoding="utf-8")
    said = run("people", "--store", store)
    assert "line 2: it has no person; fill in that column or delete the line" in said.stderr
    assert "line 3: no article has the name “Brant”; write it as articles do, or delete the line" in said.stderr
    assert "Cora Brandt 4, Brandt 2" in said.output


def test_a_file_that_cannot_be_written_is_named(store: Path, tmp_path: Path) -> None:
    assert "cannot be written" in run("people", tmp_path / "no" / "out.csv", "--store", store, code=1).stderr
