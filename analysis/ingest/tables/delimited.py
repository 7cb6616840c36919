"""Rows of CSV and TSV files, also as tools write them that do not follow the standard.

Delimiters are commas, tabs, semicolons and pipes; Excel's line ``sep=;`` and backslash escapes are read. Quotation
marks may be part of the text, and a quote that is never closed costs one row and not the rest of the file.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from analysis.ingest.tables.base import (
    LARGEST_CELL,
    Row,
    bad_row,
    check_columns,
    open_text,
    text_lines,
)
from analysis.ingest.tables.encodings import has_bad_bytes
from analysis.ingest.tables.headers import HEADER_ROWS, cells_of, different, header_row
from analysis.types import Problem

DELIMITERS = ",\t;|"
#: Excel's own first line, which names the delimiter
SEPARATOR_LINE = re.compile(r"\"?sep=(\\t|.)\"?\s*$", re.IGNORECASE)
#: lines by which it is decided whether quotation marks quote cells
SAMPLE_LINES = 500
#: characters; a longer cell in quotation marks is not a quotation
LONGEST_QUOTATION = 50
TOO_MANY = "the row has more cells than the header; check its quotation marks"
#: backslashes in a cell of a file without quoting, as databases write them
ESCAPE = re.compile(r"\\([\\ntr])")
ESCAPED = {"n": "\n", "t": "\t", "r": "\n", "\\": "\\"}
Cells = list[str]


def read_delimited(path: Path, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a delimited file. ``delimiter`` is the usual one of its suffix."""
    csv.field_size_limit(LARGEST_CELL)
    with open_text(path) as file:
        bad: list[str] = []
        lines = _Lines(text_lines(file, bad))
        reader = _reader(lines, delimiter)
        names: Cells | None = None
        number = 0
        for cells in reader:
            if not any(cells) and (names is None or not cells):
                continue
            if names is None:
                reader.header = cells
                check_columns(len(cells))
                names = different(cells)
                continue
            number += 1
            while len(cells) > len(names) and not cells[-1].strip():
                cells.pop()
            if len(cells) > len(names):
                yield number, Problem(str(path), number, TOO_MANY)
            elif bad and any(map(has_bad_bytes, cells)):
                yield number, bad_row(path, number)
            else:
                cells.extend([""] * (len(names) - len(cells)))
                yield number, dict(zip(names, cells, strict=True))


def _reader(lines: _Lines, delimiter: str) -> _Plain | _Quoted:
    """What reads the rows from the header on. Lines above the header are taken out."""
    first = lines.skip_blank()
    match = SEPARATOR_LINE.match(first)
    if match:
        delimiter = "\t" if match[1] == "\\t" else match[1]
    else:
        lines.push_back([first])
    sample = lines.sample(SAMPLE_LINES)
    marks = [delimiter if match else delimiter_of(line, delimiter) for line in sample[:HEADER_ROWS]]
    header = header_row([cells_of(line.rstrip("\r\n"), mark) for line, mark in zip(sample, marks, strict=False)])
    delimiter = marks[header] if marks else delimiter
    lines.skip(header)
    sample = [line.rstrip("\r\n") for line in sample[header:] if line.strip()]
    if _is_plain(sample, delimiter):
        return _Plain(lines, delimiter, _quoted_columns(sample, delimiter))
    return _Quoted(lines, delimiter, _quotation_mark(sample, delimiter))


def delimiter_of(header: str, usual: str) -> str:
    """The delimiter that gives a header the most columns; of equal ones, the usual one."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", header)
    return max(sorted(DELIMITERS, key=lambda mark: mark != usual), key=bare.count)


class _Lines:
    """The lines of a file, of which some can be pushed back. ``taken`` are those since ``taken`` was last cleared."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        waiting, lines, taken = self._waiting, self._lines, self.taken
        while True:
            while waiting:
                taken.append(line := waiting.popleft())
                yield line
            for line in lines:
                taken.append(line)
                yield line
                if waiting:
                    break
            else:
                return

    def push_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))

    def skip_blank(self) -> str:
        """The next line that is not blank; an empty string at the end of the file."""
        line = next((line for line in self if line.strip()), "")
        self.taken.clear()
        return line

    def skip(self, number: int) -> None:
        """Leave out the next lines."""
        deque(islice(self, number), maxlen=0)
        self.taken.clear()

    def sample(self, number: int) -> list[str]:
        """The next lines, which stay to be read."""
        found = list(islice(self, number))
        self.push_back(found)
        self.taken.clear()
        return found


def _is_plain(sample: list[str], delimiter: str) -> bool:
    """Whether every line is a row and quotation marks are just characters, as in most tab-separated files."""
    if delimiter not in "\t|" or not sample:
        return False
    columns = sample[0].count(delimiter)
    return all(line.count(delimiter) == columns for line in sample)


def _quotation_mark(sample: list[str], delimiter: str) -> str:
    """The mark around cells: a single one, if there is no double one and every line begins or ends with it."""
    rows = sample[1:]
    single = rows and all(line[:1] == "'" or line[-1:] == "'" for line in rows) and not any('"' in x for x in sample)
    return "'" if single and any(f"'{delimiter}" in line or f"{delimiter}'" in line for line in rows) else '"'


