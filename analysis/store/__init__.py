"""The store: articles, measurements, marks and relations in one DuckDB file. All SQL is in this package."""

from __future__ import annotations

from analysis.store.file import EmptyStore, StoreProblem
from analysis.store.store import Store

__all__ = ["EmptyStore", "Store", "StoreProblem"]
