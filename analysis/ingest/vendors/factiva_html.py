"""Factiva, HTML: pages saved from "Format for saving", as one column or as a table of codes ("with indexing").

Each article is an element of class ``xxArticle``, where xx is the language. The one-column form has no labels: its
header is read by order. The two-column form has a code before every value: HD headline, PD date, SN outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from analysis.ingest.vendors.base import Record, VendorReader, decoded, marking_cut_off
from analysis.ingest.vendors.html_blocks import Block, Damaged, classes, groups, paragraphs
from analysis.ingest.vendors.interface_words import author_names, date_of, header_of, outlet_name, without_endings

ARTICLE = re.compile(r"[a-z]{2,4}Article")
HEADLINE = re.compile(r"[a-z]{2,4}Headline")
PARAGRAPH = "articleParagraph"
#: the first article can follow 230 KB of style sheets and scripts, so the whole file is searched
ARTICLE_TAG = re.compile(rb"""<div\b[^<>]{0,200}?\bclass\s*=\s*["'][^"'<>]{0,60}?\b[a-z]{2,4}Article\b""")
#: the first codes of an article in two columns, each alone in its cell, where a copy of the page lost the classes
CODE_CELL = re.compile(rb"<t[dh]\b[^<>]{0,200}>\s*(?:<[^<>]{1,80}>\s*){0,3}(HD|PD|SN)\s*<")
PARTS = (b"articleParagraph", b"Headline", b'class="index"')
#: ids of what is below the articles: the summary of the search, and the page's footer
BELOW = ("oddEvenPreview", "pageFooter")
#: a headline's number, in exports with numbered headlines
NUMBER = re.compile(r"\d{1,5}\)\s*")
#: the number that Factiva gives an article; it ends every article
ACCESSION = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{8}(?:19|20)\d{6}[a-z0-9]{9}(?![A-Za-z0-9])")
#: the codes of the two-column form, in their order
CODES = (
    "SE", "CLM", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "CX", "LP",
    "TD", "ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
)  # fmt: skip


def recognises(data: bytes) -> bool:
    """Whether a file has an element of an article of Factiva's, or a table of its codes."""
    if ARTICLE_TAG.search(data) is not None:
        return any(part in data for part in PARTS)
    return b"SN<" in data and {match[1] for match in CODE_CELL.finditer(data)} == {b"HD", b"PD", b"SN"}


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    return marking_cut_off(_read(decoded(data)))


def _read(html: str) -> Iterator[tuple[Record, bool]]:
    """Every article, with whether its end is there."""
    has_classes = ARTICLE_TAG.search(html.encode()) is not None
    try:
        for group in groups(html, _begins if has_classes else _begins_without_classes):
            if group.mark == "article" and group.blocks and (has_classes or _values(group.blocks)):
                yield _record(group.blocks), any(ACCESSION.search(block.text) for block in group.blocks)
    except Damaged as error:
        yield Record(None, None, None, "", reason=str(error)), True


def _begins(tag: str, attributes: Mapping[str, str]) -> str | None:
    if tag == "div" and any(ARTICLE.fullmatch(name) for name in classes(attributes)):
        return "article"
    return "page" if attributes.get("id") in BELOW else None


def _begins_without_classes(tag: str, attributes: Mapping[str, str]) -> str | None:
    return "article" if tag == "table" else "page" if attributes.get("id") in BELOW else None


def _record(blocks: list[Block]) -> Record:
    values = _values(blocks)
    return from_codes({code: paragraphs(some) for code, some in values.items()}) if values else _in_order(blocks)


# -- two columns ------------------------------------------------------------------------------


def _values(blocks: list[Block]) -> dict[str, list[Block]]:
    """The code of each row -> the blocks of its value; empty for an article in one column."""
    found: dict[str, list[Block]] = {}
    current: list[Block] | None = None
    for block in blocks:
        if block.text in CODES and (block.lead == block.text or "index" in block.marks):
            current = found.setdefault(block.text, [])
        elif "index" in block.marks:  # a code that is not listed
            current = []
        elif current is not None:
            current.append(block)
    return found if {"HD", "PD", "SN"} & found.keys() else {}


def from_codes(values: Mapping[str, list[str]]) -> Record:
    """The article that the values of its codes describe, each a list of paragraphs."""
    line = {code: " ".join(texts) for code, texts in values.items()}
    outlet = outlet_name(line.get("SN"))
    text, captions = without_endings([*values.get("LP", ()), *values.get("TD", ())])
    return Record(
        title=_headline(line.get("HD", "")),
        outlet=outlet,
        published=date_of(line.get("PD")),
        text="\n\n".join(text),
        authors=author_names(line.get("BY"), outlet),
        section=line.get("SE") or line.get("CLM"),
        captions=(*captions, *values.get("ART", ())),
    )


# -- one column -------------------------------------------------------------------------------


def _in_order(blocks: list[Block]) -> Record:
    body = [k for k, block in enumerate(blocks) if PARAGRAPH in block.marks]
    head = blocks[: body[0]] if body else blocks
    titles = [k for k, block in enumerate(head) if _is_headline(block)]
    after = head[titles[-1] + 1 :] if titles else head
    lines = [block.text for block in after]
    count, published, outlet = header_of(lines)
    byline = [block.text for block in after[:count] if "author" in block.marks]
    text, captions = without_endings(paragraphs(blocks[body[0] : body[-1] + 1]) if body else [])
    return Record(
        title=_headline(" ".join(head[k].text for k in titles)),
        outlet=outlet,
        published=published,
        text="\n\n".join(text),
        authors=author_names("; ".join(byline), outlet),
        section="; ".join(block.text for block in head[: titles[0]]) or None if titles else None,
        captions=captions,
    )


def _is_headline(block: Block) -> bool:
    return "hd" in block.marks or any(HEADLINE.fullmatch(mark) for mark in block.marks)


def _headline(text: str) -> str | None:
    return NUMBER.sub("", text, count=1).strip() or None if NUMBER.match(text) else text.strip() or None


READERS = (VendorReader("Factiva", "HTML", recognises, records),)
