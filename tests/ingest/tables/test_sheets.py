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
