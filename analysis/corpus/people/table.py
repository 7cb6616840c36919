"""The user's own table of persons, ``data/people.csv``, which is followed before every rule.

A line gives a name to a person, everywhere or only in an outlet and between two days. Its columns are ``name``,
``outlet``, ``from``, ``until`` and ``person``.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.people.names import folded
from analysis.paths import DATA
from analysis.types import Problem

USER_TABLE = DATA / "people.csv"
COLUMNS = ("name", "outlet", "from", "until", "person")
NEEDED = ("name", "person")
DELIMITERS = ",;\t"
TO_BEGIN = f"begin the file with: {','.join(COLUMNS)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: whom a name means in the articles of an outlet, or of all, between two days or always.

    ``number`` is the line's number in the file.
    """

    name: str
    person: str
    outlet: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    number: int = 0

    def fits(self, outlet: str | None, published: dt.date | None) -> bool:
        """True if the line is about an article of this outlet and day; without a day no line with days is."""
        if self.outlet is not None and key(self.outlet) != key(outlet or ""):
            return False
        if self.first is None and self.last is None:
            return True
        return published is not None and (self.first or published) <= published <= (self.last or published)

    @property
    def conditions(self) -> int:
        """How much the line says about the articles: of lines that fit, the one that says most counts."""
        return sum(condition is not None for condition in (self.outlet, self.first, self.last))


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The lines of the table in their order, its file as it is shown, and what cannot be used of it."""

    lines: tuple[Line, ...] = ()
    file: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def note(self) -> str:
        """A sentence that says that the table is in use, empty if it has no line."""
        size = len(self.lines)
        return f"Persons corrected by {size:,} {'line' if size == 1 else 'lines'} of {self.file}." if size else ""

    def without_use(self, names: Iterable[str]) -> list[Problem]:
        """A problem for each line whose name is none of these."""
        known = {key(name) for name in names}
        reason = "no article has the name “{}”; write it as articles do, or delete the line"
        return [
            Problem(f"{self.file}, line {line.number}", None, reason.format(line.name))
            for line in self.lines
            if key(line.name) not in known
        ]

    def by_name(self) -> Mapping[str, Sequence[Line]]:
        """``key`` of a name -> its lines, those that count first."""
        found: dict[str, list[Line]] = {}
        for line in reversed(self.lines):
            found.setdefault(key(line.name), []).append(line)
        return {name: sorted(lines, key=lambda line: -line.conditions) for name, lines in found.items()}


NO_TABLE = PeopleTable()


def key(name: str) -> str:
    """What names that differ only in capitals, accents, apostrophes or spaces have in common."""
    return " ".join(folded(name).split())


def person_by_table(
    lines: Mapping[str, Sequence[Line]], name: str, person: str, outlet: str | None, published: dt.date | None
) -> str:
    """Return the person that a name means by the user's lines (``by_name``), else the one found by rule.

    Lines about the name as it is written count before those about the person found.
    """
    for known in dict.fromkeys((key(name), key(person))):
        for line in lines.get(known, ()):
            if line.fits(outlet, published):
                return line.person
    return person


def read_people(path: Path | None = None) -> PeopleTable:
    """Read the user's table, by default ``USER_TABLE``; a file that does not exist is a table without lines.

    Each line that cannot be used is a problem that says what to do; the other lines are used.
    """
    path = path or USER_TABLE
    shown = path.relative_to(DATA.parent).as_posix() if path.is_relative_to(DATA) else str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return NO_TABLE
    except UnicodeDecodeError:
        return _unusable(shown, "it is not UTF-8; save it as CSV in UTF-8")
    except OSError as error:
        return _unusable(shown, f"it cannot be read: {error.strerror or error}")
    return _read(text, shown)


def _unusable(file: str, reason: str) -> PeopleTable:
    return PeopleTable(file=file, problems=(Problem(file, None, f"no line of the table is used: {reason}"),))


def _read(text: str, file: str) -> PeopleTable:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = max(DELIMITERS, key=rows[0].count)
    header: list[str] | None = None
    lines: dict[int, Line] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        found = _cells(row, delimiter)
        if not found:
            continue
        if header is None:
            header = [cell.casefold() for cell in found] if isinstance(found, list) else []
            if missing := [name for name in NEEDED if name not in header]:
                return _unusable(file, f"line {number} lacks the column {' and the column '.join(missing)}; {TO_BEGIN}")
            continue
        line = _line(header, found, number) if isinstance(found, list) else found
        if isinstance(line, Line):
            lines[number] = line
        else:
            problems.append(Problem(f"{file}, line {number}", None, line))
    problems += _contradictions(lines, file)
    return PeopleTable(tuple(lines.values()), file, tuple(problems))


def _cells(row: str, delimiter: str) -> list[str] | str:
    """The cells of a line without the empty ones at its end, or what is wrong with it and what to do."""
    try:
        cells = [cell.strip() for cell in next(csv.reader([row], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return "its quotation marks do not match; enclose a whole cell in two of them, or leave them out"
    while cells and not cells[-1]:
        del cells[-1]
    return cells


def _line(header: Sequence[str], cells: Sequence[str], number: int) -> Line | str:
    """The line of the table, or what is wrong with it and what to do."""
    if len(cells) > len(header):
        return f"it has {len(cells)} cells and the first line {len(header)}; put a name with a comma in quotation marks"
    row = dict(zip(header, cells, strict=False))
    for column in NEEDED:
        if not row.get(column):
            return f"it has no {column}; fill in that column or delete the line"
    days: dict[str, dt.date | None] = {}
    for column in ("from", "until"):
        try:
            days[column] = dt.date.fromisoformat(row[column]) if row.get(column) else None
        except ValueError:
            return f"“{row[column]}” in the column {column} is not a date; write it as 2019-05-31"
    first, last = days["from"], days["until"]
    if first is not None and last is not None and first > last:
        return f"it ends on {last}, before it begins on {first}; swap the two dates"
    return Line(row["name"], row["person"], row.get("outlet") or None, first, last, number)


def _contradictions(lines: Mapping[int, Line], file: str) -> Iterator[Problem]:
    """A problem for each line that gives a name in the same articles to another person than a line before it."""
    seen: dict[tuple[object, ...], tuple[int, Line]] = {}
    for number, line in lines.items():
        about = (key(line.name), key(line.outlet or ""), line.first, line.last)
        before, earlier = seen.get(about, (number, line))
        if earlier.person != line.person:
            reason = (
                f"it assigns “{line.name}” to a different person from line {before}, and it wins; delete one of the two"
            )
            yield Problem(f"{file}, line {number}", None, reason)
        seen[about] = number, line
