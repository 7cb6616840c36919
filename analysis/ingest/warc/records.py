"""Records between the bytes of an archive: each whole one, and each damaged one with what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.ingest.warc.stream import Break
from analysis.ingest.web.markup import LARGEST_PAGE

#: the first line of a record and the beginning of its second, wherever they are: a record that is cut off is followed
#: directly by the next
START = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][A-Za-z-]{1,60}[ \t]*:")
#: bytes that ``START`` matches at most
LONGEST_START = 90
HEAD_END = re.compile(rb"\r?\n\r?\n")
LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
KIND = re.compile(rb"^warc-type[ \t]*:[ \t]*([a-z]{1,20})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
#: what follows the content of a whole record
AFTER = re.compile(rb"\r?\n\r?\n|[\r\n]*(?:WARC/|\Z)")
#: bytes of the header lines of a record
LONGEST_HEAD = 1 << 16
#: bytes of a record's content that are kept; a page with more is refused
KEPT = LARGEST_PAGE + LONGEST_HEAD
CUT_OFF = "the record is cut off and is not stored"
LOST = "a compressed record is damaged and is not stored"
NO_RECORD = "there are bytes that are not part of a record and are not stored"
NO_LENGTH = "the record does not state its length as a number and is not stored"


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record: its type ("response"), and its header lines and content up to ``KEPT`` bytes of it."""

    kind: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that is not whole, or bytes that belong to none, and why; ``cut_off``: the archive ends inside it."""

    kind: str
    reason: str
    cut_off: bool = False


def records_of(pieces: Iterable[bytes | Break]) -> Iterator[Record | Damage]:
    """Yield the records of an archive in their order. After damage, reading goes on with the next record."""
    buffer = _Buffer(pieces)
    while True:
        buffer.skip_empty_lines()
        if buffer.data:
            found = _next(buffer)
        elif buffer.stopped is not None:
            found = Damage("", LOST)
        else:
            return
        if isinstance(found, Damage):
            buffer.skip_to_start()
            at_end = not buffer.data and not buffer.go_on()
            found = replace(found, cut_off=at_end and found.reason in (CUT_OFF, LOST))
        yield found


class _Buffer:
    """The bytes from the current record on, read as they are needed, up to the next break."""

    def __init__(self, pieces: Iterable[bytes | Break]) -> None:
        self.data = bytearray()
        self.stopped: Break | None = None
        self._pieces = iter(pieces)
        self._ended = False

    def fill(self, size: int) -> bool:
        """Read until there are ``size`` bytes; false if a break, or the end of the archive, comes first."""
        while len(self.data) < size and self.stopped is None and not self._ended:
            piece = next(self._pieces, None)
            if isinstance(piece, Break):
                self.stopped = piece
            elif piece is None:
                self._ended = True
            else:
                self.data += piece
        return len(self.data) >= size

    def drop(self, size: int) -> None:
        """Remove the first bytes."""
        del self.data[:size]

    def go_on(self) -> bool:
        """Read on after a break; false at the end of the archive."""
        self.stopped = None
        return self.fill(1) or self.stopped is not None

    def skip_empty_lines(self) -> None:
        """Drop the line ends between two records."""
        while self.fill(1) and self.data[0] in b"\r\n":
            self.drop(len(self.data) - len(self.data.lstrip(b"\r\n")))

    def skip_to_start(self) -> None:
        """Drop everything before the next beginning of a record, or before a break or the end if these come first."""
        first = 1
        while not (found := START.search(self.data, first)):
            if self.stopped is not None or self._ended:
                self.drop(len(self.data))
                return
            self.drop(max(0, len(self.data) - LONGEST_START))
            first = min(first, len(self.data))
            self.fill(len(self.data) + 1)
        self.drop(found.start())


def _next(buffer: _Buffer) -> Record | Damage:
    """The record at the beginning of the buffer, which is dropped if it is whole."""
    buffer.fill(LONGEST_HEAD)
    if not START.match(buffer.data):
        return Damage("", NO_RECORD)
    end = HEAD_END.search(buffer.data, 0, LONGEST_HEAD)
    head = bytes(buffer.data[: end.end() if end else LONGEST_HEAD])
    stated = KIND.search(head)
    kind = stated[1].decode("ascii").lower() if stated else ""
    if end is None or START.search(head, 1):
        return Damage(kind, CUT_OFF)
    length = LENGTH.search(head)
    if length is None:
        return Damage(kind, NO_LENGTH)
    past = len(head) + int(length[1])
    return _large(buffer, kind, past) if past > len(head) + KEPT else _small(buffer, kind, len(head), past)


def _small(buffer: _Buffer, kind: str, first: int, past: int) -> Record | Damage:
    """The record whose content is between two positions of the buffer."""
    # one byte more than the empty lines behind it, so that a damaged end of its compressed part is noticed
    buffer.fill(past + 5)
    behind = len(buffer.data) - past
    spoiled = buffer.stopped is not None and buffer.stopped.inside and behind <= 4
    if behind < 0 or spoiled or not AFTER.match(buffer.data, past):
        return Damage(kind, CUT_OFF)
    inner = START.search(buffer.data, first, past)
    if inner and _ends_after(buffer, inner.start(), past):
        return Damage(kind, CUT_OFF)
    raw = bytes(buffer.data[:past])
    buffer.drop(past)
    return Record(kind, raw)


def _ends_after(buffer: _Buffer, start: int, past: int) -> bool:
    """Whether the record that begins inside another one, at ``start``, ends after it: then the other is cut off."""
    end = HEAD_END.search(buffer.data, start, start + LONGEST_HEAD)
    length = LENGTH.search(buffer.data, start, end.end()) if end else None
    return end is None or length is None or end.end() + int(length[1]) > past


def _large(buffer: _Buffer, kind: str, past: int) -> Record | Damage:
    """A record of which only the first bytes are kept. One that contains the beginning of another is cut off."""
    buffer.fill(KEPT)
    raw = bytes(buffer.data[:KEPT])
    if START.search(raw, 1):
        return Damage(kind, CUT_OFF)
    dropped = 0
    while dropped + len(buffer.data) < past:
        found = START.search(buffer.data, 1)
        if found:
            buffer.drop(found.start() - 1)
            return Damage(kind, CUT_OFF)
        size = max(0, len(buffer.data) - LONGEST_START)
        buffer.drop(size)
        dropped += size
        if not buffer.fill(len(buffer.data) + 1):
            return Damage(kind, CUT_OFF)
    buffer.drop(past - dropped)
    return Record(kind, raw)
