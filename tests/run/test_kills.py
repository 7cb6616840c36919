"""Killed at random moments and run again, ingest, scoring and relating lose nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.kills import kill_steps

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "articles"


def test_a_store_whose_runs_were_killed_is_equal_to_one_whose_run_was_not(tmp_path: Path) -> None:
    """Three kills; ``benchmarks/durability/kills.py`` makes a hundred on real articles."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for page in SEEDS.glob("05-*.txt"):
        shutil.copy(page, articles)
    found = kill_steps(articles, tmp_path, kills=3, workers=1)
    assert found.kills.total() == 3
    assert found.compared >= 1
    assert found.unequal == []
