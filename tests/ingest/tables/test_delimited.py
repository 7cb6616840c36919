"""Reading CSV and TSV files, also as tools write them that do not follow the standard."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.ingest.tables.base import UnreadableTable
from analysis.ingest.tables.delimited import read_delimited
from analysis.types import Problem

HEADER = "title,date,text\n"
FIRST = "The council will vote on the pier, its chair said. “We need it,” she added."
SECOND = "The ferry company asked the council for help; it said so in a letter."


def rows(path: Path, content: str | bytes) -> list[list[str] | Problem]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = read_delimited(path, "\t" if ".tsv" in path.name else ",")
    return [row if isinstance(row, Problem) else list(row.values()) for _, row in found]


@pytest.mark.parametrize(
    "above", ["sep=;\n", "\n\n", ";;\n", "Export of May\n\n", "# by a tool\n# of a day\n", "\ufeff"]
)
def test_lines_above_the_header_are_left_out(tmp_path: Path, above: str) -> None:
    content = f'{above}title;date;text\nA;2019-05-03;"{SECOND}"\n'
    assert rows(tmp_path / "t.csv", content) == [["A", "2019-05-03", SECOND]]


@pytest.mark.parametrize("mark", list(",;\t|"))
def test_every_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    content = f"title{mark}text\nA{mark}One text.\nB{mark}Another text.\n"
    assert rows(tmp_path / "t.csv", content) == [["A", "One text."], ["B", "Another text."]]


def test_a_quotation_mark_at_the_beginning_of_a_tab_separated_cell_is_text(tmp_path: Path) -> None:
    content = 'title\ttext\nA\t"Never," she said.\n"We will\tHe said so.\nC\tA storm came.\n'
    assert rows(tmp_path / "t.tsv", content) == [
        ["A", '"Never," she said.'], ['"We will', "He said so."], ["C", "A storm came."],
    ]  # fmt: skip


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    content = f'{HEADER}A,2019-05-03,"It closed, he said.\nB,2019-05-04,"It opened, she said."\nC,2019-05-05,It came.\n'
    first, *others = rows(tmp_path / "t.csv", content)
    assert isinstance(first, Problem)
    assert others == [["B", "2019-05-04", "It opened, she said."], ["C", "2019-05-05", "It came."]]


@pytest.mark.parametrize(
    "row",
    ['A,2019-05-03,"He said \\"no\\", twice."', 'A, 2019-05-03, "He said ""no"", twice."'],
    ids=["backslashes", "a space before the quotes"],
)
def test_other_ways_of_quoting_are_read(tmp_path: Path, row: str) -> None:
    assert rows(tmp_path / "t.csv", f"{HEADER}{row}\n") == [["A", "2019-05-03", 'He said "no", twice.']]


def test_single_quotation_marks_around_all_cells_are_read(tmp_path: Path) -> None:
    assert rows(tmp_path / "t.csv", "title,text\n'A','The pier, he said.'\n") == [["A", "The pier, he said."]]


def test_backslashes_of_databases_are_line_breaks(tmp_path: Path) -> None:
    assert rows(tmp_path / "t.tsv", "title\ttext\nA\tOne.\\nTwo.\n") == [["A", "One.\nTwo."]]


def test_empty_cells_beyond_the_header_do_not_matter_and_others_are_a_problem(tmp_path: Path) -> None:
    blank, more = rows(tmp_path / "t.csv", "title,text\nA,One.,,\nB,Two.,x,\n")
    assert blank == ["A", "One."]
    assert isinstance(more, Problem)
    assert (more.row, "more cells than the header" in more.reason) == (2, True)


def test_repeated_names_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("text,text,text\na,b,c\n", encoding="utf-8")
    assert [row for _, row in read_delimited(path, ",")] == [{"text": "a", "text (2)": "b", "text (3)": "c"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_the_encoding_is_recognised(tmp_path: Path, encoding: str) -> None:
    content = f'{HEADER}"Café",2019-05-03,"{FIRST}"\n"Pâtisserie",2019-05-04,"It’s open – again."\n'
    assert rows(tmp_path / "t.csv", content.encode(encoding)) == [
        ["Café", "2019-05-03", FIRST], ["Pâtisserie", "2019-05-04", "It’s open – again."],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("windows-1251", "Вексмир и мост"), ("mac_roman", "“It’s open,” she said at the café."), ("shift_jis", "港の橋")],
)
def test_another_encoding_is_refused(tmp_path: Path, encoding: str, text: str) -> None:
    content = f"title,text\n{text},{text}\n{text},{text}\n".encode(encoding)
    with pytest.raises(UnreadableTable, match="neither UTF-8 nor Windows-1252; save it as UTF-8"):
        rows(tmp_path / "t.csv", content)


def test_one_bad_byte_costs_one_row_at_most(tmp_path: Path) -> None:
    content = f"{HEADER}A,,{SECOND}\nCaf\xe9,,open\nB,,x\x81y\nC,,{SECOND}\n".encode("latin-1")
    first, repaired, bad, last = rows(tmp_path / "t.csv", content)
    assert (first, repaired, last) == (["A", "", SECOND], ["Café", "", "open"], ["C", "", SECOND])
    assert isinstance(bad, Problem)
    assert bad.row == 3


def test_a_gzip_file_is_read_and_a_damaged_one_refused(tmp_path: Path) -> None:
    packed = gzip.compress(f"title,text\nA,{FIRST!r}\n".encode())
    assert len(rows(tmp_path / "t.csv.gz", packed)) == 1
    with pytest.raises(UnreadableTable, match="the gzip file is damaged"):
        rows(tmp_path / "t.csv.gz", packed[: len(packed) // 2])


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30).filter(
    lambda cell: cell == cell.lstrip()
)
TABLE = st.lists(st.tuples(CELL, CELL, st.just("end")), min_size=1, max_size=5)
QUICK = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(TABLE, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
def test_any_table_that_python_writes_is_read_back(
    tmp_path: Path, table: list[tuple[str, str, str]], mark: str, quoting: int
) -> None:
    path = tmp_path / "t.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=mark, quoting=quoting)  # type: ignore[arg-type]
        writer.writerows([("title", "text", "date"), *table])
    found = [list(row.values()) for _, row in read_delimited(path, ",") if isinstance(row, dict)]
    assert found == [list(row) for row in table]
