"""Reading tables with one article per row."""

from __future__ import annotations

import csv
import datetime as dt
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.ingest import Unreadable, read_paths
from analysis.ingest.table import USUAL_NAMES, UnreadableTable, find_columns, read_table
from analysis.types import Article, Problem

TEXT = "The ferry sails again from Monday, the harbour master said."
ROWS = [
    {"text": TEXT, "outlet": "Harbour Courier", "title": "Ferry, “again”", "published": "2019-03-14"},
    {"text": "Nine lamps were lit.\n\nNobody came.", "outlet": "The Ledger", "title": "Lamps 💡", "published": ""},
]


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif path.suffix in (".jsonl", ".ndjson"):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    else:
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter="\t" if path.suffix == ".tsv" else ",")
            writer.writeheader()
            writer.writerows(rows)
    return path


def raw(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def articles(path: Path, columns: dict[str, str] | None = None) -> list[Article]:
    found = list(read_table(path, columns))
    assert not [x for x in found if isinstance(x, Problem)]
    return [x for x in found if isinstance(x, Article)]


SUFFIXES = [".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_of_table_gives_the_same_articles(tmp_path: Path, suffix: str) -> None:
    first, second = articles(written(tmp_path / f"t{suffix}", ROWS))
    assert (first.text, first.outlet, first.title) == (TEXT, "Harbour Courier", "Ferry, “again”")
    assert first.published == dt.date(2019, 3, 14)
    assert first.source == f"t{suffix}, row 1"
    assert (second.text, second.title) == ("Nine lamps were lit.\n\nNobody came.", "Lamps 💡")
    assert second.published is None


@pytest.mark.parametrize(("field", "name"), [(f, n) for f, names in USUAL_NAMES.items() for n in names])
def test_columns_with_usual_names_are_found_in_any_spelling(field: str, name: str) -> None:
    names = ["text", name] if field != "text" else [name]
    assert find_columns(names, {})[field] == name
    odd = f" {name.replace('_', ' ').title()} "
    assert find_columns([n if n != name else odd for n in names], {})[field] == odd


@pytest.mark.parametrize("mark", [";", "\t"])
def test_the_delimiter_of_a_csv_without_commas_is_detected(tmp_path: Path, mark: str) -> None:
    rows = f'title{mark}text\nFerry, again{mark}"{TEXT}"\n'
    [article] = articles(raw(tmp_path / "t.csv", rows))
    assert (article.title, article.text) == ("Ferry, again", TEXT)


def test_lists_of_authors_and_typed_dates_are_read(tmp_path: Path) -> None:
    row = {"text": TEXT, "date": dt.date(2019, 3, 14), "authors": ["Ann Lee", "Bo Ek"], "section": "World"}
    [article] = articles(written(tmp_path / "t.parquet", [row]))
    assert article.published == dt.date(2019, 3, 14)
    assert article.authors == ("Ann Lee", "Bo Ek")
    assert article.section == "World"


def test_a_chosen_column_takes_precedence_over_the_usual_names(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", [{"text": "summary only", "Body Text": TEXT, "paper": "The Ledger"}])
    [article] = articles(path, {"text": "Body Text", "outlet": "paper"})
    assert (article.text, article.outlet) == (TEXT, "The Ledger")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"text": "Body"}, "there is no column “Body”; the columns are text, outlet, title, published"),
        ({"words": "text"}, "there is no field “words”; the fields are text, outlet"),
    ],
)
def test_the_problem_with_a_wrong_column_lists_the_existing_ones(
    tmp_path: Path, columns: dict[str, str], reason: str
) -> None:
    with pytest.raises(UnreadableTable) as refused:
        list(read_table(written(tmp_path / "t.csv", ROWS), columns))
    assert reason in str(refused.value)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_problem_with_a_table_without_text_says_how_to_choose_a_column(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"t{suffix}", [{"id": "7", "words": TEXT}])
    with pytest.raises(UnreadableTable, match=r"--column text=NAME \(the columns are id, words\)"):
        list(read_table(path))


