"""Tests of the command attention and of the same in a notebook, with the examples of ``docs/guide/attention.md``."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.search_terms import searches_of
from analysis.statistics.subjects import UnknownSubject, attention
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.support.cli import run


@pytest.fixture
def store(stores: dict[str, Path]) -> Path:
    """The demonstration corpus."""
    return stores["demonstration"]


def test_the_command_counts_by_outlet_and_period_and_tests_for_change(store: Path) -> None:
    output = run("attention", 'ferry; "harbour council"', "--by", "quarter", "--store", store).output
    [terms] = searches_of("ferry")
    found = len(Store(store).search.matching(EVERYTHING, terms, "text"))
    assert re.search(rf"“ferry” +│ All selected outlets +│ +{found} │", output)
    assert "“ferry”" in output
    assert "quarter from" in output
    assert "change" in output


def test_who_wrote_first_is_beside_chance(store: Path) -> None:
    output = run("attention", "ferry", "--first", "--store", store).output
    assert "first article" in output
    assert "by chance" in output.lower()


def test_the_file_has_what_the_notebook_has(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "attention.csv"
    assert "rows written" in run("attention", "ferry", "--by", "quarter", "--out", out, "--store", store).output
    written = pd.read_csv(out, keep_default_na=False, na_values=[""])
    table = attention(store, "ferry").by_period("quarter")
    assert written["found"].tolist() == table["found"].tolist()
    assert written["share"].to_numpy() == pytest.approx(table["share"].to_numpy(float), nan_ok=True)


def test_what_is_not_there_is_said(store: Path, tmp_path: Path) -> None:
    assert "Give a search" in run("attention", "--store", store, code=2).output
    assert "no article has the topic" in run("attention", "--topic", "zzz", "--store", store, code=1).output.lower()
    assert "ends in" in run("attention", "ferry", "--out", tmp_path / "x.pdf", "--store", store, code=2).output
    with pytest.raises(UnknownSubject):
        attention(store, people=["Nobody Atall"])
