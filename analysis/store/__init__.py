"""The store: articles, measurements, marks and what relates articles, in one DuckDB file. SQL lives here alone."""

from __future__ import annotations

from analysis.store.file import StoreProblem
from analysis.store.store import Store

__all__ = ["Store", "StoreProblem"]
