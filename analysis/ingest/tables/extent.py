"""The number of cells that the sheets of a spreadsheet span, found before a whole grid of them is made in memory.

A file of a few bytes can have a cell in the last row and column, or one that is repeated a billion times.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

#: bytes of a sheet that are examined at a time, and that the next part begins with again
PART, OVERLAP = 1 << 20, 64
#: the place of a cell or row in .xlsx: r="B12"
PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]*)(\d+)")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def cells_spanned(packed: zipfile.ZipFile) -> int:
    """The cells of the largest sheet, from its first to its last row and column, empty ones included."""
    largest = 0
    for name in packed.namelist():  # a sheet of .xlsx may have any name
        with packed.open(name) as file:
            largest = max(largest, _of_xlsx(file))
    if "content.xml" in packed.namelist():
        with packed.open("content.xml") as file:
            largest = max(largest, _of_ods(file))
    return largest


def _of_xlsx(file: IO[bytes]) -> int:
    last_row = last_column = 1
    kept = b""
    while part := file.read(PART):
        for column, row in PLACE.findall(kept + part):
            last_row = max(last_row, int(row))
            last_column = max(last_column, _number(column))
        kept = part[-OVERLAP:]
    return last_row * last_column


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _of_ods(file: IO[bytes]) -> int:
    """The cells of a file in OpenDocument format; empty rows and cells at the end do not count."""
    largest = rows = empty = widest = 0
    try:
        for _, element in etree.iterparse(file, tag=(f"{TABLE}table-row", f"{TABLE}table"), huge_tree=True):
            if element.tag == f"{TABLE}table":
                largest = max(largest, rows * widest)
                rows = empty = widest = 0
                continue
            repeats = _repeats(element, "rows")
            width = max(_ends(element), default=0)
            empty += repeats
            if width:
                rows, empty = rows + empty, 0
                widest = max(widest, width)
            element.clear()
    except etree.XMLSyntaxError:  # reported when the file is read
        return largest
    return largest


def _ends(row: etree._Element) -> Iterator[int]:
    """The last column of each cell of a row that is not empty."""
    end = 0
    for cell in row:
        end += _repeats(cell, "columns")
        if cell.get(f"{OFFICE}value-type") or len(cell):
            yield end


def _repeats(element: etree._Element, what: str) -> int:
    written = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(written) if written.isdecimal() else 1
