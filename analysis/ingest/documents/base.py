"""What the readers of documents share: paragraphs, the reason why a file cannot be read, limits on zip archives."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from lxml import etree

from analysis.ingest.bundle import HARMLESS, HIGHEST_RATIO

#: maximum unpacked size of one file in a zip archive, in bytes
_MEMBER = 100_000_000
#: maximum number of files in a zip archive, and of paragraphs in a document
_FILES = 10_000
PARAGRAPHS = 1_000_000
#: the style of the paragraph that is the headline
TITLE = "Title"
#: errors raised for damaged archives and damaged XML
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, etree.LxmlError, EOFError, OSError, ValueError,
    RuntimeError, LookupError, AssertionError,
)  # fmt: skip


class Unreadable(ValueError):
    """Raised when a file cannot be read, or not to its end; the message says why."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text with line breaks as line feeds, its style ID, and the bookmarks in it or before it.

    ``bold`` is whether all its text is bold, which only the reader of RTF states.
    """

    text: str
    style: str = ""
    bookmarks: tuple[str, ...] = ()
    bold: bool = False


@dataclass(slots=True)
class Budget:
    """The number of bytes that may still be unpacked, over all archives of one upload."""

    left: int = 1_000_000_000


def names(data: bytes) -> list[str]:
    """Return the names of the files in a zip archive; raises ``Unreadable`` if it is damaged."""
    with opened(data) as archive:
        return [info.filename for info in archive.infolist() if not info.is_dir()]


def member(data: bytes, name: str, budget: Budget) -> bytes:
    """Return a file of a zip archive; raises ``Unreadable`` if it is damaged, locked or too large."""
    with opened(data) as archive, unpacked(archive, name, budget) as file:
        return file.read()


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """A zip archive; damage to it, and to the XML read from it, raises ``Unreadable``."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.filelist) > _FILES:
                raise Unreadable(f"the zip file contains more than {_FILES:,} files")
            yield archive
    except Unreadable:
        raise
    except _DAMAGE as error:
        raise Unreadable(f"the file is damaged ({error})") from error


def unpacked(archive: zipfile.ZipFile, name: str, budget: Budget) -> IO[bytes]:
    """Open a file of an archive; reading it returns no more bytes than the archive states."""
    info = archive.getinfo(name)
    dense = info.file_size > HARMLESS and info.file_size > HIGHEST_RATIO * max(1, info.compress_size)
    budget.left -= info.file_size
    if info.flag_bits & 1:
        raise Unreadable("the file is locked with a password")
    if dense or info.file_size > _MEMBER or budget.left < 0:
        raise Unreadable("the file unpacks to far more than articles could take")
    return archive.open(info)
