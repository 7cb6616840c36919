"""The user's own table of persons: what it says counts, and what cannot be used of it is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.people import table as people_table
from analysis.corpus.people.table import NO_TABLE, Line, PeopleTable, person_by_table, read_people

JUNE = dt.date(2019, 6, 10)


def read(folder: Path, text: str | bytes) -> PeopleTable:
    path = folder / "people.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_people(path)


def whom(table: PeopleTable, name: str, person: str, outlet: str | None = None, day: dt.date | None = JUNE) -> str:
    return person_by_table(table.by_name(), name, person, outlet, day)


def test_lines_are_read_with_or_without_outlet_and_days(tmp_path: Path) -> None:
    text = (
        "name,outlet,from,until,person\n"
        "Lee,,,,Ann Lee\n"
        "\n"
        '"Lee, A.",Ledger,2019-06-01,2019-06-30,Ann Lee\n'
        "Lee,Courier,2019-07-01,,Bo Lee\n"
    )
    assert read(tmp_path, text).lines == (
        Line("Lee", "Ann Lee", number=2),
        Line("Lee, A.", "Ann Lee", "Ledger", dt.date(2019, 6, 1), dt.date(2019, 6, 30), 4),
        Line("Lee", "Bo Lee", "Courier", dt.date(2019, 7, 1), None, 5),
    )
    assert read(tmp_path, text).problems == ()


@pytest.mark.parametrize(
    "text",
    ["person,name\nAnn Lee,Lee", "﻿name;person;notes\r\nLee;Ann Lee;mine\r\n", "NAME\tPerson\rLee\tAnn Lee"],
    ids=["other order", "semicolons, a byte order mark and one more column", "tabs and old ends of lines"],
)
def test_tables_as_spreadsheets_write_them_are_read(tmp_path: Path, text: str) -> None:
    table = read(tmp_path, text)
    assert [(line.name, line.person) for line in table.lines] == [("Lee", "Ann Lee")]
    assert table.problems == ()


@pytest.mark.parametrize("text", ["", "\n", "name,outlet,from,until,person\n", "name,person"])
def test_an_empty_table_is_fine(tmp_path: Path, text: str) -> None:
    table = read(tmp_path, text)
    assert (table.lines, table.problems, table.note) == ((), (), "")


def test_a_missing_table_is_fine(tmp_path: Path) -> None:
    assert read_people(tmp_path / "people.csv") == NO_TABLE


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",,,,Ann Lee", "it has no name; fill in that column or delete the line"),
        ("Lee,Ledger", "it has no person; fill in that column or delete the line"),
        ("Lee,,31/05/2019,,Ann Lee", "“31/05/2019” in the column from is not a date; write it as 2019-05-31"),
        ("Lee,,,2019-02-30,Ann Lee", "“2019-02-30” in the column until is not a date; write it as 2019-05-31"),
        ("Lee,,2019-06-02,2019-06-01,Ann Lee", "it ends on 2019-06-01, before it begins on 2019-06-02; swap"),
        ("Lee,,,,Ann Lee,Jr.", "it has 6 cells and the first line 5; put a name with a comma in quotation marks"),
        ('"Lee,,,,Ann Lee', "its quotation marks do not match; enclose a whole cell in two of them"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_and_the_others_are_used(tmp_path: Path, line: str, said: str) -> None:
    table = read(tmp_path, f"name,outlet,from,until,person\nKim,,,,Cora Kim\n{line}\nDahl,,,,Bob Dahl\n")
    assert [line.name for line in table.lines] == ["Kim", "Dahl"]
    [problem] = table.problems
    assert str(problem).startswith(f"{tmp_path}/people.csv, line 3: {said}")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Lee,Ann Lee\n", "line 1 lacks the column name and the column person; begin the file with: name,"),
        ("name,who\nLee,Ann Lee\n", "line 1 lacks the column person; begin the file with"),
        ("Lée,Ann\n".encode("utf-16"), "it is not UTF-8; save it as CSV in UTF-8"),
        ("name,person\nPeña,Ana Peña\n".encode("latin-1"), "it is not UTF-8; save it as CSV in UTF-8"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_used_says_what_to_do(tmp_path: Path, content: str | bytes, said: str) -> None:
    table = read(tmp_path, content)
    assert table.lines == ()
    [problem] = table.problems
    assert f"people.csv: no line of the table is used: {said}" in str(problem)


def test_a_folder_in_place_of_the_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").mkdir()
    [problem] = read_people(tmp_path / "people.csv").problems
    assert "no line of the table is used: it cannot be read" in str(problem)


def test_the_own_table_is_named_without_the_folder_of_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(people_table, "DATA", folder)
    monkeypatch.setattr(people_table, "USER_TABLE", folder / "people.csv")
    (folder / "people.csv").write_text("name,person\nLee,Ann Lee\nLee\n", encoding="utf-8")
    table = read_people()
    assert table.note == "Persons corrected by 1 line of data/people.csv."
    assert str(table.problems[0]).startswith("data/people.csv, line 3: it has no person")


def test_lines_that_contradict_each_other_are_named_and_the_later_counts(tmp_path: Path) -> None:
    table = read(tmp_path, "name,person,outlet\nLee,Ann Lee,\nLEE,Bo Lee,\nLee,Cora Lee,Ledger\nLee,Bo Lee,\n")
    [problem] = table.problems
    assert str(problem).endswith(
        "line 3: it assigns “LEE” to a different person from line 2, and it wins; delete one of the two"
    )
    assert whom(table, "Lee", "Lee") == "Bo Lee"


def test_the_line_that_says_most_of_the_article_counts() -> None:
    everywhere, in_outlet = Line("Lee", "Ann Lee"), Line("Lee", "Bo Lee", "Ledger")
    in_june = Line("Lee", "Cora Lee", "Ledger", dt.date(2019, 6, 1), dt.date(2019, 6, 30))
    for lines in ((everywhere, in_outlet, in_june), (in_june, in_outlet, everywhere)):
        table = PeopleTable(lines)
        assert whom(table, "Lee", "Lee", "Courier") == "Ann Lee"
        assert whom(table, "Lee", "Lee", "Ledger", dt.date(2019, 7, 1)) == "Bo Lee"
        assert whom(table, "Lee", "Lee", "Ledger", dt.date(2019, 6, 30)) == "Cora Lee"
        assert whom(table, "Lee", "Lee", "Ledger", None) == "Bo Lee", "an article without a day is in no period"
        assert whom(table, "Lee", "Lee", None) == "Ann Lee"


def test_a_line_is_about_a_name_as_written_or_else_about_a_person_found() -> None:
    table = PeopleTable((Line("Ann Lee", "Ann Lee-Dahl"), Line("LÉE", "Bo Lee"), Line("Dahl", "Dahl")))
    assert whom(table, "A. Lee", "Ann Lee") == "Ann Lee-Dahl", "all names of a person are renamed"
    assert whom(table, "Lee", "Ann Lee") == "Bo Lee", "what is written counts before what was found"
    assert whom(table, "Dahl", "Bob Dahl") == "Dahl", "a name can be kept apart"
    assert whom(table, "Kim", "Cora Kim") == "Cora Kim"


def test_a_line_whose_name_no_article_has_is_named(tmp_path: Path) -> None:
    table = read(tmp_path, "name,person\nLee,Ann Lee\nLeee,Ann Lee\n")
    [problem] = table.without_use(["LEE", "Kim"])
    assert str(problem).endswith("line 3: no article has the name “Leee”; write it as articles do, or delete the line")


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"name,person,from\n{text}".encode())))
def test_any_file_gives_lines_and_problems(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    table = read(tmp_path_factory.mktemp("any"), content)
    for line in table.lines:
        assert line.name.strip()
        assert line.person.strip()
    for problem in table.problems:
        assert str(problem)