def _quoted_columns(sample: list[str], delimiter: str) -> frozenset[int]:
    """The columns of which every cell is in quotation marks, so that these are not part of the text.

    A single row is not enough, unless its cell is too long for a quotation.
    """
    rows = [line.split(delimiter) for line in sample]
    if rows and all(_is_quoted(cell) for cell in rows[0]):
        return frozenset(range(len(rows[0])))
    found = set()
    for k in range(len(rows[0]) if rows else 0):
        cells = [row[k] for row in rows[1:] if k < len(row) and row[k]]
        if all(map(_is_quoted, cells)) and (len(cells) > 1 or sum(map(len, cells)) > LONGEST_QUOTATION):
            found.add(k)
    return frozenset(found)


class _Plain:
    """Rows of a file in which every line is a row.

    A cell in quotation marks is unquoted if all of its column are, or if quotation marks in it are doubled.
    """

    def __init__(self, lines: _Lines, delimiter: str, quoted: frozenset[int]) -> None:
        self._lines, self._delimiter, self._quoted = lines, delimiter, quoted
        self.header: Cells = []

    def __iter__(self) -> Iterator[Cells]:
        for line in self._lines:
            self._lines.taken.clear()
            bare = line.rstrip("\r\n")
            if not bare.strip():
                continue
            cells = bare.split(self._delimiter)
            if '"' in bare:
                cells = [self._unquoted(k, cell) for k, cell in enumerate(cells)]
            yield [ESCAPE.sub(_unescaped, cell) for cell in cells] if "\\" in bare else cells

    def _unquoted(self, column: int, cell: str) -> str:
        if not _is_quoted(cell):
            return cell
        inside = cell[1:-1]
        without_doubled = inside.replace('""', "")
        if column in self._quoted or ('""' in inside and '"' not in without_doubled):
            return inside.replace('""', '"')
        return cell


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == cell[-1] == '"'


def _unescaped(match: re.Match[str]) -> str:
    return ESCAPED[match[1]]


class _Quoted:
    """Rows of a file with quoted cells. A row that breaks the rules is read by itself, by the lines that it begins on.

    ``backslashes``: a quotation mark in a quoted cell has been seen that is escaped by a backslash.
    """

    def __init__(self, lines: _Lines, delimiter: str, mark: str) -> None:
        self._lines, self._delimiter, self._mark = lines, delimiter, mark
        self._backslashes = False
        self.header: Cells = []

    def __iter__(self) -> Iterator[Cells]:
        while True:
            lines = self._unescaped_lines() if self._backslashes else self._lines
            reader = csv.reader(
                lines, delimiter=self._delimiter, quotechar=self._mark, strict=True, skipinitialspace=True
            )
            try:
                for cells in reader:
                    if len(self._lines.taken) > 1 and self.header and len(cells) > len(self.header):
                        break  # an unclosed quote has swallowed the rows below
                    self._lines.taken.clear()
                    yield cells
                else:
                    return
            except csv.Error:
                if len(self.header) == 1 and sum(map(len, self._lines.taken)) > LARGEST_CELL:
                    raise  # nothing shows where the next row begins
            taken = self._lines.taken[:]
            self._lines.taken.clear()
            if not taken:
                return
            if not self._backslashes and any('\\"' in line for line in taken):
                self._backslashes = True
                self._lines.push_back(taken)
                continue
            # only the first line belongs to the row that broke the rules for certain
            self._lines.push_back(taken[1:])
            yield _tolerant(taken[0].rstrip("\r\n"), self._delimiter, len(self.header))

    def _unescaped_lines(self) -> Iterator[str]:
        for line in self._lines:
            yield re.sub(r'\\(["\\])', _doubled, line)


def _doubled(match: re.Match[str]) -> str:
    return '""' if match[1] == '"' else "\\"


def _tolerant(line: str, delimiter: str, columns: int) -> Cells:
    """The cells of a line whose quotation marks break the rules: some are part of the text.

    Quoted parts are first read as protecting the delimiters in them, and if that gives another number of cells than the
    header has, quotation marks are read as mere characters.
    """
    cells = _split(line, delimiter)
    if columns and len(cells) != columns:
        plain = line.split(delimiter)
        if len(plain) == columns or len(cells) > columns:
            cells = plain
    return [_unquoted_cell(cell) for cell in cells]


def _split(line: str, delimiter: str) -> Cells:
    cells, start, at = [], 0, 0
    begins = True
    while at < len(line):
        character = line[at]
        if begins and character == '"':
            end = line.find('"', at + 1)
            while end != -1 and line[end + 1 : end + 2] == '"':
                end = line.find('"', end + 2)
            at = end if end != -1 else at
            begins = False
        elif character == delimiter:
            cells.append(line[start:at])
            start = at + 1
            begins = True
        elif character != " ":
            begins = False
        at += 1
    return [*cells, line[start:]]


def _unquoted_cell(cell: str) -> str:
    bare = cell.strip()
    if _is_quoted(bare) and '"' not in bare[1:-1].replace('""', ""):
        return bare[1:-1].replace('""', '"')
    return cell
