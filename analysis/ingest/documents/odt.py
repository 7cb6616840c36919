"""Reads the paragraphs of ODT files in order, with limits on what a hostile file can cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from analysis.ingest.documents.base import PARAGRAPHS, TITLE, Budget, Paragraph, Unreadable, opened, unpacked

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
#: elements whose text is not part of the article: notes, comments, deleted passages
_SILENT = frozenset((f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}bibliography-mark"))
#: spaces that one element may stand for
_SPACES = 100


def is_document(listed: list[str]) -> bool:
    """Whether an archive with these names is an OpenDocument file."""
    return _CONTENT in listed and _MANIFEST in listed


def paragraphs(data: bytes, budget: Budget) -> Iterator[Paragraph]:
    """Yield the paragraphs of an ODT file; raises ``Unreadable`` where the rest cannot be read."""
    with opened(data) as archive:
        with unpacked(archive, _MANIFEST, budget) as manifest:
            if b"encryption-data" in manifest.read():
                raise Unreadable("the file is locked with a password")
        tags = [f"{_TEXT}p", f"{_TEXT}h", f"{_STYLE}style", *_SILENT]
        with unpacked(archive, _CONTENT, budget) as file:
            parser = etree.iterparse(
                file, events=("start", "end"), tag=tags, resolve_entities=False, load_dtd=False, no_network=True,
                huge_tree=False, remove_comments=True, remove_pis=True,
            )  # fmt: skip
            yield from _read(parser)


def _read(parser: Any) -> Iterator[Paragraph]:
    parents: dict[str, str] = {}
    silent = count = 0
    for event, element in parser:
        if element.tag in _SILENT:
            silent += 1 if event == "start" else -1
        elif event == "end" and element.tag == f"{_STYLE}style":
            parents[element.get(f"{_STYLE}name", "")] = element.get(f"{_STYLE}parent-style-name", "")
        elif event == "end" and not silent:
            style = element.get(f"{_TEXT}style-name", "")
            style = parents.get(style) or style
            heading = element.tag == f"{_TEXT}h" and element.get(f"{_TEXT}outline-level", "1") == "1"
            yield Paragraph(_text(element), TITLE if style == TITLE else "Heading1" if heading else style)
            element.clear()
            count += 1
        if count > PARAGRAPHS:
            raise Unreadable(f"the document has more than {PARAGRAPHS:,} paragraphs")


def _text(element: Any) -> str:
    """The text of a paragraph; spaces, tabs and line breaks are elements of their own."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "end":
            parts.append(node.tail or "" if node is not element else "")
        elif node.tag not in _SILENT:
            parts.append(_written(node) + (node.text or ""))
        else:
            node.clear(keep_tail=True)
    return "".join(parts)


def _written(node: Any) -> str:
    if node.tag == f"{_TEXT}s":
        stated = node.get(f"{_TEXT}c", "1")
        return " " * min(int(stated) if stated.isascii() and stated.isdigit() else 1, _SPACES)
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(node.tag, "")
