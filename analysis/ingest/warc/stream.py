"""The unpacked bytes of an archive. Where a compressed part is damaged, reading goes on with the next part."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from fastwarc.stream_io import GzipReader, WarcReader, ZstdReader

#: first bytes of a compressed part -> what unpacks it; archives compress each record by itself
FORMATS: dict[bytes, type[WarcReader]] = {
    b"\x1f\x8b\x08": GzipReader,
    b"\x28\xb5\x2f\xfd": ZstdReader,
    b"\x5d\x2a\x4d\x18": ZstdReader,  # a dictionary, which comes first
}
#: bytes read at a time
CHUNK = 1 << 16
#: bytes in which the beginning of the next part is looked for at a time
WINDOW = 1 << 20
#: how often a damaged archive may be read over; one that is built to be read again and again is given up
MOST_READINGS = 3


@dataclass(frozen=True, slots=True)
class Break:
    """A damaged part: what follows begins anew. ``inside``: some bytes of the damaged part came before."""

    inside: bool


def unpacked(file: IO[bytes]) -> Iterator[bytes | Break]:
    """Yield the bytes of an archive, unpacked if it is compressed. Raises ``OSError``."""
    beginning = file.read(4)
    for magic, reader in FORMATS.items():
        if beginning.startswith(magic):
            yield from _Parts(file, magic, reader).pieces()
            return
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece


class _Slice:
    """The bytes of a file between two positions, as a file to read."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file, self._start, self._at, self._end = file, start, start, end

    def read(self, size: int = -1) -> bytes:
        left = self._end - self._at
        self._file.seek(self._at)
        found = self._file.read(left if size < 0 else min(size, left))
        self._at += len(found)
        return found

    def tell(self) -> int:
        return self._at - self._start

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: self._start, os.SEEK_CUR: self._at, os.SEEK_END: self._end}[whence]
        self._at = min(max(self._start, base + offset), self._end)
        return self.tell()

    def close(self) -> None:
        """The file is closed by whoever opened it."""


class _Parts:
    """An archive of compressed parts."""

    def __init__(self, file: IO[bytes], magic: bytes, reader: type[WarcReader]) -> None:
        self._file, self._reader = file, reader
        self._magic = magic if reader is GzipReader else b"\x28\xb5\x2f\xfd"
        self._size = file.seek(0, os.SEEK_END)
        self._budget = MOST_READINGS * self._size + (64 << 20)

    def pieces(self) -> Iterator[bytes | Break]:
        start: int | None = 0
        while start is not None:
            given = 0
            reader = self._open(start, self._size)
            try:
                while piece := reader.read(CHUNK):
                    given += len(piece)
                    yield piece
                swallowed = self._swallowed_by(start + (reader.frame_start_position() or 0))
                if swallowed is None:
                    return
                yield Break(inside=True)
                start = swallowed
                continue
            except OSError:
                damaged = start + (reader.frame_start_position() or 0)
                self._spend(reader.inner_tell())
            # the reading that failed may also have had the end of the parts before
            before = 0
            for piece in self._pieces_between(start, damaged):
                if before + len(piece) > given:
                    yield piece[max(0, given - before) :]
                before += len(piece)
            if self._only_zeros_from(damaged):
                return
            yield Break(inside=given > before)
            start = self._next(damaged + 1)

    def _swallowed_by(self, last: int) -> int | None:
        """The position of the part behind the last one that was read, if that one is cut off and swallowed the others.

        What follows a cut is unpacked as if it belonged to the part, which need not be an error.
        """
        found = self._next(last + 1)
        return None if found is None or self._is_whole(last) else found

    def _is_whole(self, start: int) -> bool:
        """Whether a part ends properly; ``GzipReader`` does not tell, ``ZstdReader`` does."""
        if self._reader is not GzipReader:
            return True
        part = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._file.seek(start)
        with suppress(zlib.error):
            while not part.eof and (packed := self._file.read(CHUNK)):
                self._spend(len(packed))
                while packed and not part.eof:
                    part.decompress(packed, WINDOW)
                    packed = part.unconsumed_tail
        return part.eof

    def _open(self, start: int, end: int) -> WarcReader:
        return self._reader(_Slice(self._file, start, end))  # type: ignore[call-arg]

    def _pieces_between(self, start: int, end: int) -> Iterator[bytes]:
        reader = self._open(start, end)
        while piece := reader.read(CHUNK) if end > start else b"":
            yield piece
        self._spend(end - start)

    def _spend(self, size: int) -> None:
        self._budget -= size
        if self._budget < 0:
            raise OSError("it is damaged in too many places")

    def _only_zeros_from(self, start: int) -> bool:
        """Whether the rest is padding."""
        self._file.seek(start)
        return self._size - start <= WINDOW and not self._file.read().strip(b"\0")

    def _next(self, start: int) -> int | None:
        """The position of the next part that begins with a record."""
        while start < self._size:
            self._file.seek(start)
            window = self._file.read(WINDOW + len(self._magic) - 1)
            at = window.find(self._magic)
            while at >= 0:
                if self._begins_a_record(start + at):
                    return start + at
                at = window.find(self._magic, at + 1)
            start += WINDOW
        return None

    def _begins_a_record(self, start: int) -> bool:
        reader = self._open(start, min(self._size, start + CHUNK))
        self._spend(CHUNK)
        try:
            return reader.read(5) == b"WARC/"
        except OSError:
            return False
