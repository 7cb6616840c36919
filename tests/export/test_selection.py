"""Export of a selection: every article and measurement, evidence with its offsets, and every column explained."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import score_text
from analysis.columns.articles import ArticleColumns
from analysis.export.dictionary import columns, data_dictionary
from analysis.export.tables import Export, write_selection
from analysis.scorers import measures, versions
from analysis.store import Store
from analysis.store.filter import Filters
from analysis.types import Article
from tests.support.cli import run
from tests.support.corpora import measured_store

KINDS = ("csv", "parquet", "jsonl")
STAMP = {"selection": "all outlets", "versions": "Sourcelight", "made_on": "2025-06-20"}


def exported(store: Store, kind: str, export: Export) -> pd.DataFrame:
    out = io.BytesIO()
    rows = write_selection(store, out, kind, export)
    out.seek(0)
    if kind == "csv":
        frame = pd.read_csv(out)
    elif kind == "parquet":
        frame = pd.read_parquet(out)
    else:
        frame = pd.DataFrame([json.loads(line) for line in out.read().decode("utf-8").splitlines()])
    assert len(frame) == rows
    return frame


@pytest.mark.parametrize("kind", KINDS)
def test_every_measurement_is_read_back_from_every_format(demo_store: Store, kind: str) -> None:
    frame = exported(demo_store, kind, Export()).set_index("id")
    assert frame.index.tolist() == demo_store.ids()
    memory = ArticleColumns(demo_store)
    stored = memory.measured(Filters(wire="all"), list(measures()))
    stored = stored.assign(id=memory.ids(stored["id"]))
    for key, measure in measures().items():
        count, denominator = stored[f"{key}:count"], stored[f"{key}:denominator"]
        expected = measure.scale * count / denominator.replace(0, np.nan)
        found = frame.loc[stored["id"], key].astype(float)
        np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_selected_articles_are_written(demo_store: Store, kind: str) -> None:
    filters = Filters(outlets=("Meridian Wire",), min_words=100)
    frame = exported(demo_store, kind, Export(filters))
    assert set(frame["id"]) == set(demo_store.charts.article_list(filters)["id"])
    assert set(frame["outlet"]) == {"Meridian Wire"}
    assert exported(demo_store, kind, Export(Filters(outlets=("Nobody",)))).empty


@pytest.mark.parametrize("kind", ["parquet", "jsonl"])
def test_the_offsets_of_evidence_are_right(demo_store: Store, kind: str) -> None:
    frame = exported(demo_store, kind, Export(evidence=True, text=True))
    seen: set[str] = set()
    for row in frame.to_dict("records"):
        scored = demo_store.scored(str(row["id"]))
        assert scored is not None
        for name, evidence in (("hedges", scored.hedges), ("boosters", scored.boosters), ("loaded", scored.loaded)):
            assert len(row[name]) == len(evidence)
            for mark in row[name]:
                assert row["text"][mark["first"] : mark["past"]] == mark["cue"]
                seen.add(name)
        assert len(row["tone_words"]) == len(scored.marks_of("tone"))
        assert len(row["sentiment_words"]) == len(scored.marks_of("sentiment"))
        said: list[Any] = list(row["attributions"])
        assert sorted((a["content_first"], a["content_past"]) for a in said) == sorted(
            (a.content.start, a.content.end) for a in scored.attributions
        )
        seen |= {"attributions"} if said else set()
    assert seen == {"hedges", "boosters", "loaded", "attributions"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_dictionary_explains_every_column_and_no_other(demo_store: Store, kind: str) -> None:
    evidence = kind != "csv"
    frame = exported(demo_store, kind, Export(evidence=evidence, text=True, stamp=STAMP))
    explained = data_dictionary().set_index("column")
    assert explained.index.is_unique
    plain = [name for name in explained.index if "[]" not in name]
    lists = {name for name in plain if explained.loc[name, "type"] == "list of records"}
    assert [*frame.columns] == [name for name in plain if evidence or name not in lists]
    for name in lists if evidence else ():
        fields = {f"{name}[].{field}" for records in frame[name] for record in records for field in record}
        assert fields == {column for column in explained.index if column.startswith(f"{name}[].")}
    for key, measure in measures().items():
        assert explained.loc[key, "unit"] == measure.unit
        assert explained.loc[key, "version"] == versions()[key.split(".")[0]]
        assert measure.description in explained.loc[key, "meaning"]
    assert (explained["meaning"].str.len() > 3).all()
    assert (explained["type"] != "").all()


def test_an_unscored_article_is_exported_without_measurements(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    scored, bare = score_text("Perhaps it may rain."), score_text("It rains.").article
    store.add([bare, scored.article])
    store.save([scored], versions())
    frame = exported(store, "jsonl", Export(evidence=True)).set_index("id")
    assert frame.index.tolist() == [bare.id, scored.article.id]
    assert frame.loc[scored.article.id, "hedging"] == scored.measurements["hedging"].value
    assert pd.isna(frame.loc[bare.id, "hedging"])
    assert frame.loc[bare.id, "hedges"] == []


def test_a_selection_of_several_batches_is_complete(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {kind: exported(demo_store, kind, Export()) for kind in KINDS}
    monkeypatch.setattr("analysis.export.tables.BATCH", 7)
    for kind, frame in whole.items():
        pd.testing.assert_frame_equal(exported(demo_store, kind, Export()), frame)


def test_the_command_narrows_and_explains_its_export(demo_store: Store, tmp_path: Path) -> None:
    at = ["--store", demo_store.path]
    out = tmp_path / "some.jsonl"
    run("export", out, "--evidence", "--outlet", "Meridian Wire", "--from", "2025-02-01", "--to", "2025-04-30", *at)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert {row["outlet"] for row in rows} == {"Meridian Wire"}
    assert all("2025-02-01" <= row["published"] <= "2025-04-30" for row in rows)
    assert "text" not in rows[0]
    assert "columns explained in" in run("export", tmp_path / "d.csv", "--dictionary", *at).output
    assert pd.read_csv(tmp_path / "d.csv")["column"].tolist() == data_dictionary()["column"].tolist()
    said = run("export", tmp_path / "o.csv", "--evidence", *at, code=2).stderr
    assert "choose jsonl or parquet" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.csv", "some.jsonl"]


def test_topics_of_the_words_are_a_list_beside_the_label(stores: dict[str, Path], tmp_path: Path) -> None:
    store = Store(stores["normal"])
    for kind in KINDS:
        frame = exported(store, kind, Export()).set_index("id")
        found = frame["topics"].map(lambda topics: topics.split("; ") if isinstance(topics, str) else list(topics))
        for article in store.articles(store.ids()):
            assert frame.loc[article.id, "topic"] == article.topic
            assert found[article.id] == store.charts.topics_of(article.id)["name"].tolist()
    unrelated = Store(tmp_path / "s.duckdb")
    unrelated.add([Article("a", None, None, "Ferries sailed.")])
    assert exported(unrelated, "jsonl", Export())["topics"].tolist() == [None]


def test_an_article_without_a_topic_has_an_empty_list(tmp_path: Path) -> None:
    store = measured_store(tmp_path / "s.duckdb", [Article("a", None, None, "Perhaps qwx.")])
    assert exported(store, "jsonl", Export())["topics"].tolist() == [[]]


def test_the_command_selects_by_topics_of_the_words_or_by_label(stores: dict[str, Path], tmp_path: Path) -> None:
    store, out = Store(stores["normal"]), tmp_path / "some.jsonl"

    def ids(*options: str) -> list[str]:
        run("export", out, *options, "--store", store.path)
        return [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]

    chosen = Filters(topics=("Health and disease",))
    assert ids("--topic", "health") == ids("--topic", "HEALTH and disease") == store.export.selected(chosen)
    labelled = ids("--topic", "health", "--topics-by", "publisher")
    assert labelled == [article.id for article in store.articles(store.ids()) if article.topic == "health"]
    said = run("export", out, "--topic", "white_house", "--store", store.path, code=2).stderr
    assert "no article of this store has the topic “white_house” by its words; it has " in said
    assert "--topics-by publisher" in said


def test_the_columns_do_not_depend_on_the_articles() -> None:
    assert [c.name for c in columns(evidence=False, text=False)][:3] == ["id", "outlet", "title"]
    assert {c.name for c in columns(evidence=True, text=True)} >= {"hedges", "attributions", "text"}
