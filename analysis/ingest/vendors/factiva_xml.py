"""Factiva, XML: the answer of its web service, with ``article`` elements below a default namespace or prefixes.

Each article is parsed for itself, so damage to one does not touch the others, and no entity of the file's own is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from analysis.ingest.vendors.base import BEGINNING, CUT_OFF, Record, VendorReader, decoded
from analysis.ingest.vendors.interface_words import author_names, date_of, outlet_name, without_endings

ARTICLE_TAG = re.compile(r"<(/?)(?:[\w.-]{1,60}:)?article(?=[\s>])[^<>]*>")
#: elements that an article of Factiva's has, and other XML with ``article`` elements lacks
SIGNS = (re.compile(rb"<(?:[\w.-]{1,60}:)?accessionNo[\s>]"),
         re.compile(rb"<(?:[\w.-]{1,60}:)?(?:leadParagraph|sourceName|publicationDate)[\s>]"))  # fmt: skip
DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?!\d)")
BODY = ("leadParagraph", "tailParagraphs", "tailParagraph")


def recognises(data: bytes) -> bool:
    """Whether a file is XML with articles of Factiva's."""
    beginning = data[:BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        beginning = decoded(beginning[: len(beginning) // 2 * 2]).encode()
    return beginning.startswith(b"<") and all(sign.search(beginning) for sign in SIGNS)


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    text = _text(data)
    start: int | None = None
    for tag in ARTICLE_TAG.finditer(text):
        if start is not None:
            yield _record(text[start : tag.end()]) if tag[1] else _damaged(text[start : tag.start()])
        start = None if tag[1] else tag.start()
    if start is not None:
        yield _damaged(text[start:])


def _text(data: bytes) -> str:
    declared = DECLARED.search(data[:1000])
    try:
        return data.decode(declared[1].decode("ascii") if declared else "utf-8-sig").removeprefix("\ufeff")
    except (LookupError, ValueError):  # no such encoding, or another than the declared one
        return decoded(data)


def _damaged(xml: str) -> Record:
    """An article without its end."""
    found = _record(xml)
    return Record(found.title, found.outlet, found.published, "", reason=CUT_OFF)


def _record(xml: str) -> Record:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        article = etree.fromstring(xml.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        article = None
    if article is None:
        return Record(None, None, None, "", reason="the XML of this article is damaged")
    parts: dict[str, etree._Element] = {}
    for part in article:
        if isinstance(part.tag, str):
            parts.setdefault(_local(part), part)
    outlet = outlet_name(_line(parts.get("sourceName")))
    body, captions = without_endings([text for name in BODY for text in _paragraphs(parts.get(name))])
    return Record(
        title=_line(parts.get("headline")),
        outlet=outlet,
        published=date_of(COMPACT.sub(r"\1-\2-\3", _line(parts.get("publicationDate")) or "")),
        text="\n\n".join(body),
        authors=author_names(_line(parts.get("byline")), outlet),
        section=_line(parts.get("sectionName")) or _line(parts.get("columnName")),
        captions=(*captions, *_paragraphs(parts.get("artWork"))),
    )


def _local(element: etree._Element) -> str:
    """An element's name without its namespace or prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _line(element: etree._Element | None) -> str | None:
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def _paragraphs(element: etree._Element | None) -> list[str]:
    """The paragraphs of an element: its ``paragraph`` children, or its bare text parted by blank lines."""
    if element is None:
        return []
    children = [part for part in element if isinstance(part.tag, str) and _local(part) == "paragraph"]
    texts = ["".join(part.itertext()) for part in children] or BLANK_LINE.split("".join(element.itertext()))
    return [text for text in (" ".join(text.split()) for text in texts) if text]


READERS = (VendorReader("Factiva", "XML", recognises, records),)
