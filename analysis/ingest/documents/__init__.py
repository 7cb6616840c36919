"""Documents of word processors and PDF: their paragraphs, and their text for the reader of pages saved as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.ingest.documents import docx, odt, pdf, rtf
from analysis.ingest.documents.base import TITLE, Budget, Paragraph, Unreadable, names

__all__ = ["SUFFIXES", "Paragraph", "Unreadable", "form_of", "paragraphs_of", "text_of"]

#: suffixes of documents; what they are is recognised by their content
SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".pdf")
#: bytes of a document, and those that it may unpack to
_LARGEST = 200_000_000
#: the beginning of Word files of the old form, and of new ones with a password
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: beginnings of the IDs of the style of headlines, which some versions of Word translate
_TITLES = ("title", "heading1", "titel", "titre", "ttulo", "titolo", "berschrift1", "kop1", "rubrik1", "overskrift1")
#: paragraphs at the beginning in which the headline is looked for
_TOP = 10


def form_of(data: bytes) -> str | None:
    """The kind of a document by its content (DOCX, ODT, RTF, PDF), or ``None`` if it is none that can be read.

    Raises ``Unreadable`` for a damaged archive, and for Word files of the old form or with a password.
    """
    if data.startswith(b"{\\rtf"):
        return "RTF"
    if pdf.MAGIC in data[:1024]:
        return "PDF"
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise Unreadable("the file is locked with a password; save it without one")
        raise Unreadable("this is a Word file in the format used before 2007; save it as .docx")
    if not data.startswith(b"PK"):
        return None
    listed = names(data)
    return "DOCX" if docx.is_document(listed) else "ODT" if odt.is_document(listed) else None


def paragraphs_of(data: bytes, form: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document; raises ``Unreadable`` where the rest cannot be read."""
    if form == "RTF":
        return rtf.paragraphs(data)
    if form == "PDF":
        return pdf.paragraphs(data)
    read = docx.paragraphs if form == "DOCX" else odt.paragraphs
    return read(data, Budget(_LARGEST))


def text_of(paragraphs: Sequence[Paragraph]) -> str:
    """The text of a document with its headline first: the paragraph in the style of titles, else the first one."""
    top = [place for place, paragraph in enumerate(paragraphs) if paragraph.text.strip()][:_TOP]
    titled = [place for place in top if paragraphs[place].style == TITLE]
    titled = titled or [place for place in top if paragraphs[place].style.lower().startswith(_TITLES)][:1]
    lines = [" ".join(paragraphs[place].text for place in titled).replace("\n", " ")] if titled else []
    lines += [paragraph.text for place, paragraph in enumerate(paragraphs) if place not in titled]
    return "\n\n".join(line.strip() for line in lines if line.strip())
