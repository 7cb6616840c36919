"""Reading spreadsheets: dates, titles above the header, several sheets."""

from __future__ import annotations

import datetime as dt
import random
import zipfile
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from analysis.ingest import UnreadableTable, read_paths
from analysis.ingest.tables.sheets import read_sheets
from analysis.types import Article, Problem

TEXT = "The council of Wexmere will vote on the pier, its chair said on Monday."
OTHER = "The ferry company asked the council for help; it said so in a letter."
HEADER = ["title", "date", "text"]
MOMENT = dt.datetime(2019, 4, 27, 22, 30)
Cell = str | int | float | dt.datetime | None

DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1">'
    '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def workbook(path: Path, sheets: dict[str, list[list[Cell]]]) -> Path:
    """Write an .xlsx file with these sheets; times are numbers with the format of a date, as Excel writes them."""
    numbered = list(enumerate(sheets.items(), start=1))
    names = "".join(f'<sheet name="{escape(name)}" sheetId="{k}" r:id="r{k}"/>' for k, (name, _) in numbered)
    links = "".join(
        f'<Relationship Id="r{k}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{k}.xml"/>' for k, _ in numbered
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{DOCUMENT}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{names}</sheets></workbook>'
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship Id="s" Type="{DOCUMENT}/styles" '
            'Target="styles.xml"/></Relationships>',
        )
        file.writestr("xl/styles.xml", STYLES)
        for k, (_, rows) in numbered:
            written = "".join(
                f'<row r="{r}">{"".join(_cell(f"{chr(65 + c)}{r}", cell) for c, cell in enumerate(row))}</row>'
                for r, row in enumerate(rows, start=1)
            )
            file.writestr(
                f"xl/worksheets/sheet{k}.xml",
                f'<worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>',
            )
    return path


def _cell(place: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        days = (value - dt.datetime(1899, 12, 30)) / dt.timedelta(1)
        return f'<c r="{place}" s="1"><v>{days!r}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def read(path: Path) -> tuple[list[Article], list[Problem]]:
    found = list(read_paths([path]))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Problem)]


def test_dates_of_excel_and_their_numbers_are_read(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        HEADER,
        ["A", MOMENT, TEXT],
        ["B", 43582, OTHER],
        ["C", "27 April 2019", f"{TEXT} {OTHER}"],
    ]
    found, problems = read(workbook(tmp_path / "t.xlsx", {"S": rows}))
    assert not problems
    assert [article.published for article in found] == [MOMENT.date()] * 3


def test_a_title_above_the_header_is_not_the_header(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["All articles of 2019"], [None], HEADER, ["A", MOMENT, TEXT]]
    [article], problems = read(workbook(tmp_path / "t.xlsx", {"S": rows}))
    assert not problems
    assert (article.title, article.text, article.published) == ("A", TEXT, MOMENT.date())


def test_sheets_with_the_same_columns_are_read_and_others_are_reported(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "About": [["notes"], ["of the export"]],
        "May": [HEADER, ["A", MOMENT, TEXT]],
        "June": [["text", "title", "date"], [OTHER, "B", MOMENT]],
    }
    found, [problem] = read(workbook(tmp_path / "t.xlsx", sheets))
    assert [(article.title, article.text) for article in found] == [("A", TEXT), ("B", OTHER)]
    assert problem.reason == "the sheet “About” was not read, because its columns differ"


def test_numbers_are_texts_and_empty_cells_are_missing(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["title", "source", "text"], [2019, 12.5, TEXT], ["B", None, OTHER]]
    found, _ = read(workbook(tmp_path / "t.xlsx", {"S": rows}))
    assert [(article.title, article.outlet) for article in found] == [("2019", "12.5"), ("B", None)]


@pytest.mark.parametrize("rows", [[], [HEADER]])
def test_a_sheet_without_rows_is_a_problem(tmp_path: Path, rows: list[list[Cell]]) -> None:
    found, [problem] = read(workbook(tmp_path / "t.xlsx", {"S": rows}))
    assert not found
    assert problem.reason == "the table has no rows"


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A copy of a zip file in which a part is changed."""
    copy = path.with_stem("changed")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(copy, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == part else content)
    return copy


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"S": [HEADER, ["A", MOMENT, TEXT]]})
    path = changed(path, "xl/worksheets/sheet1.xml", b'r="C2"', b'r="XFD1048576"')
    with pytest.raises(UnreadableTable, match="a sheet spans more than 10,000,000 cells"):
        list(read_sheets(path))


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)
ROW = "<table:table-row{repeated}>{cells}</table:table-row>"
CELL = '<table:table-cell office:value-type="string"{repeated}><text:p>{text}</text:p></table:table-cell>'
#: what programs write below and beside a table, down to the last row and column
BLANK = ' table:number-{}-repeated="{}"'


def open_document(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        file.writestr("content.xml", ODS.format(rows=rows))
    return path


def ods_row(*texts: str) -> str:
    cells = "".join(CELL.format(repeated="", text=text) for text in texts)
    return ROW.format(repeated="", cells=f"{cells}<table:table-cell{BLANK.format('columns', 16_000)}/>")


def test_an_open_document_is_read_with_the_blank_cells_around_its_table(tmp_path: Path) -> None:
    below = ROW.format(
        repeated=BLANK.format("rows", 1_048_000), cells=f"<table:table-cell{BLANK.format('columns', 16_384)}/>"
    )
    path = open_document(tmp_path / "t.ods", ods_row("title", "text") + ods_row("A", TEXT) + below)
    [article], problems = read(path)
    assert not problems
    assert (article.title, article.text) == ("A", TEXT)


def test_a_cell_repeated_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    cell = CELL.format(repeated=BLANK.format("columns", 16_000), text="x")
    path = open_document(tmp_path / "t.ods", ROW.format(repeated=BLANK.format("rows", 1_000_000), cells=cell))
    with pytest.raises(UnreadableTable, match="a sheet spans more than"):
        list(read_sheets(path))


def test_a_damaged_spreadsheet_is_read_or_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"S": [HEADER, ["A", MOMENT, TEXT]]})
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    chance = random.Random(7)
    for _ in range(150):
        name = chance.choice(list(parts))
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            content[chance.randrange(len(content))] = chance.choice(b'0123456789<>/"azAZ ')
        with zipfile.ZipFile(tmp_path / "damaged.xlsx", "w") as file:
            for other, whole in parts.items():
                file.writestr(other, bytes(content) if other == name else whole)
        with suppress(UnreadableTable):
            list(read_sheets(tmp_path / "damaged.xlsx"))
