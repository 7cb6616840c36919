"""Reads the paragraphs and bookmarks of DOCX files in order, with limits on what a hostile file can cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from analysis.ingest.documents.base import PARAGRAPHS, Budget, Paragraph, Unreadable, opened, unpacked

_DOCUMENT = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TAGS = [f"{{{space}}}{name}" for space in (_WORD, _STRICT) for name in ("p", "tr", "tc", "bookmarkStart")]
_WRITTEN = {"br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def is_document(listed: list[str]) -> bool:
    """Whether an archive with these names is a Word document."""
    return _DOCUMENT in listed


def paragraphs(data: bytes, budget: Budget) -> Iterator[Paragraph]:
    """Yield the paragraphs of a DOCX file; raises ``Unreadable`` where the rest cannot be read."""
    with opened(data) as archive, unpacked(archive, _DOCUMENT, budget) as file:
        yield from _read(file)


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
        if count > PARAGRAPHS:
            raise Unreadable(f"the document has more than {PARAGRAPHS:,} paragraphs")
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
            if next(node.iterancestors(f"{space}}}moveFrom"), None) is not None:  # shown where it was moved to
                continue
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
