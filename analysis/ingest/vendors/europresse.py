"""Europresse (Eureka), HTML: the old form of tables and spans, and the new one of ``article`` elements.

Both name the outlet, the line of section, date and page, and the title by class. In the old form the author is a line
of its own before the first paragraph; in the new one it follows the title within the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from analysis.ingest.vendors.base import BEGINNING, Record, VendorReader, decoded
from analysis.ingest.vendors.html_blocks import Block, Damaged, classes, groups, paragraphs
from analysis.ingest.vendors.interface_words import author_names, dated, outlet_name

OUTLET, HEADER, TITLE = "docpublicationname", "docheader", "titrearticlevisu"
CLASS = r"""\bclass\s*=\s*["']?[^"'<>]{0,60}?\b"""
OUTLET_TAG = re.compile(rf"<\w{{1,10}}\b[^<>]{{0,200}}?{CLASS}{OUTLET}\b", re.IGNORECASE)
OTHER_TAG = re.compile(rf"<\w{{1,10}}\b[^<>]{{0,200}}?{CLASS}(?:{HEADER}|{TITLE})\b", re.IGNORECASE)
#: the line below the text in the old form
ENDS = re.compile(r"©|\(c\) ?\d{4}|numéro de document\b|document number\b", re.IGNORECASE)
#: the elements of the new form, and those of them that hold no text
PARTS = frozenset(("<section>", "<header>", "<aside>", "<footer>"))
AROUND = PARTS - {"<section>"}
ILLUSTRATIONS = re.compile(r"(?:illustration|photo|image|encadré)s?(?:\(s\))? ?:?", re.IGNORECASE)
NOTES = re.compile(r"(?:note|référence|reference)s?(?:\(s\))? ?:?", re.IGNORECASE)
WEEKDAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\W*$",
    re.IGNORECASE,
)
#: words of an author's line at most; a longer one is the text
AUTHOR_WORDS = 12


def recognises(data: bytes) -> bool:
    """Whether a page has elements of Europresse's classes, not only style rules for them."""
    html = decoded(data[:BEGINNING])
    return OUTLET_TAG.search(html) is not None and OTHER_TAG.search(html) is not None


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    try:
        for group in groups(decoded(data), _begins):
            if group.mark and group.blocks:
                yield _record(group.blocks)
    except Damaged as error:
        yield Record(None, None, None, "", reason=str(error))


def _begins(tag: str, attributes: Mapping[str, str]) -> str | None:
    return OUTLET if any(name.lower() == OUTLET for name in classes(attributes)) else None


def _has(block: Block, name: str) -> bool:
    return any(mark.lower() == name for mark in block.marks)


def _record(blocks: list[Block]) -> Record:
    titles = [k for k, block in enumerate(blocks) if _has(block, TITLE)]
    header = " ".join(block.text for block in blocks if _has(block, HEADER))
    found = dated(header)
    section = WEEKDAY.sub("", header[: found[1]]).strip(" ,-–") if found else ""
    named = [k for k, block in enumerate(blocks) if _has(block, OUTLET)]
    outlet = outlet_name(" ".join(blocks[k].text for k in named))
    last_named = max((k for k, block in enumerate(blocks) if _has(block, HEADER) or _has(block, OUTLET)), default=-1)
    below = blocks[(titles[-1] if titles else last_named) + 1 :]
    byline, text, captions = _new_form(below) if any(b.marks & PARTS for b in below) else _old_form(below)
    return Record(
        title=" ".join(blocks[k].text for k in titles) or None,
        outlet=outlet,
        published=found[0] if found else None,
        text="\n\n".join(paragraphs(text)),
        authors=author_names(byline, outlet),
        section=section or None,
        captions=tuple(paragraphs(captions)),
    )


def _new_form(blocks: list[Block]) -> tuple[str, list[Block], list[Block]]:
    """The author, the text and the captions below a title."""
    byline = "; ".join(block.text for block in blocks if "<header>" in block.marks)
    _, captions = _without_parts([block for block in blocks if "<aside>" in block.marks])
    text = [block for block in blocks if "<section>" in block.marks]
    return byline, text or [block for block in blocks if not block.marks & AROUND], captions


def _old_form(blocks: list[Block]) -> tuple[str, list[Block], list[Block]]:
    text = blocks[: next((k for k, block in enumerate(blocks) if ENDS.match(block.text)), len(blocks))]
    byline = ""
    if len(text) > 1 and text[0].ended_by.startswith("br ") and len(text[0].text.split()) <= AUTHOR_WORDS:
        byline, text = text[0].text, text[1:]
    return byline, *_without_parts(text)


def _without_parts(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """What precedes the headings of illustrations and notes, and what is below the former."""
    parts: dict[str, list[Block]] = {"text": [], "illustrations": [], "notes": []}
    current = "text"
    for block in blocks:
        if ILLUSTRATIONS.fullmatch(block.text):
            current = "illustrations"
        elif NOTES.fullmatch(block.text):
            current = "notes"
        else:
            parts[current].append(block)
    return parts["text"], parts["illustrations"]


READERS = (VendorReader("Europresse", "HTML", recognises, records),)
