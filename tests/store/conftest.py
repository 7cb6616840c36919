"""A fixture that several tests of the store share."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that does not exist yet."""
    return Store(tmp_path / "s.duckdb")
