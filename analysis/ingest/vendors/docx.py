"""Reads the paragraphs and bookmarks of DOCX files in order, with limits on what a hostile file can cost."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from lxml import etree

from analysis.ingest.bundle import HARMLESS, HIGHEST_RATIO

#: maximum unpacked size of one file in a zip archive, in bytes
_MEMBER = 100_000_000
#: maximum number of files in a zip archive, and of paragraphs in a document
_FILES = 10_000
_PARAGRAPHS = 1_000_000
_DOCUMENT = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TAGS = [f"{{{space}}}{name}" for space in (_WORD, _STRICT) for name in ("p", "tr", "tc", "bookmarkStart")]
_WRITTEN = {"br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: errors raised for damaged archives and damaged XML
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, etree.LxmlError, EOFError, OSError, ValueError,
    RuntimeError, LookupError, AssertionError,
)  # fmt: skip


class Unreadable(ValueError):
    """Raised when a file cannot be read, or not to its end; the message says why."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text with line breaks as line feeds, its style ID, and the bookmarks in it or before it."""

    text: str
    style: str = ""
    bookmarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Budget:
    """The number of bytes that may still be unpacked, over all archives of one upload."""

    left: int = 1_000_000_000


def names(data: bytes) -> list[str]:
    """Return the names of the files in a zip archive; raises ``Unreadable`` if it is damaged."""
    with _opened(data) as archive:
        return [info.filename for info in archive.infolist() if not info.is_dir()]


def is_document(listed: list[str]) -> bool:
    """Whether an archive with these names is a Word document."""
    return _DOCUMENT in listed


def member(data: bytes, name: str, budget: Budget) -> bytes:
    """Return a file of a zip archive; raises ``Unreadable`` if it is damaged, locked or too large."""
    with _opened(data) as archive, _file(archive, name, budget) as file:
        return file.read()


def paragraphs(data: bytes, budget: Budget) -> Iterator[Paragraph]:
    """Yield the paragraphs of a DOCX file; raises ``Unreadable`` where the rest cannot be read."""
    with _opened(data) as archive, _file(archive, _DOCUMENT, budget) as file:
        yield from _read(file)


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.filelist) > _FILES:
                raise Unreadable(f"the zip file contains more than {_FILES:,} files")
            yield archive
    except Unreadable:
        raise
    except _DAMAGE as error:
        raise Unreadable(f"the file is damaged ({error})") from error


def _file(archive: zipfile.ZipFile, name: str, budget: Budget) -> IO[bytes]:
    """Open a file of an archive; reading it returns no more bytes than the archive states."""
    info = archive.getinfo(name)
    dense = info.file_size > HARMLESS and info.file_size > HIGHEST_RATIO * max(1, info.compress_size)
    budget.left -= info.file_size
    if info.flag_bits & 1:
        raise Unreadable("the file is locked with a password")
    if dense or info.file_size > _MEMBER or budget.left < 0:
        raise Unreadable("the file unpacks to far more than articles could take")
    return archive.open(info)


def _read(file: IO[bytes]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the main part; a table row is one paragraph unless a cell has several."""
    marks: list[str] = []
    rows: list[list[list[Paragraph]]] = []
    parser = etree.iterparse(
        file, events=("start", "end"), tag=_TAGS, resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    count = 0
    for event, element in parser:
        space, _, name = element.tag.rpartition("}")
        if event == "start":
            if name == "tr":
                rows.append([])
            elif name == "tc" and rows:
                rows[-1].append([])
            continue
        if name == "bookmarkStart":
            marks.append(str(element.get(f"{space}}}name")))
            continue
        ready: list[Paragraph] = []
        if name == "p" and next(element.iterancestors(_FALLBACK), None) is None:
            ready, marks = [_paragraph(element, space, marks)], []
        elif name == "tr" and rows:
            ready = list(_row(rows.pop()))
        if name in ("p", "tr"):
            _forget(element)
            count += 1
        if count > _PARAGRAPHS:
            raise Unreadable(f"the document has more than {_PARAGRAPHS:,} paragraphs")
        if rows and rows[-1]:
            rows[-1][-1] += ready
        else:
            yield from ready


def _paragraph(element: Any, space: str, marks: list[str]) -> Paragraph:
    texts: list[str] = []
    style = ""
    for node in element.iter(f"{space}}}*"):
        name = node.tag.rpartition("}")[2]
        if name == "t":
            texts.append(node.text or "")
        elif name in _WRITTEN:
            texts.append(_WRITTEN[name])
        elif name == "tab" and node.getparent().tag == f"{space}}}r":
            texts.append("\t")
        elif name == "pStyle":
            style = str(node.get(f"{space}}}val"))
    return Paragraph("".join(texts), style, tuple(marks))


def _row(cells: list[list[Paragraph]]) -> Iterator[Paragraph]:
    """The paragraphs of a table row."""
    filled = [[paragraph for paragraph in cell if paragraph.text.strip()] for cell in cells]
    marks = tuple(mark for cell in cells for paragraph in cell for mark in paragraph.bookmarks)
    if any(len(cell) > 1 for cell in filled) or marks:
        for cell in cells:
            yield from cell
    elif any(filled):
        yield Paragraph(" ".join(cell[0].text.strip() for cell in filled if cell))


def _forget(element: Any) -> None:
    """Free the memory of an element that has been read, and of its earlier siblings."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
