"""Ingest, scoring and relating lose nothing when they are killed at random moments and run again."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.kills import kill_steps

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "articles"


def test_a_store_of_killed_runs_equals_an_undisturbed_one(tmp_path: Path) -> None:
    """With three kills; ``benchmarks/durability/kills.py`` makes a hundred on real articles."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for page in SEEDS.glob("05-*.txt"):
        shutil.copy(page, articles)
    found = kill_steps(articles, tmp_path, kills=3, workers=1)
    assert found.kills.total() == 3
    assert found.compared >= 1
    assert found.unequal == []