@pytest.mark.parametrize(
    ("name", "content"),
    [(name, content) for name in ("t.csv", "t.tsv", "t.jsonl") for content in ("", "\ufeff")] + [("t.csv", "text\n")],
)
def test_an_empty_file_or_a_header_alone_has_no_rows(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(UnreadableTable, match="the table has no rows"):
        list(read_table(raw(tmp_path / name, content)))


def test_a_row_with_too_many_cells_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    path = raw(tmp_path / "t.csv", f'title,text\nA,"{TEXT}"\nB,one,two many\nC,"{TEXT}"\n')
    first, bad, last = read_table(path)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert bad == Problem(str(path), 2, "the row has more cells than the header; check its quotation marks")
    assert last.source == "t.csv, row 3"


def test_a_row_with_too_few_cells_has_no_text(tmp_path: Path) -> None:
    [bad] = read_table(raw(tmp_path / "t.csv", "title,text\nA\n"))
    assert isinstance(bad, Problem)
    assert (bad.row, "the column “text” is empty" in bad.reason) == (1, True)


@pytest.mark.parametrize("broken", ["{", "nonsense", "[" * 20_000, "1" * 5_000, '["a list"]', "3", "{}"])
def test_an_invalid_line_is_a_problem_and_the_others_are_read(tmp_path: Path, broken: str) -> None:
    good = json.dumps({"text": TEXT})
    for lines, row in (([good, broken, "", good], 2), ([broken, good, good], 1)):
        path = raw(tmp_path / "t.jsonl", "\n".join(lines))
        found = list(read_table(path))
        [bad] = [x for x in found if isinstance(x, Problem)]
        assert (bad.file, bad.row) == (str(path), row)
        assert bad.reason
        assert len(found) == 3


def test_objects_may_have_different_fields(tmp_path: Path) -> None:
    rows = [{"content": TEXT}, *({"content": f"{TEXT} {k}"} for k in range(150)), {"content": "Late.", "source": "X"}]
    rows.insert(1, {"title": "Early", "content": "Early."})
    found = articles(written(tmp_path / "t.jsonl", rows))
    assert found[1].title == "Early"
    assert (found[-1].text, found[-1].outlet) == ("Late.", "X")


@pytest.mark.parametrize("empty", ["", "   ", "NaN", "None", "null"])
def test_an_empty_text_is_a_problem_with_file_row_and_reason(tmp_path: Path, empty: str) -> None:
    path = written(tmp_path / "t.csv", [{"title": "A", "text": empty}, {"title": "B", "text": TEXT}])
    bad, good = read_table(path)
    assert bad == Problem(str(path), 1, "the column “text” is empty, so there is nothing to score")
    assert str(bad) == f"{path}, row 1: the column “text” is empty, so there is nothing to score"
    assert isinstance(good, Article)


@pytest.mark.parametrize("wordless", ["—", "...", "Advertisement", "💡"])
def test_a_text_without_words_is_a_problem(tmp_path: Path, wordless: str) -> None:
    [bad] = read_table(written(tmp_path / "t.csv", [{"text": wordless}]))
    assert isinstance(bad, Problem)
    assert bad.reason == "the column “text” has no words, so there is nothing to score"


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_a_table_in_another_encoding_is_refused_with_advice(tmp_path: Path, name: str) -> None:
    content = f"text\nВезде {TEXT}\n".encode("windows-1251")
    with pytest.raises(UnreadableTable, match="neither UTF-8 nor Windows-1252; save it as UTF-8"):
        list(read_table(raw(tmp_path / name, content)))


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16"])
def test_tables_of_excel_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    [article] = articles(raw(tmp_path / "t.csv", f'text\n"Überall: {TEXT}"\n'.encode(encoding)))
    assert article.text == f"Überall: {TEXT}"


def test_a_truncated_parquet_file_is_unreadable(tmp_path: Path) -> None:
    whole = written(tmp_path / "t.parquet", ROWS).read_bytes()
    for part in (b"", whole[:4], whole[: len(whole) // 2], whole[:-1]):
        with pytest.raises(UnreadableTable, match="the Parquet file cannot be read"):
            list(read_table(raw(tmp_path / "cut.parquet", part)))


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        with pytest.raises(UnreadableTable):
            list(read_table(tmp_path / f"absent{suffix}"))


def test_a_huge_cell_is_read_whole(tmp_path: Path) -> None:
    huge = "word " * 400_000 + "end"
    [article] = articles(written(tmp_path / "t.csv", [{"title": "A", "text": huge}]))
    assert article.text == huge


def test_nul_characters_are_removed(tmp_path: Path) -> None:
    [article] = articles(raw(tmp_path / "t.csv", "outlet,text\nLed\0ger,The fer\0ry sails.\n"))
    assert (article.outlet, article.text) == ("Ledger", "The ferry sails.")
    [article] = articles(written(tmp_path / "t.jsonl", [{"text": "The fer\0ry sails."}]))
    assert article.text == "The ferry sails."


def test_a_byte_order_mark_is_not_part_of_the_first_name(tmp_path: Path) -> None:
    for name, content in (("t.csv", f'text\n"{TEXT}"\n'), ("t.jsonl", json.dumps({"text": TEXT}))):
        assert articles(raw(tmp_path / name, "\ufeff" + content))[0].text == TEXT


def test_an_unreadable_table_among_paths_is_a_problem_without_a_row(tmp_path: Path) -> None:
    [problem] = read_paths([raw(tmp_path / "t.parquet", b"no parquet")])
    assert isinstance(problem, Unreadable)
    assert (problem.file, problem.row) == (str(tmp_path / "t.parquet"), None)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def reads_or_refuses(path: Path) -> None:
    """Read a table; any exception but ``UnreadableTable`` fails the test."""
    found: list[Article | Problem] = []
    with suppress(UnreadableTable):
        found.extend(read_table(path))
    for item in found:
        if isinstance(item, Article):
            assert item.text.strip()
        else:
            assert (item.file, item.row is not None, item.reason != "") == (str(path), True, True)


CELLS = st.text(st.characters(codec="utf-8"), max_size=40)
HEADERS = st.lists(st.one_of(st.sampled_from(["text", "title", "date", "authors", ""]), CELLS), max_size=4)
QUICK = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(HEADERS, st.one_of(CELLS, st.lists(st.lists(CELLS, max_size=5).map(",".join)).map("\n".join)))
def test_any_delimited_text_is_read_or_refused(scratch: Path, header: list[str], rest: str) -> None:
    for suffix, delimiter in ((".csv", ","), (".tsv", "\t")):
        reads_or_refuses(raw(scratch / f"t{suffix}", delimiter.join(header) + "\n" + rest))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(["text", "title", "date", "authors"]), st.text(max_size=5)), inner),
    ),
    max_leaves=8,
)


@QUICK
@given(st.lists(st.one_of(JSON.map(json.dumps), CELLS), max_size=5))
def test_any_lines_are_read_or_refused(scratch: Path, lines: list[str]) -> None:
    reads_or_refuses(raw(scratch / "t.jsonl", "\n".join(lines)))


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(scratch: Path, content: bytes) -> None:
    for suffix in SUFFIXES:
        reads_or_refuses(raw(scratch / f"bytes{suffix}", content))
        reads_or_refuses(raw(scratch / f"bytes{suffix}", b'text,title\n{"text": "' + content))


@QUICK
@given(st.data())
def test_a_damaged_parquet_file_is_read_or_refused(scratch: Path, data: st.DataObject) -> None:
    whole = bytearray(written(scratch / "whole.parquet", ROWS).read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(raw(scratch / "damaged.parquet", bytes(whole)))
