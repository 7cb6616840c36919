"""Reads the paragraphs of PDF files with pypdf, which is imported only when a PDF is read."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from analysis.ingest.documents.base import Paragraph, Unreadable
from analysis.ingest.documents.pdf_lines import Line, paragraphs_of

MAGIC = b"%PDF-"
#: maximum number of pages, of characters in all of them, and of drawing commands on one
_PAGES, _CHARACTERS, _COMMANDS = 500, 5_000_000, 1_000_000
#: letters and digits; a PDF with fewer has pictures of its pages instead of text
_LEAST = 40


def paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield the paragraphs of a PDF file; raises ``Unreadable`` if it has none or is locked, damaged or too large."""
    pages = _pages(data)
    if sum(char.isalnum() for lines in pages for line in lines for char in line.text) < _LEAST:
        raise Unreadable("the PDF has no text, only images of its pages; run text recognition (OCR) on it first")
    yield from paragraphs_of(pages)


def _pages(data: bytes) -> list[list[Line]]:
    """The lines of each page."""
    import pypdf

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable("the PDF is locked with a password; save it without one")
        if len(reader.pages) > _PAGES:
            raise Unreadable(f"the PDF has more than {_PAGES} pages; save only the pages with the article")
        pages: list[list[Line]] = []
        for page in reader.pages:
            pages.append(_lines(page))
            if sum(len(line.text) for lines in pages for line in lines) > _CHARACTERS:
                raise Unreadable(f"the PDF has more than {_CHARACTERS:,} characters; split it")
        return pages
    except Unreadable:
        raise
    except (Exception, RecursionError) as error:  # pypdf raises errors of any kind for damaged files
        raise Unreadable(f"the PDF is damaged ({type(error).__name__}); save it again") from error


def _lines(page: Any) -> list[Line]:
    """The lines of a page in the order of its file, each with its place and the size of its letters."""
    lines: list[Line] = []
    parts: list[str] = []
    place: tuple[float, float, float] | None = None
    commands = 0

    def count(*_: object) -> None:
        nonlocal commands
        commands += 1
        if commands > _COMMANDS:
            raise Unreadable("the PDF has a page of more drawing commands than an article needs; print it again")

    def finish() -> None:
        nonlocal parts, place
        if place is not None and (text := "".join(parts).strip()):
            lines.append(Line(text, *place))
        parts, place = [], None

    def take(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        nonlocal place
        for number, piece in enumerate(text.split("\n")):
            if number:
                finish()
            if piece.strip() and place is None:
                x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                place = x, y, abs(size * (tm[3] or tm[1] or 1) * (cm[3] or cm[1] or 1))
            parts.append(piece)

    page.extract_text(visitor_text=take, visitor_operand_before=count)
    finish()
    return lines
