"""Which corpora there are, which is open by default, and which names a new one can have."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import paths
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.types import Article
from dashboard.cache import corpora
from dashboard.cache.corpora import DEMONSTRATION, MINE, CorpusProblem


def filled(path: Path) -> Path:
    text = "Perhaps the board will meet."
    Store(path).add([Article(article_id("The Open Page", "A", text), "The Open Page", "A", text)])
    return path


def test_without_any_file_there_are_the_demonstration_and_the_readers_own(data: Path) -> None:
    assert list(corpora.corpora()) == [DEMONSTRATION, MINE]
    assert corpora.default_corpus(corpora.corpora()) == DEMONSTRATION


def test_every_other_store_in_the_folder_is_listed_by_the_name_of_its_file(data: Path) -> None:
    for name in ("border_2019-news.duckdb", "my_articles.duckdb", ".hidden.duckdb", "x.txt", "<b>\u202e.duckdb"):
        (data / name).touch()
    (data / "folder.duckdb").mkdir()
    found = corpora.corpora()
    assert set(found) - {DEMONSTRATION, MINE} == {"border 2019 news", "my_articles.duckdb", "<b>"}
    assert found["border 2019 news"] == data / "border_2019-news.duckdb"


def test_the_readers_own_articles_are_open_by_default_once_they_can_be_compared(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert corpora.default_corpus(corpora.corpora()) == DEMONSTRATION
    filled(data / "other.duckdb")
    assert corpora.default_corpus(corpora.corpora()) == DEMONSTRATION
    filled(data / "sourcelight.duckdb")
    few = corpora.articles_in(data / "sourcelight.duckdb")
    assert 0 < few < corpora.ENOUGH_TO_OPEN
    assert corpora.default_corpus(corpora.corpora()) == DEMONSTRATION
    monkeypatch.setattr(corpora, "ENOUGH_TO_OPEN", few)
    assert corpora.default_corpus(corpora.corpora()) == MINE
    assert DEMONSTRATION in corpora.corpora()


def test_a_damaged_store_is_open_by_default_so_that_its_problem_is_said(data: Path) -> None:
    (data / "sourcelight.duckdb").write_text("not a store")
    assert corpora.default_corpus(corpora.corpora()) == MINE


@pytest.mark.parametrize(
    ("file", "name"),
    [("sourcelight.duckdb", MINE), ("demonstration.duckdb", DEMONSTRATION), ("border-2019.duckdb", "border 2019")],
)
def test_a_store_that_the_environment_names_is_the_only_corpus(
    data: Path, monkeypatch: pytest.MonkeyPatch, file: str, name: str
) -> None:
    (data / "other.duckdb").touch()
    monkeypatch.setenv(paths.ENVIRONMENT, str(data / file))
    assert corpora.corpora() == {name: data / file}
    assert corpora.default_corpus(corpora.corpora()) == name


@pytest.mark.parametrize("name", ["Border 2019", "Élections-2024", "  Two   words  ", "北京", "x" * 40])
def test_a_new_corpus_is_listed_by_its_name_once_it_is_stored(data: Path, name: str) -> None:
    path = corpora.new_corpus(name)
    assert path.parent == data
    assert path.name not in {"sourcelight.duckdb", "demonstration.duckdb"}
    filled(path)
    assert corpora.name_of(path) == " ".join(name.replace("-", " ").split())
    assert corpora.corpora()[corpora.name_of(path)] == path


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "../up", "a/b", "a\\b", "／etc", "a.b", "..", "C:", "nul\0", "-x", "x-", "a--b", "a_b", "<b>",
        "x" * 41, "a\u202eb", "$HOME", "~", "a\nb\tc;", "My articles", "my-articles", "demonstration", "Sourcelight",
        "TAKEN name",
    ],
)  # fmt: skip
def test_a_new_corpus_has_neither_a_hostile_name_nor_that_of_another(data: Path, name: str) -> None:
    (data / "taken_name.duckdb").touch()
    before = sorted(data.iterdir())
    with pytest.raises(CorpusProblem):
        corpora.new_corpus(name)
    assert sorted(data.iterdir()) == before


def test_no_corpus_is_added_beside_the_one_that_the_environment_names(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.ENVIRONMENT, str(data / "one.duckdb"))
    with pytest.raises(CorpusProblem, match="shows a single corpus"):
        corpora.new_corpus("Two")


def test_a_link_to_the_demonstrations_file_is_the_demonstration(data: Path) -> None:
    (data / "demonstration.duckdb").touch()
    (data / "copy.duckdb").symlink_to(data / "demonstration.duckdb")
    assert corpora.is_demonstration(Store(data / "copy.duckdb"))
    assert not corpora.is_demonstration(Store(data / "other.duckdb"))


def test_commands_name_the_store_unless_they_use_it_anyway(data: Path) -> None:
    assert corpora.store_option(Store(data / "sourcelight.duckdb")) == ""
    assert corpora.store_option(Store(data / "a b.duckdb")) == f" --store '{data}/a b.duckdb'"
