"""Exports of newspaper databases: one file of many articles, recognised by its content.

Every module here that has a ``READER`` (or a tuple ``READERS``) is asked in turn; see ``base``.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from analysis.ingest.vendors.base import Export, Record, VendorReader, articles_of, decoded

__all__ = ["Export", "Record", "VendorReader", "articles_of", "decoded", "readers", "recognised"]


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
