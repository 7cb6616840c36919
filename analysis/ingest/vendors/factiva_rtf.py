"""Factiva, RTF. Written from descriptions of the format alone: no real file was available to test it on.

An article "plus indexing" has the codes of the two-column HTML at the beginnings of lines (HD headline, LP lead, TD
text); without indexing it has the lines of the one-column HTML, its headline in bold. Either ends with "Document" and
its accession number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.ingest.documents import rtf
from analysis.ingest.vendors.base import CUT_OFF, Record, VendorReader
from analysis.ingest.vendors.factiva_html import ACCESSION, CODES, from_codes
from analysis.ingest.vendors.interface_words import (
    BYLINE,
    COPYRIGHT,
    author_names,
    header_of,
    is_word_count,
    without_endings,
)

MAGIC = b"{\\rtf"
#: the line that ends an article, in the source of the file
END = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z0-9]{8}(?:19|20)\d\d[01]\d[0-3]\d[a-z0-9]{9}(?![A-Za-z0-9])")
SIGNS = (b"Factiva", b"Dow Jones", b"Document ")
#: characters of the line with the accession number at most
LONGEST_END = 80
CODED = re.compile(rf"({'|'.join(CODES)})(?:\t|\s{{2,}}|\s*$)\s*(.*)", re.DOTALL)


@dataclass(slots=True)
class Line:
    """A line of the document, and whether all of it is bold."""

    text: str
    bold: bool


def recognises(data: bytes) -> bool:
    """Whether a file is RTF with the accession number of an article of Factiva's."""
    return data.startswith(MAGIC) and END.search(data) is not None and any(sign in data for sign in SIGNS)


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    return records_of(Line(line.text.strip(), line.bold) for line in rtf.lines(data))


def has_form(lines: Iterable[str]) -> bool:
    """Whether the lines of a document are those of Factiva's articles: a header and an accession number below it."""
    begun: list[Line] = []
    for line in lines:
        begun.append(Line(line, bold=False))
        if len(line) < LONGEST_END and line.startswith(("Document", "AN")) and ACCESSION.search(line):
            return _is_begun(begun)
    return False


def records_of(lines: Iterable[Line]) -> Iterator[Record]:
    """Every article of the lines of a document, in order."""
    article: list[Line] = []
    for line in lines:
        if line.text:
            article.append(line)
        if ACCESSION.search(line.text) and len(line.text) < LONGEST_END:
            yield _record(article)
            article = []
    if _is_begun(article):
        yield Record(None, None, None, "", reason=CUT_OFF)


def _is_begun(lines: list[Line]) -> bool:
    """Whether lines without an accession number are an article's, and not the summary of the search."""
    codes = {match[1] for line in lines if (match := CODED.match(line.text))}
    return len(codes & {"HD", "WC", "PD", "SN"}) > 1 or any(is_word_count(line.text) for line in lines)


def _record(lines: list[Line]) -> Record:
    values: dict[str, list[str]] = {}
    rank = -1
    for line in lines:
        match = CODED.match(line.text)
        if match and CODES.index(match[1]) > rank:
            rank = CODES.index(match[1])
            values[match[1]] = [match[2].strip()] if match[2].strip() else []
        elif rank >= 0:
            values[CODES[rank]].append(line.text.strip())
    return from_codes(values) if len({"HD", "PD", "SN"} & values.keys()) > 1 else _in_order(lines)


def _in_order(lines: list[Line]) -> Record:
    count, published, outlet = header_of([line.text for line in lines])
    title = [line.text for line in lines[:count] if line.bold] or [line.text for line in lines[:1] if count]
    after = [line.text for line in lines[count:]]
    end = next((k for k, text in enumerate(after) if COPYRIGHT.match(text)), None)
    byline = next((line.text for line in lines[:count] if BYLINE.match(line.text)), None)
    text, captions = without_endings(after[end + 1 : -1] if end is not None else [])
    return Record(
        title=" ".join(title) or None,
        outlet=outlet,
        published=published,
        text="\n\n".join(text),
        authors=author_names(byline, outlet),
        captions=captions,
        reason="" if text else "the beginning of this article's text was not found",
    )


READERS = (VendorReader("Factiva", "RTF", recognises, records),)
