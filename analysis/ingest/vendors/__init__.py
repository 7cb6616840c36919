"""Exports of newspaper databases: one file of many articles, recognised by its content.

Every module here that has a ``READER`` (or a tuple ``READERS``) is asked in turn; see ``base``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.ingest.documents.base import Paragraph
from analysis.ingest.vendors import factiva_rtf, nexis_uni
from analysis.ingest.vendors.base import Export, Record, VendorReader, articles_of, decoded

__all__ = [
    "Export", "Record", "VendorReader", "articles_of", "decoded", "in_document", "readers", "recognised",
]  # fmt: skip


@cache
def readers() -> tuple[VendorReader, ...]:
    """Every reader, in the order of their names."""
    found: list[VendorReader] = []
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        found += getattr(loaded, "READERS", ())
    return tuple(sorted(found, key=lambda reader: reader.name))


def recognised(data: bytes) -> VendorReader | None:
    """The reader that knows a file by its content, or ``None`` where none does."""
    return next((reader for reader in readers() if reader.recognises(data)), None)


def in_document(paragraphs: Sequence[Paragraph]) -> tuple[str, Iterator[Record]] | None:
    """The database and the records of an export that was saved in another form, such as PDF; ``None`` if it is none."""
    if nexis_uni.has_form(paragraphs):
        return "Nexis Uni", nexis_uni.records_of(iter(paragraphs))
    lines = [line for paragraph in paragraphs for line in paragraph.text.split("\n")]
    if factiva_rtf.has_form(lines):
        return "Factiva", factiva_rtf.records_of(factiva_rtf.Line(line.strip(), bold=False) for line in lines)
    data = "\n".join(lines).encode("utf-8", "replace")
    reader = recognised(data)
    return (reader.name, reader.records(data)) if reader else None
