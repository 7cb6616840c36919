"""What the readers of rows share: limits, opening of files, and the error for a table that cannot be read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import IO, Any, TextIO, cast

from analysis.ingest.tables.encodings import (
    UNKNOWN,
    encoding_of,
    error_handler,
    has_bad_bytes,
    is_unknown,
    repaired_bytes,
)
from analysis.types import Problem

#: characters of one cell or line; no article is longer
LARGEST_CELL = 5_000_000
#: bytes of a file that is read into memory as a whole
LARGEST_FILE = 500_000_000
#: columns of a table; every row takes memory for each of them
MOST_COLUMNS = 2_000
GZIP = ".gz"
#: a gzip file that unpacks to more than this many bytes and more than this many times its size does harm
GZIP_BYTES, GZIP_RATIO = 10_000_000, 200
#: lines by which the encoding of a file is judged
ENCODING_LINES = 200
#: the number of a row, counted from 1, and its cells by column or the problem with it
Row = tuple[int, "dict[str, Any] | Problem"]


class UnreadableTable(ValueError):
    """A table that cannot be read as a whole; the message says why and what to do."""


def table_suffix(path: PurePath) -> str:
    """The suffix that decides how a table is read: ``.csv`` for ``a.csv`` and ``a.csv.gz``."""
    name = path.name.lower()
    return PurePath(name.removesuffix(GZIP)).suffix


def check_columns(number: int) -> None:
    """Raise ``UnreadableTable`` if a table has too many columns."""
    if number > MOST_COLUMNS:
        raise UnreadableTable(f"the table has more than {MOST_COLUMNS:,} columns")


def named(row: dict[str, Any]) -> dict[str, Any]:
    """A JSON object as the cells of a row. Lone surrogates in names, which UTF-8 cannot encode, become “?”."""
    check_columns(len(row))
    return {name.encode("utf-8", "replace").decode("utf-8"): value for name, value in row.items()}


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip file. Raises ``UnreadableTable`` if it unpacks to far more than its size."""

    def __init__(self, path: Path) -> None:
        self._packed = path.stat().st_size
        self._file = cast("IO[bytes]", gzip.open(path))  # noqa: SIM115  # closed with this object
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._file.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableTable(f"the gzip file is damaged ({error}); copy it again") from error
        self._read += len(content)
        if self._read > GZIP_BYTES and self._read > GZIP_RATIO * self._packed:
            raise UnreadableTable(f"the gzip file unpacks to more than {GZIP_RATIO} times its size; unpack it first")
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._file.close()
        super().close()


def open_bytes(path: Path) -> io.BufferedIOBase:
    """Open a file, unpacking it if it is a gzip file."""
    if path.name.lower().endswith(GZIP):
        return io.BufferedReader(_Unpacked(path), 1 << 16)
    return open(path, "rb")


def open_text(path: Path) -> TextIO:
    """Open a file as UTF-8 or UTF-16. Bytes that are not UTF-8 become lone surrogates; ``lines_of`` repairs them."""
    file = cast("io.BufferedReader", open_bytes(path))
    try:
        encoding = encoding_of(file.peek(4)[:4])
    except UnreadableTable:
        file.close()
        raise
    return io.TextIOWrapper(file, encoding=encoding, errors=error_handler(encoding), newline="")


def read_whole(path: Path, what: str, advice: str) -> bytes:
    """The content of a file, unpacked. Raises ``UnreadableTable`` if it is too large."""
    with open_bytes(path) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UnreadableTable(f"the {what} file is larger than {LARGEST_FILE // 1_000_000} MB; {advice}")
    return content


def decoded(content: bytes) -> str:
    """The text of a whole file, read like the lines of ``text_lines``. Raises ``UnreadableTable``."""
    encoding = encoding_of(content[:4])
    text = content.decode(encoding, error_handler(encoding))
    if not has_bad_bytes(text):
        return text
    if is_unknown(text.split("\n", ENCODING_LINES)[:ENCODING_LINES]):
        raise UnreadableTable(UNKNOWN)
    return repaired_bytes(text)


def lines_of(file: TextIO) -> Iterator[tuple[int, str]]:
    """The lines of a file as ``text_lines`` yields them, numbered from 1."""
    return enumerate(text_lines(file), start=1)


def text_lines(file: TextIO, bad: list[str] | None = None) -> Iterator[str]:
    """The lines of a file; those with bytes of no known encoding are also added to ``bad``.

    A line that is too long is rejected before it fills the memory. Bytes of Windows-1252 are read as such; those that
    this does not define stay lone surrogates. Raises ``UnreadableTable`` if the first lines show that the file is
    neither UTF-8 nor Windows-1252.
    """
    head = list(islice(_raw_lines(file), ENCODING_LINES))
    if is_unknown(head):
        raise UnreadableTable(UNKNOWN)
    for line in chain(head, _raw_lines(file, len(head))):
        if line.isascii() or not has_bad_bytes(line):
            yield line
            continue
        line = repaired_bytes(line)
        if bad is not None and has_bad_bytes(line):
            bad.append(line)
        yield line


def _raw_lines(file: TextIO, number: int = 0) -> Iterator[str]:
    readline = file.readline
    while line := readline(LARGEST_CELL):
        number += 1
        if len(line) == LARGEST_CELL and not line.endswith("\n"):
            raise UnreadableTable(f"line {number} is longer than {LARGEST_CELL:,} characters, too long for an article")
        yield line


def bad_row(path: Path, number: int) -> Problem:
    """The problem with a row that has bytes of no known encoding."""
    return Problem(str(path), number, "the row has bytes that are not UTF-8; save the file as UTF-8")
