"""Fixtures that several tests of fetching share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.store import Store
from tests.support.local_site import Site, site


@pytest.fixture
def web() -> Iterator[Site]:
    """A site on loopback."""
    with site() as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that does not exist yet."""
    return Store(tmp_path / "watched.duckdb")
