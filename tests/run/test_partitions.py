"""Folders of Parquet files are scored into complete partitions; loading them equals scoring in one process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.run import cluster, partitions
from analysis.run.partitions import BadFolder
from analysis.run.pipeline import ingest
from analysis.scorers import versions
from analysis.scorers.score import score_article
from analysis.store import Store
from analysis.store.records import reading_tables
from tests.support.corpora import rows
from tests.support.partitions import GROUP, as_stored, loaded, one_process, parquet

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed; see requirements-cluster.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return parquet(tmp_path_factory.mktemp("partitions") / "articles")


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    """The folder in an object store, which has no real files and folders."""
    system = fsspec.filesystem("memory")
    for path in folder.rglob("*.parquet"):
        system.pipe_file(f"/in/{path.relative_to(folder)}", path.read_bytes())
    yield "memory://in"
    for place in ("/in", "/out"):
        if system.exists(place):
            system.rm(place, recursive=True)


def scored_here(source: str, out: str) -> list[partitions.Partition]:
    """Score a folder in this process, with the functions that a worker calls."""
    plan, problems = partitions.plan(source, cluster.edition())
    partitions.finished(out)
    for partition in plan:
        cluster._score_partition(source, out, partition, versions(), cluster.edition())
    partitions.write_manifest(out, source, cluster.edition(), plan, problems)
    return plan


def test_loaded_partitions_equal_the_result_of_one_process(folder: Path, memory: str, tmp_path: Path) -> None:
    plan = scored_here(memory, "memory://out")
    assert [(Path(p.source).name, p.row_group, p.articles) for p in plan] == [
        ("a.parquet", 0, 8), ("a.parquet", 1, 8), ("a.parquet", 2, 2),
        ("b.parquet", 0, 8), ("b.parquet", 1, 8), ("b.parquet", 2, 2),
    ]  # fmt: skip
    whole, store = one_process(tmp_path / "whole.duckdb", folder), loaded(tmp_path / "s.duckdb", "memory://out")
    expected, found = as_stored(whole), as_stored(store)
    assert [reason for _, _, reason in found.pop("problems")] == [reason for _, _, reason in expected.pop("problems")]
    assert found == expected
    assert store.pending(versions()) == []
    again = loaded(store.path, "memory://out")
    assert as_stored(again)["marks"] == expected["marks"], "loading them twice changes nothing"


def test_partitions_can_be_queried_in_place(folder: Path, tmp_path: Path) -> None:
    scored_here(str(folder), str(tmp_path / "out"))
    marks = rows(one_process(tmp_path / "whole.duckdb", folder))["marks"]
    query = f"SELECT id, unnest(marks, recursive := true) FROM '{tmp_path}/out/*.parquet'"
    assert {*duckdb.sql(query).fetchall()} == {*marks}


def test_stored_articles_without_readings_get_the_loaded_rows(folder: Path, tmp_path: Path) -> None:
    scored_here(f"file://{folder}", str(tmp_path / "out"))
    store = Store(tmp_path / "s.duckdb")
    ingest(store, [folder])
    before = len(store.pending(versions()))
    assert before == 33
    loaded(store.path, str(tmp_path / "out"))
    assert as_stored(store) == as_stored(one_process(tmp_path / "whole.duckdb", folder))


def test_a_partition_is_scored_again_when_its_input_or_the_edition_changes(folder: Path) -> None:
    plan, _ = partitions.plan(str(folder), "one")
    other, _ = partitions.plan(str(folder), "another")
    again, _ = partitions.plan(str(folder), "one")
    assert plan == again
    assert {p.name for p in plan}.isdisjoint(p.name for p in other)
    pq.write_table(pq.read_table(folder / "a.parquet").slice(1), folder / "a.parquet", row_group_size=GROUP)
    changed, _ = partitions.plan(str(folder), "one")
    assert [p.name for p in changed[3:]] == [p.name for p in plan[3:]]
    assert {p.name for p in changed[:3]}.isdisjoint(p.name for p in plan[:3])


def test_a_file_that_is_not_completely_written_does_not_appear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = type(fsspec.filesystem("file"))

    def half(self: object, path: str, value: bytes, **more: object) -> None:
        Path(path).write_bytes(value[: len(value) // 2])
        raise OSError("No space left on device")

    monkeypatch.setattr(system, "pipe_file", half)
    with pytest.raises(OSError, match="No space left"):
        partitions.write_manifest(str(tmp_path), "here", "one", [], [])
    assert not (tmp_path / partitions.MANIFEST).exists()


def test_a_damaged_file_is_named_and_the_others_are_planned(folder: Path, tmp_path: Path) -> None:
    (folder / "c.parquet").write_bytes(b"PAR1 is all there is")
    plan, [problem] = partitions.plan(str(folder), "one")
    assert len(plan) == 6
    assert problem.file.endswith("c.parquet")
    assert "the Parquet file cannot be read" in problem.reason
    (folder / "c.parquet").unlink()


def test_unusable_folders_are_reported_in_a_sentence(tmp_path: Path) -> None:
    for command, said in (
        (["load", str(tmp_path)], "has no manifest.json of scored partitions"),
        (["load", "nowhere://x"], "cannot be reached"),
        (["score", "--cluster", "tcp://h:1", "--from", str(tmp_path), "--to", "x"], "there is no .parquet file below"),
        (["score", "--from", str(tmp_path)], "needs all of --cluster, --from and --to"),
    ):
        shown = CliRunner().invoke(app, [*command, "--store", str(tmp_path / "s.duckdb")])
        assert shown.exit_code in (1, 2), command
        assert said in shown.output, command


def test_a_missing_partition_of_the_manifest_is_named(folder: Path, tmp_path: Path) -> None:
    [first, *_], _ = partitions.plan(str(folder), "one")
    partitions.write_manifest(str(tmp_path), str(folder), "one", [replace(first, name="gone.parquet")], [])
    assert json.loads((tmp_path / partitions.MANIFEST).read_text())["partitions"][0]["name"] == "gone.parquet"
    with pytest.raises(BadFolder, match=r"gone\.parquet in .* cannot be read"):
        list(partitions.scored_partitions(str(tmp_path)))


def test_role_principal_and_label_of_a_source_survive_a_partition(folder: Path, tmp_path: Path) -> None:
    [first, *_], _ = partitions.plan(str(folder), "one")
    articles, problems = partitions.read_partition(str(folder), first)
    scored = [score_article(one) for one in articles if one.language in (None, "en")]
    described = [
        replace(one, attributions=tuple(replace(a, title="mayor", label="the mayor") for a in one.attributions))
        for one in scored
    ]
    tables = reading_tables(described, versions())
    partitions.write_manifest(str(tmp_path), str(folder), "one", [replace(first, name="a.parquet")], [])
    partitions.write_partition(str(tmp_path), "a.parquet", articles, tables, problems)
    store = loaded(tmp_path / "s.duckdb", str(tmp_path))
    assert store.scored_articles([one.article.id for one in described]) == described
    assert sum(len(one.attributions) for one in described) > 0


def test_a_partition_of_another_version_is_named(folder: Path, tmp_path: Path) -> None:
    """Tables with other columns than the current ones are not stored."""
    [first, *_], _ = partitions.plan(str(folder), "one")
    articles, problems = partitions.read_partition(str(folder), first)
    tables = reading_tables([score_article(one) for one in articles], versions())
    partitions.write_manifest(str(tmp_path), str(folder), "one", [replace(first, name="a.parquet")], [])
    partitions.write_partition(str(tmp_path), "a.parquet", articles, tables, problems)
    assert [len(found) for found, _, _ in partitions.scored_partitions(str(tmp_path))] == [len(articles), 0]
    older = tables | {"attributions": tables["attributions"].drop_columns("anonymity")}
    partitions.write_partition(str(tmp_path), "a.parquet", articles, older, problems)
    with pytest.raises(BadFolder, match=r"a\.parquet in .* is of another version of Sourcelight"):
        list(partitions.scored_partitions(str(tmp_path)))
